"""A page on paper: figures whole and in the colours of paper, nothing to press, nothing wider than the sheet."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

SHEET = 703  # pixels between the margins of A4


@pytest.mark.parametrize("path", ["/growth?theme=dark", "/chart/two-cores", "/milestones?lang=zh"])
def test_figures_fit_the_sheet_and_controls_stay_away(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.set_viewport_size({"width": SHEET, "height": 990})
    page.emulate_media(media="print")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.js-plotly-plot')].every((p) => p.layout.width === 740)"
    )
    widths = page.evaluate(
        "[...document.querySelectorAll('.js-plotly-plot .main-svg')].map((e) => e.getBoundingClientRect().right)"
    )
    assert max(widths) <= SHEET + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEET
    for hidden in (".controls", ".site-nav", ".header-tools"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
    ink = page.evaluate("getComputedStyle(document.querySelector('.js-plotly-plot text')).fill")
    assert sum(int(part) for part in ink[4:-1].split(",")[:3]) < 3 * 140
    page.emulate_media(media="screen")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.js-plotly-plot')].every((p) => p.layout.width !== 740)"
    )


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is missing: run `make prerequisites`")
def test_a_page_printed_as_it_stands_on_a_wide_screen_fills_the_sheet(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/chart/sector-growth?lang=en&period=2025-9M")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.wait_for_function("() => document.querySelector('.js-plotly-plot').layout.width !== 740")
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    command = ["pdftotext", "-bbox", "-l", "1", tmp_path / "printed.pdf", "-"]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    width = float(re.findall(r'<page width="([\d.]+)"', said)[0])
    (end,) = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">\+61\.6<', said)[:1]
    assert 0.85 * width < float(end) < 0.97 * width, "the longest bar of the plot ends near the margin"


def test_the_form_in_the_address_is_drawn(page: Page, address: str) -> None:
    page.goto(f"{address}/chart/sector-growth?form=square&lang=en")
    expect(page.locator(".note")).to_contain_text("more in the table")
