from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from app.store.shared_files import default_cache_dir
from app.store.snapshot import Snapshot, load_snapshot
from tests.packages import changed, observation, rows, text, write_package

pytestmark = pytest.mark.matrix


def files(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir() if path.is_file())


def is_mapped(snapshot: Snapshot) -> bool:
    """Whether the values lie in a mapped file: the process's map of its memory says what is where."""
    start = snapshot.observations["value"].to_numpy().__array_interface__["data"][0]
    for line in Path("/proc/self/maps").read_text().splitlines():
        low, high = (int(part, 16) for part in line.split()[0].split("-"))
        if low <= start < high:
            return line.endswith(".arrow")
    return False


def same(one: Snapshot, other: Snapshot) -> None:
    pd.testing.assert_frame_equal(one.observations, other.observations)
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name])


def test_observations_are_mapped_from_one_file_named_by_version(package: Path, cache_dir: Path) -> None:
    first = load_snapshot(package, cache_dir=cache_dir)
    assert is_mapped(first)
    (name,) = files(cache_dir)
    assert name.startswith(f"observations-{first.version}-")
    assert (cache_dir / name).stat().st_mode & 0o777 == 0o600
    assert cache_dir.stat().st_mode & 0o777 == 0o700
    second = load_snapshot(package, cache_dir=cache_dir)
    assert is_mapped(second)
    same(first, second)
    assert files(cache_dir) == [name]


def test_columns_lie_in_the_file_without_a_copy(package: Path, cache_dir: Path) -> None:
    frame = load_snapshot(package, cache_dir=cache_dir).observations
    again = load_snapshot(package, cache_dir=cache_dir).observations
    for name in ("value", "year", "end"):
        assert not frame[name].to_numpy().flags.owndata
        assert not frame[name].to_numpy().flags.writeable
    assert not frame["sector"].array.codes.flags.writeable
    assert np.array_equal(frame["sector"].array.codes, again["sector"].array.codes)


@pytest.mark.parametrize("content", [b"", b"ARROW1", b"x" * 5000])
def test_a_damaged_file_is_written_anew(package: Path, cache_dir: Path, content: bytes) -> None:
    first = load_snapshot(package, cache_dir=cache_dir)
    (name,) = files(cache_dir)
    expected = (cache_dir / name).read_bytes()
    (cache_dir / name).unlink()
    (cache_dir / name).write_bytes(content)
    second = load_snapshot(package, cache_dir=cache_dir)
    same(first, second)
    assert (cache_dir / name).read_bytes() == expected


def test_a_file_that_others_may_write_is_not_trusted(
    package: Path, cache_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    load_snapshot(package, cache_dir=cache_dir)
    (path,) = cache_dir.glob("*.arrow")
    path.chmod(0o666)
    load_snapshot(package, cache_dir=cache_dir)
    assert "not a file of this user alone" in caplog.text
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_in_place_of_the_file_is_not_followed(package: Path, cache_dir: Path, tmp_path: Path) -> None:
    load_snapshot(package, cache_dir=cache_dir)
    (path,) = cache_dir.glob("*.arrow")
    path.rename(tmp_path / "elsewhere.arrow")
    path.symlink_to(tmp_path / "elsewhere.arrow")
    load_snapshot(package, cache_dir=cache_dir)
    assert not path.is_symlink()


def _open_to_all(directory: Path) -> Path:
    directory.mkdir()
    directory.chmod(0o777)
    return directory


def _link(directory: Path) -> Path:
    (directory.parent / "target").mkdir(mode=0o700)
    directory.symlink_to(directory.parent / "target")
    return directory


def _file(directory: Path) -> Path:
    directory.write_text("in the way")
    return directory


@pytest.mark.parametrize("make", [_open_to_all, _link, _file])
def test_a_directory_that_is_not_ours_alone_is_not_used(
    package: Path, cache_dir: Path, caplog: pytest.LogCaptureFixture, make: object
) -> None:
    directory = make(cache_dir)  # type: ignore[operator]
    snapshot = load_snapshot(package, cache_dir=directory)
    assert not is_mapped(snapshot)
    assert not snapshot.observations["value"].to_numpy().flags.writeable
    assert "keeping the observations in memory" in caplog.text


def test_a_full_disk_leaves_the_observations_in_memory(
    package: Path, cache_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    snapshot = load_snapshot(package, cache_dir=cache_dir)
    assert len(snapshot.observations) == len(rows("observations"))
    assert files(cache_dir) == []
    assert "No space left" in caplog.text


def test_only_the_newest_files_stay_and_other_files_are_left_alone(tmp_path: Path, cache_dir: Path) -> None:
    cache_dir.mkdir(mode=0o700)
    (cache_dir / "notes.txt").write_text("mine")
    kept = []
    for value in range(6):
        package = write_package(tmp_path / "p", observations=changed("observations", 0, value=str(value)))
        snapshot = load_snapshot(package, cache_dir=cache_dir)
        kept.append(snapshot)
        (path,) = cache_dir.glob(f"observations-{snapshot.version}-*.arrow")
        os.utime(path, (value, value))
    assert {name.split("-")[1] for name in files(cache_dir) if name.endswith(".arrow")} == {
        snapshot.version for snapshot in kept[-3:]
    }
    assert "notes.txt" in files(cache_dir)
    # What is mapped already stays readable though its file is gone.
    assert kept[0].rows("gdp_growth")["value"].iloc[-1] == 0.0


def test_the_order_of_the_file_is_kept_beside_the_sorted_one(tmp_path: Path, cache_dir: Path) -> None:
    package = write_package(tmp_path / "p", observations=list(reversed(rows("observations"))))
    snapshot = load_snapshot(package, cache_dir=cache_dir)
    lines = snapshot.tables["observations"]["row"].tolist()
    assert lines == list(range(2, len(lines) + 2))
    assert snapshot.observations["row"].tolist() != lines


def test_one_directory_a_user_is_the_default() -> None:
    assert default_cache_dir().name == f"doppelkern-{os.getuid()}"


MEASURE = """
import sys, time
from pathlib import Path
from app.store import snapshot
def private():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024
before, start = private(), time.perf_counter()
loaded = snapshot.load_snapshot(Path(sys.argv[1]), cache_dir=Path(sys.argv[2]))
seconds = time.perf_counter() - start
frame = loaded.observations
frame["value"].sum(), [frame[name].array.codes.sum() for name in ("area", "sector", "indicator", "period")]
print(len(frame), seconds, private() - before)
"""


@pytest.fixture(autouse=True)
def warnings_are_heard(caplog: pytest.LogCaptureFixture) -> None:
    """Another test may have built an application that logs errors only."""
    caplog.set_level(logging.WARNING, logger="app")


def _measure(package: Path, cache_dir: Path) -> tuple[int, float, float]:
    command = [sys.executable, "-c", MEASURE, str(package), str(cache_dir)]
    root = Path(__file__).parents[2]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout.split()
    return int(printed[0]), float(printed[1]), float(printed[2])


@pytest.mark.full
def test_a_million_observations_load_in_time_and_are_shared(tmp_path: Path, cache_dir: Path) -> None:
    """Twenty seconds on two cores for the first process; the second keeps a fraction of them to itself."""
    sectors = [row | {"sector": f"s{place}", "parent": ""} for place, row in enumerate(rows("sectors") * 112)]
    spelled = [f"{year}{kind}" for year in range(1920, 2025) for kind in ("", "-Q1", "-H1", "-9M", "-8M")]
    made = [
        observation(row["sector"], "gdp_growth", period, f"{place}.{year}", area=area)
        for place, row in enumerate(sectors)
        for year, period in enumerate(spelled)
        for area in ("chongqing", "china")
    ]
    everything = [*rows("observations"), *made]
    write_package(tmp_path / "p", sectors=[*rows("sectors"), *sectors], observations=text("observations", everything))
    count, seconds, _ = _measure(tmp_path / "p", cache_dir)
    assert count == len(everything) > 1_000_000
    assert seconds < 20
    _, again, private = _measure(tmp_path / "p", cache_dir)
    assert again < seconds
    assert private < 100
