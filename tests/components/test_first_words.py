"""The words of a page before any script runs are those of the live page, in the same places."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from dash import dcc, html
from dash._utils import to_json
from markupsafe import Markup

from app.charts.registry import all_charts
from app.components.addresses import PAGES, Place
from app.components.chart_page import drawings_of
from app.components.first_words import first_words
from app.routing import layout_of
from app.site import Site
from app.state import parse

NONE: Any = ()


def words(site: Site, page: Any, drawings: Any = NONE, *, plots: tuple[str, ...] = ()) -> str:
    return str(first_words(page, drawings, site.texts["en"], pictures=lambda _: [Markup(plot) for plot in plots]))


def chart(site: Site, slug: str) -> tuple[Any, list[Any]]:
    """The layout of a chart's own page, and its drawing."""
    parsed, snapshot = parse("lang=en"), site.snapshot
    drawing = site.draw(slug, snapshot=snapshot, state=parsed.state, form="wide")
    return layout_of(site, snapshot, Place("chart", slug), parsed, form="wide"), [drawing]


@pytest.mark.parametrize("page", PAGES)
def test_what_lies_folded_is_sent_once_and_found_by_its_number(site: Site, page: str) -> None:
    parsed, snapshot = parse("lang=en"), site.snapshot
    layout = layout_of(site, snapshot, Place(page), parsed, form="wide")
    text = words(site, layout, drawings_of(site, snapshot, parsed.state, page=page, form="wide"))
    numbers = [int(one) for one in re.findall(r'"data-html":(\d+)', to_json(layout).replace(" ", ""))]
    assert numbers == list(range(text.count("data-part-html")))
    assert json.loads(to_json(layout))


@pytest.mark.parametrize("slug", all_charts())
def test_a_chart_stands_as_its_table_until_there_is_a_picture(site: Site, slug: str) -> None:
    page, drawings = chart(site, slug)
    text = words(site, page, drawings)
    if drawings[0].figure:
        assert f'height: {drawings[0].height}px" data-picture-of="{slug}"><div class="plot-picture plot-table">' in text
        page, drawings = chart(site, slug)
        text = words(site, page, drawings, plots=("<svg>small</svg>", "<svg>large</svg>"))
        assert '<div class="plot-picture fits-wide"><svg>small</svg><svg>large</svg></div>' in text
    assert drawings[0].source_line.split("&")[0][:20] in text


def test_a_table_in_the_place_of_a_chart_is_read_as_a_table(site: Site) -> None:
    text = words(site, *chart(site, "sector-growth"))
    assert 'role="img"' not in text
    assert 'role="application"' not in text
    assert text.count('id="marks-sector-growth"') == 1
    text = words(site, *chart(site, "sector-growth"), plots=("<svg></svg>",))
    assert 'role="img" aria-label="' in text
    assert 'role="application"' in text


def test_scripts_find_the_live_page_alone(site: Site) -> None:
    text = words(site, html.Main(html.A("Skip", href="#content"), id="content"))
    assert text == '<main id="content-words"><a href="#content-words">Skip</a></main>'


def test_nothing_from_the_data_becomes_markup(site: Site) -> None:
    hostile = '"><script>alert(1)</script>'
    text = words(
        site, html.Div([dcc.Input(id="q", type="search", value=hostile), hostile, dcc.Store(id="x", data=hostile)])
    )
    assert "<script" not in text


def test_what_the_browser_fills_in_is_there_before(site: Site) -> None:
    page = html.Div([html.Div(id="table-region"), dcc.Store(id="table-rows", data=Markup("<table></table>"))])
    assert words(site, page) == '<div><div id="table-region"><table></table></div></div>'
