"""One chart for the frame of a portal: the card alone, its table and notes folded; nothing of the site around it."""

from __future__ import annotations

from dash import html

from app.components.addresses import CHART, PAGES, Place
from app.components.card import card
from app.components.chart_page import all_ignored
from app.components.controls import defaults_of
from app.components.embed import embedded
from app.components.shell import stores
from app.components.tools import tools
from app.site import Site
from app.state import Parsed, ViewState, keep_reading, to_query
from app.store.snapshot import Snapshot


def layout(site: Site, snapshot: Snapshot, parsed: Parsed, *, form: str, slug: str) -> html.Div:
    """The embed of the chart ``slug``; raises NotFound where there is no such chart."""
    state, place = parsed.state, Place(CHART, slug, embedded=True)
    drawing = site.draw(slug, snapshot=snapshot, state=state, form=form)
    frame = ViewState(lang=state.lang, theme=state.theme, hide=state.hide, id=state.id)
    content = card(
        drawing,
        site.texts[state.lang],
        level=1,
        shown=(),
        reset=site.href(place.path, frame),
        query=to_query(state),
        tab=state.for_chart(slug).tab,
        alone=True,
        tabbed=False,
        milestones=site.href(PAGES["milestones"], keep_reading(state)),
        tools=tools(site, drawing, state),
    )
    kept = stores(defaults=defaults_of([drawing], alone=True), form=form)
    ignored = all_ignored(parsed, [drawing])
    return embedded(site, state, place, children=[content, *kept], ignored=ignored)
