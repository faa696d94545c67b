"""The packages of the benchmark are valid, of the size asked for, and the same for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.snapshot import load_snapshot
from tests.bench.packages import MODEL, ORIGIN, write_package

pytestmark = pytest.mark.matrix


def test_a_made_package_is_valid_and_has_as_many_observations_as_asked_for(tmp_path: Path) -> None:
    made = load_snapshot(write_package(tmp_path / "package", observations=3000), cache_dir=tmp_path / "cache")
    real = load_snapshot(ORIGIN, cache_dir=tmp_path / "cache")
    assert len(made.observations) == 3000
    of_city, of_made = (made.rows("value_added_growth", area) for area in (MODEL, "area_00001"))
    model = real.rows("value_added_growth", MODEL)
    assert of_city["value"].tolist() == model["value"].tolist()
    assert of_made["period"].astype(str).tolist() == model["period"].astype(str).tolist()
    assert of_made["value"].tolist() != model["value"].tolist()


def test_the_same_number_gives_the_same_package(tmp_path: Path) -> None:
    first, second = (write_package(tmp_path / name, observations=2000) for name in ("first", "second"))
    for file in sorted(first.iterdir()):
        assert file.read_bytes() == (second / file.name).read_bytes()


def test_a_package_is_never_smaller_than_the_one_it_is_made_from(tmp_path: Path) -> None:
    made = write_package(tmp_path / "package", observations=10)
    assert (made / "observations.csv").read_bytes() == (ORIGIN / "observations.csv").read_bytes()
