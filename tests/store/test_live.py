"""A changed package comes into force by itself once it is still and valid; a bad one changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.store.live import LiveSnapshot
from app.store.snapshot import load_snapshot
from tests.packages import changed, write_package

VALUE = ("gdp_growth", "chongqing")


def value(live: LiveSnapshot) -> float:
    return float(live.current.rows(*VALUE)["value"].iloc[-1])


def rewrite(package: Path, number: str) -> None:
    write_package(package, observations=changed("observations", 0, value=number))


@pytest.fixture
def live(package: Path, cache_dir: Path) -> LiveSnapshot:
    return LiveSnapshot(package, cache_dir=cache_dir)


def test_the_live_snapshot_holds_what_was_loaded(live: LiveSnapshot, package: Path, cache_dir: Path) -> None:
    assert live.current is live.current
    assert live.current.version == load_snapshot(package, cache_dir=cache_dir).version
    assert live.refusal is None


def test_nothing_happens_while_nothing_changes(live: LiveSnapshot) -> None:
    before = live.current
    assert [live.look(now) for now in range(10)] == [False] * 10
    assert live.current is before


def test_a_change_comes_into_force_after_two_seconds_of_stillness(live: LiveSnapshot, package: Path) -> None:
    rewrite(package, "7.7")
    assert not live.look(10.0)
    assert not live.look(11.9)
    assert value(live) == 5.3
    assert live.look(12.0)
    assert value(live) == 7.7
    assert not live.look(13.0)


def test_a_package_that_keeps_changing_is_waited_for(live: LiveSnapshot, package: Path) -> None:
    for second in range(10):
        rewrite(package, f"{second}.5")
        assert not live.look(float(second))
    assert not live.look(10.9)
    assert live.look(11.1)
    assert value(live) == 9.5


def test_an_invalid_package_is_refused_with_all_its_problems_and_the_old_one_stays(
    live: LiveSnapshot, package: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = live.current
    write_package(package, observations=changed("observations", 0, value="many"))
    (package / "flags.csv").unlink()
    live.look(0.0)
    assert not live.look(5.0)
    assert live.current is before
    assert live.refusal is not None
    assert {problem.file for problem in live.refusal.problems} >= {"observations.csv", "flags.csv"}
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert any("many" in problem for problem in record.__dict__["problems"])
    assert not live.look(9.0)
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1


def test_a_package_put_right_ends_the_refusal(live: LiveSnapshot, package: Path) -> None:
    write_package(package, observations=changed("observations", 0, value="many"))
    live.look(0.0)
    live.look(5.0)
    assert live.refusal is not None
    rewrite(package, "6.1")
    live.look(6.0)
    assert live.look(9.0)
    assert live.refusal is None
    assert value(live) == 6.1


def test_a_package_put_back_as_it_was_is_no_change(live: LiveSnapshot, package: Path) -> None:
    before = live.current
    rewrite(package, "many")
    live.look(0.0)
    live.look(5.0)
    write_package(package)
    live.look(6.0)
    assert not live.look(9.0)
    assert live.current is before
    assert live.refusal is None


def test_a_change_while_the_files_are_read_is_not_taken_over(
    live: LiveSnapshot, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(package, "7.7")
    live.look(0.0)
    monkeypatch.setattr("app.store.live.load_snapshot", _saving_meanwhile(package))
    assert not live.look(5.0)
    assert value(live) == 5.3
    monkeypatch.undo()
    assert not live.look(6.0)
    assert live.look(9.0)
    assert value(live) == 8.8


def _saving_meanwhile(package: Path) -> Callable[..., object]:
    def load(directory: Path, *, cache_dir: Path | None) -> object:
        loaded = load_snapshot(directory, cache_dir=cache_dir)
        rewrite(package, "8.8")
        return loaded

    return load


def test_a_package_that_is_gone_leaves_the_old_one(live: LiveSnapshot, package: Path, tmp_path: Path) -> None:
    package.rename(tmp_path / "elsewhere")
    live.look(0.0)
    assert not live.look(5.0)
    assert value(live) == 5.3
    assert live.refusal is not None
    (tmp_path / "elsewhere").rename(package)
    live.look(6.0)
    live.look(9.0)
    assert live.refusal is None


def test_listeners_hear_of_each_new_snapshot_once(live: LiveSnapshot, package: Path) -> None:
    heard: list[str] = []
    live.on_change(lambda snapshot: heard.append(snapshot.version))
    rewrite(package, "7.7")
    live.look(0.0)
    live.look(3.0)
    live.look(6.0)
    assert heard == [live.current.version]


def test_watching_starts_one_thread_a_process(package: Path, cache_dir: Path) -> None:
    live = LiveSnapshot(package, cache_dir=cache_dir)
    live.watch()
    first = live._watcher
    live.watch()
    assert first is not None
    assert live._watcher is first
    assert first[0] == os.getpid()
    assert first[1].daemon
    live.stop()
    first[1].join(timeout=5)
    assert not first[1].is_alive()
