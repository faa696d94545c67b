"""Measures this dashboard beside its yardsticks and writes docs/performance.md: python -m tests.bench [part …]."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import callbacks, controls, growth, images, lighthouse, memory, pages, report

PARTS: dict[str, Callable[[Path, report.Progress], report.Part]] = {
    "pages": pages.measure,
    "controls": controls.measure,
    "callbacks": callbacks.measure,
    "memory": memory.measure,
    "images": images.measure,
    "growth": growth.measure,
    "lighthouse": lighthouse.measure,
}


def main() -> int:
    """Run the parts asked for, all of them by default; each part's section of the report is written when it ends."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--print", action="store_true", dest="only_print", help="print, do not write the report")
    asked = parser.parse_args()
    unknown = [name for name in asked.parts if name not in PARTS]
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started ends with it
    begun = time.monotonic()

    def progress(text: str) -> None:
        sys.stderr.write(f"[{time.monotonic() - begun:6.1f} s] {text}\n")
        sys.stderr.flush()

    failed = []
    for name in asked.parts or PARTS:
        progress(f"── {name}")
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            try:
                part = PARTS[name](Path(folder), progress)
            except Exception as error:
                failed.append(name)
                progress(f"{name} failed: {type(error).__name__}: {error}")
                if asked.only_print:
                    raise
                continue
        sys.stdout.write(report.section(name, part) + "\n")
        if not asked.only_print:
            report.write(name, part, order=tuple(PARTS))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
