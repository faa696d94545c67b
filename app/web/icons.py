"""The icon of the dashboard in the forms that browsers ask for; it must not draw them."""

from __future__ import annotations

from collections.abc import Mapping

from dash import Dash
from flask import Response, redirect

ICONS: Mapping[str, str] = {"ico": "icon.ico", "touch": "icon-180.png"}


def addresses(dash_app: Dash) -> Mapping[str, str]:
    """Where each form lies, by its name in the templates."""
    return {name: dash_app.get_asset_url(file) for name, file in ICONS.items()}


def show(dash_app: Dash) -> Response:
    """``/favicon.ico``, for programs that read no page."""
    answer = redirect(dash_app.get_asset_url(ICONS["ico"]), 302)
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer  # type: ignore[return-value]  # Flask's answer is one of Werkzeug's
