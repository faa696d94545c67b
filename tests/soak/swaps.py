"""New editions of the package under clients: none of their requests fails, none of their answers mixes two editions."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from app.store.package import read_package
from app.store.problem import Findings
from tests.browser.server import ROOT
from tests.soak.clients import Asked, Clients, ask
from tests.soak.outcome import Outcome, progress
from tests.soak.running import Running, memory, started
from tests.web.test_routes import ENDPOINT, arrival, card

JSON = (("Content-Type", "application/json"),)
TITLE = re.compile(rb"Edition (\d+)e")
LABEL = re.compile(rb"Ed(\d+)chips")
VALUE = re.compile(rb"\b77,?(\d{3})\.6\b")
VERSION = re.compile(rb"\b[0-9a-f]{12}\b")
_TIMED_FROM = 50  # swaps; fewer, in the tests, say nothing of time and memory
KINDS = {"title": TITLE, "label": LABEL, "value": VALUE}
# What of an edition each answer must hold, so that a check that finds nothing is not taken for one that finds no fault.
ASKED = {
    Asked(path="/?lang=en"): {"title", "version"},
    Asked(path="/growth?lang=en"): {"label", "value", "version"},
    Asked(path="/chart/sector-growth.json?lang=en"): {"label", "value", "version"},
    Asked(path="/chart/sector-growth.csv?lang=en"): {"label", "value"},
    Asked(path="/chart/sector-growth.txt?lang=en"): {"label", "value", "version"},
    Asked(path="/embed-static/sector-growth?lang=en"): {"label", "value", "version"},
    Asked(path="/data/datapackage.json"): {"title", "version"},
    Asked(path="/data/observations.csv"): {"value", "version"},
    Asked(path="/data/sectors.csv"): {"label", "version"},
    Asked(path=ENDPOINT, body=json.dumps(arrival("/growth", "?lang=en")).encode(), headers=JSON): {
        "label", "value", "version",
    },
    Asked(path=ENDPOINT, body=json.dumps(card("lang=en")).encode(), headers=JSON): {"label", "value", "version"},
}  # fmt: skip


class Editions:
    """A package that is written anew with other content in three of its files at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.versions: dict[bytes, int] = {}
        shutil.copytree(ROOT / "data", folder)
        self._plain = {name: (folder / name).read_text("utf-8-sig") for name in ("observations.csv", "sectors.csv")}
        self._described = json.loads((folder / "datapackage.json").read_text("utf-8"))
        self.write(0)

    def write(self, number: int) -> None:
        """An edition: the title, the label of the chips and the growth of their output say its number."""
        described = self._described | {f"title_{lang}": f"Edition {number}e" for lang in ("de", "en", "zh")}
        files = {
            "sectors.csv": _changed(self._plain["sectors.csv"], "integrated_circuits", label_en=f"Ed{number}chips"),
            "observations.csv": _changed(
                self._plain["observations.csv"],
                "chongqing,integrated_circuits,output_growth,2025-9M",
                value=f"77{number:03}.6",
            ),
            "datapackage.json": json.dumps(described, ensure_ascii=False),
        }
        for name, content in files.items():
            part = self.folder / f".{name}.part"
            part.write_text(content, "utf-8")
            part.replace(self.folder / name)
        found = read_package(self.folder, Findings())
        assert found is not None
        self.versions[found.version.encode()] = number

    def check(self, asked: Asked, body: bytes, headers: Mapping[str, str]) -> str:
        """Empty, or what is wrong with an answer: it names several editions, or not what it must name."""
        text = body + b"\n" + headers.get("etag", "").encode()
        found = {name: {int(number) for number in pattern.findall(text)} for name, pattern in KINDS.items()}
        found["version"] = {self.versions[each] for each in VERSION.findall(text) if each in self.versions}
        numbers = set().union(*found.values())
        if len(numbers) != 1:
            return f"{asked.path} names the editions {found}"
        missing = {name for name in ASKED[asked] if not found[name]}
        return f"{asked.path} lacks {missing}" if missing else ""


def _changed(text: str, start: str, **cells: str) -> str:
    lines = text.splitlines(keepends=True)
    header = next(csv.reader([lines[0]]))
    (place,) = [place for place, line in enumerate(lines) if line.startswith(f"{start},")]
    row = dict(zip(header, next(csv.reader([lines[place]])), strict=True)) | cells
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(row.values())
    lines[place] = out.getvalue()
    return "".join(lines)


def swaps(folder: Path, *, count: int, clients: int, still: float, minutes: float = 20) -> Outcome:
    """So many editions one after another under so many clients, or as many as fit into the minutes."""
    outcome = Outcome(name=f"{count} swaps under {clients} clients")
    editions = Editions(folder / "package")
    settings = {
        "DOPPELKERN_DATA": str(editions.folder),
        "DOPPELKERN_DATA_STILL": str(still),
        "DOPPELKERN_DRAWINGS": "64",
    }
    with started(folder, **settings) as running:
        workers = running.workers
        asking = Clients(running.port, list(ASKED), count=clients, check=editions.check)
        with asking.asking():
            times, levels = _swap(running, editions, count, end=time.monotonic() + 60 * minutes)
        time.sleep(2)
        end = memory(running)
        outcome.require(running.workers == workers, f"processes ended: {workers} are now {running.workers}")
        outcome.wrong += running.tracebacks()
    _report(outcome, asking, count, times=times, levels=[*levels, end], still=still)
    return outcome


def _swap(running: Running, editions: Editions, count: int, *, end: float) -> tuple[list[float], list[float]]:
    """Seconds until each edition was in force in every process, and MiB along the way."""
    times, levels = [], []
    for number in range(1, count + 1):
        before = time.time()
        editions.write(number)
        written = time.time()
        while not _all_have(running, editions, number, since=before):
            if time.time() - written > 90:
                times.append(float("inf"))
                return times, levels
            time.sleep(0.05)
        times.append(time.time() - written)
        if time.monotonic() > end:
            break
        if number % max(1, count // 20) == 0:
            levels.append(memory(running))
            progress(f"swap {number} of {count}, {times[-1]:.1f} s, {levels[-1]:.0f} MiB")
    return times, levels


def _all_have(running: Running, editions: Editions, number: int, *, since: float) -> bool:
    """Whether the process that was slowest has loaded since, and what is in force is this edition."""
    _, said, _ = ask(running.port, Asked(path="/metrics"))
    first = re.search(rb"^doppelkern_data_loaded_first_timestamp_seconds (\S+)", said, re.M)
    if first is None or float(first[1]) < since:
        return False
    _, ready, _ = ask(running.port, Asked(path="/readyz"))
    return editions.versions[json.loads(ready)["data_version"].encode()] == number


def _report(
    outcome: Outcome, asking: Clients, count: int, *, times: list[float], levels: list[float], still: float
) -> None:
    failed = asking.failed
    outcome.require(len(times) == count, f"only {len(times)} of {count} swaps within the time given")
    middle = sorted(times)[len(times) // 2]
    settled = levels[len(levels) // 4 : len(levels) // 2] or levels
    growth = levels[-1] - sum(settled) / len(settled)
    outcome.figures |= {
        "swaps": f"{len(times)} of {count}",
        "requests": f"{len(asking.exchanges)}, failed or mixed {len(failed)}",
        "seconds until in force everywhere": f"median {middle:.1f}, longest {max(times):.1f} (stillness {still:g})",
        "memory in MiB": f"first {levels[0]:.0f}, middle {sum(settled) / len(settled):.0f}, end {levels[-1]:.0f}",
    }
    outcome.wrong += [exchange.wrong for exchange in failed]
    outcome.require(len(asking.exchanges) > 3 * len(times), "too few requests to mean anything")
    outcome.require(max(times) <= 8 + still or count < _TIMED_FROM, "a swap took longer than ten seconds")
    outcome.require(
        growth < 25 or len(times) < _TIMED_FROM, f"memory has grown by {growth:.0f} MiB since the second quarter"
    )
