"""The sizes of images: presets for briefings and pixels within bounds; it must not lay anything out.

A layout is fixed, then scaled. Its ``unit`` says how large everything on it is: 1 means a smallest text of 16 pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.state import Ignored, ViewState

SMALLEST = 16  # pixels of the smallest text at unit 1
LEAST_UNIT = 0.75  # 12 pixels: 9 pt on a page
_MOST_PIXELS = 16_000_000
_MOST_SIDE = 8000
_LANDSCAPE = 1.15


@dataclass(frozen=True, kw_only=True)
class Size:
    """The layout of an image in pixels, the factor from layout to output, its unit and the form of its chart."""

    name: str
    width: int
    height: int
    scale: float
    unit: float
    form: str

    @property
    def smallest_text(self) -> float:
        """The smallest text that may stand on it, in pixels of the layout."""
        return SMALLEST * self.unit

    @property
    def output(self) -> tuple[int, int]:
        """Width and height of the image in pixels."""
        return round(self.width * self.scale), round(self.height * self.scale)


PRESETS: Mapping[str, Size] = MappingProxyType(
    {
        "slide": Size(name="slide", width=1280, height=720, scale=1.5, unit=1, form="slide"),
        "slide-half": Size(name="slide-half", width=570, height=520, scale=2, unit=1, form="square"),
        "a4": Size(name="a4", width=590, height=370, scale=1843 / 590, unit=LEAST_UNIT, form="square"),
        "square": Size(name="square", width=540, height=540, scale=2, unit=1, form="square"),
        "natural": Size(name="natural", width=850, height=600, scale=2, unit=LEAST_UNIT, form="slide"),
    }
)
DEFAULT = "natural"
# The form of a chart, the width and height of its layout at unit 1, and the least it needs at the least unit.
_FORMS = (("slide", (1280, 720), (800, 500)), ("square", (540, 540), (480, 370)))


def size_of(state: ViewState) -> tuple[Size, tuple[Ignored, ...]]:
    """The size a state asks for, and what of it is not possible: a preset goes before pixels, a bound before a factor.

    One of width and height alone keeps the proportion of the default size.
    """
    given = {name: getattr(state, name) for name in ("width", "height") if getattr(state, name)}
    size = None if state.size or not given else _custom(given)
    left = {} if size else given
    size = size or PRESETS[state.size or DEFAULT]
    if state.scale_factor:
        scaled = replace(size, scale=float(state.scale_factor))
        if _is_possible(scaled):
            size = scaled
        else:
            left["scale_factor"] = state.scale_factor
    return size, tuple(Ignored(name, value, "ignored.not_here") for name, value in left.items())


def _custom(given: Mapping[str, str]) -> Size | None:
    standard = PRESETS[DEFAULT]
    width = int(given["width"]) if "width" in given else round(int(given["height"]) * standard.width / standard.height)
    height = int(given["height"]) if "height" in given else round(width * standard.height / standard.width)
    for form, (full_width, full_height), (least_width, least_height) in _FORMS:
        if form == "slide" and width < height * _LANDSCAPE:
            continue
        if width >= least_width and height >= least_height:
            unit = max(LEAST_UNIT, min(width / full_width, height / full_height))
            size = Size(name="", width=width, height=height, scale=1, unit=unit, form=form)
            return size if _is_possible(size) else None
    return None


def _is_possible(size: Size) -> bool:
    width, height = size.output
    return max(width, height) <= _MOST_SIDE and width * height <= _MOST_PIXELS
