"""Pairs of values side by side, years grouped below, eras above; it must not choose or rank pairs.

Frames of pairs are those of ``figures.pair_marks``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from app.figures.axes import ZERO_LINE, gap_label, runs_of, tick_values
from app.figures.pair_marks import SIDES, SIZES, Era, Sizes, add_bars, add_marks, clear_of_zero
from app.figures.plain import Figure, rows_of
from app.figures.template import FLATTEST, TEXT_SIZE, label, text_width, wrap
from app.theme import colour, text_role

_START = 0.2  # where the axis begins; the first pair stands at 1
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_LEAST_WIDTH = 560  # pixels of the narrowest plot
_PLOT: Mapping[str, int] = {"wide": 560, "slide": 620, "square": 450}  # its width on the narrowest size of a form
_APART = 3  # pixels between texts that stand beside each other
_CLOSE = 1.1  # of the height of a text: numbers whose heights differ by less stand beside each other


def add_standing(
    figure: Figure,
    pairs: pd.DataFrame,
    *,
    form: str,
    height: int,
    right: int,
    eras: Sequence[Era],
    gap_word: str,
    names: Mapping[str, str],
    number: Callable[[float], str],
) -> list[dict[str, Any]]:
    """Pairs side by side in ``height`` pixels on the axes x and y, years below, eras above; gives the texts.

    ``right`` are the pixels right of the plot.
    """
    sizes = SIZES[form]
    places, missing = _columns(pairs)
    low, high = _range(pairs, height=height, sizes=sizes)
    pixels = height / (high - low)
    end = max([*places, *missing.values()]) + 0.6
    _ground(figure, low=low, high=high, end=end, form=form, number=number)
    add_bars(figure, pairs, places, sizes=sizes, across=False)
    add_marks(figure, pairs, places, sizes=sizes, across=False)
    pitch = _PLOT[form] / (end - _START)
    texts = _year_labels(figure, pairs, places, missing, sizes=sizes, gap_word=gap_word, pitch=pitch)
    texts += _era_labels(figure, pairs, places, eras, size=TEXT_SIZE[form], end=end, right=right)
    texts += _value_labels(pairs, places, sizes=sizes, pixels=pixels, pitch=pitch)
    texts += _names(pairs, names, at=end, size=TEXT_SIZE[form], pixels=pixels)
    return texts


def _columns(pairs: pd.DataFrame) -> tuple[list[float], dict[int, float]]:
    """Where each pair stands, and where the years stand that have none; years stand apart from each other."""
    places: list[float] = []
    missing: dict[int, float] = {}
    years = [int(year) for year in pairs["year"]]
    single = len(set(years)) == len(years)
    place = 0.0
    for i, year in enumerate(years):
        if i and year != years[i - 1]:
            place += 0 if single else 0.4
            for absent in range(years[i - 1] + 1, year):
                missing[absent] = place + 1
                place += 1 if single else 1.2
        place += 1
        places.append(place)
    return places, missing


def _range(pairs: pd.DataFrame, *, height: int, sizes: Sizes) -> tuple[float, float]:
    """The range of values with room for the numbers, and for the marks of pairs without."""
    rows = rows_of(pairs)
    values = [[float(row[side]) for side in SIDES] for row in rows]
    top, bottom = max(0.0, *map(max, values)), min(0.0, *map(min, values))
    beyond = sizes.marks[0] / 2 + sizes.text * 1.5 + 8
    value = ((top - bottom) or 1.0) / (height - 2 * beyond)
    reach = [
        value * (beyond if row["strong"] else sizes.text * 1.5 if row["numbers"] else sizes.marks[1] + 4)
        for row in rows
    ]
    high = max(max(both) + room for both, room in zip(values, reach, strict=True))
    low = min(min(both) - room for both, room in zip(values, reach, strict=True))
    return min(bottom - sizes.marks[1] * value, low), max(top + sizes.marks[1] * value, high)


def _ground(figure: Figure, *, low: float, high: float, end: float, form: str, number: Callable[[float], str]) -> None:
    """Axes, few grid lines, and a clear zero line under the marks."""
    ticks = tick_values(low, high)
    figure.update_xaxes(range=[_START, end], showticklabels=False)
    figure.update_yaxes(
        range=[low, high],
        tickvals=ticks,
        ticktext=[number(tick) for tick in ticks],
        showgrid=True,
        tickfont={"size": SIZES[form].tick, "color": colour("muted")},
        **ZERO_LINE,
    )


def _year_labels(
    figure: Figure,
    pairs: pd.DataFrame,
    places: Sequence[float],
    missing: Mapping[int, float],
    *,
    sizes: Sizes,
    gap_word: str,
    pitch: float,
) -> list[dict[str, Any]]:
    """The kind of each period, its year below, a line over years with several, and a word in years without values."""
    deep = 1 + max(str(kind).count("<br>") for kind in pairs["kind"])
    first, second = 8, 16 + int(deep * sizes.tick * 1.3)
    texts = []
    rows = rows_of(pairs)
    for row, place in zip(rows, places, strict=True):
        kind = f"<b>{row['kind']}</b>" if row["whole"] else str(row["kind"])
        role = "ink" if row["strong"] else "muted"
        texts.append(_below(place, kind, role=role, size=sizes.tick, down=first))
    _spread(texts, pitch=pitch, size=sizes.tick)
    for year in dict.fromkeys(int(row["year"]) for row in rows):
        own = [place for place, row in zip(places, rows, strict=True) if int(row["year"]) == year]
        whole = any(row["whole"] for row in rows if int(row["year"]) == year)
        texts.append(
            _below(
                (own[0] + own[-1]) / 2,
                f"<b>{year}</b>" if whole else str(year),
                role="ink",
                size=sizes.tick + 1,
                down=second,
            )
        )
        figure.add_shape(
            type="line",
            xref="x",
            yref="y domain",
            ysizemode="pixel",
            yanchor=0,
            x0=own[0] - 0.4,
            x1=own[-1] + 0.4,
            y0=3 - second,
            y1=3 - second,
            line={"color": colour("filling"), "width": 1},
            layer="below",
        )
    texts += [_below(place, str(year), role="muted", size=sizes.tick, down=second) for year, place in missing.items()]
    return texts + [gap_label(run, gap_word, size=sizes.tick) for run in runs_of(missing)]


def _below(place: float, text: str, *, role: str, size: int, down: int) -> dict[str, Any]:
    return label(place, 0, text, role=role, size=size, xanchor="center", yanchor="top", yref="y domain", yshift=-down)


def _era_labels(
    figure: Figure,
    pairs: pd.DataFrame,
    places: Sequence[float],
    eras: Sequence[Era],
    *,
    size: int,
    end: float,
    right: int,
) -> list[dict[str, Any]]:
    """A line in the colour of the side ahead over its years, what it says, and a mark where the lead changes."""
    texts = []
    bounds = [_bounds(era, pairs, places) for era in eras]
    for i, (era, (start, stop)) in enumerate(zip(eras, bounds, strict=True)):
        last = i == len(eras) - 1
        room = (end if last else bounds[i + 1][0]) - start
        figure.add_shape(
            type="rect",
            xref="x",
            yref="y domain",
            x0=start,
            x1=stop,
            y0=1,
            y1=1.016,
            fillcolor=colour(era.role),
            line={"width": 0},
            layer="below",
        )
        if room / end * _LEAST_WIDTH + (right if last else 0) > text_width(era.text, size):
            texts.append(
                label(
                    start,
                    1.016,
                    f"<b>{era.text}</b>",
                    role=text_role(era.role),
                    size=size,
                    yanchor="bottom",
                    yref="y domain",
                    yshift=5,
                )
            )
        if i:
            at = start - min(0.25, (start - bounds[i - 1][1]) / 2)
            figure.add_shape(
                type="line",
                xref="x",
                yref="y domain",
                x0=at,
                x1=at,
                y0=0,
                y1=1.016,
                line={"color": colour("filling"), "width": 1, "dash": "2px,4px"},
                layer="below",
            )
    return texts


def _bounds(era: Era, pairs: pd.DataFrame, places: Sequence[float]) -> tuple[float, float]:
    own = [p for p, year in zip(places, pairs["year"], strict=True) if era.first <= int(year) <= era.last]
    return own[0] - 0.45, own[-1] + 0.45


def _value_labels(
    pairs: pd.DataFrame, places: Sequence[float], *, sizes: Sizes, pixels: float, pitch: float
) -> list[dict[str, Any]]:
    """The numbers, the higher one above its mark, the lower one below, none on the zero line."""
    texts: list[dict[str, Any]] = []
    strong: list[dict[str, Any]] = []
    for row, place in zip(rows_of(pairs), places, strict=True):
        upper = "chips" if row["chips"] >= row["vehicles"] else "vehicles"
        if row["numbers"] and not row["strong"]:
            texts += _numbers_beside(row, place, upper=upper, sizes=sizes, pixels=pixels)
        for side in SIDES if row["strong"] else ():
            way = 1 if side == upper else -1
            shift = way * clear_of_zero(
                row[side] * pixels * way, start=sizes.marks[0] / 2 + 3, length=sizes.text * 1.15
            )
            text = f"<b>{row[f'{side}_text']}</b>" if row["whole"] else str(row[f"{side}_text"])
            strong.append(
                {
                    **label(
                        place,
                        row[side],
                        text,
                        role=text_role(side),
                        size=sizes.text,
                        xanchor="center",
                        yanchor="bottom" if way > 0 else "top",
                        yshift=round(shift),
                        on_paper=True,
                    ),
                    "borderpad": 0,
                }
            )
    _clear_of_marks(strong, pairs, places, sizes=sizes, pixels=pixels, pitch=pitch)
    _spread(strong, pitch=pitch, size=sizes.text, pixels=pixels)
    return texts + strong


def _clear_of_marks(
    texts: list[dict[str, Any]],
    pairs: pd.DataFrame,
    places: Sequence[float],
    *,
    sizes: Sizes,
    pixels: float,
    pitch: float,
) -> None:
    """Move numbers away from the small marks beside them that stand at their height."""
    mark = sizes.marks[1] + 4
    small = [
        (place, float(row[side]) * pixels)
        for row, place in zip(rows_of(pairs), places, strict=True)
        if not row["strong"]
        for side in SIDES
    ]
    for text in texts:
        height, needed = _middle(text, sizes.text, pixels), (text_width(_bare(text["text"]), sizes.text) + mark) / 2
        close = [
            (needed - abs(text["x"] - place) * pitch, text["x"] - place)
            for place, at in small
            if place != text["x"] and abs(at - height) < (sizes.text + mark) / 2
        ]
        lacking = {way: max([0.0, *(short for short, by in close if by * way > 0)]) for way in (1, -1)}
        text["xshift"] += round(lacking[1] - lacking[-1])


def _spread(texts: list[dict[str, Any]], *, pitch: float, size: int, pixels: float = 0.0) -> None:
    """Move texts apart that would touch however flat the plot is pressed; ``pitch``, ``pixels`` are of a unit."""
    for at, right in enumerate(texts):
        for left in texts[:at]:
            apart_at = [
                _middle(left, size, pixels * flat) - _middle(right, size, pixels * flat) for flat in (FLATTEST, 1)
            ]
            high = 0.0 if min(apart_at) < 0 < max(apart_at) else min(map(abs, apart_at))
            needed = (text_width(_bare(left["text"]), size) + text_width(_bare(right["text"]), size)) / 2 + _APART
            room = (float(right["x"]) - float(left["x"])) * pitch + right["xshift"] - left["xshift"]
            if high < size * _CLOSE and 0 < room < needed:
                apart = round((needed - room) / 2 + 0.5)
                left["xshift"] -= apart
                right["xshift"] += apart


def _middle(text: Mapping[str, Any], size: int, pixels: float) -> float:
    """The height of a text's middle in pixels."""
    up = {"bottom": 0.6, "top": -0.6}.get(text["yanchor"], 0.0) * size
    return float(text["y"]) * pixels + float(text["yshift"]) + up


def _bare(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")


def _numbers_beside(
    row: Mapping[Any, Any], place: float, *, upper: str, sizes: Sizes, pixels: float
) -> list[dict[str, Any]]:
    """The numbers of a small pair, left of it and one above the other: a large one stands close at its right."""
    spread = max(0.0, sizes.text * 1.2 - abs(row["chips"] - row["vehicles"]) * pixels) / 2
    return [
        label(
            place,
            row[side],
            str(row[f"{side}_text"]),
            role=text_role(side),
            size=sizes.text,
            xanchor="right",
            xshift=-round(sizes.marks[1] / 2) - 3,
            yshift=round(spread if side == upper else -spread),
            on_paper=True,
        )
        for side in SIDES
    ]


def _names(
    pairs: pd.DataFrame, names: Mapping[str, str], *, at: float, size: int, pixels: float
) -> list[dict[str, Any]]:
    """The names of both sides right of the last pair, at its values but clear of each other."""
    if not names:
        return []
    last = pairs.iloc[-1]
    upper = max(SIDES, key=lambda side: last[side])
    lower = next(side for side in SIDES if side != upper)
    lines = {side: names[side].count("<br>") + 1 for side in SIDES}
    needed = (lines[upper] + lines[lower]) / 2 * size * 1.3 + 4
    spread = max(0.0, needed - (last[upper] - last[lower]) * pixels) / 2
    return [
        label(at, last[side], f"<b>{names[side]}</b>", role=text_role(side), size=size, yshift=round(way * spread))
        for side, way in ((upper, 1), (lower, -1))
    ]


def wrapped_names(names: Mapping[str, str], *, size: int) -> dict[str, str]:
    """The names in short lines, long words parted at their soft hyphens."""
    return {
        side: wrap(name.replace(_SOFT_HYPHEN, "- "), width=6 * size, size=size).replace("- ", "")
        for side, name in names.items()
    }
