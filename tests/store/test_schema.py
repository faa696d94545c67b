from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.store.problem import SHOWN, Problem
from app.store.snapshot import check_package
from tests.packages import changed, rows, write_package

Cell = tuple[str, int, str, str]


def problems_of_cell(directory: Path, table: str, place: int, column: str, value: str) -> list[Problem]:
    write_package(directory, **{table: changed(table, place, **{column: value})})  # type: ignore[arg-type]
    return [problem for problem in check_package(directory) if problem.column == column]


def test_the_tiny_package_is_valid(package: Path) -> None:
    assert check_package(package) == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("12,5", "12,5 has a decimal comma; write 12.5"),
        ("-0,125", "write -0.125"),
        ("8,823", "write 8.823 or 8823, whichever is meant"),
        ("5.3%", "percent sign"),
        (" 5.3", "space before or after"),
        ("5.3 ", "space before or after"),
        ("NaN", "leave the cell empty where there is no value"),
        ("-inf", "leave the cell empty"),
        ("∞", "leave the cell empty"),
        ("#N/A", "leave the cell empty"),
        ("1e999", "too large"),
        ("five", "is not a number"),
        ("1_000", "is not a number"),
        ("1 000", "is not a number"),
        ("1.000.000", "is not a number"),
        ("0x10", "is not a number"),
        ("５", "is not a number"),
        ("--5", "is not a number"),
        (".", "is not a number"),
        ("=1+1", "is not a number"),
        ("", "the cell is empty"),
    ],
)
def test_what_is_not_a_finite_number_is_refused_with_a_way_out(tmp_path: Path, value: str, said: str) -> None:
    problems = problems_of_cell(tmp_path, "observations", 3, "value", value)
    assert [(problem.file, problem.row, problem.value) for problem in problems] == [("observations.csv", 5, value)]
    assert said in problems[0].reason


@pytest.mark.parametrize("value", ["5", "-2", "+3", "0.5", ".5", "5.", "1e3", "2.5E-3", "-0", "1e-400"])
def test_numbers_are_read_in_their_usual_spellings(tmp_path: Path, value: str) -> None:
    assert problems_of_cell(tmp_path, "observations", 3, "value", value) == []


@pytest.mark.parametrize(
    ("table", "place", "column", "value", "said"),
    [
        ("observations", 0, "area", "shanghai", "is not in areas.csv (area); correct it or add it there"),
        ("observations", 0, "sector", "", "the cell is empty"),
        ("observations", 0, "source", "nowhere", "is not in sources.csv"),
        ("observations", 0, "flags", "at_least;unheard", "'unheard' is not in flags.csv"),
        ("observations", 0, "flags", "at_least; rounded", "without spaces"),
        ("observations", 0, "flags", "rounded;rounded", "twice"),
        ("observations", 0, "flags", "rounded;", "is not in flags.csv"),
        ("observations", 0, "also", "nowhere", "is not in sources.csv"),
        ("sectors", 2, "cross_cutting", "Yes", "is neither yes or no"),
        ("sectors", 2, "parent", "nowhere", "is not in sectors.csv"),
        ("sectors", 2, "core", "cars", "choose vehicles, chips, total, other"),
        ("sectors", 2, "label_zh", "", "the cell is empty"),
        ("evidence", 0, "rank", "1.5", "whole number"),
        ("evidence", 0, "rank", "0", "below the smallest value allowed, 1"),
        ("milestones", 0, "sources", "press_2025;nowhere", "'nowhere' is not in sources.csv"),
        (
            "article",
            1,
            "observations",
            "chongqing/materials/output_growth/2025-9M",
            "is not in observations.csv",
        ),
        ("article", 1, "observations", "materials/output_growth", "is not in observations.csv"),
        ("article", 0, "milestone", "nowhere", "is not in milestones.csv"),
        ("conflicts", 0, "kept_source", "nowhere", "is not in sources.csv"),
    ],
)
def test_a_cell_that_breaks_a_rule_is_named(
    tmp_path: Path, table: str, place: int, column: str, value: str, said: str
) -> None:
    problems = problems_of_cell(tmp_path, table, place, column, value)
    assert any(problem.row == place + 2 and said in problem.reason for problem in problems), problems


@pytest.mark.parametrize(
    ("constraints", "value", "said"),
    [
        ({"pattern": "[a-z]+"}, "abc1", "does not fit the pattern [a-z]+"),
        ({"pattern": "a|b"}, "ab", "does not fit the pattern"),
        ({"minLength": 3}, "ab", "shorter than 3"),
        ({"maxLength": 3}, "重庆市区", "longer than 3"),
        ({"enum": ["x", "y"]}, "z", "choose x, y"),
    ],
)
def test_constraints_of_the_descriptor_are_kept(
    tmp_path: Path, constraints: dict[str, Any], value: str, said: str
) -> None:
    def constrain(descriptor: dict[str, Any]) -> None:
        field_of(descriptor, "sources", "publisher_de")["constraints"] = constraints

    write_package(tmp_path, descriptor=constrain, sources=changed("sources", 0, publisher_de=value))
    found = [problem for problem in check_package(tmp_path) if problem.row == 2]
    assert [problem.column for problem in found] == ["publisher_de"]
    assert said in found[0].reason


def field_of(descriptor: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    resource = next(each for each in descriptor["resources"] if each["name"] == table)
    return next(each for each in resource["schema"]["fields"] if each["name"] == column)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("date", "2025-12-10", "2025-02-30"),
        ("date", "2024-02-29", "20251210"),
        ("year", "2025", "25"),
        ("yearmonth", "2025-12", "2025-13"),
    ],
)
def test_dates_must_be_real(tmp_path: Path, kind: str, good: str, bad: str) -> None:
    def retype(descriptor: dict[str, Any]) -> None:
        field_of(descriptor, "sources", "published_date")["type"] = kind

    found = [row | {"published_date": good} for row in rows("sources")]
    write_package(tmp_path, descriptor=retype, sources=found)
    assert check_package(tmp_path) == ()
    found[1]["published_date"] = bad
    write_package(tmp_path, descriptor=retype, sources=found)
    assert [(problem.row, problem.value) for problem in check_package(tmp_path)] == [(3, bad)]


def test_addresses_must_be_of_the_web(tmp_path: Path) -> None:
    def reform(descriptor: dict[str, Any]) -> None:
        field_of(descriptor, "sources", "url")["format"] = "uri"

    write_package(tmp_path, descriptor=reform, sources=changed("sources", 0, url="javascript:alert(1)"))
    assert [problem.column for problem in check_package(tmp_path)] == ["url"]


def test_a_unique_cell_may_stand_once(tmp_path: Path) -> None:
    def unique(descriptor: dict[str, Any]) -> None:
        field_of(descriptor, "sources", "title")["constraints"] = {"unique": True}

    found = [row | {"title": "same"} for row in rows("sources")]
    write_package(tmp_path, descriptor=unique, sources=found)
    assert [problem.row for problem in check_package(tmp_path)] == [3, 4, 5]


def test_a_repeated_key_names_both_rows(tmp_path: Path) -> None:
    found = rows("observations")
    write_package(tmp_path, observations=[*found, found[4] | {"value": "1"}])
    (problem,) = check_package(tmp_path)
    assert problem.row == len(found) + 2
    assert problem.value == "chongqing/industry/value_added_growth/2025-9M"
    assert "stands in row 6; delete one of the two" in problem.reason


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    write_package(
        tmp_path,
        observations=changed("observations", 0, value="x", source="nowhere"),
        sectors=changed("sectors", 2, core="cars"),
        units="unit;label_de;label_en;label_zh;alt_label_zh;alt_factor_zh\n",
        flags=None,
    )
    found = {(problem.file, problem.column) for problem in check_package(tmp_path)}
    assert {("observations.csv", "value"), ("observations.csv", "source"), ("sectors.csv", "core")} <= found
    assert {("units.csv", None), ("flags.csv", None)} <= found


def test_a_rule_broken_everywhere_is_listed_up_to_a_bound(tmp_path: Path) -> None:
    row = rows("observations")[0]
    many = [row | {"period": str(year), "value": "1,5"} for year in range(1900, 2000)]
    write_package(tmp_path, observations=[*rows("observations"), *many])
    found = [problem for problem in check_package(tmp_path) if problem.column == "value"]
    assert len(found) == SHOWN + 1
    assert found[-1].reason.startswith("… and 50 more")
