"""Vehicles built per full year, new-energy ones in front of all, their share above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.choices import Choices
from app.charts.facts import derived_from, fact_of
from app.charts.sourcing import notes_of, publisher
from app.charts.spans import choose_span, span_control, within
from app.charts.spec import Cell, Chart, Column, Fact, Key, Note, Resolution, Scene, Shape, Table
from app.charts.status import evidence, is_hollow, words
from app.charts.vehicle_output_words import Count, alt, counts_of, headline, note, part_name, share_text, telling_years
from app.figures.columns import columns
from app.i18n import SEPARATOR, Texts
from app.queries import vehicles
from app.queries.records import records
from app.state import ViewState
from app.store.snapshot import Snapshot


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Which years; full ones are all there are."""
    choices = Choices(state)
    known = vehicles.yearly(snapshot)
    view = replace(state, period="")
    if known.empty:
        return choices.resolution(view, ())
    view = replace(view, time=choose_span(choices, known))
    return choices.resolution(view, (span_control(choices, known, texts),))


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """Columns of observations, ``place`` (all, nev, share) and ``derived``, as from ``queries.vehicles.yearly``."""
    rows = vehicles.yearly(snapshot)
    return rows if rows.empty else within(rows, view.time).reset_index(drop=True)


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Columns by year, new-energy vehicles in front of all."""
    texts = scene.texts
    counts = counts_of(rows, scene)
    factor = float(texts("chart.vehicle-output.scale.factor"))
    told = telling_years(counts)
    drawn = pd.DataFrame([_column(count, told, factor, scene) for count in counts])
    return columns(
        drawn,
        form=scene.form,
        part_role="vehicles",
        gap_word=texts("chart.vehicle-output.gap"),
        number=texts.number,
        years=lambda first, last: texts("chart.vehicle-output.years", first=first, last=last),
    )


def _column(count: Count, told: tuple[int, ...], factor: float, scene: Scene) -> dict[str, Any]:
    """A year as the figure wants it."""
    digits = int(scene.texts("chart.vehicle-output.scale.digits"))
    part = count.part
    return {
        "year": count.year,
        "value": count.value / factor,
        "text": scene.texts.number(count.value / factor, digits=(digits, digits)),
        "key": count.year in told,
        "hollow": is_hollow(count.whole, scene),
        "hover": _hover_whole(count, scene),
        "starred": bool(vehicles.scope_of(count.whole)),
        "part": float(part["value"]) / factor if part else None,
        "part_text": share_text(count, scene) if part else "",
        "part_hollow": part is not None and is_hollow(part, scene),
        "part_hover": _hover_part(count, scene) if part else "",
    }


def _hover_whole(count: Count, scene: Scene) -> str:
    card = values.hover(count.whole, scene)
    if count.part is None:
        return card
    rest = values.in_words(count.value - float(count.part["value"]), vehicles.VOLUME, scene)
    how = scene.texts("chart.vehicle-output.how.derived")
    return f"{card}<br>{scene.texts('chart.vehicle-output.rest', value=rest, how=how)}"


def _hover_part(count: Count, scene: Scene) -> str:
    card = values.hover(count.part or {}, scene)
    if count.share is None:
        return card
    how = scene.texts(f"chart.vehicle-output.how.{'derived' if count.share['derived'] else 'published'}")
    return f"{card}<br>{scene.texts('chart.vehicle-output.share', value=share_text(count, scene), how=how)}"


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """What is counted, in which unit, where, in which years."""
    return scene.texts(
        "chart.vehicle-output.subtitle",
        place=scene.area(str(rows.iloc[0]["area"])),
        first=int(rows["year"].min()),
        last=int(rows["year"].max()),
    )


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """The whole, the part where it is drawn, and hollow columns."""
    texts = scene.texts
    parts = rows[rows["place"] == "nev"]
    found = []
    if not parts.empty:
        year = int(parts["year"].min())
        known_before = int(rows["year"].min()) < year
        key = f"chart.vehicle-output.key.{'all_before' if known_before else 'all'}"
        found = [
            Key(mark="bar", role="filling", text=texts(key, year=year)),
            Key(
                mark="bar",
                role="vehicles",
                text=texts("chart.vehicle-output.key.part", part=part_name(scene)),
            ),
        ]
    if any(is_hollow(row, scene) for row in records(rows[rows["place"] != "share"])):
        found.append(Key(mark="bar-hollow", role="other", text=texts("chart.vehicle-output.key.hollow")))
    return tuple(found)


def table(rows: pd.DataFrame, scene: Scene) -> Table:
    """A row for each year, the newest first."""
    texts = scene.texts
    named = {
        "year": texts("column.period"),
        "all": texts("chart.vehicle-output.column.all"),
        "nev": scene.short(vehicles.NEW_ENERGY),
        "rest": texts("chart.vehicle-output.column.rest"),
        "share": texts("chart.vehicle-output.column.share"),
        "status": texts("column.status"),
        "source": texts("column.source"),
    }
    return Table(
        caption=subtitle(rows, scene),
        columns=tuple(
            Column(key=key, label=label, numeric=key in ("all", "nev", "rest", "share")) for key, label in named.items()
        ),
        rows=tuple(_table_row(count, scene) for count in reversed(counts_of(rows, scene))),
    )


def _table_row(count: Count, scene: Scene) -> tuple[Cell, ...]:
    known = [row for row in (count.whole, count.part) if row]
    status = dict.fromkeys(word for row in known for word in (*words(row, scene), evidence(row, scene)))
    joined = SEPARATOR.join(status)
    codes = list(dict.fromkeys(str(row["source"]) for row in known))
    record = scene.snapshot.record("sources", codes[0])
    linked = len(codes) == 1 and record["access"] == "linked" and bool(record["url"])
    part = float(count.part["value"]) if count.part else None
    whole = fact_of(count.whole, scene)
    own = fact_of(count.part, scene) if count.part else None
    return (
        Cell(text=scene.texts.period_alone(str(count.whole["period"])), value=str(count.whole["period"])),
        _counted(count.value, scene, whole),
        _counted(part, scene, own),
        _counted(
            None if part is None else count.value - part,
            scene,
            derived_from(whole, own, scene=scene, unit=whole.unit) if own else None,
        ),
        _shared(count, scene),
        Cell(text=joined, value=joined),
        Cell(
            text=scene.texts("mark.semicolon").join(dict.fromkeys(publisher(code, scene) for code in codes)),
            value=";".join(codes),
            href=str(record["url"]) if linked else "",
        ),
    )


def _counted(value: float | None, scene: Scene, fact: Fact | None) -> Cell:
    text = "–" if value is None else values.in_words(value, vehicles.VOLUME, scene, exact=True)
    return Cell(text=text, value=value, fact=fact)


def _shared(count: Count, scene: Scene) -> Cell:
    if count.share is None:
        return Cell(text="–")
    text = share_text(count, scene)
    if count.share["derived"]:
        text = scene.texts("chart.vehicle-output.column.computed", value=text)
    return Cell(text=text, value=float(count.share["value"]), fact=fact_of(count.share, scene))


def notes(rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    """The notes of the rows, and the formulas of what is computed."""
    found = notes_of(rows, scene)
    if not rows["derived"].any():
        return found
    formula = Note(
        kind="derived",
        title=scene.texts("chart.vehicle-output.formula.title"),
        text=scene.texts("chart.vehicle-output.note.derived", part=part_name(scene)),
    )
    return (*found, formula)


CHART = Chart(
    slug="vehicle-output",
    page="shift",
    order=2,
    parameters=("time",),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    keys=keys,
    table=table,
    notes=notes,
    alt=alt,
    shape=Shape(
        kind="columns",
        category="year",
        values=("nev", "rest"),
        whole="all",
        roles=(("nev", "vehicles"), ("rest", "filling"), ("all", "filling")),
    ),
)
