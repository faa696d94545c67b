"""Growth of sectors over the years, and the events of those years; published values as they are, no text, no figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from app.period import Period
from app.queries.growth import COUNTRY, SUBJECT
from app.queries.kept import kept, plain_table
from app.queries.records import records, where
from app.store.snapshot import Snapshot

EARLIEST, LATEST = "earliest", "latest"
CORE_ORDER = ("vehicles", "chips", "other", "total")
MOST_PANELS = 8
FEW_PANELS = 4
TELLING = 3  # values from which a sector has a history

Row = dict[str, Any]

EVENTS = 6
EVENTS_OF_A_PANEL = 2
NOT_EVENTS = "period_figure"  # a figure of a period: its value stands in the panel itself
KNOWN_EVIDENCE = ("official", "press")
_EVENT_COLUMNS = ("milestone", "date", "sector", "category", "figure_value", "flags", "evidence", "founding")


@dataclass(frozen=True)
class Span:
    """The years shown: from January of ``first`` to the end of ``last``."""

    first: int
    last: Period

    @property
    def code(self) -> str:
        """The span as the address spells it."""
        return f"{self.first}..{self.last.code}"

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of the span."""
        return tuple(range(self.first, self.last.year + 1))


def span_of(text: str, *, oldest: int, newest: Period) -> Span:
    """The span written as ``2017..2025``, ``2017..latest`` or ``earliest..2025-H1``; periods count from January."""
    start, _, end = text.partition("..")
    first = oldest if start == EARLIEST else Period.parse(start).year
    return Span(first, newest if end == LATEST else Period.parse(end))


def ends_of(snapshot: Snapshot, *, indicator: str) -> tuple[int, Period] | None:
    """The first year and the newest period with a value of the city, or None where there is none."""
    rows = snapshot.rows(indicator, SUBJECT)
    if rows.empty:
        return None
    return int(rows["year"].min()), max(Period.parse(str(code)) for code in rows["period"].unique())


def values(
    snapshot: Snapshot, *, indicator: str, span: Span, sectors: Sequence[str] | None = None, area: str = SUBJECT
) -> pd.DataFrame:
    """The rows within the span by sector, in the order given, and time; columns of observations."""
    rows = snapshot.rows(indicator, area)
    years, months = rows["year"].to_numpy(), rows["months"].to_numpy()
    inside = (years >= span.first) & (years + months / 12 <= span.last.position)
    if sectors is None:
        return rows[inside]
    order = {code: i for i, code in enumerate(sectors)}
    place = np.array([order.get(code, -1) for code in rows["sector"].tolist()], np.intp)
    chosen = np.flatnonzero(inside & (place >= 0))
    return rows.iloc[chosen[np.lexsort((rows["end"].to_numpy()[chosen], place[chosen]))]]


def country_values(snapshot: Snapshot, *, indicator: str, own: pd.DataFrame) -> pd.DataFrame:
    """China's rows of exactly the sectors and periods that ``own`` has; columns of observations."""
    rows = snapshot.rows(indicator, COUNTRY)
    drawn = set(zip(own["sector"].tolist(), own["period"].tolist(), strict=True))
    keys = zip(rows["sector"].tolist(), rows["period"].tolist(), strict=True)
    return where(rows, (key in drawn for key in keys))


def telling(snapshot: Snapshot, *, indicator: str, span: Span) -> tuple[str, ...]:
    """The sectors with the longest history, in drawing order: at most eight, none that cuts across others.

    A sector has a history from three values on; where fewer than four have one, sectors with less fill up to four.
    """
    counted = values(snapshot, indicator=indicator, span=span)["sector"].astype(str).value_counts(sort=False)
    counts = {str(code): int(n) for code, n in counted.items() if n and _stands_alone(snapshot, str(code))}
    by_count = sorted(counts, key=lambda code: (-counts[code], code))
    long = [code for code in by_count if counts[code] >= TELLING][:MOST_PANELS]
    chosen = long if len(long) >= FEW_PANELS else by_count[:FEW_PANELS]
    listed = list(snapshot.tables["sectors"]["sector"])
    return tuple(sorted(chosen, key=lambda code: (CORE_ORDER.index(core_of(snapshot, code)), listed.index(code))))


def core_of(snapshot: Snapshot, sector: str) -> str:
    """The core a sector belongs to: vehicles, chips, other, total."""
    return str(snapshot.record("sectors", sector)["core"])


def _stands_alone(snapshot: Snapshot, sector: str) -> bool:
    """Neither across other sectors nor the economy's whole, beside which its parts would stand as equals."""
    record = snapshot.record("sectors", sector)
    return not record["cross_cutting"] and (record["core"] != "total" or sector == "industry")


def ancestors(snapshot: Snapshot, sector: str) -> tuple[str, ...]:
    """The sectors of which a sector is a part, the nearest first."""
    found: list[str] = []
    parent = str(snapshot.record("sectors", sector)["parent"] or "")
    while parent and parent not in found:
        found.append(parent)
        parent = str(snapshot.record("sectors", parent)["parent"] or "")
    return tuple(found)


def neighbours(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of places of rows that a line may join: one sector, one type of period, one year apart."""
    places = {(str(row["sector"]), Period.parse(str(row["period"]))): i for i, row in enumerate(rows)}
    pairs = (
        (i, places.get((sector, Period(period.year + 1, period.months)))) for (sector, period), i in places.items()
    )
    return sorted((i, j) for i, j in pairs if j is not None)


def events(snapshot: Snapshot, *, sectors: Sequence[str], span: Span) -> list[Row]:
    """At most six milestones of the span for the sectors: milestone, position (in years), panel (sector); by time.

    Events alone: no plans, no doubtful or thinly sourced ones, no policy. Of each sector first what the report names,
    then what is related to it, then what lies nearest to the middle of its longest stretch without a marker.
    """
    candidates = _candidates(snapshot, sectors, span)
    taken: list[Row] = []
    for _ in range(EVENTS_OF_A_PANEL):
        for sector in sectors:
            own = [row for row in taken if row["panel"] == sector]
            left = [row for row in candidates if row["panel"] == sector and row not in own]
            if left and len(taken) < EVENTS:
                taken.append(min(left, key=lambda row: _weight(row, [float(r["position"]) for r in own], span)))
    return sorted(taken, key=lambda row: (row["position"], row["milestone"]))


def _candidates(snapshot: Snapshot, sectors: Sequence[str], span: Span) -> list[Row]:
    found: list[Row] = []
    for row in _firm_events(snapshot):
        if not str(span.first) <= row["date"] < str(span.last.year + 1):
            continue
        panel = _panel_of(snapshot, str(row["sector"] or ""), sectors)
        if panel:
            found.append({**row, "panel": panel, "position": position_of(str(row["date"]))})
    return found


@kept
def _firm_events(snapshot: Snapshot) -> tuple[Row, ...]:
    known = records(plain_table(snapshot, "milestones")[list(_EVENT_COLUMNS)])
    return tuple(row for row in known if _is_firm_event(snapshot, row))


def _panel_of(snapshot: Snapshot, sector: str, sectors: Sequence[str]) -> str:
    """The shown sector an event belongs to: its own, or the nearest one of which it is a part; never the total."""
    if not sector or sector == "nan":
        return ""
    line = [sector, *ancestors(snapshot, sector)]
    shown = [code for code in line if code in sectors and core_of(snapshot, code) != "total"]
    return shown[0] if shown else ""


def _is_firm_event(snapshot: Snapshot, row: Row) -> bool:
    flags = [code for code in str(row["flags"] or "").split(";") if code and code != "nan"]
    hollow = any(bool(snapshot.record("flags", code)["hollow"]) for code in flags)
    named = row["founding"] == "yes"
    known = str(row["evidence"]) in KNOWN_EVIDENCE and row["category"] != "policy"
    return known and not hollow and NOT_EVENTS not in flags and (named or bool(pd.notna(row["figure_value"])))


def _weight(row: Row, own: list[float], span: Span) -> tuple[int, float, str]:
    """What comes first: the report's events, then related ones, then the middle of the longest empty stretch."""
    rank = {"yes": 0, "related": 1}.get(str(row["founding"]), 2)
    edges = sorted([float(span.first), *own, float(span.last.year + 1)])
    start, end = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
    return rank, abs(float(row["position"]) - (start + end) / 2), str(row["milestone"])


def position_of(text: str) -> float:
    """Where a date lies on an axis of years; the middle where only the year or the month is known."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    if len(parts) == 2:
        return parts[0] + (parts[1] - 0.5) / 12
    day = date(parts[0], parts[1], parts[2])
    return day.year + (day.timetuple().tm_yday - 0.5) / 365.25
