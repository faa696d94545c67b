"""A package replaced under a running server: every server process takes it over, and an open page says so."""

from __future__ import annotations

import json
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import served
from tests.packages import changed, write_package

pytestmark = pytest.mark.browser


def _versions(url: str) -> set[str]:
    """What several requests on connections of their own say, so that each server process answers some."""
    found = set()
    for _ in range(12):
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            found.add(json.load(answer)["data_version"])
    return found


def _wait_for_another(url: str, before: str) -> str:
    """The new version once all processes have it; ten seconds are allowed, and some for a slow machine."""
    for _ in range(60):
        found = _versions(url)
        if len(found) == 1 and before not in found:
            return found.pop()
        time.sleep(0.25)
    raise AssertionError(f"still {_versions(url)}")


def test_every_process_takes_the_new_data_over_and_an_open_page_offers_it(browser: Browser, tmp_path: Path) -> None:
    package = write_package(tmp_path / "package")
    with served(tmp_path / "cache", DOPPELKERN_DATA=str(package), DOPPELKERN_WORKERS="2") as url:
        (before,) = _versions(url)
        page = browser.new_page()
        page.goto(f"{url}/growth?lang=en")
        expect(page.locator("#new-data")).to_be_hidden()
        expect(page.locator(".site-footer")).to_contain_text(before)
        write_package(package, observations=changed("observations", 0, value="7.7"))
        after = _wait_for_another(url, before)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("#new-data")).to_be_visible()
        page.click("#new-data .reload")
        expect(page.locator(".site-footer")).to_contain_text(after)
        expect(page.locator("#new-data")).to_be_hidden()
        page.close()


def test_a_refused_package_is_named_and_the_old_data_keeps_serving(tmp_path: Path) -> None:
    package = write_package(tmp_path / "package")
    with served(tmp_path / "cache", DOPPELKERN_DATA=str(package)) as url:
        (before,) = _versions(url)
        write_package(package, observations=changed("observations", 0, value="many"))
        for _ in range(60):
            with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
                ready = json.load(answer)
            if "refused" in ready:
                break
            time.sleep(0.25)
        assert ready["data_version"] == before
        (problem,) = ready["refused"]["problems"]
        assert (problem["file"], problem["row"], problem["column"], problem["value"]) == (
            "observations.csv", 2, "value", "many",
        )  # fmt: skip
