"""Imprint, privacy and accessibility in the frame of all pages and without a script; the operator's words, and ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dash import html

from app.components.addresses import PLAIN
from app.errors import NotFound
from app.i18n.legal import STATEMENT, in_language
from app.site import Site
from app.state import ViewState, keep_reading
from app.web.document import DocumentDash, state_of_request
from app.web.legal_text import blocks, split_title
from app.web.plain_page import PlainPage, send

_PLACE = re.compile(r"@@([a-z]+)@@")


def show(site: Site, dash_app: DocumentDash, name: str) -> str:
    """The page of that name in the language of the address; raises NotFound where the operator has no such text."""
    state = keep_reading(state_of_request())
    if name in site.legal:
        content = _operators(site, name, state)
    elif name == STATEMENT:
        content = [html.Article(_statement(site, state), className="legal-text")]
    else:
        raise NotFound(name)
    title = site.texts[state.lang](f"legal.{name}")
    return send(site, dash_app, PlainPage(name=name, path=f"/{name}", title=title, state=state, content=content))


def _operators(site: Site, name: str, state: ViewState) -> list[Any]:
    """A text of the operator's, marked where it is not in the language of the page."""
    text, lang = in_language(site.legal[name], state.lang)
    heading, body = split_title(text)
    elsewhere = html.P(site.texts[state.lang]("legal.other_language"), className="ignored")
    parts = [html.H1(heading or site.texts[lang](f"legal.{name}"), className="headline"), *blocks(body)]
    article = html.Article(parts, lang=lang, className="legal-text")
    return [article] if lang == state.lang else [elsewhere, article]


def _statement(site: Site, state: ViewState) -> list[Any]:
    """Our statement, with contact and enforcement body of the operator in their places, or that they are missing."""
    texts = site.texts[state.lang]
    text = texts(
        "statement.text",
        contact="@@contact@@",
        enforcement="@@enforcement@@",
        terms=site.href(PLAIN["terms"], state),
        checked=texts.date(texts("statement.checked")),
    )
    heading, body = split_title(text)
    pieces = _PLACE.split(body)  # words, name of a place, words …
    parts: list[Any] = [html.H1(heading, className="headline")]
    for number, piece in enumerate(pieces):
        parts += _of_operator(site, piece, state.lang) if number % 2 else blocks(piece)
    return parts


def _of_operator(site: Site, part: str, lang: str) -> Sequence[Any]:
    given = site.legal.get(f"{STATEMENT}-{part}")
    if not given:
        return blocks(site.texts[lang](f"statement.no_{part}"))
    text, written = in_language(given, lang)
    return [html.Div(blocks(text), lang=written)]
