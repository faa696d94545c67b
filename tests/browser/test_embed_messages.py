"""Who may frame an embed and steer it, and what a message can do; hostile ones change nothing and raise nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.conftest import watch
from tests.browser.portal import Portal, frame_of, iframe, portal
from tests.browser.server import served

PATH = "/embed/sector-growth?lang=en&id=kpi"
# Every message and every event of a frame, as a portal hears them.
RECORD = """<script>
  window.said = [];
  window.heard = [];
  addEventListener("message", (event) => window.said.push(event.data));
  document.addEventListener("doppelkern", (event) => window.heard.push([event.target.id, event.detail]));
  addEventListener("error", (event) => window.said.push("error: " + event.message));
</script>"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("cache"), DOPPELKERN_FRAME_ANCESTORS="http://localhost:*") as given:
        yield given


@pytest.fixture(scope="module")
def outside() -> Iterator[Portal]:
    with portal() as given:
        yield given


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1000, "height": 1600})
    yield opened
    opened.close()


def script(host: str) -> str:
    return f'<script src="{host}/embed.js"></script>'


def arrived(page: Page, selector: str = "iframe") -> Frame:
    frame = frame_of(page, selector)
    frame.wait_for_function("() => 'arrived' in document.documentElement.dataset", polling=100)
    return frame


@pytest.fixture
def shown(page: Page, outside: Portal, host: str) -> Frame:
    """An embed on a portal's page without the script for portals."""
    page.goto(outside.write("/", RECORD + iframe(f"{host}{PATH}")))
    return arrived(page)


def post(page: Page, message: str) -> None:
    """Send what a piece of script makes to the frame."""
    page.evaluate(f"() => document.querySelector('iframe').contentWindow.postMessage({message}, '*')")


def test_an_embed_says_that_it_is_ready_how_high_it_is_and_what_is_chosen(page: Page, shown: Frame) -> None:
    shown.locator("#choose-sector-growth-period").select_option("2025-H1")
    page.wait_for_function("() => said.some((one) => one.type === 'state')")
    said = page.evaluate("said")
    assert {"source": "doppelkern", "v": 1, "id": "kpi", "type": "ready"} in said
    heights = [one for one in said if one.get("type") == "resize"]
    assert all(one["id"] == "kpi" and isinstance(one["height"], int) and one["height"] > 200 for one in heights)
    assert [one["datawrapper-height"]["kpi"] for one in said if "datawrapper-height" in one] == [
        one["height"] for one in heights
    ]
    states = [one for one in said if one.get("type") == "state"]
    assert states == [
        {"source": "doppelkern", "v": 1, "id": "kpi", "type": "state", "query": "lang=en&id=kpi&period=2025-H1"}
    ]
    assert shown.evaluate("location.search") == "?lang=en&id=kpi&period=2025-H1"


def test_the_way_to_the_whole_view_follows_what_is_chosen_and_leaves_the_frame(page: Page, shown: Frame) -> None:
    link = shown.locator("a[data-whole]")
    expect(link).to_have_attribute("href", "/chart/sector-growth?lang=en")
    shown.locator("#choose-sector-growth-period").select_option("2025-H1")
    expect(link).to_have_attribute("href", "/chart/sector-growth?lang=en&period=2025-H1")
    with page.expect_popup() as opened:
        link.click()
    expect(opened.value).to_have_url(re.compile(r"/chart/sector-growth\?lang=en&period=2025-H1$"))
    assert opened.value.evaluate("window.opener") is None
    assert "/embed/sector-growth" in shown.evaluate("location.pathname")


def test_resetting_stays_in_the_frame_and_keeps_how_it_is_embedded(page: Page, outside: Portal, host: str) -> None:
    page.goto(outside.write("/", iframe(f"{host}{PATH}&hide=title&theme=dark&period=2025-H1")))
    frame = arrived(page)
    expect(frame.locator("h1.headline")).to_contain_text("Motorcycle industry")
    frame.locator(".reset").click()
    frame.wait_for_function("() => !location.search.includes('period')", polling=100)
    assert sorted(frame.evaluate("location.search").lstrip("?").split("&")) == [
        "hide=title",
        "id=kpi",
        "lang=en",
        "theme=dark",
    ]
    expect(frame.locator("h1.headline")).to_contain_text("New-energy vehicles")
    expect(frame.locator("select#choose-sector-growth-period")).not_to_have_value("2025-H1")


def test_what_is_hidden_is_never_the_source_the_unit_or_the_status(page: Page, outside: Portal, host: str) -> None:
    page.goto(outside.write("/", iframe(f"{host}{PATH}&hide=title~controls~downloads")))
    frame = arrived(page)
    assert frame.locator("h1.headline").evaluate("one => one.getBoundingClientRect().height") <= 1
    expect(frame.locator(".controls")).to_be_hidden()
    for part in (".kicker", ".subtitle", ".source-line", ".keys", "a[data-whole]"):
        expect(frame.locator(part).first).to_be_visible()


def test_a_portal_sets_parameters_and_hears_the_new_address(page: Page, shown: Frame) -> None:
    post(page, "{source: 'doppelkern-host', v: 1, id: 'kpi', type: 'set', params: {period: '2025-H1', theme: 'dark'}}")
    page.wait_for_function("() => said.some((one) => one.type === 'state')")
    (state,) = (one for one in page.evaluate("said") if one.get("type") == "state")
    assert state["query"] == "lang=en&id=kpi&period=2025-H1&theme=dark"
    expect(shown.locator("h1.headline")).to_contain_text("Motorcycle industry")
    expect(shown.locator("select#choose-sector-growth-period")).to_have_value("2025-H1")
    expect(shown.locator("html")).to_have_attribute("data-theme", "dark")
    post(page, "{source: 'doppelkern-host', v: 1, id: 'kpi', type: 'set', params: {period: '', lang: 'zh'}}")
    expect(shown.locator("html")).to_have_attribute("lang", "zh")
    expect(shown.locator("h1.headline")).to_contain_text("新能源汽车")
    post(page, "{source: 'doppelkern-host', v: 1, id: 'kpi', type: 'set', params: {period: '1999'}}")
    expect(shown.locator("#ignored")).to_contain_text("1999")


HOSTILE = {
    "nothing": "null",
    "undefined": "undefined",
    "a number": "7",
    "a text": "'set'",
    "json as text": "JSON.stringify(good)",
    "a list": "[{source: 'doppelkern-host'}]",
    "a map": "new Map([['source', 'doppelkern-host']])",
    "a date": "new Date(0)",
    "an error": "new Error('x')",
    "bytes": "new Uint8Array(10)",
    "other source": "{...good, source: 'doppelkern'}",
    "source as list": "{...good, source: ['doppelkern-host']}",
    "no version": "{...good, v: undefined}",
    "version 2": "{...good, v: 2}",
    "version as text": "{...good, v: '1'}",
    "other type": "{...good, type: 'reset'}",
    "type of the prototype": "{...good, type: 'constructor'}",
    "other id": "{...good, id: 'other'}",
    "no id": "{...good, id: undefined}",
    "id as list": "{...good, id: ['kpi']}",
    "no params": "{...good, params: undefined}",
    "params null": "{...good, params: null}",
    "params as text": "{...good, params: 'period=2024'}",
    "params as list": "{...good, params: [['period', '2024']]}",
    "params as map": "{...good, params: new Map([['period', '2024']])}",
    "value as number": "{...good, params: {period: 2024}}",
    "value as list": "{...good, params: {period: ['2024']}}",
    "value as object": "{...good, params: {period: {toString: 1}}}",
    "value null": "{...good, params: {period: null}}",
    "value nested": "{...good, params: {period: {a: {b: {c: '2024'}}}}}",
    "value as markup": "{...good, params: {period: '<img src=x onerror=alert(1)>'}}",
    "value with ampersand": "{...good, params: {period: '2024&lang=zh'}}",
    "value with line break": "{...good, params: {period: '2024\\r\\nX: 1'}}",
    "value with null": "{...good, params: {period: '2024\\u0000'}}",
    "value too long": "{...good, params: {period: '2'.repeat(100000)}}",
    "one bad among good": "{...good, params: {lang: 'zh', period: 7}}",
    "unknown name": "{...good, params: {secret: '1'}}",
    "name of another chart": "{...good, params: {'two-cores.measure': 'growth'}}",
    "name of a fixed thing": "{...good, params: {id: 'mine'}}",
    "lang of a chart": "{...good, params: {'sector-growth.lang': 'zh'}}",
    "empty name": "{...good, params: {'': '1'}}",
    "dotted nothing": "{...good, params: {'.': '1', '..': '2'}}",
    "__proto__": 'JSON.parse(\'{"source":"doppelkern-host","v":1,"id":"kpi","type":"set",'
    '"params":{"__proto__":"x"}}\')',
    "__proto__ as object": 'JSON.parse(\'{"source":"doppelkern-host","v":1,"id":"kpi","type":"set",'
    '"params":{"__proto__":{"period":"2024"}}}\')',
    "constructor": "{...good, params: {constructor: 'x'}}",
    "hasOwnProperty": "{...good, params: {hasOwnProperty: 'x', toString: 'y'}}",
    "many names": "{...good, params: Object.fromEntries([...Array(20000)].map((_, i) => ['p' + i, 'x']))}",
    "many known": "{...good, params: Object.fromEntries([...Array(200)].map((_, i) => ['sector-growth.p' + i, 'x']))}",
    "huge": "{...good, params: {period: '2024', q: 'x'.repeat(5000000)}}",
    "cyclic": "(() => { const one = {...good, params: {}}; one.params.period = one; return one; })()",
    "cyclic list": "(() => { const one = []; one.push(one); return {...good, params: one}; })()",
    "deep": "{...good, params: {period: [...Array(2000)].reduce((inner) => ({a: inner}), '2024')}}",
    "height to a child": "{source: 'doppelkern', v: 1, id: 'kpi', type: 'resize', height: 5}",
}


# What would change if a message had an effect; the plot itself is redrawn by its library now and then.
LOOK = """() => [location.href, document.documentElement.cloneNode(false).outerHTML,
  ...[".card-head", ".controls", ".card-foot", "#ignored"].map((part) => document.querySelector(part).outerHTML)]"""


def test_hostile_messages_change_nothing_and_raise_nothing(page: Page, shown: Frame, host: str) -> None:
    wrong = watch(page, page.url.rstrip("/"))
    wrong.clear()
    good = "{source: 'doppelkern-host', v: 1, id: 'kpi', type: 'set', params: {period: '2024'}}"
    expect(shown.locator(".plot .main-svg").first).to_be_visible(timeout=30_000)
    before = shown.evaluate(LOOK)
    for name, message in HOSTILE.items():
        send = f"document.querySelector('iframe').contentWindow.postMessage({message}, '*')"
        page.evaluate(f"() => {{ const good = {good}; {send}; }}")
        assert shown.evaluate("location.search") == "?lang=en&id=kpi", name
    assert shown.evaluate(LOOK) == before
    assert shown.evaluate("Object.keys(Object.prototype).length + ('period' in {} ? 1 : 0)") == 0
    assert not [one for one in page.evaluate("said") if isinstance(one, str) or one.get("type") == "state"]
    assert [one for one in wrong if not one.startswith("elsewhere: " + host)] == []
    post(page, good)  # after all of them a good one still works
    shown.wait_for_function("() => location.search === '?lang=en&id=kpi&period=2024'", polling=100)


STEER = """<script>
  const good = {source: "doppelkern-host", v: 1, id: "kpi", type: "set", params: {period: "2024"}};
  for (let i = 0; i < parent.frames.length; i += 1) parent.frames[i].postMessage(good, "*");
  document.body.append("sent");
</script>"""


def test_a_window_beside_the_frame_cannot_steer_it(page: Page, outside: Portal, host: str) -> None:
    for address in (outside.address, outside.stranger):
        outside.write("/steer", STEER)
        page.goto(outside.write("/", iframe(f"{host}{PATH}")))
        frame = arrived(page)
        page.evaluate(
            "(address) => { const f = document.createElement('iframe'); f.id = 'evil'; f.src = address;"
            " document.body.append(f); }",
            f"{address}/steer",
        )
        expect(page.frame_locator("#evil").locator("body")).to_contain_text("sent")
        assert frame.evaluate("location.search") == "?lang=en&id=kpi"


def test_an_origin_that_is_not_on_the_list_cannot_frame_an_embed(page: Page, outside: Portal, host: str) -> None:
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    outside.write("/", iframe(f"{host}{PATH}"))
    page.goto(f"{outside.stranger}/")
    page.wait_for_function("() => performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
    expect(page.frame_locator("iframe").locator("#embed")).to_have_count(0)
    assert any("frame-ancestors" in one for one in said)
    assert "chrome-error:" in frame_of(page).url


@pytest.mark.parametrize("path", ["/", "/growth", "/chart/sector-growth", "/data", "/nope"])
def test_nobody_else_can_frame_what_is_no_embed(page: Page, outside: Portal, host: str, path: str) -> None:
    page.goto(outside.write("/", iframe(f"{host}{path}")))
    assert "chrome-error:" in frame_of(page).url


def test_an_opener_that_may_not_frame_cannot_steer_either(page: Page, outside: Portal, host: str) -> None:
    page.goto(outside.write("/", "<p>Portal</p>"))
    with page.expect_popup() as opened:
        page.evaluate("(address) => { window.other = open(address, 'other'); }", f"{host}{PATH}")
    embed = opened.value
    embed.wait_for_function("() => 'arrived' in document.documentElement.dataset")
    good = "{source: 'doppelkern-host', v: 1, id: 'kpi', type: 'set', params: {period: '2024'}}"
    page.evaluate(f"() => other.postMessage({good}, '*')")
    assert embed.evaluate("location.search") == "?lang=en&id=kpi"


def test_the_script_for_portals_sets_parameters_early_late_and_of_frames_added_later(
    page: Page, outside: Portal, host: str
) -> None:
    early = "<script>doppelkern.set(document.getElementById('one'), {period: '2025-H1'});</script>"
    first = iframe(f"{host}{PATH}", more='id="one"')
    page.goto(outside.write("/", RECORD + first + script(host) + early + script(host)))
    frame = arrived(page, "#one")
    frame.wait_for_function("() => location.search === '?lang=en&id=kpi&period=2025-H1'", polling=100)
    page.evaluate(
        "(address) => { const f = document.createElement('iframe'); f.id = 'two'; f.src = address;"
        " f.style = 'width: 500px; border: 3px solid; box-sizing: border-box'; document.body.append(f); }",
        f"{host}/embed/two-cores?lang=en",
    )
    second = arrived(page, "#two")
    page.evaluate("doppelkern.set(document.getElementById('two'), {lang: 'zh'})")
    expect(second.locator("html")).to_have_attribute("lang", "zh")
    page.locator("#two").scroll_into_view_if_needed()
    second.wait_for_function(
        "() => Math.abs(document.getElementById('embed').getBoundingClientRect().height - innerHeight) <= 2",
        polling=100,
    )
    heard = page.evaluate("heard")
    assert {"ready", "resize", "state"} <= {detail["type"] for name, detail in heard if name == "one"}
    assert {detail["id"] for name, detail in heard if name == "two"} == {"two-cores"}


def test_a_script_that_comes_after_the_frames_asks_them_for_their_height(
    page: Page, outside: Portal, host: str
) -> None:
    page.goto(outside.write("/", iframe(f"{host}{PATH}")))
    frame = arrived(page)
    page.wait_for_load_state("networkidle")
    assert frame.evaluate("innerHeight") == 400
    page.evaluate(
        "(address) => { const s = document.createElement('script'); s.src = address; document.body.append(s); }",
        f"{host}/embed.js",
    )
    frame.wait_for_function(
        "() => Math.abs(document.getElementById('embed').getBoundingClientRect().height - innerHeight) <= 2",
        polling=100,
    )


HEIGHTS: list[tuple[str, int]] = [
    ("500", 500),
    ("500.2", 501),
    ("5", 120),
    ("-5", 120),
    ("1e9", 4000),
    ("NaN", 0),
    ("Infinity", 0),
    ("'600'", 0),
    ("null", 0),
    ("[600]", 0),
    ("{valueOf: 1}", 0),
]


def test_a_portal_takes_finite_heights_alone_within_bounds_and_of_the_frame_that_speaks(
    page: Page, outside: Portal, host: str
) -> None:
    outside.write("/embed/fake", "<p>Speaks as it is told</p>")
    fake = iframe(f"{outside.stranger}/embed/fake", more='id="fake"')
    other = iframe(f"{outside.stranger}/embed/fake", more='id="other"')
    stray = iframe(f"{outside.stranger}/elsewhere", more='id="stray"')
    page.goto(outside.write("/", RECORD + fake + other + stray + script(host)))
    frame = frame_of(page, "#fake")
    for given, wanted in HEIGHTS:
        page.evaluate("() => { document.getElementById('fake').style.height = '333px'; heard.length = 0; }")
        said = "source: 'doppelkern', v: 1, id: 'x'"
        frame.evaluate(f"() => parent.postMessage({{{said}, type: 'resize', height: {given}}}, '*')")
        frame.evaluate(f"() => parent.postMessage({{{said}, type: 'state', query: ''}}, '*')")
        page.wait_for_function("() => heard.some(([, one]) => one.type === 'state')")
        assert page.evaluate("document.getElementById('fake').clientHeight") == (wanted or 333), given
    for odd in (
        "null",
        "7",
        "{source: 'doppelkern', v: 2, id: 'x', type: 'resize', height: 900}",
        "{source: 'doppelkern', v: 1, id: 7, type: 'resize', height: 900}",
        "[]",
        "'x'",
    ):
        frame.evaluate(f"() => parent.postMessage({odd}, '*')")
    frame_of(page, "#stray").evaluate(
        "() => parent.postMessage({source: 'doppelkern', v: 1, id: 'x', type: 'resize', height: 900}, '*')"
    )
    page.evaluate("() => postMessage({source: 'doppelkern', v: 1, id: 'x', type: 'resize', height: 900}, '*')")
    page.wait_for_function("() => said.filter((one) => one && one.height === 900).length === 4")
    assert page.evaluate("['fake', 'other', 'stray'].map((id) => document.getElementById(id).clientHeight)") == [
        333,
        400,
        400,
    ]
    assert not [one for one in page.evaluate("said") if isinstance(one, str) and one.startswith("error")]
