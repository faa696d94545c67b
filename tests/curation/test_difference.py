"""What differs between two packages is found, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app import cli
from app.curation.difference import Difference, compare
from app.curation.report import lines
from app.i18n import Texts
from app.store.snapshot import load_snapshot
from tests.packages import changed, observation, rows, write_package

pytestmark = pytest.mark.matrix

KEY = "chongqing/total_economy/gdp_growth/2025-9M"


def difference(tmp_path: Path, texts: Mapping[str, Texts], **tables: Any) -> Difference:
    folders = (write_package(tmp_path / "old"), write_package(tmp_path / "new", **tables))
    before, after = (load_snapshot(folder, cache_dir=tmp_path / "cache") for folder in folders)
    return compare(before, after, texts)


def test_equal_packages_differ_in_nothing(tmp_path: Path, texts: Mapping[str, Texts]) -> None:
    found = difference(tmp_path, texts)
    assert not found
    assert list(lines(found))[1:] == ["nothing differs"]


def test_the_order_of_rows_is_no_difference(tmp_path: Path, texts: Mapping[str, Texts]) -> None:
    found = difference(tmp_path, texts, observations=list(reversed(rows("observations"))))
    assert not found
    assert found.before != found.after


def test_a_changed_cell_is_named_with_both_contents(tmp_path: Path, texts: Mapping[str, Texts]) -> None:
    found = difference(tmp_path, texts, observations=changed("observations", 0, value="7.7"))
    (table,) = found.tables
    (cell,) = table.changed
    assert (table.table, cell.key, cell.column, cell.before, cell.after) == ("observations", KEY, "value", "5.3", "7.7")
    assert (table.added, table.removed) == ((), ())


def test_headlines_that_change_with_the_data_are_given_in_every_language(
    tmp_path: Path, texts: Mapping[str, Texts]
) -> None:
    found = difference(tmp_path, texts, observations=changed("observations", 0, value="7.7"))
    changed_ones = [headline for headline in found.headlines if "7.7" in headline.after or "7,7" in headline.after]
    assert {headline.lang for headline in changed_ones} == {"de", "en", "zh"}
    assert all("7.7" not in headline.before for headline in changed_ones)


def test_new_and_removed_rows_are_named_by_their_keys(tmp_path: Path, texts: Mapping[str, Texts]) -> None:
    kept = rows("observations")
    gone = kept.pop(1)
    added = observation("total_economy", "gdp_growth", "2011", "6.3")
    (table,) = difference(tmp_path, texts, observations=[*kept, added]).tables
    assert table.added == ("chongqing/total_economy/gdp_growth/2011",)
    assert table.removed == ("/".join(gone[name] for name in ("area", "sector", "indicator", "period")),)
    assert table.changed == ()


def test_another_opening_period_is_a_difference(tmp_path: Path, texts: Mapping[str, Texts]) -> None:
    found = difference(tmp_path, texts, descriptor=lambda descriptor: descriptor.update(featured_period="2024"))
    assert found
    assert (found.featured_before, found.featured_after) == ("2025-9M", "2024")


def test_the_command_prints_lines_or_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write_package(tmp_path / "old")
    new = write_package(tmp_path / "new", observations=changed("observations", 0, value="7.7"))
    assert cli.main(["diff", str(old), str(new)]) == 0
    assert f"  ~ {KEY} value: '5.3' -> '7.7'" in capsys.readouterr().out.splitlines()
    assert cli.main(["diff", str(old), str(new), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tables"][0]["changed"][0]["after"] == "7.7"


def test_the_command_names_the_problems_of_a_package_that_cannot_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = write_package(tmp_path / "old")
    new = write_package(tmp_path / "new", observations=changed("observations", 0, value="many"))
    assert cli.main(["diff", str(old), str(new)]) == 1
    assert "observations.csv, row 2, column value, “many”" in capsys.readouterr().err


def test_check_prints_problems_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = write_package(tmp_path / "package", observations=changed("observations", 0, value="many"))
    assert cli.main(["check", str(package), "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert (problem["file"], problem["row"], problem["column"], problem["value"]) == (
        "observations.csv", 2, "value", "many",
    )  # fmt: skip
    assert cli.main(["check", str(write_package(tmp_path / "good")), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
