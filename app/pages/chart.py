"""One chart alone: chart, table and notes as tabs, and what it is taken away with."""

from __future__ import annotations

from typing import Any

from dash import html

from app.charts.spec import Control, Drawing, Option
from app.components.addresses import PAGES, Place
from app.components.attributes import data
from app.components.card import card
from app.components.chart_page import all_ignored
from app.components.controls import defaults_of, page_control
from app.components.shell import shell, stores
from app.components.tools import tools
from app.i18n import Texts
from app.site import Site
from app.state import TABS, Parsed, keep_reading, to_query
from app.store.snapshot import Snapshot


def layout(site: Site, snapshot: Snapshot, parsed: Parsed, *, form: str, slug: str) -> html.Div:
    """The page of the chart ``slug``; raises NotFound where there is no such chart."""
    state, place = parsed.state, Place("chart", slug)
    texts = site.texts[state.lang]
    drawing = site.draw(slug, snapshot=snapshot, state=state, form=form)
    reset = site.href(place.path, keep_reading(state), at=state.at)
    tab = state.for_chart(slug).tab or TABS[0]
    children = [
        html.P(_back(site, drawing, texts, state), className="way-back"),
        html.Div(
            [
                _tabs(tab, texts),
                card(
                    drawing,
                    texts,
                    level=1,
                    shown=(),
                    reset=reset,
                    query=to_query(state),
                    alone=True,
                    milestones=site.href(PAGES["milestones"], keep_reading(state)),
                    tools=tools(site, drawing, state),
                ),
            ],
            id="chart-alone",
            className="chart-alone",
            **data(tab=tab),
        ),
        *stores(defaults={**defaults_of([drawing], alone=True), "tab": TABS[0]}, form=form),
    ]
    return shell(
        site,
        snapshot,
        state,
        page=drawing.page,
        children=children,
        ignored=all_ignored(parsed, [drawing]),
        path=place.path,
    )


def _tabs(tab: str, texts: Texts) -> html.Div:
    options = tuple(Option(value=name, label=texts(f"chart_page.tab.{name}")) for name in TABS)
    control = Control(
        parameter="tab", label=texts("chart_page.view"), options=options, value=tab, default=TABS[0], kind="buttons"
    )
    return html.Div(page_control(control, "chart"), className="chart-tabs")


def _back(site: Site, drawing: Drawing, texts: Texts, state: Any) -> html.A:
    address = site.href(PAGES[drawing.page], keep_reading(state)) + f"#{drawing.slug}"
    return html.A(texts("chart_page.back", page=texts(f"page.{drawing.page}.name")), href=address)
