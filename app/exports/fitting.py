"""What of a drawing fits a size at its smallest text, and how much room the plot gets; it must not write HTML.

All lengths are pixels of the layout. The rule, in this order, until the plot fits with its smallest text at the floor:
the plot shrinks to the floor, the note loses sentences from its end, milestones leave the list, the headline gets
smaller, the kicker goes, the plot is drawn flatter. Where room is left at the least unit, terms are explained in it.
Subtitle, key, source line and how much of the table is not drawn always stay. The address says where to find what was
cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.charts.glossary import notes_on
from app.charts.spec import Drawing, Marker, Note
from app.exports.letters import lines_of, width_of
from app.exports.sizes import LEAST_UNIT, SMALLEST, Size
from app.figures.template import FLATTEST
from app.i18n import SEPARATOR, Texts

_SENTENCE = re.compile(r"(?:(?<=[^\W\d]{2}\.)|(?<=\d{4}\.)|(?<=[%)“”»]\.)|(?<=。))\s*(?=\S)")
_FONT_SIZE = re.compile(r"font-size:\s*([0-9.]+)px")
_SLACK = 5  # pixels that a browser may need more than was reckoned
_MOST_NOTE = 4  # lines
_MOST_TERMS = 4  # lines
_BOLD = 0.97  # of the width, for names of terms are set bolder than reckoned


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Sizes of a form at unit 1: sides, headlines to choose from, the last resort, subtitle, gap."""

    side: int
    top: int
    headlines: tuple[int, ...]
    least_headline: int
    subtitle: int
    gap: int


_MEASURES: Mapping[str, Measures] = {
    "slide": Measures(side=36, top=26, headlines=(34, 30, 28), least_headline=24, subtitle=19, gap=6),
    "square": Measures(side=18, top=14, headlines=(25, 23, 21), least_headline=19, subtitle=16, gap=4),
}
# Heights of lines by size, for letters and for Chinese.
_LINE, _HEADLINE_LINE = {"zh": 1.4}, {"zh": 1.3}


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a drawing stands on a size; lengths in pixels of the layout.

    ``plot_width`` and ``plot_height`` are the pixels the figure is drawn at, ``plot_scale`` what it is then scaled by;
    ``note`` is what is left of the note, ``shortened`` whether something was cut, ``rows`` how many rows of the table
    fit where it stands in for the plot, ``terms`` those that are explained. ``smallest_text`` is that of the plot as it
    is shown.
    """

    side: float
    top: float
    gap: float
    text: float
    headline: float
    subtitle: float
    kicker: bool
    note: str
    terms: tuple[Note, ...]
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
        self.leading = _LINE.get(texts.lang, 1.25)
        self.inner = size.width - 2 * self.measures.side * self.unit
        self.line = self.text * self.leading
        self.gap = self.measures.gap * self.unit
        self.address = self._short(address)
        figure = drawing.figure or {}
        self.height = float(figure["layout"]["height"]) if figure else 0.0
        self.own_smallest = smallest_text(figure) if figure else self.text
        self.least = self.text / self.own_smallest
        self.scale = max(self.unit, self.least)

    def layout(self) -> Layout:
        needed = self.height * min(self.least, self.scale)
        headline, kicker, room = self._head(needed)
        markers, room = self._markers(room, room - needed)
        note, room = self._note(room, room - needed)
        terms, room = self._terms(note, room, room - needed)
        scale, height = self._plot(room)
        return Layout(
            side=self.measures.side * self.unit,
            top=self.measures.top * self.unit,
            gap=self.gap,
            text=self.text,
            headline=headline,
            subtitle=self.measures.subtitle * self.unit,
            kicker=kicker,
            note=note,
            terms=terms,
            markers=markers,
            address=self.address,
            shortened=note != self.drawing.note or len(markers) < len(self.drawing.markers),
            plot_width=int(self.inner / scale + 1e-6),  # never wider: its texts would get smaller than the floor
            plot_height=int(height + 1e-6),  # nor higher
            plot_scale=scale,
            smallest_text=self.own_smallest * scale,
            rows=max(int(room / (self.line * 1.35)) - 2, 1),
        )

    def _plot(self, room: float) -> tuple[float, float]:
        """The plot's scale and the height it is drawn at: flatter than it would be before its texts get too small."""
        if not self.height:
            return self.unit, 0.0
        scale = min(self.scale, max(room / self.height, min(self.least, room / (self.height * FLATTEST))))
        return scale, min(self.height, room / scale)

    def _head(self, needed: float) -> tuple[float, bool, float]:
        """The headline's size, whether there is a kicker, and what is left for all below."""
        steps = [(self.measures.headlines[0] * self.unit, True)]
        steps += [(size * self.unit, True) for size in self.measures.headlines[1:]]
        steps.append((self.measures.headlines[-1] * self.unit, False))
        for headline, kicker in steps:
            room = self.size.height - self._fixed(headline, kicker)
            if room >= needed:
                return headline, kicker, room
        if room < needed * FLATTEST:
            headline = self.measures.least_headline * self.unit
            room = self.size.height - self._fixed(headline, kicker)
        return headline, kicker, room

    def _fixed(self, headline: float, kicker: bool) -> float:
        """The height of everything that stays, but the plot."""
        drawing, subtitle = self.drawing, self.measures.subtitle * self.unit
        height = 2 * self.measures.top * self.unit + 4 * self.gap + _SLACK * self.unit
        height += self.line + self.gap / 2 if kicker else 0
        height += (
            self._lines(drawing.title, headline, "headline") * headline * _HEADLINE_LINE.get(self.texts.lang, 1.15)
        )
        height += self._lines(drawing.subtitle, subtitle) * subtitle * self.leading
        height += self._key_rows() * self.line
        height += self._lines(self.drawing.cut, self.text) * self.line
        return height + self._lines(self._foot_line(), self.text) * self.line

    def _lines(self, text: str, size: float, face: str = "text") -> int:
        return lines_of(text, width=self.inner, size=size, face=face)

    def _foot_line(self) -> str:
        """The longest the source line with its address may get."""
        address = self.texts("composition.more_markers", address=self.address) if self.address else ""
        return f"{self.drawing.source_line}{SEPARATOR}{address}"

    def _key_rows(self) -> int:
        """Rows of the key: each entry is mark, gap, words, and a gap to the next."""
        rows, at = 0, self.inner
        for key in self.drawing.keys:
            words = width_of(key.text, size=self.text)
            width = self.text * 1.75 + words
            if at + width > self.inner:
                rows, at = rows + max(1, -(-int(words) // int(self.inner - self.text * 1.75))), 0.0
            at += width + self.text
        return rows

    def _markers(self, room: float, spare: float) -> tuple[tuple[Marker, ...], float]:
        """The milestones listed, all or none, and the room left: a list that ends early would look complete."""
        markers = self.drawing.markers
        said = " ".join(f"{marker.number}  {marker.date} {marker.title}   " for marker in markers)
        height = self._lines(said, self.text) * self.line + self.gap
        return (markers, room - height) if markers and height <= spare else ((), room)

    def _note(self, room: float, spare: float) -> tuple[str, float]:
        """As many whole sentences of the note as fit, the one on what is cut always, and the room left."""
        kept = self.drawing.cut
        least = self._lines(kept, self.text)
        for candidate in _beginnings(self.drawing.note):
            if len(candidate) < len(kept):
                continue
            lines = self._lines(candidate, self.text)
            if lines > _MOST_NOTE or (lines - least) * self.line > spare:
                break
            kept = candidate
        return kept, room - (self._lines(kept, self.text) - least) * self.line

    def _terms(self, note: str, room: float, spare: float) -> tuple[tuple[Note, ...], float]:
        """The terms of subtitle and note explained, as many as fit whole, and the room left.

        On paper and for reading alone: what is shown to a room has a speaker, and letters too large for it.
        """
        if self.unit > LEAST_UNIT or not self.height:
            return (), room
        kept: tuple[Note, ...] = ()
        taken, colon = 0.0, self.texts("mark.colon")
        for term in notes_on((self.drawing.subtitle, note), self.texts):
            more = (*kept, term)
            said = " ".join(f"{one.title}{colon}{one.text}" for one in more)
            lines = lines_of(said, width=self.inner * _BOLD, size=self.text)
            if lines > _MOST_TERMS or lines * self.line + 2 * self.gap > spare:
                continue
            kept, taken = more, lines * self.line + self.gap
        return kept, room - taken

    def _short(self, address: str) -> str:
        """The address without its scheme; without its query too where that takes more than a line."""
        bare = re.sub(r"^https?://", "", address)
        return bare if width_of(bare, size=self.text) <= self.inner else bare.partition("?")[0]


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
