"""Dashboards as they run in production, on ports of this machine: started, watched, killed, their logs kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.server import ROOT, children, free_port, wait_until_ready


@dataclass
class Running:
    """A dashboard: its address, the process of gunicorn, and where both their outputs go."""

    url: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path
    environment: dict[str, str]

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        return children(self.process.pid)

    def log_text(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def tracebacks(self) -> list[str]:
        """The lines of the log that tell of an unexpected error, whole: a failed run must say which it was."""
        said = self.log_text()
        if "Traceback" not in said:
            return []
        return [line for line in said.splitlines() if line.startswith("{") and "Traceback" in line] or [said]

    def stop(self, *, sign: int = signal.SIGTERM) -> None:
        self.process.send_signal(sign)
        self.process.wait(timeout=40)

    def kill(self) -> None:
        """All of it at once, as when its machine is gone."""
        for process in [*self.workers, self.process.pid]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(timeout=20)


def start(folder: Path, *, port: int = 0, **settings: str) -> Running:
    """A dashboard that answers; its temporary files and log are in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    environment = {
        **os.environ,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DOPPELKERN_WORKERS": "2",
        "DOPPELKERN_CHROMIUM": "off",
        "DOPPELKERN_CACHE": str(folder / "cache"),
        **settings,
    }
    log = folder / "log"
    with log.open("ab") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve"], cwd=ROOT, env=environment, stdout=written, stderr=written
        )
    running = Running(f"http://127.0.0.1:{port}", port, process, log, environment)
    prefix = settings.get("DOPPELKERN_PATH_PREFIX", "/")
    try:
        wait_until_ready(f"{running.url}{prefix}readyz", process)
        while len(running.workers) < int(environment["DOPPELKERN_WORKERS"]):
            time.sleep(0.05)
    except BaseException:
        running.kill()
        raise
    return running


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[Running]:
    """The same, ended with the block."""
    running = start(folder, **settings)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


def memory(running: Running) -> float:
    """MiB of the server and all below it, shared pages counted once (Pss)."""
    found, total = [running.process.pid], 0
    while found:
        process = found.pop()
        try:
            rolled = Path(f"/proc/{process}/smaps_rollup").read_text()
            found += children(process)
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:"))
    return total / 1024
