"""The growth page as a reader uses it: controls, address, table, headline, back, reload, language, theme, phone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect


def ready(page: Page) -> None:
    expect(page.locator("#content h1").first).to_be_visible()
    expect(page.locator("#sector-growth .js-plotly-plot .main-svg").first).to_be_visible()


def open_table(page: Page) -> None:
    page.locator("#sector-growth details[data-tab='sector-growth.table'] > summary").click()


def test_a_change_of_period_moves_chart_table_headline_and_address_together(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    ready(page)
    expect(page.locator("h1")).to_contain_text("New-energy vehicles grow fastest: value added +27.1%")
    open_table(page)
    expect(page.locator("#sector-growth table")).to_contain_text("+61.6%")
    page.locator("#choose-sector-growth-period").select_option("2025-H1")
    expect(page.locator("h1")).to_contain_text("Motorcycle industry grows fastest: value added +27.7%")
    expect(page.locator("#sector-growth table")).to_contain_text("+67.3%")
    expect(page.locator("#sector-growth .js-plotly-plot")).to_contain_text("+27.7")
    expect(page).to_have_url(re.compile(r"\?lang=en&sector-growth\.tab=table&period=2025-H1$"))


def test_controls_offer_what_another_choice_makes_possible(page: Page, address: str) -> None:
    def offered(parameter: str) -> set[str]:
        return set(
            page.locator(f"#choose-sector-growth-{parameter} option").evaluate_all("all => all.map(o => o.value)")
        )

    page.goto(f"{address}/growth?lang=en&period=2025-H1&sector-growth.compare=2024-H1")
    ready(page)
    assert "2024-H1" in offered("compare")
    before = offered("focus")
    page.locator("#choose-sector-growth-period").focus()
    page.locator("#choose-sector-growth-period").select_option("2019")
    expect(page.locator("#sector-growth .subtitle")).to_contain_text("2019")
    expect(page.locator("#choose-sector-growth-compare option[value='2018']")).to_be_attached()
    assert "2024-H1" not in offered("compare")
    assert offered("focus") != before
    assert page.evaluate("document.activeElement.id") == "choose-sector-growth-period"
    expect(page.locator("#ignored")).to_contain_text("compare=2024-H1")
    page.locator("#choose-sector-growth-compare").select_option("2018")
    expect(page.locator("#ignored")).to_be_hidden()
    expect(page).to_have_url(re.compile("compare=2018"))


def test_reload_restores_the_view(page: Page, address: str) -> None:
    page.goto(f"{address}/growth")
    ready(page)
    page.locator("#choose-sector-growth-period").select_option("2024")
    page.locator("#choose-sector-growth-measure button[data-value='value_added']").click()
    expect(page).to_have_url(re.compile(r"period=2024&sector-growth\.measure=value_added"))
    expect(page.locator("h1")).to_contain_text("Fahrzeugbau wächst am schnellsten")
    headline = page.locator("h1").inner_text()
    page.reload()
    ready(page)
    expect(page.locator("h1")).to_have_text(headline)
    assert page.locator("#choose-sector-growth-period").input_value() == "2024"


def test_the_back_button_restores_the_view(page: Page, address: str) -> None:
    page.goto(f"{address}/growth")
    ready(page)
    page.locator("#choose-sector-growth-period").select_option("2025-H1")
    expect(page.locator("h1")).to_contain_text("Motorradindustrie")
    page.locator(".site-nav a", has_text="Daten").click()
    expect(page).to_have_url(re.compile(r"/data$"))
    page.go_back()
    ready(page)
    expect(page.locator("h1")).to_contain_text("Motorradindustrie")
    expect(page).to_have_url(re.compile(r"period=2025-H1"))


def test_sectors_can_be_chosen_one_by_one(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    ready(page)
    page.locator("#choose-sector-growth-series > summary").click()
    page.locator("#choose-sector-growth-series button[data-value='automotive']").click()
    expect(page.locator("h1")).to_contain_text("Automotive industry: value added +12.6%")
    expect(page).to_have_url(re.compile(r"series=automotive"))


def test_language_changes_keep_the_view(page: Page, address: str) -> None:
    page.goto(f"{address}/growth")
    ready(page)
    page.locator("#choose-sector-growth-period").select_option("2025-H1")
    expect(page).to_have_url(re.compile("period=2025-H1"))
    page.locator(".languages a[data-lang='zh']").click()
    expect(page.locator("h1")).to_contain_text("摩托车产业增长最快")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page).to_have_url(re.compile(r"period=2025-H1"))


def test_the_theme_recolours_the_chart_without_the_server(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?theme=light")
    ready(page)
    bar = page.locator("#sector-growth .bars path").first
    before = bar.evaluate("node => getComputedStyle(node).fill")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator("#theme-button").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(re.compile("theme=dark"))
    assert page.locator("#sector-growth .bars path").first.evaluate("node => getComputedStyle(node).fill") != before
    assert [url for url in sent if "_dash" in url] == []


def test_what_is_ignored_is_named(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en&foo=1&period=1901")
    ready(page)
    expect(page.locator("#ignored")).to_contain_text("foo (unknown)")
    expect(page.locator("#ignored")).to_contain_text("period=1901")


def test_a_phone_gets_the_narrow_form_and_never_scrolls_sideways(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/growth?lang=de")
    ready(page)
    expect(page.locator("#content h1").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_an_update_that_fails_is_said(context: BrowserContext, address: str) -> None:
    page = context.new_page()  # not the fixture: an error in the console is what is wanted here
    page.goto(f"{address}/growth?lang=en")
    ready(page)
    page.route("**/_dash-update-component*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.locator("#choose-sector-growth-period").select_option("2024")
    expect(page.locator("#notice")).to_contain_text("could not be updated")
