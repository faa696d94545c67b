"""A real server and a real Chromium; without Chromium these tests are skipped, and say so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.server import chromium, open_browser, served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is missing: run `make prerequisites`"))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard served as in production."""
    with served(tmp_path_factory.mktemp("cache")) as given:
        yield given


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1440, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page that fails its test on any script error, failed answer, or request to another host."""
    opened = context.new_page()
    wrong = watch(opened, address)
    yield opened
    assert wrong == []


def watch(page: Page, *addresses: str) -> list[str]:
    """What goes wrong on a page from now on; anything asked for outside the addresses is wrong."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("request", lambda sent: wrong.append(f"elsewhere: {sent.url}") if not _local(sent.url, addresses) else None)
    page.on("response", lambda got: wrong.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
    return wrong


def _local(url: str, addresses: tuple[str, ...]) -> bool:
    return url.startswith((*addresses, "data:", "blob:", "about:"))
