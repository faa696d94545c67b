"""``/search`` as a page for everyone and ``/search.json`` for the dialog; it must not know how anything is found."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b

from flask import Response, jsonify, request

from app.components.addresses import PLAIN
from app.components.search import IN_DIALOG, ON_PAGE, as_data, find, search_page
from app.site import Site
from app.state import Ignored, Parsed, ViewState, keep_reading, parse, to_query
from app.web.document import DocumentDash
from app.web.downloads import is_known
from app.web.plain_page import PlainPage, send

_USED = ("lang", "theme", "q", "keys", "charts", "title", "note")


def show(site: Site, dash_app: DocumentDash) -> str:
    """The page of the search with what fits the words of the address."""
    parsed = _asked()
    state = parsed.state
    texts = site.texts[state.lang]
    return send(
        site,
        dash_app,
        PlainPage(
            name="search",
            path=PLAIN["search"],
            title=f"{state.q} – {texts('page.search.title')}" if state.q else texts("page.search.title"),
            state=state,
            content=search_page(site, state, find(site, site.snapshot, state, most=ON_PAGE)),
            ignored=parsed.ignored,
            indexed=False,
        ),
    )


def answers(site: Site) -> Response:
    """What the dialog lists, the same as long as the data is."""
    state, snapshot = _asked().state, site.snapshot
    tag = blake2b(f"{snapshot.version}|{to_query(state)}".encode(), digest_size=12).hexdigest()
    if is_known(tag):
        answer = Response(status=304)
    else:
        groups = find(site, snapshot, state, most=IN_DIALOG)
        answer = jsonify(as_data(site, state, groups))
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer


def _asked() -> Parsed:
    """What of the address a search uses; the rest is named. An empty field asks for nothing."""
    parsed = parse({name: request.args.getlist(name) for name in request.args})
    default = ViewState()
    others = [
        Ignored(name, str(value)[:60], "ignored.not_here")
        for name, value in vars(parsed.state).items()
        if name not in (*_USED, "own") and value != getattr(default, name)
    ]
    state = replace(keep_reading(parsed.state), q=parsed.state.q)
    return Parsed(state, (*parsed.ignored, *others))
