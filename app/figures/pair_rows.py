"""Pairs of values as rows from the newest to the oldest, for narrow forms; it must not choose or rank rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from app.figures.axes import ZERO_LINE, tick_values
from app.figures.pair_marks import SIDES, SIZES, Era, add_bars, add_marks, clear_of_zero
from app.figures.plain import Figure, rows_of
from app.figures.template import TEXT_SIZE, label, text_width
from app.theme import colour, text_role

ROW = 26  # pixels of a row; other distances are parts of it
_HEADING, _YEAR, _ABSENT = 1.25, 0.3, 0.9
_PLOT = 215  # pixels of the plot in a frame of 320 pixels, for room at the ends
_NAME, _KIND = 12, 50  # pixels from the left edge to years and to kinds of periods


def rows_needed(pairs: pd.DataFrame, eras: Sequence[Era]) -> float:
    """The height in rows."""
    return _places(pairs, eras)[3]


def left_margin(pairs: pd.DataFrame, *, form: str) -> int:
    """Pixels for the line of the era, years and kinds of periods left of the plot."""
    kinds = [str(kind).replace("<br>", "") for kind in pairs["kind"]]
    return _KIND + 6 + int(max(text_width(kind, SIZES[form].tick) for kind in kinds))


def add_rows(
    figure: Figure,
    pairs: pd.DataFrame,
    *,
    form: str,
    eras: Sequence[Era],
    left: int,
    gap_word: str,
    number: Callable[[float], str],
) -> list[dict[str, Any]]:
    """Pairs below each other on the axes x and y, all with their numbers; gives the texts to add."""
    sizes = SIZES[form]
    places, missing, headings, end = _places(pairs, eras)
    low, high = _range(pairs, size=sizes.text)
    pixels = _PLOT / (high - low)
    ticks = tick_values(low, high, most=6)
    figure.update_xaxes(
        range=[low, high],
        tickvals=ticks,
        ticktext=[number(tick) for tick in ticks],
        showgrid=True,
        side="top",
        tickfont={"size": sizes.tick, "color": colour("muted")},
        **ZERO_LINE,
    )
    figure.update_yaxes(range=[end, 0], showticklabels=False)
    _era_lines(figure, pairs, places, headings, eras, left=left)
    add_bars(figure, pairs, places, sizes=sizes, across=True)
    add_marks(figure, pairs, places, sizes=sizes, across=True)
    texts = _names(pairs, places, missing, size=sizes.tick, left=left, gap_word=gap_word)
    texts += [
        label(
            0,
            at,
            f"<b>{era.text}</b>",
            role=text_role(era.role),
            size=TEXT_SIZE[form],
            xref="paper",
            xshift=_NAME - left,
            on_paper=True,
        )
        for at, era in zip(headings, reversed(eras), strict=True)
    ]
    return texts + _value_labels(pairs, places, size=sizes.text, pixels=pixels)


def _places(pairs: pd.DataFrame, eras: Sequence[Era]) -> tuple[list[float], dict[int, float], list[float], float]:
    """In rows from the top: places of pairs, of years without values, of headings of eras; and the end."""
    years = [int(year) for year in pairs["year"]]
    places = [0.0] * len(years)
    missing: dict[int, float] = {}
    headings: list[float] = []
    open_eras = list(eras)
    place = 0.2
    for i in reversed(range(len(years))):
        new = i == len(years) - 1 or years[i] != years[i + 1]
        if new and i < len(years) - 1:
            for absent in range(years[i + 1] - 1, years[i], -1):
                place += _YEAR + _ABSENT
                missing[absent] = place - _ABSENT / 2
            place += _YEAR
        if new and open_eras and years[i] <= open_eras[-1].last:
            open_eras.pop()
            headings.append(place + _HEADING / 2)
            place += _HEADING
        places[i] = place + 0.5
        place += 1
    return places, missing, headings, place + 0.2


def _range(pairs: pd.DataFrame, *, size: int) -> tuple[float, float]:
    """The range of values with room for the numbers at both ends."""
    sides = pairs[list(SIDES)]
    high, low = max(0.0, float(sides.max().max())), min(0.0, float(sides.min().min()))
    widest = max(text_width(str(text), size) for side in SIDES for text in pairs[f"{side}_text"])
    room = widest + 14
    value = ((high - low) or 1.0) / (_PLOT - 2 * room)
    return low - room * value, high + room * value


def _era_lines(
    figure: Figure,
    pairs: pd.DataFrame,
    places: Sequence[float],
    headings: Sequence[float],
    eras: Sequence[Era],
    *,
    left: int,
) -> None:
    """Left of the names a line in the colour of the side ahead."""
    for era, heading in zip(reversed(eras), headings, strict=True):
        own = [p for p, year in zip(places, pairs["year"], strict=True) if era.first <= int(year) <= era.last]
        figure.add_shape(
            type="rect",
            xref="paper",
            xsizemode="pixel",
            xanchor=0,
            x0=-left,
            x1=4 - left,
            y0=heading - _HEADING / 2,
            y1=max(own) + 0.5,
            fillcolor=colour(era.role),
            line={"width": 0},
            layer="below",
        )


def _names(
    pairs: pd.DataFrame, places: Sequence[float], missing: Mapping[int, float], *, size: int, left: int, gap_word: str
) -> list[dict[str, Any]]:
    """The year at the first row of each year, the kind of period at every row."""
    texts = []
    newest = {int(year): i for i, year in enumerate(pairs["year"])}
    for i, (row, place) in enumerate(zip(rows_of(pairs), places, strict=True)):
        role = "ink" if row["strong"] else "muted"
        kind = str(row["kind"]).replace("<br>", "")
        texts.append(_left(place, f"<b>{kind}</b>" if row["whole"] else kind, role=role, size=size, shift=_KIND - left))
        if newest[int(row["year"])] == i:
            year = f"<b>{row['year']}</b>" if row["whole"] else str(row["year"])
            texts.append(_left(place, year, role="ink", size=size, shift=_NAME - left))
    for absent, place in missing.items():
        texts.append(_left(place, str(absent), role="muted", size=size, shift=_NAME - left))
        texts.append(label(0, place, gap_word, role="muted", size=size, xref="x domain", xshift=4, on_paper=True))
    return texts


def _left(place: float, text: str, *, role: str, size: int, shift: int) -> dict[str, Any]:
    return label(0, place, text, role=role, size=size, xref="paper", xshift=shift)


def _value_labels(pairs: pd.DataFrame, places: Sequence[float], *, size: int, pixels: float) -> list[dict[str, Any]]:
    """The numbers at both ends of each bar, none on the zero line."""
    texts = []
    for row, place in zip(rows_of(pairs), places, strict=True):
        upper = "chips" if row["chips"] >= row["vehicles"] else "vehicles"
        for side in SIDES:
            way = 1 if side == upper else -1
            number = str(row[f"{side}_text"])
            start = (8 if row["strong"] else 6) + 2
            shift = way * clear_of_zero(row[side] * pixels * way, start=start, length=text_width(number, size))
            texts.append(
                label(
                    row[side],
                    place,
                    f"<b>{number}</b>" if row["whole"] else number,
                    role=text_role(side) if row["strong"] else "muted",
                    size=size,
                    xanchor="left" if way > 0 else "right",
                    xshift=round(shift),
                    on_paper=True,
                )
            )
    return texts
