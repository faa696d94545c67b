"""Hostile requests over sockets: each gets a clear answer, none a 5xx but a deliberate one, and memory stays level."""

from __future__ import annotations

import random
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from tests.soak.outcome import Outcome, progress
from tests.soak.requests import CLASSES
from tests.soak.running import Running, memory, started

SEED = 20251210
_PATIENCE = 60


def generated(seed: int) -> Iterator[tuple[str, bytes]]:
    """Requests without end, with the name of their class."""
    chance = random.Random(seed)
    names, weights = list(CLASSES), [weight for _, weight in CLASSES.values()]
    while True:
        (name,) = chance.choices(names, weights)
        yield name, CLASSES[name][0](chance)


def answered(port: int, sent: bytes) -> tuple[int, bytes]:
    """Status and all that came; 0 where the server closed without a word."""
    found = b""
    with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE) as opened:
        try:
            opened.sendall(sent)
            opened.shutdown(socket.SHUT_WR)
            while chunk := opened.recv(1 << 16):
                found += chunk
        except OSError:  # closed while it was still being written to
            pass
    words = found.split(b" ", 2)
    return (int(words[1]) if found.startswith(b"HTTP/1.") and words[1].isdigit() else 0), found


def fault(name: str, sent: bytes, status: int, found: bytes) -> str:
    """Empty, or what is wrong with an answer."""
    where = f"{name}: {sent[:160]!r} gets"
    if status == 0 and name not in ("no HTTP", "oversized", "encodings"):
        return f"{where} no answer"
    if status >= 500 and not _deliberate(sent, status, found):
        return f"{where} {status}"
    if b"Traceback" in found or b'File "/' in found:
        return f"{where} a traceback"
    if status and b"\r\nX-Content-Type-Options: nosniff" not in found and status not in (400, 414, 417, 431):
        return f"{where} {status} without the headers of every answer"
    if b"\r\nSet-Cookie" in found.partition(b"\r\n\r\n")[0]:
        return f"{where} a cookie"
    return ""


def _deliberate(sent: bytes, status: int, found: bytes) -> bool:
    """503 says why and is meant; 501 is what oEmbed prescribes for a format that is not made."""
    if status == 501:
        return b" /oembed?" in sent
    return status == 503 and (sent.startswith(b"HEAD ") or b"<h1" in found or b'"error"' in found)


def hostile(folder: Path, *, count: int) -> Outcome:
    """So many requests of all classes."""
    outcome = Outcome(name=f"{count} hostile requests")
    with started(folder, DOPPELKERN_DRAWINGS="32", DOPPELKERN_LOG_LEVEL="INFO") as running:
        workers, statuses, levels = running.workers, Counter[int](), []
        source = generated(SEED)
        step = max(1, count // 10)
        with ThreadPoolExecutor(8) as pool:
            for part in range(0, count, step):
                _send(pool, running, list(islice(source, min(step, count - part))), outcome, statuses)
                levels.append(memory(running))
                progress(f"{part + step} of {count} hostile requests, {levels[-1]:.0f} MiB")
        status, _ = answered(running.port, b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        outcome.require(status == 200, "the server does not answer afterwards")
        outcome.require(running.workers == workers, f"processes ended: {workers} are now {running.workers}")
        outcome.wrong += running.tracebacks()
        outcome.require("127.0.0.1" not in running.log_text().replace(running.url, ""), "an address in the log")
    settled = levels[len(levels) // 2 :]
    outcome.figures |= {
        "answers by status": ", ".join(f"{status or 'closed'} {many}" for status, many in sorted(statuses.items())),
        "memory in MiB": f"first tenth {levels[0]:.0f}, half {settled[0]:.0f}, end {levels[-1]:.0f}",
    }
    outcome.require(count < 5000 or settled[-1] - settled[0] < 25, "memory has grown in the second half")
    return outcome


def _send(
    pool: ThreadPoolExecutor, running: Running, part: list[tuple[str, bytes]], outcome: Outcome, statuses: Counter[int]
) -> None:
    answers = pool.map(lambda each: answered(running.port, each[1]), part)
    for (name, sent), (status, found) in zip(part, answers, strict=True):
        statuses[status] += 1
        if said := fault(name, sent, status, found):
            outcome.wrong.append(said)
