"""From a chart, the data and a state to its drawing; the one place where the steps follow each other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from app.charts.conflicting import conflict_notes
from app.charts.fitting import Fitted, fitted
from app.charts.glossary import notes_on
from app.charts.sourcing import notes_of, source_line, sources_of
from app.charts.spec import Chart, Drawing, Empty, Note, Resolution, Scene, Table
from app.charts.spoken import speech
from app.charts.tables import observation_table, with_units
from app.i18n import Texts, opening
from app.state import FORMS, ViewState
from app.store.snapshot import Snapshot


def draw_chart(chart: Chart, *, snapshot: Snapshot, state: ViewState, texts: Texts, form: str = "") -> Drawing:
    """The drawing of a chart for a state as it came; never raises for anything a reader can write into an address."""
    own = state.for_chart(chart.slug)
    resolution = chart.resolve(snapshot, own, texts)
    chosen = form or own.form
    scene = Scene(snapshot=snapshot, view=resolution.view, texts=texts, form=chosen if chosen in FORMS else "wide")
    rows = chart.select(snapshot, resolution.view)
    return _empty(chart, resolution, scene, rows) if rows.empty else _drawing(chart, resolution, scene, rows)


def headline_of(chart: Chart, *, snapshot: Snapshot, state: ViewState, texts: Texts) -> str:
    """The headline of a chart for a state, without drawing it."""
    resolution = chart.resolve(snapshot, state.for_chart(chart.slug), texts)
    rows = chart.select(snapshot, resolution.view)
    scene = Scene(snapshot=snapshot, view=resolution.view, texts=texts)
    return _said(chart, texts, "empty.title") if rows.empty else chart.headline(rows, scene)


def _drawing(chart: Chart, resolution: Resolution, scene: Scene, rows: pd.DataFrame) -> Drawing:
    title = chart.headline(rows, scene)
    subtitle = chart.subtitle(rows, scene)
    fit = fitted(chart, rows, scene)
    cut = _cut(chart, rows, fit, scene)
    made = chart.table(rows, scene) if chart.table else observation_table(rows, scene, caption=subtitle)
    table = with_units(made, scene)
    markers = chart.markers(rows, scene) if chart.markers else ()
    said = speech(table, fit.figure, scene.texts, shape=chart.shape, markers=markers, codes=_codes(table, rows, scene))
    note = scene.texts.sentence(cut, chart.note(rows, scene) if chart.note else "", _left_out(resolution, scene))
    notes = _notes(chart, rows, scene)
    words = (subtitle, note, *(column.label for column in table.columns))
    return Drawing(
        slug=chart.slug,
        page=chart.page,
        lang=scene.texts.lang,
        form=scene.form,
        version=scene.snapshot.version,
        address=resolution.address,
        kicker=kicker(chart, scene.texts),
        title=title,
        subtitle=subtitle,
        alt=chart.alt(rows, scene) if chart.alt else _alt(title, subtitle, table, scene),
        source_line=source_line(rows, scene),
        filename=_filename(chart, resolution, scene, rows),
        note=note,
        cut=cut,
        keys=chart.keys(fit.rows, scene) if chart.keys else (),
        figure={**fit.figure, "layout": {**fit.figure["layout"], "meta": {"spoken": said}}},
        height=int(fit.figure["layout"]["height"]),
        frame=rows,
        table=table,
        shape=chart.shape,
        notes=(*notes, *notes_on(words, scene.texts, known=notes)),
        sources=sources_of(rows, scene),
        markers=markers,
        tiles=chart.tiles(rows, scene) if chart.tiles else (),
        controls=resolution.controls,
        ignored=resolution.ignored,
    )


def _codes(table: Table, rows: pd.DataFrame, scene: Scene) -> Sequence[str]:
    """For rows that are milestones the code of each."""
    keys = [column.key for column in table.columns]
    if "milestone" not in rows or not {"title", "date"} <= set(keys):
        return ()
    at, named = keys.index("date"), keys.index("title")
    milestones, lang = zip(rows["milestone"].astype(str), rows["date"].astype(str), strict=True), scene.texts.lang
    known = {(date, scene.snapshot.text("milestones", code, "title", lang)): code for code, date in milestones}
    return [known.get((str(row[at].value), row[named].text), "") for row in table.rows]


def _empty(chart: Chart, resolution: Resolution, scene: Scene, rows: pd.DataFrame) -> Drawing:
    texts = scene.texts
    reason = _said(chart, texts, "empty.reason")
    version = texts("source.version", version=scene.snapshot.version)
    return Drawing(
        slug=chart.slug,
        page=chart.page,
        lang=texts.lang,
        form=scene.form,
        version=scene.snapshot.version,
        address=resolution.address,
        kicker=kicker(chart, texts),
        title=_said(chart, texts, "empty.title"),
        subtitle=reason,
        alt=reason,
        source_line=opening(version),
        filename=_filename(chart, resolution, scene, rows),
        frame=rows,
        table=Table(caption=_said(chart, texts, "empty.title"), columns=(), rows=()),
        controls=resolution.controls,
        ignored=resolution.ignored,
        empty=Empty(reason=reason, way_out=_said(chart, texts, "empty.way_out")),
    )


def _cut(chart: Chart, rows: pd.DataFrame, fit: Fitted, scene: Scene) -> str:
    """How much stands in the table alone, in words; empty where all is drawn."""
    if fit.left_out:
        return scene.texts("fit.more", count=fit.left_out)
    return chart.cut(rows, scene) if chart.cut else ""


def _said(chart: Chart, texts: Texts, key: str) -> str:
    """The chart's own words for something every chart may have to say, where it has some."""
    own = f"chart.{chart.slug}.{key}"
    return texts(own if texts.has(own) else key)


def _left_out(resolution: Resolution, scene: Scene) -> str:
    """The chosen sectors of which the chart has no values here; empty where there are none."""
    ignored = [item.value for item in resolution.ignored if item.name == "series"]
    missing = [code for code in ignored if scene.snapshot.has("sectors", code)]
    if not missing:
        return ""
    return scene.texts("series.left_out", sectors=scene.texts.listing([scene.short(code) for code in missing]))


def _notes(chart: Chart, rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    own = chart.notes(rows, scene) if chart.notes else None
    if "indicator" not in rows:
        return own or ()
    return (*(notes_of(rows, scene) if own is None else own), *conflict_notes(rows, scene))


def kicker(chart: Chart, texts: Texts) -> str:
    """Theme and subject above the headline."""
    return texts("mark.kicker", page=texts(f"page.{chart.page}.name"), chart=texts(f"chart.{chart.slug}.name"))


def _alt(title: str, subtitle: str, table: Table, scene: Scene) -> str:
    """The chart in words: finding, measure, and the first values with their status."""
    texts = scene.texts
    shown = table.rows[:12]
    listed = texts("mark.semicolon").join(" ".join(cell.text for cell in row[:-1] if cell.text) for row in shown)
    more = texts("alt.more", count=len(table.rows) - len(shown)) if len(table.rows) > len(shown) else ""
    return texts.sentence(
        f"{title}{texts('mark.stop')}",
        f"{subtitle}{texts('mark.stop')}",
        f"{listed}{texts('mark.stop')}",
        more,
    )


def _filename(chart: Chart, resolution: Resolution, scene: Scene, rows: pd.DataFrame) -> str:
    """Chart, period or years, and language; only letters, digits and hyphens, for any file system."""
    period = resolution.view.period or _years(rows) or "all"
    return f"doppelkern-{chart.slug}-{period}-{scene.texts.lang}"


def _years(rows: pd.DataFrame) -> str:
    """The years of the rows, from the first column that says when: 2017-2025; empty where none does."""
    column = next((name for name in ("period", "date") if name in rows and not rows.empty), "")
    if not column:
        return ""
    years = [str(when)[:4] for when in rows[column].tolist()]
    return min(years) if min(years) == max(years) else f"{min(years)}-{max(years)}"
