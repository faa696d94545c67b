"""Yardstick (b): the ranking as a plain Dash app with plotly.express, as its tutorial would have it."""

from __future__ import annotations

import os

import plotly.express as px
from dash import Dash, Input, Output, dcc, html
from plotly.graph_objects import Figure

from tests.bench.ranking_data import PERIOD, periods, rows

data = rows()
app = Dash(__name__, compress=os.environ.get("BENCH_COMPRESSED") == "1")
app.layout = html.Div(
    [
        html.H1("Wachstum nach Branchen"),
        dcc.Dropdown(periods(), PERIOD, id="period", clearable=False),
        dcc.Dropdown(["de", "en", "zh"], "de", id="lang", clearable=False),
        dcc.Graph(id="ranking"),
    ]
)


@app.callback(Output("ranking", "figure"), Input("period", "value"), Input("lang", "value"))
def ranking(period: str, lang: str) -> Figure:
    """Bars by growth."""
    chosen = data[data["period"] == period]
    return px.bar(chosen, x="value", y=f"label_{lang}", color="indicator", orientation="h", text="value", title=period)


server = app.server
# A process that has rendered no page yet refuses Dash's own scripts: the first one is rendered before the fork.
server.test_client().get("/")
