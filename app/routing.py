"""Which layout answers which address, and the handler that redraws a card; no layout of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from dash import no_update

from app.components import card
from app.components.addresses import page_of
from app.errors import MalformedRequest, NotFound
from app.pages import data, growth, milestones, overview, shift
from app.site import Site
from app.state import FORMS, Parsed, parse

Layout = Callable[..., Any]
LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "overview": overview.layout,
        "growth": growth.layout,
        "shift": shift.layout,
        "milestones": milestones.layout,
        "data": data.layout,
    }
)


def show_page(site: Site, arrival: object) -> Any:
    """The page at an address, in the form that fits; raises NotFound for any other path, MalformedRequest."""
    given = arrival if isinstance(arrival, dict) else {}
    path, search, form = given.get("path"), given.get("search"), given.get("form")
    if not isinstance(path, str) or not isinstance(search, str):
        raise MalformedRequest("path and search are texts")
    page = page_of(path, site.prefix)
    if page is None:
        raise NotFound(path[:200])
    return LAYOUTS[page](site, site.snapshot, parse(search), form=form if form in FORMS else "wide")


def update_card(site: Site, view: object, shown: object, identity: object) -> tuple[Any, ...]:
    """What of a card changes with the view: figure, its style, keys, words, foot, and what it shows now."""
    slug, parsed, form = _asked(view, identity)
    drawing = site.draw(slug, snapshot=site.snapshot, state=parsed.state, form=form)
    before = shown if isinstance(shown, dict) else {}
    if before.get("identity") == drawing.identity:
        return (no_update,) * 8
    texts = site.texts[drawing.lang]
    return (
        drawing.figure or {},
        card.plot_style(drawing),
        card.keys(drawing.keys),
        drawing.alt,
        card.empty(drawing),
        card.head(drawing, level=1 if before.get("level") == 1 else 2),
        card.foot(drawing, texts, tab=parsed.state.for_chart(slug).tab),
        {"level": before.get("level") if before.get("level") == 1 else 2, "identity": drawing.identity},
    )


def _asked(view: object, identity: object) -> tuple[str, Parsed, str]:
    """Which chart is asked for in which state and form; raises MalformedRequest."""
    if not isinstance(view, dict) or not isinstance(identity, dict):
        raise MalformedRequest("view and identity are objects")
    query, form, slug = view.get("query"), view.get("form"), identity.get("chart")
    if not isinstance(query, str) or not isinstance(slug, str):
        raise MalformedRequest("query and chart are texts")
    return slug, parse(query), form if form in FORMS else "wide"
