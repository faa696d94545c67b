"""Free places for numbers beside dots, in pixels; it must not draw and knows no axes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in pixels, from its lower left to its upper right corner."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def inside(self, other: Box) -> bool:
        """Whether no part of a box stands out of another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


@dataclass(frozen=True)
class Side:
    """A side of a dot on which a text may stand: its anchors, and the direction of its shift."""

    xanchor: str
    yanchor: str
    across: int
    up: int


SIDES = {
    "above": Side("center", "bottom", 0, 1),
    "below": Side("center", "top", 0, -1),
    "right": Side("left", "middle", 1, 0),
    "left": Side("right", "middle", -1, 0),
    "above-left": Side("right", "bottom", 0, 1),
    "above-right": Side("left", "bottom", 0, 1),
    "below-left": Side("right", "top", 0, -1),
    "below-right": Side("left", "top", 0, -1),
}


def text_box(x: float, y: float, side: Side, *, width: float, height: float, gap: float) -> Box:
    """The box of a text on a side of the dot at (x, y)."""
    x += side.across * gap
    y += side.up * gap
    left = x - {"left": 0.0, "center": width / 2, "right": width}[side.xanchor]
    bottom = y - {"bottom": 0.0, "middle": height / 2, "top": height}[side.yanchor]
    return Box(left, bottom, left + width, bottom + height)


def is_free(box: Box, *, taken: Iterable[Box], bounds: Box) -> bool:
    """Whether a box lies within the bounds and meets nothing that is there."""
    return box.inside(bounds) and not any(box.meets(other) for other in taken)


def dot_box(x: float, y: float, size: float) -> Box:
    """The box of a dot of that diameter."""
    return Box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)
