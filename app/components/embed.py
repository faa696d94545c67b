"""What stands around a chart or a page in the frame of a portal: no navigation, the way to the whole view; no chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import html

from app.components.addresses import Place
from app.components.attributes import data
from app.components.markup import markup
from app.components.shell import ignored_line
from app.components.terms import term_popover
from app.i18n import Texts
from app.site import Site
from app.state import Ignored, ViewState


def embedded(
    site: Site,
    state: ViewState,
    place: Place,
    *,
    children: Sequence[Any],
    ignored: Sequence[Ignored] = (),
) -> html.Div:
    """Content for a portal's frame, with what was ignored said in a small line."""
    texts = site.texts[state.lang]
    main = html.Main(
        [ignored_line(ignored, texts), *children], id="content", className="page embed-content", tabIndex="-1"
    )
    return _around(site, state, place, main)


def embedded_page(site: Site, state: ViewState, place: Place, page: html.Div) -> html.Div:
    """A whole page in a portal's frame: of what ``shell`` puts around it only the content remains."""
    (main,) = (part for part in page.children if isinstance(part, html.Main))
    return _around(site, state, place, main)


def _around(site: Site, state: ViewState, place: Place, main: html.Main) -> html.Div:
    texts = site.texts[state.lang]
    return html.Div(
        [
            main,
            html.Footer(_way_out(site, state, place, texts), className="embed-foot"),
            html.Div(id="dialogs", **data(html=str(markup(term_popover(site, state))))),
            html.Div(id="notice", className="notice", role="alert", hidden=True, **data(failed=texts("shell.failed"))),
        ],
        lang=state.lang,
        className="shell embed",
        **data(hide=" ".join(state.hide)),
    )


def _way_out(site: Site, state: ViewState, place: Place, texts: Texts) -> html.A:
    return html.A(
        texts("embed.whole"),
        href=whole_address(site, state, place),
        target="_blank",
        rel="noopener",
        **data(whole="yes"),
    )


def whole_address(site: Site, state: ViewState, place: Place) -> str:
    """The address of the same view with the frame of the site: without what concerns embeds alone."""
    return site.href(place.whole.path, replace(state, hide=(), id=""))
