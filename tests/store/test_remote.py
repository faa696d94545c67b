"""A package at an address is taken over as one in a folder; whatever the server does, the data before keeps serving."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.errors import PackageInvalid
from app.store.fetching import Limits
from app.store.live import LiveSnapshot
from app.store.remote import RemotePackage
from app.store.snapshot import load_snapshot
from tests.packages import changed, write_package
from tests.store import hosted as server
from tests.store.hosted import Act, Hosted, hosting

pytestmark = pytest.mark.matrix

DESCRIPTOR = "/data/datapackage.json"
LIMITS = Limits()


@pytest.fixture
def hosted(package: Path) -> Iterator[Hosted]:
    with hosting(package) as given:
        yield given


def remote_of(hosted: Hosted, cache_dir: Path, *, limits: Limits = LIMITS) -> RemotePackage:
    return RemotePackage(hosted.address, cache_dir=cache_dir, every=0.0, still=0.0, limits=limits)


@pytest.fixture
def remote(hosted: Hosted, cache_dir: Path) -> RemotePackage:
    return remote_of(hosted, cache_dir)


@pytest.fixture
def live(remote: RemotePackage, cache_dir: Path) -> LiveSnapshot:
    return LiveSnapshot(remote.directory, cache_dir=cache_dir, remote=remote)


def look(live: LiveSnapshot, remote: RemotePackage, *, wait: Callable[[float], object] = lambda seconds: None) -> bool:
    remote.refresh(wait=wait)
    live.look(0.0)
    return live.look(1.0)


def value(live: LiveSnapshot) -> float:
    return float(live.current.rows("gdp_growth", "chongqing")["value"].iloc[-1])


def rewrite(package: Path, number: str) -> None:
    write_package(package, observations=changed("observations", 0, value=number))


def test_the_package_at_an_address_is_the_one_in_the_folder(live: LiveSnapshot, package: Path, tmp_path: Path) -> None:
    assert live.current.version == load_snapshot(package, cache_dir=tmp_path / "other").version
    assert live.trouble is None


def test_what_has_not_changed_is_not_sent_again(live: LiveSnapshot, remote: RemotePackage, hosted: Hosted) -> None:
    hosted.asked.clear()
    assert not look(live, remote)
    assert {status for _, status in hosted.asked} == {304}
    assert len(hosted.asked) == 14


@pytest.mark.parametrize("with_tags", [True, False])
def test_a_change_comes_into_force(
    live: LiveSnapshot, remote: RemotePackage, hosted: Hosted, package: Path, with_tags: bool
) -> None:
    hosted.with_tags = with_tags
    rewrite(package, "7.7")
    assert look(live, remote)
    assert value(live) == 7.7
    assert live.trouble is None


def test_a_package_that_changes_while_it_is_read_is_read_again(
    live: LiveSnapshot, remote: RemotePackage, package: Path
) -> None:
    numbers = iter(["8.8", "9.9"])
    rewrite(package, "7.7")
    assert look(live, remote, wait=lambda seconds: [rewrite(package, number) for number in [next(numbers, "9.9")]])
    assert value(live) == 9.9


def test_files_that_change_between_two_of_them_are_never_mixed(
    live: LiveSnapshot, remote: RemotePackage, hosted: Hosted, package: Path
) -> None:
    def once(path: str) -> None:
        if path == "/data/sources.csv" and rounds:
            rounds.pop()
            write_package(
                package, observations=changed("observations", 0, value="8.8"), areas=changed("areas", 0, label_en="New")
            )

    rounds = [1]
    rewrite(package, "7.7")
    hosted.meanwhile = once
    assert look(live, remote)
    assert value(live) == 8.8
    assert live.current.label("areas", "chongqing", "en") == "New"


def test_a_package_that_never_rests_is_said_and_not_taken(
    live: LiveSnapshot, remote: RemotePackage, package: Path
) -> None:
    numbers = iter(range(100))
    rewrite(package, "7.7")
    assert not look(live, remote, wait=lambda seconds: rewrite(package, f"{next(numbers)}.25"))
    assert value(live) == 5.3
    assert "keeps changing" in (live.trouble or "")


def test_an_invalid_package_is_refused_once_with_all_its_problems(
    live: LiveSnapshot, remote: RemotePackage, package: Path, hosted: Hosted, caplog: pytest.LogCaptureFixture
) -> None:
    before = live.current
    write_package(package, observations=changed("observations", 0, value="many"), areas=changed("areas", 0, kind="x"))
    for _ in range(3):
        assert not look(live, remote)
    assert live.current is before
    assert live.refusal is not None
    assert {problem.file for problem in live.refusal.problems} == {"observations.csv", "areas.csv"}
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
    assert {status for _, status in hosted.asked[-14:]} == {304}
    rewrite(package, "6.1")
    assert look(live, remote)
    assert live.refusal is None


@pytest.mark.parametrize("act", [server.cut_off, server.not_http, server.to("file:///etc/passwd")])
def test_whatever_the_server_does_the_data_before_keeps_serving(
    live: LiveSnapshot, remote: RemotePackage, hosted: Hosted, package: Path, act: Act
) -> None:
    rewrite(package, "7.7")
    hosted.acts["/data/areas.csv"] = act
    assert not look(live, remote)
    assert value(live) == 5.3
    assert (live.trouble or "").startswith("areas.csv: ")
    assert hosted.origin not in (live.trouble or "")
    hosted.acts.clear()
    assert look(live, remote)
    assert live.trouble is None
    assert value(live) == 7.7


def test_a_table_that_is_gone_is_said(live: LiveSnapshot, remote: RemotePackage, package: Path) -> None:
    (package / "flags.csv").unlink()
    assert not look(live, remote)
    assert live.trouble == "flags.csv: the server answers 404"


def test_all_files_together_are_bounded(hosted: Hosted, package: Path, cache_dir: Path) -> None:
    remote = remote_of(hosted, cache_dir, limits=Limits(all_bytes=10_000))
    with pytest.raises(PackageInvalid, match="larger than allowed"):
        LiveSnapshot(remote.directory, cache_dir=cache_dir, remote=remote)


def test_a_redirect_of_the_descriptor_leads_to_all_files(hosted: Hosted, package: Path, cache_dir: Path) -> None:
    hosted.acts["/latest/datapackage.json"] = server.to("/data/datapackage.json")
    hosted.address = f"{hosted.origin}/latest/datapackage.json"
    remote = remote_of(hosted, cache_dir)
    assert value(LiveSnapshot(remote.directory, cache_dir=cache_dir, remote=remote)) == 5.3


@pytest.mark.parametrize("path", ["../secret.csv", "http://127.0.0.1:1/a.csv", "//127.0.0.1:1/a.csv", "/etc/passwd"])
def test_only_paths_inside_the_packages_folder_are_asked_for(
    live: LiveSnapshot, remote: RemotePackage, hosted: Hosted, package: Path, path: str
) -> None:
    described = (package / "datapackage.json").read_text("utf-8")
    (package / "datapackage.json").write_text(described.replace('"flags.csv"', f'"{path}"'), "utf-8")
    hosted.asked.clear()
    assert not look(live, remote)
    assert all(asked.startswith("/data/") and ".." not in asked for asked, _ in hosted.asked)
    assert live.refusal is not None
    assert value(live) == 5.3


def test_a_path_with_signs_of_addresses_is_one_of_a_file(hosted: Hosted, package: Path, cache_dir: Path) -> None:
    described = (package / "datapackage.json").read_text("utf-8")
    (package / "datapackage.json").write_text(described.replace('"flags.csv"', '"a%2e?b#c.csv"'), "utf-8")
    remote_of(hosted, cache_dir).refresh(wait=lambda seconds: None)
    assert ("/data/a%252e%3Fb%23c.csv", 404) in hosted.asked


def test_after_a_restart_without_the_server_the_package_read_before_serves(
    hosted: Hosted, live: LiveSnapshot, cache_dir: Path
) -> None:
    hosted.acts[DESCRIPTOR] = server.not_http
    again = remote_of(hosted, cache_dir)
    restarted = LiveSnapshot(again.directory, cache_dir=cache_dir, remote=again)
    assert restarted.current.version == live.current.version
    assert restarted.trouble is not None


def test_without_any_package_it_does_not_start(cache_dir: Path) -> None:
    remote = RemotePackage("http://127.0.0.1:9/datapackage.json", cache_dir=cache_dir, every=0.0, still=0.0)
    with pytest.raises(PackageInvalid, match="cannot be read"):
        LiveSnapshot(remote.directory, cache_dir=cache_dir, remote=remote)


def test_only_one_process_of_the_host_asks(live: LiveSnapshot, hosted: Hosted, cache_dir: Path) -> None:
    hosted.asked.clear()
    patient = RemotePackage(hosted.address, cache_dir=cache_dir, every=60.0, still=0.0, limits=LIMITS)
    for _ in range(3):
        patient.refresh()
    assert hosted.asked == []
    assert patient.standing.seen


def test_a_folder_others_may_write_to_is_not_used(hosted: Hosted, cache_dir: Path) -> None:
    cache_dir.mkdir()
    cache_dir.chmod(0o777)
    remote = remote_of(hosted, cache_dir)
    with pytest.raises(PackageInvalid):
        LiveSnapshot(remote.directory, cache_dir=cache_dir, remote=remote)
    assert hosted.asked == []


def test_a_broken_note_of_the_last_look_is_forgotten(live: LiveSnapshot, remote: RemotePackage, package: Path) -> None:
    note = remote.directory.parent / "standing.json"
    note.write_text('{"checked": "soon"')
    os.utime(note, ns=(1, 1))
    rewrite(package, "7.7")
    assert look(live, remote)
    assert value(live) == 7.7
