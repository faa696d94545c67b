"""The browser process: one for all, bounded, on its feet again after whatever is killed, gone with its owner."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import RendererBusy
from app.exports.captured import Report
from app.exports.renderer import Renderer
from tests.browser.server import chromium, served
from tests.exports.conftest import ROOT
from tests.exports.documents import document

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is missing: run `make prerequisites`"),
]
Make = Callable[..., Renderer]


@pytest.fixture
def make(short_dir: Path) -> Iterator[Make]:
    made: list[Renderer] = []

    def new(**limits: float) -> Renderer:
        made.append(Renderer(chromium="", assets=ROOT / "assets", directory=short_dir, turns=20, limits=limits))
        return made[-1]

    yield new
    for renderer in made:
        renderer.stop()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(20) as pool:
        yield pool


def work(renderer: Renderer) -> Report:
    return renderer.inspect(document(), width=590, height=370)


def halt(renderer: Renderer) -> int:
    """Stop Chromium, so that what it is asked for stays unanswered; gives its group."""
    group = renderer.status()["chromium"]
    os.killpg(group, signal.SIGSTOP)
    return group


def until(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError


def runs(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_a_full_queue_refuses_at_once_and_what_waited_is_still_done(make: Make, threads: ThreadPoolExecutor) -> None:
    renderer = make(waiting=2)
    work(renderer)
    group = halt(renderer)
    try:
        accepted: list[Future[Report]] = []
        for count in (1, 2, 3, 4):
            accepted.append(threads.submit(work, renderer))
            until(lambda: renderer.status()["running"] + renderer.status()["waiting"] == count)  # noqa: B023
        with pytest.raises(RendererBusy) as refused:
            work(renderer)
        assert refused.value.retry_after > 0
        assert renderer.status()["refused"] == 1
    finally:
        os.killpg(group, signal.SIGCONT)
    assert all(future.result(timeout=30).problems() == () for future in accepted)


def test_killing_chromium_costs_only_what_was_in_flight(make: Make, threads: ThreadPoolExecutor) -> None:
    renderer = make()
    work(renderer)
    group = halt(renderer)
    lost = [threads.submit(work, renderer) for _ in range(2)]
    until(lambda: renderer.status()["running"] == 2)
    waiting = [threads.submit(work, renderer) for _ in range(4)]
    until(lambda: renderer.status()["waiting"] == 4)
    os.killpg(group, signal.SIGKILL)
    for future in lost:
        with pytest.raises(RendererBusy):
            future.result(timeout=30)
    assert all(future.result(timeout=30).problems() == () for future in waiting)
    status = renderer.status()
    assert status["restarts"] == 1
    assert status["chromium"] != group
    assert not runs(group)


def test_a_crashed_page_is_replaced_at_once(make: Make, threads: ThreadPoolExecutor) -> None:
    renderer = make()
    for _ in range(2):  # once in each place, so that the next job finds a page that can crash
        work(renderer)
    halt(renderer)
    lost = threads.submit(work, renderer)
    until(lambda: renderer.status()["running"] == 1)
    group = renderer.status()["chromium"]
    for process in pages_of(group):
        os.kill(process, signal.SIGKILL)
    os.killpg(group, signal.SIGCONT)
    with pytest.raises(RendererBusy, match="ended"):
        lost.result(timeout=30)
    assert work(renderer).problems() == ()
    assert renderer.status()["chromium"] == group


def test_chromium_keeps_no_page_but_those_at_work(make: Make) -> None:
    renderer = make()
    for _ in range(2):
        work(renderer)
    group = renderer.status()["chromium"]
    assert len(pages_of(group)) == 2, "its own start page, address bars and spare ones cost more than the work"


def pages_of(group: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid,pgid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    return [int(pid) for pid, leader, args in rows if leader == str(group) and "--type=renderer" in args]


def test_a_job_that_takes_too_long_is_given_up_and_the_next_is_done(make: Make) -> None:
    renderer = make(job_seconds=5)
    work(renderer)
    group = halt(renderer)
    with pytest.raises(RendererBusy, match="longer"):
        work(renderer)
    assert work(renderer).problems() == ()
    assert not runs(group)


def test_chromium_is_replaced_after_its_share_of_jobs(make: Make) -> None:
    renderer = make(browser_jobs=3)
    seen = []
    for _ in range(7):
        assert work(renderer).problems() == ()
        seen.append(renderer.status()["chromium"])
    assert len(set(seen)) == 3
    until(lambda: not runs(seen[0]))


def test_many_first_callers_start_one_process(make: Make, threads: ThreadPoolExecutor) -> None:
    callers = [make() for _ in range(6)]
    for future in [threads.submit(work, caller) for caller in callers]:
        assert future.result(timeout=60).problems() == ()
    assert len({caller.status()["process"] for caller in callers}) == 1


def test_a_killed_browser_process_takes_chromium_along_and_is_started_anew(make: Make) -> None:
    renderer = make()
    work(renderer)
    before = renderer.status()
    os.kill(before["process"], signal.SIGKILL)
    until(lambda: not runs(before["chromium"]))
    assert work(renderer).problems() == ()
    assert renderer.status()["process"] != before["process"]


OWNER = """
import os, signal, sys
from pathlib import Path
from app.exports.renderer import Renderer
renderer = Renderer(chromium="", assets=Path("assets"), directory=Path(sys.argv[1]))
renderer.inspect("<p>text</p>", width=100, height=100)
status = renderer.status()
print(status["process"], status["chromium"], flush=True)
os.kill(os.getpid(), getattr(signal, sys.argv[2]))
"""


@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM"])
def test_nothing_is_left_when_the_owner_ends(short_dir: Path, number: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", OWNER, str(short_dir), number], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    process, browser = (int(word) for word in ended.stdout.split())
    until(lambda: not runs(process) and not runs(browser))
    assert [path.name for path in short_dir.rglob("*") if path.suffix not in (".lock", ".d")] == []


def test_stopping_leaves_neither_socket_nor_profile(make: Make, short_dir: Path) -> None:
    renderer = make()
    work(renderer)
    status = renderer.status()
    renderer.stop()
    assert not runs(status["process"])
    assert not runs(status["chromium"])
    assert [path.name for path in short_dir.rglob("*") if path.suffix not in (".lock", ".d")] == []


def test_what_comes_through_the_socket_is_taken_from_this_user_alone_and_mistrusted(
    make: Make, short_dir: Path
) -> None:
    renderer = make()
    work(renderer)
    path = next(short_dir.glob("*.sock"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for rubbish in (b"", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 64, bytes(8), b"\0\0\0\2\0\0\0\0{}"):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(str(path))
            connection.sendall(rubbish)
    with pytest.raises(ValueError, match="width"):
        renderer.inspect("<p>", width=100_000, height=1)
    assert work(renderer).problems() == ()


def test_the_server_brings_its_browser_and_takes_it_along(short_dir: Path) -> None:
    with served(short_dir):
        renderer = Renderer(chromium="", assets=ROOT / "assets", directory=short_dir)
        until(lambda: renderer.status().get("chromium", 0) > 0)
        status = renderer.status()
        assert work(renderer).problems() == ()
        assert renderer.status()["process"] == status["process"]
    until(lambda: not runs(status["process"]) and not runs(status["chromium"]))


@pytest.mark.full
def test_after_many_images_memory_returns_to_its_former_level(make: Make) -> None:
    renderer = make()
    marks = "".join(f'<i style="position:absolute;left:{at % 500}px;width:2px;height:2px"></i>' for at in range(9_000))

    def draw(count: int) -> None:
        for at in range(count):
            renderer.png(document(more=f"<p>{at}</p>{marks}"), width=590, height=370, scale=2)

    def settled() -> int:
        time.sleep(4)  # longer than places wait before they rest
        return renderer.status()["memory"] >> 20

    draw(3)
    before = settled()
    draw(40)
    peak = renderer.status()["memory"] >> 20
    after = settled()
    assert after <= before + 40, f"{before} MiB, {peak} at the peak, then {after}"
