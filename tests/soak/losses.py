"""Processes killed and servers started anew under clients: what is lost, and that nothing else is."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.proxy import configuration, nginx
from tests.browser.server import ROOT, free_port, wait_until_ready
from tests.soak.clients import Asked, Clients, unchecked
from tests.soak.outcome import Outcome, progress
from tests.soak.running import Running, start, started
from tests.web.test_routes import ENDPOINT, arrival

_LAG = 0.05  # seconds between the note of the moment and the end of the process
PREFIX = "/portal/doppelkern"
JSON = (("Content-Type", "application/json"),)


def requests(prefix: str = "") -> list[Asked]:
    """Pages, files and callbacks, some of which take their time."""
    body = json.dumps(arrival(f"{prefix}/growth", "?lang=en")).encode()
    return [
        Asked(path=f"{prefix}/growth?lang=en"),
        Asked(path=f"{prefix}/data/observations.csv"),
        Asked(path=f"{prefix}/chart/sector-growth.json"),
        Asked(path=f"{prefix}/chart/sector-growth.pptx"),
        Asked(path=f"{prefix}{ENDPOINT}", body=body, headers=JSON),
        Asked(path=f"{prefix}{ENDPOINT}", body=body, headers=JSON),
    ]


def killed_worker(folder: Path, *, kills: int, clients: int) -> Outcome:
    """A server process killed under load: only what it was answering is lost, and another takes its place."""
    outcome = Outcome(name=f"a server process killed under {clients} clients, {kills} times")
    moments = []
    with started(folder) as running:
        asking = Clients(running.port, requests(), count=clients, check=unchecked)
        with asking.asking():
            for number in range(kills):
                outcome.require(asking.answered(40), "too few requests to mean anything")
                before = set(running.workers)
                moments.append(time.monotonic())
                os.kill(min(before), signal.SIGKILL)
                outcome.require(_replaced(running, before), "no process took the place of the killed one")
                progress(f"kill {number + 1} of {kills}, {len(asking.exchanges)} requests")
            outcome.require(asking.answered(40), "too few requests to mean anything")
        outcome.wrong += running.tracebacks()
    failed = asking.failed
    flying = [
        each for each in failed if any(each.begun <= moment + _LAG and each.ended >= moment for moment in moments)
    ]
    outcome.figures["requests"] = f"{len(asking.exchanges)}, lost in flight {len(flying)}, lost otherwise " + str(
        len(failed) - len(flying)
    )
    outcome.wrong += [f"not in flight: {each.wrong}" for each in failed if each not in flying]
    outcome.require(len(flying) <= kills * clients, "more were lost than there were clients")
    return outcome


def _replaced(running: Running, before: set[int]) -> bool:
    for _ in range(200):
        now = set(running.workers)
        if now != before and len(now) == len(before):
            return True
        time.sleep(0.05)
    return False


def killed_replica(folder: Path, *, rounds: int, clients: int) -> Outcome:
    """Two replicas behind nginx as in deploy/: one is killed, then all are started anew in turn; nothing is lost."""
    outcome = Outcome(name=f"one of two replicas behind nginx killed, then a rolling restart, {rounds} times")
    if nginx() is None:
        outcome.skipped = "nginx is missing: run `make prerequisites`"
        return outcome
    settings = {
        "DOPPELKERN_PATH_PREFIX": f"{PREFIX}/",
        "DOPPELKERN_TRUSTED_PROXIES": "1",
        "DOPPELKERN_WORKERS": "1",
    }
    replicas: list[Running] = []
    try:
        replicas += (start(folder / f"replica-{number}", **settings) for number in (1, 2))
        with balanced(folder, [replica.port for replica in replicas]) as port:
            asking = Clients(port, requests(PREFIX), count=clients, check=unchecked)
            with asking.asking():
                for number in range(rounds):
                    _lose(replicas, number % 2, folder, settings, asking)
                    after_kill = len(asking.failed)
                    for place in range(2):
                        _restart(replicas, place, folder, settings, asking)
                    progress(f"round {number + 1} of {rounds}, {len(asking.exchanges)} requests")
        outcome.figures["requests"] = (
            f"{len(asking.exchanges)}, failed after a kill {after_kill}, in all {len(asking.failed)}"
        )
        outcome.wrong += [exchange.wrong for exchange in asking.failed]
        outcome.require(len(asking.exchanges) > 20 * rounds, "too few requests to mean anything")
    finally:
        for replica in replicas:
            if replica.process.poll() is None:
                replica.stop()
    return outcome


def _lose(replicas: list[Running], place: int, folder: Path, settings: dict[str, str], asking: Clients) -> None:
    asking.answered(40)
    port = replicas[place].port
    replicas[place].kill()
    asking.answered(40)
    replicas[place] = start(folder / f"replica-{place + 1}", port=port, **settings)


def _restart(replicas: list[Running], place: int, folder: Path, settings: dict[str, str], asking: Clients) -> None:
    asking.answered(40)
    port = replicas[place].port
    replicas[place].stop()
    replicas[place] = start(folder / f"replica-{place + 1}", port=port, **settings)


@contextmanager
def balanced(folder: Path, ports: list[int]) -> Iterator[int]:
    """The port of an nginx with the example of deploy/ before replicas on these ports."""
    port = free_port()
    example = (ROOT / "deploy/nginx/doppelkern.conf").read_text("utf-8")
    example = example.replace("listen 8080", f"listen 127.0.0.1:{port}")
    for number, replica in enumerate(ports, start=1):
        example, found = re.subn(rf"dashboard-{number}:8050", f"127.0.0.1:{replica}", example)
        assert found == 1
    file = configuration(folder, example)
    process = subprocess.Popen([str(nginx()), "-p", str(folder), "-c", str(file)], stderr=subprocess.DEVNULL)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}{PREFIX}/readyz", process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)
