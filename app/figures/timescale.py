"""Where a date lies on a time axis that may give early years less room, and which marks fit beside each other there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_GAP = 4.0  # pixels between neighbours in a row


@dataclass(frozen=True, kw_only=True)
class TimeScale:
    """From years to pixels: ``start`` to ``end``; the years before ``change`` get ``share`` of the width."""

    start: float
    end: float
    width: float
    change: float | None = None
    share: float = 0.22

    def at(self, year: float) -> float:
        """The pixel of a year; outside the span the nearer end."""
        inside = min(max(year, self.start), self.end)
        if self.change is None:
            return (inside - self.start) / (self.end - self.start) * self.width
        bend = self.share * self.width
        if inside <= self.change:
            return (inside - self.start) / (self.change - self.start) * bend
        return bend + (inside - self.change) / (self.end - self.change) * (self.width - bend)

    def lines(self, *, least: float) -> list[int]:
        """Years for lines at least so many pixels apart; each part of the scale has its own step."""
        if self.change is None:
            return self._part(self.start, self.end, least)
        early = self._part(self.start, self.change - least / self.room(self.start), least)
        return early + self._part(self.change, self.end, least)

    def room(self, year: float) -> float:
        """The pixels of one year at a place of the scale."""
        if self.change is None:
            return self.width / (self.end - self.start)
        if year < self.change:
            return self.share * self.width / (self.change - self.start)
        return (1 - self.share) * self.width / (self.end - self.change)

    def _part(self, start: float, end: float, least: float) -> list[int]:
        step = next((step for step in (1, 2, 5, 10, 20, 25) if step * self.room(start) >= least), 50)
        first = int(-(-start // step)) * step
        return [year for year in range(first, int(-(-end // 1)), step) if year >= start]


@dataclass
class Rows:
    """Rows that fill from the first on; a mark goes into the first row in which it touches no other."""

    taken: list[list[tuple[float, float]]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many rows are in use."""
        return len(self.taken)

    def take(self, left: float, right: float) -> int:
        """The first row that is free from ``left`` to ``right``, which is taken by it from now on."""
        row = next((number for number, used in enumerate(self.taken) if _clear(used, left, right)), self.count)
        if row == self.count:
            self.taken.append([])
        self.taken[row].append((left, right))
        return row


def _clear(used: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + _GAP <= other_left or other_right + _GAP <= left for other_left, other_right in used)
