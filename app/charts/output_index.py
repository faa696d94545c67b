"""Vehicles, new-energy vehicles and laptops in pieces, full years, as an index of a chosen base year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.choices import Choices, button_control
from app.charts.facts import INDEX, fact_of
from app.charts.once import listed
from app.charts.output_index_words import formula, headline, name_inside, name_of, note, number_text
from app.charts.sourcing import notes_of, publisher
from app.charts.spans import choose_span, span_control, within
from app.charts.spec import Cell, Chart, Column, Control, Key, Note, Option, Resolution, Scene, Shape, Table
from app.charts.status import UNSURE_EVIDENCE, is_hollow, status_words
from app.figures.index_lines import index_lines
from app.figures.template import TEXT_SIZE, wrap
from app.i18n import Texts
from app.queries import output_index as index
from app.queries.kept import kept
from app.queries.key_figures import sure
from app.queries.records import records, where
from app.queries.vehicles import VOLUME
from app.state import ViewState
from app.store.snapshot import Snapshot

TEXTS = "chart.output-index"
SCALES = ("linear", "log")
FEW = 2  # sectors from which a base year is offered: a single one has nothing to stand against
ROLES = {"automotive": ("vehicles", "circle"), "nev": ("vehicles", "diamond"), "laptops": ("other", "square")}
_LABEL_ROOM = {"wide": 170, "narrow": 84, "slide": 220, "square": 130}


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Years, base year and scale; base years without two sure values stand in the list with the reason."""
    choices = Choices(state)
    known = index.counts(snapshot)
    scale = choices.one("scale", SCALES, default="linear")
    view = replace(state, period="", scale=scale, base="")
    scales = button_control(
        "scale",
        SCALES,
        label=f"{TEXTS}.scale.name",
        words=f"{TEXTS}.scale",
        value=scale,
        default="linear",
        texts=texts,
    )
    if known.empty:
        return choices.resolution(
            replace(view, time=""),
            (scales,),
        )
    usable = _sure(snapshot)
    possible = [year for year, sectors in usable.items() if len(sectors) >= FEW]
    base = _base(choices, possible)
    time = choose_span(choices, known)
    view = replace(view, time=time, base=base)
    bases = _bases(usable, base, default=str(possible[0]) if possible else "", texts=texts, snapshot=snapshot)
    controls = (
        span_control(choices, known, texts),
        bases,
        scales,
    )
    return choices.resolution(view, controls)


@kept
def _sure(snapshot: Snapshot) -> Mapping[int, tuple[str, ...]]:
    """For each year with values, the sectors that may be indexed on it: a sure value, and another year in its scope."""
    known = index.counts(snapshot)
    firm = where(known, sure(known, snapshot, doubtful=UNSURE_EVIDENCE))
    found: dict[int, tuple[str, ...]] = {}
    for year in sorted({int(year) for year in known["year"]}):
        there = set(firm.loc[firm["year"] == year, "sector"].astype(str))
        found[year] = tuple(
            sector for sector in index.SECTORS if sector in there and index.has_like(known, base=year, sector=sector)
        )
    return MappingProxyType(found)


def _base(choices: Choices, possible: list[int]) -> str:
    """The base year asked for, else the first that two sectors share."""
    default = str(possible[0]) if possible else ""
    asked = choices.state.base
    if asked and asked not in {str(year) for year in possible}:
        choices.refuse("base", asked, "ignored.no_rows")
        return default
    return choices.one("base", {str(year) for year in possible}, default=default)


def _bases(
    usable: Mapping[int, tuple[str, ...]], base: str, *, default: str, texts: Texts, snapshot: Snapshot
) -> Control:
    scene = Scene(snapshot=snapshot, view=ViewState(), texts=texts)
    options = []
    for year, sectors in sorted(usable.items(), reverse=True):
        named = texts.listing([name_inside(sector, scene) for sector in sectors])
        key = "many" if len(sectors) >= FEW else "one" if sectors else "none"
        hint = texts(f"{TEXTS}.base.{key}", sectors=named)
        options.append(Option(value=str(year), label=str(year), hint=hint, disabled=len(sectors) < FEW))
    return Control(
        parameter="base", label=texts(f"{TEXTS}.base.name"), options=tuple(options), value=base, default=default
    )


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """The index of each sector with a sure base value: columns as from ``queries.output_index.index_of``."""
    known = index.counts(snapshot)
    if known.empty or not view.base:
        return known.iloc[:0]
    base = int(view.base)
    sectors = _sure(snapshot).get(base, ())
    rows = index.index_of(known, base=base, sectors=sectors, snapshot=snapshot)
    shown = within(rows, view.time).reset_index(drop=True)
    first = ~shown["sector"].astype(str).duplicated()
    return shown.assign(joined=shown["joined"] & ~first)


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Lines with their names and newest sure values at their ends."""
    points = pd.DataFrame(
        [
            {
                "line": str(row["sector"]),
                "year": int(row["year"]),
                "value": float(row["value"]),
                "role": ROLES[str(row["sector"])][0],
                "symbol": ROLES[str(row["sector"])][1],
                "hollow": is_hollow(row, scene),
                "joined": bool(row["joined"]),
                "hover": _hover(row, scene),
            }
            for row in listed(rows, scene)
        ]
    )
    return index_lines(
        points,
        _ends(points, scene),
        form=scene.form,
        base=int(scene.view.base),
        base_text=scene.texts(f"{TEXTS}.base_mark", base=scene.view.base),
        log=scene.view.scale == "log",
        number=scene.texts.number,
    )


def _ends(points: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The newest sure point of each line, else the newest, with name and value; its year where the axis goes on."""
    ends = []
    newest = points["year"].max()
    for _, line in points.groupby("line", sort=False):
        firm = line[~line["hollow"]]
        row = records((firm if not firm.empty else line).iloc[-1:])[0]
        name = wrap(name_of(str(row["line"]), scene), width=_LABEL_ROOM[scene.form], size=TEXT_SIZE[scene.form] - 1)
        value = f"<b>{number_text(row['value'], scene)}</b>"
        if row["year"] != newest:
            value = scene.texts(f"{TEXTS}.end", year=row["year"], value=value)
        ends.append({**row, "text": f"{name}<br>{value}"})
    return pd.DataFrame(ends)


def _hover(row: Mapping[str, Any], scene: Scene) -> str:
    card = values.hover({**row, "value": row["count"]}, scene)
    said = scene.texts(f"{TEXTS}.hover", base=scene.view.base, value=number_text(float(row["value"]), scene))
    return f"{card}<br>{said}"


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """What is counted and indexed, where, in which years."""
    return scene.texts(
        f"{TEXTS}.subtitle",
        sectors=scene.texts.listing([name_inside(code, scene) for code in dict.fromkeys(rows["sector"].astype(str))]),
        base=scene.view.base,
        place=scene.area(str(rows.iloc[0]["area"])),
        first=int(rows["year"].min()),
        last=int(rows["year"].max()),
    )


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """Hollow points, where there are some."""
    if not any(is_hollow(row, scene) for row in listed(rows, scene)):
        return ()
    return (Key(mark="dot-hollow", role="other", text=scene.texts(f"{TEXTS}.key.hollow")),)


def table(rows: pd.DataFrame, scene: Scene) -> Table:
    """A row for each point: pieces, index, status, source."""
    texts = scene.texts
    columns = (
        Column(key="sector", label=texts("column.sector")),
        Column(key="period", label=texts("column.period")),
        Column(key="count", label=scene.measure(VOLUME), numeric=True),
        Column(key="value", label=texts(f"{TEXTS}.column.index", base=scene.view.base), numeric=True),
        Column(key="status", label=texts("column.status")),
        Column(key="source", label=texts("column.source")),
    )
    return Table(
        caption=subtitle(rows, scene),
        columns=columns,
        rows=tuple(_table_row(row, scene) for row in listed(rows, scene)),
    )


def _table_row(row: Mapping[str, Any], scene: Scene) -> tuple[Cell, ...]:
    status = status_words(row, scene)
    record = scene.snapshot.record("sources", str(row["source"]))
    return (
        Cell(text=name_of(str(row["sector"]), scene), value=str(row["sector"])),
        Cell(text=scene.texts.period_alone(str(row["period"])), value=str(row["period"])),
        Cell(
            text=values.in_words(row["count"], VOLUME, scene, exact=True),
            value=float(row["count"]),
            fact=fact_of(row, scene, unit=str(scene.snapshot.record("indicators", VOLUME)["unit"]), derived=False),
        ),
        Cell(
            text=scene.texts.number(float(row["value"]), digits=(1, 1)),
            value=float(row["value"]),
            fact=fact_of(row, scene, unit=INDEX, joined=bool(row["joined"])),
        ),
        Cell(text=status, value=status),
        Cell(
            text=publisher(str(row["source"]), scene),
            value=str(row["source"]),
            href=str(record["url"]) if record["access"] == "linked" and record["url"] else "",
        ),
    )


def notes(rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    """The notes of the rows, and the formula of the index."""
    own = Note(kind="derived", title=scene.texts(f"{TEXTS}.formula.title"), text=formula(scene))
    return (*notes_of(rows, scene), own)


CHART = Chart(
    slug="output-index",
    page="shift",
    order=3,
    parameters=("time", "base", "scale"),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    keys=keys,
    table=table,
    notes=notes,
    shape=Shape(kind="lines", category="period", values=("value",), series="sector"),
)
