"""Columns by year with a part in front of the whole, years without values as gaps; it must not choose or compute.

Frames of columns (oldest first) have year (int), value, text (its number), key (bool: with it on wide forms too),
hollow, hover, starred (bool: the year carries a mark), and for the part ``part`` (NaN where unknown), ``part_text``,
``part_hollow``, ``part_hover``. Values are in the units of the axis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from app.figures.axes import ZERO_LINE, gap_label, runs_of, tick_values
from app.figures.plain import Figure, bar, rows_of
from app.figures.template import TEXT_SIZE, label, new_figure, text_width
from app.theme import colour, text_role

_HEIGHT: Mapping[str, int] = {"wide": 400, "slide": 430, "square": 300}
_ROW, _GAP = 27, 23  # pixels of a row with values and of one without, on a narrow form
_NARROW = 350  # pixels of a narrow phone
_DENSE = 14  # years from which texts may be wider than columns
# Pixels between years on the narrowest size of a form, for as many years as the columns span.
_WIDTH: Mapping[str, int] = {"wide": 650, "slide": 1000, "square": 445}
_THICK = 0.74  # part of a year that its column takes
_THIN = 0.04  # part of the highest column below which a part has no edge: it would cover it
_STAR = "*"


def columns(
    values: pd.DataFrame,
    *,
    form: str,
    part_role: str,
    gap_word: str,
    number: Callable[[float], str],
    years: Callable[[int, int], str],
) -> dict[str, Any]:
    """The figure; ``number`` writes a tick, ``years`` a run of years, ``gap_word`` stands where there are no values."""
    if form == "narrow":
        return _rows(values, part_role=part_role, gap_word=gap_word, years=years).as_mapping()
    return _standing(values, form=form, part_role=part_role, gap_word=gap_word, number=number).as_mapping()


def _standing(
    values: pd.DataFrame, *, form: str, part_role: str, gap_word: str, number: Callable[[float], str]
) -> Figure:
    size = TEXT_SIZE[form] - 1
    bottom = int(size * 1.3) + 14
    figure = new_figure(
        form=form,
        height=_HEIGHT[form] + bottom,
        margin={"l": 40, "r": 4 if form == "wide" else 14, "t": 4, "b": bottom},
    )
    first, last = int(values["year"].min()), int(values["year"].max())
    high = float(values["value"].max()) * (1 + 2.9 * size / (_HEIGHT[form] - 3 * size))
    ticks = tick_values(0, high, most=5)
    figure.update_xaxes(range=[first - 0.7, last + 0.7], showticklabels=False)
    figure.update_yaxes(
        range=[0, high],
        tickvals=ticks,
        ticktext=[number(tick) for tick in ticks],
        showgrid=True,
        tickfont={"size": size, "color": colour("muted")},
        **ZERO_LINE,
    )
    thick = _THICK if last - first > _DENSE else 0.5
    _add_columns(figure, values, part_role=part_role, across=False, places=values["year"].tolist(), thick=thick)
    texts = _year_ticks(values, size=size, sparse=form == "square")
    pitch = _WIDTH[form] / (last - first + 1.4)
    texts += _standing_labels(values, size=size, part_role=part_role, sparse=form == "square", pitch=pitch)
    known = set(values["year"])
    missing = {year: float(year) for year in range(first, last + 1) if year not in known}
    texts += [gap_label(run, gap_word, size=size - 1) for run in runs_of(missing) if form != "square" or len(run) > 3]
    figure.update_layout(annotations=texts, barmode="overlay")
    return figure


def _add_columns(
    figure: Figure, values: pd.DataFrame, *, part_role: str, across: bool, places: list[float], thick: float
) -> None:
    """The whole as a neutral column, the part in front of it from the same base."""
    sides = (("value", "hollow", "hover", "filling"), ("part", "part_hollow", "part_hover", part_role))
    for value, hollow, hover, role in sides:
        drawn = values[value].notna().tolist()
        rows = values[drawn]
        at = [place for place, known in zip(places, drawn, strict=True) if known]
        along = rows[value].tolist()
        unsure = [bool(h) for h in rows[hollow]]
        edge = "other" if role == "filling" else role
        least = float(values["value"].max()) * _THIN
        widths = [2 if h else 1 if length > least else 0 for h, length in zip(unsure, along, strict=True)]
        figure.add_trace(
            bar(
                x=along if across else at,
                y=at if across else along,
                orientation="h" if across else "v",
                width=thick,
                marker={
                    "color": [colour("paper" if h else role) for h in unsure],
                    "line": {"color": [colour(edge if h else "paper") for h in unsure], "width": widths},
                },
                customdata=rows[hover].tolist(),
                hovertemplate="%{customdata}<extra></extra>",
            )
        )


def _year_ticks(values: pd.DataFrame, *, size: int, sparse: bool) -> list[dict[str, Any]]:
    """Years below their places, in two digits but for the first, the last and decades; those without values muted."""
    stars = {int(row["year"]): bool(row["starred"]) for row in rows_of(values)}
    first, last = min(stars), max(stars)
    dense = last - first > _DENSE
    whole = {first, last, *(year for year in stars if year % 10 == 0 and (sparse or year - 1 not in stars))}
    whole = whole if dense else set(range(first, last + 1))
    texts = []
    for year in range(first, last + 1):
        crowded = dense and year not in stars and (year - 1 in whole or year + 1 in whole)
        if crowded or (sparse and year not in whole):
            continue
        shown = (str(year) if year in whole else f"{year % 100:02d}") + (_STAR if stars.get(year) else "")
        role = "ink" if year in stars else "muted"
        text = f"<b>{shown}</b>" if year == last else shown
        texts.append(
            label(year, 0, text, role=role, size=size, xanchor="center", yanchor="top", yref="y domain", yshift=-6)
        )
    return texts


def _standing_labels(
    values: pd.DataFrame, *, size: int, part_role: str, sparse: bool, pitch: float
) -> list[dict[str, Any]]:
    """Above a column the share of its part, above that its number where it is a telling one."""
    heights = {int(row["year"]): float(row["value"]) for row in rows_of(values)}
    newest = max(heights)
    texts = []
    for row in rows_of(values):
        side = _free_side(int(row["year"]), heights, newest=newest)
        up = 3
        if row["part_text"] and not (sparse and row["year"] != newest):
            texts.append(_above(row, str(row["part_text"]), role=text_role(part_role), size=size, up=up, side=side))
            up += int(size * 1.3)
        if row["key"]:
            number = _above(row, f"<b>{row['text']}</b>", role="ink", size=size, up=up, side=side)
            texts.append(_clear(number, heights, width=text_width(str(row["text"]), size + 1) / pitch))
    return texts


def _free_side(year: int, heights: Mapping[int, float], *, newest: int) -> str:
    """Where a text wider than its column may reach: to the side whose column is lower."""
    if newest - min(heights) <= _DENSE:
        return "both"
    own, left, right = heights[year], heights.get(year - 1, 0.0), heights.get(year + 1, 0.0)
    if (right > own or year == newest) and left <= own:
        return "left"
    return "right" if left > own >= right else "both"


def _clear(text: dict[str, Any], heights: Mapping[int, float], *, width: float) -> dict[str, Any]:
    """A number clear of higher columns in the ``width`` it reaches to the left, in years: moved right, and up."""
    end, base = float(text["x"]), float(text["y"])
    if text["xanchor"] != "right":
        return text
    beyond = [year for year, height in heights.items() if end - width < year + _THICK / 2 < end and height > base]
    if not beyond:
        return text
    start = max(beyond) + _THICK / 2 + 0.15
    under = [
        height for year, height in heights.items() if start < year + _THICK / 2 and year - _THICK / 2 < start + width
    ]
    return {**text, "x": start, "xanchor": "left", "y": max(base, *under)}


def _above(row: Mapping[Any, Any], text: str, *, role: str, size: int, up: int, side: str) -> dict[str, Any]:
    place = {"left": row["year"] + _THICK / 2, "right": row["year"] - _THICK / 2, "both": row["year"]}[side]
    anchor = {"left": "right", "right": "left", "both": "center"}[side]
    return label(place, row["value"], text, role=role, size=size, xanchor=anchor, yanchor="bottom", yshift=up)


def _rows(values: pd.DataFrame, *, part_role: str, gap_word: str, years: Callable[[int, int], str]) -> Figure:
    """Bars below each other, the newest on top, all with their numbers."""
    form = "narrow"
    size = TEXT_SIZE[form]
    places, gaps, end = _row_places(values, years)
    left = int(max(text_width(name, size) for name, _ in [("0000*", 0.0), *gaps])) + 12
    room = max(text_width(f"{row['text']}  {row['part_text']}", size) for row in rows_of(values)) + 14
    figure = new_figure(form=form, height=int(end), margin={"l": left, "r": 0, "t": 0, "b": 0})
    high = float(values["value"].max()) / (1 - room / (_NARROW - left))
    figure.update_xaxes(range=[0, high], showticklabels=False, **ZERO_LINE)
    figure.update_yaxes(range=[end, 0], showticklabels=False)
    _add_columns(figure, values, part_role=part_role, across=True, places=places, thick=_ROW * 0.62)
    texts = []
    for row, place in zip(rows_of(values), places, strict=True):
        name = f"{row['year']}{_STAR if row['starred'] else ''}"
        texts.append(label(0, place, f"<b>{name}</b>" if row["key"] else name, size=size, xref="paper", xshift=-left))
        number = f"<b>{row['text']}</b>" if row["key"] else str(row["text"])
        texts.append(label(row["value"], place, number, size=size, xshift=5))
        if row["part_text"]:
            shift = 13 + int(text_width(str(row["text"]), size))
            texts.append(
                label(row["value"], place, str(row["part_text"]), role=text_role(part_role), size=size, xshift=shift)
            )
    for name, place in gaps:
        texts.append(label(0, place, name, role="muted", size=size - 1, xref="paper", xshift=-left))
        texts.append(label(0, place, gap_word, role="muted", size=size - 1, xshift=5))
    figure.update_layout(annotations=texts, barmode="overlay")
    return figure


def _row_places(
    values: pd.DataFrame, written: Callable[[int, int], str]
) -> tuple[list[float], list[tuple[str, float]], float]:
    """Pixels from the top: of each row, of each run of years without values with its name, and of the end."""
    years = [int(year) for year in values["year"]]
    places = [0.0] * len(years)
    gaps: list[tuple[str, float]] = []
    at = 4.0
    for i in reversed(range(len(years))):
        if i < len(years) - 1 and years[i + 1] - years[i] > 1:
            first, last = years[i] + 1, years[i + 1] - 1
            gaps.append((str(first) if first == last else written(first, last), at + _GAP / 2))
            at += _GAP
        places[i] = at + _ROW / 2
        at += _ROW
    return places, gaps, at + 4
