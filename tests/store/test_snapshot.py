from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from app.errors import PackageInvalid
from app.store.snapshot import Snapshot, load_snapshot
from tests.packages import changed, rows, write_package


def test_observations_are_sorted_by_indicator_area_sector_and_end(tiny_snapshot: Snapshot) -> None:
    frame = tiny_snapshot.observations
    keys = [frame[name].cat.codes for name in ("indicator", "area", "sector")]
    order = list(zip(*keys, frame["end"], strict=True))
    assert order == sorted(order)
    assert frame.index.equals(pd.RangeIndex(len(frame)))


def test_every_row_knows_its_line_in_the_file(tiny_snapshot: Snapshot) -> None:
    for _, row in tiny_snapshot.observations.iterrows():
        source = rows("observations")[row["row"] - 2]
        assert [row["sector"], row["period"], row["value"]] == [
            source["sector"],
            source["period"],
            float(source["value"]),
        ]


def test_tables_keep_the_order_and_columns_of_their_files(tiny_snapshot: Snapshot) -> None:
    for name, frame in tiny_snapshot.tables.items():
        expected = rows(name)
        assert list(frame.columns)[: len(expected[0])] == list(expected[0])
        first = next(iter(expected[0]))
        assert frame[first].tolist() == [row[first] for row in expected]


def test_cells_are_typed(tiny_snapshot: Snapshot) -> None:
    observations, sectors = tiny_snapshot.tables["observations"], tiny_snapshot.tables["sectors"]
    assert observations["value"].dtype == np.float64
    assert isinstance(observations["sector"].dtype, pd.CategoricalDtype)
    assert observations["sector"].cat.categories.tolist() == sectors["sector"].tolist()
    assert observations["end"].iloc[0] == pd.Timestamp("2025-09-30")
    assert (observations["year"].iloc[0], observations["months"].iloc[0]) == (2025, 9)
    assert sectors["cross_cutting"].dtype == np.bool_
    assert sectors["parent"].iloc[0] == ""
    assert tiny_snapshot.tables["evidence"]["rank"].dtype == np.int64
    assert np.isnan(tiny_snapshot.tables["milestones"]["latitude"].iloc[0])
    assert observations["note_en"].iloc[0] == ""


@pytest.mark.parametrize(
    ("indicator", "area", "sector", "values"),
    [
        ("gdp_growth", "chongqing", None, [5.7, 5.0, 5.3]),
        ("gdp_growth", "china", None, [5.2]),
        ("value_added_growth", "chongqing", "automotive", [9.2, 26.7, 8.4, 12.6]),
        ("output_volume", "chongqing", "integrated_circuits", [8_823_000_000.0]),
        ("output_volume", "china", None, []),
        ("unheard", "chongqing", None, []),
        ("gdp_growth", "chongqing", "materials", []),
    ],
)
def test_rows_are_those_of_the_choice_in_order_of_time(
    tiny_snapshot: Snapshot, indicator: str, area: str, sector: str | None, values: list[float]
) -> None:
    frame = tiny_snapshot.rows(indicator, area, sector)
    assert frame["value"].tolist() == values
    assert list(frame.columns) == list(tiny_snapshot.observations.columns)


def test_rows_of_an_indicator_are_all_of_its_rows(tiny_snapshot: Snapshot) -> None:
    everything = tiny_snapshot.observations
    for indicator in everything["indicator"].unique():
        found = sum(len(tiny_snapshot.rows(indicator, area)) for area in ("chongqing", "china"))
        assert found == (everything["indicator"] == indicator).sum()


def test_labels_texts_and_records_are_found_by_code(tiny_snapshot: Snapshot) -> None:
    assert tiny_snapshot.label("sectors", "lcd_panels", "zh") == "lcd panels zh"
    assert tiny_snapshot.text("flags", "doubt", "explanation", "de") == "doubt de"
    assert tiny_snapshot.record("evidence", "weak")["rank"] == 5
    assert tiny_snapshot.record("observations", "chongqing/motorcycles/value_added_growth/2025-9M")["value"] == 21.2
    assert tiny_snapshot.record("targets", "chongqing/automotive/target_gross_output/2025")["kind"] == "target"
    assert tiny_snapshot.titles["zh"] == "小数据包"
    assert tiny_snapshot.licence["name"] == "CC-BY-4.0"
    assert tiny_snapshot.notes[0]["table"] == "observations"
    assert tiny_snapshot.featured_period == "2025-9M"


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("sectors", "unheard"),
        ("unheard", "x"),
        ("observations", "x"),
        ("observations", "chongqing/materials/gdp_growth/2025"),
    ],
)
def test_an_unknown_code_is_a_key_error(tiny_snapshot: Snapshot, table: str, code: str) -> None:
    with pytest.raises(KeyError):
        tiny_snapshot.record(table, code)


def _write(frame: pd.DataFrame) -> list[Callable[[], object]]:
    return [
        lambda: frame.__setitem__("value", 99.0),
        lambda: frame.loc.__setitem__((slice(None), "value"), 99.0),
        lambda: frame.iloc.__setitem__((0, frame.columns.get_loc("value")), 99.0),
        lambda: frame["value"].to_numpy().__setitem__(0, 99.0),
        lambda: frame["value"].array.__setitem__(0, 99.0),
        lambda: np.asarray(frame["value"]).__setitem__(0, 99.0),
        lambda: frame["value"].to_numpy().setflags(write=True),
        lambda: frame["value"].__iadd__(1),
        lambda: frame["sector"].array.__setitem__(0, "industry"),
        lambda: frame["sector"].array.codes.__setitem__(0, 0),
        lambda: frame["note_en"].array.__setitem__(0, "changed"),
        lambda: frame["end"].array.__setitem__(0, pd.Timestamp("2000-01-01")),
        lambda: frame.drop(columns=["value"], inplace=True),
        lambda: frame.sort_values("value", inplace=True),
        lambda: frame.rename(columns={"period": "p"}, inplace=True),
    ]


@pytest.mark.filterwarnings("ignore")  # pandas deprecates some of these ways to write
@pytest.mark.parametrize("attempt", range(15))
@pytest.mark.parametrize("take", ["observations", "tables", "rows"])
def test_no_attempt_to_write_reaches_the_snapshot(tiny_snapshot: Snapshot, attempt: int, take: str) -> None:
    def look() -> list[pd.DataFrame]:
        return [
            tiny_snapshot.observations,
            tiny_snapshot.tables["observations"],
            tiny_snapshot.rows("output_growth"),
        ]

    before = [frame.copy(deep=True) for frame in look()]
    frame = look()[["observations", "tables", "rows"].index(take)]
    with contextlib.suppress(ValueError, TypeError, AttributeError):
        _write(frame)[attempt]()
    for now, then in zip(look(), before, strict=True):
        pd.testing.assert_frame_equal(now, then)


def test_mappings_of_the_snapshot_cannot_be_written_to(tiny_snapshot: Snapshot) -> None:
    mappings = [tiny_snapshot.titles, tiny_snapshot.licence, tiny_snapshot.notes[0], tiny_snapshot.descriptor]
    mappings += [tiny_snapshot.tables, tiny_snapshot.record("sectors", "materials")]
    for mapping in mappings:
        with pytest.raises(TypeError):
            mapping["x"] = 1  # type: ignore[index]
    with pytest.raises(AttributeError):
        tiny_snapshot.version = "x"  # type: ignore[misc]


def test_the_version_follows_the_content_alone(tmp_path: Path) -> None:
    def version(name: str, **tables: object) -> str:
        return load_snapshot(write_package(tmp_path / name, **tables), cache_dir=tmp_path / "c").version  # type: ignore[arg-type]

    first = version("one")
    assert len(first) == 12
    assert first == version("two")
    assert first != version("three", observations=changed("observations", 0, value="5.4"))
    assert first != version("four", descriptor=lambda descriptor: descriptor.update(version="2026.1"))


def test_a_bad_package_is_never_half_loaded(tmp_path: Path) -> None:
    write_package(tmp_path / "bad", observations=changed("observations", 0, value="x"), flags=None)
    with pytest.raises(PackageInvalid, match=r"observations\.csv") as caught:
        load_snapshot(tmp_path / "bad", cache_dir=tmp_path / "cache")
    assert {"observations.csv", "flags.csv"} <= {problem.file for problem in caught.value.problems}
    assert list((tmp_path / "cache").glob("*.arrow")) == []


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    turned = [dict(reversed(row.items())) for row in rows("observations")]
    snapshot = load_snapshot(write_package(tmp_path / "p", observations=turned), cache_dir=tmp_path / "c")
    assert snapshot.rows("gdp_growth", "china")["value"].tolist() == [5.2]
