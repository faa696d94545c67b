"""Presentation: one chart fills the screen, keys step, the address says where one is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

expect.set_options(timeout=20_000)  # a slide is drawn twice: as the page opens, and in its own form


def presented(page: Page) -> str:
    """The id of what is shown, which is the only one."""
    expect(page.locator("[data-presented]")).to_have_count(1)
    return str(page.locator("[data-presented]").get_attribute("id"))


def test_arrow_keys_step_through_the_charts_and_escape_leaves(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en&period=2025-H1&present=1")
    expect(page.locator("#present-counter")).to_have_text("1 / 3")
    assert presented(page) == "sector-growth"
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator("#growth-history")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#present-counter")).to_have_text("2 / 3")
    assert presented(page) == "growth-history"
    expect(page).to_have_url(re.compile(r"\?lang=en&period=2025-H1&present=1#growth-history$"))
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#present-counter")).to_have_text("1 / 3")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#present-counter")).to_have_text("1 / 3")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"\?lang=en&period=2025-H1#sector-growth$"))
    expect(page.locator(".site-header")).to_be_visible()
    expect(page.locator("#growth-history")).to_be_visible()
    expect(page.locator("#present-bar")).to_be_hidden()


def test_a_presentation_begins_at_the_chart_whose_entry_was_used(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    page.locator("#growth-history [data-tool=present]").click()
    expect(page.locator("#present-counter")).to_have_text("2 / 3")
    assert presented(page) == "growth-history"
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/growth\?lang=en#growth-history$"))


SIZES = ((1920, 1080), (1024, 768))
SLIDES = [  # each page in one size, all of them in both in test-full
    pytest.param(path, size, marks=() if at % 2 == turn else pytest.mark.full)
    for at, path in enumerate(["/", "/growth", "/shift", "/chart/two-cores", "/milestones"])
    for turn, size in enumerate(SIZES)
]


@pytest.mark.parametrize(("path", "size"), SLIDES)
def test_every_slide_is_whole_on_its_screen(page: Page, address: str, path: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}{path}?lang=de&present=1")
    expect(page.locator("#present-counter")).to_have_text(re.compile(r"^1 / \d+$"))
    total = int(page.locator("#present-counter").inner_text().partition("/")[2])
    for place in range(1, total + 1):
        expect(page.locator("#present-counter")).to_have_text(f"{place} / {total}")
        page.wait_for_function(
            """() => { const box = document.querySelector("[data-presented]").getBoundingClientRect();
            return box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= -1 && box.right <= innerWidth + 1; }"""
        )
        page.keyboard.press("End") if path == "/milestones" else page.keyboard.press("ArrowRight")


def test_milestones_are_stepped_through_one_by_one_from_the_oldest(page: Page, address: str) -> None:
    page.goto(f"{address}/milestones?lang=en&present=1")
    expect(page.locator("#present-counter")).to_have_text(re.compile(r"^1 / \d+$"))
    expect(page.locator("#milestone-panel")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#chosen-milestone")).to_be_visible()
    expect(page.locator("#milestone-panel [data-step=previous]")).to_have_count(0)
    first = page.locator("#chosen-milestone").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#chosen-milestone")).not_to_have_text(first)
    expect(page).to_have_url(re.compile(r"milestone=[a-z0-9-]+.*present=1|present=1.*milestone=[a-z0-9-]+"))
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#chosen-milestone")).to_have_text(first)
    page.keyboard.press("End")
    expect(page.locator("#changan-millions")).to_have_attribute("data-presented", "")
