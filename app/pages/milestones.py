"""milestones."""

from __future__ import annotations

from dash import html

from app.components.chart_page import chart_page
from app.site import Site
from app.state import Parsed
from app.store.snapshot import Snapshot


def layout(site: Site, snapshot: Snapshot, parsed: Parsed, *, form: str) -> html.Div:
    return chart_page(site, snapshot, parsed, page="milestones", form=form)
