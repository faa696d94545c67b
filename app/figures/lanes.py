"""Marks on lanes: which row each one gets and where its label stands, so that none covers another; nothing is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.figures.template import text_width, wrap
from app.figures.timescale import Rows, TimeScale

RING = 3  # pixels that a ring stands out on each side
_ROOMY = 120  # pixels of a year from which a bar covers all of it
_SENTENCE = 0.93  # width of the letters of a sentence against a letter's usual one; measured: at most 0.925
_CHINESE = 0x2E7F
_WHOLE = 0.7  # a cut label ends with a whole word where that keeps so much of it
_WORTH = 0.6  # a label is cut to no less of its text


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An event as it is drawn: where (lane; start and end of what is known of its date, in years) and how."""

    code: str
    lane: str
    start: float
    end: float
    role: str
    hollow: bool
    ring: bool
    chosen: bool
    priority: int  # the lower, the earlier its label gets room
    text: str
    hover: str


@dataclass(frozen=True)
class Measures:
    """Sizes of one form in pixels: whole width, names of lanes, dot, row, text of labels, room of a year's tick."""

    width: int
    names: int
    dot: int
    row: int
    text: int
    tick: int
    pad: int = 6
    top: int = 26
    bottom: int = 30
    gap: int = 3  # between rows of marks without labels

    @property
    def plot(self) -> float:
        """The width that is left for time."""
        return float(self.width - self.names - 16)

    @property
    def name_text(self) -> int:
        """The size of a lane's name."""
        return self.text + 2

    def wrapped(self, name: str) -> str:
        """The name of a lane in the lines that fit its place."""
        return wrap(name, width=self.names - 10, size=self.name_text)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A mark and its place: ends and height in pixels, whether it is a bar, and on which side its label stands."""

    mark: Mark
    left: float
    right: float
    y: float
    bar: bool
    side: str = ""  # right, left, over; empty without a label
    text: str = ""  # the label, cut where there is no room for all of it

    @property
    def x(self) -> float:
        """The middle of the mark."""
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class _Seat:
    left: float
    right: float
    row: int
    side: str = ""
    text: str = ""


@dataclass(frozen=True)
class Arrangement:
    """All marks in their places, the upper and lower end of every lane, and the height of all."""

    placed: tuple[Placed, ...]
    lanes: Mapping[str, tuple[float, float]]
    height: float


def arrange(
    marks: Sequence[Mark], lanes: Sequence[tuple[str, str]], scale: TimeScale, sizes: Measures, *, labelled: int
) -> Arrangement:
    """Places for all marks; those up to the priority ``labelled`` get room for their text where there is some."""
    placed: list[Placed] = []
    ends: dict[str, tuple[float, float]] = {}
    height = 0.0
    for code, name in lanes:
        seats = _seated([mark for mark in marks if mark.lane == code], scale, sizes, labelled=labelled)
        rows = _row_heights(seats, sizes)
        lines = sizes.wrapped(name).count("<br>") + 1
        tall = max(sum(rows), lines * (sizes.name_text + 3)) + 2 * sizes.pad
        first = height + (tall - sum(rows)) / 2
        middles = [first + sum(rows[:number]) + own / 2 for number, own in enumerate(rows)]
        placed += [_placed(mark, seat, middles[seat.row], dot=sizes.dot) for mark, seat in seats]
        ends[code] = (height, height + tall)
        height += tall
    return Arrangement(tuple(placed), ends, height)


def _row_heights(seats: Sequence[tuple[Mark, _Seat]], sizes: Measures) -> list[float]:
    """A row with a label or a ring is as high as a line of text, one of dots alone is lower."""
    high = {seat.row for mark, seat in seats if seat.side or _ring(mark)}
    count = max((seat.row for _, seat in seats), default=0) + 1
    return [sizes.row if number in high else sizes.dot + sizes.gap for number in range(count)]


def _seated(marks: Sequence[Mark], scale: TimeScale, sizes: Measures, *, labelled: int) -> list[tuple[Mark, _Seat]]:
    """Marks with a label first, by their weight; then the others into what is left of the rows."""
    rows = Rows()
    seats: dict[str, _Seat] = {}
    for mark in sorted(marks, key=lambda mark: (mark.priority, mark.start)):
        if mark.priority <= labelled and (seat := _with_label(mark, rows, scale, sizes)) is not None:
            seats[mark.code] = seat
    for mark in marks:
        if mark.code not in seats:
            left, right = _ends(mark, scale, sizes)
            out = _ring(mark)
            seats[mark.code] = _Seat(left, right, rows.take(left - out, right + out))
    return [(mark, seats[mark.code]) for mark in marks]


def _ends(mark: Mark, scale: TimeScale, sizes: Measures) -> tuple[float, float]:
    """The pixels of a mark: a dot; a bar over all that is known of its date where time has that room.

    Where a year has little room, an event of which only the year is known is a short bar in its middle.
    """
    left, right = scale.at(mark.start), scale.at(mark.end)
    if mark.end - mark.start < 0.5:
        return _at_least(left, right, float(sizes.dot))
    if right - left < _ROOMY:
        left = right = (left + right) / 2
    return _at_least(left + 1, right - 1, sizes.dot * 1.7)


def _ring(mark: Mark) -> int:
    return RING if mark.ring or mark.chosen else 0


def _at_least(left: float, right: float, width: float) -> tuple[float, float]:
    middle = (left + right) / 2
    return (left, right) if right - left >= width else (middle - width / 2, middle + width / 2)


def _with_label(mark: Mark, rows: Rows, scale: TimeScale, sizes: Measures) -> _Seat | None:
    """A place with room for the text too: on a bar that is long enough, right of the mark, else left of it."""
    left, right = _ends(mark, scale, sizes)
    out = _ring(mark)
    wanted = label_width(mark.text, sizes.text) + 8
    if right - left > wanted + 40:
        return _Seat(left, right, rows.take(left - out, right + out), "over", mark.text)
    after, before = scale.width + 10 - right - out, left - out + 10
    side, room = ("right", after) if after >= wanted or after >= before else ("left", before)
    text = mark.text if room >= wanted else cut(mark.text, width=room - 8, size=sizes.text)
    if len(text) < len(mark.text) * _WORTH:
        return None
    length = min(wanted, room) + out
    start, end = (left - out, right + length) if side == "right" else (left - length, right + out)
    return _Seat(left, right, rows.take(start, end), side, text)


def label_width(text: str, size: float) -> float:
    """The pixels a label takes: a closer guess than for texts that must never touch, since most are long sentences."""
    chinese = any(ord(character) > _CHINESE for character in text)
    return text_width(text, size) * (1 if chinese else _SENTENCE)


def cut(text: str, *, width: float, size: float) -> str:
    """A text cut to a width, with an ellipsis where something is left out."""
    if label_width(text, size) <= width:
        return text
    kept = text
    while kept and label_width(kept + "…", size) > width:
        kept = kept[:-1]
    # Half a word is worth nothing; half a compound is better than a line of two words.
    whole = kept if text[len(kept) : len(kept) + 1] == " " else kept.rpartition(" ")[0]
    kept = whole if len(whole) >= len(kept) * _WHOLE else kept
    return kept.rstrip(" ,;:–-") + "…"


def _placed(mark: Mark, seat: _Seat, y: float, *, dot: int) -> Placed:
    bar = seat.right - seat.left > dot + 0.5
    return Placed(mark=mark, left=seat.left, right=seat.right, y=y, bar=bar, side=seat.side, text=seat.text)
