"""Small multiples over years: a panel for each series on the same axes; it must not choose, join or rank rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from app.figures.labelling import SIDES, Box, dot_box, is_free, text_box
from app.figures.panels import LEAST_WIDTH, MARGINS, RIGHT, WIDTH, Axes, Grid, Title, new_grid
from app.figures.template import LEAST_TEXT, label, new_figure, text_width, wrap
from app.theme import colour, text_role

_DOT = {"newest": 11, "full": 8, "part": 5}
_OUTLINE = 1.5
_GHOST = 16
_ALONG = [part / 8 for part in range(9)]  # places along a line that a number must not cover

Row = dict[str, Any]
Segment = tuple[tuple[float, float], tuple[float, float]]
Taken = dict[float, list[Box]]


def small_multiples(
    panels: Sequence[Row],
    marks: Sequence[Row],
    *,
    form: str,
    axes: Axes,
    joins: Sequence[Row],
    ticks: Sequence[Row],
    reference: Sequence[Row],
    events: Sequence[Row],
    reference_name: str = "",
) -> dict[str, Any]:
    """A panel for each row of ``panels``; the other rows name it by its place, in ``panel``; ``x`` counts in years.

    ``panels``: title, value, period, status, role, empty (a word where nothing is known). ``marks``: panel, x, y, full
    (a whole year), newest, hollow, role, hover, label (a number to stand beside the dot, or ""), below (where it would
    rather stand). ``joins``: panel, x0, y0, x1, y1, role. ``ticks``: panel, x, y, hover: quiet values for comparison.
    ``reference``: x, y, joined (to the point before), hollow, hover: the same line in every panel.
    ``events``: panel, x, number, hover: markers on the time axis.
    """
    titles = [
        Title(name=r["title"], value=r["value"], below=r["period"], status=r["status"], role=r["role"]) for r in panels
    ]
    grid = new_grid(titles, [row["y"] for row in (*marks, *ticks, *reference)], form=form, axes=axes)
    line = list(reference)
    parts: list[Row] = []
    texts: list[Row] = []
    shapes: list[Row] = []
    taken: list[Taken] = []
    by_panel = [_by_panel(rows) for rows in (marks, joins, ticks, events)]
    for place, panel in enumerate(panels):
        own, joined, compared, noted = (found.get(place, []) for found in by_panel)
        rings = _apart(noted, grid)
        taken.append(_taken(own, compared, [*_segments(line), *map(_segment, joined)], rings, grid))
        parts += [_reference_line(line, place), _reference_points(line, place), _join_lines(joined, place)]
        parts += [_compared(compared, place), _dots(own, place, grid), _rings(rings, place, grid)]
        parts += [_ghosts([*compared, *line], place)]
        shapes += _lines(grid, place)
        texts += [
            _title(grid, place),
            *_scale(str(panel["empty"]), grid, place),
            *_numbers(own, grid, place, taken[-1]),
        ]
    texts += _reference_name(line, reference_name, grid, taken)
    return _figure(grid, [part for part in parts if part["x"]], shapes, texts)


def _figure(grid: Grid, parts: list[Row], shapes: list[Row], texts: list[Row]) -> dict[str, Any]:
    """All parts as plain data: hundreds of small ones, which Plotly's own objects would check one by one."""
    margin = {"l": grid.left, "r": RIGHT, "t": MARGINS - 4, "b": 4}
    figure = new_figure(form=grid.form, height=grid.height + MARGINS, margin=margin).as_mapping()
    layout = figure["layout"]
    looks = {name: layout[f"{name}axis"] for name in ("x", "y")}
    for place in range(len(grid.titles)):
        layout.update(_axes(grid, place, looks))
    layout.update(shapes=shapes, annotations=texts)
    return {**figure, "data": parts}


def _by_panel(rows: Sequence[Row]) -> dict[int, list[Row]]:
    """The rows of each panel."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["panel"], []).append(row)
    return found


def _axis(name: str, place: int) -> str:
    """The name of a panel's axis: x, x2, x3."""
    return name if place == 0 else f"{name}{place + 1}"


def _refs(place: int, *, x: str = "", y: str = "") -> Row:
    """What the places of a shape or text refer to: a panel's axis, or with ``domain`` its plot."""
    return {"xref": f"{_axis('x', place)} {x}".strip(), "yref": f"{_axis('y', place)} {y}".strip()}


def _axes(grid: Grid, place: int, looks: dict[str, Row]) -> dict[str, Row]:
    """Axes of a panel in the look of the template, without words of their own."""
    across, up = grid.domain(place)
    years = [grid.axes.first, grid.axes.last + 1]
    found = {}
    for name, other, domain, extent in (("x", "y", across, years), ("y", "x", up, [grid.low, grid.high])):
        own = {"domain": domain, "anchor": _axis(other, place), "range": extent, "showticklabels": False}
        found[_axis(f"{name}axis", place)] = {**looks[name], **own}
    return found


def _lines(grid: Grid, place: int) -> list[Row]:
    """A line for each value of the scale, zero clearest; the time axis with a small tick at the end of each year."""
    across = {"type": "line", "layer": "below", "x0": 0, "x1": 1, **_refs(place, x="domain")}
    found = [
        {**across, "y0": y, "y1": y, "line": {"color": colour("grid" if y else "filling"), "width": 1}}
        for y in grid.lines
    ]
    thin = {"type": "line", "layer": "below", "line": {"color": colour("hairline"), "width": 1}}
    found.append({**thin, **_refs(place, x="domain", y="domain"), "x0": 0, "x1": 1, "y0": 0, "y1": 0})
    down = {"ysizemode": "pixel", "yanchor": 0, "y0": 0, "y1": -4, **_refs(place, y="domain")}
    found += [{**thin, **down, "x0": year, "x1": year} for year in range(grid.axes.first, grid.axes.last + 2)]
    return found


def _title(grid: Grid, place: int) -> Row:
    """The name; below it the newest value, and its period beside or below that."""
    title = grid.titles[place]
    value = _styled(f"<b>{title.value}</b>", grid.value_size, text_role(title.role)) if title.value else ""
    below = _styled(title.below, grid.small, "muted") if title.below else ""
    lines = (
        [f"<b>{title.name}</b>", "  ".join((value, below))] if title.inline else [f"<b>{title.name}</b>", value, below]
    )
    text = "<br>".join(line for line in lines if line.strip())
    up = grid.head(place)
    return label(0, 1, text, size=grid.size, yanchor="top", yshift=up, **_refs(place, x="domain", y="domain"))


def _styled(text: str, size: int, role: str) -> str:
    return f"<span style='font-size:{size}px;color:{colour(role)}'>{text}</span>"


def _scale(empty: str, grid: Grid, place: int) -> list[Row]:
    """The numbers of the scale left of the first panel of a row, the years below each, a word in an empty one."""
    look: Row = {"role": "muted", "size": grid.small}
    years = {**look, "xanchor": "center", "yanchor": "top", "yshift": -9, **_refs(place, y="domain")}
    found = [label(year + 1, 0, text, **years) for year, text in grid.axes.year_labels]
    if place % grid.columns == 0:
        numbers = {**look, "xanchor": "right", "xshift": -4, **_refs(place, x="domain")}
        found += [label(0, y, grid.axes.text(y), **numbers) for y in grid.lines]
    if empty:
        word = wrap(empty, width=grid.panel_width(LEAST_WIDTH[grid.form]), size=grid.small)
        found.append(label(0.5, 0.6, word, xanchor="center", **look, **_refs(place, x="domain", y="domain")))
    return found


def _points(rows: list[Row], place: int, **look: Any) -> Row:
    """Points with the hover card of the house."""
    return {
        "type": "scatter",
        "x": [row["x"] for row in rows],
        "y": [row["y"] for row in rows],
        "xaxis": _axis("x", place),
        "yaxis": _axis("y", place),
        "mode": "markers",
        "customdata": [row["hover"] for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
        **look,
    }


def _path(x: list[float | None], y: list[float | None], place: int, **look: Any) -> Row:
    """Lines that end where there is no number, and say nothing themselves."""
    axes = {"xaxis": _axis("x", place), "yaxis": _axis("y", place)}
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": look, "hoverinfo": "skip", **axes}


def _reference_line(rows: list[Row], place: int) -> Row:
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        x += [row["x"]] if row["joined"] else [None, row["x"]]
        y += [row["y"]] if row["joined"] else [None, row["y"]]
    return _path(x, y, place, color=colour("reference"), width=1, dash="3px,3px")


def _reference_points(rows: list[Row], place: int) -> Row:
    """A small point for each value of the line."""
    fills = [colour("paper" if row["hollow"] else "reference") for row in rows]
    outline = {"width": 1, "color": colour("reference")}
    return _silent(_points(rows, place, marker={"size": 3, "color": fills, "line": outline}))


def _join_lines(joins: list[Row], place: int) -> Row:
    x = [value for row in joins for value in (row["x0"], row["x1"], None)]
    y = [value for row in joins for value in (row["y0"], row["y1"], None)]
    return _path(x, y, place, color=colour(joins[0]["role"] if joins else "other"), width=1.75)


def _compared(ticks: list[Row], place: int) -> Row:
    line = {"width": 1.5, "color": colour("other")}
    return _silent(_points(ticks, place, marker={"symbol": "line-ew", "size": 9, "line": line}))


def _silent(part: Row) -> Row:
    return {key: value for key, value in part.items() if key not in ("customdata", "hovertemplate")} | {
        "hoverinfo": "skip"
    }


def _ghosts(rows: list[Row], place: int) -> Row:
    """Unseen points that carry the hover cards of quiet values: Plotly shows that of the smallest point under the
    pointer, and beside a dot the dot's own is wanted.
    """
    return _points(rows, place, marker={"size": _GHOST, "color": "rgba(0,0,0,0)", "line": {"width": 0}})


def _dots(marks: list[Row], place: int, grid: Grid) -> Row:
    """Parts of a year small, whole years larger, the newest largest and on top; beyond the axis an arrow at its end."""
    rows = sorted(marks, key=lambda row: (row["newest"], row["full"]))
    over = [grid.within(row["y"]) < row["y"] for row in rows]
    marker = {
        "symbol": ["triangle-up" if beyond else "circle" for beyond in over],
        "size": [_size(row, grid) for row in rows],
        "color": [colour("paper" if row["hollow"] else row["role"]) for row in rows],
        "opacity": 1,
        "line": {"width": _OUTLINE, "color": [colour(row["role"]) for row in rows]},
    }
    return _points([{**row, "y": grid.within(row["y"])} for row in rows], place, marker=marker)


def _size(row: Row, grid: Grid) -> int:
    size = _DOT["newest" if row["newest"] else "full" if row["full"] else "part"]
    return size + 4 if grid.within(row["y"]) < row["y"] else size


def _apart(events: list[Row], grid: Grid) -> list[Row]:
    """The markers on the time axis, moved to the left where they would cover each other."""
    years = grid.axes.last + 1 - grid.axes.first
    least = (_ring(grid) + 3) / grid.panel_width(LEAST_WIDTH[grid.form]) * years
    places = [row["x"] for row in events]
    for i in range(len(places) - 2, -1, -1):
        places[i] = min(places[i], places[i + 1] - least)
    return [{**row, "x": x, "y": grid.low} for row, x in zip(events, places, strict=True)]


def _rings(events: list[Row], place: int, grid: Grid) -> Row:
    """Numbered rings on the time axis."""
    ring = {"symbol": "circle", "size": _ring(grid), "color": colour("paper")}
    rings = _points(
        events,
        place,
        mode="markers+text",
        marker={**ring, "line": {"width": 1, "color": colour("other")}},
        text=[str(row["number"]) for row in events],
        textfont={"size": max(grid.small - 1, LEAST_TEXT.get(grid.form, 0)), "color": colour("ink")},
        textposition="middle center",
    )
    return {**rings, "meta": "milestones"}


def _ring(grid: Grid) -> int:
    """The diameter of a ring around its number."""
    return grid.small + (8 if grid.form in LEAST_TEXT else 5)


def _taken(marks: list[Row], ticks: list[Row], lines: list[Segment], rings: list[Row], grid: Grid) -> Taken:
    """What dots, ticks, lines and markers take of a panel, at the usual and at the least width of the figure."""
    places = [(row["x"], row["y"], _size(row, grid) + _OUTLINE) for row in marks]
    places += [(row["x"], row["y"], 6) for row in ticks]
    places += [(row["x"], row["y"], _ring(grid) + 8) for row in rings]
    for (x0, y0), (x1, y1) in lines:
        places += [(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part, 3) for part in _ALONG]
    widths = (float(WIDTH[grid.form]), float(LEAST_WIDTH[grid.form]))
    return {
        width: [_zero(grid, width), *(dot_box(*grid.pixels(x, y, width), size) for x, y, size in places)]
        for width in widths
    }


def _zero(grid: Grid, width: float) -> Box:
    """The line at zero, which no text may cross."""
    right, y = grid.pixels(grid.axes.last + 1, 0, width)
    return Box(0, y - 1, right, y + 1)


def _segments(line: list[Row]) -> list[Segment]:
    """The pieces of the reference line."""
    return [((a["x"], a["y"]), (b["x"], b["y"])) for a, b in pairwise(line) if b["joined"]]


def _segment(join: Row) -> Segment:
    return (join["x0"], join["y0"]), (join["x1"], join["y1"])


def _numbers(marks: list[Row], grid: Grid, place: int, taken: Taken) -> list[Row]:
    """The numbers of dots that have one, each where it covers nothing; left out where there is no such place."""
    found = []
    for row in marks:
        if not row["label"]:
            continue
        order = ("below", "below-right", "below-left") if row["below"] else ("above", "above-left", "above-right")
        gap = _size(row, grid) / 2 + 1
        text = _free_label(row, str(row["label"]), (*order, "left", "right"), grid, place, taken, gap=gap)
        if text is not None:
            found.append({**text, "font": {"size": grid.small, "color": colour(text_role(row["role"]))}})
    return found


def _reference_name(line: list[Row], name: str, grid: Grid, taken: list[Taken]) -> list[Row]:
    """The name of the reference line, at one of its first points in the emptiest panel where it covers nothing."""
    width = float(WIDTH[grid.form])
    for place in sorted(range(len(taken)), key=lambda place: len(taken[place][width])):
        for row in line[:3]:
            sides = ("above", "above-right", "below", "below-right")
            text = _free_label(row, name, sides, grid, place, taken[place], gap=4) if name else None
            if text is not None:
                return [text]
    return []


def _free_label(
    row: Row, text: str, sides: tuple[str, ...], grid: Grid, place: int, taken: Taken, *, gap: float
) -> Row | None:
    """A text on the first side of a dot on which it is free at every width; it then takes that place."""
    x, y = row["x"], grid.within(row["y"])
    size = {"width": text_width(text, grid.small) + 2, "height": grid.small * 1.05, "gap": gap}
    for name in sides:
        boxes = {wide: text_box(*grid.pixels(x, y, wide), SIDES[name], **size) for wide in taken}
        if all(is_free(boxes[wide], taken=taken[wide], bounds=_bounds(grid, wide)) for wide in taken):
            for wide in taken:
                taken[wide].append(boxes[wide])
            side = SIDES[name]
            shift: Row = {"xshift": int(side.across * gap), "yshift": int(side.up * gap)}
            anchors: Row = {"xanchor": side.xanchor, "yanchor": side.yanchor}
            return label(x, y, text, size=grid.small, **anchors, **shift, **_refs(place))
    return None


def _bounds(grid: Grid, width: float) -> Box:
    """Where texts of a panel may stand: above the time axis, a little beyond its sides."""
    return Box(-4, 2, grid.panel_width(width) + RIGHT - 4, grid.plot + 4)
