"""A table turned into plots by its shape: categories, series and the points of each; it must not know any program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.charts.facts import COUNTED
from app.charts.spec import Cell, Drawing, Fact, Shape
from app.i18n import Texts
from app.period import Period
from app.store.snapshot import Snapshot
from app.theme import core_role

CHINA = "china"
_EARLIER = "muted"
PARTS_OF_YEARS = "parts of years"
"""The label of dots that are no full years, where no series has a name; a key has its own words for it."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A number at a category; None where there is none."""

    value: float | None
    text: str = ""
    hollow: bool = False
    derived: bool = False
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class Series:
    """Points for every category of the panel. ``mark``: bar, line, dot, tick (of China), whole (above a stack).

    ``name`` is its own in the panel, ``label`` what a key says of it, ``order`` tells marks apart without colour.
    """

    name: str
    role: str
    mark: str
    points: tuple[Point, ...]
    cells: tuple[Cell, ...]
    label: str = ""
    order: int = 0

    @property
    def newest(self) -> int:
        """The place of the last point that has a value."""
        return max(i for i, point in enumerate(self.points) if point.value is not None)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A plot: title (may be empty), what stands along its axis, its series, and what is written at its points."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    captions: tuple[str, ...] = ()


Row = tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """A drawing with the places of its columns."""

    drawing: Drawing
    shape: Shape
    snapshot: Snapshot
    texts: Texts

    def place(self, key: str) -> int | None:
        keys = [column.key for column in self.drawing.table.columns]
        return keys.index(key) if key in keys else None

    def code(self, row: Row, key: str) -> str:
        place = self.place(key)
        return "" if place is None else str(row[place].value)

    def said(self, row: Row, key: str) -> str:
        place = self.place(key)
        return "" if place is None else row[place].text

    def cell(self, row: Row, key: str) -> Cell:
        place = self.place(key)
        return Cell(text="") if place is None else row[place]

    def head(self, key: str) -> str:
        place = self.place(key)
        return "" if place is None else self.drawing.table.columns[place].label

    def role(self, code: str) -> str:
        """The colour of a series by its code: of its own, or that of a sector's core."""
        own = dict(self.shape.roles)
        sector = code.rpartition(":")[2]
        if code in own or sector in own:
            return own.get(code) or own[sector]
        try:
            return core_role(str(self.snapshot.record("sectors", sector)["core"]))
        except KeyError:
            return "other"


def panels(drawing: Drawing, *, snapshot: Snapshot, texts: Texts) -> tuple[Panel, ...]:
    """The plots of a drawing whose shape has some, in the order of its table."""
    shape = drawing.shape
    if shape is None or not drawing.table.rows:
        return ()
    reading = _Reading(drawing=drawing, shape=shape, snapshot=snapshot, texts=texts)
    rows = [row for row in drawing.table.rows if not _is_aside(reading, row)]
    codes = dict.fromkeys(reading.code(row, shape.panel) for row in rows) if shape.panel else {"": None}
    if shape.kind == "bars":
        return (_bars(reading, rows),)
    made = []
    for code in codes:
        own = [row for row in rows if not shape.panel or reading.code(row, shape.panel) == code]
        title = reading.said(own[0], shape.panel) if shape.panel else ""
        made.append(_KINDS[shape.kind](reading, own, title))
    return tuple(made)


def _is_aside(reading: _Reading, row: Row) -> bool:
    aside = reading.shape.aside
    return bool(aside) and reading.code(row, reading.shape.series).startswith(aside)


def _point(cell: Cell, role: str = "") -> Point:
    fact = cell.fact or Fact()
    value = float(cell.value) if isinstance(cell.value, int | float) else None
    return Point(value=value, text=cell.text, hollow=fact.unsure, derived=fact.derived, role=role)


_GAP = Cell(text="")


def _series(
    name: str,
    role: str,
    mark: str,
    cells: Sequence[Cell],
    *,
    roles: Sequence[str] = (),
    label: str = "",
    order: int = 0,
) -> Series:
    points = [_point(cell, roles[i] if roles else "") for i, cell in enumerate(cells)]
    return Series(
        name=name, role=role, mark=mark, points=tuple(points), cells=tuple(cells), label=label or name, order=order
    )


def _has_values(series: Series) -> bool:
    return any(point.value is not None for point in series.points)


def _bars(reading: _Reading, rows: list[Row]) -> Panel:
    """A bar for each category, beside it those of an earlier period and of China; families under their names."""
    shape = reading.shape
    codes = list(dict.fromkeys((reading.code(row, shape.panel), reading.code(row, shape.category)) for row in rows))
    families = dict.fromkeys(family for family, _ in codes)
    periods = list(dict.fromkeys(reading.code(row, shape.series) for row in rows))
    found = {
        (reading.code(row, shape.panel), reading.code(row, shape.category), reading.code(row, shape.series)): row
        for row in rows
    }
    places: list[tuple[str, str]] = []
    for family in families:
        places += [(family, ""), *(code for code in codes if code[0] == family)]
    made = []
    for number, period in enumerate(periods):
        for key in shape.values:
            cells = [reading.cell(found[*at, period], key) if (*at, period) in found else _GAP for at in places]
            said = reading.texts.period(period)
            name = f"{reading.head(key)}, {said}" if key == CHINA else said
            first = number == 0 and key == shape.values[0]
            roles = [reading.role(code) for _, code in places] if first else []
            made.append(_series(name, "" if first else _EARLIER, "bar", cells, roles=roles))
    names = [
        _heading(reading, family, rows) if not code else _indented(reading, code, codes, rows)
        for family, code in places
    ]
    return Panel(title="", categories=tuple(names), series=tuple(s for s in made if _has_values(s)))


def _heading(reading: _Reading, family: str, rows: Sequence[Row]) -> str:
    """The name of a family of measures, in the row above its bars."""
    panel = reading.shape.panel
    name = next(reading.said(row, panel) for row in rows if reading.code(row, panel) == family)
    return reading.texts("slides.family", name=name)


def _indented(reading: _Reading, code: str, codes: Sequence[tuple[str, str]], rows: Sequence[Row]) -> str:
    """The name of a category; a part whose whole is drawn too is said to be one."""
    category = reading.shape.category
    name = next(reading.said(row, category) for row in rows if reading.code(row, category) == code)
    try:
        parent = str(reading.snapshot.record("sectors", code)["parent"] or "")
    except KeyError:
        parent = ""
    is_part = parent != "industry" and parent in {sector for _, sector in codes}
    return reading.texts("mark.part", name=name) if is_part else name


def _columns(reading: _Reading, rows: list[Row], title: str) -> Panel:
    """Stacks along time, oldest first, and what they are parts of above them."""
    shape = reading.shape
    if shape.series:
        return _stacks_of_series(reading, rows, title)
    by_year = {int(reading.code(row, shape.category)[:4]): row for row in rows}
    years = range(min(by_year), max(by_year) + 1)
    parts = [
        _series(
            reading.head(key),
            reading.role(key),
            "bar",
            [reading.cell(by_year[year], key) if year in by_year else _GAP for year in years],
        )
        for key in shape.values
    ]
    wholes = [reading.cell(by_year[year], shape.whole) if year in by_year else _GAP for year in years]
    undivided = [
        _GAP if any(part.points[i].value is not None for part in parts) else cell for i, cell in enumerate(wholes)
    ]
    name = reading.head(shape.whole)
    made = (
        *parts,
        _series(name, reading.role(shape.whole), "bar", undivided),
        _series(name, "ink", "whole", wholes),
    )
    return Panel(
        title=title, categories=tuple(str(year) for year in years), series=tuple(s for s in made if _has_values(s))
    )


def _stacks_of_series(reading: _Reading, rows: list[Row], title: str) -> Panel:
    shape = reading.shape
    periods = list(dict.fromkeys(reading.code(row, shape.category) for row in rows))
    found = {(reading.code(row, shape.category), reading.code(row, shape.series)): row for row in rows}
    codes = dict.fromkeys(reading.code(row, shape.series) for row in rows)
    shades = _shades(reading, codes)
    made = []
    for code in sorted(codes, key=lambda code: (code.startswith(shape.whole), code.startswith("rest:"))):
        cells = [
            reading.cell(found[period, code], shape.values[0]) if (period, code) in found else _GAP
            for period in periods
        ]
        name = next(reading.said(row, shape.series) for row in rows if reading.code(row, shape.series) == code)
        whole = code.startswith(shape.whole)
        made.append(_series(name, "ink" if whole else shades[code], "whole" if whole else "bar", cells))
    return Panel(
        title=title,
        categories=tuple(reading.texts.period_short(period) for period in periods),
        series=tuple(s for s in made if _has_values(s)),
    )


def _shades(reading: _Reading, codes: Iterable[str]) -> dict[str, str]:
    """A colour for each part of a stack, the second of a core in a softer shade."""
    order = {"vehicles": ("vehicles", "vehicles-soft"), "chips": ("chips", "chips-soft")}
    used: dict[str, int] = {}
    found = {}
    for code in codes:
        role = reading.role(code)
        if code.startswith("rest:"):
            found[code] = "other"
            continue
        choices = order.get(role, ("other", "filling"))
        found[code] = choices[min(used.get(role, 0), len(choices) - 1)]
        used[role] = used.get(role, 0) + 1
    return found


def _lines(reading: _Reading, rows: list[Row], title: str) -> Panel:
    """Full years as a line with gaps, parts of years as dots of their own at their year, China's beside them."""
    shape = reading.shape
    codes = list(dict.fromkeys(reading.code(row, shape.series) for row in rows)) if shape.series else [""]
    # Plots of sectors lie side by side and share their years; those of unlike measures do not.
    dated = reading.drawing.table.rows if shape.panel == "sector" else rows
    years = sorted({int(reading.code(row, shape.category)[:4]) for row in dated})
    axis = list(range(years[0], years[-1] + 1))
    made: list[Series] = []
    for order, code in enumerate(codes):
        own = [row for row in rows if not shape.series or reading.code(row, shape.series) == code]
        role = reading.role(code or reading.code(own[0], "sector"))
        name = reading.said(own[0], shape.series) if shape.series else ""
        for key in shape.values:
            made += _by_kind(reading, own, key=key, axis=axis, name=name, role=role, order=order)
    return Panel(
        title=title, categories=tuple(str(year) for year in axis), series=tuple(s for s in made if _has_values(s))
    )


def _by_kind(
    reading: _Reading, rows: list[Row], *, key: str, axis: list[int], name: str, role: str, order: int
) -> list[Series]:
    """A series for each kind of period, the full years first; a break in counting begins another."""
    by_kind: dict[str, dict[int, Row]] = {}
    for row in rows:
        period = Period.parse(reading.code(row, reading.shape.category))
        by_kind.setdefault(period.kind, {})[period.year] = row
    joint = reading.texts("format.list_mark")
    made = []
    for kind in sorted(by_kind, key=lambda kind: (kind != "year", kind)):
        said = reading.texts.period_kind(kind)
        country = [reading.head(key)] if key == CHINA else []
        full = joint.join([part for part in (name, *country) if part] + ([said] if kind != "year" or not name else []))
        cells = [reading.cell(by_kind[kind][year], key) if year in by_kind[kind] else _GAP for year in axis]
        mark = "tick" if key == CHINA else "line" if kind == "year" else "dot"
        for run in _runs(cells) if mark == "line" else [cells]:
            label = reading.head(key) if key == CHINA else name or (said if mark == "line" else PARTS_OF_YEARS)
            made.append(_series(full, _EARLIER if key == CHINA else role, mark, run, label=label, order=order))
    return made


def _runs(cells: list[Cell]) -> list[list[Cell]]:
    """The cells of a line, parted where neighbours may not be joined; each part as long as the whole."""
    starts = [i for i, cell in enumerate(cells) if i and not _may_join(cells[i - 1], cell)]
    ends = [*starts, len(cells)]
    return [
        [cell if first <= i < last else _GAP for i, cell in enumerate(cells)]
        for first, last in zip([0, *starts], ends, strict=True)
    ]


def _may_join(before: Cell, cell: Cell) -> bool:
    """Whether a line may lead from one number to the next: where something else is counted it may not."""
    if before.fact is None or cell.fact is None:
        return True
    return cell.fact.joined and COUNTED & set(before.fact.flags) == COUNTED & set(cell.fact.flags)


def _pairs(reading: _Reading, rows: list[Row], title: str) -> Panel:
    """A dot for each series at each period, oldest first."""
    shape = reading.shape
    periods = sorted(dict.fromkeys(reading.code(row, shape.category) for row in rows), key=Period.parse)
    found = {(reading.code(row, shape.category), reading.code(row, shape.series)): row for row in rows}
    made = []
    for order, code in enumerate(dict.fromkeys(reading.code(row, shape.series) for row in rows)):
        name = next(reading.said(row, shape.series) for row in rows if reading.code(row, shape.series) == code)
        for key in shape.values:
            cells = [reading.cell(found[period, code], key) if (period, code) in found else _GAP for period in periods]
            made.append(_series(name, reading.role(code), "dot", cells, order=order))
    names = [reading.texts.period_short(period) for period in periods]
    return Panel(title=title, categories=tuple(names), series=tuple(s for s in made if _has_values(s)))


def _steps(reading: _Reading, rows: list[Row], title: str) -> Panel:
    """Dots at dates; the category is the date as it is written, the place on the axis follows from its code."""
    shape = reading.shape
    cells = [reading.cell(row, shape.values[0]) for row in rows]
    made = _series(reading.head(shape.values[0]), reading.role(shape.values[0]), "dot", cells)
    return Panel(
        title=title,
        categories=tuple(reading.code(row, shape.category) for row in rows),
        series=(made,),
        captions=tuple(reading.said(row, shape.series) for row in rows),
    )


_KINDS = {"columns": _columns, "lines": _lines, "pairs": _pairs, "steps": _steps}

PLOTTED = frozenset({"bars", *_KINDS})
"""The kinds of shapes that are charts; the others are tables and tiles."""
