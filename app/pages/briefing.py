"""The page on which a briefing is put together; its address is the briefing, and no work is done here."""

from __future__ import annotations

from dash import html

from app.components.attributes import data
from app.components.briefing import PAGE, address_of, briefing_of
from app.components.briefing_page import contents
from app.components.markup import markup
from app.components.shell import shell, stores
from app.site import Site
from app.state import Parsed
from app.store.snapshot import Snapshot


def layout(site: Site, snapshot: Snapshot, parsed: Parsed, *, form: str) -> html.Div:
    """The page from one snapshot; what lies in it comes as HTML, so that forms are the browser's own."""
    briefing, ignored = briefing_of(site, snapshot, parsed.state)
    body = html.Div(
        id="briefing",
        className="briefing",
        **data(html=str(markup(contents(site, briefing))), address=address_of(site, briefing)),
    )
    status = html.P(id="briefing-status", className="unseen", role="status")
    return shell(
        site,
        snapshot,
        briefing.state,
        page=PAGE,
        children=[body, status, *stores(defaults={}, form=form)],
        ignored=(*parsed.ignored, *ignored),
    )
