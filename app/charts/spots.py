"""Which marks of a figure belong to which rows, by what their hover cards say; it must not know any single chart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

_TAG = re.compile(r"<[^>]*>")
_YEAR = re.compile(r"\d{4}年?")
_COMMA = re.compile("[,，]")
_BRACKET = re.compile("[(（]")
Spot = list[Any]


class Wanted(NamedTuple):
    """What a card says that belongs to a row, without spaces: name, measure, time, the values as they are written."""

    name: str
    measure: str
    when: str
    year: str
    values: frozenset[str]
    at: float | None


class Card(NamedTuple):
    """A hover card without markup and spaces: the name it begins with, its lines, and the times these may say."""

    spot: Spot
    name: str
    lines: tuple[str, ...]
    times: frozenset[str]


def spots_of(rows: Sequence[Wanted], figure: Mapping[str, Any]) -> list[list[Spot]]:
    """For each row the marks that are its own: by name first, then by value or time among those no name has claimed."""
    cards = list(_cards(figure))
    named = _Named(cards)
    found = [named.by(row) for row in rows]
    claimed = {id(card) for own in found for card in own}
    free = [card for card in cards if id(card) not in claimed]
    spots = []
    for row, own in zip(rows, found, strict=True):
        marks = own or [card for card in free if _is_of(card, row)]
        spots.append([card.spot for card in marks] or _line_of(row, figure) or _text_of(row, figure))
    return spots


def _cards(figure: Mapping[str, Any]) -> Iterator[Card]:
    for place, trace in enumerate(figure["data"]):
        cards = trace.get("customdata")
        if cards is None or trace.get("meta") == "milestones":
            continue
        for i, card in enumerate(cards):
            text = str(card if isinstance(card, str) else card[0])
            name, _, rest = text.partition("</b>")
            first = plain(name)
            lines = tuple(line for line in (first, *map(plain, rest.split("<br>"))) if line)
            yield Card(spot=["p", place, i], name=first, lines=lines, times=_times(lines))


def _times(lines: tuple[str, ...]) -> frozenset[str]:
    """What the second or third line may say as a time: all of it, what follows a comma, what precedes a bracket."""
    found = set()
    for line in lines[1:3]:
        found |= {line, *(line[mark.end() :] for mark in _COMMA.finditer(line))}
        found |= {line[: mark.start()] for mark in _BRACKET.finditer(line)}
    return frozenset(found)


@lru_cache(8192)  # the cells of tables and the lines of cards are much the same from drawing to drawing
def plain(text: str) -> str:
    """A text without markup, spaces and capital letters, as texts of cards and tables are compared."""
    bare = _TAG.sub("", text) if "<" in text else text
    return "".join((html.unescape(bare) if "&" in bare else bare).split()).casefold()


class _Named:
    """The cards by their names, so that a row need not look at every card of a figure."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        self._whole: dict[str, list[int]] = {}
        self._begun: dict[str, list[int]] = {}
        self._beginning: dict[str, list[int]] = {}
        for place, card in enumerate(cards):
            self._whole.setdefault(card.name, []).append(place)
            if len(card.name) > 1 and not _YEAR.fullmatch(card.name):
                self._begun.setdefault(card.name.removesuffix("…"), []).append(place)

    def _cut(self, name: str) -> list[int]:
        """The cards whose name is a beginning of this one; many rows share a name."""
        if name not in self._beginning:
            beginnings = (name[:end] for end in range(1, len(name) + 1))
            self._beginning[name] = [place for short in beginnings for place in self._begun.get(short, ())]
        return self._beginning[name]

    def by(self, row: Wanted) -> list[Card]:
        """The cards of this very row: the same name, the same measure where both say one, the same time.

        A card may cut the row's name or add the time, the table lengthen it: industry in total.
        """
        if not row.name:
            return []
        whole = (row.name, f"{row.name},{row.when}", f"{row.name}，{row.when}")
        places = {place for name in whole for place in self._whole.get(name, ())}
        places.update(self._cut(row.name))
        when = row.when
        cards = (self._cards[place] for place in sorted(places))
        then = [card for card in cards if when in card.times or card.name.endswith(when)]
        return [card for card in then if _is_measured(card, row.measure)]


def _is_measured(card: Card, measure: str) -> bool:
    starts = (f"{measure}:", f"{measure}：")
    return not measure or any(line == measure or line.startswith(starts) for line in card.lines)


def _is_of(card: Card, row: Wanted) -> bool:
    """A card that has no name of the table: of the row's time, of its time and value, or a count of its year."""
    year = row.year if _YEAR.fullmatch(row.when) else row.when
    if any(card.name in (f"{year}:{value}", f"{year}：{value}") for value in row.values):
        return True
    if row.year and card.name in (row.year, f"{row.year}年"):
        return not row.measure
    return bool(row.when) and row.when in card.lines[1:3]


def _line_of(row: Wanted, figure: Mapping[str, Any]) -> list[Spot]:
    """A line across the plot at the row's value."""
    shapes = figure["layout"].get("shapes", ())
    return [
        ["s", i]
        for i, shape in enumerate(shapes)
        if row.at is not None
        and shape.get("type") == "line"
        and any(shape.get(f"{axis}0") == row.at == shape.get(f"{axis}1") for axis in "xy")
    ][:1]


def _text_of(row: Wanted, figure: Mapping[str, Any]) -> list[Spot]:
    """A text of the plot that writes the row's value, with the row's time soon after it where there are several."""
    notes = [plain(str(note.get("text", ""))) for note in figure["layout"].get("annotations", ())]
    found = [i for i, text in enumerate(notes) if any(_writes(text, value) for value in row.values)]
    dated = [i for i in found if row.when in notes[i + 1 : i + 4]]
    return [["a", i] for i in (dated or found)[:1]]


def _writes(text: str, value: str) -> bool:
    return text == value or (text.startswith(value) and not any(sign.isdigit() for sign in text[len(value) :]))
