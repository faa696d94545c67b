"""The rows of a table as sentences to be heard one by one, in the order of the plot; it must not draw.

The browser moves through them by keyboard, says each and rings the marks that ``spots`` finds for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from app.charts.spec import Cell, Marker, Shape, Table
from app.charts.spots import Spot, Wanted, plain, spots_of
from app.i18n import SEPARATOR, Texts
from app.period import Period

WHEN = ("period", "year", "date")
LAST = ("result", "status")
ASIDE = ("source", "document", "stated", "actor", "conclusion")
_APART = (*WHEN, *LAST, *ASIDE)  # what is told at a place of its own
_NO_VALUE = ("–", "")
_NO_CELL = Cell(text="")
_SIGNED = re.compile(r"(?P<sign>[+−])(?P<value>\d[\d.,\s]*\d|\d)(?P<percent>\s?%)?")


class Point(NamedTuple):
    """A row as it is heard: its sentence, what else is known of it, its series, and where it stands along it."""

    said: str
    more: str
    series: tuple[str, ...]
    place: float


def speech(
    table: Table,
    figure: Mapping[str, Any],
    texts: Texts,
    *,
    shape: Shape | None,
    markers: Sequence[Marker] = (),
    codes: Sequence[str] = (),
) -> dict[str, Any]:
    """What the browser needs to lead through a plot: ``points`` as [sentence, details, series, spots, code].

    Spots are ["p", trace, point], ["s", shape] or ["a", annotation]. ``codes``: milestones by row, where rows are some.
    Points stand series by series, each in order of time where the table has one; numbered milestones come last.
    ``down``: entries stand below each other.
    """
    points = [_point(table, row, texts, shape=shape, order=order) for order, row in enumerate(table.rows)]
    found = spots_of([_wanted(table, row, texts) for row in table.rows], figure)
    known = _series_order(points, found, figure)
    order = sorted(range(len(points)), key=lambda i: (known[points[i].series], points[i].place))
    said = [
        [points[i].said, _more(points[i], texts), known[points[i].series], found[i], codes[i] if i < len(codes) else ""]
        for i in order
    ]
    said += [[_marker(each, texts), "", len(known), _rings(each, figure), each.milestone] for each in markers]
    return {"points": said, "down": bool(shape and shape.kind in ("bars", "rows", "tiles") and not _timed(table))}


def _point(table: Table, row: tuple[Cell, ...], texts: Texts, *, shape: Shape | None, order: int) -> Point:
    cells = {column.key: cell for column, cell in zip(table.columns, row, strict=True)}
    return Point(
        said=texts("spoken.mark").join(_parts(table, cells, texts)),
        more=texts("spoken.mark").join(_aside(table, cells, texts)),
        series=_series(cells, shape),
        place=_place(cells, shape, order),
    )


def _more(point: Point, texts: Texts) -> str:
    return texts("spoken.more", more=point.more) if point.more else ""


def _parts(table: Table, cells: Mapping[str, Cell], texts: Texts) -> Iterator[str]:
    """When, what, how much, how sure."""
    yield from (cells[key].text for key in WHEN if key in cells)
    words = [c.key for c in table.columns if not c.numeric and c.key not in _APART]
    yield from (cells[key].text for key in words if cells[key].text not in _NO_VALUE)
    numbers = [column for column in table.columns if column.numeric]
    for column in numbers:
        cell = cells[column.key]
        if cell.text not in _NO_VALUE:
            shown = aloud(cell.text, texts)
            yield (
                shown
                if column is numbers[0] and column.key == "value"
                else texts("spoken.named", name=column.label, value=shown)
            )
    if numbers and all(cells[column.key].text in _NO_VALUE for column in numbers):
        yield texts("spoken.missing")
    yield from (cells[k].text.replace(SEPARATOR, texts("spoken.mark")) for k in LAST if k in cells and cells[k].text)


def _aside(table: Table, cells: Mapping[str, Cell], texts: Texts) -> Iterator[str]:
    for column in table.columns:
        if column.key in ASIDE and cells[column.key].text not in _NO_VALUE:
            yield texts("spoken.named", name=column.label, value=cells[column.key].text)


@lru_cache(4096)  # the numbers of a package are few, and each is told in many drawings
def aloud(text: str, texts: Texts) -> str:
    """A number of a table as it is said: signs, percent and short words in full."""
    shown = _SIGNED.sub(lambda found: _sign(found, texts), text).replace("≈", texts("spoken.about"))
    for pair in texts("spoken.short").split(";"):
        written, _, word = pair.partition("=")
        shown = shown.replace(written, word) if written else shown
    return re.sub(r"\s?%", texts("spoken.percent"), shown)


def _sign(found: re.Match[str], texts: Texts) -> str:
    change = ("up", "down") if found["percent"] else ("plus", "minus")
    return texts(f"spoken.{change[found['sign'] != '+']}", value=found["value"] + (found["percent"] or ""))


def _series(cells: Mapping[str, Cell], shape: Shape | None) -> tuple[str, ...]:
    """The series of a row: its panel and series, or for lists of events their field."""
    if shape is None:
        return ()
    named = [key for key in (shape.panel, shape.series) if key in cells and key not in WHEN]
    if shape.kind == "rows" and "category" in cells:
        named = ["category"]
    if shape.kind in ("columns", "steps"):  # what is told of a period follows each other
        named = []
    return tuple(str(cells[key].value) for key in named)


def _place(cells: Mapping[str, Cell], shape: Shape | None, order: int) -> float:
    """Where a row stands along its series: in time, where the plot goes along it, else in the table's order."""
    key = next((name for name in WHEN if name in cells), "")
    if not key or (shape and shape.kind in ("bars", "tiles")) or "percent" in cells:
        return float(order)
    return _moment(str(cells[key].value)) + order * 1e-6


def _moment(code: str) -> float:
    try:
        return Period.parse(code).position
    except ValueError:
        year, month, day = (*(int(part) for part in re.findall(r"\d+", code)), 0, 0, 0)[:3]
        return year + month / 12 + day / 372


def _timed(table: Table) -> bool:
    return any(column.key == "date" for column in table.columns)


def _series_order(
    points: Sequence[Point], found: Sequence[list[Spot]], figure: Mapping[str, Any]
) -> dict[tuple[str, ...], int]:
    """The series in the order of the table; lanes that lie below each other from the top."""
    start, end = (figure["layout"].get("yaxis", {}).get("range") or (0, 0))[:2]
    named = list(dict.fromkeys(point.series for point in points))
    if start > end and len(points) > len(named) > 1:
        tops = {series: [] for series in named}  # type: dict[tuple[str, ...], list[float]]
        for point, spots in zip(points, found, strict=True):
            tops[point.series] += [float(figure["data"][spot[1]]["y"][spot[2]]) for spot in spots if spot[0] == "p"]
        if all(tops.values()):
            named.sort(key=lambda series: min(tops[series]))
    return {series: place for place, series in enumerate(named)}


def _wanted(table: Table, row: tuple[Cell, ...], texts: Texts) -> Wanted:
    """What a mark's card must say to be that of a row."""
    cells = {column.key: cell for column, cell in zip(table.columns, row, strict=True)}
    name, measure, when = (_first(cells, keys) for keys in (("title", "sector"), ("measure", "what"), WHEN))
    numbers = [cell for column, cell in zip(table.columns, row, strict=True) if column.numeric]
    known = [cell for cell in numbers if isinstance(cell.value, float)]
    shown = {plain(cell.text) for cell in known} | {plain(texts.volume(float(cell.value or 0))) for cell in known}
    return Wanted(
        name=plain(name.text),
        measure=plain(measure.text),
        when=plain(when.text),
        year=str(when.value or "")[:4],
        values=frozenset(shown),
        at=float(known[0].value or 0) if known else None,
    )


def _first(cells: Mapping[str, Cell], keys: Sequence[str]) -> Cell:
    return next((cells[key] for key in keys if key in cells), _NO_CELL)


def _marker(marker: Marker, texts: Texts) -> str:
    return texts("spoken.milestone", number=marker.number, date=marker.date, title=marker.title)


def _rings(marker: Marker, figure: Mapping[str, Any]) -> list[list[Any]]:
    """The numbered rings of a milestone on the axes of time."""
    return [
        ["p", place, i]
        for place, trace in enumerate(figure["data"])
        if trace.get("meta") == "milestones"
        for i, text in enumerate(trace.get("text", ()))
        if str(text) == str(marker.number)
    ]
