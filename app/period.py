"""The period of a statistic: a full year or the months from January on; it must not know data or languages."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering

_CODE = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<part>Q1|H1|[1-9]M|1[01]M))?")
_MONTHS = {"Q1": 3, "H1": 6}
_PARTS = {3: "Q1", 6: "H1"}


@total_ordering
@dataclass(frozen=True)
class Period:
    """January to month ``months`` of ``year``; twelve months are the full year.

    Spelled ``2025``, ``2025-Q1``, ``2025-H1``, ``2025-9M``; ordered by the day on which it ends.
    """

    year: int
    months: int = 12

    @staticmethod
    def parse(code: str) -> Period:
        """Read a code; raises ValueError where it is not spelled as above (``2025-3M`` is ``2025-Q1``)."""
        return _parsed(code)

    @property
    def kind(self) -> str:
        """The type of period: ``year``, ``Q1``, ``H1``, ``9M`` …; only like kinds may be joined by a line."""
        return "year" if self.months == 12 else _PARTS.get(self.months, f"{self.months}M")

    @property
    def code(self) -> str:
        """The period as it is spelled."""
        return str(self.year) if self.months == 12 else f"{self.year}-{self.kind}"

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return date(self.year, self.months, calendar.monthrange(self.year, self.months)[1])

    @property
    def position(self) -> float:
        """Where the period ends on an axis of years: 2025-H1 ends at 2025.5, the year 2025 at 2026.0."""
        return self.year + self.months / 12

    def previous(self) -> Period:
        """The same kind of period one year before."""
        return Period(self.year - 1, self.months)

    def next_to(self, other: Period) -> bool:
        """Whether both are of one kind and one year apart, so that a line may join them."""
        return self.months == other.months and abs(self.year - other.year) == 1

    def __lt__(self, other: Period) -> bool:
        return (self.year, self.months) < (other.year, other.months)


@lru_cache(4096)
def _parsed(code: str) -> Period:
    match = _CODE.fullmatch(code)
    if match is None:
        raise ValueError(f"{code!r} is not a period such as 2025, 2025-Q1, 2025-H1 or 2025-9M")
    part = match["part"]
    months = 12 if part is None else _MONTHS.get(part) or int(part[:-1])
    period = Period(int(match["year"]), months)
    if period.code != code:
        raise ValueError(f"{code!r} is spelled {period.code!r}")
    return period
