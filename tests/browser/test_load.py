"""Many images at once: each is made or refused with a reason, readers are answered meanwhile, memory comes back."""

from __future__ import annotations

import json
import os
import signal
import statistics
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.exports.renderer import Renderer
from tests.browser.server import ROOT, chromium, served
from tests.web.test_routes import ENDPOINT, card

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is missing: run `make prerequisites`"),
]
SLUGS = ("two-cores", "sector-growth", "vehicle-output", "targets", "changan-millions", "output-index")
PATIENCE = 60


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[str, Renderer]]:
    """A served dashboard, and a way to ask its browser process how it is."""
    with served(tmp_path / "cache", DOPPELKERN_WORKERS="2") as address:
        yield address, Renderer(chromium="", assets=ROOT / "assets", directory=tmp_path / "cache")


def images(count: int, *, width: int = 700) -> list[str]:
    """Addresses of that many different images."""
    return [f"/chart/{SLUGS[at % len(SLUGS)]}.png?width={width + at}&height=500" for at in range(count)]


def ask(address: str) -> tuple[int, bytes, str]:
    """Status, body, and after how many seconds to come again."""
    request = urllib.request.Request(address, headers={"Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read(), ""
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read(), refused.headers.get("Retry-After", "")


def assert_made_or_refused(answers: list[tuple[int, bytes, str]]) -> int:
    """Every answer is an image, or says why there is none and when to come again; how many are images."""
    for status, body, again in answers:
        if status == 200:
            assert body.startswith(b"\x89PNG")
        else:
            assert status == 503
            assert json.loads(body)["error"]["title"]
            assert 0 < int(again) <= 20
    return sum(status == 200 for status, _, _ in answers)


def callback(address: str) -> float:
    """Seconds until a card is redrawn, as after a reader's choice."""
    request = urllib.request.Request(
        f"{address}{ENDPOINT}",
        data=json.dumps(card("period=2025-H1")).encode(),
        headers={"Content-Type": "application/json"},
    )
    begun = time.monotonic()
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        assert "figure" in answer.read().decode()
    return time.monotonic() - begun


def descendants(roots: set[int]) -> set[int]:
    """The processes under some, these included."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = set(roots)
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def memory(renderer: Renderer) -> int:
    """MiB of server, workers and browser together, shared pages counted once."""
    status = renderer.status()
    total = 0
    for process in descendants({os.getpid(), status["process"], status["chromium"]}) - {os.getpid()}:
        try:
            rolled = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:"))
    return total // 1024


@pytest.mark.parametrize("count", [10, pytest.param(50, marks=pytest.mark.full)])
def test_every_image_asked_for_at_once_is_made_or_refused_with_a_reason(
    count: int, host: tuple[str, Renderer], record_property: pytest.RecordProperty
) -> None:
    address, renderer = host
    assert ask(address + images(1, width=900)[0])[0] == 200
    callback(address)
    before = memory(renderer)
    done = threading.Event()

    def read() -> list[float]:
        times = []
        while not done.is_set():
            times.append(callback(address))
            time.sleep(0.05)
        return times

    with ThreadPoolExecutor(count + 1) as pool:
        reader = pool.submit(read)
        answers = list(pool.map(lambda path: ask(address + path), images(count)))
        peak = memory(renderer)
        done.set()
        times = reader.result()
    made = assert_made_or_refused(answers)
    assert made, "some are made"
    assert times, "readers are answered meanwhile"
    refused = [path for path, (status, _, _) in zip(images(count), answers, strict=True) if status != 200]
    for path in refused[:5]:
        assert eventually(address + path), "who comes again gets it"
    figures = {
        "made": made,
        "refused": count - made,
        "callbacks": len(times),
        "median_ms": round(statistics.median(times) * 1000),
        "before_mib": before,
        "peak_mib": peak,
        "after_mib": memory(renderer),
    }
    sys.stdout.write(f"{figures}\n")
    for name, figure in figures.items():
        record_property(name, figure)


def eventually(address: str) -> bool:
    """Whether an image is made for one who comes again as late as told, some times."""
    for _ in range(10):
        status, _, again = ask(address)
        if status == 200:
            return True
        time.sleep(int(again))
    return False


def test_a_browser_that_is_killed_costs_the_images_in_flight_alone(host: tuple[str, Renderer]) -> None:
    address, renderer = host
    assert ask(address + images(1, width=900)[0])[0] == 200
    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(ask, address + path) for path in images(4)]
        time.sleep(0.3)
        os.kill(renderer.status()["chromium"], signal.SIGKILL)
        assert_made_or_refused([each.result() for each in running])
    assert callback(address) >= 0
    assert all(eventually(address + path) for path in images(4))
