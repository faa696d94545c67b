from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.descriptor import read_descriptor, split_codes
from app.store.problem import Findings
from app.store.snapshot import check_package
from tests.packages import default_descriptor, write_package

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[]", "must be a JSON object"),
        ("{}", "must list its tables"),
        ('{"resources": {}}', "must list its tables"),
        ('{"resources": [1, {"name": 5}]}', "must be an object with a “name”"),
        ('{"resources": [{"name": "x", "path": "x.csv"}]}', "must have a “schema”"),
        ("[" * 100_000, "JSON"),
        ("é".encode("latin-1"), "not UTF-8"),
    ],
)
def test_a_broken_descriptor_is_a_problem(tmp_path: Path, content: str | bytes, said: str) -> None:
    write_package(tmp_path, descriptor=content)
    problems = check_package(tmp_path)
    assert any(problem.file == "datapackage.json" and said in problem.reason for problem in problems), problems


@pytest.mark.parametrize(
    "path",
    [
        "../areas.csv",
        "/etc/passwd",
        "https://example.org/a.csv",
        "~/a.csv",
        "a/../../b.csv",
        "..\\a.csv",
        "",
        "a\0b",
        5,
        ["a", "b"],
        None,
    ],
)
def test_a_path_may_not_leave_the_directory(tmp_path: Path, path: Any) -> None:
    write_package(tmp_path, descriptor=lambda descriptor: descriptor["resources"][0].update(path=path))
    assert any(problem.column == "areas" and "path" in problem.reason for problem in check_package(tmp_path))


def test_a_link_may_not_leave_the_directory_but_may_lead_about_inside_it(tmp_path: Path) -> None:
    package = write_package(tmp_path / "package")
    (tmp_path / "areas.csv").write_bytes((package / "areas.csv").read_bytes())
    (package / "versions").mkdir()
    (package / "areas.csv").rename(package / "versions" / "areas.csv")
    (package / "areas.csv").symlink_to("versions/areas.csv")
    assert check_package(package) == ()
    (package / "areas.csv").unlink()
    (package / "areas.csv").symlink_to(tmp_path / "areas.csv")
    assert [problem.reason.split(";")[0] for problem in check_package(package)] == [
        "the path leads out of the package's directory"
    ]


def test_missing_and_unreadable_places_are_problems(tmp_path: Path) -> None:
    assert "missing" in check_package(tmp_path / "nowhere")[0].reason
    package = write_package(tmp_path / "package", areas=None)
    (package / "areas.csv").mkdir()
    assert [(each.file, each.reason) for each in check_package(package)] == [
        ("areas.csv", "is not a file; put the table there")
    ]
    (package / "areas.csv").rmdir()
    (package / "areas.csv").symlink_to("areas.csv")
    assert [each.file for each in check_package(package)] == ["areas.csv"]


@pytest.mark.parametrize(
    "field",
    [
        {"name": "x", "type": "geopoint"},
        {"name": "x", "type": []},
        {"type": "string"},
        "x",
        {"name": "x", "constraints": []},
        {"name": "x", "constraints": {"pattern": "("}},
        {"name": "x", "constraints": {"pattern": "(?=a)"}},
        {"name": "x", "constraints": {"minimum": "a"}, "type": "number"},
        {"name": "x", "constraints": {"required": "yes"}},
        {"name": "x", "constraints": {"invented": 1}},
        {"name": "x", "constraints": {"enum": []}},
        {"name": "x", "references": "flags"},
        {"name": "x", "references": {"resource": "nowhere", "field": "flag"}},
        {"name": "x", "type": "number", "decimalChar": ","},
        {"name": "x", "type": "boolean", "trueValues": 1},
        {"name": "area"},
    ],
)
def test_a_field_that_cannot_be_understood_is_a_problem_and_not_ignored(tmp_path: Path, field: Any) -> None:
    write_package(tmp_path, descriptor=lambda descriptor: descriptor["resources"][0]["schema"]["fields"].append(field))
    assert any(problem.file == "datapackage.json" for problem in check_package(tmp_path))


@pytest.mark.parametrize(
    "schema",
    [
        {"primaryKey": "nowhere"},
        {"primaryKey": 5},
        {"foreignKeys": 5},
        {"foreignKeys": [5]},
        {"foreignKeys": [{"fields": "kind", "reference": {"resource": "nowhere", "fields": "x"}}]},
        {"foreignKeys": [{"fields": ["area", "kind"], "reference": {"resource": "units", "fields": "unit"}}]},
        {"missingValues": 1},
    ],
)
def test_keys_that_lead_nowhere_are_problems(tmp_path: Path, schema: dict[str, Any]) -> None:
    write_package(tmp_path, descriptor=lambda descriptor: descriptor["resources"][0]["schema"].update(schema))
    assert any(problem.file == "datapackage.json" for problem in check_package(tmp_path))


@given(st.data())
def test_no_shape_of_a_descriptor_breaks_the_reader(data: st.DataObject) -> None:
    descriptor = default_descriptor()
    place: Any = descriptor
    for _ in range(data.draw(st.integers(0, 6))):
        inner = [each for each in (place.values() if isinstance(place, dict) else place) if _has_parts(each)]
        if inner:
            place = data.draw(st.sampled_from(inner))
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[data.draw(st.sampled_from(keys))] = data.draw(JSON)
    read_descriptor(descriptor, Findings())


def _has_parts(value: Any) -> bool:
    return isinstance(value, dict | list) and bool(value)


@pytest.mark.parametrize(("cell", "codes"), [("", ()), ("a", ("a",)), ("a;b", ("a", "b"))])
def test_a_cell_of_codes_is_split(cell: str, codes: tuple[str, ...]) -> None:
    assert split_codes(cell) == codes
