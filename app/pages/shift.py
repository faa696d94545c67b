"""The shift: from the car city to chips and vehicles."""

from __future__ import annotations

from dash import html

from app.components.chart_page import chart_page
from app.site import Site
from app.state import Parsed
from app.store.snapshot import Snapshot


def layout(site: Site, snapshot: Snapshot, parsed: Parsed, *, form: str) -> html.Div:
    """The charts on the shift."""
    return chart_page(site, snapshot, parsed, page="shift", form=form)
