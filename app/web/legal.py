"""The operator's imprint, privacy and accessibility pages, in the frame of all pages and without a script."""

from __future__ import annotations

from typing import Any

from dash import Dash, html
from flask import render_template

from app.components.markup import markup
from app.components.shell import shell
from app.errors import NotFound
from app.i18n.legal import in_language
from app.site import Site
from app.state import keep_reading
from app.web.document import state_of_request
from app.web.legal_text import blocks, split_title
from app.web.origin import origin_of
from app.web.sitemap import alternates

_SHEETS = ("05-fonts.css", "10-tokens.css", "30-base.css", "35-controls.css", "42-legal.css")


def show(site: Site, dash_app: Dash, name: str) -> str:
    """The page of that name in the language of the address; raises NotFound where the operator has no such text."""
    if name not in site.legal:
        raise NotFound(name)
    state = keep_reading(state_of_request())
    texts = site.texts[state.lang]
    text, lang = in_language(site.legal[name], state.lang)
    heading, body = split_title(text)
    elsewhere = [] if lang == state.lang else [html.P(texts("legal.other_language"), className="ignored")]
    content: list[Any] = [
        *elsewhere,
        html.Article(
            [html.H1(heading or site.texts[lang](f"legal.{name}"), className="headline"), *blocks(body)],
            lang=lang,
            className="legal-text",
        ),
    ]
    page = shell(site, site.snapshot, state, page=name, children=content, path=f"/{name}")
    origin = origin_of(site)
    return render_template(
        "legal.html",
        lang=state.lang,
        theme=state.theme,
        title=f"{texts(f'legal.{name}')} – Doppelkern",
        page=markup(page),
        canonical=site.absolute(site.href(f"/{name}", state, theme="auto"), origin=origin),
        alternates=alternates(site, f"/{name}", origin=origin),
        sheets=[dash_app.get_asset_url(sheet) for sheet in _SHEETS],
        script=dash_app.get_asset_url("40-doppelkern.js"),
        icon=dash_app.get_asset_url("icon.svg"),
    )
