"""Charts are laid out by the widths of their texts: they wait for the faces of these, but not for ever."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

DRAWN = ".js-plotly-plot .main-svg"
# The end of the wait comes when the test says so, not when a slow machine thinks it is there.
HOLD = """() => {
  const set = window.setTimeout;
  window.setTimeout = (work, time, ...rest) =>
    time === 2000 ? ((window.patienceEnds = work), 0) : set(work, time, ...rest);
}"""


def arrived_without_faces(page: Page, address: str) -> list[Route]:
    """A page of which all is there but the faces; their requests, still unanswered."""
    held: list[Route] = []
    page.add_init_script(f"({HOLD})()")
    page.route("**/*.woff2*", lambda route: held.append(route))
    page.goto(f"{address}/chart/two-cores?lang=de", wait_until="commit")
    expect(page.locator("#react-entry-point #content")).to_be_attached(timeout=30_000)
    page.wait_for_function("() => window.Plotly")
    page.wait_for_timeout(700)
    assert held
    expect(page.locator(DRAWN)).to_have_count(0)
    return held


def test_a_chart_is_drawn_once_its_faces_are_there(page: Page, address: str) -> None:
    for route in arrived_without_faces(page, address):
        route.continue_()
    page.unroute("**/*.woff2*")
    expect(page.locator(DRAWN).first).to_be_visible(timeout=30_000)


def test_a_chart_does_not_wait_for_ever(page: Page, address: str) -> None:
    held = arrived_without_faces(page, address)
    page.evaluate("window.patienceEnds()")
    expect(page.locator(DRAWN).first).to_be_visible(timeout=30_000)
    for route in held:
        route.continue_()
