"""Visits of pages in a real Chromium: what is seen when, and what comes over the line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, TimeoutError

LINE = {"offline": False, "latency": 40, "downloadThroughput": 10_000_000 / 8, "uploadThroughput": 10_000_000 / 8}
_SCRIPT = Path(__file__).with_name("watching.js").read_text("utf-8")
_PATIENCE = 45_000


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Milliseconds from the start of the navigation; bytes and requests until the network was idle."""

    paint: float
    content: float
    drawn: float
    answers: float
    shift: float
    transferred: float
    requests: float


class Line:
    """What comes over the line of a page since the last look."""

    def __init__(self, page: Page, *, slow: bool) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        if slow:
            self._session.send("Network.emulateNetworkConditions", LINE)
        self.transferred, self.requests = 0.0, 0
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("requestfailed", lambda sent: self.wrong.append(f"{sent.url} {sent.failure}"))
        page.on("response", lambda got: self.wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        self._session.on("Network.loadingFinished", self._finished)
        self._session.on("Network.requestWillBeSent", self._sent)

    def _finished(self, event: Any) -> None:
        self.transferred += event["encodedDataLength"]

    def _sent(self, event: Any) -> None:
        if event["request"]["url"].startswith("http"):
            self.requests += 1

    def begin(self) -> None:
        """Count from here."""
        self.transferred, self.requests = 0.0, 0


@contextmanager
def reader(browser: Browser, *, slow: bool, plots: int = 1) -> Iterator[tuple[Page, Line]]:
    """A page of someone who was never here: an empty cache; ``plots`` charts are awaited on each page."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(f"window.benchPlots = {plots};\n{_SCRIPT}")
    try:
        yield page, Line(page, slow=slow)
    finally:
        context.close()


def settled(page: Page, line: Line) -> Visit:
    """The visit of the page that is being loaded, once its charts answer and the line is quiet."""
    try:
        page.wait_for_function("() => window.bench && window.bench.answers > 0", timeout=_PATIENCE)
    except TimeoutError as error:
        raise RuntimeError(f"{page.url} did not answer: {line.wrong} {page.evaluate('() => window.bench')}") from error
    page.wait_for_load_state("networkidle", timeout=_PATIENCE)
    seen = page.evaluate(
        "() => ({...window.bench, paint: (performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime})"
    )
    return Visit(
        paint=seen["paint"] or seen["content"],
        content=max(seen["content"], seen["paint"] or 0),
        drawn=seen["drawn"],
        answers=seen["answers"],
        shift=seen["shift"],
        transferred=line.transferred,
        requests=line.requests,
    )


def first_visit(browser: Browser, address: str, *, slow: bool, plots: int = 1) -> Visit:
    """The visit of a reader who was never here."""
    with reader(browser, slow=slow, plots=plots) as (page, line):
        line.begin()
        page.goto(address, wait_until="commit")
        return settled(page, line)
