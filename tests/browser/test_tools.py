"""Taking a chart away: the menu of downloads, the clipboard with and without https, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from app.exports.sizes import PRESETS
from tests.browser.conftest import watch
from tests.browser.server import FLAGS, chromium, served

BUSY = {"error": {"status": 503, "title": "Too many images are being asked for", "detail": "Please try again."}}


def ready(page: Page) -> None:
    expect(page.locator("#content h1").first).to_be_visible()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def opened(page: Page, address: str, slug: str = "sector-growth") -> None:
    """The page of growth with the menu of downloads of a chart open."""
    page.goto(f"{address}/growth?lang=en")
    ready(page)
    page.locator(f"#{slug} .download > summary").click()
    expect(page.locator(f"#{slug} .download [data-file=xlsx]")).to_be_visible()


def test_the_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    ready(page)
    summary = page.locator("#sector-growth .download > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sector-growth .download [data-image=size]")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#sector-growth .download [data-image=size]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#sector-growth .download .tool-panel")).to_be_hidden()
    expect(summary).to_be_focused()


def test_one_menu_is_open_at_a_time(page: Page, address: str) -> None:
    opened(page, address)
    page.locator("#sector-growth .cite > summary").click()
    expect(page.locator("#sector-growth .cite .tool-panel")).to_be_visible()
    expect(page.locator("#sector-growth .download .tool-panel")).to_be_hidden()
    page.locator("h1").click()
    expect(page.locator("#sector-growth .cite .tool-panel")).to_be_hidden()


def test_links_follow_the_address_of_the_moment_and_the_chosen_size(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    ready(page)
    page.locator("#choose-sector-growth-period").select_option("2024")
    page.locator("#choose-sector-growth-measure button[data-value='value_added']").click()
    expect(page).to_have_url(re.compile(r"sector-growth\.measure=value_added"))
    page.locator("#choose-growth-history-measure button[data-value='output']").click()
    expect(page).to_have_url(re.compile(r"growth-history\.measure=output"))
    page.locator("#sector-growth .download > summary").click()
    page.locator("#sector-growth [data-image=size]").select_option("slide")
    page.locator("#sector-growth [data-image=colours]").select_option("grey")
    link = page.locator("#sector-growth [data-file=svg]")
    link.focus()
    view = "lang=en&period=2024&measure=value_added"
    expect(link).to_have_attribute("href", f"/chart/sector-growth.svg?{view}&size=slide&variant=grey")
    workbook = page.locator("#sector-growth [data-file=xlsx]")
    workbook.focus()
    expect(workbook).to_have_attribute("href", f"/chart/sector-growth.xlsx?{view}")


def test_a_busy_host_is_asked_again_when_it_says_and_the_file_is_saved(page: Page, address: str) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(
            status=200,
            body="a,b",
            headers={"Content-Disposition": 'attachment; filename="doppelkern-x.csv"', "Content-Type": "text/csv"},
        )

    page.add_init_script(
        """const ask = window.fetch; let times = 0;
        window.fetch = (input, options) => String(input).includes(".csv") && times++ < 2
          ? Promise.resolve(new Response(JSON.stringify({error: {title: "Busy", detail: "Wait"}}),
              {status: 503, headers: {"Retry-After": "1"}}))
          : ask(input, options);"""
    )
    page.route("**/chart/*.csv*", answer)
    opened(page, address)
    with page.expect_download() as saved:
        page.locator("#sector-growth [data-file=csv]").click()
        expect(page.locator("#sector-growth .download .tool-said")).to_contain_text("Busy. Trying again in 1 s")
    assert saved.value.suggested_filename == "doppelkern-x.csv"
    expect(page.locator("#sector-growth .download .tool-said")).to_have_text("Saved.")
    assert len(asked) == 1
    assert "bom=1" in asked[0]


def test_a_refusal_is_said_in_words_where_the_file_was_asked_for(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("**/chart/*.png*", lambda route: route.fulfill(status=503, json=BUSY))
    opened(page, address)
    page.locator("#sector-growth [data-file=png]").click()
    said = page.locator("#sector-growth .download .tool-said")
    expect(said).to_have_text("Too many images are being asked for. Please try again.")
    expect(page).to_have_url(re.compile(r"/growth\?lang=en$"))
    page.close()


@pytest.fixture(params=["http://localhost", "http://portal.test"])
def readers_page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[tuple[Page, str]]:
    """A page as this machine sees it, where browsers open the clipboard, and as one in an intranet on plain http."""
    launched = browser.browser_type.launch(
        executable_path=chromium(), args=[*FLAGS, "--host-resolver-rules=MAP portal.test 127.0.0.1"]
    )
    base = f"{request.param}:{address.rpartition(':')[2]}"
    page = launched.new_page(viewport={"width": 1440, "height": 900})
    wrong = watch(page, base)
    yield page, base
    launched.close()
    assert wrong == []


def pasted(page: Page, kind: str) -> str:
    """What lies in the clipboard as this kind, found by pasting it."""
    return str(
        page.evaluate(
            """() => { const field = document.createElement("textarea"); field.id = "paste";
            document.body.append(field);
            field.addEventListener("paste", (event) => { for (const kind of event.clipboardData.types)
              field.dataset[kind.replace("/", "")] = event.clipboardData.getData(kind); });
            field.focus(); }"""
        )
        or page.keyboard.press("Control+V")
        or page.locator("#paste").get_attribute(f"data-{kind.replace('/', '')}")
        or ""
    )


def test_a_table_is_copied_for_documents_and_for_spreadsheets(readers_page: tuple[Page, str]) -> None:
    page, base = readers_page
    opened(page, base)
    page.locator("#sector-growth [data-copy=table]").click()
    expect(page.locator("#sector-growth .download .tool-said")).to_have_text("Copied.")
    lines = pasted(page, "text/plain").splitlines()
    rows = page.evaluate(
        """() => new DOMParser().parseFromString(window.doppelkern.folded(
        document.querySelector("#sector-growth [data-tab$='.table'] [data-html]")), "text/html"
        ).querySelector("table").rows.length"""
    )
    assert len(lines) == rows > 5
    assert any(line.startswith("Integrated circuits\t") and "+61.6%" in line for line in lines)


def test_the_copied_table_is_a_table_for_documents(readers_page: tuple[Page, str]) -> None:
    page, base = readers_page
    opened(page, base)
    page.locator("#sector-growth [data-copy=table]").click()
    expect(page.locator("#sector-growth .download .tool-said")).to_have_text("Copied.")
    found = pasted(page, "text/html")
    assert "<table" in found
    assert "+61.6%" in found


def test_a_sentence_is_copied_with_source_and_link(readers_page: tuple[Page, str]) -> None:
    page, base = readers_page
    opened(page, base)
    page.locator("#sector-growth [data-copy=sentence]").click()
    expect(page.locator("#sector-growth .download .tool-said")).to_have_text("Copied.")
    said = pasted(page, "text/plain")
    assert said.startswith(page.locator("#sector-growth .headline").inner_text())
    assert "Source:" in said
    assert said.endswith(f"{base}/chart/sector-growth?lang=en")


def test_where_the_host_makes_no_images_the_readers_browser_does(page: Page, address: str) -> None:
    opened(page, address)
    page.locator("#sector-growth .tool-rows").evaluate("(rows) => (rows.dataset.images = 'reader')")
    page.locator("#sector-growth [data-file=png]").evaluate(
        "(link) => link.insertAdjacentHTML('afterend', '<button type=\"button\" data-picture=\"save\">PNG</button>')"
    )
    with page.expect_download() as saved:
        page.locator("#sector-growth [data-picture]").click()
    picture = Image.open(saved.value.path()).convert("RGB")
    assert picture.size == (1700, 1200), "the natural size, as the host makes it"
    inks = {colour for _, colour in picture.getcolors(maxcolors=1 << 24) or []}
    assert {(208, 100, 26), (11, 79, 108), (255, 255, 255)} <= inks, "vehicles, chips and paper are in it"
    expect(page.locator("#sector-growth .download .tool-said")).to_have_text("Saved.")


def test_the_dialog_shows_a_preview_and_codes_that_follow_the_choices(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en")
    ready(page)
    page.locator("#sector-growth [data-tool=embed]").click()
    dialog = page.locator("#embed-dialog")
    code = dialog.locator("#code-html")
    expect(code).to_have_value(re.compile(rf'<iframe src="{address}/embed/sector-growth\?lang=en"'))
    frame = dialog.locator("iframe")
    expect(frame).to_have_attribute("width", "600")
    expect(frame.content_frame.locator("h1")).to_be_visible()
    dialog.locator("[data-embedding=time] [data-value=frozen]").click()
    expect(code).to_have_value(re.compile("period=2025-9M"))
    dialog.locator("[data-embedding=theme]").select_option("dark")
    dialog.locator("[data-embedding=lang]").select_option("zh")
    dialog.locator("[data-embedding=hide] [data-value=controls]").click()
    expect(code).to_have_value(re.compile("lang=zh.*theme=dark.*hide=controls"))
    expect(frame).to_have_attribute("src", re.compile("hide=controls"))
    dialog.locator("[data-embedding=width] [data-value='320']").click()
    expect(frame).to_have_attribute("width", "320")
    dialog.locator("[data-copy-code=oembed]").click()
    expect(dialog.locator(".tool-said")).to_have_text("Copied.")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#sector-growth [data-tool=embed]")).to_be_focused()


def test_a_citation_names_the_address_of_the_chart_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/growth?lang=en&sector-growth.measure=output")
    ready(page)
    page.locator("#sector-growth .cite > summary").click()
    view = f"{address}/chart/sector-growth?lang=en&measure=output"
    expect(page.locator("#sector-growth .cite pre")).to_contain_text(f"url = {{{view}}}")


def test_without_a_browser_of_the_host_the_readers_own_makes_the_same_composition(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path / "cache", DOPPELKERN_CHROMIUM="off") as address:
        page = browser.new_page()
        wrong = watch(page, address)
        opened(page, address)
        page.locator("#sector-growth [data-image=size]").select_option("square")
        page.locator("#sector-growth [data-image=colours]").select_option("grey")
        with page.expect_download() as saved:
            page.locator("#sector-growth [data-picture=save]").click()
        assert saved.value.suggested_filename == "doppelkern-sector-growth-2025-9M-en.png"
        with Image.open(saved.value.path()) as picture:
            assert picture.size == PRESETS["square"].output
            assert picture.info["Title"].startswith("New-energy vehicles grow fastest")
            assert picture.info["URL"] == "/chart/sector-growth?lang=en"
            assert {"Description", "Source", "Data version"} <= set(picture.info)
            colours = picture.convert("RGB").getcolors(1 << 24) or []
        page.close()
    assert len(colours) > 10
    assert all(max(colour) - min(colour) < 3 for _, colour in colours)
    assert wrong == []


def test_print_shows_neither_menus_nor_dialogs(page: Page, address: str) -> None:
    opened(page, address)
    page.emulate_media(media="print")
    expect(page.locator(".card-tools").first).to_be_hidden()
    expect(page.locator("#sector-growth .tool-panel").first).to_be_hidden()
    expect(page.locator("#present-bar")).to_be_hidden()
    expect(page.locator("#sector-growth .source-line")).to_be_visible()
