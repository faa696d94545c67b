"""The marks of pairs of values: two shapes in two hues, a bar between them; it must not place or choose pairs.

Frames of pairs (oldest first) have the columns year (int), kind (text above the year), whole (bool: a full year),
strong (bool: drawn large), numbers (bool: with its numbers), role (of the bar), and for ``chips`` and ``vehicles``
each the value itself and ``_text``, ``_hollow``, ``_hover``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from app.figures.plain import Figure, rows_of, scatter
from app.theme import colour

SIDES = ("vehicles", "chips")
SYMBOLS: Mapping[str, str] = {"vehicles": "circle", "chips": "diamond"}
_DIAMOND = 1.16  # a diamond looks smaller than a circle of its size


@dataclass(frozen=True, kw_only=True)
class Era:
    """Years with one side ahead."""

    first: int
    last: int
    role: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Pixels of one form: value labels, ticks, marks (large, small) and bars between them."""

    text: int
    tick: int
    marks: tuple[float, float]
    bars: tuple[float, float]


SIZES: Mapping[str, Sizes] = {
    "wide": Sizes(text=14, tick=13, marks=(13, 7), bars=(8, 2.5)),
    "narrow": Sizes(text=13, tick=13, marks=(12, 8), bars=(7, 3)),
    "slide": Sizes(text=16, tick=16, marks=(15, 8), bars=(9, 3)),
    "square": Sizes(text=16, tick=16, marks=(15, 9), bars=(9, 3)),
}


def add_bars(
    figure: Figure, pairs: pd.DataFrame, places: Sequence[float], *, sizes: Sizes, across: bool, **axes: str
) -> None:
    """The bars that join the two values; ``across`` when values run along x."""
    rows = list(zip(rows_of(pairs), places, strict=True))
    for role in dict.fromkeys(pairs["role"]):
        for strong in (False, True):
            chosen = [(row, place) for row, place in rows if row["role"] == role and bool(row["strong"]) == strong]
            along = [v for row, _ in chosen for v in (row["chips"], row["vehicles"], None)]
            at = [p for _, place in chosen for p in (place, place, None)]
            figure.add_trace(
                scatter(
                    x=along if across else at,
                    y=at if across else along,
                    mode="lines",
                    line={"color": colour(f"{role}-soft"), "width": sizes.bars[0 if strong else 1]},
                    hoverinfo="skip",
                    **axes,
                )
            )


def add_marks(
    figure: Figure, pairs: pd.DataFrame, places: Sequence[float], *, sizes: Sizes, across: bool, **axes: str
) -> None:
    """The two marks of each pair, hollow where a value is unsure."""
    for side in SIDES:
        large, small = sizes.marks
        grow = _DIAMOND if side == "chips" else 1
        hollow = [bool(value) for value in pairs[f"{side}_hollow"]]
        along = pairs[side].tolist()
        figure.add_trace(
            scatter(
                x=along if across else list(places),
                y=list(places) if across else along,
                mode="markers",
                marker={
                    "symbol": SYMBOLS[side],
                    "size": [grow * (large if strong else small) for strong in pairs["strong"]],
                    "color": [colour("paper" if h else side) for h in hollow],
                    "line": {
                        "color": [colour(side if h else "paper") for h in hollow],
                        "width": [2 if h else 1 for h in hollow],
                    },
                    "opacity": 1,
                },
                customdata=pairs[f"{side}_hover"].tolist(),
                hovertemplate="%{customdata}<extra></extra>",
                cliponaxis=False,
                **axes,
            )
        )


def clear_of_zero(value: float, *, start: float, length: float) -> float:
    """How far from its mark a label begins, in pixels and outward: just behind the mark, or beyond the zero line if it
    would lie on it. ``value`` is the mark's distance from zero, negative where outward is towards zero."""
    begin, finish = value + start, value + start + length
    return start if begin > 2 or finish < -2 else 3 - value
