"""Growth by sector: the ranking of one period and the history of chosen sectors."""

from __future__ import annotations

from dash import html

from app.components.chart_page import chart_page
from app.site import Site
from app.state import Parsed
from app.store.snapshot import Snapshot


def layout(site: Site, snapshot: Snapshot, parsed: Parsed, *, form: str) -> html.Div:
    """The charts on growth by sector."""
    return chart_page(site, snapshot, parsed, page="growth", form=form)
