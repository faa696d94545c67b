"""What a strict portal takes away: scripts, origin, storage, cookies; an embed shows content or a clear way to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.charts.registry import all_charts
from app.components.addresses import PAGES
from tests.browser.portal import Portal, frame_of, iframe, portal
from tests.browser.server import served

# Touching storage or setting a cookie throws, and is written down, in every frame.
BLOCKED = """
  window.touched = [];
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) {
    Object.defineProperty(window, name, { get() {
      window.touched.push(name);
      throw new DOMException("blocked", "SecurityError");
    } });
  }
  Object.defineProperty(Document.prototype, "cookie", {
    get() { return ""; },
    set() { window.touched.push("cookie"); throw new DOMException("blocked", "SecurityError"); },
  });
"""
SLOW = 30_000  # ms, for a machine with other work to do
VIOLATIONS = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("cache"), DOPPELKERN_FRAME_ANCESTORS="http://localhost:*") as given:
        yield given


@pytest.fixture(scope="module")
def outside() -> Iterator[Portal]:
    with portal() as given:
        yield given


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1000, "height": 1600})
    opened.add_init_script(VIOLATIONS)
    yield opened
    opened.close()


def listen(page: Page, *origins: str) -> list[str]:
    """Errors on the console and in scripts, and requests to any other origin, from now on."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda one: wrong.append(one.text) if one.type in ("error", "warning") else None)
    local = (*origins, "data:", "blob:", "about:")
    page.on("request", lambda sent: wrong.append(sent.url) if not sent.url.startswith(local) else None)
    return wrong


def arrived(page: Page) -> None:
    frame_of(page).wait_for_function("() => 'arrived' in document.documentElement.dataset", polling=100)


@pytest.mark.parametrize(
    "sandbox", ["", "sandbox", "sandbox='allow-scripts'", "sandbox='allow-scripts allow-same-origin'"]
)
@pytest.mark.parametrize("path", ["/embed/sector-growth", "/embed/page/shift"])
def test_in_every_sandbox_there_is_content_or_a_clear_way_to_it(
    context: BrowserContext, outside: Portal, host: str, sandbox: str, path: str
) -> None:
    page = context.new_page()
    wrong = listen(page, outside.address, host)
    markup = iframe(f"{host}{path}?lang=en", more=sandbox) + f'<script src="{host}/embed.js"></script>'
    page.goto(outside.write("/", markup))
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1.headline").first).to_be_visible(timeout=SLOW)
    expect(frame.locator(".source-line").first).to_be_visible()
    expect(frame.locator("a", has_text="Whole view at Doppelkern")).to_be_visible()
    if sandbox in ("sandbox", "sandbox='allow-scripts'"):
        expect(frame.locator("table").first).to_be_visible()
        expect(frame.locator(".controls").first).to_be_hidden()
        if path == "/embed/sector-growth":
            expect(frame.locator("table").first).to_contain_text("+61.6%")
            expect(frame.locator("a", has_text="Show without scripts")).to_be_visible()
    else:
        expect(frame.locator(".plot .main-svg").first).to_be_visible(timeout=SLOW)
    if sandbox == "sandbox='allow-scripts'":
        expect(frame.locator(".embed-limited")).to_be_visible()
        page.wait_for_function(
            "() => document.querySelector('iframe').clientHeight > 400"
        )  # its height is told all the same
    page.wait_for_load_state("networkidle")
    # That scripts are blocked is what an empty sandbox is for; the browser says so on the console.
    assert [one for one in wrong if sandbox != "sandbox" or not one.startswith("Blocked script execution")] == []


@pytest.mark.parametrize("path", ["/embed/growth-history", "/embed/page/milestones"])
def test_everything_works_where_storage_and_cookies_are_blocked(
    context: BrowserContext, outside: Portal, host: str, path: str
) -> None:
    context.add_init_script(BLOCKED)
    page = context.new_page()
    wrong = listen(page, outside.address, host)
    page.goto(outside.write("/", iframe(f"{host}{path}?lang=en") + f'<script src="{host}/embed.js"></script>'))
    arrived(page)
    frame = frame_of(page)
    expect(frame.locator(".plot .main-svg").first).to_be_visible(timeout=SLOW)
    chooser = frame.locator(".controls [data-control] button[aria-pressed=false]:not(:disabled):visible").first
    chooser.click()
    frame.wait_for_function("() => location.search !== '?lang=en'", polling=100)
    page.wait_for_load_state("networkidle")
    assert frame.evaluate("touched") == []
    assert wrong == []
    assert context.cookies() == []


ADDRESSES = [
    *(f"{path}?lang=zh" for path in PAGES.values()),
    *(f"/chart/{slug}?lang=de" for slug in all_charts()),
    *(f"/embed/{slug}?lang=en" for slug in all_charts()),
    *(f"/embed/page/{name}" for name in PAGES),
]


def test_no_page_and_no_embed_breaks_its_policy_says_an_error_stores_anything_or_asks_another_host(
    context: BrowserContext, host: str
) -> None:
    page = context.new_page()
    wrong = listen(page, host)
    for path in ADDRESSES:
        page.goto(f"{host}{path}")
        expect(page.locator("#content h1").first).to_be_attached(timeout=SLOW)
        page.wait_for_load_state("networkidle")
        kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        assert (path, kept) == (path, [0, 0, ""])
        assert (path, page.evaluate("violations")) == (path, [])
        assert (path, wrong) == (path, [])
    assert context.cookies() == []
    assert "default-src 'self'" in page.goto(f"{host}/nope").headers["content-security-policy"]  # type: ignore[union-attr]
    assert page.evaluate("violations") == []


def test_the_policy_stops_a_script_that_got_into_a_page(context: BrowserContext, host: str) -> None:
    page = context.new_page()
    page.goto(f"{host}/growth")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1';"
        " document.head.append(s); }"
    )
    page.wait_for_function("() => violations.length > 0")
    assert page.evaluate("window.bad") is None
