"""A workbook back into a package: all problems at once, and nothing written where there is one."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EmptyCell
from openpyxl.utils.exceptions import InvalidFileException

from app.curation.spelling import csv_text, spelled
from app.curation.workbook_out import DESCRIPTOR_SHEET, EDITABLE, PACKAGE
from app.errors import PackageInvalid
from app.store.descriptor import DESCRIPTOR, Field, Package, Resource, read_descriptor
from app.store.package import read_package
from app.store.problem import Findings, Problem
from app.store.snapshot import check_package

_MOST_BYTES = 200 * 1024 * 1024


def import_workbook(file: Path, directory: Path, *, replace: bool = False) -> Path | None:
    """Write the package that a workbook holds; raises PackageInvalid with all its problems, having written nothing.

    An existing package is only replaced where ``replace`` says so, and is kept beside it: its new place is given back.
    """
    findings = Findings()
    texts = _texts(file, findings)
    if texts is None or len(findings):
        raise PackageInvalid(tuple(findings))
    if directory.exists() and any(directory.iterdir()) and not replace:
        reason = "already holds files; name an empty folder, or say --replace: what is there is then kept beside it"
        raise PackageInvalid([Problem(str(directory), None, None, None, reason)])
    with tempfile.TemporaryDirectory(dir=directory.resolve().parent, prefix=f".{directory.name}-") as made:
        for path, text in texts.items():
            target = Path(made) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        problems = check_package(Path(made))
        if problems:
            raise PackageInvalid(problems)
        kept = _keep(directory)
        directory.mkdir(parents=True, exist_ok=True)
        for path in texts:
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(made) / path).replace(directory / path)
    return kept


def _keep(directory: Path) -> Path | None:
    """A copy of the package that is there, named after its version."""
    files = read_package(directory, Findings()) if (directory / DESCRIPTOR).is_file() else None
    if files is None:
        return None
    kept = directory.with_name(f"{directory.name}-{files.version}")
    if not kept.exists():
        shutil.copytree(directory, kept)
    return kept


def _texts(file: Path, findings: Findings) -> dict[str, str] | None:
    """The text of every file of the package by its path."""
    book = _open(file, findings)
    if book is None:
        return None
    try:
        descriptor = _descriptor(book, findings)
        if descriptor is None:
            return None
        package = read_descriptor(json.loads(descriptor), findings)
        texts = {DESCRIPTOR: descriptor}
        for name, resource in package.resources.items():
            if name in book.sheetnames:
                texts[resource.path] = _table(book[name], resource, findings)
            else:
                findings.add(name, "the sheet is missing; each table of the package needs its own")
        _report_strangers(book.sheetnames, package, findings)
        return texts
    finally:
        book.close()


def _open(file: Path, findings: Findings) -> Any:
    try:
        if file.stat().st_size > _MOST_BYTES:
            findings.add(file.name, "is larger than 200 MB")
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of every extension of a spreadsheet it does not keep
            return openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        findings.add(file.name, f"cannot be read as a workbook ({error}); save it as .xlsx")
        return None


def _descriptor(book: Any, findings: Findings) -> str | None:
    """The text of the descriptor as it was, but for what the sheet ``package`` now says otherwise."""
    for name in (PACKAGE, DESCRIPTOR_SHEET):
        if name not in book.sheetnames:
            findings.add(name, "the sheet is missing; start from a workbook that `doppelkern workbook export` wrote")
            return None
    text = "".join(str(row[0]) for row in book[DESCRIPTOR_SHEET].iter_rows(values_only=True) if row and row[0])
    try:
        descriptor = json.loads(text)
    except ValueError as error:
        findings.add(DESCRIPTOR_SHEET, f"is damaged ({error}); start from a fresh export")
        return None
    changed = dict(descriptor)
    for row in book[PACKAGE].iter_rows(min_row=2, max_col=2, values_only=True):
        key, value = (*row, None, None)[:2]
        if key in EDITABLE and value is not None:
            changed[str(key)] = spelled(value) if isinstance(value, int | float) else str(value)
    return text if changed == descriptor else json.dumps(changed, ensure_ascii=False, indent=2) + "\n"


def _table(sheet: Any, resource: Resource, findings: Findings) -> str:
    """A sheet as the text of its CSV file; rows that are wholly empty are left out."""
    rows = sheet.iter_rows()
    titles = [str(cell.value).strip() if cell.value is not None else "" for cell in next(rows, ())]
    while titles and not titles[-1]:
        titles.pop()
    fields = {title: resource.field(title) for title in titles}
    lines = [titles]
    for place, row in enumerate(rows, start=2):
        cells = list(_cells(row[: len(titles)], titles, fields, findings, sheet=resource.name, row_number=place))
        if any(cells):
            lines.append(cells + [""] * (len(titles) - len(cells)))
    return csv_text(lines)


def _cells(
    row: Any,
    titles: list[str],
    fields: Mapping[str, Field | None],
    findings: Findings,
    *,
    sheet: str,
    row_number: int,
) -> Iterator[str]:
    for cell, title in zip(row, titles, strict=False):
        if isinstance(cell, EmptyCell) or cell.value is None:
            yield ""
            continue
        try:
            yield _text(cell, fields[title])
        except ValueError as error:
            findings.add(sheet, str(error), row=row_number, column=title, value=str(cell.value))
            yield ""


def _text(cell: Any, field: Field | None) -> str:
    """The text of a cell; spreadsheets turn codes into numbers, days and truth values, which is undone here."""
    value = cell.value
    if cell.data_type == "f":
        raise ValueError("is a formula; paste its value in its place")
    if cell.data_type == "e":
        raise ValueError("is an error of the spreadsheet; write the value")
    if isinstance(value, bool):
        if field is None or field.type != "boolean":
            return str(value).lower()
        return (field.true_values if value else field.false_values)[0]
    if isinstance(value, int | float):
        return spelled(value)
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise ValueError("is a time of day; write a date as 2025-12-10, as text")
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise ValueError("is a time; write it as text")
    return str(value)


def _report_strangers(sheets: list[str], package: Package, findings: Findings) -> None:
    for name in sheets:
        if name not in package.resources and name not in (PACKAGE, DESCRIPTOR_SHEET):
            findings.add(name, "the sheet is no table of the package; delete it")
