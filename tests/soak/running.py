"""Dashboards as they run in production, on ports of this machine: started, watched, killed, their logs kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.server import ROOT, free_port


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


def wait_until_ready(url: str, process: subprocess.Popen[bytes] | None = None, *, seconds: float = 120) -> None:
    """Return once the address answers 200."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (OSError, urllib.error.HTTPError):
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


def children(parent: int) -> list[int]:
    """The processes that a process has started."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(child) for child in found]


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
