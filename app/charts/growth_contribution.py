"""Percentage points that sectors add to industrial growth: published parts, the remainder, and the published total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.choices import Choices
from app.charts.facts import fact_of
from app.charts.growth_contribution_words import TEXTS, Bar, Row, headline, known_bars, note, points, weight_text
from app.charts.once import listed
from app.charts.sector_choices import focus_control
from app.charts.sourcing import notes_of, publisher
from app.charts.spans import within
from app.charts.spec import Cell, Chart, Column, Control, Key, Note, Option, Resolution, Scene, Shape, Table
from app.charts.status import is_hollow, status_words
from app.figures.contributions import contributions
from app.i18n import Texts
from app.period import Period
from app.queries import contribution
from app.queries.growth import SUBJECT
from app.queries.history import EARLIEST, LATEST, span_of
from app.state import ViewState
from app.store.snapshot import Snapshot
from app.theme import core_role

# The page's usual years: before them there is one period, weakly sourced and on another scale.
USUAL = f"2017..{LATEST}"
EVERYTHING = f"{EARLIEST}..{LATEST}"
SHADES = {
    "vehicles": ("vehicles", "vehicles-soft"),
    "chips": ("chips", "chips-soft"),
    "other": ("other", "filling", "filling-soft"),
}


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Which years, and which sector stands out."""
    choices = Choices(state)
    known = contribution.periods(snapshot)
    view = replace(state, period="", time="", focus="")
    if known.empty:
        return choices.resolution(view, ())
    default = USUAL if not within(known, _span(USUAL, known)).empty else EVERYTHING
    asked = state.time or default
    if asked != default:
        choices.address.append(("time", asked))
    span = _span(asked, known)
    sectors = _sectors(snapshot, span)
    focus = choices.one("focus", (*sectors, ""), default="")
    controls = [_time_control(asked, default, known, texts)]
    if len(sectors) > 1:
        controls.append(focus_control(sectors, focus, snapshot, texts))
    return choices.resolution(replace(view, time=span, focus=focus), tuple(controls))


def _span(text: str, known: pd.DataFrame) -> str:
    newest = known.iloc[0]
    last = Period(int(newest["year"]), int(newest["months"]))
    return span_of(text, oldest=int(known["year"].min()), newest=last).code


def _sectors(snapshot: Snapshot, span: str) -> tuple[str, ...]:
    return contribution.part_sectors(snapshot, _periods(snapshot, span))


def _time_control(asked: str, default: str, known: pd.DataFrame, texts: Texts) -> Control:
    options = [Option(value=EVERYTHING, label=texts("span.all"))]
    if default == USUAL:
        options.insert(0, Option(value=USUAL, label=texts("span.since", year=USUAL[:4])))
    if asked not in {option.value for option in options}:
        start, _, end = _span(asked, known).partition("..")
        options.append(Option(value=asked, label=texts("span.from_to", first=start, last=texts.period_short(end))))
    return Control(parameter="time", label=texts("span.name"), options=tuple(options), value=asked, default=default)


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """Columns of observations, ``place`` and ``derived``, as from ``queries.contribution.of_periods``."""
    return contribution.of_periods(snapshot, _periods(snapshot, view.time))


def _periods(snapshot: Snapshot, span: str) -> tuple[str, ...]:
    known = contribution.periods(snapshot)
    chosen = within(known, span) if span else known.iloc[:0]
    return tuple(chosen["period"].tolist())


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """A bar for each period, those of one kind together."""
    bars = known_bars(rows, scene)
    roles = _roles(bars, scene)
    drawn = [
        _part(row, number, roles[str(row["sector"])], bar, scene)
        for number, bar in enumerate(bars)
        for row in bar.parts
    ]
    drawn += [_remainder(bar.rest, number, scene) for number, bar in enumerate(bars) if bar.rest]
    return contributions(
        pd.DataFrame([_drawn_bar(bar, scene) for bar in bars]),
        pd.DataFrame(drawn),
        form=scene.form,
        aside_title=scene.texts(f"{TEXTS}.aside") if any(bar.weight for bar in bars) else "",
    )


def entries(rows: pd.DataFrame, scene: Scene) -> tuple[tuple[Any, ...], ...]:
    """The periods as they are drawn: those of the newest kind first, of each kind the newest."""
    return tuple(tuple(rows.index[rows["period"] == bar.period.code]) for bar in known_bars(rows, scene))


def _roles(bars: tuple[Bar, ...], scene: Scene) -> dict[str, str]:
    """A shade for each sector, the same in every bar; in focus alone its colour remains."""
    used: dict[str, int] = {}
    found: dict[str, str] = {}
    for sector in dict.fromkeys(str(row["sector"]) for bar in bars for row in bar.parts):
        core = core_role(str(scene.snapshot.record("sectors", sector)["core"]))
        shades = SHADES.get(core, SHADES["other"])
        found[sector] = shades[min(used.get(core, 0), len(shades) - 1)]
        used[core] = used.get(core, 0) + 1
        if scene.view.focus and scene.view.focus != sector:
            found[sector] = "filling-soft"
    return found


def _drawn_bar(bar: Bar, scene: Scene) -> dict[str, Any]:
    texts = scene.texts
    weights = [
        texts(f"{TEXTS}.weight_of", name=values.escape(scene.short(sector)), value=weight_text(row, scene))
        for sector, row in bar.weight.items()
        if any(part["sector"] == sector for part in bar.parts)
    ]
    return {
        "name": texts.period_alone(bar.period.code),
        "group": bar.period.months,
        "total": float(bar.total["value"]) if bar.total else None,
        "total_text": points(bar.total, scene) if bar.total else texts(f"{TEXTS}.no_total"),
        "total_hollow": bool(bar.total) and is_hollow(bar.total or {}, scene),
        "total_hover": values.hover(bar.total, scene) if bar.total else "",
        "aside": "<br>".join(weights),
    }


def _part(row: Row, number: int, role: str, bar: Bar, scene: Scene) -> dict[str, Any]:
    sector = str(row["sector"])
    card = values.hover(row, scene)
    for found in (bar.rate, bar.growth):
        if sector in found:
            other = found[sector]
            indicator = str(other["indicator"])
            shown = values.in_words(other["value"], indicator, scene)
            card += f"<br>{values.escape(scene.measure(indicator))}{scene.texts('mark.colon')}{shown}"
    if sector in bar.weight:
        card += "<br>" + scene.texts(f"{TEXTS}.hover.weight", value=weight_text(bar.weight[sector], scene))
    return {
        "bar": number,
        "value": float(row["value"]),
        "name": values.escape(scene.short(sector)),
        "text": points(row, scene),
        "role": role,
        "rest": False,
        "hollow": is_hollow(row, scene),
        "hover": card,
    }


def _remainder(row: Row, number: int, scene: Scene) -> dict[str, Any]:
    texts = scene.texts
    shown = values.in_words(float(row["value"]), contribution.POINTS, scene)
    lines = (
        f"<b>{texts(f'{TEXTS}.rest')}</b>",
        f"{texts(f'{TEXTS}.hover.rest')}{texts('mark.colon')}<b>{shown}</b>",
        texts.period(str(row["period"])),
    )
    return {
        "bar": number,
        "value": float(row["value"]),
        "name": texts(f"{TEXTS}.rest"),
        "text": points(row, scene),
        "role": "other",
        "rest": True,
        "hollow": False,
        "hover": "<br>".join(lines),
    }


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """Measure, unit, place, and the periods from the newest to the oldest."""
    periods = sorted((bar.period for bar in known_bars(rows, scene)), reverse=True)
    key = "subtitle" if len(periods) > 1 else "subtitle_one"
    newest, oldest = (scene.texts.period(period.code) for period in (periods[0], periods[-1]))
    return scene.texts(f"{TEXTS}.{key}", place=scene.area(SUBJECT), newest=newest, oldest=oldest)


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """The remainder, the total, and hollow marks."""
    bars = known_bars(rows, scene)
    found = []
    if any(bar.rest for bar in bars):
        found.append(Key(mark="bar-hatched", role="other", text=scene.texts(f"{TEXTS}.key.rest")))
    if any(bar.total for bar in bars):
        found.append(Key(mark="dot", role="reference", text=scene.texts(f"{TEXTS}.key.total")))
    drawn = [row for bar in bars for row in (*bar.parts, bar.total) if row]
    if any(is_hollow(row, scene) for row in drawn):
        found.append(Key(mark="bar-hollow", role="other", text=scene.texts(f"{TEXTS}.key.hollow")))
    return tuple(found)


def table(rows: pd.DataFrame, scene: Scene) -> Table:
    """A row for each part, what lies within one, the remainder and the total of each period, as drawn."""
    texts = scene.texts
    named = {
        "period": texts("column.period"),
        "sector": texts("column.sector"),
        "points": texts(f"{TEXTS}.column.points"),
        "rate": texts(f"{TEXTS}.column.rate"),
        "growth": texts(f"{TEXTS}.column.growth"),
        "weight": texts(f"{TEXTS}.column.weight"),
        "status": texts("column.status"),
        "source": texts("column.source"),
    }
    numeric = ("points", "rate", "growth", "weight")
    built = []
    for bar in known_bars(rows, scene):
        built += [_table_row(row, scene.label(str(row["sector"])), bar, scene) for row in bar.parts]
        for row in bar.within:
            name = texts(f"{TEXTS}.within", name=scene.label(str(row["sector"])))
            built.append(_table_row(row, name, bar, scene))
        if bar.rest:
            built.append(_table_row(bar.rest, texts(f"{TEXTS}.rest"), bar, scene))
        if bar.total:
            built.append(_table_row(bar.total, texts(f"{TEXTS}.total"), bar, scene))
    return Table(
        caption=subtitle(rows, scene),
        columns=tuple(Column(key=key, label=label, numeric=key in numeric) for key, label in named.items()),
        rows=tuple(built),
    )


def _table_row(row: Row, name: str, bar: Bar, scene: Scene) -> tuple[Cell, ...]:
    texts, sector = scene.texts, str(row["sector"])
    status = status_words(row, scene)
    if row["derived"]:
        status = texts(f"{TEXTS}.column.derived")
    record = scene.snapshot.record("sources", str(row["source"]))
    linked = not row["derived"] and record["access"] == "linked" and bool(record["url"])
    shown = values.in_words(float(row["value"]), str(row["indicator"]), scene)
    return (
        Cell(text=texts.period_alone(bar.period.code), value=bar.period.code),
        Cell(text=name, value=f"{row['place']}:{sector}"),
        Cell(text=shown, value=float(row["value"]), fact=fact_of(row, scene)),
        _figure(bar.rate.get(sector), scene),
        _figure(bar.growth.get(sector), scene),
        _figure(bar.weight.get(sector), scene),
        Cell(text=status, value=status),
        Cell(
            text="–" if row["derived"] else publisher(str(row["source"]), scene),
            value=str(row["source"]),
            href=str(record["url"]) if linked else "",
        ),
    )


def _figure(row: Row | None, scene: Scene) -> Cell:
    if row is None:
        return Cell(text="–")
    if row["derived"]:
        return Cell(text=weight_text(row, scene), value=float(row["value"]), fact=fact_of(row, scene))
    return Cell(
        text=values.in_words(row["value"], str(row["indicator"]), scene),
        value=float(row["value"]),
        fact=fact_of(row, scene),
    )


def notes(rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    """The notes of the published rows, and the formulas of what is computed."""
    found = list(notes_of(rows[~rows["derived"]], scene))
    for key, place in (("rest", "rest"), ("weight", "weight")):
        if any(row["place"] == place for row in listed(rows, scene)):
            found.append(
                Note(
                    kind="derived",
                    title=scene.texts(f"{TEXTS}.formula.{key}_title"),
                    text=scene.texts(f"{TEXTS}.formula.{key}"),
                )
            )
    return tuple(found)


CHART = Chart(
    slug="growth-contribution",
    page="growth",
    order=3,
    parameters=("time", "focus"),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    keys=keys,
    table=table,
    notes=notes,
    entries=entries,
    shape=Shape(
        kind="columns", category="period", values=("points",), series="sector", whole="total:", aside="within:"
    ),
)
