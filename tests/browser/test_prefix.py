"""Behind a portal: under a prefix all works, and nothing but health answers outside of it."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.components.addresses import PAGES
from tests.browser.conftest import watch
from tests.browser.server import served

PREFIX = "/portal/doppelkern/"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("cache"), DOPPELKERN_PATH_PREFIX=PREFIX) as given:
        yield given


@pytest.fixture
def behind(browser: Browser, host: str) -> Iterator[tuple[Page, str]]:
    """A page, and the address of the dashboard; whatever is asked for outside the prefix fails the test."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong = watch(page, f"{host}{PREFIX}")
    yield page, f"{host}{PREFIX}"
    page.close()
    assert wrong == []


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_every_page_and_link_stays_under_the_prefix(behind: tuple[Page, str]) -> None:
    page, address = behind
    for path in PAGES.values():
        page.goto(f"{address}{path.lstrip('/')}?lang=en")
        expect(page.locator("#content h1").first).not_to_be_empty()
        page.wait_for_load_state("networkidle")
        links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        own = [link for link in links if link.startswith(address.removesuffix(PREFIX))]
        assert len(own) > 8
        assert [link for link in own if not link.startswith(address)] == []


def test_links_languages_controls_and_chart_pages_work(behind: tuple[Page, str]) -> None:
    page, address = behind
    page.goto(f"{address}?lang=en")
    page.locator(".site-nav a", has_text="Growth").click()
    expect(page).to_have_url(f"{address}growth?lang=en")
    expect(page.locator("#sector-growth .main-svg").first).to_be_visible()
    page.locator(".language-link[lang=zh]").click()
    expect(page).to_have_url(re.compile(rf"{re.escape(address)}growth\?.*lang=zh"))
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    page.goto(f"{address}chart/sector-growth?lang=en&period=2025-H1")
    expect(page.locator("h1").last).to_contain_text("Motorcycle industry")
    page.locator("[data-control] button[data-value=table]").click()
    expect(page).to_have_url(f"{address}chart/sector-growth?lang=en&period=2025-H1&tab=table")


def test_catalogue_data_and_errors_are_under_the_prefix_alone(host: str) -> None:
    inner = f"{host}{PREFIX}"
    found = [status(f"{inner}{path}") for path in ("", "catalog.json", "data/observations.csv", "healthz", "readyz")]
    assert found == [200] * 5
    assert [status(f"{inner}{path}") for path in ("nope", "chart/nope", "data/nope.csv", "assets/nope.css")] == [
        404
    ] * 4
    outside = ["/", "/growth", "/portal/", "/portal/doppelkern2", "/catalog.json", "/data/observations.csv"]
    outside += ["/_dash-layout", "/_dash-dependencies", "/assets/icon.svg", "/chart/sector-growth", "/_favicon.ico"]
    assert [status(f"{host}{path}") for path in outside] == [404] * len(outside)
    assert [status(f"{host}{path}") for path in ("/healthz", "/readyz")] == [200, 200]
