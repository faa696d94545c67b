"""What a figure plots, read back from its coordinates and hover cards; and what its table holds, in the same manner.

Nothing here asks the chart: a mark is what the browser draws, a value of the table what the reader reads.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.charts.spec import Cell, Drawing

Key = tuple[str, ...]
_CARD = re.compile(
    r"<b>(?P<name>.*?)</b><br>(?P<measure>.*?)(?:: |：)<b>(?P<said>.*?)</b><br>(?P<when>.*?)(?:<br>.*)?", re.DOTALL
)


@dataclass(frozen=True)
class Mark:
    """A mark with a hover card: both coordinates, its base and its axes, and what the card says of it."""

    x: float
    y: float
    base: float
    kind: str
    axis: str
    card: str
    colour: str

    @property
    def lines(self) -> list[str]:
        """The lines of the card without markup."""
        return [html.unescape(re.sub(r"<.*?>", "", line)) for line in self.card.split("<br>")]


def numbers_of(values: Any) -> list[float]:
    """A list of coordinates, also where Plotly packed it; a gap is not a number."""
    if isinstance(values, Mapping):
        return [float(v) for v in np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])]
    return [float("nan") if value is None else float(value) for value in values or ()]


def traces(drawing: Drawing) -> Sequence[Mapping[str, Any]]:
    """The traces of the figure."""
    assert drawing.figure is not None
    return list(drawing.figure["data"])


def marks(drawing: Drawing) -> Iterator[Mark]:
    """Every mark that carries a hover card, milestones on time axes left out."""
    for trace in traces(drawing):
        cards = trace.get("customdata")
        if cards is None or trace.get("meta") == "milestones":
            continue
        xs, ys = numbers_of(trace["x"]), numbers_of(trace["y"])
        bases = numbers_of(trace.get("base")) or [0.0] * len(xs)
        assert len(xs) == len(ys) == len(cards), "a mark without a card"
        colour = trace.get("marker", {}).get("color", "")
        for x, y, base, card in zip(xs, ys, bases, cards, strict=True):
            text = card if isinstance(card, str) else card[0]
            kind = f"{trace['type']}-{trace.get('orientation') or ''}"
            axis = f"{trace.get('xaxis') or 'x'}{trace.get('yaxis') or 'y'}"
            yield Mark(x, y, base, kind, axis, text, colour if isinstance(colour, str) else "")


def key_of(mark: Mark) -> Key:
    """Name, measure, place and period, and the value in words, as the card of an observation has them."""
    match = _CARD.fullmatch(mark.card)
    assert match, mark.card
    name, measure, when = (html.unescape(re.sub(r"<.*?>", "", match[part])) for part in ("name", "measure", "when"))
    return name, measure, time_of(when)


def time_of(when: str) -> str:
    """A place and a time as they are compared: in a table a time stands for itself and begins with a capital letter."""
    return when.replace("，", ", ").casefold()


def said_of(mark: Mark) -> str:
    """The value in words on the card of an observation."""
    match = _CARD.fullmatch(mark.card)
    assert match, mark.card
    return match["said"]


def line_points(drawing: Drawing) -> Iterator[tuple[str, float, float]]:
    """Axis, x and y of every point that a line goes through."""
    for trace in traces(drawing):
        if trace.get("customdata") is None and "lines" in str(trace.get("mode")):
            axis = f"{trace.get('xaxis') or 'x'}{trace.get('yaxis') or 'y'}"
            for x, y in zip(numbers_of(trace["x"]), numbers_of(trace["y"]), strict=True):
                if not (np.isnan(x) or np.isnan(y)):
                    yield axis, x, y


def words_of(drawing: Drawing) -> str:
    """Every text of the figure outside its cards, without markup."""
    assert drawing.figure is not None
    written = [str(note.get("text", "")) for note in drawing.figure["layout"].get("annotations", ())]
    for trace in traces(drawing):
        texts = trace.get("text")
        written += [str(text) for text in texts] if isinstance(texts, list | tuple) else []
    return html.unescape(re.sub(r"<.*?>", " ", "\n".join(written)))


def cells(drawing: Drawing) -> list[dict[str, Cell]]:
    """The rows of the table, each cell by the key of its column."""
    keys = [column.key for column in drawing.table.columns]
    return [dict(zip(keys, row, strict=True)) for row in drawing.table.rows]


def observed(drawing: Drawing, country: str) -> dict[Key, float]:
    """The values of an observation table by name, measure and period; the country's with its name before the period."""
    found: dict[Key, float] = {}
    for row in cells(drawing):
        name, measure, period = (row[key].text for key in ("sector", "measure", "period"))
        found[name, measure, time_of(period)] = number(row["value"])
        if "china" in row and row["china"].value is not None:
            found[name, measure, time_of(f"{country}, {period}")] = number(row["china"])
    return found


def number(cell: Cell) -> float:
    """The number behind a cell."""
    assert isinstance(cell.value, float), cell
    return cell.value
