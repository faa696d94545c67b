"""The whole job by keyboard alone: open, choose, read, open a milestone, take the table away; and never be trapped."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

FOCUS = "document.activeElement"


def tab_to(page: Page, selector: str, *, most: int = 90) -> None:
    """Press Tab until the focus is on what is looked for; it must be seen there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUS}.matches({selector!r})"):
            box = page.evaluate(
                f"(() => {{ const b = {FOCUS}.getBoundingClientRect(); return [b.width, b.height]; }})()"
            )
            assert min(box) > 0
            outline = page.evaluate(f"getComputedStyle({FOCUS}).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError(f"{selector} is not reached; the focus is on {page.evaluate(f'{FOCUS}.outerHTML')[:200]}")


def choose(page: Page, value: str) -> None:
    for _ in range(60):
        if page.evaluate(f"{FOCUS}.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not offered")


def test_the_whole_job_by_keyboard_alone(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/growth?lang=en")
    expect(page.locator("#sector-growth .main-svg").first).to_be_visible(timeout=30_000)
    tab_to(page, ".skip-link", most=3)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()

    tab_to(page, "#choose-sector-growth-period")
    choose(page, "2025-H1")
    expect(page.locator("h1")).to_contain_text("27.7")

    tab_to(page, "#choose-sector-growth-series > summary")
    page.keyboard.press("Enter")
    for sector in ("automotive", "electronics"):
        tab_to(page, f"#choose-sector-growth-series [data-value={sector}]")
        page.keyboard.press("Space")
        expect(page).to_have_url(re.compile(f"series=[^&]*{sector}"))
    page.keyboard.press("Escape")
    expect(page.locator("#choose-sector-growth-series > summary")).to_be_focused()
    expect(page.locator("#sector-growth .chart-region")).to_have_accessible_name(re.compile("Automotive"))

    tab_to(page, "#sector-growth .chart-region")
    heard = []
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        heard.append(page.locator("#sector-growth .chart-said").inner_text())
    assert len(set(heard)) == 3
    tab_to(page, "#sector-growth [data-tab='sector-growth.table'] > summary")
    page.keyboard.press("Enter")
    table = page.locator("#sector-growth .data-table")
    for said in heard:
        period, sector = said.split(", ")[:2]
        row = table.locator("tbody tr", has=page.locator("th", has_text=re.compile(f"^{re.escape(sector)}")))
        expect(row.first).to_contain_text(period)
        value = re.search(r"(plus|minus) ([\d.]+) percent", said)
        assert value
        expect(row.first).to_contain_text(f"{'+' if value[1] == 'plus' else '−'}{value[2]}%")

    tab_to(page, "#growth-history .chart-region")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+End")
    said = page.locator("#growth-history .chart-said").inner_text()
    assert said.startswith("Milestone ")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/milestones\?.*milestone="))
    expect(page.locator("#chosen-milestone")).to_contain_text(said.rpartition(", ")[2])

    tab_to(page, "[data-tool=download] > summary", most=200)
    page.keyboard.press("Enter")
    expect(page.locator("[data-tool=download][open] [data-file=csv]")).to_be_visible()
    tab_to(page, "[data-file=csv]")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    saved.value.save_as(tmp_path / "table.csv")
    assert len((tmp_path / "table.csv").read_text("utf-8-sig").splitlines()) > 100


def test_tab_goes_through_a_page_and_out_again(page: Page, address: str) -> None:
    page.goto(f"{address}/chart/two-cores?lang=de")
    expect(page.locator(".main-svg").first).to_be_visible(timeout=30_000)
    seen: list[str] = []
    for _ in range(70):
        page.keyboard.press("Tab")
        here = page.evaluate(f"{FOCUS} === document.body ? '' : {FOCUS}.outerHTML.slice(0, 150)")
        if not here:
            break
        assert not seen or here != seen[-1], f"the focus stays on {here}"
        seen.append(here)
    assert page.evaluate(f"{FOCUS} === document.body") or len(seen) > 20
    assert any("chart-region" in one for one in seen)
    before = page.evaluate(f"{FOCUS}.outerHTML")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"{FOCUS}.outerHTML") != before


def test_the_title_of_the_window_says_page_and_choice(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    expect(page.locator("#sector-growth .main-svg").first).to_be_visible(timeout=30_000)
    expect(page).to_have_title("Growth by sector – Doppelkern")
    page.locator("#choose-sector-growth-period").select_option("2025-H1")
    expect(page).to_have_title(re.compile(r"^Motorcycle industry grows fastest.* – Growth by sector – Doppelkern$"))
