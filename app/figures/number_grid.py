"""Single figures as a grid of large numbers with small bars; it must not choose or word them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.figures.plain import Figure, bar
from app.figures.template import FLATTEST, LEAST_TEXT, TEXT_SIZE, label, new_figure, text_width, wrap
from app.i18n import SEPARATOR
from app.theme import FONT_HEADLINE, colour, text_role

Entry = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """Sizes of a form in pixels; ``columns`` of the first group and of the others."""

    width: int
    columns: tuple[int, int]
    number: int
    bars: int


_PLANS: Mapping[str, _Plan] = {
    "wide": _Plan(width=700, columns=(3, 3), number=34, bars=34),
    "narrow": _Plan(width=328, columns=(2, 2), number=27, bars=30),
    "slide": _Plan(width=1160, columns=(3, 3), number=44, bars=0),
    "square": _Plan(width=500, columns=(1, 1), number=24, bars=0),
}
_DASHED = "5px,4px"
_GAP = 28
_SPARE = 6  # pixels by which Chinese in another face may be wider than reckoned
_FIGURES = 0.95  # of the usual width of a letter: large figures and their unit
_NARROW_LETTERS = 0.92  # of the usual width of a letter: words of small letters


def number_grid(entries: Sequence[Entry], *, groups: Sequence[tuple[str, str]], form: str) -> dict[str, Any]:
    """A grid; on a square a list, which holds more of them.

    ``entries``: group, label, number, unit, about (lines), status, comparison (texts, may be empty), role, hollow
    (bool), trend: a list of (year, value or None, text, hollow). ``groups``: (code, heading) in order.
    """
    plan = _PLANS[form]
    grid = _List(plan, LEAST_TEXT[form] + 1) if form == "square" else _Grid(plan, TEXT_SIZE[form])
    for place, (code, heading) in enumerate(groups):
        members = [entry for entry in entries if entry["group"] == code]
        if members:
            grid.group(heading, members, columns=plan.columns[min(place, 1)])
    return grid.figure(form).as_mapping()


class _Grid:
    """Places texts and bars from top to bottom in pixels, then makes the figure; used once and dropped."""

    def __init__(self, plan: _Plan, size: int) -> None:
        self.plan = plan
        self.size = size
        self.y = 0.0
        self.texts: list[dict[str, Any]] = []
        self.lines: list[dict[str, Any]] = []
        self.bars: list[dict[str, Any]] = []

    def group(self, heading: str, members: Sequence[Entry], *, columns: int) -> None:
        """A heading and its entries in rows of as many columns."""
        self.line(f"<b>{heading}</b>")
        for start in range(0, len(members), columns):
            row = members[start : start + columns]
            width = (self.plan.width - _GAP * (columns - 1)) / columns
            heights = [self._entry(entry, i * (width + _GAP), width) for i, entry in enumerate(row)]
            self.y += max(heights) + 22

    def line(self, text: str) -> None:
        """One line of text over the whole width."""
        wrapped = wrap(text, width=self.plan.width, size=self.size)
        self._text(0, self.y, wrapped, size=self.size, role="muted")
        self.y += self._height(wrapped, self.size) + 10

    def _entry(self, entry: Entry, x: float, width: float) -> float:
        """One figure; gives its height."""
        size, small, y = self.size, self.size - 2 if self.size > 16 else self.size - 1, self.y + 10
        self._rule(x, width, entry)
        y = self._block(x, y, f"<b>{wrap(entry['label'], width=width, size=size)}</b>", size, "ink")
        role = "ink" if entry["role"] == "other" else text_role(entry["role"])
        y = self._block(x, y, self._value(entry, width), self.plan.number, role, font=FONT_HEADLINE)
        status = f"{'○' if entry['hollow'] else '●'} {entry['status']}"
        for text in (*entry["about"], entry["comparison"], status):
            if text:
                y = self._block(x, y, wrap(text, width=width - _SPARE, size=small), small, "muted")
        if self.plan.bars and entry["trend"]:
            y = self._trend(entry, x, y + 4, width)
        return y - self.y

    def _value(self, entry: Entry, width: float) -> str:
        """The number and, smaller, what follows it; on a line of its own where it does not fit beside."""
        number, unit, small = entry["number"], entry["unit"], round(self.plan.number * 0.44)
        fits = (text_width(number, self.plan.number) + text_width(unit, small)) * _FIGURES <= width
        shown = f'<span style="font-size:{small}px">{unit if fits else unit.strip()}</span>'
        return f"{number}{shown}" if fits else f"{number}<br>{shown}"

    def _block(self, x: float, y: float, text: str, size: int, role: str, *, font: str = "") -> float:
        self._text(x, y, text, size=size, role=role, font=font)
        return y + self._height(text, size)

    def _text(self, x: float, y: float, text: str, *, size: int, role: str, font: str = "") -> None:
        made = label(x, y, text, role=role, size=size, yanchor="top")
        if font:
            made["font"] = {**made["font"], "family": font}
        self.texts.append(made)

    def _height(self, text: str, size: int) -> float:
        return (text.count("<br>") + 1) * size * 1.3 + 4

    def _rule(self, x: float, width: float, entry: Entry) -> None:
        line = {"color": colour(entry["role"]), "width": 2, "dash": _DASHED if entry["hollow"] else "solid"}
        self.lines.append({"type": "line", "x0": x, "x1": x + width, "y0": self.y + 4, "y1": self.y + 4, "line": line})

    def _trend(self, entry: Entry, x: float, y: float, width: float) -> float:
        """Small bars, one for each year, the last in the figure's colour; gaps where no value is known."""
        points = entry["trend"]
        known = [value for _, value, _, _ in points if value is not None]
        low, high = min(0.0, *known), max(0.0, *known)
        scale = self.plan.bars / ((high - low) or 1.0)
        years = f"{points[0][0]}–{points[-1][0]}"
        slot = min(18.0, (width - text_width(years, self.size) - 8) / len(points))
        for place, (year, value, text, hollow) in enumerate(points):
            if value is None:
                continue
            role = entry["role"] if place == len(points) - 1 else "filling"
            self.bars.append(
                {
                    "x": x + (place + 0.5) * slot,
                    "base": y + high * scale,
                    "y": -value * scale,
                    "width": slot * 0.7,
                    "fill": "rgba(0,0,0,0)" if hollow else colour(role),
                    "line": colour(role),
                    "hover": f"{year}: {text}",
                }
            )
        self._text(x + len(points) * slot + 8, y + self.plan.bars - self.size, years, size=self.size - 2, role="muted")
        return y + self.plan.bars + 6

    def figure(self, form: str) -> Figure:
        """The figure of all that was placed, one unit of its axes a pixel."""
        height = int(self.y + 8)
        made = new_figure(form=form, height=height, margin={"l": 0, "r": 0, "t": 0, "b": 0})
        made.update_xaxes(range=[0, self.plan.width], showticklabels=False)
        made.update_yaxes(range=[height, 0], showticklabels=False)
        made.add_trace(
            bar(
                x=[bar["x"] for bar in self.bars],
                y=[bar["y"] for bar in self.bars],
                base=[bar["base"] for bar in self.bars],
                width=[bar["width"] for bar in self.bars],
                marker={
                    "color": [bar["fill"] for bar in self.bars],
                    "line": {"color": [bar["line"] for bar in self.bars], "width": 1},
                },
                customdata=[bar["hover"] for bar in self.bars],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
        made.update_layout(annotations=self.texts, shapes=self.lines)
        return made


class _List(_Grid):
    """One figure below the other: the number, right of it what it counts and, smaller, how and of when it is."""

    _NUMBER = 164  # pixels of the column of numbers
    _LINE = 1.3  # as plots set their lines

    def _entry(self, entry: Entry, x: float, width: float) -> float:
        small, room = LEAST_TEXT["square"], width - self._NUMBER
        self._rule(x, width, entry)
        role = "ink" if entry["role"] == "other" else text_role(entry["role"])
        number = f'{entry["number"]}<span style="font-size:{small}px">{entry["unit"]}</span>'
        self._text(x, self.y + 5, number, size=self.plan.number, role=role, font=FONT_HEADLINE)
        name = [f"<b>{line}</b>" for line in wrap(entry["label"], width=room, size=small).split("<br>")]
        said = SEPARATOR.join(text for text in (*entry["about"], entry["comparison"]) if text)
        about = wrap(f"{'○' if entry['hollow'] else '●'} {said}", width=room, size=small * _NARROW_LETTERS)
        lines = [*name, f'<span style="color:{colour("muted")}">{about}</span>']
        self._text(x + self._NUMBER, self.y + 8, "<br>".join(lines), size=small, role="ink")
        # With room even where the plot is pressed flat.
        return (len(name) + about.count("<br>") + 1) * small * self._LINE / FLATTEST

    def group(self, heading: str, members: Sequence[Entry], *, columns: int) -> None:
        """A heading and its entries close below each other."""
        self.line(f"<b>{heading}</b>")
        self.y -= 6
        for entry in members:
            self.y += self._entry(entry, 0, self.plan.width)
