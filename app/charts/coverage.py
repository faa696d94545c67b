"""What the drawn rows cover in time and space, for machines that read a chart; it must not word anything."""

from __future__ import annotations

import math
from collections.abc import Iterable

from app.charts.spec import Drawing
from app.period import Period
from app.store.snapshot import Snapshot


def span_of_time(drawing: Drawing) -> tuple[str, str] | None:
    """First and last day of the drawn periods, or first and last year of drawn events (ISO 8601); None without rows."""
    rows = drawing.frame
    if rows.empty or not {"date", "period"} & set(rows.columns):
        return None
    if "date" in rows:  # events: start and end are years with fractions, the end not part of the span
        return str(math.floor(rows["start"].min())), str(math.ceil(rows["end"].max()) - 1)
    return _span(rows["period"].unique())


def span_of_package(snapshot: Snapshot) -> tuple[str, str] | None:
    """First and last day of all observations; None where there are none."""
    return _span(snapshot.periods) if snapshot.periods else None


def _span(codes: Iterable[object]) -> tuple[str, str]:
    periods = [Period.parse(str(code)) for code in codes]
    return min(p.start for p in periods).isoformat(), max(p.end for p in periods).isoformat()


def areas(drawing: Drawing) -> tuple[str, ...]:
    """The codes of the areas of the drawn rows, the most frequent first; none for rows that name no area."""
    if "area" not in drawing.frame:
        return ()
    counted = drawing.frame["area"].astype(str).value_counts()
    return tuple(str(code) for code in counted.index)
