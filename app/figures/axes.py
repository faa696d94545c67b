"""Axes of values and of years: round ticks, the zero line, words over years without values; it must not draw data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.figures.template import label
from app.theme import colour

ZERO_LINE: Mapping[str, Any] = {"zeroline": True, "zerolinecolor": colour("ink"), "zerolinewidth": 1}
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)


def tick_values(low: float, high: float, *, most: int = 8) -> list[float]:
    """Round values between two bounds, zero among them."""
    step = next((step for step in _STEPS if (high - low) / step <= most), 500)
    first = int(-(-low // step))
    return [step * i for i in range(first, int(high // step) + 1)]


def runs_of(missing: Mapping[int, float]) -> list[list[float]]:
    """The places of years without values, those of following years together."""
    runs: list[list[float]] = []
    for year, place in missing.items():
        if year - 1 in missing:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def gap_label(run: Sequence[float], word: str, *, size: int) -> dict[str, Any]:
    """The word over the years; over a single one upright, Chinese from top to bottom."""
    chinese = any(ord(c) > 0x2E7F for c in word)
    alone = len(run) == 1
    text = "<br>".join(word) if alone and chinese else word if alone else word.replace(" ", "<br>")
    found = label(
        sum(run) / len(run),
        0,
        text,
        role="muted",
        size=size,
        xanchor="center",
        yanchor="bottom",
        yref="y domain",
        yshift=12,
    )
    return {**found, "textangle": -90} if alone and not chinese else found
