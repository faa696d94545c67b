"""What stands in the browser before any page: the address, the place for the page, and the form that fits."""

from __future__ import annotations

from dash import dcc, html


def base_layout() -> html.Div:
    """The root of the application; ``page`` is filled from the address."""
    return html.Div(
        [
            dcc.Location(id="address", refresh=False),
            dcc.Store(id="arrival"),
            html.Div(id="page"),
        ]
    )
