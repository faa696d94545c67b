"""Lines of shares over the years, their first and last value large, and a panel of dated shares; it must not choose.

Frames of points (in time order within their series) have series, x (year; part-years before it), value, text, telling
(bool: written large), series_end (bool: carries the name), hollow, apart (bool: another definition), small (bool),
hover. Joins are pairs of positions in that frame. Ticks (x, value, text, hover) are China's values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.figures.axes import ZERO_LINE, tick_values
from app.figures.dated_shares import Dated, add_dated, panel_height
from app.figures.plain import Figure, rows_of, scatter
from app.figures.template import FLATTEST, TEXT_SIZE, label, new_figure, text_width, wrap
from app.theme import colour, text_role

# The narrowest phones and images: the dated values have names and headings there too.
_LEAST: Mapping[str, int] = {"narrow": 312, "slide": 994}
_PLOT: Mapping[str, int] = {"wide": 400, "narrow": 330, "slide": 440, "square": 300}
# The narrowest page of the form: what fits there fits on wider ones.
_WIDTH: Mapping[str, int] = {"wide": 700, "narrow": 328, "slide": 1180, "square": 480}
_LINES, _DATED = 0.59, 0.76  # where the lines end and the dated values begin, beside each other, in parts of the width
_LARGE: Mapping[str, int] = {"wide": 24, "narrow": 20, "slide": 30, "square": 24}
_DOT, _SMALL, _APART = 11, 7, 18  # a value of another definition frames one beside it
_LEFT = 44
_CROWDED = "square"  # the form on which numbers between the ends of a line give way to what is near
_BOLD = 1.06  # bold letters are as much wider
_BESIDE = 120  # pixels right of the end of a line from which its name stands there


@dataclass(frozen=True, kw_only=True)
class Series:
    """A line: its code, its name, its role, and whether it is the upper one, with all its texts above it."""

    code: str
    name: str
    role: str
    above: bool


def shares(
    points: pd.DataFrame,
    *,
    form: str,
    series: Sequence[Series],
    joins: Sequence[tuple[int, int]],
    ticks: pd.DataFrame,
    number: Callable[[float], str],
    dated: Dated | None,
) -> dict[str, Any]:
    """The figure; ``number`` writes a tick of the axis. The dated values stand beside the lines, on phones below."""
    size, width = TEXT_SIZE[form], _WIDTH[form]
    lines = not points.empty
    dated = None if form == "square" and lines else dated
    beside = form in ("wide", "slide") and lines
    left = int(max(text_width(name, size) for name in dated.rows)) + 14 if dated else 0
    margin = _LEFT if lines else 0
    least = _LEAST.get(form, width)
    start = _DATED if beside else max(0.0, (left - margin) / (least - margin))
    room = int((1 - start) * (least - margin)) + left
    first = _PLOT[form] if lines else 0
    deep = panel_height(dated, width=room, size=size) + 6 if dated else 0
    gap = 36 if lines and deep and not beside else 0
    height = max(first, deep) if beside else first + gap + deep
    figure = new_figure(form=form, height=height, margin={"l": margin, "r": 0, "t": 0, "b": 0})
    texts: list[dict[str, Any]] = []
    if lines:
        end = _LINES if beside and dated else 1.0
        figure.update_xaxes(domain=[0, end])
        figure.update_yaxes(domain=[max(0.0, 1 - (first - 30) / height), 1])
        plot = _Lines(points, form=form, series=series, width=(width - margin) * end)
        texts += plot.add(figure, joins=joins, ticks=ticks, number=number)
    else:
        figure.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
    if dated:
        top = 1 - (first + gap) / height if not beside else 1.0
        bare = {"showgrid": False, "zeroline": False, "showline": False, "showticklabels": False, "fixedrange": True}
        figure.update_layout(
            xaxis2={**bare, "domain": [start, 1], "anchor": "y2"},
            yaxis2={**bare, "domain": [max(0.0, top - deep / height), top], "range": [deep, 0], "anchor": "x2"},
        )
        if gap:
            _hairline(figure, at=top + gap / 2 / height)
        texts += add_dated(figure, dated, left=left, width=room, size=size)
    figure.update_layout(annotations=texts)
    return figure.as_mapping()


def _hairline(figure: Figure, *, at: float) -> None:
    line = {"color": colour("hairline"), "width": 1}
    figure.add_shape(type="line", xref="paper", yref="paper", x0=-0.5, x1=1.5, y0=at, y1=at, line=line)


class _Lines:
    """The panel of lines on the axes x and y; ``width`` in pixels of the layout."""

    def __init__(self, points: pd.DataFrame, *, form: str, series: Sequence[Series], width: float) -> None:
        self.rows: list[dict[Any, Any]] = rows_of(points)
        self.form, self.series = form, {line.code: line for line in series}
        self.size, self.width = TEXT_SIZE[form], width
        years = [float(row["x"]) for row in self.rows]
        self.first, self.last = min(years), max(years)
        self.low = self.first - (0.8 if form != "narrow" else 0.6)
        self.high = self.last + 0.5
        self.per_year = width / (self.high - self.low)
        highest = max(float(row["value"]) for row in self.rows)
        # Above the highest value there is room for its large number and the name of its line.
        self.top = highest * (1 + (_LARGE[form] * 1.3 + self.size * 1.4 + 12) / (_PLOT[form] - 80))

    def add(
        self,
        figure: Figure,
        *,
        joins: Sequence[tuple[int, int]],
        ticks: pd.DataFrame,
        number: Callable[[float], str],
    ) -> list[dict[str, Any]]:
        marks = tick_values(0, self.top, most=5)
        years = list(range(int(-(-self.first // 1)), int(self.last) + 1)) or [int(self.last)]
        figure.update_xaxes(
            range=[self.low, self.high],
            tickvals=years,
            ticktext=[self._year(year, years) for year in years],
            tickfont={"size": self.size, "color": colour("ink")},
        )
        figure.update_yaxes(
            range=[0, self.top],
            tickvals=marks,
            ticktext=[number(mark) for mark in marks],
            showgrid=True,
            tickfont={"size": self.size - 1, "color": colour("muted")},
            **ZERO_LINE,
        )
        for first, second in joins:
            self._join(figure, self.rows[first], self.rows[second])
        self._add_ticks(figure, ticks)
        for row in self.rows:
            self._dot(figure, row)
        texts = [text for row in self._with_number() for text in self._labels(row)] + self._tick_label(ticks)
        return texts + [text for line in self.series.values() for text in self._name(line)]

    def _year(self, year: int, years: Sequence[int]) -> str:
        """Years in four digits where there is room, else in two between the first and the last."""
        whole = self.form != "narrow" or len(years) < 6 or year in (years[0], years[-1])
        return str(year) if whole else f"{year % 100:02d}"

    def _role(self, row: Mapping[Any, Any]) -> str:
        return self.series[str(row["series"])].role

    def _join(self, figure: Figure, first: Mapping[Any, Any], second: Mapping[Any, Any]) -> None:
        strong = self._role(first) != "other"
        figure.add_trace(
            scatter(
                x=[first["x"], second["x"]],
                y=[first["value"], second["value"]],
                mode="lines",
                line={"color": colour(self._role(first)), "width": 3 if strong else 2},
                hoverinfo="skip",
            )
        )

    def _dot(self, figure: Figure, row: Mapping[Any, Any]) -> None:
        role = self._role(row)
        empty = bool(row["hollow"]) or bool(row["apart"])
        figure.add_trace(
            scatter(
                x=[row["x"]],
                y=[row["value"]],
                mode="markers",
                marker={
                    "symbol": "diamond" if row["apart"] else "circle",
                    "size": _SMALL if row["small"] else _APART if row["apart"] else _DOT,
                    "color": colour("paper" if empty else role),
                    "line": {"color": colour(role), "width": 2},
                },
                cliponaxis=False,
                customdata=[row["hover"]],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )

    def _add_ticks(self, figure: Figure, ticks: pd.DataFrame) -> None:
        for row in rows_of(ticks):
            figure.add_trace(
                scatter(
                    x=[row["x"]],
                    y=[row["value"]],
                    mode="markers",
                    marker={
                        "symbol": "line-ew-open",
                        "size": 14,
                        "color": colour("muted"),
                        "line": {"color": colour("muted"), "width": 2},
                    },
                    customdata=[row["hover"]],
                    hovertemplate="%{customdata}<extra></extra>",
                )
            )

    def _tick_label(self, ticks: pd.DataFrame) -> list[dict[str, Any]]:
        if ticks.empty:
            return []
        last: dict[Any, Any] = rows_of(ticks)[-1]
        if self.form == _CROWDED:  # right of it stands the name of a line
            first: dict[Any, Any] = rows_of(ticks)[0]
            place: dict[str, Any] = {"x": first["x"], "xanchor": "right", "xshift": -12}
        else:
            place = {"x": last["x"], "xshift": 12}
        return [label(y=last["value"], text=str(last["text"]), role="muted", size=self.size - 1, **place)]

    def _with_number(self) -> list[dict[Any, Any]]:
        """The points whose number has room: on a crowded form not those below a line or beside a large number."""
        if self.form != _CROWDED:
            return self.rows
        return [row for row in self.rows if row["telling"] or row["apart"] or self._has_room(row)]

    def _has_room(self, row: Mapping[Any, Any]) -> bool:
        per_unit = (_PLOT[self.form] - 80) * FLATTEST / self.top
        own = text_width(str(row["text"]), self.size)
        for other in self.rows:
            above = (float(other["value"]) - float(row["value"])) * per_unit
            across = abs(float(other["x"]) - float(row["x"])) * self.per_year
            if other["series"] != row["series"] and across < self.per_year * 0.9 and 0 < above < self.size * 1.3 + 22:
                return False
            large = text_width(str(other["text"]), _LARGE[self.form])
            if other["telling"] and other is not row and other["series"] == row["series"]:
                reach = large - 18 if other["x"] > row["x"] else large / 2
                if across < reach + own / 2 + 4:
                    return False
        return True

    def _labels(self, row: Mapping[Any, Any]) -> list[dict[str, Any]]:
        """The number of a point: large at the ends of a line; none for part-years."""
        if row["small"]:
            return []
        line = self.series[str(row["series"])]
        look: dict[str, Any] = {"role": text_role(line.role), "size": self.size - (self.form == "narrow")}
        if row["apart"]:
            look |= {"role": "muted", "xanchor": "center", "yanchor": "bottom", "yshift": 11}
        elif row["telling"]:
            look |= {"size": _LARGE[self.form]} | self._end(row, line, up=0)
        else:
            look |= {"xanchor": "center", "yanchor": "bottom", "yshift": 9}
        text = f"<b>{row['text']}</b>" if row["telling"] and not row["apart"] else str(row["text"])
        return [label(row["x"], row["value"], text, **look)]

    def _end(self, row: Mapping[Any, Any], line: Series, *, up: int) -> dict[str, Any]:
        """Where the large number of an end stands, or ``up`` pixels above it the name."""
        if row["series_end"]:
            if not line.above and (self.high - float(row["x"])) * self.per_year > _BESIDE:
                half = int(_LARGE[self.form] * 0.65) if up else 0
                return {"xshift": 12, "yanchor": "bottom" if up else "middle", "yshift": half}
            return {"xanchor": "right", "xshift": 18, "yanchor": "bottom", "yshift": 8 + up}
        if not line.above:
            return {"xanchor": "center", "yanchor": "top", "yshift": -9}
        first = float(row["x"]) == self.first
        return {
            "xanchor": "center" if first else "right",
            "xshift": 0 if first else 18,
            "yanchor": "bottom",
            "yshift": 8,
        }

    def _name(self, line: Series) -> list[dict[str, Any]]:
        """The name at the end of its line, above the large number."""
        ends = [row for row in self.rows if row["series"] == line.code and row["series_end"]]
        if not ends:
            return []
        place = self._end(ends[0], line, up=int(_LARGE[self.form] * 1.3))
        right = place.get("xanchor") == "right"
        if self.form == _CROWDED and not right and not line.above:  # the other line is near above
            place = {"xshift": 12, "yanchor": "top", "yshift": -int(_LARGE[self.form] * 0.65)}
        room = (float(ends[0]["x"]) - self.low if right else self.high - float(ends[0]["x"])) * self.per_year
        written = wrap(line.name, width=max(room - 8, 112), size=self.size)
        if not right:  # a word too long for what is left of the plot begins nearer to the end of its line
            place["xshift"] -= max(0, int(text_width(written, self.size * _BOLD) + place["xshift"] - room) + 1)
        text = f"<b>{written}</b>"
        return [label(ends[0]["x"], ends[0]["value"], text, role=text_role(line.role), size=self.size, **place)]
