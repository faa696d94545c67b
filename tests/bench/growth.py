"""How loading and answering grow with the data: a thousand, a hundred thousand, a million observations."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.packages import write_package
from tests.bench.report import Part, Progress, Table, at_most
from tests.browser.server import ROOT

SIZES = (1_000, 100_000, 1_000_000)
_METHOD = (
    "Packages of more areas and the same schema (`tests/bench/packages.py`), each in a process of its own, in turn. "
    "A callback is `update_card`, memory off, over every chart of the mix; its median grows from the smallest package. "
    "_Load_: reading, validating and sharing the frame; _load again_: mapping the frame that is already shared."
)


def measure(path: Path, progress: Progress) -> Part:
    """The part `growth`."""
    found = {}
    for size in SIZES:
        data = path / str(size)
        progress(f"write {size:,} observations")
        write_package(data, observations=size)
        command = [sys.executable, "-m", "tests.bench.answering", str(data), str(path / f"cache-{size}")]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=900)
        found[size] = json.loads(ran.stdout.splitlines()[-1])
        progress(f"{size:,}: load {found[size]['load']:.1f} s, callback {found[size]['median']:.1f} ms")
    least, most = found[SIZES[0]], found[SIZES[-1]]
    targets = [
        at_most("median callback at 1 M ÷ at 1 k observations", most["median"] / least["median"], 1.5),
        at_most("1 M observations load and validate", most["load"], 20, form="{:.1f} s"),
    ]
    rows = [
        (
            f"{size:,}",
            f"{one['load']:.2f} s",
            f"{one['again']:.2f} s",
            f"{one['median']:.1f} ms",
            f"{one['p95']:.1f} ms",
            f"{one['slowest']} {one['slowest_ms']:.0f} ms",
        )
        for size, one in found.items()
    ]
    header = ("observations", "load", "load again", "callback, median", "95 %", "slowest chart, median")
    return Part(
        title="Growth with the data",
        method=_METHOD,
        targets=targets,
        tables=[Table(title="By size", header=header, rows=rows)],
    )
