"""The HTML document of a page: language, title, theme, the first words, and all that its scripts begin with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dash import Dash
from dash._utils import to_json
from flask import Flask, Response, render_template, request
from markupsafe import Markup

from app.charts.spec import Drawing
from app.components.addresses import Place, place_of
from app.components.chart_page import all_ignored, drawings_of
from app.components.first_words import first_words
from app.components.flattened import flattened
from app.components.layout import base_layout
from app.exports.kept import KeptFiles
from app.site import Site
from app.state import FORMS, Parsed, ViewState, parse
from app.store.snapshot import Snapshot
from app.web import headers, icons
from app.web.bundles import Bundles
from app.web.embed import EmbedFrame
from app.web.kept_documents import Document, KeptDocuments
from app.web.meta import Shown, meta_of
from app.web.origin import origin_of

NARROW_HINT = "?1"
FORM_HEADER = "X-Form"  # by which the browser, once it has measured, asks for the same address in another form
Layout = Callable[..., Any]


class DocumentDash(Dash):
    """Dash with a document of our own. Nothing is loaded from elsewhere and no version is looked up.

    ``layout_of(place, parsed, form=…)`` is the layout of a page: it stands in the document, so that the browser need
    not ask for it. ``kept``: where compressed bundles are kept for all processes of the host.
    """

    def __init__(
        self, site: Site, *, server: Flask, assets: Path, url_base_pathname: str, layout_of: Layout, kept: KeptFiles
    ) -> None:
        super().__init__(
            "app",
            server=server,  # type: ignore[arg-type]  # a Flask server is allowed, the annotation lacks it
            assets_folder=str(assets),
            assets_ignore=".*",  # pages load them put together
            url_base_pathname=url_base_pathname,
            serve_locally=True,
            suppress_callback_exceptions=True,
            update_title="",
            add_log_handler=False,
            enable_mcp=False,  # Dash would else ask the environment
        )
        self.enable_dev_tools(debug=False, dev_tools_disable_version_check=True)
        self.site = site
        self.bundles = Bundles(self, assets=assets, prefix=site.prefix, kept=kept)
        self.documents: KeptDocuments[Document] = KeptDocuments(site)
        self._layout_of = layout_of

    def make_ready(self) -> None:
        """Complete the list of callbacks and put the bundles together, once all callbacks are registered.

        Dash completes its list at the first request, and a second one beside it would read the list half done: the
        process would then know its scripts by another name than its neighbours, and refuse theirs.
        """
        self._setup_server()  # type: ignore[no-untyped-call]
        self.bundles.make_ready()

    def index(self, *_args: Any, **_kwargs: Any) -> Response:
        """The document for the requested path, from memory where it was asked for before."""
        form, origin = first_form(), origin_of(self.site)
        snapshot = self.site.snapshot
        key = (snapshot.version, request.full_path, form, origin)
        found = self.documents.get(key)
        if found is None:
            found = self._document(snapshot, form=form, origin=origin)
            self.documents.keep(key, found)
        headers.say_ignored(found.ignored)
        answer = found.answer(request.accept_encodings)
        answer.vary.update(("Sec-CH-UA-Mobile", "User-Agent", FORM_HEADER))
        answer.make_conditional(request)
        return answer

    def _document(self, snapshot: Snapshot, *, form: str, origin: str) -> Document:
        site = self.site
        parsed = parse({name: request.args.getlist(name) for name in request.args})
        state = parsed.state
        texts = site.texts[state.lang]
        place = place_of(request.path, site.prefix) or Place("overview")
        drawings = _drawings(site, snapshot, state, place, form=form)
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
        html = render_template(
            "embed.html" if place.embedded else "document.html",
            embed=EmbedFrame.of(site, place, state) if place.embedded else None,
            lang=state.lang,
            theme=state.theme,
            title=shown.title,
            description=shown.description,
            meta=meta_of(site, shown, origin=origin),
            texts=texts,
            icons=icons.addresses(self),
            form=form,
            **self._parts(place, parsed, snapshot, drawings, form=form),
        )
        return Document.of(html, ignored=tuple(one.name for one in all_ignored(parsed, drawings)))

    def _parts(
        self, place: Place, parsed: Parsed, snapshot: Snapshot, drawings: list[Drawing], *, form: str
    ) -> dict[str, Any]:
        """The page as first words, and what the application itself needs: settings, layout, scripts and styles."""
        bundles, site = self.bundles, self.site
        page = self._layout_of(snapshot, place, parsed, form=form)
        words = first_words(page, drawings, site.texts[parsed.state.lang], pictures=site.pictures.at_hand)
        return {
            "words": words,
            "config": in_script(self._settings()),
            "layout": in_script(base_layout(flattened(page)).to_plotly_json()),
            "core": bundles.address(bundles.embed if place.embedded else bundles.core),
            "plot": bundles.address(bundles.plot),
            "faces": bundles.faces,
            "sheet": "" if place.embedded else bundles.address(bundles.page),
            "styles": Markup(bundles.styles_of(place)) if place.embedded else "",
        }

    def _settings(self) -> dict[str, Any]:
        """What Dash's renderer is told, without what pages have no use for: versions, addresses, chance identities."""
        told = self._config()  # type: ignore[no-untyped-call]
        return {name: told[name] for name in _TOLD}


_TOLD = (
    "url_base_pathname",
    "requests_pathname_prefix",
    "ui",
    "props_check",
    "disable_version_check",
    "show_undo_redo",
    "suppress_callback_exceptions",
    "update_title",
    "children_props",
    "serve_locally",
    "validate_callbacks",
    "csrf_token_name",
    "csrf_header_name",
)


def in_script(value: Any) -> Markup:
    """Data as JSON that can stand in a script element: nothing in it ends the element or begins a comment."""
    return Markup(to_json(value).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def _drawings(site: Site, snapshot: Snapshot, state: ViewState, place: Place, *, form: str) -> list[Drawing]:
    if place.slug:
        return [site.draw(place.slug, snapshot=snapshot, state=state, form=form)]
    return drawings_of(site, snapshot, state, page=place.page, form=form)


def first_form() -> str:
    """The form asked for, else what probably fits before the browser has measured: phones say that they are one."""
    for asked in (request.args.get("form", ""), request.headers.get(FORM_HEADER, "")):
        if asked in FORMS:
            return asked
    hint = request.headers.get("Sec-CH-UA-Mobile") or ("?1" if "Mobi" in request.headers.get("User-Agent", "") else "")
    return "narrow" if hint == NARROW_HINT else "wide"


def _title(place: Place, name: str, package: str) -> str:
    return f"Doppelkern – {package}" if place.page == "overview" else f"{name} – Doppelkern"


def _description(drawings: list[Drawing], default: str) -> str:
    return drawings[0].title if drawings else default


def state_of_request() -> ViewState:
    """The state of the current request's query."""
    return parse({name: request.args.getlist(name) for name in request.args}).state
