"""What the next step of a reader would ask for is asked for beforehand, and taken once it is asked for."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, Request, Route, expect

SLOW = 30_000  # ms, for a machine with other work to do
MENU = "#choose-sector-growth-period"
ASKED = "**/_dash-update-component"
DRAWN = "() => { const plot = document.querySelector('#react-entry-point .js-plotly-plot'); return plot && plot.data ? \
JSON.stringify(plot.data.map((one) => [one.name, one.x, one.y, one.text])) : null }"


def listened(page: Page) -> list[str]:
    """The views that are asked for, as addresses write them, as they come."""
    asked: list[str] = []

    def take(request: Request) -> None:
        if request.url.endswith("_dash-update-component"):
            inputs: Any = json.loads(request.post_data or "{}")["inputs"]
            asked.append(inputs[0]["value"]["query"])

    page.on("request", take)
    return asked


def arrive(page: Page, address: str) -> str:
    page.goto(f"{address}/chart/sector-growth?lang=en&period=2025-9M")
    expect(page.locator("#react-entry-point .main-svg").first).to_be_visible(timeout=SLOW)
    return str(page.evaluate(DRAWN))


def changed_from(page: Page, before: str) -> str:
    """What is drawn once it is something else."""
    page.wait_for_function(f"(before) => {{ const now = ({DRAWN})(); return now && now !== before }}", arg=before)
    page.wait_for_timeout(500)  # what follows a drawn chart has been asked for
    return str(page.evaluate(DRAWN))


def test_neighbours_in_a_menu_are_asked_for_before_they_are_chosen(page: Page, address: str) -> None:
    first = arrive(page, address)
    asked = listened(page)
    page.locator(MENU).select_option("2025-8M")
    second = changed_from(page, first)
    assert asked[0] == "lang=en&period=2025-8M"
    assert sorted(asked[1:]) == ["lang=en", "lang=en&period=2025-H1"]  # the latest of its year needs no name
    page.locator(MENU).select_option("2025-H1")
    third = changed_from(page, second)
    assert asked.count("lang=en&period=2025-H1") == 1, "what is there is not asked for again"
    page.reload()
    expect(page.locator("#react-entry-point .main-svg").first).to_be_visible(timeout=SLOW)
    assert "period=2025-H1" in page.url
    assert page.evaluate(DRAWN) == third, "it is what its address shows"


def test_a_menu_pointed_at_asks_for_its_neighbours_once(page: Page, address: str) -> None:
    arrive(page, address)
    asked = listened(page)
    page.locator(MENU).hover()
    page.wait_for_timeout(1000)
    page.mouse.move(5, 5)
    page.locator(MENU).hover()
    page.wait_for_timeout(500)
    assert sorted(asked) == ["lang=en&period=2025-11M", "lang=en&period=2025-8M"]


def test_a_refused_question_is_asked_again_when_it_is_meant(context: Any, address: str) -> None:
    page = context.new_page()  # one whose refused answers are no fault
    first = arrive(page, address)
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.fulfill(status=503, body="busy")

    page.route(ASKED, refuse)
    page.locator(MENU).hover()
    page.wait_for_timeout(1000)
    assert len(refused) == 2
    expect(page.locator("#notice")).to_be_hidden()
    page.unroute(ASKED)
    page.locator(MENU).select_option("2025-8M")
    assert changed_from(page, first) != first


def test_who_saves_data_is_asked_for_nothing_beforehand(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'connection', {get: () => ({saveData: true})})")
    arrive(page, address)
    asked = listened(page)
    page.locator(MENU).hover()
    page.wait_for_timeout(500)
    assert asked == []
