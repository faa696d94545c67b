"""The search and the terms by keyboard alone: opened, chosen from, closed, with the focus where it was."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect


def test_slash_opens_it_arrows_choose_and_enter_goes_there(page: Page, address: str) -> None:
    page.goto(f"{address}/terms?lang=en&theme=dark")
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search charts, sectors, milestones and terms")
    expect(field).to_be_focused()
    expect(page.get_by_role("option", name=re.compile("Two cores"))).to_be_visible()
    page.keyboard.type("qiche")
    chosen = page.locator("#search-list [aria-selected=true]")
    expect(chosen).to_contain_text("Vehicles built")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#search-said")).to_contain_text("results")
    page.keyboard.press("ArrowDown")
    expect(chosen).not_to_contain_text("Vehicles built")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chart/vehicle-output?lang=en&theme=dark")


def test_escape_closes_it_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(f"{address}/terms?lang=en")
    link = page.get_by_role("link", name="Search", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search-words")).to_be_focused()
    page.keyboard.type("zzzzzz")
    expect(page.locator("#search-list")).to_contain_text("Try another spelling")
    page.keyboard.press("Escape")
    expect(page.locator("#search-dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_the_key_is_left_alone_in_fields_and_where_it_is_switched_off(page: Page, address: str) -> None:
    page.goto(f"{address}/search?lang=en")
    page.locator("#search-page-words").press("/")
    expect(page.locator("#search-page-words")).to_have_value("/")
    expect(page.locator("#search-dialog")).to_be_hidden()
    page.goto(f"{address}/terms?lang=en&keys=off")
    page.keyboard.press("/")
    expect(page.locator("#search-dialog")).to_be_hidden()
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.locator("#search-dialog")).to_be_visible()


def test_a_term_is_explained_beside_it_and_escape_leads_back(page: Page, address: str) -> None:
    page.goto(f"{address}/chart/sector-growth?lang=en")
    term = page.get_by_role("button", name="value added", exact=True).first
    expect(term).to_be_visible()
    term.focus()
    page.keyboard.press("Enter")
    shown = page.get_by_role("dialog", name="value added")
    expect(shown).to_contain_text("What a firm or branch adds itself")
    expect(shown).to_be_focused()
    expect(term).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(term).to_be_focused()


def test_without_a_script_a_form_and_a_page_do_the_same(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/growth?lang=en")
    page.locator(".search-link").click()
    page.locator("#search-page-words").fill("batteries")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("link", name="Lithium-ion batteries")).to_be_visible()
    page.goto(f"{address}/growth?lang=en")
    page.get_by_role("link", name="Terms").click()
    expect(page.locator("#value-added")).to_be_visible()
    context.close()
