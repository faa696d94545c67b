"""A chart in a frame that may do nothing at all."""

from __future__ import annotations

import io
import json
import urllib.request

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from app.charts.registry import all_charts
from app.state import LANGUAGES
from tests.browser.conftest import watch
from tests.browser.portal import portal

PORTAL = """<!DOCTYPE html><html lang="en"><head><meta http-equiv="Content-Security-Policy"
content="default-src 'none'; frame-src {address}"></head><body><h1>Portal</h1>
<iframe src="{address}/embed-static/{slug}?lang={lang}" title="chart" width="{width}" height="900" {sandbox}></iframe>
</body></html>"""


@pytest.mark.parametrize("sandbox", ["", 'sandbox=""', 'sandbox="allow-scripts"', 'sandbox="allow-popups"'])
def test_it_shows_in_every_sandbox_below_a_strict_policy(page: Page, address: str, sandbox: str) -> None:
    page.route(
        f"{address}/portal",
        lambda route: route.fulfill(
            content_type="text/html",
            body=PORTAL.format(address=address, slug="two-cores", lang="de", width=600, sandbox=sandbox),
        ),
    )
    page.goto(f"{address}/portal")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1.headline")).to_be_visible()
    expect(frame.locator(".plot:visible")).to_have_count(1)
    expect(frame.locator(".source-line")).to_be_visible()


@pytest.mark.parametrize("width", [280, 320, 600, 1200])
def test_nothing_runs_out_of_it_sideways(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    opened = context.new_page()
    wrong = watch(opened, address)
    for place, slug in enumerate(all_charts()):
        opened.goto(f"{address}/embed-static/{slug}?lang={LANGUAGES[place % 3]}")
        across = opened.locator("main").evaluate("node => [node.scrollWidth, node.clientWidth]")
        assert across[0] <= across[1], slug
        assert opened.locator(".source-line").is_visible()
    assert wrong == []
    context.close()


def test_table_and_notes_open_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{address}/embed-static/sector-growth?lang=en")
    notes = opened.locator("details").last
    notes.locator("summary").click()
    assert notes.locator(".sources li").first.is_visible()
    context.close()


def test_a_portal_that_takes_neither_frames_nor_scripts_shows_the_image_with_its_link(
    browser: Browser, address: str
) -> None:
    with urllib.request.urlopen(f"{address}/embed-code/sector-growth.json?lang=en", timeout=30) as answer:
        code = json.load(answer)["following"]["image"]
    policy = f"default-src 'none'; img-src {address}; sandbox"
    with portal() as elsewhere:
        page = browser.new_page()
        wrong = watch(page, address, elsewhere.address)
        page.goto(elsewhere.write("/strict", code, Content_Security_Policy=policy))
        image = page.locator("img")
        expect(image).to_have_js_property("complete", True, timeout=30_000)
        with Image.open(io.BytesIO(page.request.get(str(image.get_attribute("src"))).body())) as made:
            assert made.width >= 850
        assert page.locator("a").first.get_attribute("href") == f"{address}/chart/sector-growth?lang=en"
        assert image.get_attribute("alt") == "Sectors compared"
        box = image.bounding_box()
        assert box is not None
        assert box["height"] > 200  # a broken image has the height of its words
        page.close()
    assert wrong == []
