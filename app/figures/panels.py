"""Where panels of the same axes stand in a figure, in pixels and as parts of it; it must not draw."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from app.figures.template import MOST_HEIGHT, TEXT_SIZE, text_width, wrap
from app.i18n import SEPARATOR

WIDTH = {"wide": 1150, "narrow": 356, "slide": 1180, "square": 500}  # of the whole figure, about
LEAST_WIDTH = {"wide": 730, "narrow": 312, "slide": 1060, "square": 500}  # at which texts still keep clear
PLOT = {"wide": 172, "narrow": 136, "slide": 96, "square": 100}  # height of a plot; few panels are given more
SMALL = {"wide": 13, "narrow": 12, "slide": 16, "square": 16}
RIGHT = 20  # half of the last year's label stands right of the axis
STRIP = 26  # below the lowest value, for its number or for markers on the time axis

_GAP = {"wide": 28, "narrow": 20, "slide": 34, "square": 24}  # between columns
_BETWEEN = {"wide": 26, "narrow": 22, "slide": 8, "square": 8}  # between rows, below the years
MARGINS = 12  # above and below all panels
_TALLEST = 260
_SHORT = ("slide", "square")
_TALLER = 1.5
_COLUMNS = {"wide": 4, "narrow": 2, "slide": 4, "square": 2}
_ABOVE = 14  # the highest value, for its number
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
_BOLD, _PLAIN = 0.92, 0.92  # names and periods have many narrow letters: so much of the usual width
_LARGER = 4  # the value of a title


@dataclass(frozen=True, kw_only=True)
class Axes:
    """What all panels share: the years, the labels of years, the text of a value, and where the value axis ends."""

    first: int
    last: int
    year_labels: tuple[tuple[int, str], ...]
    text: Callable[[float], str]
    cap: float | None = None


@dataclass(frozen=True, kw_only=True)
class Title:
    """The lines above a panel: the name, the value, and below it or beside it (``inline``) the period and a status."""

    name: str
    value: str
    below: str
    role: str
    status: str = ""
    inline: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The panels of a figure; ``lines`` are the values of the scale, ``tops`` the upper edges of the plots."""

    form: str
    axes: Axes
    titles: tuple[Title, ...]
    columns: int
    plot: int
    left: int
    low: float
    high: float
    lines: tuple[float, ...]
    tops: tuple[int, ...]

    @property
    def size(self) -> int:
        """The size of a panel's name."""
        return TEXT_SIZE[self.form]

    @property
    def value_size(self) -> int:
        """The size of the value below the name."""
        return self.size + _LARGER

    @property
    def small(self) -> int:
        """The size of all other texts."""
        return SMALL[self.form]

    @property
    def height(self) -> int:
        """The height of all panels with their titles and years."""
        return self.tops[-1] + self.plot + _foot(self.form)

    def head(self, place: int) -> int:
        """From the upper edge of a plot to that of its title: as high as the tallest of the row."""
        row = place // self.columns
        return max(_header(title, self.form) for title in self.titles[row * self.columns : (row + 1) * self.columns])

    def panel_width(self, width: float) -> float:
        """The width of a panel's plot in a figure of that width."""
        return _panel_width(self.form, self.columns, self.left, width)

    def domain(self, place: int) -> tuple[list[float], list[float]]:
        """The parts of width and height that a panel's plot takes."""
        row, column = divmod(place, self.columns)
        inner = WIDTH[self.form] - self.left - RIGHT
        panel = self.panel_width(WIDTH[self.form])
        start = column * (panel + _GAP[self.form]) / inner
        top, bottom = self.tops[row], self.tops[row] + self.plot
        return (
            [start, min(1.0, start + panel / inner)],
            [max(0.0, 1 - bottom / self.height), 1 - top / self.height],
        )

    def pixels(self, x: float, y: float, width: float) -> tuple[float, float]:
        """A place of a plot in pixels from its left and lower edge, in a figure of that width."""
        years = self.axes.last + 1 - self.axes.first
        across = (x - self.axes.first) / years * self.panel_width(width)
        return across, (self.within(y) - self.low) / (self.high - self.low) * self.plot

    def within(self, y: float) -> float:
        """A value as it is drawn: at the end of the axis where it lies beyond."""
        return y if self.axes.cap is None else min(y, self.axes.cap)


def new_grid(titles: Sequence[Title], drawn: Sequence[float], *, form: str, axes: Axes) -> Grid:
    """The grid for panels with these titles (not yet wrapped) and all values that are drawn in any of them."""
    columns = _columns(len(titles), form)
    plot = int(PLOT[form] * (_TALLER if len(titles) <= 2 else 1))
    low, high, lines = _extent(drawn, axes.cap, plot)
    left = int(max(text_width(axes.text(value), SMALL[form]) for value in lines)) + 10
    room = _panel_width(form, columns, left, LEAST_WIDTH[form])
    wrapped = tuple(_wrapped(title, room, form) for title in titles)
    if form in MOST_HEIGHT:
        plot = _filling(wrapped, columns, form)
        low, high, lines = _extent(drawn, axes.cap, plot)
    return Grid(
        form=form,
        axes=axes,
        titles=wrapped,
        columns=columns,
        plot=plot,
        left=left,
        low=low,
        high=high,
        lines=lines,
        tops=_tops(wrapped, columns, plot, form),
    )


def _columns(count: int, form: str) -> int:
    """As many columns as fit; one fewer where that leaves no hole or fewer of them."""
    most = min(_COLUMNS[form], count)
    return 3 if most == 4 and count in (3, 5, 6, 9) else most


def _panel_width(form: str, columns: int, left: int, width: float) -> float:
    return (width - left - RIGHT - (columns - 1) * _GAP[form]) / columns


def _foot(form: str) -> int:
    """From the time axis to the lower edge of the years below it."""
    return int(SMALL[form] * 1.4) + 12


def _extent(drawn: Sequence[float], cap: float | None, height: int) -> tuple[float, float, tuple[float, ...]]:
    """Where the value axis begins and ends, and its few lines, zero among them."""
    low, high = min(0.0, *drawn), max(0.0, *drawn)
    high = high if cap is None else min(high, cap)
    span = (high - low) or 1.0
    step = next((step for step in _STEPS if span / step <= 4), _STEPS[-1])
    lines = tuple(float(step * i) for i in range(math.ceil(low / step), math.floor(high / step) + 1))
    pixel = span / (height - _ABOVE - STRIP)
    return low - pixel * STRIP, high + pixel * _ABOVE, lines


def _beside(title: Title) -> str:
    """Period and status in one line."""
    return SEPARATOR.join(part for part in (title.below, title.status) if part)


def _wrapped(title: Title, room: float, form: str) -> Title:
    """A title in lines that fit; where height is short, value, period and status in one line if they fit."""
    value = text_width(title.value, (TEXT_SIZE[form] + _LARGER) * _BOLD)
    inline = form in _SHORT and value + text_width(f"  {_beside(title)}", SMALL[form] * _PLAIN) <= room
    small = SMALL[form] * _PLAIN
    apart = (_beside(title),) if text_width(_beside(title), small) <= room else (title.below, title.status)
    lines = [wrap(part, width=room, size=small) for part in apart if part]
    return replace(
        title,
        name=wrap(title.name, width=room, size=TEXT_SIZE[form] * _BOLD),
        below=_beside(title) if inline else "<br>".join(lines),
        inline=inline,
    )


def _tops(titles: Sequence[Title], columns: int, plot: int, form: str) -> tuple[int, ...]:
    """The upper edge of the plots of each row; a row's titles take the room of the tallest."""
    rows = [titles[i : i + columns] for i in range(0, len(titles), columns)]
    headers = [max(_header(title, form) for title in row) for row in rows]
    pitches = [plot + _foot(form) + _BETWEEN[form] + header for header in headers[1:]]
    return tuple(accumulate([headers[0], *pitches]))


def _filling(titles: Sequence[Title], columns: int, form: str) -> int:
    """The height of a plot with which all panels take the height of a form of fixed size, within reason."""
    rest = _tops(titles, columns, 0, form)[-1] + _foot(form) + MARGINS
    rows = math.ceil(len(titles) / columns)
    return max(PLOT[form], min(_TALLEST, (MOST_HEIGHT[form] - rest) // rows))


def _header(title: Title, form: str) -> int:
    lines = title.name.count("<br>") + 1
    below = 0 if title.inline else title.below.count("<br>") + 1
    return int(TEXT_SIZE[form] * 1.3 * lines + (TEXT_SIZE[form] + _LARGER) * 1.3 + SMALL[form] * 1.3 * below) + 6
