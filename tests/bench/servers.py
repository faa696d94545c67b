"""The dashboard and its yardsticks as processes on free ports of this machine, each ended with its block."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.bench import static_page
from tests.browser.server import ROOT, children, free_port, wait_until_ready


@dataclass(frozen=True, kw_only=True)
class Served:
    """A server: its address, and the process that has the workers under it (0: this process)."""

    address: str
    process: int = 0

    @property
    def workers(self) -> list[int]:
        """The processes that answer: those under gunicorn's own that run the same program."""
        return sorted(child for child in children(self.process) if b"gunicorn" in _command(child))


@contextmanager
def dashboard(cache: Path, **settings: str) -> Iterator[Served]:
    """This dashboard as `doppelkern serve` starts it, two workers unless told otherwise."""
    port = free_port()
    own = {"HOST": "127.0.0.1", "PORT": str(port), "DOPPELKERN_CACHE": str(cache), "DOPPELKERN_WORKERS": "2"}
    command = [sys.executable, "-m", "app.cli", "serve"]
    with _process(command, {**own, **settings}, f"http://127.0.0.1:{port}/readyz") as process:
        yield Served(address=f"http://127.0.0.1:{port}", process=process)


@contextmanager
def plain(*, compressed: bool = True, workers: int = 2) -> Iterator[Served]:
    """Yardstick (b) under the same gunicorn: two workers, four threads each."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    command += ["--worker-class", "gthread", "--threads", "4", "--preload", "--log-level", "warning"]
    command += ["--no-control-socket", "tests.bench.plain_dash:server"]
    address = f"http://127.0.0.1:{port}"
    with _process(command, {"BENCH_COMPRESSED": str(int(compressed))}, f"{address}/_dash-layout") as process:
        yield Served(address=address, process=process)


@contextmanager
def static() -> Iterator[Served]:
    """Yardstick (a), compressed once."""
    body = gzip.compress(static_page.html().encode(), 9)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = self.path == "/"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if found:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body) if found else 0))
            self.end_headers()
            if found:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(address=f"http://127.0.0.1:{server.server_address[1]}")
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _process(command: list[str], settings: dict[str, str], ready: str) -> Iterator[int]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DOPPELKERN_")}
    process = subprocess.Popen(
        command, cwd=ROOT, env={**kept, **settings}, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_until_ready(ready, process)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=25)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=10)


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""
