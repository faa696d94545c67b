"""Yardstick (a): what Plotly itself writes of the ranking, a page of its own that needs no server."""

from __future__ import annotations

import plotly.graph_objects as go

from tests.bench.ranking_data import PERIOD, rows


def html() -> str:
    """The page, the full plotly.js bundle within."""
    chosen = rows()
    chosen = chosen[chosen["period"] == PERIOD]
    figure = go.Figure(go.Bar(x=chosen["value"], y=chosen["label_de"], orientation="h", text=chosen["value"]))
    figure.update_layout(title="Wachstum nach Branchen, Januar–September 2025", height=500)
    return str(figure.to_html(include_plotlyjs=True, full_html=True))
