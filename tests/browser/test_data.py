"""The data page as a reader uses it: another table, search, sorting, pages, reload, back, keyboard, phone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect


def ready(page: Page) -> None:
    expect(page.locator("#table-region table")).to_be_visible()


def test_search_sorting_and_pages_are_part_of_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}/data?lang=en")
    ready(page)
    page.locator(".table-pages a", has_text="Next").click()
    expect(page.locator("#table-count")).to_contain_text("showing 51–100")
    expect(page).to_have_url(re.compile(r"\?lang=en&page=2$"))
    page.locator("th.of-value button").click()
    expect(page.locator("th.of-value")).to_have_attribute("aria-sort", "descending")
    expect(page).to_have_url(re.compile(r"\?lang=en&sort=-value$"))
    page.locator("input[type=search]").fill("motorcycle 21.2")
    expect(page.locator("#table-count")).to_have_text(re.compile(r"^\d of 1,299 rows$"))
    expect(page.locator("#table-region tbody")).to_contain_text("+21.2%")
    page.locator("input[type=search]").fill("china")
    expect(page.locator("#table-count")).to_contain_text("showing 1–50")
    page.locator(".table-pages a", has_text="Next").click()
    expect(page.locator("#table-count")).to_contain_text("showing 51–100")
    page.reload()
    ready(page)
    expect(page.locator("#table-count")).to_contain_text("showing 51–100")
    expect(page.locator("input[type=search]")).to_have_value("china")
    expect(page.locator("th.of-value")).to_have_attribute("aria-sort", "descending")


def test_another_table_starts_afresh_and_back_finds_it_again(page: Page, address: str) -> None:
    page.goto(f"{address}/data?q=2024&measure=output_volume")
    ready(page)
    page.locator(".table-name", has_text="Ziele").click()
    expect(page.locator("#title-table")).to_have_text("Ziele")
    expect(page).to_have_url(re.compile(r"/data\?table=targets$"))
    expect(page.locator("input[type=search]")).to_have_value("")
    page.locator("select.menu").first.select_option("target_output_volume")
    expect(page.locator("#table-count")).to_contain_text("von 42 Zeilen")
    page.locator(".site-nav a", has_text="Wachstum").click()
    expect(page).to_have_url(re.compile(r"/growth$"))
    page.go_back()
    expect(page.locator("#title-table")).to_have_text("Ziele")
    expect(page.locator("select.menu").first).to_have_value("target_output_volume")


def test_whoever_sorts_by_keyboard_stays_on_the_heading(page: Page, address: str) -> None:
    page.goto(f"{address}/data?table=sectors")
    ready(page)
    page.locator("thead th.of-label button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("thead th.of-label")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("thead th.of-label button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("thead th.of-label")).to_have_attribute("aria-sort", "descending")


def test_a_place_in_the_address_is_brought_into_sight(page: Page, address: str) -> None:
    page.goto(f"{address}/data#left-out")
    ready(page)
    expect(page.locator("#title-left-out")).to_be_in_viewport()


def test_a_phone_reads_rows_without_moving_the_page_sideways(browser: Browser, address: str) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = phone.new_page()
    for query in ("", "?table=milestones&lang=en", "?table=sources&lang=zh", "?table=conflicts"):
        page.goto(f"{address}/data{query}")
        ready(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, query
    phone.close()
