"""A bar for each period of parts that add up, the remainder hatched, the total as a dot; it must not compute.

Frames of bars (in drawing order) have name (of the period), group (bars of one group stand together), total (NaN where
unknown), total_text, total_hollow, total_hover, aside (small lines at the right edge of wide forms). Frames of parts
(in order within their bar) have bar (position of the bar), value, name, text, role, rest (bool), hollow, hover.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from app.figures.axes import ZERO_LINE
from app.figures.plain import Figure, bar, rows_of, scatter
from app.figures.template import TEXT_SIZE, label, new_figure, text_width, wrap
from app.theme import colour, text_role

_WIDTH: Mapping[str, int] = {
    "wide": 700,  # the narrowest page of this form: what fits there fits on wider ones
    "narrow": 340,
    "slide": 1160,
    "square": 470,
}
_BAR: Mapping[str, int] = {"wide": 26, "narrow": 24, "slide": 30, "square": 26}
_NAMES: Mapping[str, int] = {"wide": 150, "slide": 190}  # pixels left of the plot for periods
_GAP: Mapping[str, int] = {"wide": 14, "narrow": 14, "slide": 12, "square": 12}
_GROUP = 12
_SOFT = ("-soft",)
_DOT = 13


def contributions(bars: pd.DataFrame, parts: pd.DataFrame, *, form: str, aside_title: str = "") -> dict[str, Any]:
    """The figure; ``aside_title`` heads the small lines at the right edge."""
    plot = _Plot(rows_of(bars), rows_of(parts), form=form, aside_title=aside_title)
    return plot.figure().as_mapping()


class _Plot:
    """Places in pixels from the top; one object for one figure."""

    def __init__(
        self, rows: list[dict[Any, Any]], pieces: list[dict[Any, Any]], *, form: str, aside_title: str
    ) -> None:
        self.rows, self.pieces, self.form, self.aside_title = rows, _stacked(pieces), form, aside_title
        self.size = TEXT_SIZE[form]
        self.line = int(self.size * 1.3)
        self.left = _NAMES.get(form, 0)
        asides = [line for row in rows for line in str(row["aside"]).split("<br>")]
        widest = max((text_width(text, self.size - 1) for text in [*asides, *aside_title.split("<br>")]), default=0.0)
        self.right = int(widest) + 24 if form == "wide" and any(asides) else 0
        self.low, self.high = self._range()
        self.pixels = (_WIDTH[form] - self.left - self.right) / (self.high - self.low)

    def _range(self) -> tuple[float, float]:
        ends = [piece["start"] + piece["value"] for piece in self.pieces]
        ends += [float(row["total"]) for row in self.rows if not pd.isna(row["total"])]
        low, high = min([0.0, *ends]), max([0.0, *ends])
        room = max(text_width(str(row["total_text"]), self.size + 1) for row in self.rows) + 24
        width = _WIDTH[self.form] - self.left - self.right
        span = max(high - low, 0.1)
        return low - (span * 0.03 if low < 0 else 0), low + span * width / (width - room)

    def figure(self) -> Figure:
        places, levels, end = self._places()
        margin = {"l": self.left, "r": self.right, "t": 0, "b": 0}
        figure = new_figure(form=self.form, height=int(end), margin=margin)
        figure.update_xaxes(range=[self.low, self.high], showticklabels=False, **ZERO_LINE)
        figure.update_yaxes(range=[end, 0], showticklabels=False)
        for piece in self.pieces:
            self._add(figure, piece, places[int(piece["bar"])])
        self._add_totals(figure, places)
        texts = self._names(places, levels) + self._part_labels(places) + self._totals(places) + self._asides(places)
        figure.update_layout(annotations=texts, shapes=self._hairlines(places, levels), barmode="overlay")
        return figure

    def _of(self, number: int) -> list[dict[str, Any]]:
        return [piece for piece in self.pieces if int(piece["bar"]) == number]

    def _places(self) -> tuple[list[float], list[int], float]:
        """Middle of each bar, lines of texts above it, and the end."""
        places, levels = [], []
        at = float(self.line + 8) if self.right else 2.0
        for number, row in enumerate(self.rows):
            if number and row["group"] != self.rows[number - 1]["group"]:
                at += _GROUP
            above = 1 + max((level for *_, level in self._labelled(number)), default=0)
            above += 0 if self.left else 1
            at += above * self.line
            places.append(at + _BAR[self.form] / 2)
            levels.append(above)
            at += _BAR[self.form] + _GAP[self.form]
        return places, levels, at

    def _add(self, figure: Figure, piece: Mapping[Any, Any], place: float) -> None:
        role = str(piece["role"])
        edge = role.removesuffix("-soft") if role.endswith(_SOFT) and not role.startswith("filling") else role
        pattern = {
            "shape": "/",
            "fgcolor": colour("other"),
            "bgcolor": colour("paper"),
            "size": 7,
            "solidity": 0.22,
            "fillmode": "replace",
        }
        empty = bool(piece["hollow"]) or bool(piece["rest"])
        marker: dict[str, Any] = {
            "color": colour("paper" if empty else role),
            "line": {
                "color": colour("other" if piece["rest"] else edge),
                "width": 1 if piece["rest"] else 2 if empty else 1,
            },
        }
        if piece["rest"]:
            marker["pattern"] = pattern
        # A little paper between neighbours, so that they stay apart in one colour.
        inset = min(0.8 / self.pixels, abs(piece["value"]) / 4)
        length = piece["value"] - (2 * inset if piece["value"] > 0 else -2 * inset if piece["value"] < 0 else 0)
        figure.add_trace(
            bar(
                base=[piece["start"] + (inset if piece["value"] > 0 else -inset)],
                x=[length],
                y=[place],
                width=_BAR[self.form],
                orientation="h",
                marker=marker,
                customdata=[piece["hover"]],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )

    def _add_totals(self, figure: Figure, places: Sequence[float]) -> None:
        known = [(row, at) for row, at in zip(self.rows, places, strict=True) if not pd.isna(row["total"])]
        figure.add_trace(
            scatter(
                x=[row["total"] for row, _ in known],
                y=[at for _, at in known],
                mode="markers",
                marker={
                    "size": _DOT,
                    "color": [colour("paper" if row["total_hollow"] else "reference") for row, _ in known],
                    "line": {
                        "width": 2,
                        "color": [colour("reference" if row["total_hollow"] else "paper") for row, _ in known],
                    },
                },
                cliponaxis=False,
                customdata=[row["total_hover"] for row, _ in known],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )

    def _labelled(self, number: int) -> list[tuple[dict[str, Any], float, int]]:
        """The parts of a bar with the pixel at which their label starts and its level above the bar."""
        found: list[tuple[dict[str, Any], float, int]] = []
        taken: list[tuple[float, int]] = []
        end = (self.high - self.low) * self.pixels
        for piece in reversed([piece for piece in self._of(number) if not piece["rest"]]):
            width = text_width(f"{piece['name']} {piece['text']}", self.size) + 12
            left = (min(piece["start"], piece["start"] + piece["value"]) - self.low) * self.pixels
            left = max(0.0, min(left, end - width))
            level = 0
            while any(level == other and left + width > start for start, other in taken):
                level += 1
            taken.append((left, level))
            found.append((piece, left, level))
        return found

    def _part_labels(self, places: Sequence[float]) -> list[dict[str, Any]]:
        texts = []
        half = _BAR[self.form] / 2
        for number, place in enumerate(places):
            for piece, left, level in self._labelled(number):
                at = place - half - 2 - (level + 0.5) * self.line
                role = _text_role(str(piece["role"]))
                text = f"{piece['name']} <b>{piece['text']}</b>"
                texts.append(label(self.low + left / self.pixels, at, text, role=role, size=self.size))
            for piece in self._of(number):
                if piece["rest"] and abs(piece["value"]) * self.pixels > text_width(piece["text"], self.size) + 14:
                    middle = piece["start"] + piece["value"] / 2
                    texts.append(
                        label(middle, place, piece["text"], size=self.size, xanchor="center", role="ink", on_paper=True)
                    )
        return texts

    def _totals(self, places: Sequence[float]) -> list[dict[str, Any]]:
        texts = []
        for number, (row, place) in enumerate(zip(self.rows, places, strict=True)):
            ends = [piece["start"] + piece["value"] for piece in self._of(number)]
            end = max([0.0, *ends, *([] if pd.isna(row["total"]) else [float(row["total"])])])
            texts.append(label(end, place, f"<b>{row['total_text']}</b>", size=self.size + 1, xshift=_DOT))
        return texts

    def _names(self, places: Sequence[float], levels: Sequence[int]) -> list[dict[str, Any]]:
        texts = []
        for row, place, above in zip(self.rows, places, levels, strict=True):
            bold = f"<b>{row['name']}</b>"
            if self.left:
                text = wrap(str(row["name"]), width=self.left - 14, size=self.size)
                bold = f"<b>{text}</b>"
                texts.append(label(0, place, bold, size=self.size, xref="paper", xshift=-self.left))
            else:
                at = place - _BAR[self.form] / 2 - (above - 0.5) * self.line - 2
                texts.append(label(0, at, bold, size=self.size, xref="paper"))
        return texts

    def _asides(self, places: Sequence[float]) -> list[dict[str, Any]]:
        if not self.right:
            return []
        look: dict[str, Any] = {"role": "muted", "size": self.size - 1, "xref": "paper", "xshift": 16}
        texts = [label(1, self.line / 2 + 2, self.aside_title, **look)]
        for row, place in zip(self.rows, places, strict=True):
            texts.append(label(1, place, str(row["aside"]), **look))
        return texts

    def _hairlines(self, places: Sequence[float], levels: Sequence[int]) -> list[dict[str, Any]]:
        """Between groups of periods of different kinds."""
        shapes = []
        for number in range(1, len(self.rows)):
            if self.rows[number]["group"] != self.rows[number - 1]["group"]:
                at = places[number] - _BAR[self.form] / 2 - levels[number] * self.line - _GROUP / 2 - 4
                shapes.append(
                    {
                        "type": "line",
                        "xref": "paper",
                        "yref": "y",
                        "x0": -2,  # beyond both margins: the figure cuts it at its edges
                        "x1": 3,
                        "y0": at,
                        "y1": at,
                        "line": {"color": colour("hairline"), "width": 1},
                    }
                )
        return shapes


def _text_role(role: str) -> str:
    """The role of a part's name; the lighter shades share the text of the full one."""
    plain = role.removesuffix("-soft")
    return text_role("other" if plain == "filling" else plain)


def _stacked(pieces: Sequence[Mapping[Any, Any]]) -> list[dict[str, Any]]:
    """The parts with where each starts: positive ones to the right of zero, negative ones to its left."""
    ends: dict[tuple[int, bool], float] = {}
    found = []
    for piece in pieces:
        side = (int(piece["bar"]), float(piece["value"]) < 0)
        start = ends.get(side, 0.0)
        ends[side] = start + float(piece["value"])
        found.append({**piece, "value": float(piece["value"]), "start": start})
    return found
