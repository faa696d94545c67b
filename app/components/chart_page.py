"""The layout that pages of charts share: a card for each chart of the page, controls of the page shown once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from app.charts.registry import charts_of
from app.charts.spec import Drawing
from app.components.addresses import PAGES, Place
from app.components.card import card
from app.components.controls import defaults_of
from app.components.shell import shell, stores
from app.components.tools import tools
from app.site import Site
from app.state import PAGE_WIDE, Ignored, Parsed, ViewState, keep_reading, to_query
from app.store.snapshot import Snapshot


def drawings_of(site: Site, snapshot: Snapshot, state: ViewState, *, page: str, form: str) -> list[Drawing]:
    """The drawings of all charts of a page."""
    return [site.draw(chart.slug, snapshot=snapshot, state=state, form=form) for chart in charts_of(page)]


def chart_page(
    site: Site, snapshot: Snapshot, parsed: Parsed, *, page: str, form: str, intro: Sequence[Any] = ()
) -> html.Div:
    """A page that is made of its charts; the first chart's finding is the page's heading unless there is an intro."""
    state = parsed.state
    drawings = drawings_of(site, snapshot, state, page=page, form=form)
    cards = cards_of(site, state, drawings, page=page, first_level=2 if intro else 1)
    kept = stores(defaults=defaults_of(drawings), form=form)
    ignored = all_ignored(parsed, drawings)
    return shell(site, snapshot, state, page=page, children=[*intro, *cards, *kept], ignored=ignored)


def cards_of(
    site: Site, state: ViewState, drawings: Sequence[Drawing], *, page: str, first_level: int
) -> list[html.Section]:
    """A card for each drawing; ``first_level`` is the rank of the first heading, the others are of the second."""
    shown: set[str] = set()
    cards = []
    for place, drawing in enumerate(drawings):
        own = state.for_chart(drawing.slug)
        cards.append(
            card(
                drawing,
                site.texts[state.lang],
                level=first_level if place == 0 else 2,
                shown=frozenset(shown),
                reset=site.href(PAGES[page], keep_reading(state)),
                query=to_query(state),
                tab=own.tab,
                milestones=site.href(PAGES["milestones"], keep_reading(state)),
                tools=tools(site, drawing, state, own_page=site.href(Place("chart", drawing.slug).path, own)),
            )
        )
        shown |= {control.parameter for control in drawing.controls if control.parameter in PAGE_WIDE}
    return cards


def all_ignored(parsed: Parsed, drawings: Sequence[Drawing]) -> tuple[Ignored, ...]:
    """What the grammar ignored, and what the charts could not use."""
    found = [*parsed.ignored, *(item for drawing in drawings for item in drawing.ignored)]
    return tuple(dict.fromkeys(found))
