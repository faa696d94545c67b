"""Events on lanes over time, or as a strip of counts where there is little room; it must not choose or word them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.figures.lanes import RING, Arrangement, Mark, Measures, Placed, arrange
from app.figures.plain import Figure, bar, scatter
from app.figures.template import TEXT_SIZE, label, new_figure
from app.figures.timescale import TimeScale
from app.theme import colour

HOVER = "%{customdata[0]}<extra></extra>"
MEASURES: Mapping[str, Measures] = {
    "wide": Measures(width=720, names=150, dot=10, row=16, text=13, tick=34),
    "slide": Measures(width=1058, names=210, dot=10, row=18, text=16, tick=46, pad=2, top=24, bottom=26, gap=2),
}
_CLEAR = "rgba(0,0,0,0)"
_EDGE = 10  # pixels before the first and after the last moment, for marks that stand there


def timeline(
    marks: Sequence[Mark],
    *,
    form: str,
    lanes: Sequence[tuple[str, str]],
    scale: TimeScale,
    ticks: Sequence[tuple[float, str]],
    lines: Sequence[float],
    captions: Sequence[tuple[float, str]] = (),
    labelled: int,
    tight: bool = False,
) -> dict[str, Any]:
    """Marks, oldest first, on ``lanes`` (code, name) from top to bottom.

    ``ticks`` and ``captions``: (year, text), ``lines``: years. Marks up to the priority ``labelled`` carry their
    text where there is room; ``tight`` brings rows together.
    """
    sizes = replace(MEASURES[form], dot=8, gap=1, row=17, pad=1) if tight else MEASURES[form]
    found = arrange(marks, lanes, scale, sizes, labelled=labelled)
    figure = new_figure(
        form=form,
        height=int(found.height) + sizes.top + sizes.bottom,
        margin={"l": sizes.names, "r": 16, "t": sizes.top, "b": sizes.bottom},
    )
    figure.update_xaxes(
        range=[-_EDGE, scale.width + _EDGE],
        tickmode="array",
        tickvals=[scale.at(year) for year, _ in ticks],
        ticktext=[text for _, text in ticks],
        tickangle=0,
        tickfont={"size": sizes.text, "color": colour("muted")},
    )
    figure.update_yaxes(range=[found.height, 0], showticklabels=False)
    figure.update_layout(barmode="overlay")
    figure.update_layout(shapes=_ground(scale, lines, found))
    _add_marks(figure, found.placed, dot=sizes.dot)
    texts = [_lane_name(name, found.lanes[code], sizes) for code, name in lanes]
    texts += [_mark_label(place, size=sizes.text) for place in found.placed if place.side]
    texts += [
        _above(label(scale.at(year), 1, text, role="muted", size=sizes.text, xshift=-_EDGE if i == 0 else 6))
        for i, (year, text) in enumerate(captions)
    ]
    figure.update_layout(annotations=texts)
    return figure.as_mapping()


def _ground(scale: TimeScale, lines: Sequence[float], found: Arrangement) -> list[dict[str, Any]]:
    """The years of the tighter scale on another ground, lines in time and between lanes, and through the chosen."""
    down = (0.0, found.height)
    shapes = [_line((scale.at(year),) * 2, down, role="grid") for year in lines]
    if scale.change is not None:
        bend = scale.at(scale.change)
        shapes.insert(0, _tight_ground(bend))
        shapes.append(_line((bend, bend), down, role="filling", dash="2px,3px"))
    for top in (0.0, *(bottom for _, bottom in found.lanes.values())):
        shapes.append({**_line((-0.5, 1.0), (top, top), role="hairline"), "xref": "paper"})
    shapes += [_line((place.x, place.x), down, role="ink") for place in found.placed if place.mark.chosen]
    return shapes


def _tight_ground(bend: float) -> dict[str, Any]:
    """On the layer of the lines between lanes, which it would cover otherwise."""
    ground = _shape("rect", (-_EDGE, bend), (0, 1), fillcolor=colour("surface"), line={"width": 0})
    return {**ground, "yref": "paper"}


def _line(x: tuple[float, float], y: tuple[float, float], *, role: str, dash: str = "solid") -> dict[str, Any]:
    return _shape("line", x, y, line={"color": colour(role), "width": 1, "dash": dash})


def _shape(kind: str, x: tuple[float, float], y: tuple[float, float], **look: Any) -> dict[str, Any]:
    return {"type": kind, "x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1], "layer": "below", **look}


def _add_marks(figure: Figure, placed: Sequence[Placed], *, dot: int) -> None:
    """First the rings (of the report's events, and a stronger one of the chosen event), then the marks in them."""
    for bars in (True, False):
        kind = [place for place in placed if place.bar == bars]
        add = _add_bars if bars else _add_dots
        ringed = [place for place in kind if place.mark.ring and not place.mark.chosen]
        add(figure, ringed, dot=dot, grow=2 * RING, role="ink", line=1.5)
        add(figure, [place for place in kind if place.mark.chosen], dot=dot, grow=3 * RING, role="ink", line=3)
        add(figure, [place for place in kind if place.mark.hollow], dot=dot, grow=0, role="", line=2)
        add(figure, [place for place in kind if not place.mark.hollow], dot=dot, grow=0, role="", line=0)


def _add_bars(figure: Figure, places: Sequence[Placed], *, dot: int, grow: int, role: str, line: float) -> None:
    """Bars for events of which only the year or the month is known; hollow where there is a line."""
    if not places:
        return
    roles = [role or place.mark.role for place in places]
    tall = dot - 2 + grow - line
    figure.add_trace(
        bar(
            orientation="h",
            base=[place.left - (grow - line) / 2 for place in places],
            x=[place.right - place.left + grow - line for place in places],
            y=[place.y for place in places],
            width=tall,
            marker={
                "color": colour("paper") if line else [colour(name) for name in roles],
                "line": {"color": [colour(name) for name in roles], "width": line},
                "cornerradius": tall / 2,
            },
            customdata=[[place.mark.hover, place.mark.code] for place in places],
            hovertemplate=HOVER,
        )
    )


def _add_dots(figure: Figure, places: Sequence[Placed], *, dot: int, grow: int, role: str, line: float) -> None:
    """Dots for events of which the day is known, or a month that is narrower than a dot."""
    if not places:
        return
    roles = [role or place.mark.role for place in places]
    figure.add_trace(
        scatter(
            x=[place.x for place in places],
            y=[place.y for place in places],
            mode="markers",
            marker={
                "size": dot + grow - line,
                "opacity": 1,
                "color": colour("paper") if line else [colour(name) for name in roles],
                "line": {"color": [colour(name) for name in roles], "width": line},
            },
            customdata=[[place.mark.hover, place.mark.code] for place in places],
            hovertemplate=HOVER,
        )
    )


def _above(text: dict[str, Any]) -> dict[str, Any]:
    """A text above the plot."""
    return {**text, "yref": "paper", "yshift": 13}


def _lane_name(name: str, ends: tuple[float, float], sizes: Measures) -> dict[str, Any]:
    middle = sum(ends) / 2
    return label(0, middle, sizes.wrapped(name), size=sizes.name_text, xref="paper", xshift=-sizes.names)


def _mark_label(place: Placed, *, size: int) -> dict[str, Any]:
    mark = place.mark
    gap = 3 + (RING if mark.ring or mark.chosen else 0)
    text = f"<b>{place.text}</b>" if mark.chosen else place.text
    role = "ink" if mark.ring or mark.chosen else "muted"
    if place.side == "over":
        spaced = f"\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}"
        shown = label(place.left, place.y, spaced, role=role, size=size, xshift=20, on_paper=True)
        return {**shown, "borderpad": 0}
    if place.side == "left":
        return label(place.left, place.y, text, role=role, size=size, xanchor="right", xshift=-gap)
    return label(place.right, place.y, text, role=role, size=size, xshift=gap)


def strip(
    columns: Sequence[tuple[float, Mapping[str, int], str]],
    *,
    form: str,
    roles: Sequence[str],
    span: tuple[float, float],
    ticks: Sequence[tuple[float, str]],
    marked: float | None = None,
) -> dict[str, Any]:
    """A narrow strip of counts.

    ``columns``: (place, count by role, hover); ``span``: the first and the last place, one apart each; ``ticks``:
    (place, text); ``marked``: the place of the chosen event. The roles are stacked in their order.
    """
    size = TEXT_SIZE[form]
    most = max((sum(counts.values()) for _, counts, _ in columns), default=1)
    figure = new_figure(form=form, height=150 if form == "narrow" else 300, margin={"l": 24, "r": 8, "t": 24, "b": 28})
    for role in roles:
        figure.add_trace(
            bar(
                x=[place for place, _, _ in columns],
                y=[counts.get(role, 0) for _, counts, _ in columns],
                width=0.72,
                marker={"color": colour(role), "line": {"width": 0}},
                customdata=[[hover, "", place] for place, _, hover in columns],
                hovertemplate=HOVER,
            )
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(
        range=[span[0] - 0.7, span[1] + 0.7],
        tickmode="array",
        tickvals=[place for place, _ in ticks],
        ticktext=[text for _, text in ticks],
        tickangle=0,
        tickfont={"size": size - 1},
        ticklabeloverflow="allow",
    )
    figure.update_yaxes(range=[0, most * 1.05], showticklabels=False)
    figure.update_layout(shapes=[{**_line((0.0, 1.0), (0.0, 0.0), role="ink"), "xref": "paper"}])
    tallest = max(columns, key=lambda column: sum(column[1].values()))
    notes = [label(tallest[0], most, f"<b>{most}</b>", size=size, xanchor="center", yanchor="bottom")]
    if marked is not None:
        total = next((sum(counts.values()) for place, counts, _ in columns if place == marked), 0)
        if total and marked != tallest[0]:
            notes.append(label(marked, total, "▾", size=size, xanchor="center", yanchor="bottom"))
    figure.update_layout(annotations=notes)
    return figure.as_mapping()
