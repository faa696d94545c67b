"""Which layout answers which address, and the handler that redraws a card; no layout of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from dash import no_update
from dash._utils import to_json

from app.charts.spec import Drawing
from app.components import card
from app.components.addresses import PAGES, Place, place_of
from app.components.embed import embedded_page
from app.components.flattened import as_html, flattened
from app.components.shell import told_ignored
from app.components.tools import tools
from app.errors import MalformedRequest, NotFound
from app.pages import briefing, chart, data, embed, growth, milestones, overview, shift
from app.site import Site
from app.state import FORMS, Parsed, ViewState, keep_reading, parse
from app.store.snapshot import Snapshot

_LOG = logging.getLogger(__name__)

Layout = Callable[..., Any]
LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "overview": overview.layout,
        "growth": growth.layout,
        "shift": shift.layout,
        "milestones": milestones.layout,
        "data": data.layout,
        "briefing": briefing.layout,
    }
)


def show_page(site: Site, arrival: object) -> Any:
    """The page at an address, in the form that fits; raises NotFound for any other path, MalformedRequest."""
    given = arrival if isinstance(arrival, dict) else {}
    path, search, form = given.get("path"), given.get("search"), given.get("form")
    if not isinstance(path, str) or not isinstance(search, str):
        raise MalformedRequest("path and search are texts")
    place = place_of(path, site.prefix)
    if place is None:
        raise NotFound(path[:200])
    return flattened(layout_of(site, site.snapshot, place, parse(search), form=form if form in FORMS else "wide"))


def warm_up(site: Site) -> None:
    """Make every page once in every language: what is found and loaded for it is there before processes are forked.

    A page that cannot be made is told of and left to its readers.
    """
    for lang in site.texts:
        for path in PAGES.values():
            try:
                to_json(show_page(site, {"path": site.href(path, ViewState()), "search": f"lang={lang}"}))
            except Exception:
                _LOG.exception("a page could not be made beforehand", extra={"page": path, "lang": lang})


def layout_of(site: Site, snapshot: Snapshot, place: Place, parsed: Parsed, *, form: str) -> Any:
    """The layout of a place in a state and form."""
    if place.slug:
        single = embed.layout if place.embedded else chart.layout
        return single(site, snapshot, parsed, form=form, slug=place.slug)
    page = LAYOUTS[place.page](site, snapshot, parsed, form=form)
    return embedded_page(site, parsed.state, place, page) if place.embedded else page


def update_card(site: Site, view: object, shown: object, identity: object) -> tuple[Any, ...]:
    """What of a card changes with the view: figure and its style, what it shows now, and its words as HTML."""
    slug, parsed, form = _asked(view, identity)
    drawing = site.draw(slug, snapshot=site.snapshot, state=parsed.state, form=form)
    before = shown if isinstance(shown, dict) else {}
    same_note = before.get("note") == drawing.note  # it names chosen sectors that the address of the chart leaves out
    if before.get("identity") == drawing.identity and same_note:
        return (no_update,) * 9
    level = 1 if before.get("level") == 1 else 2
    alone = before.get("alone") is True
    same_rows = before.get("rows") == drawing.identity_of_rows and same_note
    texts = site.texts[drawing.lang]
    now = card.shown_data(drawing, level=level, alone=alone)
    return (
        drawing.figure or {},
        card.plot_style(drawing),
        as_html(card.keys(drawing.keys)),
        drawing.alt,
        as_html(card.empty(drawing)),
        as_html(card.head(drawing, texts, level=level)),
        no_update if same_rows else as_html(_foot(site, drawing, parsed, level=level, alone=alone)),
        now,
        card.news_data(
            drawing,
            ignored=told_ignored(drawing.ignored, texts),
            is_offer_new=now["offers"] != before.get("offers"),
        ),
    )


def _foot(site: Site, drawing: Drawing, parsed: Parsed, *, level: int, alone: bool) -> list[Any]:
    state = parsed.state
    own_page = "" if alone else site.href(Place("chart", drawing.slug).path, state.for_chart(drawing.slug))
    return card.foot(
        drawing,
        site.texts[drawing.lang],
        level=level,
        tab=state.for_chart(drawing.slug).tab,
        alone=alone,
        milestones=site.href(PAGES["milestones"], keep_reading(state)),
        tools=tools(site, drawing, state, own_page=own_page),
    )


def _asked(view: object, identity: object) -> tuple[str, Parsed, str]:
    """Which chart is asked for in which state and form; raises MalformedRequest."""
    if not isinstance(view, dict) or not isinstance(identity, dict):
        raise MalformedRequest("view and identity are objects")
    query, form, slug = view.get("query"), view.get("form"), identity.get("chart")
    if not isinstance(query, str) or not isinstance(slug, str):
        raise MalformedRequest("query and chart are texts")
    return slug, parse(query), form if form in FORMS else "wide"
