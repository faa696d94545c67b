"""Ranked bars in blocks, or two dots a row where two periods are compared, with a reference line; it must not rank."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from app.figures.dumbbells import add_dumbbells, pair_labels
from app.figures.plain import Figure, Row, bar, scatter
from app.figures.template import TEXT_SIZE, label, new_figure, text_width, wrap
from app.theme import colour, text_role

_ROW = {"wide": 40, "narrow": 50, "slide": 36, "square": 31}
# Rows of a plot of fixed size may be pressed flat: a name of several lines has room for them even then.
_LINE = {"wide": 1.25, "narrow": 1.25, "slide": 1.45, "square": 1.6}
_BETWEEN = {
    "wide": 1.4,
    "narrow": 1.4,
    "slide": 1.4,
    "square": 1.15,
}  # rows from a block to the next one, its heading among them
_CLEAR = 11  # pixels between a mark and the number beside it
_BAR = {"wide": 0.62, "narrow": 0.36, "slide": 0.62, "square": 0.6}
_TEXT = {**TEXT_SIZE, "square": 16}
_NAMES = {"wide": 290, "narrow": 10_000, "slide": 330, "square": 205}  # pixels a name may take in one line
_WIDTH = {"wide": 730, "narrow": 320, "slide": 1160, "square": 490}


def ranking(
    bars: Sequence[Row],
    *,
    form: str,
    blocks: list[tuple[str, str]],
    reference: tuple[float, str] | None = None,
    reference_block: str = "",
) -> dict[str, Any]:
    """Horizontal bars; where any row has an earlier value, dumbbells (see ``figures.dumbbells``).

    ``bars``, in drawing order: label, text, value, block, part (bool: under its whole), role, hollow (bool), hover,
    tick and before (float or None), tick_hover, before_hover, before_text, before_hollow, faded (bool).
    ``blocks``: (code, heading) in order.
    ``reference``: value and label of a dashed line through the rows of ``reference_block``.
    """
    narrow = form == "narrow"
    size = _TEXT[form]
    names = [_name(row, size=size, width=_NAMES[form]) for row in bars]
    tall = [
        max(1.0, (name.count("<br>") + 1) * size * _LINE[form] / _ROW[form]) if name.count("<br>") else 1.0
        for name in names
    ]
    places, headings, last = _places(bars, blocks, tall, between=_BETWEEN[form], with_reference=reference is not None)
    left = 8 if narrow else int(max((text_width(name, size) for name in names), default=0)) + 24
    figure = new_figure(form=form, height=int(last * _ROW[form]) + 24, margin={"l": left, "r": 16, "t": 8, "b": 12})
    low, high = _extent(bars, reference, size=size, width=_WIDTH[form] - left)
    compared = any(row["before"] is not None for row in bars)
    if not compared:
        _add_bars(figure, bars, places, width=_BAR[form])
    _add_ticks(figure, bars, places, row=_ROW[form])
    if compared:
        add_dumbbells(figure, bars, places)
    figure.update_xaxes(range=[low, high], showticklabels=False)
    figure.update_yaxes(range=[last, 0], showticklabels=False)
    texts = pair_labels(bars, places, size=size, value=(high - low) / (_WIDTH[form] - left)) if compared else []
    texts += [] if compared else _value_labels(bars, places, size=size)
    texts += _names(bars, names, places, size=size, narrow=narrow)
    texts += [
        label(
            0,
            headings[code],
            f"<b>{text}</b>",
            role="muted",
            size=size,
            xref="paper",
            xshift=0 if narrow else -left,
            on_paper=narrow,
        )
        for code, text in blocks
        if code in headings
    ]
    figure.add_shape(type="line", x0=0, x1=0, y0=0.9, y1=last, line={"color": colour("ink"), "width": 1})
    if reference is not None:
        texts += _reference(figure, bars, places, reference, reference_block, size=size)
    figure.update_layout(annotations=texts)
    return figure.as_mapping()


def _places(
    bars: Sequence[Row], blocks: list[tuple[str, str]], tall: list[float], *, between: float, with_reference: bool
) -> tuple[list[float], dict[str, float], float]:
    """Where each row, each heading and the end stand, in rows from the top; ``tall`` are the rows' own heights."""
    places: list[float] = []
    headings: dict[str, float] = {}
    y = 0.9 if with_reference else 0.0
    for code, _ in blocks:
        own = [height for height, block in zip(tall, (row["block"] for row in bars), strict=True) if block == code]
        if not own:
            continue
        headings[code] = y + 0.5
        places += [y + 1 + end - height / 2 for height, end in zip(own, accumulate(own), strict=True)]
        y += sum(own) + between
    return places, headings, y


def _name(row: Any, *, size: int, width: int) -> str:
    return wrap(str(row["label"]), width=width, size=size)


def _extent(bars: Sequence[Row], reference: tuple[float, str] | None, *, size: int, width: int) -> tuple[float, float]:
    """The range of the axis with room for the numbers at the ends of the bars."""
    drawn = [row[name] for row in bars for name in ("value", "tick", "before") if row[name] is not None]
    low, high = min(0.0, *drawn), max(0.0, *drawn)
    if reference is not None:
        low, high = min(low, reference[0]), max(high, reference[0])
    span = (high - low) or 1.0
    room = span * (max(text_width(row["text"], size) for row in bars) + 18) / width
    compared = any(row["before"] is not None for row in bars)  # there numbers stand on both sides
    return (low - room if low < 0 or compared else 0.0), high + room


def _add_bars(figure: Figure, bars: Sequence[Row], places: list[float], *, width: float) -> None:
    fills, lines = [], []
    for row in bars:
        role = row["role"] if not row["faded"] else "filling-soft"
        soft = f"{role}-soft" if row["part"] and not row["faded"] and role in ("vehicles", "chips") else role
        fills.append("rgba(0,0,0,0)" if row["hollow"] else colour(soft))
        lines.append(colour(role))
    figure.add_trace(
        bar(
            x=[row["value"] for row in bars],
            y=places,
            orientation="h",
            width=[width * (0.72 if row["part"] else 1) for row in bars],
            marker={
                "color": fills,
                "line": {"color": lines, "width": [2 if row["hollow"] else 0 for row in bars]},
            },
            customdata=[row["hover"] for row in bars],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _tick(row: int) -> dict[str, Any]:
    return {"symbol": "line-ns", "size": row * 0.5, "line": {"width": 3, "color": colour("ink")}}


def _add_ticks(figure: Figure, bars: Sequence[Row], places: list[float], *, row: int) -> None:
    """The country's value on a row, where there is one."""
    marked = [(row, place) for row, place in zip(bars, places, strict=True) if row["tick"] is not None]
    if not marked:
        return
    figure.add_trace(
        scatter(
            x=[row["tick"] for row, _ in marked],
            y=[place for _, place in marked],
            mode="markers",
            marker=_tick(row),
            customdata=[row["tick_hover"] for row, _ in marked],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _value_labels(bars: Sequence[Row], places: list[float], *, size: int) -> list[dict[str, Any]]:
    """The number at the end of its bar, clear of a tick that stands just beyond it."""
    found = []
    span = max((abs(row["value"]) for row in bars), default=0.0) or 1.0
    for row, place in zip(bars, places, strict=True):
        negative = row["value"] < 0
        end = row["value"]
        if row["tick"] is not None and 0 <= (row["tick"] - end) * (-1 if negative else 1) < span * 0.09:
            end = row["tick"]
        found.append(
            label(
                end,
                place,
                f"<b>{row['text']}</b>" if not row["part"] and not row["faded"] else row["text"],
                role="muted" if row["faded"] else text_role(row["role"]),
                size=size,
                xanchor="right" if negative else "left",
                xshift=-_CLEAR if negative else _CLEAR,
                on_paper=True,
            )
        )
    return found


def _names(
    bars: Sequence[Row], names: list[str], places: list[float], *, size: int, narrow: bool
) -> list[dict[str, Any]]:
    """The names left of the zero line, or on a narrow form above their bars; of a row in focus bold."""
    found = []
    chosen = any(row["faded"] for row in bars)
    for row, name, place in zip(bars, names, places, strict=True):
        role = "muted" if row["faded"] or row["part"] else "ink"
        name = "<br>".join(f"<b>{line}</b>" for line in name.split("<br>")) if chosen and not row["faded"] else name
        if narrow:
            found.append(
                label(
                    0,
                    place - 0.45,
                    name,
                    role=role,
                    size=size,
                    xref="paper",
                    xshift=14 if row["part"] else 2,
                    on_paper=True,
                )
            )
        else:
            found.append(label(0, place, name, role=role, size=size, xref="paper", xanchor="right", xshift=-12))
    return found


def _reference(
    figure: Figure,
    bars: Sequence[Row],
    places: list[float],
    reference: tuple[float, str],
    block: str,
    *,
    size: int,
) -> list[dict[str, Any]]:
    inside = [place for place, code in zip(places, (row["block"] for row in bars), strict=True) if code == block]
    if not inside:
        return []
    value, text = reference
    figure.add_shape(
        type="line",
        x0=value,
        x1=value,
        y0=0.75,
        y1=max(inside) + 0.5,
        line={"color": colour("reference"), "width": 1.5, "dash": "4px,4px"},
    )
    return [label(value, 0.4, text, size=size, xanchor="left", xshift=-4)]
