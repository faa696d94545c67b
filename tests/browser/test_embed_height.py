"""A portal's frame takes the height of its content, whatever happens inside; nothing scrolls inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from app.charts.registry import all_charts
from app.components.addresses import PAGES
from tests.browser.portal import Portal, frame_of, iframe, portal, with_scroll_bars
from tests.browser.server import served

WIDTHS = (320, 600, 1200)
ALLOWED = 2
# Every frame: what it shows is there, it is as high as that, and it has no scroll bars.
INSIDE = """() => {
  const root = document.documentElement;
  return {
    arrived: "arrived" in root.dataset,
    drawn: [...document.querySelectorAll(".plot .dash-graph")].every((plot) =>
      plot.querySelector(".main-svg") || getComputedStyle(plot).display === "none"),
    missing: Math.min(4000, document.getElementById("embed").getBoundingClientRect().height) - innerHeight,
    whole: document.getElementById("embed").getBoundingClientRect().height <= 4000,
    down: innerWidth - root.clientWidth,
    across: root.scrollWidth - root.clientWidth,
    below: root.scrollHeight - root.clientHeight,
  };
}"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("cache"), DOPPELKERN_FRAME_ANCESTORS="http://localhost:*") as given:
        yield given


@pytest.fixture(scope="module")
def outside() -> Iterator[Portal]:
    with portal() as given:
        yield given


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with with_scroll_bars(browser) as opened:
        page = opened.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(60_000)  # ms; three embeds at once, on a machine with other work to do
        yield page


def script(host: str) -> str:
    return f'<script src="{host}/embed.js"></script>'


def show(page: Page, outside: Portal, host: str, path: str) -> None:
    frames = "".join(iframe(f"{host}{path}", width=width, more=f'id="w{width}"') for width in WIDTHS)
    page.goto(outside.write("/", frames + script(host)))


def settle(page: Page) -> dict[int, float]:
    """Wait until every frame is as high as its content; the heights by width."""
    found = {}
    for width in WIDTHS:
        page.locator(f"#w{width}").scroll_into_view_if_needed()  # browsers draw nothing in frames out of sight
        frame = frame_of(page, f"#w{width}")
        frame.wait_for_function(
            f"(allowed) => {{ const now = ({INSIDE})(); return now.arrived && now.drawn && "
            "Math.abs(now.missing) <= allowed; }",
            arg=ALLOWED,
            polling=100,
        )
        inside = frame.evaluate(INSIDE)
        assert abs(inside["missing"]) <= ALLOWED
        assert inside["across"] == 0, width
        if inside["whole"]:  # a portal gives no more than 4000 px
            assert inside["down"] == 0, width
            assert inside["below"] <= ALLOWED, width
        found[width] = frame.evaluate("innerHeight")
    return found


def toggle(page: Page, width: int, rule: str) -> None:
    """Open or close the table of a frame; its neighbours move while it grows, so one after the other."""
    frame_of(page, f"#w{width}").locator("details.folded > summary").first.click()
    wait_for(page, width, rule)


def wait_for(page: Page, width: int, rule: str) -> None:
    """Wait until the height of a frame fits a rule; in sight, for what is out of sight is laid out late."""
    page.locator(f"#w{width}").scroll_into_view_if_needed()
    page.wait_for_function(
        f"() => {{ const now = document.getElementById('w{width}').clientHeight; return {rule}; }}", polling=100
    )


def charts(*sampled: str) -> list[Any]:
    """Every chart, in `make test` only some."""
    return [pytest.param(slug, marks=() if slug in sampled else pytest.mark.full) for slug in all_charts()]


@pytest.mark.parametrize("slug", charts("changan-millions", "growth-history", "milestones", "sector-growth", "targets"))
def test_a_frame_grows_and_shrinks_with_its_chart(page: Page, outside: Portal, host: str, slug: str) -> None:
    show(page, outside, host, f"/embed/{slug}?lang=en")
    before = settle(page)
    assert all(200 < height < 4000 for height in before.values())
    for width, height in before.items():
        toggle(page, width, f"{height} + 50 < now")
    settle(page)
    for width, height in before.items():
        toggle(page, width, f"now <= {height} + 2")
    assert settle(page) == pytest.approx(before, abs=ALLOWED)


def choices(page: Page, width: int) -> list[tuple[str, str]]:
    """The menus and rows of buttons of a chart, each with the last of its options that is not chosen."""
    return frame_of(page, f"#w{width}").evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll(".controls [data-control]:not([data-several])")].map((chooser) => {
          const menu = chooser.tagName === "SELECT";
          const options = menu ? [...chooser.options].filter((one) => !one.disabled && !one.selected)
            : [...chooser.querySelectorAll("button:not(:disabled)[aria-pressed=false]")];
          const last = options[options.length - 1];
          return last ? [chooser.id, menu ? last.value : last.dataset.value] : null;
        }).filter(Boolean)"""
    )


@pytest.mark.parametrize("slug", charts("sector-growth", "two-cores", "milestones"))
def test_a_frame_follows_a_changed_control(page: Page, outside: Portal, host: str, slug: str) -> None:
    show(page, outside, host, f"/embed/{slug}?lang=en")
    settle(page)
    found = choices(page, 600)
    for name, value in found[:2]:
        for width in WIDTHS:
            frame = frame_of(page, f"#w{width}")
            before = frame.evaluate("location.search")
            chooser = frame.locator(f"[id='{name}']")
            if chooser.evaluate("one => one.tagName") == "SELECT":
                chooser.select_option(value)
            else:
                chooser.locator(f"button[data-value='{value}']").click()  # may need no answer: asked for beforehand
            frame.wait_for_function("(before) => location.search !== before", arg=before, polling=100)
            settle(page)  # the next frame stands still before it is clicked


@pytest.mark.parametrize("name", PAGES)
def test_a_whole_page_fits_its_frame_up_to_the_highest_that_a_portal_gives(
    page: Page, outside: Portal, host: str, name: str
) -> None:
    page.goto(outside.write("/", f"{iframe(f'{host}/embed/page/{name}?lang=en', width=1200)}{script(host)}"))
    frame = frame_of(page)
    frame.wait_for_function(f"() => ({INSIDE})().arrived && ({INSIDE})().drawn", polling=100)
    frame.wait_for_function(
        "(allowed) => { const wanted = Math.min(4000, document.getElementById('embed').getBoundingClientRect().height);"
        " return Math.abs(innerHeight - wanted) <= allowed; }",
        arg=ALLOWED,
        polling=100,
    )
    assert frame.evaluate(INSIDE)["across"] == 0
    assert frame.locator(".site-header, .site-footer, a.skip-link").count() == 0
