"""A staircase of counted steps over time, and the same as bars below each other on small forms; it must not compute.

The frame of steps (oldest first; the start is the first, at height 0) has at (years), start, end (what is known of the
date), height (in units of the axis), text (number), date, gap (time from the step before, "" for the start), exact
(bool: the day is known), ring (bool), hover.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from app.figures.panels import LEAST_WIDTH
from app.figures.plain import Figure, rows_of, scatter
from app.figures.template import TEXT_SIZE, label, new_figure, text_width, wrap
from app.theme import colour, text_role

_HEIGHT: Mapping[str, int] = {"wide": 380, "slide": 370}
_ROW = 64  # pixels of a step on small forms
_LINE = 1.3
_BEYOND = 0.7  # years that the last tread goes on
_ROLE = "vehicles"


def staircase(steps: pd.DataFrame, *, form: str, bracket: tuple[float, float, float, str] | None) -> dict[str, Any]:
    """The figure; ``bracket`` is a span with its height and words above it, where one is to be shown."""
    if form in _HEIGHT:
        return _stairs(steps, form=form, bracket=bracket).as_mapping()
    return _bars(steps, form=form).as_mapping()


def _stairs(steps: pd.DataFrame, *, form: str, bracket: tuple[float, float, float, str] | None) -> Figure:
    size = TEXT_SIZE[form]
    top, bottom = int(size * _LINE * 2) + 14, int(size * _LINE) + 16
    figure = new_figure(form=form, height=_HEIGHT[form] + top + bottom, margin={"l": 6, "r": 6, "t": top, "b": bottom})
    rows = rows_of(steps)
    first, last = float(rows[0]["start"]), float(rows[-1]["end"]) + _BEYOND
    figure.update_xaxes(range=[first - 0.2, last], showticklabels=False)
    figure.update_yaxes(range=[0, float(steps["height"].max())], showticklabels=False)
    _add_stairs(figure, steps, end=last)
    _add_marks(figure, steps, places=steps["height"].tolist())
    pitch = (LEAST_WIDTH[form] - 12) / (last - first + 0.2)
    texts = [_year_text(row, size=size) for row in rows]
    texts += [_step_text(row, size=size) for row in rows[1:]]
    texts += [_tread_text(before, row, size=size, pitch=pitch) for before, row in pairwise(rows)]
    if bracket is not None:
        figure.add_shape(
            type="line",
            x0=bracket[0],
            x1=bracket[1],
            y0=bracket[2],
            y1=bracket[2],
            line={"color": colour("muted"), "width": 1, "dash": "dot"},
        )
        texts.append(
            label(
                bracket[0],
                bracket[2],
                bracket[3],
                role="muted",
                size=size,
                xanchor="left",
                yanchor="bottom",
                yshift=4,
            )
        )
    figure.update_layout(annotations=texts)
    return figure


def _add_stairs(figure: Figure, steps: pd.DataFrame, *, end: float) -> None:
    """Level until the next step is counted: what lies between is not known."""
    x: list[float] = []
    y: list[float] = []
    before = 0.0
    for row in rows_of(steps):
        x += [row["at"], row["at"]]
        y += [before, row["height"]]
        before = row["height"]
    figure.add_trace(
        scatter(
            x=[*x, end],
            y=[*y, before],
            mode="lines",
            fill="tozeroy",
            fillcolor=colour(f"{_ROLE}-soft"),
            line={"color": colour(_ROLE), "width": 2.5},
            hoverinfo="skip",
        )
    )


def _add_marks(figure: Figure, steps: pd.DataFrame, *, places: list[float]) -> None:
    """A dot where the day is known, a bar as long as the year where only that is; a ring around the report's event."""
    for row, place in zip(rows_of(steps), places, strict=True):
        if not row["exact"]:
            figure.add_trace(
                scatter(
                    x=[row["start"], row["end"]],
                    y=[place, place],
                    mode="lines",
                    line={"color": colour("ink"), "width": 5},
                    cliponaxis=False,
                    hoverinfo="skip",
                )
            )
    rings = [i for i, ring in enumerate(steps["ring"]) if ring]
    figure.add_trace(
        scatter(
            x=[float(steps["at"].iloc[i]) for i in rings],
            y=[places[i] for i in rings],
            mode="markers",
            cliponaxis=False,
            marker={"size": 20, "color": "rgba(0,0,0,0)", "line": {"color": colour("ink"), "width": 2}},
            hoverinfo="skip",
        )
    )
    figure.add_trace(
        scatter(
            x=steps["at"].tolist(),
            y=places,
            mode="markers",
            cliponaxis=False,
            marker={
                "size": [11 if exact else 16 for exact in steps["exact"]],
                "opacity": [1.0 if exact else 0.0 for exact in steps["exact"]],
                "color": colour(_ROLE),
                "line": {"color": colour("paper"), "width": 1},
            },
            customdata=steps["hover"].tolist(),
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _year_text(row: Mapping[Any, Any], *, size: int) -> dict[str, Any]:
    year = str(int(row["start"]))
    left = row["height"] == 0
    return label(
        row["start"] if left else row["at"],
        0,
        year,
        role="muted",
        size=size - 1,
        xanchor="left" if left else "center",
        yanchor="top",
        yref="y domain",
        yshift=-8,
    )


def _step_text(row: Mapping[Any, Any], *, size: int) -> dict[str, Any]:
    """Number and date above the step, to its left: that side is free."""
    text = f"<b>{row['text']}</b><br>{row['date']}"
    up = 14 if row["ring"] else 8
    return label(row["at"], row["height"], text, size=size, xanchor="right", yanchor="bottom", yshift=up, xshift=2)


def _tread_text(before: Mapping[Any, Any], row: Mapping[Any, Any], *, size: int, pitch: float) -> dict[str, Any]:
    """The time from step to step, in the middle above the tread."""
    room = (row["at"] - before["at"]) * pitch - 8
    text = wrap(str(row["gap"]), width=room, size=size)
    return label(
        (before["at"] + row["at"]) / 2,
        before["height"],
        "<br>".join(f"<b>{line}</b>" for line in text.split("<br>")),
        role=text_role(_ROLE),
        size=size,
        xanchor="center",
        yanchor="bottom",
        yshift=6,
    )


def _bars(steps: pd.DataFrame, *, form: str) -> Figure:
    """A bar for each time between steps at its place in time, with the step it leads to."""
    size = TEXT_SIZE[form]
    rows = rows_of(steps)
    bottom = int(size * _LINE) + 10
    height = _ROW * (len(rows) - 1)
    side = int(text_width("0000", size) / 2) + 6
    figure = new_figure(form=form, height=height + bottom, margin={"l": 4, "r": side, "t": 0, "b": bottom})
    figure.update_xaxes(range=[rows[0]["start"], rows[-1]["end"]], showticklabels=False)
    figure.update_yaxes(range=[height, 0], showticklabels=False)
    places = [_ROW * i + size * _LINE + 22 for i in range(len(rows) - 1)]
    texts = []
    for before, row, place in zip(rows, rows[1:], places, strict=False):
        _add_bar(figure, before["at"], row["at"], place=place)
        texts += _bar_texts(row, top=place - size * _LINE - 14, size=size, side=side)
    _add_marks(figure, steps.iloc[1:], places=places)
    pitch = (LEAST_WIDTH[form] - side - 4) / (rows[-1]["end"] - rows[0]["start"])
    kept = _with_room(rows, room=text_width("0000", size - 1) + 10, pitch=pitch)
    texts += [_year_text(row, size=size) for row in kept]
    figure.update_layout(annotations=texts, shapes=[_upright(row["at"]) for row in kept])
    return figure


def _add_bar(figure: Figure, start: float, end: float, *, place: float) -> None:
    figure.add_trace(
        scatter(
            x=[start, end],
            y=[place, place],
            mode="lines",
            line={"color": colour(_ROLE), "width": 8},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )


def _bar_texts(row: Mapping[Any, Any], *, top: float, size: int, side: int) -> list[dict[str, Any]]:
    """Above a bar: the step it leads to on the left, the time it took on the right."""
    step = f"<b>{row['text']}</b> · {row['date']}"
    return [
        label(0, top, step, size=size, xref="paper", xshift=-4, yanchor="top"),
        label(
            1,
            top,
            f"<b>{row['gap']}</b>",
            role=text_role(_ROLE),
            size=size,
            xref="paper",
            xanchor="right",
            xshift=side,
            yanchor="top",
        ),
    ]


def _with_room(rows: list[dict[Any, Any]], *, room: float, pitch: float) -> list[dict[Any, Any]]:
    """The rows whose years can stand on the axis without touching: first and last before those between."""
    kept: list[dict[Any, Any]] = []
    for row in (rows[0], rows[-1], *rows[1:-1]):
        if all(abs(row["at"] - other["at"]) * pitch >= room for other in kept):
            kept.append(row)
    return kept


def _upright(at: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "layer": "below",
        "line": {"color": colour("grid"), "width": 1},
    }
