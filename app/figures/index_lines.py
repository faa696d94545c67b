"""Indexed lines by year with their names at their ends; a line joins only what it is told to, and nothing is computed.

The frame of points (by line, oldest first) has line, year (int), value, role, symbol, hollow, joined (bool: a line
comes from the point before), hover. The frame of ends has line, year, value, role, text (lines joined by ``<br>``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from app.figures.axes import tick_values
from app.figures.labelling import SIDES, Box, dot_box, is_free, text_box
from app.figures.panels import LEAST_WIDTH
from app.figures.plain import Figure, rows_of, scatter
from app.figures.template import TEXT_SIZE, label, new_figure, text_width
from app.theme import colour, text_role

_HEIGHT: Mapping[str, int] = {"wide": 400, "narrow": 330, "slide": 400, "square": 276}
_TOP, _BOTTOM = 30, 32
_DOT: Mapping[str, int] = {"wide": 10, "narrow": 9, "slide": 12, "square": 11}
_YEAR_STEPS = (1, 2, 5, 10)
_ROUND = (1, 2, 5)
_LINE = 1.3  # height of a line of text, in its size
_AROUND = ("above", "right", "below", "above-left", "above-right", "below-right", "below-left", "left")


class _Scale:
    """Values and years in pixels at the least width: what is free there is free on any wider form."""

    def __init__(
        self, *, years: tuple[float, float], values: tuple[float, float], room: float, height: float, log: bool
    ):
        self.years, self.values, self.room, self.height, self.log = years, values, room, height, log

    def place(self, value: float) -> float:
        """A value where the axis has it."""
        return math.log10(value) if self.log else value

    def pixels(self, year: float, value: float) -> tuple[float, float]:
        """From the left and the lower edge of the plot."""
        across = (year - self.years[0]) / (self.years[1] - self.years[0]) * self.room
        up = (self.place(value) - self.values[0]) / (self.values[1] - self.values[0]) * self.height
        return across, up


def index_lines(
    points: pd.DataFrame,
    ends: pd.DataFrame,
    *,
    form: str,
    base: int,
    base_text: str,
    log: bool,
    number: Callable[[float], str],
) -> dict[str, Any]:
    """The figure; ``number`` writes a tick, ``base_text`` stands at the base year where that is drawn."""
    size = TEXT_SIZE[form] - 1
    first, last = int(points["year"].min()), int(points["year"].max())
    beside = ends[ends["year"] == last]
    right = int(max((text_width(text, size) for text in beside["text"]), default=0)) + 14 if len(beside) else 16
    bounds = _bounds(points["value"].tolist(), log=log)
    ticks = _log_ticks(*bounds) if log else tick_values(0, bounds[1], most=5)
    left = int(max(text_width(number(tick), size) for tick in ticks)) + 10
    height = _HEIGHT[form]
    figure = new_figure(
        form=form, height=height + _TOP + _BOTTOM, margin={"l": left, "r": right, "t": _TOP, "b": _BOTTOM}
    )
    years = (first - 0.5, last + 0.4)
    scale = _Scale(years=years, values=bounds, room=LEAST_WIDTH[form] - left - right, height=height, log=log)
    figure.update_xaxes(range=list(years), showticklabels=False)
    figure.update_yaxes(
        type="log" if log else "linear",
        range=list(bounds),
        tickvals=ticks,
        ticktext=[number(tick) for tick in ticks],
        showgrid=True,
        tickfont={"size": size, "color": colour("muted")},
    )
    _add_base(figure, base=base, drawn=first <= base <= last)
    for name in dict.fromkeys(points["line"]):
        _add_line(figure, points[points["line"] == name], dot=_DOT[form])
    texts = _year_texts(first, last, base=base, size=size, pitch=scale.room / (years[1] - years[0]))
    if first <= base <= last:
        texts.append(_base_label(base, base_text, size=size, first=first, last=last))
    texts += _end_labels(points, ends, scale, size=size, dot=_DOT[form])
    figure.update_layout(annotations=texts)
    return figure.as_mapping()


def _bounds(values: Sequence[float], *, log: bool) -> tuple[float, float]:
    """The ends of the axis in its own measure: values, or their logarithms."""
    highest, lowest = max(*values, 100.0), min(*values, 100.0)
    if log:
        return math.log10(lowest) - 0.12, math.log10(highest) + 0.12
    return 0.0, highest * 1.12


def _log_ticks(low: float, high: float) -> list[float]:
    decades = range(math.floor(low), math.ceil(high) + 1)
    steps = (1,) if high - low > 2.5 else _ROUND
    return [s * 10.0**d for d in decades for s in steps if low <= math.log10(s * 10.0**d) <= high]


def _add_base(figure: Figure, *, base: int, drawn: bool) -> None:
    """The level of the base year across the plot, and the base year itself."""
    ground = {"type": "line", "layer": "below"}
    along = {"xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": 100, "y1": 100}
    figure.add_shape(**ground, **along, line={"color": colour("ink"), "width": 1})
    if drawn:
        up = {"xref": "x", "x0": base, "x1": base, "yref": "y domain", "y0": 0, "y1": 1}
        figure.add_shape(**ground, **up, line={"color": colour("muted"), "width": 1, "dash": "dot"})


def _base_label(base: int, text: str, *, size: int, first: int, last: int) -> dict[str, Any]:
    anchor = "left" if base - first < 2 else "right" if last - base < 2 else "center"
    return label(base, 1, text, size=size, xanchor=anchor, yanchor="bottom", yref="y domain", yshift=6)


def _add_line(figure: Figure, points: pd.DataFrame, *, dot: int) -> None:
    """The joined runs as lines, then every point as a mark."""
    years: list[float | None] = []
    values: list[float | None] = []
    for row in rows_of(points):
        if not row["joined"]:
            years.append(None)
            values.append(None)
        years.append(row["year"])
        values.append(row["value"])
    role = str(points.iloc[0]["role"])
    figure.add_trace(
        scatter(x=years, y=values, mode="lines", line={"color": colour(role), "width": 2.5}, hoverinfo="skip")
    )
    hollow = [bool(h) for h in points["hollow"]]
    figure.add_trace(
        scatter(
            x=points["year"].tolist(),
            y=points["value"].tolist(),
            mode="markers",
            cliponaxis=False,
            marker={
                "symbol": points["symbol"].tolist(),
                "size": dot,
                "color": [colour("paper" if h else role) for h in hollow],
                "line": {"color": colour(role), "width": 2},
            },
            customdata=points["hover"].tolist(),
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _year_texts(first: int, last: int, *, base: int, size: int, pitch: float) -> list[dict[str, Any]]:
    """The first, the last and the base year, and between them as many as there is room for, at even distances."""
    room = text_width("0000", size) + 10
    kept = [last]
    step = next((step for step in _YEAR_STEPS if step * pitch >= room), _YEAR_STEPS[-1])
    even = [year for year in range(first, last) if (year - base) % step == 0]
    for year in dict.fromkeys((base, first, *even)):
        if first <= year <= last and all(abs(year - other) * pitch >= room for other in kept):
            kept.append(year)
    return [
        label(
            year,
            0,
            f"<b>{year}</b>" if year == base else str(year),
            role="ink" if year == base else "muted",
            size=size,
            xanchor="center",
            yanchor="top",
            yref="y domain",
            yshift=-8,
        )
        for year in sorted(kept)
    ]


def _end_labels(
    points: pd.DataFrame, ends: pd.DataFrame, scale: _Scale, *, size: int, dot: int
) -> list[dict[str, Any]]:
    """Names beside the last points: in the margin where the axis ends there too, else where there is room."""
    newest = points["year"].max()
    taken = _taken(points, scale, dot=dot)
    texts = _margin_labels(ends[ends["year"] == newest], scale, size=size)
    bounds = Box(0, 0, scale.room, scale.height)
    for row in rows_of(ends[ends["year"] != newest]):
        x, y = scale.pixels(row["year"], row["value"])
        width, high = text_width(row["text"], size), size * _LINE * (row["text"].count("<br>") + 1)
        boxes = {name: text_box(x, y, SIDES[name], width=width, height=high, gap=dot / 2 + 5) for name in _AROUND}
        name = next((n for n in _AROUND if is_free(boxes[n], taken=taken, bounds=bounds)), "above")
        taken.append(boxes[name])
        side, gap = SIDES[name], int(dot / 2 + 5)
        texts.append(
            label(
                row["year"],
                scale.place(row["value"]),
                row["text"],
                role=text_role(row["role"]),
                size=size,
                xanchor=side.xanchor,
                yanchor=side.yanchor,
                xshift=side.across * gap,
                yshift=side.up * gap,
                on_paper=is_free(boxes[name], taken=taken[:-1], bounds=bounds),  # no grid line through it
            )
        )
    return texts


def _taken(points: pd.DataFrame, scale: _Scale, *, dot: int) -> list[Box]:
    """The dots, and the lines between joined ones as small boxes."""
    boxes: list[Box] = []
    before: tuple[float, float] | None = None
    for row in rows_of(points):
        here = scale.pixels(row["year"], row["value"])
        boxes.append(dot_box(*here, dot + 4))
        if row["joined"] and before is not None:
            parts = [i / 12 for i in range(1, 12)]
            boxes += [
                dot_box(before[0] + (here[0] - before[0]) * p, before[1] + (here[1] - before[1]) * p, 5) for p in parts
            ]
        before = here
    return boxes


def _margin_labels(ends: pd.DataFrame, scale: _Scale, *, size: int) -> list[dict[str, Any]]:
    """Right of the axis at their values, moved apart where they would meet."""
    texts = []
    lowest = -math.inf
    for row in rows_of(ends.sort_values("value")):
        up = scale.pixels(row["year"], row["value"])[1]
        half = size * _LINE * (row["text"].count("<br>") + 1) / 2
        centre = max(up, lowest + half + 4)
        lowest = centre + half
        texts.append(
            label(
                1,
                scale.place(row["value"]),
                row["text"],
                role=text_role(row["role"]),
                size=size,
                xref="x domain",
                xshift=8,
                yshift=round(centre - up),
            )
        )
    return texts
