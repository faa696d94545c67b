"""The operator's imprint, privacy and accessibility pages, in the frame of all pages and without a script."""

from __future__ import annotations

from typing import Any

from dash import Dash, html

from app.errors import NotFound
from app.i18n.legal import in_language
from app.site import Site
from app.state import keep_reading
from app.web.document import state_of_request
from app.web.legal_text import blocks, split_title
from app.web.plain_page import PlainPage, send


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
    title = texts(f"legal.{name}")
    return send(site, dash_app, PlainPage(name=name, path=f"/{name}", title=title, state=state, content=content))
