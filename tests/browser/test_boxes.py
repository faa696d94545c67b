"""No text is clipped, none lies on another, nothing scrolls sideways: measured on boxes, at every width and look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.surfaces import ALL, LANGUAGES, THEMES, Surface, show

WIDTHS = (360, 768, 1280, 1920)
ZOOMED = 320  # 1280 pixels at 400 %
SMALLEST_EMBED = 280
SURFACES = tuple(surface for surface in ALL if surface.name not in ("presentation", "embed dialog"))
PAGES = tuple(surface for surface in SURFACES if "embed" not in surface.name and "static" not in surface.name)
EMBEDS = tuple(surface for surface in SURFACES if surface.name.startswith(("embed ", "static ")))
EVERY = 9

SCRIPT = (Path(__file__).parent / "boxes.js").read_text("utf-8")


@pytest.fixture(scope="module")
def screens(browser: Browser) -> Iterator[dict[bool, BrowserContext]]:
    """A screen with a mouse and one that is touched."""
    opened = {
        touched: browser.new_context(viewport={"width": 1280, "height": 900}, has_touch=touched, is_mobile=touched)
        for touched in (False, True)
    }
    yield opened
    for context in opened.values():
        context.close()


def measured(
    screens: dict[bool, BrowserContext], address: str, surface: Surface, *, lang: str, theme: str, width: int
) -> list[str]:
    touched = width < 768
    page: Page = screens[touched].new_page()
    try:
        page.set_viewport_size({"width": width, "height": 900})
        show(page, address, surface, lang=lang, theme=theme)
        page.wait_for_timeout(50)
        found: list[str] = page.evaluate(f"({SCRIPT}).measure()")
        if not surface.static:
            found += page.evaluate(f"({SCRIPT}).controls()")
        return found
    finally:
        page.close()


SAMPLE = [
    (surface, LANGUAGES[i % 3], THEMES[i % 5], (*WIDTHS, ZOOMED)[(i + i // 5) % 5])
    for i, surface in enumerate(SURFACES[::EVERY])
]


@pytest.mark.parametrize(("surface", "lang", "theme", "width"), SAMPLE, ids=str)
def test_a_sample_over_languages_looks_and_widths(
    screens: dict[bool, BrowserContext], address: str, surface: Surface, lang: str, theme: str, width: int
) -> None:
    assert measured(screens, address, surface, lang=lang, theme=theme, width=width) == []


@pytest.mark.full
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("surface", SURFACES, ids=str)
def test_everything_at_four_widths(
    screens: dict[bool, BrowserContext], address: str, surface: Surface, lang: str, theme: str, width: int
) -> None:
    assert measured(screens, address, surface, lang=lang, theme=theme, width=width) == []


@pytest.mark.full
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("surface", PAGES, ids=str)
def test_pages_at_four_hundred_percent(
    screens: dict[bool, BrowserContext], address: str, surface: Surface, lang: str
) -> None:
    assert measured(screens, address, surface, lang=lang, theme="light", width=ZOOMED) == []


@pytest.mark.full
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("surface", EMBEDS, ids=str)
def test_embeds_at_their_smallest(
    screens: dict[bool, BrowserContext], address: str, surface: Surface, lang: str
) -> None:
    assert measured(screens, address, surface, lang=lang, theme="light", width=SMALLEST_EMBED) == []
