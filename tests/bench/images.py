"""Images and decks: how long they take, and what server and browser hold in memory before, between and after bursts."""

from __future__ import annotations

import random
import re
import statistics
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from app.charts.registry import all_charts
from app.exports.sizes import PRESETS
from app.state import LANGUAGES
from tests.bench import mix, servers
from tests.bench.report import Part, Progress, Table, at_most

BURSTS, AT_ONCE, DECK = 4, 50, 10
SETTLE = 25  # seconds after each burst before memory is read
MIB = 2**20
_PARTS = ("server", "workers", "browser's process", "Chromium")
_METHOD = (
    f"Two workers and the host's one Chromium. _Warm_: every chart drawn in every language, every format, a deck and a "
    f"printed briefing asked for before. Then {BURSTS} bursts of {AT_ONCE} images at once, all different from any "
    f"before (charts, languages, sizes, themes, PNG, SVG and PDF); whoever is refused comes again when told to. Then "
    f"three decks and three printed briefings of {DECK} charts. _Memory_: what every process of the server and of "
    f"Chromium holds beside files (Pss_Anon and Pss_Shmem), read {SETTLE} s after each; the pages of program files are "
    "left out, for their share hangs on whatever other Chromium runs on the machine meanwhile."
)


def measure(path: Path, progress: Progress) -> Part:
    """The part `images`."""
    with servers.dashboard(path / "cache", DOPPELKERN_LOG_LEVEL="ERROR") as ours:
        _warm(ours.address)
        levels = [("warm", _settled(ours.process), 0.0)]
        progress(f"warm: {_total(levels[0][1]):.0f} MiB")
        images = iter(_images(BURSTS * AT_ONCE + 20))
        single = [_timed(f"{ours.address}{next(images)}") for _ in range(20)]
        kept = [_timed(f"{ours.address}{_single()}") for _ in range(21)][1:]
        redrawn: list[float] = []
        for number in range(1, BURSTS + 1):
            with _asking(ours.address, redrawn):
                took = _burst(ours.address, [next(images) for _ in range(AT_ONCE)])
            levels.append((f"burst {number}", _settled(ours.process), took))
            progress(f"burst {number}: {took:.0f} s, {_total(levels[-1][1]):.0f} MiB")
        decks: dict[str, float] = {}
        for extension in ("pptx", "pdf"):
            decks[extension] = max(_briefing(ours.address, extension, number) for number in range(3))
            levels.append((f"three {extension} of {DECK}", _settled(ours.process), decks[extension]))
            progress(f"{extension}: {decks[extension]:.1f} s, {_total(levels[-1][1]):.0f} MiB")
    warm, *later = (_total(level) for _, level, _ in levels)
    targets = [
        at_most("an image, nothing kept, median", statistics.median(single), 500, form="{:.0f} ms"),
        at_most("the same image again, median", statistics.median(kept), 10, form="{:.1f} ms"),
        at_most(f"callback while {AT_ONCE} images are made, median", statistics.median(redrawn), 100, form="{:.0f} ms"),
        at_most(f"deck of {DECK} charts, slowest of three", decks["pptx"], 15, form="{:.1f} s"),
        at_most("memory after each burst and deck ÷ warm, highest", max(later) / warm, 1.08),
        at_most("memory after the last burst ÷ after the first", later[BURSTS - 1] / later[0], 1.03),
    ]
    rows = [
        (name, *(f"{level[part] / MIB:.0f} MiB" for part in _PARTS), f"{_total(level):.0f} MiB", _seconds(took))
        for name, level, took in levels
    ]
    table = Table(title="Memory", header=("after", *_PARTS, "together", "took"), rows=rows)
    return Part(title="Images", method=_METHOD, targets=targets, tables=[table])


def _seconds(took: float) -> str:
    return f"{took:.1f} s" if took else ""


def _total(level: Counter[str]) -> float:
    return sum(level.values()) / MIB


def _single() -> str:
    return "/chart/two-cores.png?width=1201&height=801"


def _images(count: int) -> list[str]:
    """Addresses of images, none twice, in an order that is the same each time."""
    every = [
        f"/chart/{slug}.{kind}?lang={lang}&size={size}&theme={theme}"
        for slug, kind, lang, size, theme in product(
            all_charts(), ("png", "svg", "pdf"), LANGUAGES, PRESETS, ("light", "dark")
        )
    ]
    random.Random(5).shuffle(every)
    return every[:count]


def _warm(address: str) -> None:
    """Ask for everything once or more, so that both workers have done each kind of work."""
    for _ in range(2):
        for slug, lang in product(all_charts(), LANGUAGES):
            _fetch(f"{address}/chart/{slug}?lang={lang}")
        for kind in ("png", "svg", "pdf", "xlsx", "pptx", "json", "csv"):
            for width in (1100, 1110, 1120):  # another image each time
                _fetch(f"{address}/chart/growth-history.{kind}?lang=zh&width={width}")
        _burst(address, [f"/chart/two-cores.png?width={width}" for width in range(1200, 1208)])  # every place has pages
        for extension, title in product(("pptx", "pdf"), "abc"):
            _fetch(f"{address}/briefing.{extension}?charts={','.join(list(all_charts())[:4])}&title={title}")


def _briefing(address: str, extension: str, number: int) -> float:
    return _timed(f"{address}/briefing.{extension}?charts={','.join(list(all_charts())[:DECK])}&title={number}") / 1000


def _burst(address: str, images: list[str]) -> float:
    begun = time.monotonic()
    with ThreadPoolExecutor(len(images)) as readers:
        list(readers.map(_fetch, [address + image for image in images]))
    return time.monotonic() - begun


def _timed(address: str) -> float:
    """Milliseconds."""
    begun = time.monotonic()
    _fetch(address)
    return (time.monotonic() - begun) * 1000


def _fetch(address: str, *, seconds: float = 120) -> None:
    """Fetch, coming again as a refusal says; raises HTTPError for any other, TimeoutError where it goes on."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                answer.read()
                return
        except urllib.error.HTTPError as refused:
            if refused.code != 503:
                raise
            refused.read()
            time.sleep(float(refused.headers["Retry-After"]))
    raise TimeoutError(address)


@contextmanager
def _asking(address: str, took: list[float]) -> Iterator[None]:
    """Meanwhile somebody reads: the milliseconds of each card redrawn."""
    done = threading.Event()
    bodies = mix.of_all()

    def read() -> None:
        for body in bodies:
            begun = time.monotonic()
            mix.ask(address, body)
            took.append((time.monotonic() - begun) * 1000)
            if done.wait(0.3):
                return

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        done.set()
        reader.join()


def _settled(server: int) -> Counter[str]:
    time.sleep(SETTLE)
    found: Counter[str] = Counter()
    for process in _tree(server):
        try:
            command = Path(f"/proc/{process}/cmdline").read_bytes()
            rolled = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:  # ended meanwhile
            continue
        held = re.findall(r"^Pss_(?:Anon|Shmem): +(\d+) kB", rolled, re.MULTILINE)
        found[_part(command, is_server=process == server)] += sum(map(int, held)) * 1024
    return found


def _part(command: bytes, *, is_server: bool) -> str:
    if is_server:
        return "server"
    if b"app.exports.browser_process" in command:
        return "browser's process"
    return "workers" if b"gunicorn" in command else "Chromium"


def _tree(process: int) -> Iterator[int]:
    """A process and all below it, whichever of their threads started them."""
    yield process
    for thread in Path(f"/proc/{process}/task").iterdir():
        try:
            below = (thread / "children").read_text().split()
        except OSError:
            continue
        for child in below:
            yield from _tree(int(child))
