"""What the chart of contributions says: its bars in order, headline, names and note; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from app.charts.once import once
from app.charts.spec import Scene
from app.charts.status import is_hollow
from app.period import Period
from app.queries.records import records

TEXTS = "chart.growth-contribution"
ROUNDING = 0.1  # points by which two published figures of one decimal may differ without saying anything
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One period: its total and remainder where known, its parts, what lies within them, and figures by sector."""

    period: Period
    total: Row | None
    rest: Row | None
    parts: tuple[Row, ...]
    within: tuple[Row, ...]
    rate: Mapping[str, Row] = field(default_factory=dict)
    growth: Mapping[str, Row] = field(default_factory=dict)
    weight: Mapping[str, Row] = field(default_factory=dict)


def bars_of(rows: pd.DataFrame) -> tuple[Bar, ...]:
    """The periods of the rows: those of one kind together, the kind of the newest first, within it the newest first."""
    by_period: dict[str, list[Row]] = {}
    for row in records(rows):
        by_period.setdefault(str(row["period"]), []).append(row)
    found = [_bar(Period.parse(code), own) for code, own in by_period.items()]
    newest = {bar.period.months: max(b.period for b in found if b.period.months == bar.period.months) for bar in found}
    by_age = sorted(found, key=lambda bar: bar.period, reverse=True)
    return tuple(sorted(by_age, key=lambda bar: newest[bar.period.months], reverse=True))


@once
def known_bars(rows: pd.DataFrame, scene: Scene) -> tuple[Bar, ...]:
    """The bars of a scene's rows."""
    return bars_of(rows)


def _bar(period: Period, rows: Sequence[Row]) -> Bar:
    placed: dict[str, list[Row]] = {}
    for row in rows:
        placed.setdefault(str(row["place"]), []).append(row)
    by_sector = {
        place: {str(row["sector"]): row for row in placed.get(place, [])} for place in ("rate", "growth", "weight")
    }
    return Bar(
        period=period,
        total=next(iter(placed.get("total", [])), None),
        rest=next(iter(placed.get("rest", [])), None),
        parts=tuple(placed.get("part", [])),
        within=tuple(placed.get("within", [])),
        **by_sector,
    )


def points(row: Row, scene: Scene) -> str:
    """A number of points for a mark: 2,5; a minus where it is one."""
    return scene.texts.number(float(row["value"]), digits=(1, 2))


def weight_text(row: Row, scene: Scene) -> str:
    """An implied weight, in whole percent: points are published with one decimal."""
    value = scene.texts.number(float(row["value"]), digits=(0, 0))
    return scene.texts(f"{TEXTS}.about", value=scene.texts("format.percent", value=value))


def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """The largest published part of the newest sure period, or the one in focus, against the same period before."""
    bars = known_bars(rows, scene)
    for bar in sorted(bars, key=lambda bar: bar.period, reverse=True):
        leading = _leading(bar, scene)
        if leading:
            before = next((other for other in bars if other.period == bar.period.previous()), None)
            return _finding(bar, leading, before, scene)
    return scene.texts(f"{TEXTS}.headline.unsure")


def _leading(bar: Bar, scene: Scene) -> tuple[Row, ...]:
    """The sure parts with the most points, or the one in focus; none where the total is not sure."""
    if bar.total is None or is_hollow(bar.total, scene):
        return ()
    firm = [row for row in bar.parts if not is_hollow(row, scene)]
    if scene.view.focus:
        firm = [row for row in firm if row["sector"] == scene.view.focus]
    most = max((float(row["value"]) for row in firm), default=0.0)
    return tuple(row for row in firm if float(row["value"]) == most)


def _finding(bar: Bar, leading: tuple[Row, ...], before: Bar | None, scene: Scene) -> str:
    texts, total = scene.texts, bar.total or {}
    most = float(leading[0]["value"])
    shown = {"value": points(leading[0], scene), "total": points(total, scene)}
    # „of“ says that it is a part: a part is neither negative nor more than the whole.
    is_part = 0 < most <= float(total["value"])
    if len(leading) > 1:
        key = "tie" if is_part else "tie_signed"
        names = scene.together([str(row["sector"]) for row in leading])
        return texts(f"{TEXTS}.headline.{key}", names=names, **shown)
    sector = str(leading[0]["sector"])
    shown |= {"name": scene.short(sector), "period": texts.period(bar.period.code)}
    if not is_part:
        return texts(f"{TEXTS}.headline.signed", **shown)
    same = _same(before, sector, scene)
    if not same or not before or not before.total:
        return texts(f"{TEXTS}.headline.single", **shown)
    earlier = float(same["value"])
    key = "more" if most > earlier else "less" if most < earlier else "level"
    return texts(
        f"{TEXTS}.headline.{key}",
        before=points(same, scene),
        before_total=points(before.total, scene),
        **shown,
    )


def _same(before: Bar | None, sector: str, scene: Scene) -> Row | None:
    """The sure part of a sector in another period whose total is sure and holds it."""
    if before is None or before.total is None or is_hollow(before.total, scene):
        return None
    for row in before.parts:
        if row["sector"] == sector and not is_hollow(row, scene):
            return row if 0 < float(row["value"]) <= float(before.total["value"]) else None
    return None


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """How to read the bars, the formulas, and which published points are not drawn."""
    texts = scene.texts
    bars = known_bars(rows, scene)
    parts = [texts(f"{TEXTS}.note.rest")] if any(bar.rest for bar in bars) else []
    if any(bar.total is None for bar in bars):
        parts.append(texts(f"{TEXTS}.note.no_total"))
    if any(bar.weight for bar in bars):
        parts.append(texts(f"{TEXTS}.note.weight"))
    parts += [_not_added(row, bar, scene) for bar in bars for row in bar.within]
    return texts.sentence(*parts)


def _not_added(row: Row, bar: Bar, scene: Scene) -> str:
    """A published part that is not drawn; where it is more than the sector it lies in, that is said."""
    texts = scene.texts
    shown = {
        "name": scene.short(str(row["sector"])),
        "period": texts.period(bar.period.code),
        "value": points(row, scene),
    }
    above = str(scene.snapshot.record("sectors", str(row["sector"]))["parent"] or "")
    whole = next((part for part in bar.parts if part["sector"] == above), None)
    if whole is None or float(row["value"]) <= float(whole["value"]) + ROUNDING:
        return texts(f"{TEXTS}.note.within", **shown)
    shown |= {"whole": scene.short(above), "whole_value": points(whole, scene)}
    return texts(f"{TEXTS}.note.within_more", **shown)
