"""Loads one package, answers callbacks from it without memory, prints what that took as JSON; for the part `growth`."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles

from app import routing
from app.factory import new_site
from app.settings import Settings
from app.store.snapshot import load_snapshot
from tests.bench import mix

ROUNDS = 3


def main() -> None:
    """Seconds to load and to load again; milliseconds of callbacks."""
    data, cache = Path(sys.argv[1]), Path(sys.argv[2])
    cache.mkdir()
    times = [_timed(lambda: load_snapshot(data, cache_dir=cache)) for _ in range(2)]
    settings = {"DOPPELKERN_DATA": str(data), "DOPPELKERN_CACHE": str(cache), "DOPPELKERN_DRAWINGS": "0"}
    site = new_site(Settings.from_env({**settings, "DOPPELKERN_CHROMIUM": "off"}))
    asked = [_asked(body) for body in mix.of_all()[::3]]
    taken: dict[str, list[float]] = defaultdict(list)
    for turn in range(ROUNDS + 1):
        for view, identity in asked:
            seconds = _timed(lambda view=view, identity=identity: routing.update_card(site, view, None, identity))
            if turn:  # the first time imports what is needed
                taken[identity["chart"]].append(seconds * 1000)
    every = [one for each in taken.values() for one in each]
    slowest = max(taken, key=lambda slug: median(taken[slug]))
    found = {
        "load": times[0],
        "again": times[1],
        "median": median(every),
        "p95": quantiles(every, n=20)[-1],
        "slowest": slowest,
        "slowest_ms": median(taken[slowest]),
    }
    sys.stdout.write(json.dumps(found) + "\n")


def _asked(body: bytes) -> tuple[dict[str, str], dict[str, str]]:
    sent = json.loads(body)
    return sent["inputs"][0]["value"], sent["state"][1]["value"]


def _timed(work: object) -> float:
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
