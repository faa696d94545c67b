"""Memory of the server processes, their own and shared, and the mapped frame before and after a swap."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import mix, servers
from tests.bench.packages import write_package
from tests.bench.report import Part, Progress, Table, Target, at_most

REQUESTS = 1000
MANY = 1_000_000
MIB = 2**20
_METHOD = (
    f"From /proc/…/smaps after {REQUESTS:,} mixed requests (callbacks of every chart, pages, data), spread over the "
    "workers. _Own_ is private memory, _shared_ the part mapped from the process before the fork or from files."
)
_PATHS = (
    "/growth",
    "/shift",
    "/",
    "/milestones",
    "/embed/sector-growth",
    "/data",
    "/chart/two-cores.csv",
    "/catalog.json",
)


@dataclass(frozen=True, kw_only=True)
class Held:
    """Bytes of a process."""

    own: int
    shared: int


def measure(path: Path, progress: Progress) -> Part:
    """The part `memory`."""
    found = {}
    for count in (2, 3):
        with servers.dashboard(path / "cache", DOPPELKERN_WORKERS=str(count), DOPPELKERN_CHROMIUM="off") as ours:
            _ask(ours.address, REQUESTS)
            found[count] = [held(worker) for worker in ours.workers]
            progress(f"{count} workers: own {[round(one.own / MIB) for one in found[count]]} MiB")
            assert len(found[count]) == count
    frame, tables = _frames(path, progress)
    further = sum(one.own for one in found[3]) - sum(one.own for one in found[2])
    targets = [at_most("own memory of a further worker", further / MIB, 35, form="{:.1f} MiB"), *frame]
    rows = [
        (
            f"{count} workers",
            *(f"{one.own / MIB:.0f} + {one.shared / MIB:.0f} MiB" for one in each),
            *[""] * (3 - count),
        )
        for count, each in found.items()
    ]
    table = Table(title="Own + shared memory of each worker", header=("", "first", "second", "third"), rows=rows)
    return Part(title="Memory", method=_METHOD, targets=targets, tables=[table, *tables])


def _ask(address: str, count: int) -> None:
    bodies = mix.of_all()
    for place in range(count):
        if place % 5:
            mix.ask(address, bodies[place * 7 % len(bodies)])
        else:
            with urllib.request.urlopen(address + _PATHS[place // 5 % len(_PATHS)], timeout=60) as answer:
                answer.read()


def held(process: int) -> Held:
    """The memory of a process now."""
    rolled = Path(f"/proc/{process}/smaps_rollup").read_text()
    sizes = {name: int(size) * 1024 for name, size in re.findall(r"^(\w+): +(\d+) kB", rolled, re.MULTILINE)}
    return Held(
        own=sizes["Private_Clean"] + sizes["Private_Dirty"], shared=sizes["Shared_Clean"] + sizes["Shared_Dirty"]
    )


def _frames(path: Path, progress: Progress) -> tuple[list[Target], list[Table]]:
    """With a million observations: what each of three workers maps of the frame's file, and what of it is its own."""
    data, cache = path / "many", path / "many-cache"
    progress(f"write {MANY:,} observations")
    write_package(data, observations=MANY)
    settings = {"DOPPELKERN_DATA": str(data), "DOPPELKERN_WORKERS": "3", "DOPPELKERN_CHROMIUM": "off"}
    with servers.dashboard(cache, **settings) as ours:
        first = _version(ours.address)
        before = _mapped(ours, cache, progress)
        size = {path.name: path.stat().st_size for path in cache.rglob("*.arrow")}
        _change(data)
        progress("wait for the swap")
        _until_swapped(ours, first)
        after = _mapped(ours, cache, progress)
    own = [sum(dirty for _, dirty in each) for each in (before, after)]
    targets = [
        at_most(
            "frame of 1 M observations, bytes written by workers into their mapping", own[0] / MIB, 1, form="{:.1f} MiB"
        ),
        at_most("… after a swap", own[1] / MIB, 1, form="{:.1f} MiB"),
    ]
    rows = [
        (name, *(f"{mapped / MIB:.0f} MiB, own {dirty / MIB:.1f}" for mapped, dirty in each))
        for name, each in (("before", before), ("after", after))
    ]
    total = sum(size.values()) / MIB
    table = Table(title=f"The frame's file ({total:.0f} MiB) in three workers", header=("", "1", "2", "3"), rows=rows)
    return targets, [table]


def _mapped(ours: servers.Served, cache: Path, progress: Progress) -> list[tuple[int, int]]:
    """Of each worker: bytes of the frame's file it maps, and how many of those it has made its own."""
    _ask(ours.address, 60)
    found = [_mapping(worker, cache) for worker in ours.workers]
    progress(
        f"mapped: {[(mapped // MIB, dirty // MIB) for mapped, dirty in found]} MiB, own beside the frame: "
        f"{[held(worker).own // MIB for worker in ours.workers]} MiB"
    )
    return found


def _mapping(worker: int, cache: Path) -> tuple[int, int]:
    mapped = dirty = 0
    of_frame = False
    for line in Path(f"/proc/{worker}/smaps").read_text().splitlines():
        if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
            of_frame = str(cache) in line
        elif of_frame and line.startswith("Size:"):
            mapped += int(line.split()[1]) * 1024
        elif of_frame and line.startswith(("Private_Dirty:", "Anonymous:")):
            dirty += int(line.split()[1]) * 1024
    return mapped, dirty


def _change(data: Path) -> None:
    """Another title of a sector: a new version of the data in which the frame is another file."""
    observations = data / "observations.csv"
    lines = observations.read_text("utf-8-sig").splitlines(keepends=True)
    observations.write_text("﻿" + "".join(lines[:-1]), "utf-8")


def _version(address: str) -> str:
    with urllib.request.urlopen(f"{address}/readyz", timeout=60) as answer:
        return str(answer.read())


def _until_swapped(ours: servers.Served, first: str, *, seconds: int = 180) -> None:
    """Until answers name the new version again and again, so that every worker has it."""
    ends = time.monotonic() + seconds
    calm = 0
    while calm < 30:
        if time.monotonic() > ends:
            raise TimeoutError("the new data was not taken over")
        calm = calm + 1 if _version(ours.address) != first else 0
        time.sleep(0.3)


def spread(values: Sequence[float]) -> str:
    """The least and the most of some values."""
    return f"{min(values):.1f}–{max(values):.1f}"
