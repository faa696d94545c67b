"""Behind nginx under a path of a portal, whether the proxy keeps that path or strips it: everything works."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.components.addresses import PAGES
from tests.browser.conftest import watch
from tests.browser.portal import Portal, frame_of
from tests.browser.portal import portal as host_of_portal
from tests.browser.proxy import nginx, proxied
from tests.browser.server import served

PREFIX = "/portal/doppelkern/"

pytestmark = pytest.mark.skipif(nginx() is None, reason="nginx is missing: run `make prerequisites`")


@pytest.fixture(scope="module", params=["keeps", "strips"])
def portal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address under which the portal shows the dashboard; nobody told the dashboard which host that is."""
    settings = {
        "DOPPELKERN_PATH_PREFIX": PREFIX,
        "DOPPELKERN_TRUSTED_PROXIES": "1",
        "DOPPELKERN_FRAME_ANCESTORS": "http://localhost:*",
    }
    with (
        served(tmp_path_factory.mktemp("cache"), **settings) as dashboard,
        proxied(tmp_path_factory.mktemp("nginx"), dashboard, kind=request.param) as proxy,
    ):
        yield f"{proxy}{PREFIX}"


@pytest.fixture
def page(browser: Browser, portal: str) -> Iterator[Page]:
    """A page; whatever is asked for outside the prefix, on the proxy or elsewhere, fails the test."""
    opened = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong = watch(opened, portal)
    yield opened
    opened.close()
    assert wrong == []


def fetched(url: str, **headers: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
            return int(answer.status), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_pages_controls_links_and_languages_work_through_the_proxy(page: Page, portal: str) -> None:
    page.goto(f"{portal}?lang=en")
    page.locator(".site-nav a", has_text="Growth").click()
    expect(page).to_have_url(f"{portal}growth?lang=en")
    expect(page.locator("#sector-growth .main-svg").first).to_be_visible()
    before = page.locator("#title-sector-growth").inner_text()
    page.locator("#choose-sector-growth-period").select_option("2024")
    expect(page).to_have_url(f"{portal}growth?lang=en&period=2024")
    expect(page.locator("#title-sector-growth")).not_to_have_text(before)
    page.locator(".language-link[lang=zh]").click()
    expect(page).to_have_url(re.compile(rf"{re.escape(portal)}growth\?.*lang=zh"))
    expect(page.locator("#sector-growth .main-svg").first).to_be_visible()


@pytest.mark.parametrize("path", [path.lstrip("/") for path in PAGES.values()])
def test_every_link_of_a_page_stays_under_the_prefix(page: Page, portal: str, path: str) -> None:
    page.goto(f"{portal}{path}?lang=en")
    expect(page.locator("#content h1").first).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    host = portal.removesuffix(PREFIX)
    links = page.eval_on_selector_all(
        "a[href], link[href], img[src], script[src]", "all => all.map(one => one.href || one.src)"
    )
    own = [link for link in links if link.startswith(host)]
    assert len(own) > 12
    assert [link for link in own if not link.startswith(portal)] == []


def test_whole_addresses_are_those_of_the_reader_and_lead_back(portal: str) -> None:
    _, html = fetched(f"{portal}chart/sector-growth?lang=en&period=2025-H1")
    canonical = f"{portal}chart/sector-growth?lang=en&amp;period=2025-H1"
    assert f'<link rel="canonical" href="{canonical}">' in html
    _, said = fetched(f"{portal}oembed?url={urllib.parse.quote(canonical.replace('&amp;', '&'), safe='')}")
    source = re.search(r'<iframe src="([^"]*)"', json.loads(said)["html"])
    assert source
    assert source[1] == f"{portal}embed/sector-growth?lang=en&amp;period=2025-H1"


def test_files_health_and_errors_answer_through_the_proxy(portal: str) -> None:
    for path in ("catalog.json", "data/observations.csv", "healthz", "readyz", "robots.txt", "data/datapackage.json"):
        assert fetched(f"{portal}{path}")[0] == 200, path
    for path in ("nope", "chart/nope", "data/nope.csv", "imprint", "sitemap.xml", "assets/nope.css"):
        assert fetched(f"{portal}{path}")[0] == 404, path


def test_what_a_reader_claims_to_have_forwarded_changes_nothing(portal: str) -> None:
    claims = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "ftp", "X-Forwarded-Prefix": "/evil"}
    status, html = fetched(f"{portal}growth", **claims)
    assert status == 200
    assert f'<link rel="canonical" href="{portal}growth">' in html
    assert "evil" not in html


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Portal]:
    """A portal's pages on another origin."""
    with host_of_portal() as given:
        yield given


def code_of(portal: str, path: str) -> str:
    """The code that oEmbed gives for a path of the dashboard."""
    _, said = fetched(f"{portal}oembed?url={urllib.parse.quote(portal + path, safe='')}")
    return str(json.loads(said)["html"])


def test_a_page_of_another_origin_shows_a_chart_through_the_proxy_at_its_height(
    browser: Browser, portal: str, elsewhere: Portal
) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 900})
    wrong = watch(page, portal, elsewhere.address)
    page.goto(elsewhere.write("/", code_of(portal, "chart/sector-growth?lang=en&period=2025-H1")))
    frame = frame_of(page)
    expect(frame.locator("#sector-growth .main-svg").first).to_be_visible()
    frame.wait_for_function(
        "Math.abs(document.getElementById('embed').getBoundingClientRect().height - innerHeight) <= 2", polling=100
    )
    assert frame.url.startswith(f"{portal}embed/sector-growth")
    page.close()
    assert wrong == []


def test_a_page_says_what_it_is_without_breaking_its_own_policy(page: Page, portal: str) -> None:
    page.add_init_script(
        "window.violations = []; document.addEventListener('securitypolicyviolation', (event) =>"
        " window.violations.push(event.violatedDirective))"
    )
    page.goto(f"{portal}chart/two-cores?lang=zh")
    expect(page.locator("#two-cores .main-svg").first).to_be_visible()
    described = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert described["@id"] == f"{portal}chart/two-cores?lang=zh"
    assert page.evaluate("window.violations") == []


def test_a_portal_with_a_strict_policy_shows_the_chart_without_a_script(
    browser: Browser, portal: str, elsewhere: Portal
) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 900})
    wrong = watch(page, portal, elsewhere.address)
    live = re.search(r'src="([^"]*)/embed/([^"]*)"', code_of(portal, "chart/targets?lang=en"))
    assert live
    source = f"{live[1]}/embed-static/{live[2]}"
    code = f'<iframe src="{source}" title="Targets" width="100%" height="900" sandbox="allow-popups"></iframe>'
    policy = f"default-src 'none'; frame-src {portal.removesuffix(PREFIX)}"
    page.goto(elsewhere.write("/strict", code, Content_Security_Policy=policy))
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1").first).not_to_be_empty()
    expect(frame.locator("body")).to_contain_text("Source:")
    page.close()
    assert wrong == []
