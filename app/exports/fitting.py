"""What of a drawing fits a size at its smallest text, and how much room the plot gets; it must not write HTML.

All lengths are pixels of the layout. The rule, in this order, until the plot fits with its smallest text at the floor:
the plot shrinks to the floor, the note loses sentences from its end, milestones leave the list, the headline gets
smaller, the kicker goes. The subtitle, the key and the source line always stay. What was cut is said with the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.charts.spec import Drawing, Marker
from app.exports.sizes import SMALLEST, Size
from app.figures.template import text_width, wrap
from app.i18n import Texts

# Mean widths of letters of the two faces, by what ``text_width`` takes for one; Chinese characters are as it says.
_TEXT_FACE, _HEADLINE_FACE = 0.89, 0.99
_SENTENCE = re.compile(r"(?:(?<=[^\W\d]{2}\.)|(?<=\d{4}\.)|(?<=[%)“”»]\.)|(?<=。))\s*(?=\S)")
_FONT_SIZE = re.compile(r"font-size:\s*([0-9.]+)px")
_MOST_NOTE = 4  # lines


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Sizes of a form at unit 1: sides, headlines to choose from, subtitle, line heights as factors."""

    side: int
    top: int
    headlines: tuple[int, ...]
    subtitle: int
    gap: int = 6


_MEASURES: Mapping[str, Measures] = {
    "slide": Measures(side=36, top=26, headlines=(34, 30, 28), subtitle=19),
    "square": Measures(side=20, top=16, headlines=(25, 23, 21), subtitle=16),
}


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a drawing stands on a size; lengths in pixels of the layout.

    ``plot_width`` and ``plot_height`` are the pixels the figure is drawn at, ``plot_scale`` what it is then scaled by;
    ``note`` is what is left of the note, ``shortened`` whether something was cut, ``rows`` how many rows of the table
    fit where it stands in for the plot. ``smallest_text`` is that of the plot as it is shown.
    """

    side: float
    top: float
    gap: float
    text: float
    headline: float
    subtitle: float
    kicker: bool
    note: str
    markers: tuple[Marker, ...]
    address: str
    shortened: bool
    plot_width: int
    plot_height: int
    plot_scale: float
    smallest_text: float
    rows: int


def layout_of(drawing: Drawing, texts: Texts, size: Size, *, address: str = "") -> Layout:
    """The layout of a drawing of the size's form; ``address`` is printed below it."""
    return _Fitting(drawing, texts, size, address).layout()


class _Fitting:
    def __init__(self, drawing: Drawing, texts: Texts, size: Size, address: str) -> None:
        self.drawing, self.texts, self.size = drawing, texts, size
        self.unit = size.unit
        self.measures = _MEASURES[size.form]
        self.text = SMALLEST * self.unit
        self.inner = size.width - 2 * self.measures.side * self.unit
        self.line = self.text * (1.5 if texts.lang == "zh" else 1.32)
        self.gap = self.measures.gap * self.unit
        self.address = self._short(address)
        figure = drawing.figure or {}
        self.height = float(figure["layout"]["height"]) if figure else 0.0
        self.own_smallest = smallest_text(figure) if figure else self.text
        self.least = self.text / self.own_smallest
        self.scale = min(max(self.unit, self.least), self.unit * 1.0) if self.least < self.unit else self.least

    def layout(self) -> Layout:
        needed = self.height * min(self.least, self.scale)
        headline, kicker, room = self._head(needed)
        markers, room = self._markers(room, room - needed)
        note, room = self._note(room, room - needed)
        scale = min(self.scale, room / self.height) if self.height else self.unit
        return Layout(
            side=self.measures.side * self.unit,
            top=self.measures.top * self.unit,
            gap=self.gap,
            text=self.text,
            headline=headline,
            subtitle=self.measures.subtitle * self.unit,
            kicker=kicker,
            note=note,
            markers=markers,
            address=self.address,
            shortened=note != self.drawing.note or len(markers) < len(self.drawing.markers),
            plot_width=round(self.inner / scale),
            plot_height=round(self.height),
            plot_scale=scale,
            smallest_text=self.own_smallest * scale,
            rows=max(int(room / (self.line * 1.35)) - 2, 1),
        )

    def _head(self, needed: float) -> tuple[float, bool, float]:
        """The headline's size, whether there is a kicker, and what is left for all below."""
        steps = [(self.measures.headlines[0] * self.unit, True)]
        steps += [(size * self.unit, True) for size in self.measures.headlines[1:]]
        steps.append((self.measures.headlines[-1] * self.unit, False))
        for headline, kicker in steps:
            room = self.size.height - self._fixed(headline, kicker)
            if room >= needed:
                break
        return headline, kicker, room

    def _fixed(self, headline: float, kicker: bool) -> float:
        """The height of everything that stays, but the plot."""
        drawing, subtitle = self.drawing, self.measures.subtitle * self.unit
        height = 2 * self.measures.top * self.unit + 4 * self.gap
        height += self.line if kicker else 0
        wrapped = self._wrapped(drawing.title, headline, _HEADLINE_FACE)
        height += wrapped * headline * (1.3 if self.texts.lang == "zh" else 1.18)
        height += self._wrapped(drawing.subtitle, subtitle) * subtitle * (1.45 if self.texts.lang == "zh" else 1.3)
        height += self._key_rows() * self.line
        height += self._wrapped(drawing.source_line, self.text) * self.line
        return height + (self._wrapped(self._address_line(), self.text) * self.line if self.address else 0)

    def _wrapped(self, text: str, size: float, face: float = _TEXT_FACE) -> int:
        """How many lines a text takes."""
        if not text:
            return 0
        width = self.inner if self.texts.lang == "zh" else self.inner / face
        return wrap(text, width=width, size=size).count("<br>") + 1

    def _key_rows(self) -> int:
        rows, at = 0, self.inner
        for key in self.drawing.keys:
            width = 44 * self.unit + text_width(key.text, self.text) * _TEXT_FACE
            if at + width > self.inner + 16 * self.unit:
                rows, at = rows + 1 + int(width // (self.inner + 16 * self.unit)), 0.0
            at += width
        return rows

    def _markers(self, room: float, spare: float) -> tuple[tuple[Marker, ...], float]:
        """The milestones listed, all or none, and the room left: a list that ends early would look complete."""
        markers = self.drawing.markers
        said = " ".join(f"{marker.number}  {marker.date} {marker.title}   " for marker in markers)
        height = self._wrapped(said, self.text) * self.line + self.gap
        return (markers, room - height) if markers and height <= spare else ((), room)

    def _note(self, room: float, spare: float) -> tuple[str, float]:
        """As many whole sentences of the note as fit, and the room left."""
        kept = ""
        for candidate in _beginnings(self.drawing.note):
            lines = self._wrapped(candidate, self.text)
            if lines > _MOST_NOTE or lines * self.line > spare:
                break
            kept = candidate
        return kept, room - self._wrapped(kept, self.text) * self.line

    def _address_line(self) -> str:
        return self.texts("composition.more", address=self.address)

    def _short(self, address: str) -> str:
        """The address without its scheme; without its query too where it would take more than a line."""
        bare = re.sub(r"^https?://", "", address)
        line = self.texts("composition.more", address=bare) if bare else ""
        return bare if self._fits(line) else bare.partition("?")[0]

    def _fits(self, text: str) -> bool:
        return text_width(text, self.text) * _TEXT_FACE <= self.inner


def _beginnings(note: str) -> Iterator[str]:
    """The note's first sentence, its first two, and so on."""
    ends = [*(found.start() for found in _SENTENCE.finditer(note)), len(note)]
    for end in ends:
        if note[:end].strip():
            yield note[:end].strip()


def smallest_text(figure: Mapping[str, Any]) -> float:
    """The smallest text a figure asks for, in its own pixels."""
    return min(_sizes(figure), default=float(SMALLEST))


def _sizes(value: Any, name: str = "") -> Iterator[float]:
    """Every font size in a figure, in its fields and in the style of its texts."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "hoverlabel":
                continue
            if key == "size" and name.endswith("font"):
                yield from _numbers(inner)
            else:
                yield from _sizes(inner, key)
    elif isinstance(value, str):
        yield from (float(size) for size in _FONT_SIZE.findall(value))
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _sizes(inner, name)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        yield from (float(number) for number in value)
    else:
        yield float(value)
