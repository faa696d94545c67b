"""The page of a briefing in a browser: charts are put in order, words written, files made with visible progress."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

from tests.browser.server import chromium, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is missing: run `make prerequisites`"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("cache")) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


def chosen(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_charts_are_added_moved_and_removed_by_keyboard_and_the_address_follows(page: Page, address: str) -> None:
    page.goto(f"{address}/briefing?lang=en&charts=two-cores,targets")
    sheets = page.locator(".briefing-sheet")
    expect(sheets).to_have_count(2)
    down = page.get_by_role("link", name="Two cores: move down")
    down.focus()
    page.keyboard.press("Enter")
    expect(sheets.first).to_contain_text("Targets and outcomes")
    assert chosen(page)["charts"] == "targets,two-cores"
    expect(page.locator("#briefing-status")).to_have_text("Two cores is now 2 of 2")
    expect(page.get_by_role("link", name="Two cores: move up")).to_be_focused()
    page.locator("select[name=add]").select_option("milestones")
    page.locator("[data-briefing=list] button").click()
    expect(sheets).to_have_count(3)
    page.locator("[data-briefing=address] textarea").fill(f"{address}/chart/sector-growth?period=2025-H1&lang=zh")
    page.keyboard.press("Enter")
    expect(sheets).to_have_count(4)
    page.wait_for_url(lambda url: "add=" not in url)
    assert chosen(page)["charts"] == "targets,two-cores,milestones,sector-growth?period=2025-H1"
    page.get_by_role("link", name="Remove Two cores").click()
    expect(sheets).to_have_count(3)
    page.go_back()
    expect(sheets).to_have_count(4)


def test_title_and_note_are_written_into_the_address_as_words(page: Page, address: str) -> None:
    page.goto(f"{address}/briefing?lang=en&charts=two-cores")
    page.locator("textarea[name=title]").fill("<b>汽车</b> & more")
    page.locator("textarea[name=note]").fill("First line\nsecond line")
    page.locator("[data-briefing=words] button").click()
    expect(page.locator("h1")).to_have_text("<b>汽车</b> & more")
    assert chosen(page) == {
        "lang": "en",
        "charts": "two-cores",
        "title": "<b>汽车</b> & more",
        "note": chosen(page)["note"],
    }
    expect(page.locator("#briefing .subtitle")).to_have_text("First line second line")


def test_a_view_goes_into_the_briefing_and_back_into_its_place(page: Page, address: str) -> None:
    page.goto(f"{address}/chart/sector-growth?lang=en&charts=two-cores&title=Mine")
    page.wait_for_selector(".card-tools")
    page.locator(".card select, .controls select").first.select_option("2025-H1")
    page.wait_for_url("**period=2025-H1**")
    page.get_by_role("link", name="Add to briefing").click()
    expect(page.locator(".briefing-sheet")).to_have_count(2)
    assert chosen(page) == {"lang": "en", "charts": "two-cores,sector-growth?period=2025-H1", "title": "Mine"}
    page.get_by_role("link", name="Two cores: change the view").click()
    page.get_by_role("link", name="Back to the briefing (1)").click()
    expect(page.locator(".briefing-sheet")).to_have_count(2)
    assert chosen(page)["charts"] == "two-cores,sector-growth?period=2025-H1"


def test_pictures_come_one_by_one_and_the_file_says_how_far_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}/briefing?lang=en&charts=two-cores,targets,vehicle-output&title=Mine")
    expect(page.locator(".briefing-picture img")).to_have_count(3)
    said: list[str] = []
    page.expose_function("hear", lambda text: said.append(text))
    page.evaluate(
        """() => new MutationObserver(() => hear(document.querySelector('.briefing-said').textContent))
             .observe(document.querySelector('.briefing-said'), { childList: true })"""
    )
    with page.expect_download() as found:
        page.get_by_role("link", name="PDF, A4").click()
    made = PdfReader(io.BytesIO(Path(found.value.path()).read_bytes()))
    assert made.metadata is not None
    assert made.metadata.title == "Mine"
    expect(page.locator(".briefing-said")).to_have_text("Saved.")
    steps = [text for text in dict.fromkeys(said) if re.match(r"Chart \d of 3", text)]
    assert steps == [f"Chart {number} of 3 …" for number in (1, 2, 3)]


def test_a_file_can_be_cancelled_and_a_refusal_is_said_in_words(page: Page, address: str) -> None:
    page.goto(f"{address}/briefing?lang=en&charts=two-cores,targets")
    expect(page.locator(".briefing-picture img")).to_have_count(2)
    held: list[Route] = []
    page.route("**/chart/targets.txt*", lambda route: held.append(route))
    page.get_by_role("link", name="PowerPoint, editable").click()
    expect(page.locator(".briefing-said")).to_have_text("Chart 2 of 2 …")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".briefing-said")).to_have_text("Cancelled.")
    page.unroute("**/chart/targets.txt*")
    refused = '{"error": {"status": 503, "title": "Too much", "detail": "Later."}}'
    page.route(
        "**/briefing.pptx*", lambda route: route.fulfill(status=503, body=refused, content_type="application/json")
    )
    page.get_by_role("link", name="PowerPoint, editable").click()
    expect(page.locator(".briefing-said")).to_have_text("Too much. Later.")


@pytest.mark.parametrize("lang", ["de", "en", "zh"])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_runs_out_of_the_page(page: Page, address: str, lang: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for query in ("", "&charts=two-cores,targets&title=" + "W" * 120 + "&note=" + "x" * 400):
        page.goto(f"{address}/briefing?lang={lang}{query}")
        page.wait_for_selector("#briefing h1")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
