"""A chart by keyboard: every value can be reached, is said as the table has it, and its marks are ringed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.drawings import SLUGS

SAMPLE = ("sector-growth", "growth-history", "milestones", "vehicle-output")  # bars, small multiples, lanes, columns
WALK = """() => {
  const region = document.querySelector(".chart-region");
  const said = region.querySelector(".chart-said");
  const { points, down } = region.querySelector(".js-plotly-plot").layout.meta.spoken;
  const press = (key, more) => region.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  region.focus();
  press("ArrowRight");
  press("Home", { ctrlKey: true });
  const frame = region.getBoundingClientRect();
  const within = (box) => box.left >= frame.left - 6 && box.right <= frame.right + 6
    && box.top >= frame.top - 6 && box.bottom <= frame.bottom + 6;
  const heard = [], astray = [], unseen = [];
  for (let i = 0; i < points.length; i += 1) {
    heard.push(said.textContent);
    const rings = [...region.querySelectorAll(".chart-rings span")].map((ring) => ring.getBoundingClientRect());
    if (points[i][3].length && !rings.length) unseen.push(said.textContent);
    if (![...rings, said.getBoundingClientRect()].every(within)) astray.push(said.textContent);
    const before = said.textContent;
    press(down ? "ArrowDown" : "ArrowRight");
    if (said.textContent === before) { press("ArrowDown"); press("Home"); }
  }
  return { heard, wanted: points.map((point) => point[0]), astray, unseen };
}"""


def drawn(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=30_000)
    page.wait_for_function("() => document.querySelector('.js-plotly-plot').calcdata")


def walk(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(WALK)
    return found


@pytest.mark.parametrize(
    "slug", [slug if slug in SAMPLE else pytest.param(slug, marks=pytest.mark.full) for slug in SLUGS]
)
def test_every_value_is_reached_said_and_ringed(page: Page, address: str, slug: str) -> None:
    lang = ("de", "en", "zh")[SLUGS.index(slug) % 3]
    drawn(page, f"{address}/chart/{slug}?lang={lang}")
    found = walk(page)
    assert found["heard"] == found["wanted"]
    assert found["astray"] == []
    assert found["unseen"] == []


@pytest.mark.full
@pytest.mark.parametrize("width", [280, 390])
@pytest.mark.parametrize("lang", ["de", "en", "zh"])
@pytest.mark.parametrize("slug", SLUGS)
def test_so_it_is_in_small_embeds(page: Page, address: str, slug: str, lang: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    drawn(page, f"{address}/embed/{slug}?lang={lang}&theme=contrast")
    found = walk(page)
    assert found["heard"] == found["wanted"]
    assert found["astray"] == []
    assert found["unseen"] == []


def test_the_region_has_a_name_a_summary_help_and_a_polite_voice(page: Page, address: str) -> None:
    drawn(page, f"{address}/growth?lang=en")
    region = page.locator("#sector-growth .chart-region")
    expect(region).to_have_accessible_name(page.locator("#title-sector-growth").inner_text())
    described = region.evaluate(
        "one => one.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent)"
    )
    assert described[0] == page.locator("#sector-growth .subtitle").inner_text()
    assert described[1].startswith("Arrow keys")
    region.focus()
    page.keyboard.press("ArrowDown")
    expect(region.get_by_role("status")).to_have_text(
        "January–September 2025, Motorcycle industry, Growth of value added, plus 21.2 percent, official"
    )
    page.keyboard.press("Enter")
    expect(region.get_by_role("status")).to_contain_text("Source: Chongqing Municipal Bureau of Statistics")
    page.keyboard.press("Escape")
    expect(region.get_by_role("status")).not_to_contain_text("Source")
    page.keyboard.press("Escape")
    expect(region.get_by_role("status")).to_be_empty()


def test_rings_follow_another_choice_and_another_theme(page: Page, address: str) -> None:
    drawn(page, f"{address}/growth?lang=en&theme=light")
    region = page.locator("#sector-growth .chart-region")
    page.locator("#choose-sector-growth-period").select_option("2025-H1")
    expect(page.locator("h1")).to_contain_text("27.7")
    region.focus()
    page.keyboard.press("ArrowDown")
    expect(region.get_by_role("status")).to_contain_text("First half of 2025, Motorcycle industry")
    before = region.locator(".chart-rings span").first.bounding_box()
    page.evaluate("document.getElementById('theme-button').click()")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_function("() => document.querySelector('.chart-rings span')")
    assert region.locator(".chart-rings span").first.bounding_box() == before


def test_enter_opens_a_milestone(page: Page, address: str) -> None:
    drawn(page, f"{address}/milestones?lang=en")
    page.locator(".card-milestones .chart-region").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    title = page.locator(".card-milestones .chart-said").inner_text().split(", ")[1]
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-milestone")).to_contain_text(title)
    expect(page.locator("#chosen-milestone")).to_be_focused()


@pytest.mark.parametrize("path", ["/growth", "/chart/two-cores", "/embed/output-index"])
def test_the_table_is_one_step_from_the_chart(page: Page, address: str, path: str) -> None:
    drawn(page, f"{address}{path}?lang=de")
    page.locator(".chart-skip").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".table-area").first).to_be_focused()
    expect(page.locator(".table-area tbody tr").first).to_be_visible()
