"""The vehicles by which a maker counts its millions, and the time between them; it must not read texts.

Dates are as exact as the table has them: a span between two years is known to the year, between two days to the month.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from app.queries.kept import kept
from app.queries.timeline import events
from app.store.snapshot import Snapshot

UNIT = "vehicles"
START = "changan-first-minivans"
_MILLIONTH = re.compile(r"changan-(\d+)-millionth")


@dataclass(frozen=True)
class Gap:
    """The time between two dates: whole years and months; ``exact`` where both days are known."""

    years: int
    months: int
    exact: bool


@kept
def steps(snapshot: Snapshot) -> pd.DataFrame:
    """The start of vehicle building and each counted million, oldest first: columns of ``timeline.events``, ``level``.

    ``level`` is the number of vehicles reached: 0 at the start.
    """
    known = events(snapshot)
    codes = known["milestone"].astype(str)
    counted = codes.map(lambda code: bool(_MILLIONTH.fullmatch(code))) & (known["figure_unit"].astype(str) == UNIT)
    rows = known[counted | (codes == START)]
    level = rows["figure_value"].where(rows["milestone"].astype(str) != START, 0.0)
    return rows.assign(level=level.astype(float)).sort_values(["level", "start"], ignore_index=True)


def gap(first: Mapping[str, Any], second: Mapping[str, Any]) -> Gap:
    """The time between two events; in whole years where one of them has no day."""
    if first["date_precision"] == "day" and second["date_precision"] == "day":
        return _between(date.fromisoformat(str(first["date"])), date.fromisoformat(str(second["date"])))
    middle = [(float(row["start"]) + float(row["end"])) / 2 for row in (first, second)]
    return Gap(round(middle[1] - middle[0]), 0, exact=False)


def _between(first: date, second: date) -> Gap:
    months = (second.year - first.year) * 12 + second.month - first.month
    if second.day < first.day:
        months -= 1
    return Gap(months // 12, months % 12, exact=True)
