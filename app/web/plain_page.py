"""A page that is sent whole, in the frame of all pages and without needing a script; it must not know its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from app.components.markup import markup
from app.components.shell import shell
from app.site import Site
from app.state import Ignored, ViewState
from app.web import headers, icons
from app.web.document import DocumentDash
from app.web.origin import origin_of
from app.web.sitemap import alternates


@dataclass(frozen=True, kw_only=True)
class PlainPage:
    """What such a page says: ``name`` as navigation knows it, its ``path``, ``title``, and the state it is shown in."""

    name: str
    path: str
    title: str
    state: ViewState
    content: Sequence[Any]
    ignored: Sequence[Ignored] = ()
    indexed: bool = True


def send(site: Site, dash_app: DocumentDash, page: PlainPage) -> str:
    """The document."""
    origin, bundles = origin_of(site), dash_app.bundles
    framed = shell(
        site,
        site.snapshot,
        page.state,
        page=page.name,
        children=page.content,
        ignored=page.ignored,
        path=page.path,
    )
    headers.say_ignored(one.name for one in page.ignored)
    return render_template(
        "plain.html",
        lang=page.state.lang,
        theme=page.state.theme,
        title=f"{page.title} – Doppelkern",
        page=markup(framed),
        indexed=page.indexed,
        canonical=site.absolute(site.href(page.path, ViewState(lang=page.state.lang)), origin=origin),
        alternates=alternates(site, page.path, origin=origin) if page.indexed else [],
        faces=bundles.faces,
        sheet=bundles.address(bundles.page),
        script=bundles.address(bundles.words),
        icons=icons.addresses(dash_app),
    )
