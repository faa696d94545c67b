"""Shares at single dates, a row for each date, nothing joined; it must not choose rows and makes no figure of its own.

Frames of values have row (position of the date, from the top), value, text, role, symbol, hollow, hover.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.figures.plain import Figure, rows_of, scatter
from app.figures.template import label, text_width, wrap
from app.theme import colour, text_role

ROW = 30  # pixels of a date
_DOT = 12


@dataclass(frozen=True, kw_only=True)
class Dated:
    """The panel: heading, what it measures, (name, role, symbol) of each mark, names of the dates, values."""

    title: str
    detail: str
    names: Sequence[tuple[str, str, str]]
    rows: Sequence[str]
    values: pd.DataFrame


def heading_height(panel: Dated, *, width: float, size: int) -> int:
    """Pixels of heading, measure and names of the marks."""
    line = int(size * 1.35)
    title = wrap(panel.title, width=width, size=size + 1).count("<br>") + 1
    detail = wrap(panel.detail, width=width, size=size - 1).count("<br>") + 1
    return (title + detail) * line + 14 + int(_name_lines(panel, width=width, size=size)[1] * line) + 6


def panel_height(panel: Dated, *, width: float, size: int) -> int:
    """Pixels of the whole panel."""
    return heading_height(panel, width=width, size=size) + ROW * len(panel.rows)


def _name_lines(panel: Dated, *, width: float, size: int) -> tuple[list[tuple[float, int]], int]:
    """Where each name stands: pixels from the left and the line; and the number of lines."""
    found: list[tuple[float, int]] = []
    at, line = 0.0, 0
    for name, _, _ in panel.names:
        needed = text_width(name, size) + 34
        if found and at + needed > width:
            at, line = 0.0, line + 1
        found.append((at, line))
        at += needed
    return found, line + 1


def add_dated(figure: Figure, panel: Dated, *, left: int, width: int, size: int) -> list[dict[str, Any]]:
    """Draw on the axes x2 (shares) and y2 (pixels from the top of the panel); gives the texts to add.

    The names of the dates stand in ``left`` pixels before the axis; ``width`` is that of the panel with them.
    """
    line = int(size * 1.35)
    values: list[dict[Any, Any]] = rows_of(panel.values)
    room = max(text_width(str(value["text"]), size) for value in values) + 20
    high = max(float(value["value"]) for value in values) * (width - left) / (width - left - room)
    figure.update_layout(xaxis2={"range": [0, high]})
    title = wrap(panel.title, width=width, size=size + 1)
    detail = wrap(panel.detail, width=width, size=size - 1)
    at = 0.0
    texts = [_text(0, at, f"<b>{title}</b>", size=size + 1, yanchor="top", xshift=-left)]
    at += (title.count("<br>") + 1) * line + 2
    texts.append(_text(0, at, detail, size=size - 1, role="muted", yanchor="top", xshift=-left))
    at += (detail.count("<br>") + 1) * line + 12 + line / 2
    places, _ = _name_lines(panel, width=width, size=size)
    for (name, role, symbol), (right, row) in zip(panel.names, places, strict=True):
        # A mark within a text keeps its place on every width; the letter stands for its shape.
        shape = {"diamond": "\N{BLACK DIAMOND}", "circle": "\N{BLACK CIRCLE}"}[symbol]
        shown = f"{shape} {name}"
        texts.append(_text(0, at + row * line, shown, size=size, role=text_role(role), xshift=int(right) - left))
    top = heading_height(panel, width=width, size=size)
    return texts + _rows(figure, panel, values, top=top, left=left, size=size)


def _rows(
    figure: Figure, panel: Dated, values: Sequence[dict[Any, Any]], *, top: float, left: int, size: int
) -> list[dict[str, Any]]:
    texts = []
    for number, name in enumerate(panel.rows):
        at = top + (number + 0.5) * ROW
        texts.append(_text(0, at, name, size=size, xshift=-left))
        _line(figure, (0, at), (1, at), role="grid")
    _line(figure, (0, top), (0, top + ROW * len(panel.rows)), role="ink")
    for value in values:
        at = top + (int(value["row"]) + 0.5) * ROW
        _mark(figure, value, at)
        # Two marks of a date: the numbers stand outside of them.
        on_left = any(other["row"] == value["row"] and other["value"] > value["value"] for other in values)
        shift = -_DOT if on_left else _DOT
        text = _text(
            float(value["value"]), at, str(value["text"]), size=size, role=text_role(value["role"]), xshift=shift
        )
        texts.append({**text, "xanchor": "right" if on_left else "left", "bgcolor": colour("paper")})
    return texts


def _line(figure: Figure, start: tuple[float, float], end: tuple[float, float], *, role: str) -> None:
    figure.add_shape(
        type="line",
        xref="x2 domain",
        yref="y2",
        x0=start[0],
        x1=end[0],
        y0=start[1],
        y1=end[1],
        line={"color": colour(role), "width": 1},
        layer="below",
    )


def _text(
    x: float, y: float, text: str, *, size: int, role: str = "ink", yanchor: str = "middle", xshift: int = 0
) -> dict[str, Any]:
    return label(x, y, text, size=size, role=role, xref="x2", yref="y2", yanchor=yanchor, xshift=xshift)


def _mark(figure: Figure, value: Mapping[Any, Any], at: float) -> None:
    figure.add_trace(
        scatter(
            x=[value["value"]],
            y=[at],
            xaxis="x2",
            yaxis="y2",
            mode="markers",
            marker={
                "symbol": value["symbol"],
                "size": _DOT,
                "color": colour("paper" if value["hollow"] else value["role"]),
                "line": {"color": colour(value["role"]), "width": 2},
            },
            cliponaxis=False,
            customdata=[value["hover"]],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
