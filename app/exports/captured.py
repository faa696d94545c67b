"""What the host's browser hands back: a capture's bytes and a report on its layout; nothing is rendered here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text as it was laid out; pixels of the layout, origin at the upper left, ``size`` of its font.

    ``plot`` says that it stands within a nested SVG, ``within`` that all of it is seen (in the canvas, not clipped).
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    size: float
    plot: bool
    within: bool


@dataclass(frozen=True, kw_only=True)
class Report:
    """How a document was laid out on its canvas of ``width`` × ``height`` pixels.

    ``content_width`` and ``content_height`` are what it would have taken; ``overlaps`` are pairs of places in
    ``lines`` whose inks touch; ``source_visible`` says that an element of the class ``source-line`` has text, all of it
    seen; ``faces`` are the families and weights that were loaded for it.
    """

    width: int
    height: int
    content_width: int
    content_height: int
    lines: tuple[Line, ...]
    overlaps: tuple[tuple[int, int], ...]
    source_visible: bool
    faces: tuple[str, ...]

    @property
    def outside(self) -> tuple[Line, ...]:
        """The lines that are not wholly seen."""
        return tuple(line for line in self.lines if not line.within)

    @property
    def smallest_text(self) -> float:
        """The size of the smallest font used, in pixels of the layout; 0 where there is no text."""
        return min((line.size for line in self.lines), default=0.0)

    def problems(self) -> tuple[str, ...]:
        """Why this capture should not be handed out, in words for a log; empty where it is well.

        Lines of a plot that touch each other are the chart's own affair and are left to ``overlaps``.
        """
        found = [] if self.lines else ["there is no text"]
        found += [f"not wholly seen: {line.text!r}" for line in self.outside]
        pairs = [(self.lines[a], self.lines[b]) for a, b in self.overlaps]
        found += [f"{a.text!r} overlaps {b.text!r}" for a, b in pairs if not (a.plot and b.plot)]
        if not self.source_visible:
            found.append("the source line is missing")
        return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Capture:
    """A file made by the browser (its bytes), the report on its layout, and of a PDF the number of pages."""

    data: bytes
    report: Report
    pages: int = 0

    @property
    def text(self) -> str:
        """The file as text: for SVG."""
        return self.data.decode("utf-8")


def report_of(plain: Mapping[str, Any]) -> Report:
    """The report as the script in the page wrote it; raises KeyError, TypeError or ValueError where it did not."""
    return Report(
        width=int(plain["width"]),
        height=int(plain["height"]),
        content_width=int(plain["contentWidth"]),
        content_height=int(plain["contentHeight"]),
        lines=tuple(_line(line) for line in plain["lines"]),
        overlaps=tuple((int(a), int(b)) for a, b in plain["overlaps"]),
        source_visible=bool(plain["sourceVisible"]),
        faces=tuple(str(face) for face in plain["faces"]),
    )


def _line(plain: Mapping[str, Any]) -> Line:
    return Line(
        text=str(plain["text"]),
        x=float(plain["x"]),
        y=float(plain["y"]),
        width=float(plain["width"]),
        height=float(plain["height"]),
        size=float(plain["size"]),
        plot=bool(plain["plot"]),
        within=bool(plain["within"]),
    )
