"""What a reader opens or chooses before the page is complete is not lost when answers take its place."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect

DELAY = 1.5  # seconds; long enough to open a table meanwhile


def later(route: Route) -> None:
    time.sleep(DELAY)
    route.continue_()


def narrow_form_only(route: Route) -> None:
    if "x-form" in route.request.headers:
        later(route)
    else:
        route.continue_()


@pytest.mark.parametrize("path", ["/embed/changan-millions?lang=en", "/growth?lang=de"])
def test_a_table_opened_in_the_first_words_is_open_in_the_page(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.route(f"**{path}", narrow_form_only)
    page.goto(f"{address}{path}", wait_until="commit")
    page.locator("#first-words details.folded > summary").first.click()
    expect(page.locator("#first-words details.folded").first).to_have_attribute("open", "")
    expect(page.locator("#react-entry-point .main-svg").first).to_be_visible()
    expect(page.locator("#first-words")).to_have_count(0)
    assert page.locator("details.folded").first.evaluate("one => one.open")
    expect(page.locator("details.folded table tbody tr").first).to_be_visible()


def test_a_table_opened_while_an_answer_is_on_its_way_stays_open(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    expect(page.locator("#react-entry-point .main-svg").first).to_be_visible()
    page.route("**/_dash-update-component", later)
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("details.folded > summary").first.click()
    with page.expect_response("**/_dash-update-component"):
        pass
    page.wait_for_timeout(500)
    assert page.locator("details.folded").first.evaluate("one => one.open")


@pytest.mark.parametrize("path", ["/embed/sector-growth?lang=en", "/growth?lang=en"])
def test_a_choice_made_in_the_first_words_is_made_in_the_page(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.route(f"**{path}", narrow_form_only)
    page.goto(f"{address}{path}", wait_until="domcontentloaded")
    menu = page.locator("#first-words select[data-control*='\"period\"']").first
    menu.select_option("2025-H1")
    expect(page).to_have_url(re.compile("period=2025-H1"))
    expect(page.locator("#react-entry-point .subtitle").first).to_contain_text("first half of 2025")


def test_a_table_chosen_in_the_first_words_of_a_charts_own_page_is_shown(page: Page, address: str) -> None:
    page.route("**/bundle/core-*.js", later)
    page.goto(f"{address}/chart/two-cores?lang=en", wait_until="commit")
    page.locator("#first-words").wait_for(state="attached")
    page.locator("[data-value=table]").first.click()
    expect(page.locator("#react-entry-point .table-area tbody tr").first).to_be_visible()
