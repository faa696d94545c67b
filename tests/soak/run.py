"""The soak: everything that must hold over a long time or under attack, on this machine alone, bounded, with a summary.

make soak                              all parts, about fifteen minutes
make soak ARGS="--only swaps --swaps 20 --still 2"
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.soak.confined import confined
from tests.soak.hostile import hostile
from tests.soak.losses import killed_replica, killed_worker
from tests.soak.outcome import Outcome
from tests.soak.swaps import swaps


def parts(parsed: argparse.Namespace, folder: Path) -> Mapping[str, Callable[[], Outcome]]:
    """The parts by name, in the order in which they run."""
    return {
        "confined": confined,
        "worker": lambda: killed_worker(folder / "worker", kills=parsed.kills, clients=8),
        "replicas": lambda: killed_replica(folder / "replicas", rounds=parsed.rounds, clients=8),
        "hostile": lambda: hostile(folder / "hostile", count=parsed.requests),
        "swaps": lambda: swaps(
            folder / "swaps", count=parsed.swaps, clients=8, still=parsed.still, minutes=parsed.minutes
        ),
    }


def _tried(part: str, run: Callable[[], Outcome]) -> Outcome:
    """A part that cannot even be run does not keep the others from it."""
    try:
        return run()
    except Exception as error:
        return Outcome(name=part, wrong=[f"could not be run: {type(error).__name__}: {error}"])


def main(arguments: list[str] | None = None) -> int:
    """Run the parts; 1 where one of them does not hold."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", default=None, metavar="PART", help=", ".join(parts(argparse.Namespace(), Path()))
    )
    parser.add_argument("--swaps", type=int, default=200)
    parser.add_argument("--still", type=float, default=0.4, help="DOPPELKERN_DATA_STILL; 2 in production")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=20, help="after which the swaps end, done or not")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parsed = parser.parse_args(arguments)
    begun = time.monotonic()
    found = []
    with tempfile.TemporaryDirectory(prefix="dk-soak-") as name:
        for part, run in parts(parsed, Path(name)).items():
            if parsed.only is None or part in parsed.only:
                (Path(name) / part).mkdir()
                found.append(_tried(part, run))
                sys.stdout.write("\n".join(found[-1].lines()) + "\n")
                sys.stdout.flush()
    wrong = [outcome.name for outcome in found if outcome.wrong]
    minutes, cores = (time.monotonic() - begun) / 60, os.cpu_count()
    sys.stdout.write(
        f"\n{len(found) - len(wrong)} of {len(found)} parts hold; {minutes:.0f} minutes on {cores} cores\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
