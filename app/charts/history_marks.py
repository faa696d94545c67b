"""What the figure of a growth history is made of: titles, dots, lines, markers as records; it must not draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from app.charts import values
from app.charts.history_finding import told
from app.charts.once import listed, once
from app.charts.spec import Marker, Scene
from app.charts.status import is_hollow, words
from app.figures.panels import Axes
from app.i18n import Texts
from app.period import Period
from app.queries import history
from app.queries.history import Span
from app.state import ViewState
from app.theme import core_role

MOST_PANELS = {"slide": 8, "square": 2}  # forms of fixed size; there periods are written short
CLEARLY_APART = 0.03  # of the range of all values
TEXTS = "chart.growth-history"
_ORDINARY = 30  # percent; growth up to here never counts as out of the ordinary

Row = dict[str, Any]


def span_of(scene: Scene) -> Span:
    """The span of a concrete view."""
    first, _, last = scene.view.time.partition("..")
    return Span(int(first), Period.parse(last))


def span_words(span: Span, texts: Texts) -> str:
    """A span in words: 2017–2025; where it ends within a year, that period in full."""
    if span.first == span.last.year:
        return texts.period_alone(span.last.code)
    if span.last.months == 12:
        return texts(f"{TEXTS}.years", first=span.first, last=span.last.year)
    return texts(f"{TEXTS}.span", first=texts.period(str(span.first)), last=texts.period(span.last.code))


def shown(scene: Scene) -> tuple[str, ...]:
    """The sectors that have a panel: on forms of fixed size the first that fit."""
    return scene.view.series[: MOST_PANELS.get(scene.form)]


@once
def drawn_values(rows: pd.DataFrame, scene: Scene) -> list[Row]:
    """The city's rows of the sectors that have a panel, by panel and time."""
    sectors = shown(scene)
    return [row for row in listed(rows, scene) if row["place"] == "value" and row["sector"] in sectors]


def role_of(sector: str, scene: Scene) -> str:
    """The colour of a sector's marks."""
    return core_role(history.core_of(scene.snapshot, sector))


def panels(own: list[Row], scene: Scene) -> list[Row]:
    """A row for each panel: title, role, value, period, status, empty."""
    found = by_sector(own, scene)
    return [_panel(found.get(sector, []), sector, scene) for sector in shown(scene)]


@once
def by_sector(own: list[Row], scene: Scene) -> dict[str, list[Row]]:
    """The rows of each sector."""
    found: dict[str, list[Row]] = {}
    for row in own:
        found.setdefault(str(row["sector"]), []).append(row)
    return found


def newest_of(own: list[Row], scene: Scene) -> list[Row]:
    """The newest row of each sector, the sectors as they come; of several at one time the first."""
    return [max(rows, key=lambda row: row["end"]) for rows in by_sector(own, scene).values()]


def _panel(found: list[Row], sector: str, scene: Scene) -> Row:
    """The sector's name, its newest value and the period of that; an unsure value is said to be so."""
    texts = scene.texts
    panel = {
        "title": values.escape(scene.label(sector)),
        "role": role_of(sector, scene),
        "value": "",
        "period": "",
        "status": "",
        "empty": "",
    }
    if not found:
        return {**panel, "empty": texts(f"{TEXTS}.none")}
    newest = found[-1]
    write = texts.period_short if scene.form in MOST_PANELS else texts.period_alone
    return {
        **panel,
        "value": values.in_words(newest["value"], str(newest["indicator"]), scene),
        "period": write(str(newest["period"])),
        "status": next(iter(words(newest, scene)), "") if is_hollow(newest, scene) else "",
    }


def marks(own: list[Row], scene: Scene) -> list[Row]:
    """A dot for each value where its period ends; numbers at the extremes of each sector and beyond the axis."""
    newest = {id(row) for row in newest_of(own, scene)}
    lowest, highest = _ends(own, scene)
    limit = cap(own, scene)
    built = []
    for row in own:
        numbered = id(row) in lowest | highest and id(row) not in newest
        beyond = limit is not None and row["value"] > limit
        built.append(
            {
                **_point(row, scene),
                "panel": shown(scene).index(str(row["sector"])),
                "full": row["months"] == 12,
                "newest": id(row) in newest,
                "role": role_of(str(row["sector"]), scene),
                "label": values.plain(row["value"], str(row["indicator"]), scene) if numbered or beyond else "",
                "below": id(row) in lowest,
            }
        )
    return built


def _point(row: Row, scene: Scene) -> Row:
    return {
        "x": Period.parse(str(row["period"])).position,
        "y": float(row["value"]),
        "hollow": is_hollow(row, scene),
        "hover": values.hover(row, scene),
    }


def _ends(own: list[Row], scene: Scene) -> tuple[set[int], set[int]]:
    """The lowest and the highest firm value of each sector, where they lie clearly apart: ids of rows.

    Of a sector of which the headline tells they are what it names, of others whole years.
    """
    named = told(own, scene)
    values = [float(row["value"]) for row in own]
    least = (max(values, default=0.0) - min(values, default=0.0)) * CLEARLY_APART
    lowest, highest = set(), set()
    if named:
        low, high = sorted(named, key=lambda row: float(row["value"]))
        lowest.add(id(low))
        highest.add(id(high))
    for sector, rows in by_sector(own, scene).items():
        if named and sector == str(named[0]["sector"]):
            continue
        sure = [row for row in rows if row["months"] == 12 and not is_hollow(row, scene)]
        if not sure:
            continue
        low, high = (pick(sure, key=lambda row: float(row["value"])) for pick in (min, max))
        apart = float(high["value"]) - float(low["value"])
        if apart > 0 and apart >= least:
            lowest.add(id(low))
            highest.add(id(high))
    return lowest, highest


@once
def cap(own: list[Row], scene: Scene) -> float | None:
    """Where the axis ends if a few values would flatten all others: at not quite twice what nine of ten keep below."""
    return end_of([float(row["value"]) for row in own])


def end_of(drawn: list[float]) -> float | None:
    """The same of the values alone; None where the axis holds them all."""
    ordinary = max(float(np.quantile(drawn, 0.9)), _ORDINARY) if drawn else _ORDINARY
    return round(ordinary * 1.8 / 50) * 50.0 if drawn and max(drawn) > 3 * ordinary else None


def axes(own: list[Row], scene: Scene) -> Axes:
    """The years, of which the first, the middle and the last are written, and the manner of the numbers."""
    years = span_of(scene).years
    written = sorted({years[0], years[(len(years) - 1) // 2], years[-1]}) if len(years) > 2 else years
    return Axes(
        first=years[0],
        last=years[-1],
        year_labels=tuple((year, str(year)) for year in written),
        text=lambda value: scene.texts.number(value, sign=True),
        cap=cap(own, scene),
    )


def joins(own: list[Row], scene: Scene) -> list[Row]:
    """The lines: from a whole year to the next, where both are known; parts of years stand alone."""
    return [
        {
            "panel": shown(scene).index(str(own[i]["sector"])),
            "x0": Period.parse(str(own[i]["period"])).position,
            "y0": float(own[i]["value"]),
            "x1": Period.parse(str(own[j]["period"])).position,
            "y1": float(own[j]["value"]),
            "role": role_of(str(own[i]["sector"]), scene),
        }
        for i, j in history.neighbours(own)
        if own[i]["months"] == 12
    ]


@once
def ticks(rows: pd.DataFrame, scene: Scene) -> list[Row]:
    """China's values in the panels of their sectors."""
    sectors = shown(scene)
    return [
        {**_point(row, scene), "panel": sectors.index(str(row["sector"]))}
        for row in listed(rows, scene)
        if row["place"] == "tick" and row["sector"] in sectors
    ]


def reference(rows: pd.DataFrame, scene: Scene) -> list[Row]:
    """The city's GDP in whole years; ``joined`` where the year before is known too."""
    own = [row for row in listed(rows, scene) if row["place"] == "reference"]
    joined = {j for _, j in history.neighbours(own)}
    return [{**_point(row, scene), "joined": i in joined} for i, row in enumerate(own)]


def events(scene: Scene) -> list[Row]:
    """The numbered milestones on the time axes of their sectors: panel, x, milestone, hover, number, date, title."""
    return _events(scene.view, scene)


@once
def _events(view: ViewState, scene: Scene) -> list[Row]:
    found = []
    chosen = history.events(scene.snapshot, sectors=shown(scene), span=span_of(scene))
    for number, row in enumerate(chosen, start=1):
        code = str(row["milestone"])
        said: dict[str, Any] = {
            "number": number,
            "date": scene.texts.date(str(scene.snapshot.record("milestones", code)["date"])),
            "title": scene.snapshot.text("milestones", code, "title", scene.texts.lang),
        }
        hover = scene.texts(f"{TEXTS}.event", **{**said, "title": values.escape(said["title"])})
        found.append(
            {"panel": shown(scene).index(row["panel"]), "x": row["position"], "milestone": code, "hover": hover, **said}
        )
    return found


def markers(scene: Scene) -> tuple[Marker, ...]:
    """The milestones in the order of their numbers, which is that of time."""
    names = ("number", "milestone", "date", "title")
    return tuple(Marker(**{name: row[name] for name in names}) for row in events(scene))
