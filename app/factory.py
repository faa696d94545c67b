"""Builds the application from settings: loads the data, makes the site, registers pages and routes. Nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State
from flask import Flask

from app import routing
from app.components.flattened import INNER
from app.components.layout import base_layout
from app.exports.fonts import Fonts
from app.exports.kept import KeptFiles
from app.exports.pictures import Pictures
from app.exports.renderer import Renderer
from app.exports.slide_template import Template
from app.i18n import load_all
from app.i18n.legal import load_legal
from app.metrics import Metrics
from app.pages import data, milestones
from app.settings import Settings
from app.site import DrawingMemory, Site
from app.store.live import LiveSnapshot
from app.store.remote import RemotePackage
from app.store.shared_files import default_cache_dir
from app.telemetry import start_logging
from app.web import document, forwarded, measuring, routes
from app.web.access import Access

_IMAGES_KEPT = 256 * 2**20  # bytes of image files that the workers of a host share

_COMPRESSED_KEPT = 32 * 2**20  # bytes of scripts and styles, of this and earlier versions


def create_app(settings: Settings) -> document.DocumentDash:
    """The Dash application; raises PackageInvalid with all problems where the data cannot be used."""
    start_logging(settings.log_level)
    site = new_site(settings)
    server = Flask("app", static_folder=None, template_folder="web/templates")
    dash_app = document.DocumentDash(
        site,
        server=server,
        assets=settings.assets,
        url_base_pathname=settings.path_prefix,
        layout_of=partial(routing.layout_of, site),
        kept=KeptFiles((settings.cache or default_cache_dir()) / "compressed", bound=_COMPRESSED_KEPT),
    )
    metrics = Metrics(settings.metrics_folder)
    measuring.register(server, site, metrics)  # before all others, so that it sees what they do
    server.before_request(_access(settings).check)
    dash_app.layout = base_layout()
    _register_callbacks(dash_app, site)
    routes.register(server, site, dash_app, metrics=metrics)
    forwarded.trust(server, proxies=settings.trusted_proxies, prefix=site.prefix)
    dash_app.make_ready()
    return dash_app


def new_site(settings: Settings) -> Site:
    """What the application holds, for whoever makes files without serving; raises PackageInvalid as ``create_app``."""
    texts = load_all()
    renderer = new_renderer(settings)
    directory, remote = package_of(settings)
    return Site(
        live=LiveSnapshot(
            directory,
            cache_dir=settings.cache,
            still=settings.data_still,
            remote=remote,
            before=settings.data_before,
        ),
        texts=texts,
        prefix=settings.path_prefix,
        public_url=settings.public_address,
        indexed=settings.indexed,
        legal=load_legal(settings.legal_texts, languages=texts),
        ancestors=tuple(settings.frame_ancestors.split()),
        slide_template=Template.read(settings.slide_template) if settings.slide_template else None,
        memory=DrawingMemory(settings.drawings),
        renderer=renderer,
        pictures=Pictures(
            renderer=renderer,
            fonts=Fonts(settings.assets),
            kept=KeptFiles((settings.cache or default_cache_dir()) / "images", bound=_IMAGES_KEPT),
        ),
    )


def package_of(settings: Settings) -> tuple[Path, RemotePackage | None]:
    """The folder of the package, and whence it is filled where the setting is an address."""
    if isinstance(settings.data, Path):
        return settings.data, None
    remote = RemotePackage(
        settings.data, cache_dir=settings.cache, every=settings.data_every, still=settings.data_still
    )
    return remote.directory, remote


def _access(settings: Settings) -> Access:
    return Access(
        prefix=settings.path_prefix,
        header=settings.require_header,
        proxies=settings.proxy_addresses,
        metrics=settings.metrics_addresses,
    )


def new_renderer(settings: Settings) -> Renderer:
    """The way to the host's one browser; all who are given the same settings share it."""
    return Renderer(chromium=settings.chromium, assets=settings.assets, directory=settings.cache or default_cache_dir())


def _register_callbacks(dash_app: Dash, site: Site) -> None:
    part = "part"
    dash_app.clientside_callback(
        ClientsideFunction("doppelkern", "arrive"),
        Output("arrival", "data"),
        Input("address", "pathname"),
        State("address", "search"),
    )
    dash_app.callback(Output("page", "children"), Input("arrival", "data"), prevent_initial_call=True)(
        partial(routing.show_page, site)
    )
    dash_app.clientside_callback(
        ClientsideFunction("doppelkern", "writeAddress"),
        Output({part: "view", "chart": ALL}, "data"),
        Output({part: "page-view", "page": ALL}, "data"),
        Input({part: "control", "of": ALL, "parameter": ALL}, "value"),
        Input("form", "data"),
        State("defaults", "data"),
        State({part: "view", "chart": ALL}, "data"),
        State({part: "page-view", "page": ALL}, "data"),
        prevent_initial_call=True,
    )
    card_outputs = (
        Output({part: "figure", "chart": MATCH}, "figure"),
        Output({part: "figure", "chart": MATCH}, "style"),
        Output({part: "keys", "chart": MATCH}, INNER),
        Output({part: "picture", "chart": MATCH}, "aria-label"),
        Output({part: "empty", "chart": MATCH}, INNER),
        Output({part: "head", "chart": MATCH}, INNER),
        Output({part: "foot", "chart": MATCH}, INNER),
        Output({part: "shown", "chart": MATCH}, "data"),
        Output({part: "news", "chart": MATCH}, "data"),
    )
    dash_app.callback(
        *card_outputs,
        Input({part: "view", "chart": MATCH}, "data"),
        State({part: "shown", "chart": MATCH}, "data"),
        State({part: "view", "chart": MATCH}, "id"),
        prevent_initial_call=True,
    )(partial(routing.update_card, site))
    data.register(dash_app, site)
    milestones.register(dash_app, site)
