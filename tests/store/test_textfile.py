from __future__ import annotations

import pytest

from app.store.problem import SHOWN, Findings, Problem
from app.store.textfile import read_table

COLUMNS = ("a", "b")


def read(data: bytes) -> tuple[dict[str, list[str]] | None, list[int], list[Problem]]:
    findings = Findings()
    table = read_table("t.csv", data, columns=COLUMNS, findings=findings)
    if table is None:
        return None, [], list(findings)
    return (
        {name: column.texts() for name, column in table.columns.items()},
        table.rows.tolist(),
        list(findings),
    )


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (b"a,b\n1,x\n2,y\n", {"a": ["1", "2"], "b": ["x", "y"]}),
        (b"\xef\xbb\xbfa,b\r\n1,x\r\n", {"a": ["1"], "b": ["x"]}),
        (b"a,b\n1,x", {"a": ["1"], "b": ["x"]}),
        (b"a,b\n1,x\n\n\n", {"a": ["1"], "b": ["x"]}),
        (b'"a","b"\n"1","x, ""y""\nz"\n', {"a": ["1"], "b": ['x, "y"\nz']}),
        ("a,b\n1,重庆\n".encode(), {"a": ["1"], "b": ["重庆"]}),
        (b"a,b\nNA,null\nnan,\n", {"a": ["NA", "nan"], "b": ["null", ""]}),
        (b"b,a\nx,1\n", {"b": ["x"], "a": ["1"]}),
        (b"a,b\n", {"a": [], "b": []}),
        (b"a,b", {"a": [], "b": []}),
    ],
)
def test_csv_is_read_as_the_text_it_holds(data: bytes, cells: dict[str, list[str]]) -> None:
    assert read(data)[0] == cells
    assert read(data)[2] == []


@pytest.mark.parametrize(
    ("data", "row", "said"),
    [
        (b"", None, "empty"),
        (b"\xef\xbb\xbf\n\n", None, "empty"),
        (b"a;b\n1;x\n", 1, "separated by semicolons; save it as CSV with commas"),
        (b"a\tb\n1\tx\n", 1, "separated by tabs"),
        ("a,b\n1,x\n".encode("utf-16"), None, "UTF-16"),
        ("a,b\n1,x\n".encode("utf-16-le"), 1, "NUL"),
        ("a,b\n1,x\n2,重庆市\n".encode("gbk"), 3, "GBK"),
        ("a,b\n1,x\n2,ü\n".encode("cp1252"), 3, "not UTF-8"),
        ('a,b\n"1\n2",x\n2,ü\n'.encode("cp1252"), 3, "not UTF-8"),
        (b"a,b\n1,x\0\n", 2, "NUL"),
        ("a,b\n1,x\n2,�\n".encode(), 3, "damaged by a wrong encoding"),
        (b"PK\x03\x04rest", None, "workbook"),
        (b"a,b\n1,x\n2\n", 3, "as many cells as the header (2)"),
        (b"a,b\n1,2,5\n", 2, "as many cells as the header (2)"),
        (b"a,b\n1,x\n,\n2,y\n", 3, "the row is empty; delete it"),
        (b"a,b\n1,x\n\n2,y\n", 3, "the row is empty; delete it"),
        (b'a,b\n1,"x\n2,y\n', 2, "quotation mark"),
        (b'a,b\n1,"x"y\n', 2, "quotation mark"),
        (b'a,b\n1,x"y\n', 2, "quotation mark"),
        (b'a,b\n1,x "y" z\n', 2, "quotation mark"),
        (b"a\n1\n", 1, "the column is missing"),
        (b"a,b,c\n1,2,3\n", 1, "delete it or describe it in datapackage.json"),
        (b"a,b,\n1,2,\n", 1, "a column has no name"),
        (b"a,b,a\n1,2,3\n", 1, "there 2 times"),
        (b"a, B\n1,2\n", 1, "must be spelled b"),
    ],
)
def test_a_file_of_the_wrong_form_is_a_problem_with_its_row(data: bytes, row: int | None, said: str) -> None:
    problems = read(data)[2]
    assert any(problem.row == row and said in problem.reason for problem in problems), problems
    assert all(problem.file == "t.csv" for problem in problems)


def test_rows_after_a_bad_one_keep_the_number_that_a_spreadsheet_shows() -> None:
    cells, rows, problems = read(b'a,b\n1,"x\ny"\n2\n3,z\n,\n4,w\n')
    assert cells == {"a": ["1", "3", "4"], "b": ["x\ny", "z", "w"]}
    assert rows == [2, 4, 6]
    assert [problem.row for problem in problems] == [3, 5]


def test_long_lists_of_one_kind_are_cut_and_counted() -> None:
    problems = read(b"a,b\n" + b"1\n" * 130)[2]
    assert len(problems) == SHOWN + 1
    assert problems[-1].reason.startswith("… and 80 more")


def test_values_in_messages_are_short_and_on_one_line() -> None:
    problem = read(b"a,b\n1,2," + b"x" * 500 + b"\n")[2][0]
    assert problem.value is not None
    assert len(problem.value) == 80
    assert "\n" not in str(problem)


def test_a_giant_cell_is_read_and_does_not_break_the_reader() -> None:
    cells, _, problems = read(b'a,b\n1,"' + b"x" * 20_000_000 + b'"\n')
    assert problems or cells is not None


def test_a_sign_split_between_two_pieces_of_the_check_is_still_utf8() -> None:
    start = b"a,b\n1," + b"x" * ((1 << 24) - 7)
    cells, _, problems = read(start + "重".encode() + b"\n")
    assert not problems
    assert cells is not None
    assert cells["b"][0].endswith("重")
