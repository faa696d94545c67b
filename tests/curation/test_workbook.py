"""A package survives the way into a workbook and back; what a spreadsheet does to cells is undone or named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.curation.spelling import spelled
from app.curation.workbook_in import import_workbook
from app.curation.workbook_out import export_workbook
from app.errors import PackageInvalid
from app.store.package import read_package
from app.store.problem import Findings
from app.store.snapshot import load_snapshot
from tests.packages import changed, rows, write_package

pytestmark = pytest.mark.matrix

ROOT = Path(__file__).resolve().parents[2]


def files(directory: Path) -> dict[str, bytes]:
    found = read_package(directory, Findings())
    assert found is not None
    return {"": found.descriptor, **found.tables}


def edited(package: Path, folder: Path, edit: Callable[[Any], None]) -> Path:
    """The workbook of a package after a curator has edited it."""
    file = folder / "book.xlsx"
    export_workbook(package, file)
    book = openpyxl.load_workbook(file)
    edit(book)
    book.save(file)
    return file


def problems(file: Path, directory: Path) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(PackageInvalid) as caught:
        import_workbook(file, directory)
    assert not directory.exists()
    return [(problem.file, problem.row, problem.column) for problem in caught.value.problems]


def test_the_package_in_the_tree_comes_back_byte_by_byte(tmp_path: Path) -> None:
    export_workbook(ROOT / "data", tmp_path / "book.xlsx")
    assert import_workbook(tmp_path / "book.xlsx", tmp_path / "back") is None
    assert files(tmp_path / "back") == files(ROOT / "data")


def test_texts_that_look_like_something_else_stay_texts(tmp_path: Path) -> None:
    texts = [
        "=1+1",
        "+5",
        "-",
        "@SUM(A1)",
        "00123",
        "2025",
        "1e5",
        "TRUE",
        "line\nbreak",
        ' "quoted", ',
        "汽车",
        "<b>&amp;",
    ]
    observations = [
        row | {f"note_{lang}": texts[place % len(texts)] for lang in ("de", "en", "zh")}
        for place, row in enumerate(rows("observations"))
    ]
    package = write_package(tmp_path / "package", observations=observations)
    export_workbook(package, tmp_path / "book.xlsx")
    import_workbook(tmp_path / "book.xlsx", tmp_path / "back")
    before, after = (load_snapshot(folder, cache_dir=tmp_path / "c") for folder in (package, tmp_path / "back"))
    assert before.tables["observations"]["note_en"].tolist() == after.tables["observations"]["note_en"].tolist()
    assert set(texts) <= set(after.tables["observations"]["note_en"])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_it_was(number: float) -> None:
    assert float(spelled(number)) == number


def test_what_a_curator_changes_and_adds_is_in_the_package(package: Path, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["observations"]
        titles = [cell.value for cell in sheet[1]]
        sheet.cell(2, titles.index("value") + 1).value = 6.25
        added = {title: cell.value for title, cell in zip(titles, sheet[2], strict=True)} | {"period": 2019, "value": 4}
        sheet.append([added[title] for title in titles])
        for row in book["package"].iter_rows():
            if row[0].value == "version":
                row[1].value = "2026.1"

    import_workbook(edited(package, tmp_path, edit), tmp_path / "back")
    back = load_snapshot(tmp_path / "back", cache_dir=tmp_path / "c")
    values = dict(zip(back.rows("gdp_growth")["period"], back.rows("gdp_growth")["value"], strict=True))
    assert (values["2025-9M"], values["2019"]) == (6.25, 4.0)
    assert back.descriptor["version"] == "2026.1"


def test_dates_and_truth_values_of_spreadsheets_become_the_words_of_the_package(package: Path, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        for sheet in (book["milestones"], book["sectors"]):
            titles = [cell.value for cell in sheet[1]]
            for row in sheet.iter_rows(min_row=2):
                for cell, title in zip(row, titles, strict=True):
                    if title == "date" and str(cell.value).count("-") == 2:
                        cell.value = dt.datetime.fromisoformat(cell.value)
                    if title == "cross_cutting":
                        cell.value = cell.value == "yes"

    import_workbook(edited(package, tmp_path, edit), tmp_path / "back")
    assert files(tmp_path / "back") == files(package)


def test_all_problems_are_named_with_their_cells_and_nothing_is_written(package: Path, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["observations"]["E2"] = "=1+1"
        book["observations"]["E3"] = dt.datetime(2025, 1, 1, 12, 30)
        book.create_sheet("scratch")
        del book["flags"]

    assert problems(edited(package, tmp_path, edit), tmp_path / "back") == [
        ("flags", None, None),
        ("observations", 2, "value"),
        ("observations", 3, "value"),
        ("scratch", None, None),
    ]


def test_the_rules_of_the_package_hold_for_a_workbook_too(package: Path, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["observations"]["E4"] = "many"

    assert problems(edited(package, tmp_path, edit), tmp_path / "back") == [("observations.csv", 4, "value")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"sector;value\n", b"\0" * 500])
def test_what_is_no_workbook_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "book.xlsx").write_bytes(content)
    assert problems(tmp_path / "book.xlsx", tmp_path / "back") == [("book.xlsx", None, None)]
    assert problems(tmp_path / "none.xlsx", tmp_path / "back") == [("none.xlsx", None, None)]


def test_a_workbook_of_another_kind_is_named(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    assert problems(tmp_path / "book.xlsx", tmp_path / "back") == [("package", None, None)]


def test_a_package_with_problems_is_not_exported(tmp_path: Path) -> None:
    package = write_package(tmp_path / "package", observations=changed("observations", 0, value="many"))
    with pytest.raises(PackageInvalid):
        export_workbook(package, tmp_path / "book.xlsx")
    assert not (tmp_path / "book.xlsx").exists()


def test_a_package_is_replaced_only_on_demand_and_kept_aside(package: Path, tmp_path: Path) -> None:
    before = files(package)
    file = edited(package, tmp_path, lambda book: book["observations"].__setitem__("E2", 9.9))
    with pytest.raises(PackageInvalid, match="--replace"):
        import_workbook(file, package)
    assert files(package) == before
    kept = import_workbook(file, package, replace=True)
    assert kept is not None
    assert files(kept) == before
    assert files(package) != before
