"""One chart alone: tabs, citation, the way there and back; and what leads from a chart to its milestones."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def ready(page: Page) -> None:
    expect(page.locator("#content h1").first).to_be_visible()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def test_the_tabs_show_chart_table_or_notes_and_are_part_of_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}/chart/sector-growth?lang=en")
    ready(page)
    expect(page.locator(".chart-alone table")).to_be_hidden()
    page.locator(".chart-tabs button[data-value='table']").click()
    expect(page.locator(".chart-alone table")).to_be_visible()
    expect(page.locator(".chart-alone .plot")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"tab=table"))
    page.reload()
    expect(page.locator(".chart-alone table")).to_contain_text("+61.6%")
    page.locator(".chart-tabs button[data-value='notes']").click()
    expect(page.locator(".chart-alone .sources").first).to_be_visible()
    expect(page.locator(".chart-alone table")).to_be_hidden()


def test_a_control_of_a_chart_alone_is_written_without_its_name(page: Page, address: str) -> None:
    page.goto(f"{address}/chart/sector-growth?lang=en")
    ready(page)
    page.locator("#choose-sector-growth-measure button[data-value='value_added']").click()
    expect(page).to_have_url(re.compile(r"\?lang=en&measure=value_added$"))
    expect(page.locator("h1")).to_contain_text("New-energy vehicles grow fastest")


def test_a_view_can_be_taken_from_its_page_and_cited(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    ready(page)
    page.locator("#choose-sector-growth-period").select_option("2024")
    page.locator("#choose-sector-growth-measure button[data-value='value_added']").click()
    expect(page).to_have_url(re.compile(r"sector-growth\.measure=value_added"))
    page.locator("#sector-growth a[data-alone]").click()
    expect(page).to_have_url(re.compile(r"/chart/sector-growth\?lang=en&period=2024&measure=value_added$"))
    ready(page)
    page.locator(".cite > summary").click()
    expect(page.locator(".cite pre")).to_contain_text("@misc{doppelkern-sector-growth-")
    expect(page.locator(".cite pre")).to_contain_text("/chart/sector-growth?lang=en&period=2024")


def test_another_period_is_set_beside_the_first(page: Page, address: str) -> None:
    page.goto(f"{address}/chart/sector-growth?lang=en&period=2025-H1")
    ready(page)
    page.locator("#choose-sector-growth-compare").select_option("2021-H1")
    expect(page.locator("h1")).to_contain_text("Electronics industry")
    expect(page.locator(".keys")).to_contain_text("first half of 2021")


def test_a_long_list_of_sectors_can_be_searched(page: Page, address: str) -> None:
    page.goto(f"{address}/chart/sector-growth?lang=en&period=2025-H1")
    ready(page)
    page.locator("#choose-sector-growth-series > summary").click()
    page.locator(".finder input").fill("motor")
    expect(page.locator(".several-list .option:visible")).to_have_count(1)
    page.locator(".several-list .option:visible").click()
    expect(page).to_have_url(re.compile(r"series=motorcycles"))


def test_a_numbered_marker_leads_to_its_milestone(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    ready(page)
    page.locator("#growth-history .markers a").first.click()
    expect(page).to_have_url(re.compile(r"/milestones\?lang=en&milestone=[a-z0-9-]+$"))
    expect(page.locator("#milestone-panel h2")).to_be_visible()
