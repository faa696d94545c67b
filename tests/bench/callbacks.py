"""Callbacks under load on two workers, over many states with all headers and compression, ours beside plain Dash."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import mix, servers
from tests.bench.report import Part, Progress, Table, at_least, at_most, folder, impossible

SECONDS, ROUNDS, CONNECTIONS = 6, 3, 8
_METHOD = (
    f"wrk, two threads and {CONNECTIONS} connections beside the two workers, {SECONDS} s a round, medians of "
    f"{ROUNDS} rounds in turn; brotli or gzip as a browser asks for. Every state was asked for once before. "
    "_Ranking_: the ranking in every period and language, as (b) is asked. _All charts_: every chart, in both forms. "
    "_Without memory_: `DOPPELKERN_DRAWINGS=0`."
)


@dataclass(frozen=True, kw_only=True)
class Load:
    """Requests per second, latency in milliseconds, bytes of an answer, failed requests."""

    rate: float
    median: float
    p99: float
    size: float
    errors: float


def measure(path: Path, progress: Progress) -> Part:
    """The part `callbacks`."""
    if shutil.which("wrk") is None:
        return Part(title="Callbacks", method=_METHOD, targets=[impossible("callbacks", "", "wrk is missing")])
    ranking, everything, plain = mix.of_ranking(), mix.of_all(), mix.of_plain()
    rivals: dict[str, list[Load]] = {}
    with (
        servers.dashboard(path / "cache", DOPPELKERN_CHROMIUM="off") as ours,
        servers.dashboard(path / "cache", DOPPELKERN_DRAWINGS="0", DOPPELKERN_CHROMIUM="off") as forgetful,
        servers.plain() as rival,
    ):
        cases = {
            "ranking": (ours, ranking),
            "all charts": (ours, everything),
            "ranking, without memory": (forgetful, ranking),
            "all charts, without memory": (forgetful, everything),
            "(b) plain Dash, ranking": (rival, plain),
        }
        for name, (server, bodies) in cases.items():
            progress(f"{name}: {len(bodies)} states")
            for _ in range(4 if server is ours else 1):  # until each worker has met each state
                mix.asked_of_each(server.address, bodies)
            rivals[name] = []
        for turn in range(ROUNDS):
            for name, (server, bodies) in cases.items():
                load = _loaded(server.address, bodies, folder(path, name.replace(" ", "-")))
                rivals[name].append(load)
                progress(f"round {turn + 1}/{ROUNDS} {name}: {load.rate:.0f}/s, 99 % {load.p99:.1f} ms")
    found = {name: _median(loads) for name, loads in rivals.items()}
    return _part(found, {name: len(bodies) for name, (_, bodies) in cases.items()})


def _loaded(address: str, bodies: Sequence[bytes], path: Path) -> Load:
    script = mix.script(bodies, path)
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "10s", "-s", str(script), address]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS * 4 + 30)
    said = json.loads(ran.stdout.splitlines()[-1])
    return Load(
        rate=said["requests"] / said["seconds"],
        median=said["median"],
        p99=said["p99"],
        size=said["bytes"] / max(said["requests"], 1),
        errors=said["errors"],
    )


def _median(loads: Sequence[Load]) -> Load:
    return Load(
        rate=median(load.rate for load in loads),
        median=median(load.median for load in loads),
        p99=median(load.p99 for load in loads),
        size=median(load.size for load in loads),
        errors=sum(load.errors for load in loads),
    )


def _part(found: dict[str, Load], states: dict[str, int]) -> Part:
    plain = found["(b) plain Dash, ranking"].rate
    form = "{:.1f} ×"
    targets = [
        at_least("ranking, requests per second ÷ (b)", found["ranking"].rate / plain, 10, form=form),
        at_least("all charts, requests per second ÷ (b)", found["all charts"].rate / plain, 10, form=form),
        at_most("99th percentile, all charts", found["all charts"].p99, 40, form="{:.1f} ms"),
        at_least("ranking, without memory ÷ (b)", found["ranking, without memory"].rate / plain, 2, form=form),
        at_least("all charts, without memory ÷ (b)", found["all charts, without memory"].rate / plain, 2, form=form),
    ]
    rows = [
        (
            name,
            str(states[name]),
            f"{load.rate:,.0f}",
            f"{load.median:.1f} ms",
            f"{load.p99:.1f} ms",
            f"{load.size / 1024:.1f} KiB",
            f"{load.errors:.0f}",
        )
        for name, load in found.items()
    ]
    header = ("", "states", "requests/s", "median", "99 %", "an answer", "failed")
    return Part(
        title="Callbacks",
        method=_METHOD,
        targets=targets,
        tables=[Table(title="Under load", header=header, rows=rows)],
    )
