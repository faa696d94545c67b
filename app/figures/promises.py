"""Rows of promises and what came of them, on one axis in percent of the promise; it must not compute or judge.

The frame of rows has group, year (text), document, given, came, word, kind (hit, missed or listed), percent (NaN where
listed), role, hollow, hover, reason (of listed rows); rows of a group follow each other, listed ones come last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.figures.panels import LEAST_WIDTH
from app.figures.plain import Figure, rows_of, scatter
from app.figures.template import TEXT_SIZE, label, new_figure, text_width, wrap
from app.theme import colour

_LEFT: Mapping[str, int] = {"wide": 310, "narrow": 0, "slide": 90, "square": 64}
_SYMBOLS: Mapping[str, str] = {"hit": "circle", "missed": "triangle-left"}
_NARROW = 0.9  # small Latin text is so much narrower than its mean
_LINE = 1.35  # height of a line of text, in its size
_ARROW = "\N{RIGHTWARDS ARROW}"
_DOT = "\N{MIDDLE DOT}"
_LISTED = "listed"


@dataclass
class _Page:
    """What a form leaves room for, and how far down the rows have come, in pixels."""

    form: str
    left: int
    right: int
    size: int
    small: int
    at: float = 0.0

    @property
    def stacked(self) -> bool:
        """Whether texts stand above and below the track instead of beside it."""
        return self.form == "narrow"

    @property
    def tells_documents(self) -> bool:
        """Whether there is room for the names of documents."""
        return self.form in ("wide", "narrow")

    @property
    def room(self) -> float:
        """The least width of the plot."""
        return LEAST_WIDTH[self.form] - self.left - self.right


def promises(rows: pd.DataFrame, *, form: str, promise_word: str, number: Callable[[float], str]) -> dict[str, Any]:
    """The figure; ``number`` writes a tick in percent, ``promise_word`` stands at one hundred."""
    size = TEXT_SIZE[form]
    small = size - (2 if form == "wide" else 1)
    compared, listed = rows[rows["kind"] != _LISTED], rows[rows["kind"] == _LISTED]
    page = _Page(form=form, left=_LEFT[form], right=_right(compared, form, size, small), size=size, small=small)
    texts: list[dict[str, Any]] = []
    places = _place_compared(compared, page, texts) if len(compared) else []
    foot = page.at
    highest = max(110.0, float(compared["percent"].max()) * 1.06) if len(compared) else 110.0
    listed_places = _place_listed(listed, page, texts) if len(listed) else []
    figure = new_figure(
        form=form,
        height=int(page.at) + 6,
        margin={"l": page.left + 8, "r": page.right + 8, "t": 0, "b": 0},
    )
    figure.update_xaxes(range=[0, highest], showticklabels=False)
    figure.update_yaxes(range=[page.at + 6, 0], showticklabels=False)
    if len(compared):
        shapes = _axis_lines(places, foot, page)
        ticks = _axis_texts(page, promise_word, number)
        figure.update_layout(shapes=shapes)
        texts += ticks
        _add_compared(figure, compared, places)
    if len(listed):
        _add_diamonds(figure, listed, listed_places, at=0.0)
    figure.update_layout(annotations=texts)
    return figure.as_mapping()


def _right(compared: pd.DataFrame, form: str, size: int, small: int) -> int:
    """The room for the numbers right of the plot."""
    if form == "narrow" or compared.empty:
        return 0
    widest = max(
        max(text_width(line, small) for line in (_told(row, form), str(row["word"]))) for row in rows_of(compared)
    )
    return int(widest) + 12


def _numbers(row: Mapping[Any, Any]) -> str:
    return f"{row['given']} {_ARROW} {row['came']}"


def _told(row: Mapping[Any, Any], form: str) -> str:
    """What stands in one line right of the plot: promise and outcome, the finding, or both."""
    found = {"slide": f"{_numbers(row)} {_DOT} {row['word']}", "square": str(row["word"])}
    return found.get(form, _numbers(row))


def _place_compared(rows: pd.DataFrame, page: _Page, texts: list[dict[str, Any]]) -> list[float]:
    """The places of the tracks; their texts are added to ``texts``."""
    page.at = page.size * _LINE + 10  # the scale
    places = []
    group = ""
    for row in rows_of(rows):
        if row["group"] != group:
            group = str(row["group"])
            _add_heading(group, page, texts)
        places.append(_stacked_row(row, page, texts) if page.stacked else _row(row, page, texts))
    page.at += 8
    return places


def _add_heading(group: str, page: _Page, texts: list[dict[str, Any]]) -> None:
    room = LEAST_WIDTH[page.form] - 12
    shown = wrap(group, width=room / 1.06, size=page.size)
    lines = shown.count("<br>") + 1
    page.at += 12
    texts.append({**_beside(page, f"<b>{shown}</b>", page.at, yanchor="top"), "bgcolor": colour("paper")})
    page.at += page.size * _LINE * lines + 4


def _row(row: Mapping[Any, Any], page: _Page, texts: list[dict[str, Any]]) -> float:
    """A row with its texts left and right of the track."""
    year = int(text_width("0000", page.size)) + 14
    document = _document(row, page, page.left - year - 8)
    lines = max(2 if page.form == "wide" else 1, document.count("<br>") + 1 if document else 1)
    height = max(lines * page.small * _LINE + 8, (page.size + page.small) * _LINE + 6 if page.form == "wide" else 0)
    middle = page.at + height / 2
    texts.append(_beside(page, str(row["year"]), middle))
    if document:
        texts.append(_beside(page, document, middle, role="muted", size=page.small, xshift=year))
    numbers, word = _told(row, page.form), _word(row)
    if page.form == "wide":
        texts.append(_after(page, word, middle, yanchor="bottom", yshift=-3))
        texts.append(_after(page, numbers, middle, yanchor="top", role="muted", size=page.small, yshift=3))
    else:
        texts.append(_after(page, numbers, middle, size=page.small))
    page.at += height
    return middle


def _stacked_row(row: Mapping[Any, Any], page: _Page, texts: list[dict[str, Any]]) -> float:
    """A row with its texts above and below the track."""
    year = int(text_width("0000", page.size)) + 12
    document = _document(row, page, LEAST_WIDTH[page.form] - year - 12)
    texts.append(_beside(page, str(row["year"]), page.at, yanchor="top"))
    texts.append(_beside(page, document, page.at + 1, yanchor="top", role="muted", size=page.small, xshift=year))
    page.at += max(page.size, page.small * (document.count("<br>") + 1)) * _LINE + 12
    middle = page.at
    page.at += 12
    texts.append(_beside(page, _numbers(row), page.at, yanchor="top", role="muted", size=page.small))
    texts.append(label(1, page.at, _word(row), size=page.size, xref="paper", xanchor="right", yanchor="top", xshift=8))
    page.at += page.size * _LINE + 12
    return middle


def _word(row: Mapping[Any, Any]) -> str:
    return f"<b>{row['word']}</b>" if row["kind"] == "hit" else str(row["word"])


def _document(row: Mapping[Any, Any], page: _Page, room: float) -> str:
    text = str(row["document"])
    chinese = any(ord(c) > 0x2E7F for c in text)
    return wrap(text, width=room, size=page.small * (1 if chinese else _NARROW)) if page.tells_documents else ""


def _beside(
    page: _Page,
    text: str,
    at: float,
    *,
    role: str = "ink",
    size: int = 0,
    yanchor: str = "middle",
    xshift: int = 0,
) -> dict[str, Any]:
    """A text at the left edge of the figure."""
    shift = xshift - page.left - 8
    return label(0, at, text, role=role, size=size or page.size, xref="paper", yanchor=yanchor, xshift=shift)


def _after(
    page: _Page,
    text: str,
    at: float,
    *,
    role: str = "ink",
    size: int = 0,
    yanchor: str = "middle",
    yshift: int = 0,
) -> dict[str, Any]:
    """A text right of the plot."""
    return label(
        1, at, text, role=role, size=size or page.size, xref="paper", yanchor=yanchor, xshift=12, yshift=yshift
    )


def _place_listed(rows: pd.DataFrame, page: _Page, texts: list[dict[str, Any]]) -> list[float]:
    """The places of the diamonds of rows that are told in words alone; their texts are added to ``texts``."""
    places = []
    group = ""
    for row in rows_of(rows):
        if row["group"] != group:
            group = str(row["group"])
            _add_heading(group, page, texts)
        year = int(text_width("0000", page.size)) + (14 if page.form == "wide" else 12)
        room = LEAST_WIDTH[page.form] - page.left - 30
        said = f"{row['given']} {_DOT} {row['word']}"
        shown = wrap(said, width=(room if not page.stacked else room - year) * 0.94, size=page.size)
        reason = wrap(str(row["reason"]), width=room if not page.stacked else room - year, size=page.small)
        document = _document(row, page, (page.left - year - 8) if not page.stacked else room - year)
        places.append(page.at + page.size * _LINE / 2 + 2)
        start = page.at + 2
        texts.append(_beside(page, str(row["year"]), start, yanchor="top", xshift=22 if page.stacked else 0))
        across = 22 if not page.stacked else year + 22
        texts.append(label(0, start, shown, size=page.size, xref="paper", yanchor="top", xshift=across - 8))
        below = start + (shown.count("<br>") + 1) * page.size * _LINE
        lines = [reason, document] if page.stacked else [reason]
        rest = "<br>".join(line for line in lines if line)
        texts.append(
            label(0, below, rest, role="muted", size=page.small, xref="paper", yanchor="top", xshift=across - 8)
        )
        bottom = below + (rest.count("<br>") + 1) * page.small * _LINE
        if not page.stacked and document:
            texts.append(_beside(page, document, start + 1, yanchor="top", role="muted", size=page.small, xshift=year))
            bottom = max(bottom, start + (document.count("<br>") + 1) * page.small * _LINE)
        page.at = bottom + 10
    return places


def _axis_lines(places: list[float], foot: float, page: _Page) -> list[dict[str, Any]]:
    """The lines of the scale as far down as rows are measured by it; on narrow forms at the tracks alone."""
    top = page.size * _LINE + 8
    spans = [(place - 10, place + 10) for place in places] if page.stacked else [(top, foot)]
    return [
        {
            "type": "line",
            "x0": tick,
            "x1": tick,
            "y0": start,
            "y1": end,
            "layer": "below",
            "line": {"color": colour("ink" if tick in (0, 100) else "grid"), "width": 1},
        }
        for tick in (0, 25, 50, 75, 100)
        for start, end in spans
    ]


def _axis_texts(page: _Page, promise_word: str, number: Callable[[float], str]) -> list[dict[str, Any]]:
    """The scale above the rows."""
    top = page.size * _LINE + 8
    size = page.small
    end = f"{number(100)} = {promise_word}"
    narrow_plot = page.room < 330
    shown = {0: number(0), 50: number(50), 100: end}
    if narrow_plot and text_width(end, size) > page.room * 0.42:
        shown = {100: end}
    return [
        label(
            tick,
            top - 2,
            f"<b>{text}</b>" if tick == 100 else text,
            role="ink" if tick == 100 else "muted",
            size=size,
            xanchor="left" if tick == 0 else "right" if tick == 100 and narrow_plot else "center",
            yanchor="bottom",
            xshift=int((110 / 100 - 1) * page.room / 1.1) if tick == 100 and narrow_plot else 0,
        )
        for tick, text in shown.items()
    ]


def _add_compared(figure: Figure, rows: pd.DataFrame, places: list[float]) -> None:
    """From the diamond of the promise a bar to the mark of the outcome."""
    for row, place in zip(rows_of(rows), places, strict=True):
        figure.add_trace(
            scatter(
                x=[100, row["percent"]],
                y=[place, place],
                mode="lines",
                line={"color": colour(row["role"]), "width": 3},
                hoverinfo="skip",
            )
        )
    _add_diamonds(figure, rows, places, at=100.0)
    figure.add_trace(
        scatter(
            x=rows["percent"].tolist(),
            y=places,
            mode="markers",
            cliponaxis=False,
            marker={
                "symbol": [_SYMBOLS[kind] for kind in rows["kind"]],
                "size": 14,
                "color": [
                    colour("paper" if hollow else role)
                    for hollow, role in zip(rows["hollow"], rows["role"], strict=True)
                ],
                "line": {"color": [colour(role) for role in rows["role"]], "width": 2},
            },
            customdata=rows["hover"].tolist(),
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _add_diamonds(figure: Figure, rows: pd.DataFrame, places: list[float], *, at: float) -> None:
    figure.add_trace(
        scatter(
            x=[at] * len(rows),
            y=places,
            mode="markers",
            cliponaxis=False,
            marker={
                "symbol": "diamond",
                "size": 12,
                "color": colour("paper"),
                "line": {"color": [colour(role) for role in rows["role"]], "width": 2},
            },
            customdata=rows["hover"].tolist(),
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
