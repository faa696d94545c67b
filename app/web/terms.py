"""``/terms``: what the words of charts and data mean, on a page that needs no script; it must not define them."""

from __future__ import annotations

from app.components.addresses import PLAIN
from app.components.terms import terms_page
from app.site import Site
from app.state import keep_reading
from app.web.document import DocumentDash, state_of_request
from app.web.plain_page import PlainPage, send


def show(site: Site, dash_app: DocumentDash) -> str:
    """The page in the language of the address."""
    state = keep_reading(state_of_request())
    title = site.texts[state.lang]("page.terms.title")
    content = terms_page(site, site.snapshot, state)
    return send(site, dash_app, PlainPage(name="terms", path=PLAIN["terms"], title=title, state=state, content=content))
