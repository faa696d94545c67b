"""The share of new industries in industrial value added, and on a panel of its own the cores' share of gross output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.choices import Choices, button_control
from app.charts.new_industries_share_words import TEXTS, headline, note
from app.charts.spans import choose_span, span_control, within
from app.charts.spec import Chart, Key, Resolution, Scene, Shape
from app.charts.status import is_hollow
from app.figures.dated_shares import Dated
from app.figures.shares import Series, shares
from app.i18n import Texts
from app.period import Period
from app.queries import shares as queried
from app.queries.growth import SUBJECT
from app.queries.records import records
from app.state import ViewState
from app.store.snapshot import Snapshot

MEASURES = ("years", "all")  # full years alone; part-years too, as small dots
ROLES = {queried.EMERGING: "ink", queried.HIGH_TECH: "other"}
MARKS = {"electronics": ("chips", "diamond"), "automotive": ("vehicles", "circle")}


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Which years, and whether part-years too."""
    choices = Choices(state)
    known = queried.rows(snapshot)
    measure = choices.one("measure", MEASURES, default="years")
    view = replace(state, measure=measure, period="", focus="", series=())
    measures = button_control(
        "measure",
        MEASURES,
        label=f"{TEXTS}.control.measure",
        words=f"{TEXTS}.measure",
        value=measure,
        default="years",
        texts=texts,
    )
    if known.empty:
        return choices.resolution(
            view,
            (measures,),
        )
    view = replace(view, time=choose_span(choices, known))
    return choices.resolution(
        view,
        (
            measures,
            span_control(choices, known, texts),
        ),
    )


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """Columns of observations and ``place``, as from ``queries.shares.rows``; part-years of lines where chosen."""
    rows = queried.rows(snapshot)
    if rows.empty or not view.time:
        return rows.iloc[:0]
    rows = within(rows, view.time)
    whole = (rows["months"] == 12) | (rows["place"] == "core") | (view.measure == "all")
    return rows[whole].reset_index(drop=True)


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Lines over the years, and beside or below them the dated shares of gross output."""
    texts = scene.texts
    lines = records(rows[rows["place"] == "line"])
    points = pd.DataFrame([_point(row, lines, scene) for row in lines])
    pairs = [
        (i, j)
        for i, first in enumerate(lines)
        for j, second in enumerate(lines)
        if i < j and queried.joined(first, second)
    ]
    country = records(rows[rows["place"] == "country"])
    return shares(
        points,
        form=scene.form,
        series=[
            Series(code=code, name=values.escape(scene.label(code)), role=role, above=code == queried.EMERGING)
            for code, role in ROLES.items()
        ],
        joins=pairs,
        ticks=pd.DataFrame([_tick(row, scene) for row in country]),
        number=lambda value: texts("format.percent", value=texts.number(value)),
        dated=_dated(rows, scene),
    )


def _place(row: Mapping[str, Any]) -> float:
    """Full years at their year, part-years as much before it as they end before its end."""
    return Period.parse(str(row["period"])).position - 1


def _point(row: Mapping[str, Any], lines: list[dict[str, Any]], scene: Scene) -> dict[str, Any]:
    own = [other for other in lines if other["sector"] == row["sector"]]
    whole = [other for other in own if other["months"] == 12]
    comparable = [other for other in whole if not queried.counts_otherwise(other)] or whole or own
    telling = row["period"] in (comparable[0]["period"], comparable[-1]["period"])
    apart = queried.counts_otherwise(row)
    written = values.plain(row["value"], str(row["indicator"]), scene)
    if telling and not apart and scene.form != "narrow":
        written = values.in_words(row["value"], str(row["indicator"]), scene)
    return {
        "series": str(row["sector"]),
        "x": _place(row),
        "value": float(row["value"]),
        "text": f"{written}*" if apart else written,
        "telling": telling,
        "series_end": row["period"] == comparable[-1]["period"],
        "hollow": is_hollow(row, scene),
        "apart": apart,
        "small": row["months"] != 12,
        "hover": values.hover(row, scene),
    }


def _tick(row: Mapping[str, Any], scene: Scene) -> dict[str, Any]:
    shown = values.plain(row["value"], str(row["indicator"]), scene)
    return {
        "x": _place(row),
        "value": float(row["value"]),
        "text": f"{scene.area(str(row['area']))} {shown}",
        "hover": values.hover(row, scene),
    }


def _dated(rows: pd.DataFrame, scene: Scene) -> Dated | None:
    """The panel of gross output, the newest date on top; None where no date is known."""
    cores = rows[rows["place"] == "core"].sort_values(["year", "months"], ascending=False, kind="stable")
    if cores.empty:
        return None
    texts = scene.texts
    dates = list(dict.fromkeys(str(code) for code in cores["period"]))
    drawn = []
    for row in records(cores):
        role, symbol = MARKS[str(row["sector"])]
        drawn.append(
            {
                "row": dates.index(str(row["period"])),
                "value": float(row["value"]),
                "text": values.plain(row["value"], queried.GROSS_OUTPUT, scene),
                "role": role,
                "symbol": symbol,
                "hollow": is_hollow(row, scene),
                "hover": values.hover(row, scene),
            }
        )
    known = [code for code in queried.CORES if code in set(cores["sector"].astype(str))]
    return Dated(
        title=texts(f"{TEXTS}.dated.title"),
        detail=texts(f"{TEXTS}.dated.detail"),
        names=[(values.escape(scene.label(code)), *MARKS[code]) for code in known],
        rows=[texts.period_alone(code) if scene.form == "narrow" else texts.period_short(code) for code in dates],
        values=pd.DataFrame(drawn),
    )


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """Measure, unit, place and years of the lines; of the dated shares where there are no lines."""
    lines = rows[rows["place"] == "line"]
    key = "cores" if lines.empty else "lines"
    drawn = rows if lines.empty else lines
    first, last = int(drawn["year"].min()), int(drawn["year"].max())
    span = scene.texts(f"{TEXTS}.span.{'one' if first == last else 'many'}", first=first, last=last)
    return scene.texts(f"{TEXTS}.subtitle.{key}", place=scene.area(SUBJECT), span=span)


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """Hollow dots, values of another definition, part-years, and China's values."""
    own = records(rows[rows["place"] != "country"])
    lines = [row for row in own if row["place"] == "line"]
    found = []
    if any(is_hollow(row, scene) for row in own):
        found.append(Key(mark="dot-hollow", role="other", text=scene.texts(f"{TEXTS}.key.hollow")))
    if any(queried.counts_otherwise(row) for row in lines):
        found.append(Key(mark="diamond-hollow", role="ink", text=scene.texts(f"{TEXTS}.key.apart")))
    if any(row["months"] != 12 for row in lines):
        found.append(Key(mark="dot-small", role="other", text=scene.texts(f"{TEXTS}.key.part_year")))
    if (rows["place"] == "country").any():
        text = scene.texts("key.country", place=scene.area("china"))
        found.append(Key(mark="tick-flat", role="muted", text=text))
    return tuple(found)


CHART = Chart(
    slug="new-industries-share",
    page="shift",
    order=4,
    parameters=("measure", "time"),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    keys=keys,
    shape=Shape(
        kind="lines",
        category="period",
        values=("value", "china"),
        series="sector",
        panel="measure",
        roles=(("strategic_emerging", "ink"),),
    ),
)
