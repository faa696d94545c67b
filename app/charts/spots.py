"""Which marks of a figure belong to which rows, by what their hover cards say; it must not know any single chart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_TAG = re.compile(r"<[^>]*>")
_YEAR = re.compile(r"\d{4}年?")
Spot = list[Any]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a card says that belongs to a row, without spaces: name, measure, time, the values as they are written."""

    name: str
    measure: str
    when: str
    year: str
    values: frozenset[str]
    at: float | None


@dataclass(frozen=True, kw_only=True)
class Card:
    """A hover card without markup and spaces: the name it begins with, and its lines."""

    spot: Spot
    name: str
    lines: tuple[str, ...]
    said: tuple[str, ...]


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
            lines = [plain(name), *(plain(line) for line in rest.split("<br>"))]
            said = tuple(plain(part) for part in re.findall(r"<b>(.*?)</b>", text, re.DOTALL))
            yield Card(spot=["p", place, i], name=lines[0], lines=tuple(line for line in lines if line), said=said)


def plain(text: str) -> str:
    """A text without markup and spaces, as texts of cards and tables are compared."""
    bare = _TAG.sub("", text) if "<" in text else text
    return "".join((html.unescape(bare) if "&" in bare else bare).split())


class _Named:
    """The cards by their names, so that a row need not look at every card of a figure."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        self._whole: dict[str, list[int]] = {}
        self._begun: dict[str, list[int]] = {}
        for place, card in enumerate(cards):
            self._whole.setdefault(card.name, []).append(place)
            if len(card.name) > 1 and not _YEAR.fullmatch(card.name):
                self._begun.setdefault(card.name.removesuffix("…"), []).append(place)

    def by(self, row: Wanted) -> list[Card]:
        """The cards of this very row: the same name, the same measure where both say one, the same time.

        A card may cut the row's name or add the time, the table lengthen it: industry in total.
        """
        if not row.name:
            return []
        whole = (row.name, f"{row.name},{row.when}", f"{row.name}，{row.when}")
        places = {place for name in whole for place in self._whole.get(name, ())}
        for end in range(1, len(row.name) + 1):
            places.update(self._begun.get(row.name[:end], ()))
        cards = (self._cards[place] for place in sorted(places))
        return [card for card in cards if _is_then(card, row.when) and _is_measured(card, row.measure)]


def _is_measured(card: Card, measure: str) -> bool:
    starts = (f"{measure}:", f"{measure}：")
    return not measure or any(line == measure or line.startswith(starts) for line in card.lines)


def _is_then(card: Card, when: str) -> bool:
    return card.name.endswith(when) or any(
        line == when or line.endswith((f",{when}", f"，{when}")) or line.startswith((f"{when}(", f"{when}（"))
        for line in card.lines[1:3]
    )


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
