"""What stands in the browser before any page: the address, the place for the page, and the form that fits."""

from __future__ import annotations

from typing import Any

from dash import dcc, html


def base_layout(page: Any = None) -> html.Div:
    """The root of the application; ``page`` is the content, else filled in from the address."""
    return html.Div(
        [
            dcc.Location(id="address", refresh=False),
            dcc.Store(id="arrival"),
            html.Div(page, id="page"),
        ]
    )
