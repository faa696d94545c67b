"""Markup in the data is text on every page, in plots, tables, notes and titles: nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from app.charts.registry import all_charts
from app.components.addresses import PAGES, Place
from tests.browser.conftest import watch
from tests.browser.server import served
from tests.hostile import write_hostile_package

HOVER = """async () => {
  for (const plot of document.querySelectorAll('.js-plotly-plot')) {
    for (let curve = 0; curve < (plot.data || []).length; curve += 1) {
      const { xaxis, yaxis, visible } = plot._fullData[curve];
      if (visible === true && plot._fullLayout._plots[xaxis + yaxis]) {
        window.Plotly.Fx.hover(plot, [{ curveNumber: curve, pointNumber: 0 }], xaxis + yaxis);
      }
      await new Promise(requestAnimationFrame);
    }
  }
}"""
FOREIGN = "img[src=x], svg[onload], script:not([src]):not([id]), a[href^=javascript], [onerror]"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    package = write_hostile_package(folder / "package")
    with served(folder / "cache", DOPPELKERN_DATA=str(package)) as given:
        yield given


def test_hostile_texts_of_the_data_are_only_shown(browser: Browser, hostile: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong = watch(page, hostile)
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    for path in (*PAGES.values(), *(Place("chart", slug).path for slug in all_charts())):
        page.goto(f"{hostile}{path}?lang=en")
        expect(page.locator("#content h1").first).not_to_be_empty()
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        page.wait_for_load_state("networkidle")
        page.evaluate(HOVER)
        placed = page.eval_on_selector_all(FOREIGN, "all => all.map(one => one.outerHTML.slice(0, 200))")
        assert [markup for markup in placed if "alert" in markup or 'src="x"' in markup] == [], path
    page.goto(f"{hostile}/data?lang=en&table=sources")
    expect(page.locator("#table-region")).to_contain_text("onerror=alert(1)")
    page.close()
    assert wrong == []
