"""The one look of every figure: fonts, axes, hover card; builders set no fonts, margins or colours of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.figures.plain import Figure
from app.theme import FONT_TEXT, colour

TEXT_SIZE: Mapping[str, int] = {"wide": 15, "narrow": 14, "slide": 20, "square": 18}
# A plot of fixed size leaves room for headline, note and source around it: what is higher is cut by rule and said.
MOST_HEIGHT: Mapping[str, int] = {"slide": 480, "square": 340}
FLATTEST = 0.7  # of its height: flatter no plot of fixed size is pressed
LEAST_TEXT: Mapping[str, int] = {"slide": 16, "square": 16}
CHARACTER = 0.53  # mean width of a letter of the text face, in ems
WIDE_CHARACTER = 1.0  # width of a Chinese character, in ems
_OPENING, _CLOSING = "（“《「", "）”》」，。；：、"  # no line ends with the former or begins with the latter


def text_width(text: str, size: float) -> float:
    """About how many pixels a text takes, the longest of its lines."""
    return max(
        (sum(WIDE_CHARACTER if ord(c) > 0x2E7F else CHARACTER for c in line) * size for line in text.split("<br>")),
        default=0.0,
    )


def wrap(text: str, *, width: float, size: float) -> str:
    """A text broken into lines of at most ``width`` pixels, at spaces and hyphens; Chinese between characters."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and text_width(line + piece.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    lines.append(line.rstrip())
    return "<br>".join(part for part in lines if part)


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for character in text:
        if character in _CLOSING and pieces[-1] == "" and len(pieces) > 1:
            pieces.pop()
        pieces[-1] += character
        if character in _OPENING:
            continue
        if character in " -/–" or ord(character) > 0x2E7F:
            pieces.append("")
    return [piece for piece in pieces if piece]


def new_figure(*, form: str, height: int, margin: Mapping[str, int]) -> Figure:
    """An empty figure in the house's look."""
    size = TEXT_SIZE[form]
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "tickfont": {"color": colour("muted"), "size": size - 1},
        "gridcolor": colour("grid"),
        "gridwidth": 1,
    }
    layout = {
        "template": {},
        "height": height,
        "autosize": True,
        "margin": {**margin, "pad": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT_TEXT, "size": size, "color": colour("ink")},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colour("paper"),
            "bordercolor": colour("hairline"),
            "font": {"family": FONT_TEXT, "size": 14, "color": colour("ink")},
            "align": "left",
            "namelength": 0,
        },
        "xaxis": axis,
        "yaxis": axis,
        "separators": ".,",
        "barcornerradius": 0,
    }
    return Figure(layout)


def label(
    x: float,
    y: float,
    text: str,
    *,
    role: str = "ink",
    size: int,
    xanchor: str = "left",
    yanchor: str = "middle",
    xshift: int = 0,
    yshift: int = 0,
    xref: str = "x",
    yref: str = "y",
    on_paper: bool = False,
) -> dict[str, Any]:
    """A text at a place of the plot; ``on_paper`` puts the paper behind it, so that no line runs through it."""
    return {
        "x": x,
        "y": y,
        "text": text,
        "xref": xref,
        "yref": yref,
        "xanchor": xanchor,
        "yanchor": yanchor,
        "xshift": xshift,
        "yshift": yshift,
        "showarrow": False,
        "align": {"left": "left", "right": "right"}.get(xanchor, "center"),
        "font": {"size": size, "color": colour(role)},
        "bgcolor": colour("paper") if on_paper else "rgba(0,0,0,0)",
        "borderpad": 1,
    }
