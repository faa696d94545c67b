"""The server as gunicorn runs it: bounds of size and time, and an end that loses nothing in flight."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import server_worker
from app.cli import server_options
from app.server_worker import BoundedWorker
from app.settings import Settings
from tests.browser.server import ROOT
from tests.soak.running import Running, start
from tests.web.test_routes import ENDPOINT, arrival

pytestmark = pytest.mark.matrix

DECK = "/briefing.pptx?charts=" + ",".join(["sector-growth", "two-cores", "targets"])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    given = start(tmp_path_factory.mktemp("running"), DOPPELKERN_WORKERS="1")
    yield given
    if given.process.poll() is None:
        given.stop()


def exchange(running: Running, *parts: bytes) -> bytes:
    """What is answered to raw bytes, up to the end of the connection."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as opened:
        for part in parts:
            opened.sendall(part)
        return rest(opened)


def rest(opened: socket.socket) -> bytes:
    found = b""
    try:
        while chunk := opened.recv(1 << 16):
            found += chunk
    except ConnectionError:  # closed while it was still being written to
        pass
    return found


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
POST = f"POST {ENDPOINT} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n".encode()


REQUESTS = {
    "a good one": (HEAD + b"\r\n", 200),
    "a long address": (b"GET /?q=" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    "a long header": (HEAD + b"X-Long: " + b"a" * 9000 + b"\r\n\r\n", 431),
    "many headers": (HEAD + b"".join(b"X-%d: a\r\n" % number for number in range(80)) + b"\r\n", 431),
    "a large body announced": (POST + b"Content-Length: 999999999\r\n\r\n{}", 413),
    "a large body in chunks, of which only as much is read as is allowed": (
        POST + b"Transfer-Encoding: chunked\r\n\r\n" + (b"8000\r\n" + b"x" * 0x8000 + b"\r\n") * 9 + b"0\r\n\r\n",
        400,
    ),
    "a packed body": (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    "two lengths": (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400),
    "another version": (b"GET / HTTP/9.9\r\n\r\n", 400),
    "another protocol": (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400),
    "a folded header": (b"GET /healthz HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n", 400),
}


@pytest.mark.parametrize("kind", REQUESTS)
def test_every_size_is_bounded_and_what_is_no_http_is_refused(running: Running, kind: str) -> None:
    request, expected = REQUESTS[kind]
    assert status(exchange(running, request)) == expected


def test_the_log_names_nobody(running: Running) -> None:
    exchange(running, b"nonsense\r\n\r\n")
    assert "127.0.0.1" not in running.log_text().replace(running.url, "")
    assert "Traceback" not in running.log_text()


def test_connections_that_say_nothing_keep_nobody_waiting(running: Running) -> None:
    idle = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(40)]
    try:
        for _ in range(3):
            with urllib.request.urlopen(f"{running.url}/healthz", timeout=4) as answer:
                assert answer.status == 200
    finally:
        for each in idle:
            each.close()


def test_requests_in_flight_are_finished_when_the_server_is_told_to_end(running: Running) -> None:
    body = json.dumps(arrival()).encode()
    with ThreadPoolExecutor() as pool, socket.create_connection(("127.0.0.1", running.port), timeout=30) as slow:
        slow.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(body) + body[:20])
        deck = pool.submit(exchange, running, f"GET {DECK} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        time.sleep(0.3)
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        slow.sendall(body[20:])
        page, slides = rest(slow), deck.result()
    assert status(page) == 200
    assert json.loads(page.partition(b"\r\n\r\n")[2])["response"]["page"]
    length = re.search(rb"Content-Length: (\d+)", slides)
    assert status(slides) == 200
    assert length is not None
    assert len(slides.partition(b"\r\n\r\n")[2]) == int(length[1])
    running.process.wait(timeout=30)
    assert running.process.returncode == 0
    assert "Traceback" not in running.log_text()


class Held:
    """A connection being read since some time ago."""

    def __init__(self) -> None:
        self.sock, self.other = socket.socketpair()


@pytest.mark.parametrize(
    ("seconds", "reads", "writes"),
    [
        (1.0, True, True),
        (server_worker.READ_SECONDS + 1, False, True),
        (server_worker.ANSWER_SECONDS + 1, False, False),
    ],
)
def test_what_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, seconds: float, reads: bool, writes: bool
) -> None:
    monkeypatch.setattr("gunicorn.workers.gthread.ThreadWorker.notify", lambda worker: None)
    worker, held = BoundedWorker.__new__(BoundedWorker), Held()
    worker._begun = {held: time.monotonic() - seconds}
    worker.notify()
    held.sock.setblocking(False)
    if reads:
        with pytest.raises(BlockingIOError):
            held.sock.recv(1)
    else:
        assert held.sock.recv(1) == b""
    if writes:
        assert held.sock.send(b"answer") == 6
    else:
        with pytest.raises(OSError, match="Broken pipe"):
            held.sock.send(b"answer")
    held.sock.close()
    held.other.close()


def test_the_options_bound_every_size(tmp_path: Path) -> None:
    options = server_options(Settings())
    bounded = {name for name in options if name.startswith("--limit")}
    assert bounded == {"--limit-request-line", "--limit-request-fields", "--limit-request-field_size"}
    assert options[options.index("--worker-class") + 1] == "app.server_worker.BoundedWorker"


def test_memory_is_given_back_by_a_process_that_rests_and_once_for_what_it_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gunicorn.workers.gthread.ThreadWorker.notify", lambda worker: None)
    monkeypatch.setattr("gunicorn.workers.gthread.ThreadWorker.handle", lambda worker, connection: worker.notify())
    given: list[int] = []
    monkeypatch.setattr(server_worker, "give_back", lambda: given.append(1))
    worker = BoundedWorker.__new__(BoundedWorker)
    worker._begun = {}
    worker.notify()
    worker.handle("a connection")
    assert given == [], "nothing was answered, then an answer was being made"
    worker.notify()
    worker.notify()
    assert given == [1]
    worker.handle("another")
    worker.notify()
    assert given == [1], "not that soon again"


def test_free_pieces_between_used_ones_go_back_to_the_system() -> None:
    script = (
        "import re; from pathlib import Path; from app.server_worker import give_back\n"
        "def held(): return int(re.search(r'RssAnon:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024\n"
        "import ctypes; c = ctypes.CDLL(None)\n"
        "c.malloc.restype = ctypes.c_void_p; c.free.argtypes = [ctypes.c_void_p]\n"
        "pieces = [c.malloc(50_000) for _ in range(1200)]\n"
        "[ctypes.memset(piece, 1, 50_000) for piece in pieces]\n"
        "[c.free(piece) for piece in pieces[:-1]]\n"
        "before = held(); give_back(); print(before - held())"
    )
    freed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(freed.stdout) > 40, f"{freed.stdout} of 57 MiB"
