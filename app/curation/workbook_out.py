"""A whole package as one workbook that a curator can edit: a sheet a table; it must not change the package."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.curation.spelling import csv_rows, spelled
from app.errors import PackageInvalid
from app.store.descriptor import Field, Package, Resource
from app.store.package import PackageFiles, read_package
from app.store.problem import Findings
from app.store.snapshot import check_package

PACKAGE = "package"
"""The sheet with what can be edited of the descriptor."""
DESCRIPTOR_SHEET = "datapackage.json"
"""The hidden sheet with the whole descriptor, cut into cells."""
EDITABLE = ("name", "title", "title_de", "title_en", "title_zh", "description", "version", "featured_period")
CHUNK = 30_000
_ROWS_FOR_MORE = 2000
_WIDEST = 60
_NARROWEST = 8


def export_workbook(directory: Path, file: Path) -> None:
    """Write the package in a directory to one workbook; raises PackageInvalid with all its problems."""
    problems = check_package(directory)
    files = read_package(directory, Findings())
    if problems or files is None:
        raise PackageInvalid(problems)
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "num_format": "@"}),
            "text": book.add_format({"num_format": "@"}),
            "number": book.add_format({"num_format": "General"}),
        }
        _package_sheet(book, files, formats)
        for name in files.package.resources:
            _table_sheet(book, files, name, formats)
        _descriptor_sheet(book, files)


def _package_sheet(book: Workbook, files: PackageFiles, formats: dict[str, Format]) -> None:
    sheet = book.add_worksheet(PACKAGE)
    sheet.set_column(0, 0, 20, formats["text"])
    sheet.set_column(1, 1, 100, formats["text"])
    sheet.write_row(0, 0, ("key", "value"), formats["head"])
    known = [(key, str(files.package.descriptor[key])) for key in EDITABLE if key in files.package.descriptor]
    for row, pair in enumerate(known, start=1):
        for column, text in enumerate(pair):
            sheet.write_string(row, column, text, formats["text"])
    sheet.freeze_panes(1, 0)


def _table_sheet(book: Workbook, files: PackageFiles, name: str, formats: dict[str, Format]) -> None:
    resource = files.package.resources[name]
    rows = csv_rows(files.tables[name].decode("utf-8-sig"))
    sheet = book.add_worksheet(name)
    for column, title in enumerate(rows[0]):
        field = resource.field(title)
        numeric = field is not None and field.type in ("number", "integer")
        cells = [row[column] for row in rows]
        sheet.set_column(column, column, _width(cells), formats["number" if numeric else "text"])
        sheet.write_string(0, column, title, formats["head"])
        for place, cell in enumerate(cells[1:], start=1):
            _write(sheet, place, column, cell, numeric=numeric, formats=formats)
        if field is not None:
            _offer_codes(sheet, column, field, resource, files.package, count=len(rows))
    sheet.freeze_panes(1, len(resource.primary_key) if len(resource.primary_key) < 3 else 1)
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)


def _write(sheet: Worksheet, row: int, column: int, cell: str, *, numeric: bool, formats: dict[str, Format]) -> None:
    """A number only where it comes back spelled as it was; all else as text, also what looks like a formula."""
    if not cell:
        return
    if numeric and _comes_back(cell):
        sheet.write_number(row, column, float(cell), formats["number"])
    else:
        sheet.write_string(row, column, cell, formats["text"])


def _comes_back(cell: str) -> bool:
    """Spreadsheets keep fifteen digits."""
    return spelled(float(cell)) == cell and spelled(float(f"{float(cell):.15g}")) == cell


def _offer_codes(
    sheet: Worksheet, column: int, field: Field, resource: Resource, package: Package, *, count: int
) -> None:
    """A list to choose a code from, where a column holds codes of one other table or one of a few words."""
    rule: dict[str, object] | None = None
    for key in resource.foreign_keys:
        target = package.resources.get(key.resource)
        if key.fields == (field.name,) and target is not None and key.resource != resource.name:
            letter = chr(ord("A") + target.columns.index(key.other_fields[0]))
            rule = {"validate": "list", "source": f"='{key.resource}'!${letter}$2:${letter}$5000"}
    if "enum" in field.constraints:
        choices = [str(value) for value in field.constraints["enum"]]
        rule = {"validate": "list", "source": choices} if len(",".join(choices)) < 255 else None
    if rule is not None:
        rule |= {"ignore_blank": True, "error_type": "warning"}
        sheet.data_validation(1, column, count + _ROWS_FOR_MORE, column, rule)


def _descriptor_sheet(book: Workbook, files: PackageFiles) -> None:
    sheet = book.add_worksheet(DESCRIPTOR_SHEET)
    text = files.descriptor.decode("utf-8-sig")
    for row, start in enumerate(range(0, len(text), CHUNK)):
        sheet.write_string(row, 0, text[start : start + CHUNK])
    sheet.hide()


def _width(cells: list[str]) -> int:
    """Wide enough for most cells; a Chinese character takes two places."""
    widths = sorted(sum(2 if ord(sign) > 0x2E7F else 1 for sign in cell) for cell in cells)
    return min(max(_NARROWEST, widths[len(widths) * 9 // 10] + 2, len(cells[0]) + 3), _WIDEST)
