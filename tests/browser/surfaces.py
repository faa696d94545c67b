"""Every surface a reader can meet: pages, charts alone, embeds, documents without script, dialogs; in all its looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.drawings import SLUGS

LANGUAGES = ("de", "en", "zh")
SLOW = 30_000  # ms, for a machine with other work to do
THEMES = ("light", "dark", "contrast", "forced", "auto")
PAGES = {
    "overview": "/",
    "growth": "/growth",
    "shift": "/shift",
    "milestones": "/milestones",
    "data": "/data",
    "briefing": "/briefing?charts=sector-growth,two-cores&title=T",
}
Step = Callable[[Page], None]


@dataclass(frozen=True)
class Surface:
    """An address and what is done there before it is looked at; ``static`` has no script of ours."""

    name: str
    path: str
    step: Step | None = None
    static: bool = False

    def __str__(self) -> str:
        return self.name


def _menu(tool: str) -> Step:
    def step(page: Page) -> None:
        page.locator(f"details[data-tool={tool}] > summary").first.click()
        expect(page.locator(f"details[data-tool={tool}][open] .tool-panel").first).to_be_visible()

    return step


def _dialog(page: Page) -> None:
    page.locator("[data-tool=embed]").first.click()
    expect(page.locator("#embed-dialog textarea").first).to_be_visible()
    frame = page.frame_locator("#embed-dialog iframe")
    expect(frame.locator(".main-svg, .source-line").first).to_be_visible()


def _several(page: Page) -> None:
    page.locator(".control-several summary").first.click()
    expect(page.locator(".several-list").first).to_be_visible()


def _reading(page: Page) -> None:
    page.locator(".chart-region").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".chart-said").first).not_to_be_empty()


def _folds(page: Page) -> None:
    for fold in page.locator("details.folded > summary").all():
        fold.click()
    expect(page.locator(".data-table tbody tr").first).to_be_visible()


def _pages() -> Iterator[Surface]:
    yield from (Surface(name, path) for name, path in PAGES.items())
    yield Surface("no such page", "/nowhere")
    yield Surface("ignored", "/growth?foo=1&period=1901")
    yield Surface("a milestone", "/milestones?milestone=changan-30-millionth")
    yield Surface("an empty choice", "/milestones?q=zzzz")
    yield Surface("another table", "/data?table=milestones&q=BYD&sort=-date")
    yield Surface("no rows", "/data?q=zzzzqqq")
    yield Surface("an empty briefing", "/briefing")


def _charts() -> Iterator[Surface]:
    for slug in SLUGS:
        yield Surface(f"chart {slug}", f"/chart/{slug}")
        yield Surface(f"table {slug}", f"/chart/{slug}?tab=table")
        yield Surface(f"notes {slug}", f"/chart/{slug}?tab=notes")
        yield Surface(f"embed {slug}", f"/embed/{slug}")
        yield Surface(f"static {slug}", f"/embed-static/{slug}", static=True)
    yield from (Surface(f"embed page {name}", f"/embed/page/{name}") for name in PAGES if name != "briefing")
    yield Surface("bare embed", "/embed/output-index?hide=title~controls~downloads")


def _dialogs() -> Iterator[Surface]:
    yield Surface("embed dialog", "/chart/sector-growth", _dialog)
    yield Surface("download menu", "/growth", _menu("download"))
    yield Surface("citation", "/chart/targets", _menu("cite"))
    yield Surface("choice of several", "/growth", _several)
    yield Surface("a value that is read", "/growth", _reading)
    yield Surface("folds", "/growth", _folds)
    yield Surface("presentation", "/shift?present=1#vehicle-output")


ALL = (*_pages(), *_charts(), *_dialogs())


def show(page: Page, address: str, surface: Surface, *, lang: str, theme: str) -> None:
    """Open a surface in a language and a look, and wait until it stands."""
    page.emulate_media(
        forced_colors="active" if theme == "forced" else "none",
        color_scheme="dark" if theme in ("auto", "dark") else "light",
        reduced_motion="reduce",
    )
    joint = "&" if "?" in surface.path else "?"
    path, _, place = surface.path.partition("#")
    chosen = "" if theme in ("forced", "auto") else f"&theme={theme}"
    page.goto(f"{address}{path}{joint}lang={lang}{chosen}{'#' + place if place else ''}")
    if not surface.static and surface.name != "no such page":
        expect(page.locator("#content").first).to_be_attached(timeout=SLOW)
        page.wait_for_function(
            "() => [...document.querySelectorAll('.dash-graph')].every("
            "(one) => one.style.display === 'none' || one.querySelector('.main-svg'))"
        )
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    if surface.step:
        surface.step(page)
