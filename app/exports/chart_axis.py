"""The axes of native charts: round ends and steps for numbers, places for dates; it must not draw."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from app.exports.panels import Panel

_ROUND = (1, 2, 2.5, 5, 10)
_STEPS = 5


@dataclass(frozen=True, kw_only=True)
class Span:
    """An axis of numbers: its ends, the step between its marks, and the format code of these."""

    low: float
    high: float
    step: float
    code: str


def span_of(panels: Iterable[Panel], *, stacked: bool, log: bool = False, room: float = 0.06) -> Span:
    """One axis for all panels, so that lengths can be compared; it begins at zero unless it is logarithmic.

    ``room``: how much of its width is kept beyond the longest bar for the number at its end.
    """
    values = [value for panel in panels for value in _ends(panel, stacked=stacked)]
    highest, lowest = max([*values, 0.0]), min([*values, 0.0])
    if log:
        low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values)))
        return Span(low=low, high=high, step=10, code="#,##0")
    step = _step((highest - lowest) or 1.0)
    high = math.ceil((highest + room * (highest - lowest)) / step) * step if highest > 0 else 0.0
    low = math.floor((lowest + room * (lowest - highest)) / step) * step if lowest < 0 else 0.0
    return Span(low=low, high=high, step=step, code="#,##0" if step >= 1 else "0.0")


def _ends(panel: Panel, *, stacked: bool) -> list[float]:
    columns = list(zip(*(series.points for series in panel.series), strict=True))
    values = [point.value for column in columns for point in column if point.value is not None]
    if stacked:
        parts = [
            [p.value for s, p in zip(panel.series, c, strict=True) if s.mark == "bar" and p.value] for c in columns
        ]
        values += [sum(value for value in part if value > 0) for part in parts]
        values += [sum(value for value in part if value < 0) for part in parts]
    return values


def _step(width: float) -> float:
    rough = width / _STEPS
    size = 10 ** math.floor(math.log10(rough))
    return float(next(factor * size for factor in _ROUND if factor * size >= rough))


def date_position(code: str) -> float:
    """Where a date as exact as it is known lies on an axis of years: 2021-05-10 at 2021.36, a year at its middle."""
    parts = [int(part) for part in code.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    day = parts[2] if len(parts) > 2 else 15
    return round(parts[0] + (parts[1] - 1) / 12 + (day - 1) / 372, 3)
