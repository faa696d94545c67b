"""The milestones page as a reader uses it: marks, list, panel, steps, filters, address, keyboard, phone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import watch


def ready(page: Page) -> None:
    expect(page.locator("#content h1").first).to_be_visible()
    expect(page.locator("#milestone-list .entry").first).to_be_visible()


def heading(page: Page) -> Locator:
    return page.locator("#chosen-milestone")


def test_a_mark_opens_its_details_beside_the_timeline(page: Page, address: str) -> None:
    page.goto(f"{address}/milestones?lang=en&time=2025..2025&q=rayong")
    ready(page)
    page.locator(".scatterlayer .points path").first.click(force=True)
    expect(heading(page)).to_have_text("Changan opens a vehicle plant in Rayong, Thailand")
    expect(page).to_have_url(re.compile("milestone=changan-rayong-plant"))
    expect(page.locator("#milestone-panel .sources li").first).to_be_visible()
    plot, panel = page.locator("#milestones .plot").bounding_box(), page.locator("#milestone-panel").bounding_box()
    assert plot is not None
    assert panel is not None
    assert plot["x"] + plot["width"] <= panel["x"]


def test_an_entry_of_the_list_is_chosen_by_keyboard_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(f"{address}/milestones?category=chips&lang=en")
    ready(page)
    entry = page.locator("#milestone-cumec-opened a")
    entry.focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    expect(entry).to_have_attribute("aria-current", "true")
    page.locator("#milestone-panel .close").focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_count(0)
    expect(entry).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?category=chips&lang=en$"))


def test_steps_keep_the_focus_and_follow_the_filter(page: Page, address: str) -> None:
    page.goto(f"{address}/milestones?category=displays&milestone=hkc-lcd-signing&lang=en")
    ready(page)
    step = page.locator("[data-step=following]")
    step.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("milestone=boe-85-first-panel"))
    expect(heading(page)).to_have_text("First panel lights up at BOE’s 8.5-generation fab")
    expect(page.locator("[data-step=following]")).to_be_focused()


def test_filter_and_search_are_in_the_address_and_restored(page: Page, address: str) -> None:
    page.goto(f"{address}/milestones?milestones.category=chips&lang=en")
    ready(page)
    page.locator("#milestones input[type=search]").fill("hynix")
    expect(page.locator("h1")).to_have_text("“hynix”: 3 events from 2013 to 2019")
    expect(page.locator(".entry")).to_have_count(3)
    page.reload()
    ready(page)
    expect(page.locator("h1")).to_have_text("“hynix”: 3 events from 2013 to 2019")
    page.locator("#choose-milestones-category summary").click()
    page.locator("#choose-milestones-category button[data-value=chips]").click()
    expect(page).not_to_have_url(re.compile("category"))
    page.locator("#milestones input[type=search]").fill("")
    expect(page.locator("h1")).to_have_text("Vehicles first, chips from 2006 on: 48 and 17 of 145 events")


def test_the_field_that_finds_has_one_frame_and_the_type_of_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/milestones?lang=en")
    ready(page)
    field = page.locator(".control-search input:not([type=hidden])")
    frame = page.locator(".control-search .dash-input-container").bounding_box()
    inner = field.bounding_box()
    assert frame is not None
    assert inner is not None
    assert field.evaluate("one => getComputedStyle(one).borderTopWidth") == "0px"
    assert field.evaluate("one => getComputedStyle(one).fontFamily === getComputedStyle(document.body).fontFamily")
    assert inner["width"] >= frame["width"] - 4
    assert inner["height"] >= frame["height"] - 4


def test_on_a_phone_the_details_come_into_view_and_the_way_back_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    wrong = watch(page, address)
    page.goto(f"{address}/milestones?lang=en")
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("details:has(#milestone-cumec-opened) > summary").tap()
    page.locator("#milestone-cumec-opened a").tap()
    expect(heading(page)).to_be_in_viewport()
    page.locator("#milestone-panel .back").tap()
    expect(page.locator("#milestone-cumec-opened")).to_be_in_viewport()
    assert wrong == []
    context.close()
