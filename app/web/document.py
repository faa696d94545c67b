"""The HTML document of a page: language, title, description, theme and the first words, before any script runs."""

from __future__ import annotations

import re
from typing import Any

from dash import Dash
from flask import Flask, render_template, request
from markupsafe import Markup

from app.charts.spec import Drawing
from app.components.addresses import PAGES, PLAIN, Place, place_of
from app.components.chart_page import all_ignored, drawings_of
from app.i18n.legal import pages_of
from app.site import Site
from app.state import FORMS, ViewState, keep_reading, parse
from app.store.snapshot import Snapshot
from app.web import headers, icons
from app.web.embed import EMBED_SCRIPT, EmbedFrame
from app.web.meta import Shown, meta_of
from app.web.origin import origin_of

NARROW_HINT = "?1"
# Dash's own table, which no page has, tries out a cookie as soon as its script is loaded.
_NO_TABLE = re.compile(r'<script src="[^"]*/dash_table/[^"]*"></script>')


class DocumentDash(Dash):
    """Dash with a document of our own. Nothing is loaded from elsewhere and no version is looked up."""

    def __init__(self, site: Site, *, server: Flask, assets_folder: str, url_base_pathname: str) -> None:
        super().__init__(
            "app",
            server=server,  # type: ignore[arg-type]  # a Flask server is allowed, the annotation lacks it
            assets_folder=assets_folder,
            assets_ignore=re.escape(EMBED_SCRIPT),  # embeds alone load it, before the others
            url_base_pathname=url_base_pathname,
            serve_locally=True,
            suppress_callback_exceptions=True,
            update_title="",
            add_log_handler=False,
            enable_mcp=False,  # Dash would else ask the environment
        )
        self.enable_dev_tools(debug=False, dev_tools_disable_version_check=True)
        self.site = site

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]  # Dash passes names only
        """The document for the requested path; parts come from Dash as safe HTML."""
        site = self.site
        parsed = parse({name: request.args.getlist(name) for name in request.args})
        state = parsed.state
        texts = site.texts[state.lang]
        place = place_of(request.path, site.prefix) or Place("overview")
        snapshot = site.snapshot
        drawings = _drawings(site, snapshot, state, place)
        page = drawings[0].page if place.slug else place.page
        name = texts(f"chart.{place.slug}.name") if place.slug else texts(f"page.{page}.title")
        shown = Shown(
            snapshot=snapshot,
            place=place.whole,
            state=state,
            drawings=drawings,
            title=_title(place, name, snapshot.titles[state.lang]),
            description=_description(drawings, texts(f"page.{page}.description")),
        )
        headers.say_ignored(one.name for one in all_ignored(parsed, drawings))
        return render_template(
            "embed.html" if place.embedded else "document.html",
            embed=EmbedFrame.of(site, place, state) if place.embedded else None,
            embed_script=self.get_asset_url(EMBED_SCRIPT),
            lang=state.lang,
            theme=state.theme,
            title=shown.title,
            description=shown.description,
            meta=meta_of(site, shown, origin=origin_of(site)),
            drawings=drawings,
            texts=texts,
            page=page,
            links=[(name, site.href(path, keep_reading(state))) for name, path in PAGES.items() if name != "overview"],
            home=site.href("/", keep_reading(state)),
            search=site.href(PLAIN["search"], keep_reading(state)),
            legal=_more_links(site, state),
            icons=icons.addresses(self),
            parts={name: Markup(_NO_TABLE.sub("", part)) for name, part in parts.items()},
        )


def _drawings(site: Site, snapshot: Snapshot, state: ViewState, place: Place) -> list[Drawing]:
    if place.slug:
        return [site.draw(place.slug, snapshot=snapshot, state=state, form=first_form())]
    return drawings_of(site, snapshot, state, page=place.page, form=first_form())


def first_form() -> str:
    """The form asked for, else what probably fits before the browser has measured: phones say that they are one."""
    asked = request.args.get("form", "")
    if asked in FORMS:
        return asked
    return "narrow" if request.headers.get("Sec-CH-UA-Mobile") == NARROW_HINT else "wide"


def _more_links(site: Site, state: ViewState) -> list[tuple[str, str]]:
    """Names and addresses of the pages that the footer links to."""
    texts, kept = site.texts[state.lang], keep_reading(state)
    legal = [(texts(f"legal.{name}"), site.href(f"/{name}", kept)) for name in pages_of(site.legal)]
    return [(texts("page.terms.name"), site.href(PLAIN["terms"], kept)), *legal]


def _title(place: Place, name: str, package: str) -> str:
    return f"Doppelkern – {package}" if place.page == "overview" else f"{name} – Doppelkern"


def _description(drawings: list[Drawing], default: str) -> str:
    return drawings[0].title if drawings else default


def state_of_request() -> ViewState:
    """The state of the current request's query."""
    return parse({name: request.args.getlist(name) for name in request.args}).state
