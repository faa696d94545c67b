"""axe-core finds nothing: WCAG 2.2 AA and best practice, on every surface, over languages and looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.surfaces import ALL, LANGUAGES, THEMES, Surface, show

AXE = next((Path(__file__).parent / "axe").glob("axe-core-*.min.js"))
# Frames are left out: the one of the dialog shows an embed, which is looked at by itself.
RUN = """() => axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
  iframes: false,
}).then((found) => found.violations.flatMap((rule) => rule.nodes.map(
  (node) => `${rule.id}: ${node.target.flat().join(" ")} ${node.html.slice(0, 160)} ${node.failureSummary}`)))"""
COMBINATIONS = tuple((lang, theme) for theme in THEMES for lang in LANGUAGES)
EVERY = 6  # so many surfaces share one place in the sample of `make test`


@pytest.fixture(scope="module")
def looked_at(browser: Browser) -> Iterator[Page]:
    """A page that knows axe in all its frames."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(path=AXE)
    yield context.new_page()
    context.close()


def found(page: Page) -> list[str]:
    violations: list[str] = page.evaluate(RUN)
    return violations


@pytest.mark.parametrize(
    ("surface", "lang", "theme"),
    [(surface, *COMBINATIONS[i % len(COMBINATIONS)]) for i, surface in enumerate(ALL[::EVERY])],
    ids=str,
)
def test_nothing_is_found_on_a_sample_over_languages_and_looks(
    looked_at: Page, address: str, surface: Surface, lang: str, theme: str
) -> None:
    show(looked_at, address, surface, lang=lang, theme=theme)
    assert found(looked_at) == []


@pytest.mark.full
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("surface", ALL, ids=str)
def test_nothing_is_found_anywhere(looked_at: Page, address: str, surface: Surface, lang: str, theme: str) -> None:
    show(looked_at, address, surface, lang=lang, theme=theme)
    assert found(looked_at) == []
