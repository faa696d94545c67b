"""A portal of another origin: a small server whose pages a test writes, reachable as localhost and as 127.0.0.1."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Frame, Page

from tests.browser.server import FLAGS, chromium

PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title><body>{body}</body></html>'


class Portal:
    """The pages by path with their headers; what is asked for besides is empty."""

    def __init__(self, port: int) -> None:
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}
        self.port = port

    @property
    def address(self) -> str:
        """The origin that the dashboards of these tests know."""
        return f"http://localhost:{self.port}"

    @property
    def stranger(self) -> str:
        """The same pages on an origin that they do not know."""
        return f"http://127.0.0.1:{self.port}"

    def write(self, path: str, body: str, **headers: str) -> str:
        """Put a page under a path and give its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (PAGE.format(body=body), named)
        return f"{self.address}{path}"


@contextmanager
def portal() -> Iterator[Portal]:
    """A portal that ends with the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = here.pages.get(urlsplit(self.path).path, ("", {}))
            self.send_response(200)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Portal(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def with_scroll_bars(browser: Browser) -> Iterator[Browser]:
    """A browser beside the given one that shows scroll bars, which a hidden one leaves out."""
    opened = browser.browser_type.launch(
        executable_path=chromium(), args=list(FLAGS), ignore_default_args=["--hide-scrollbars"]
    )
    try:
        yield opened
    finally:
        opened.close()


def frame_of(page: Page, selector: str = "iframe") -> Frame:
    """The document in an iframe of the page."""
    found = page.query_selector(selector)
    assert found
    frame = found.content_frame()
    assert frame
    return frame


def iframe(address: str, *, width: int = 600, more: str = "") -> str:
    """The markup of a frame as a portal's editor writes it."""
    style = f"width: {width}px; height: 400px; border: 0"
    return f'<iframe src="{address}" title="Chart" style="{style}" {more}></iframe>'
