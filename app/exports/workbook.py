"""The drawn values as a workbook with flags, definitions, sources and conflicts; equal views are equal bytes."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from app.charts.facts import INDEX
from app.charts.sourcing import publisher
from app.charts.spec import Cell, Drawing, Fact, Scene
from app.charts.status import codes
from app.exports.dates import data_date
from app.exports.number_formats import number_format
from app.exports.tables import harmless, is_quantity, unit_name
from app.i18n import Texts
from app.queries.conflicts import touching
from app.queries.records import records
from app.state import ViewState
from app.store.snapshot import Snapshot

_NARROWEST, _WIDEST = 9, 60
_LONGEST_ADDRESS = 2000  # Excel's own limit is 2079
_DEFINED = ("definition", "derived", "reading", "row")


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """A cell of a sheet: a text, perhaps with an address, or a number with its format."""

    value: str | float
    address: str = ""
    number_format: str = ""
    unsure: bool = False


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[_Entry, ...], ...]


def workbook(drawing: Drawing, *, address: str, snapshot: Snapshot, texts: Texts) -> bytes:
    """An .xlsx file: the data sheet has a row for each drawn one, the others explain its codes."""
    sheets = (
        _data(drawing, snapshot, texts),
        _flags(drawing, snapshot, texts),
        _definitions(drawing, texts),
        _sources(drawing, texts),
        _conflicts(drawing, snapshot, texts),
        _about(drawing, address, texts),
    )
    written = io.BytesIO()
    # Texts are texts: nothing is guessed to be a number, an address or a formula.
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_urls": False, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(written, options)
    _set_properties(book, drawing, address, texts)
    for number, sheet in enumerate(sheets):
        _write(book, sheet, drawing=drawing, filtered=number == 0)
    book.close()
    return written.getvalue()


def _set_properties(book: Any, drawing: Drawing, address: str, texts: Texts) -> None:
    book.set_properties(
        {
            "title": drawing.title,
            "subject": drawing.subtitle,
            "author": "Doppelkern",
            "category": drawing.kicker,
            "keywords": f"{drawing.slug}, {drawing.version}",
            "comments": "\n".join(part for part in (drawing.alt, drawing.source_line, address) if part)[:4000],
            "created": data_date(drawing),
        }
    )
    book.set_custom_property(texts("workbook.data_version"), drawing.version)


def _data(drawing: Drawing, snapshot: Snapshot, texts: Texts) -> _Sheet:
    table = drawing.table
    columns = []
    for place in range(len(table.columns)):
        cells = [row[place] for row in table.rows]
        columns.append(
            _numbers(cells, snapshot, texts)
            if is_quantity(table, place)
            else [_Entry(value=cell.text, address=cell.href) for cell in cells]
        )
    return _Sheet(
        name=texts("workbook.sheet.data"),
        heads=tuple(column.label for column in table.columns),
        rows=tuple(zip(*columns, strict=True)),
    )


def _numbers(cells: Sequence[Cell], snapshot: Snapshot, texts: Texts) -> list[_Entry]:
    by_unit: dict[str, list[Cell]] = {}
    for cell in cells:
        by_unit.setdefault(cell.fact.unit if cell.fact else "", []).append(cell)
    formats = {unit: number_format(kept, snapshot=snapshot, texts=texts) for unit, kept in by_unit.items()}
    return [
        _Entry(
            value=float(cell.value),
            number_format=formats[cell.fact.unit if cell.fact else ""],
            unsure=bool(cell.fact and cell.fact.unsure),
        )
        if isinstance(cell.value, int | float)
        else _Entry(value="")
        for cell in cells
    ]


def _flags(drawing: Drawing, snapshot: Snapshot, texts: Texts) -> _Sheet:
    facts = [cell.fact for row in drawing.table.rows for cell in row if cell.fact]
    used = {
        "flags": dict.fromkeys(code for fact in facts for code in fact.flags),
        "evidence": dict.fromkeys(fact.evidence for fact in facts if fact.evidence),
        "units": dict.fromkeys(fact.unit for fact in facts if fact.unit),
    }
    rows = []
    for table, found in used.items():
        for code in found:
            label = unit_name(code, snapshot=snapshot, texts=texts) if table == "units" else ""
            explained = (
                "" if table == "units" or code == INDEX else snapshot.text(table, code, "explanation", texts.lang)
            )
            name = label or snapshot.label(table, code, texts.lang)
            rows.append(_texts(texts(f"workbook.kind.{table}"), name, explained, code))
    heads = tuple(texts(f"workbook.column.{name}") for name in ("kind", "name", "meaning", "code"))
    return _Sheet(name=texts("workbook.sheet.flags"), heads=heads, rows=tuple(rows))


def _definitions(drawing: Drawing, texts: Texts) -> _Sheet:
    rows = [
        _texts(texts(f"notes.{kind}"), note.title, note.text)
        for kind in _DEFINED
        for note in drawing.notes
        if note.kind == kind
    ]
    heads = tuple(texts(f"workbook.column.{name}") for name in ("kind", "name", "meaning"))
    return _Sheet(name=texts("workbook.sheet.definitions"), heads=heads, rows=tuple(rows))


def _sources(drawing: Drawing, texts: Texts) -> _Sheet:
    names = ("publisher", "title", "date", "evidence", "address", "code")
    rows = [
        (
            *_texts(source.publisher, source.title, source.date, source.evidence),
            _Entry(value=source.url or source.remark, address=source.url),
            *_texts(source.code),
        )
        for source in drawing.sources
    ]
    return _Sheet(
        name=texts("workbook.sheet.sources"),
        heads=tuple(texts(f"workbook.column.{name}") for name in names),
        rows=tuple(rows),
    )


def _conflicts(drawing: Drawing, snapshot: Snapshot, texts: Texts) -> _Sheet:
    scene = Scene(snapshot=snapshot, view=ViewState(lang=texts.lang), texts=texts)
    found = records(touching(snapshot, drawing.frame)) if "indicator" in drawing.frame else []
    names = (
        "sector",
        "measure",
        "area",
        "period",
        "shown",
        "other",
        "flags",
        "evidence",
        "publisher",
        "remark",
        "code",
    )
    rows = []
    for row in found:
        unit = _unit_format(str(row["unit"]), row, snapshot, texts)
        marks = texts("mark.semicolon").join(snapshot.label("flags", code, texts.lang) for code in codes(row["flags"]))
        rows.append(
            (
                *_texts(scene.label(str(row["sector"])), scene.measure(str(row["indicator"]))),
                *_texts(scene.area(str(row["area"])), texts.period(str(row["period"]))),
                _Entry(value=float(row["kept_value"]), number_format=unit),
                _Entry(value=float(row["value"]), number_format=unit),
                *_texts(marks, snapshot.label("evidence", str(row["evidence"]), texts.lang)),
                *_texts(publisher(str(row["source"]), scene), texts.of(row, "note"), str(row["source"])),
            )
        )
    return _Sheet(
        name=texts("workbook.sheet.conflicts"),
        heads=tuple(texts(f"workbook.column.{name}") for name in names),
        rows=tuple(rows),
    )


def _unit_format(unit: str, row: Any, snapshot: Snapshot, texts: Texts) -> str:
    both = [Cell(text="", value=float(row[name]), fact=Fact(unit=unit)) for name in ("kept_value", "value")]
    return number_format(both, snapshot=snapshot, texts=texts)


def _about(drawing: Drawing, address: str, texts: Texts) -> _Sheet:
    said = {
        "title": drawing.title,
        "subtitle": drawing.subtitle,
        "note": drawing.note,
        "empty": f"{drawing.empty.reason} {drawing.empty.way_out}" if drawing.empty else "",
        "source_line": drawing.source_line,
        "address": address,
        "data_version": drawing.version,
    }
    named = {name: text for name, text in said.items() if text}
    rows = [(*_texts(texts(f"workbook.about.{name}")), _Entry(value=text)) for name, text in named.items()]
    heads = (texts("workbook.sheet.about"), drawing.kicker)
    return _Sheet(name=texts("workbook.sheet.about"), heads=heads, rows=tuple(rows))


def _texts(*values: str) -> tuple[_Entry, ...]:
    return tuple(_Entry(value=value) for value in values)


def _write(book: Any, sheet: _Sheet, *, drawing: Drawing, filtered: bool) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
    for place, name in enumerate(sheet.heads):
        page.write_string(0, place, harmless(name), head)
        page.set_column(place, place, _width([name, *(row[place].value for row in sheet.rows)]))
    for number, row in enumerate(sheet.rows, start=1):
        for place, entry in enumerate(row):
            _write_entry(book, page, number, place, entry)
    page.freeze_panes(1, 1)
    if filtered and sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{drawing.source_line.replace('&', '&&')[:220]}&R&P")


def _write_entry(book: Any, page: Any, number: int, place: int, entry: _Entry) -> None:
    if isinstance(entry.value, str):
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        address = entry.address
        if address.startswith(("https://", "http://")) and len(address) <= _LONGEST_ADDRESS:
            page.write_url(number, place, address, plain, string=harmless(entry.value))
        elif entry.value:
            page.write_string(number, place, harmless(entry.value), plain)
        return
    marked = {"num_format": entry.number_format, "valign": "top", "italic": entry.unsure}
    page.write_number(number, place, entry.value, book.add_format(marked))


def _width(values: Iterable[str | float]) -> float:
    """A width in characters; those of Chinese take two."""
    longest = max((_length(value) for value in values), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _length(value: str | float) -> int:
    if not isinstance(value, str):
        return len(f"{value:,.1f}") + 3
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in value)
