"""The drawn values as CSV, for machines and for spreadsheets; what is not drawn is not there, and nothing runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from app.charts.facts import INDEX
from app.charts.spec import Cell, Column, Drawing, Fact, Table
from app.i18n import Texts
from app.store.snapshot import Snapshot

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
IN_WORDS = ("status",)
"""Columns that only put into words what the facts of the numbers say in codes."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_JOINT = ";"


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what would start one."""
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(_STARTS_A_FORMULA) else text


def is_quantity(table: Table, place: int) -> bool:
    """Whether the column at a place holds numbers, whatever is missing in it."""
    return table.columns[place].numeric or any(row[place].fact for row in table.rows)


def unit_name(code: str, *, snapshot: Snapshot, texts: Texts) -> str:
    """A unit in words: as the package calls it, or the index of a base of 100."""
    if not code:
        return ""
    return texts("workbook.unit.index") if code == INDEX else snapshot.label("units", code, texts.lang)


def machine_csv(drawing: Drawing) -> bytes:
    """UTF-8, line feeds, decimal points, one row of headings: keys that are the same in every language.

    A column of codes gives the code and, as ``<key>_label``, its name; a column of numbers the number and its unit,
    flags, evidence, sources, agreeing sources (joined by semicolons) and whether it is computed or unsure.
    """
    table = drawing.table
    places = [i for i, column in enumerate(table.columns) if column.key not in IN_WORDS]
    kinds = {i: is_quantity(table, i) for i in places}
    heads = [name for i in places for name in _keys(table.columns[i], quantity=kinds[i])]
    rows = [[text for i in places for text in _codes(row[i], quantity=kinds[i])] for row in table.rows]
    return _written([heads, *rows], delimiter=",", end="\n").encode("utf-8")


def _keys(column: Column, *, quantity: bool) -> Sequence[str]:
    if not quantity:
        return (column.key, f"{column.key}_label")
    parts = ("unit", "flags", "evidence", "sources", "also", "derived", "unsure")
    return (column.key, *(f"{column.key}_{part}" for part in parts))


def _codes(cell: Cell, *, quantity: bool) -> Sequence[str]:
    if not quantity:
        code = "" if cell.value is None else str(cell.value)
        return (harmless(code), harmless(cell.text))
    if not isinstance(cell.value, int | float):
        return ("",) * 8
    fact = cell.fact or Fact()
    return (
        plain_number(cell.value),
        fact.unit,
        _JOINT.join(fact.flags),
        fact.evidence,
        _JOINT.join(fact.sources),
        _JOINT.join(fact.also),
        "true" if fact.derived else "false",
        "true" if fact.unsure else "false",
    )


def spreadsheet_csv(drawing: Drawing, *, snapshot: Snapshot, texts: Texts) -> bytes:
    """As a spreadsheet of the language opens it: byte-order mark, headings and names in words, numbers with its mark.

    German ones expect semicolons between cells and a comma in a number; the others a comma and a point.
    """
    table = drawing.table
    comma = "," in texts.number(0.5)
    quantities = [is_quantity(table, i) for i in range(len(table.columns))]
    heads: list[str] = []
    for column, quantity in zip(table.columns, quantities, strict=True):
        unit = texts("workbook.column.unit_of", column=column.label)
        heads += [harmless(column.label), *((harmless(unit),) if quantity else ())]
    rows = []
    for row in table.rows:
        line: list[str] = []
        for cell, quantity in zip(row, quantities, strict=True):
            line += _said(cell, snapshot=snapshot, texts=texts, comma=comma) if quantity else [harmless(cell.text)]
        rows.append(line)
    written = _written([heads, *rows], delimiter=";" if comma else ",", end="\r\n")
    return (BYTE_ORDER_MARK + written).encode("utf-8")


def _said(cell: Cell, *, snapshot: Snapshot, texts: Texts, comma: bool) -> list[str]:
    if not isinstance(cell.value, int | float):
        return ["", ""]
    number = plain_number(cell.value)
    unit = unit_name(cell.fact.unit if cell.fact else "", snapshot=snapshot, texts=texts)
    return [number.replace(".", ",") if comma else number, harmless(unit)]


def plain_number(value: float) -> str:
    """A number as it is, without grouping: 2788000, 21.2, 29.733840304182507."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _written(lines: Iterable[Sequence[str]], *, delimiter: str, end: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(lines)
    return written.getvalue()
