"""A few measures for the same periods, one scale, pieces as bars and value added as a mark; it must not choose rows.

Frames of values have the columns row (int, 0 on top), measure (int, place in ``measures``), value, text, hollow, hover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.figures.pair_marks import SIZES, SYMBOLS
from app.figures.plain import Figure, bar, rows_of, scatter
from app.figures.template import TEXT_SIZE, label, text_width, wrap
from app.theme import colour, text_role

ROW = 30  # pixels of a row of facets
LINE = 19  # pixels of a value in a group
_FACETS = 490  # pixels of all facets on the narrowest wide form, for room at the ends
_LEFT = 0.115  # part of the width that the names of the periods take
_LEAST = 150  # pixels of a facet
_NAME = 116  # pixels of a name above the zero line of a facet, which values below zero have moved to the right


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure: its colour, whether it is counted in pieces (a bar) or is value added (a mark), and its name."""

    role: str
    pieces: bool
    name: str
    detail: str


def facets_head(measures: Sequence[Measure], *, form: str) -> int:
    """Pixels of the names above facets, none of which takes more lines than where it has the least room."""
    size = TEXT_SIZE[form] - 1
    lines = max(wrap(measure.name, width=_NAME, size=size).count("<br>") + 2 for measure in measures)
    return int(lines * size * 1.3) + 10


def groups_height(rows: int, *, size: int) -> int:
    """Pixels of so many groups and the names of three measures above them."""
    return int((3.4 + rows * 3.9) * LINE * size / 14)


def add_facets(
    figure: Figure,
    values: pd.DataFrame,
    *,
    names: Sequence[str],
    measures: Sequence[Measure],
    form: str,
    top: float,
    bottom: float,
    missing: str,
    shift: int = 0,
) -> list[dict[str, Any]]:
    """The measures beside each other, all on one scale, their names above ``top``; gives the texts.

    ``top`` and ``bottom`` are parts of the height, ``shift`` moves the names of the rows to the left edge.
    """
    size = TEXT_SIZE[form] - 1
    rows = len(names)
    texts: list[dict[str, Any]] = []
    figure.update_layout(yaxis2=_hidden(range=[rows, 0], domain=[bottom, top], anchor="x2"))
    facets = _facets(values, measures, size=size)
    zeros = [*(start + (stop - start) * -low / (high - low) for start, stop, low, high in facets), 1.0]
    for i, (start, stop, low, high) in enumerate(facets):
        axis = str(i + 2)
        figure.update_layout(**{f"xaxis{axis}": _hidden(range=[low, high], domain=[start, stop], anchor="y2")})
        own = values[values["measure"] == i]
        texts += _draw(
            figure, own, own["row"] + 0.5, measures[i], size=size, x=f"x{axis}", y="y2", thick=0.5, form=form
        )
        texts += _blanks(own, rows, missing, size=size, x=f"x{axis}")
        _zero(figure, x=f"x{axis}", y="y2", y0=0.05, y1=rows - 0.05)
        room = (zeros[i + 1] - zeros[i]) * _FACETS / (1 - _LEFT) - 12
        name = wrap(measures[i].name, width=max(_NAME, room), size=size)
        heading = f"<b>{name}</b><br>{measures[i].detail}"
        texts.append(
            label(
                0,
                0,
                heading,
                role=text_role(measures[i].role),
                size=size,
                xref=f"x{axis}",
                yref="y2",
                yanchor="bottom",
                xshift=-1,
                yshift=5,
            )
        )
    texts += [
        label(0, row + 0.5, name, role="ink", size=size, xref="paper", yref="y2", xshift=shift)
        for row, name in enumerate(names)
    ]
    return texts


def _facets(values: pd.DataFrame, measures: Sequence[Measure], *, size: int) -> list[tuple[float, float, float, float]]:
    """For each measure: where it begins and ends (parts of the width) and the range of its axis; one scale for all."""
    spans, rooms = [], []
    for i in range(len(measures)):
        own = values[values["measure"] == i]
        low, high = min(0.0, float(own["value"].min())), max(0.0, float(own["value"].max()))
        width = max((text_width(str(text), size) for text in own["text"]), default=0.0) + 16
        spans.append((low, high) if len(own) else (0.0, 0.0))
        rooms.append((width if low < 0 else 4.0, width))
    total = sum(high - low for low, high in spans) or 1.0
    gap = 14.0
    value = (_FACETS - sum(sum(room) for room in rooms) - gap * (len(measures) - 1)) / total
    widths = [max(_LEAST, (high - low) * value + sum(room)) for (low, high), room in zip(spans, rooms, strict=True)]
    scale = (1 - _LEFT) / (sum(widths) + gap * (len(measures) - 1))
    found, start = [], _LEFT
    for (low, _), room, width in zip(spans, rooms, widths, strict=True):
        first = low - room[0] / value
        found.append((start, start + width * scale, first, first + width / value))
        start += (width + gap) * scale
    return [(a, min(b, 1.0), low, high) for a, b, low, high in found]


def add_groups(
    figure: Figure,
    values: pd.DataFrame,
    *,
    names: Sequence[str],
    measures: Sequence[Measure],
    form: str,
    top: float,
    bottom: float,
    start: float,
    left: float,
    room: int,
    missing: str,
    shift: int = 0,
) -> list[dict[str, Any]]:
    """The measures of a period below each other, period by period.

    ``start`` and ``left`` are the parts of the width where names and values begin, ``room`` the pixels the values have
    on the narrowest screen.
    """
    size = SIZES[form].text
    low, high = min(0.0, float(values["value"].min())), max(0.0, float(values["value"].max()))
    widest = max(text_width(str(text), size) for text in values["text"]) + 16
    value = ((high - low) or 1.0) / (room - widest * (2 if low < 0 else 1))
    low, high = low - (widest * value if low < 0 else 0), high + widest * value
    end = 3.4 + len(names) * 3.9
    figure.update_layout(
        xaxis2=_hidden(range=[low, high], domain=[left, 1], anchor="y2"),
        yaxis2=_hidden(range=[end, 0], domain=[bottom, top], anchor="x2"),
    )
    texts = []
    for i, measure in enumerate(measures):
        own = values[values["measure"] == i]
        places = own["row"] * 3.9 + 3.9 + i
        texts += _draw(figure, own, places, measure, size=size, x="x2", y="y2", thick=0.62, form=form)
        known = set(own["row"])
        texts += [
            label(0, row * 3.9 + 3.9 + i, missing, role="muted", size=size, xref="x2", yref="y2", xshift=6)
            for row in range(len(names))
            if row not in known
        ]
        name = f"<b>{measure.name}</b> {measure.detail}"
        texts.append(
            label(start, i + 0.5, name, role=text_role(measure.role), size=size, xref="paper", yref="y2", xshift=shift)
        )
    for row, name in enumerate(names):
        _zero(figure, x="x2", y="y2", y0=row * 3.9 + 3.3, y1=row * 3.9 + 6.5)
        texts.append(label(start, row * 3.9 + 3.9, name, role="ink", size=size, xref="paper", yref="y2", xshift=shift))
    return texts


def _draw(
    figure: Figure,
    own: pd.DataFrame,
    places: pd.Series[float],
    measure: Measure,
    *,
    size: int,
    x: str,
    y: str,
    thick: float,
    form: str,
) -> list[dict[str, Any]]:
    """The values of a measure as bars or as marks on a thin line, with their numbers; gives the numbers."""
    if measure.pieces:
        figure.add_trace(
            bar(
                x=own["value"].tolist(),
                y=places.tolist(),
                orientation="h",
                width=thick,
                marker={
                    "color": [colour("paper" if h else measure.role) for h in own["hollow"]],
                    "line": {"color": colour(measure.role), "width": [2 if h else 0 for h in own["hollow"]]},
                },
                customdata=own["hover"].tolist(),
                hovertemplate="%{customdata}<extra></extra>",
                xaxis=x,
                yaxis=y,
            )
        )
    else:
        _marks(figure, own, places, measure, x=x, y=y, form=form)
    reach = 6 if measure.pieces else 12
    return [
        label(
            row["value"],
            place,
            str(row["text"]),
            role=text_role(measure.role),
            size=size,
            xref=x,
            yref=y,
            xanchor="right" if row["value"] < 0 else "left",
            xshift=-reach if row["value"] < 0 else reach,
        )
        for row, place in zip(rows_of(own), places, strict=True)
    ]


def _marks(
    figure: Figure, own: pd.DataFrame, places: pd.Series[float], measure: Measure, *, x: str, y: str, form: str
) -> None:
    stems = [
        (v, p)
        for value, place in zip(own["value"], places, strict=True)
        for v, p in ((0, place), (value, place), (None, place))
    ]
    figure.add_trace(
        scatter(
            x=[v for v, _ in stems],
            y=[p for _, p in stems],
            mode="lines",
            hoverinfo="skip",
            line={"color": colour(f"{measure.role}-soft"), "width": 3},
            xaxis=x,
            yaxis=y,
        )
    )
    figure.add_trace(
        scatter(
            x=own["value"].tolist(),
            y=places.tolist(),
            mode="markers",
            marker={
                "symbol": SYMBOLS[measure.role],
                "size": SIZES[form].marks[0] + 1,
                "color": [colour("paper" if h else measure.role) for h in own["hollow"]],
                "line": {
                    "color": [colour(measure.role if h else "paper") for h in own["hollow"]],
                    "width": [2 if h else 1 for h in own["hollow"]],
                },
            },
            customdata=own["hover"].tolist(),
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
            xaxis=x,
            yaxis=y,
        )
    )


def _blanks(own: pd.DataFrame, rows: int, missing: str, *, size: int, x: str) -> list[dict[str, Any]]:
    """A word where a period has no value of a measure."""
    known = set(own["row"])
    return [
        label(0, row + 0.5, missing, role="muted", size=size - 1, xref=x, yref="y2", xshift=6)
        for row in range(rows)
        if row not in known
    ]


def _zero(figure: Figure, *, x: str, y: str, y0: float, y1: float) -> None:
    figure.add_shape(
        type="line", xref=x, yref=y, x0=0, x1=0, y0=y0, y1=y1, line={"color": colour("ink"), "width": 1}, layer="below"
    )


def _hidden(**settings: Any) -> dict[str, Any]:
    """An axis without line, ticks and grid."""
    return {"showgrid": False, "zeroline": False, "showticklabels": False, "ticks": "", "fixedrange": True, **settings}
