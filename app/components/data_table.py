"""The drawn rows as a real table: caption, headings that sort, words for what is missing; no work on data.

The browser sorts by the values written beside the texts; the order of the server can always be had back.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from app.charts.glossary import in_parts
from app.charts.spec import Cell, Column, Drawing
from app.components.attributes import aria, data
from app.components.markup import Element, written
from app.components.terms import help_with
from app.i18n import Texts
from app.period import Period

_NO_VALUE = ("–", "")
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def data_table(drawing: Drawing, texts: Texts, *, marks: str = "") -> Element:
    """The table in an area that can be scrolled by keyboard, and below it what the marks of its values mean.

    ``marks``: the name of that list where the table stands on a page a second time.
    """
    table, flags = drawing.table, [note for note in drawing.notes if note.kind == "flag"]
    marks = marks or f"marks-{drawing.slug}"
    described: Any = aria(describedby=marks) if flags else {}
    header: Any = written.Tr([_heading(column, texts) for column in table.columns])
    rows: Any = [
        written.Tr(
            [
                _cell(cell, column, texts, first=place == 0)
                for place, (cell, column) in enumerate(zip(row, table.columns, strict=True))
            ]
        )
        for row in table.rows
    ]
    area: Any = written.Div(
        written.Table(
            [written.Caption(table.caption), written.Thead(header), written.Tbody(rows)],
            className="data-table sortable",
            **described,
        ),
        className="table-area",
        tabIndex="0",
        role="region",
        **aria(label=table.caption or texts("card.table")),
    )
    entries: list[Any] = [item for note in flags for item in (written.Dt(note.title), written.Dd(note.text))]
    explained: list[Any] = [written.Dl(entries, id=marks, className="table-marks")] if flags else []
    return written.Div([area, *explained])


def _heading(column: Column, texts: Texts) -> Element:
    unit: list[Any] = (
        [" ", written.Span(texts("table.unit", unit=column.unit), className="column-unit")] if column.unit else []
    )
    mark = written.Span(className="sort-mark sort-none", **aria(hidden="true"))
    button = written.Button(
        [written.Span([column.label, *unit]), mark],
        type="button",
        className="sort-button",
        title=texts("tables.sort_by", column=column.label),
    )
    helps = [help_with(code, words, texts) for words, code in in_parts(column.label, texts) if code]
    content: Any = written.Div([button, *helps[:1]], className="heading-line") if helps else button
    return written.Th(content, scope="col", className=_align(column))


def _align(column: Column) -> str:
    return "numeric" if column.numeric else ""


def _cell(cell: Cell, column: Column, texts: Texts, *, first: bool) -> Any:
    content: Any = written.A(cell.text, href=cell.href, rel="noopener noreferrer") if cell.href else cell.text
    if cell.text in _NO_VALUE:
        content = [written.Span("–", **aria(hidden="true")), written.Span(texts("spoken.missing"), className="unseen")]
    value = _sorted_by(cell)
    sorting = data(sort=value) if value else {}
    if first:
        return written.Th(content, scope="row", className=_align(column), **sorting)
    return written.Td(content, className=_align(column), **sorting)


def _sorted_by(cell: Cell) -> str:
    """The number a cell is sorted by, for periods and dates when they end; empty for texts."""
    if cell.text in _NO_VALUE or cell.value is None:
        return ""
    if isinstance(cell.value, float | int):
        return f"{cell.value:.15g}"
    return _moment(cell.value)


@lru_cache(4096)
def _moment(code: str) -> str:
    try:
        return f"{Period.parse(code).position:.4f}"
    except ValueError:
        if not _DATE.fullmatch(code):
            return ""
    year, month, day = (*(int(part) for part in code.split("-")), 12, 31)[:3]
    return f"{year + (month - 1) / 12 + day / 372:.4f}"
