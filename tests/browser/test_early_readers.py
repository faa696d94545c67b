"""What a reader opens or chooses before the page is complete is not lost when answers take its place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

SLOW = 30_000  # ms, for a machine with other work to do


class Gate:
    """Holds back what is asked for until it is opened; ``only`` names a header without which a request passes."""

    def __init__(self, only: str = "") -> None:
        self.only = only
        self.held: list[Route] = []
        self.is_open = False

    def __call__(self, route: Route) -> None:
        if self.is_open or (self.only and self.only not in route.request.headers):
            route.continue_()
        else:
            self.held.append(route)

    def open(self) -> None:
        self.is_open = True
        for route in self.held:
            route.continue_()


def on_a_phone_with_first_words_only(page: Page, address: str, path: str) -> Gate:
    """A narrow page whose fitting form waits behind the gate, so that the first words stay."""
    gate = Gate(only="x-form")
    page.set_viewport_size({"width": 390, "height": 800})
    page.route(f"**{path}", gate)
    page.goto(f"{address}{path}", wait_until="domcontentloaded")
    return gate


@pytest.mark.parametrize("path", ["/embed/changan-millions?lang=en", "/growth?lang=de"])
def test_a_table_opened_in_the_first_words_is_open_in_the_page(page: Page, address: str, path: str) -> None:
    gate = on_a_phone_with_first_words_only(page, address, path)
    page.locator("#first-words details.folded > summary").first.click()
    expect(page.locator("#first-words details.folded").first).to_have_attribute("open", "")
    gate.open()
    expect(page.locator("#react-entry-point .main-svg").first).to_be_visible(timeout=SLOW)
    expect(page.locator("#first-words")).to_have_count(0, timeout=SLOW)
    assert page.locator("details.folded").first.evaluate("one => one.open")
    expect(page.locator("details.folded table tbody tr").first).to_be_visible(timeout=SLOW)


def test_a_table_opened_while_an_answer_is_on_its_way_stays_open(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    expect(page.locator("#react-entry-point .main-svg").first).to_be_visible(timeout=SLOW)
    gate = Gate()
    page.route("**/_dash-update-component", gate)
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("details.folded > summary").first.click()
    with page.expect_response("**/_dash-update-component", timeout=SLOW):
        gate.open()
    page.wait_for_timeout(500)
    assert page.locator("details.folded").first.evaluate("one => one.open")


@pytest.mark.parametrize("path", ["/embed/sector-growth?lang=en", "/growth?lang=en"])
def test_a_choice_made_in_the_first_words_is_made_in_the_page(page: Page, address: str, path: str) -> None:
    gate = on_a_phone_with_first_words_only(page, address, path)
    page.locator("#first-words select[data-control*='\"period\"']").first.select_option("2025-H1")
    gate.open()
    expect(page).to_have_url(re.compile("period=2025-H1"), timeout=SLOW)
    expect(page.locator("#react-entry-point .subtitle").first).to_contain_text("first half of 2025", timeout=SLOW)


def test_a_table_chosen_in_the_first_words_of_a_charts_own_page_is_shown(page: Page, address: str) -> None:
    gate = Gate()
    page.route("**/bundle/plot-*.js", gate)
    page.goto(f"{address}/chart/two-cores?lang=en", wait_until="commit")
    page.locator("[data-value=table]").first.click()
    gate.open()
    expect(page.locator("#react-entry-point .table-area tbody tr").first).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize("path", ["/growth?lang=en", "/embed/sector-growth?lang=en"])
def test_what_stands_for_a_chart_stays_until_the_chart_is_drawn(page: Page, address: str, path: str) -> None:
    gate = Gate()
    page.route("**/bundle/plot-*.js", gate)
    page.goto(f"{address}{path}", wait_until="commit")
    expect(page.locator("#react-entry-point .plot-picture").first).to_be_visible(timeout=SLOW)
    expect(page.locator("#first-words")).to_have_count(0, timeout=SLOW)
    expect(page.locator("#react-entry-point .plot-picture tbody tr").first).to_be_visible()
    gate.open()
    expect(page.locator("#react-entry-point .main-svg").first).to_be_visible(timeout=SLOW)
    expect(page.locator(".plot-picture")).to_have_count(0, timeout=SLOW)


def test_a_menu_left_open_and_focus_in_it_outlast_an_answer(page: Page, address: str) -> None:
    page.goto(f"{address}/chart/sector-growth?lang=en")
    expect(page.locator("#react-entry-point .main-svg").first).to_be_visible(timeout=SLOW)
    menu = page.locator(".download > summary")
    menu.click()
    choice = page.locator("#choose-sector-growth-period")
    choice.evaluate("menu => { menu.value = '2024'; menu.dispatchEvent(new Event('change', {bubbles: true})); }")
    expect(page.locator(".subtitle").first).to_contain_text("2024", timeout=SLOW)
    expect(page.locator(".download a[href*='period=2024']").first).to_be_visible(timeout=SLOW)
    assert menu.evaluate("one => one === document.activeElement && one.parentNode.open")
