"""Two values of a row as dots on a line, the earlier one small and grey, the newer one in colour; it must not rank.

Bars are those of ``figures.ranking``; a row without an earlier value is a dot alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.figures.plain import Figure, Row, scatter
from app.figures.template import label, text_width
from app.theme import colour, text_role

_NEW, _OLD, _LINE = 15, 11, 4  # pixels
_CLEAR = 5  # between a dot and its number


def add_dumbbells(figure: Figure, bars: Sequence[Row], places: Sequence[float]) -> None:
    """The lines, the earlier dots, and the newer ones on top."""
    rows = list(zip(bars, places, strict=True))
    for row, place in rows:
        if row["before"] is not None:
            figure.add_trace(
                scatter(
                    x=[row["before"], row["value"]],
                    y=[place, place],
                    mode="lines",
                    line={"color": colour(_soft(row)), "width": _LINE},
                    hoverinfo="skip",
                )
            )
    _add_dots(figure, [(row, place) for row, place in rows if row["before"] is not None], column="before")
    _add_dots(figure, rows, column="value")


def _role(row: Row) -> str:
    return "filling-soft" if row["faded"] else str(row["role"])


def _soft(row: Row) -> str:
    role = _role(row)
    return f"{role}-soft" if role in ("vehicles", "chips") else "filling-soft"


def _add_dots(figure: Figure, rows: Sequence[tuple[Row, float]], *, column: str) -> None:
    new = column == "value"
    roles = [_role(row) if new else "filling-soft" if row["faded"] else "other" for row, _ in rows]
    hollow = [bool(row["hollow" if new else "before_hollow"]) for row, _ in rows]
    figure.add_trace(
        scatter(
            x=[row[column] for row, _ in rows],
            y=[place for _, place in rows],
            mode="markers",
            cliponaxis=False,
            marker={
                "size": _NEW if new else _OLD,
                "opacity": 1,
                "color": [colour("paper" if empty else role) for role, empty in zip(roles, hollow, strict=True)],
                "line": {"width": 2, "color": [colour(role) for role in roles]},
            },
            customdata=[row["hover" if new else "before_hover"] for row, _ in rows],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def pair_labels(bars: Sequence[Row], places: Sequence[float], *, size: int, value: float) -> list[dict[str, Any]]:
    """The numbers at both ends, each on its outer side: the newer one bold, the earlier one grey.

    ``value`` is what a pixel of the narrowest plot stands for.
    """
    texts = []
    for row, place in zip(bars, places, strict=True):
        alone = row["before"] is None
        right = row["value"] >= (0 if alone else row["before"])
        look: dict[str, Any] = {"size": size, "value": value}
        role = "muted" if row["faded"] else text_role(row["role"])
        texts.append(_number(row, place, f"<b>{row['text']}</b>", column="value", right=right, role=role, **look))
        if not alone:
            shown = str(row["before_text"])
            texts.append(_number(row, place, shown, column="before", right=not right, role="muted", **look))
    return texts


def _number(
    row: Row, place: float, text: str, *, column: str, right: bool, role: str, size: int, value: float
) -> dict[str, Any]:
    """A number beside its dot, beyond a tick that stands there."""
    at, tick, way = row[column], row["tick"], 1 if right else -1
    near = text_width(text.removeprefix("<b>").removesuffix("</b>"), size) + _NEW + _CLEAR
    beyond = tick is not None and 0 <= (tick - at) * way < near * value
    shift = (6 if beyond else (_NEW if column == "value" else _OLD) // 2 + 2) + _CLEAR
    return label(
        tick if beyond else at,
        place,
        text,
        role=role,
        size=size,
        xanchor="left" if right else "right",
        xshift=way * shift,
        on_paper=True,
    )
