"""A package on an HTTP server of this machine that behaves as well or as badly as a test wants."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Act = Callable[["Handler", bytes], None]


@dataclass
class Hosted:
    """``acts``: what to do instead of answering, by the path asked for; ``asked``: (path, status) in order."""

    folder: Path
    address: str = ""
    origin: str = ""
    acts: dict[str, Act] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    with_tags: bool = True
    meanwhile: Callable[[str], None] = lambda path: None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    hosted: Hosted

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        file = self.hosted.folder / path.removeprefix("/data/")
        self.hosted.meanwhile(path)
        if path in self.hosted.acts:
            self.hosted.asked.append((path, 0))
            self.close_connection = True
            self.hosted.acts[path](self, file.read_bytes() if file.is_file() else b"")
        elif not file.is_file():
            self.answer(404, b"")
        else:
            body = file.read_bytes()
            tag = f'"{sha256(body).hexdigest()[:16]}"' if self.hosted.with_tags else ""
            if tag and self.headers.get("If-None-Match") == tag:
                self.answer(304, b"", ETag=tag)
            else:
                self.answer(200, body, **({"ETag": tag} if tag else {}))

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.hosted.asked.append((self.path, status))
        self.send_response(status)
        if status != 304 and "Content_Length" not in headers and "Transfer_Encoding" not in headers:
            headers["Content_Length"] = str(len(body))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        pass


@contextmanager
def hosting(folder: Path) -> Iterator[Hosted]:
    """A server of the folder under /data/, which ends with the block."""
    hosted = Hosted(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"hosted": hosted}))
    server.daemon_threads = True
    hosted.origin = f"http://127.0.0.1:{server.server_port}"
    hosted.address = f"{hosted.origin}/data/datapackage.json"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hosted
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def cut_off(handler: Handler, body: bytes) -> None:
    handler.answer(200, body[: len(body) // 2], Content_Length=str(len(body)))


def too_long(handler: Handler, body: bytes) -> None:
    handler.answer(200, body, Content_Length=str(10**12))


def endless(handler: Handler, body: bytes) -> None:
    handler.answer(200, b"", Transfer_Encoding="chunked")
    while True:
        try:
            handler.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
        except OSError:
            return


def dripping(handler: Handler, body: bytes) -> None:
    handler.answer(200, b"", Content_Length=str(len(body)))
    drip(handler, body)


def dripping_headers(handler: Handler, body: bytes) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(handler, b"x" * 10_000)


def drip(handler: Handler, body: bytes) -> None:
    for byte in body:
        try:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def without_length(handler: Handler, body: bytes) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + body)


def packed(handler: Handler, body: bytes) -> None:
    handler.answer(200, body, Content_Encoding="gzip")


def silent(handler: Handler, body: bytes) -> None:
    time.sleep(1.0)


def not_http(handler: Handler, body: bytes) -> None:
    handler.wfile.write(b"\x00\xff hello\r\n\r\n")


def unasked_304(handler: Handler, body: bytes) -> None:
    handler.answer(304, b"")


def to(target: str) -> Act:
    """A redirect."""
    return lambda handler, body: handler.answer(302, b"", Location=target)
