from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.store.snapshot import check_package
from tests.packages import changed, default_tables, rows, write_package


@pytest.mark.parametrize(
    ("table", "place", "column", "value", "said"),
    [
        ("observations", 1, "period", "2025-6M", "2025-H1"),
        ("observations", 1, "period", "2025-Q3", "is not a period"),
        ("targets", 0, "period", "2025-12-31", "is not a period"),
        ("conflicts", 0, "period", "9M 2025", "is not a period"),
        ("observations", 0, "unit", "units", "is not the unit of the indicator"),
        ("targets", 0, "unit", "percent", "is not the unit of the indicator"),
        ("milestones", 0, "date", "2025-12", "does not fit date_precision"),
        ("milestones", 1, "date", "2018-05-01", "does not fit date_precision"),
        ("milestones", 2, "date", "58", "does not fit date_precision"),
        ("milestones", 0, "date", "2025-02-30", "is not a real date"),
        ("milestones", 1, "date", "2018-13", "is not a real date"),
        ("milestones", 2, "date", "0000", "is not a real date"),
        ("conflicts", 0, "period", "2019", "neither an observation nor a target"),
    ],
)
def test_a_cell_against_the_rules_of_the_house_is_named(
    tmp_path: Path, table: str, place: int, column: str, value: str, said: str
) -> None:
    write_package(tmp_path, **{table: changed(table, place, **{column: value})})  # type: ignore[arg-type]
    found = [problem for problem in check_package(tmp_path) if problem.column == column]
    assert any(problem.row == place + 2 and said in problem.reason for problem in found), found


def test_a_conflict_may_be_with_a_target(tmp_path: Path) -> None:
    target = rows("targets")[0]
    key = {name: target[name] for name in ("area", "sector", "indicator", "period", "unit")}
    write_package(tmp_path, conflicts=changed("conflicts", 0, **key))
    assert check_package(tmp_path) == ()


@pytest.mark.parametrize("loop", [{2: "automotive"}, {1: "automotive"}, {0: "automotive", 2: "industry"}])
def test_a_sector_may_not_be_its_own_parent_over_any_number_of_steps(tmp_path: Path, loop: dict[int, str]) -> None:
    found = rows("sectors")
    for place, parent in loop.items():
        found[place]["parent"] = parent
    write_package(tmp_path, sectors=found)
    problems = check_package(tmp_path)
    assert {problem.column for problem in problems} == {"parent"}
    assert all("its own parent" in problem.reason for problem in problems)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2025-9", "is not a period"),
        (2025, "must be a period"),
        (None, "must be a period"),
        ("2019", "no observation of chongqing"),
    ],
)
def test_the_featured_period_is_one_of_the_subject(tmp_path: Path, period: Any, said: str) -> None:
    write_package(tmp_path, descriptor=lambda descriptor: descriptor.update(featured_period=period))
    (problem,) = check_package(tmp_path)
    assert (problem.file, problem.column) == ("datapackage.json", "featured_period")
    assert said in problem.reason


def test_a_period_that_only_a_comparator_has_cannot_be_featured(tmp_path: Path) -> None:
    found = [row for row in rows("observations") if row["area"] == "china" or row["period"] != "2025-9M"]
    write_package(tmp_path, observations=found, article=changed("article", 1, observations=""), conflicts=[])
    assert any(problem.column == "featured_period" for problem in check_package(tmp_path))


def test_there_is_exactly_one_subject(tmp_path: Path) -> None:
    write_package(tmp_path, areas=changed("areas", 1, kind="subject"))
    assert any("exactly one area" in problem.reason for problem in check_package(tmp_path))


@pytest.mark.parametrize("table", default_tables())
def test_every_table_that_the_dashboard_needs_must_be_described(tmp_path: Path, table: str) -> None:
    def drop(descriptor: dict[str, Any]) -> None:
        descriptor["resources"] = [each for each in descriptor["resources"] if each["name"] != table]

    write_package(tmp_path, descriptor=drop)
    assert any(problem.column == table and "table is missing" in problem.reason for problem in check_package(tmp_path))


def test_a_column_that_the_dashboard_needs_must_be_described(tmp_path: Path) -> None:
    def drop(descriptor: dict[str, Any]) -> None:
        fields = descriptor["resources"][0]["schema"]["fields"]
        fields[:] = [field for field in fields if field["name"] != "label_zh"]

    write_package(tmp_path, descriptor=drop)
    assert any("must describe the field label_zh" in problem.reason for problem in check_package(tmp_path))


def test_rules_that_the_descriptor_forgets_hold_all_the_same(tmp_path: Path) -> None:
    def forget(descriptor: dict[str, Any]) -> None:
        for resource in descriptor["resources"]:
            for name in ("primaryKey", "foreignKeys"):
                resource["schema"].pop(name, None)
            for field in resource["schema"]["fields"]:
                field.pop("constraints", None)
                field.pop("references", None)

    found = rows("observations")
    found[0] |= {"sector": "nowhere", "flags": "unheard"}
    write_package(tmp_path, descriptor=forget, observations=[*found, found[5]], areas=changed("areas", 0, label_de=""))
    columns = {problem.column for problem in check_package(tmp_path)}
    assert {"sector", "flags", "period", "label_de"} <= columns


def test_a_number_may_not_be_described_as_text(tmp_path: Path) -> None:
    def retype(descriptor: dict[str, Any]) -> None:
        fields = {each["name"]: each["schema"]["fields"] for each in descriptor["resources"]}
        next(field for field in fields["observations"] if field["name"] == "value")["type"] = "string"

    write_package(tmp_path, descriptor=retype)
    assert any("must have the type number" in problem.reason for problem in check_package(tmp_path))


@pytest.mark.parametrize("name", ["title", "title_de", "title_en", "title_zh"])
def test_the_package_has_a_title_in_every_language(tmp_path: Path, name: str) -> None:
    write_package(tmp_path, descriptor=lambda descriptor: descriptor.pop(name))
    assert [problem.column for problem in check_package(tmp_path)] == [name]


@pytest.mark.parametrize(("table", "column"), [("sources", "publisher"), ("observations", "note")])
def test_a_text_is_there_in_every_language_or_in_none(tmp_path: Path, table: str, column: str) -> None:
    texts = {f"{column}_{lang}": "Text" for lang in ("de", "en", "zh")}
    write_package(tmp_path, **{table: changed(table, 0, **texts)})
    assert not check_package(tmp_path)
    write_package(tmp_path, **{table: changed(table, 0, **texts | {f"{column}_en": ""})})
    (problem,) = check_package(tmp_path)
    assert (problem.row, problem.column) == (2, f"{column}_en")
    assert "fill in all three or none" in problem.reason
