"""All routes beside the pages, registered on the server under the portal's prefix; each answers from one snapshot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask

from app.i18n.legal import LEGAL
from app.metrics import Metrics
from app.site import Site
from app.web import (
    briefing,
    callback_guard,
    catalog,
    changes,
    compression,
    downloads,
    embed,
    embed_codes,
    errors,
    headers,
    health,
    icons,
    kept_cards,
    legal,
    measuring,
    oembed,
    picture,
    search,
    sitemap,
    static_embed,
    terms,
)
from app.web.document import DocumentDash
from app.web.package import FilesOnDisk, send


def register(server: Flask, site: Site, dash_app: DocumentDash, *, metrics: Metrics) -> None:
    """All that is no page: scripts, health, catalogue, data, legal texts; and errors, headers, compression."""
    prefix = site.prefix
    for base in dict.fromkeys(("/", prefix)):
        _add(server, f"{base}healthz", partial(health.healthz))
        _add(server, f"{base}readyz", partial(health.readyz, site))
        _add(server, f"{base}metrics", partial(measuring.show, site, metrics))
    _add(server, f"{prefix}embed.js", embed.script)
    _add(server, f"{prefix}bundle/<file>", dash_app.bundles.show)
    _add(server, f"{prefix}catalog.json", partial(catalog.show, site))
    comparison = changes.Comparison()
    _add(server, f"{prefix}changes", partial(changes.show, site, dash_app, comparison))
    _add(server, f"{prefix}changes.json", partial(changes.as_json, site, comparison))
    _add(server, f"{prefix}chart/<slug>.<extension>", partial(downloads.download, site))
    _add(server, f"{prefix}briefing.<extension>", partial(briefing.download, site))
    _add(server, f"{prefix}data/<path:name>", partial(send, site, FilesOnDisk()))
    _add(server, f"{prefix}oembed", partial(oembed.show, site))
    _add(server, f"{prefix}picture/<slug>.json", partial(picture.show, site))
    _add(server, f"{prefix}embed-code/<slug>.json", partial(embed_codes.show, site))
    _add(server, f"{prefix}favicon.ico", partial(icons.show, dash_app))
    _add(server, f"{prefix}search", partial(search.show, site, dash_app))
    _add(server, f"{prefix}search.json", partial(search.answers, site))
    _add(server, f"{prefix}terms", partial(terms.show, site, dash_app))
    _add(server, f"{prefix}sitemap.xml", partial(sitemap.show, site))
    for root in dict.fromkeys(("/", prefix)):
        _add(server, f"{root}robots.txt", partial(sitemap.robots, site))
    server.after_request(partial(sitemap.keep_out, site))
    for name in LEGAL:
        _add(server, f"{prefix}{name}", partial(legal.show, site, dash_app, name))
    _add(server, f"{prefix}embed-static/<slug>", partial(static_embed.show, site))
    server.config["MAX_CONTENT_LENGTH"] = callback_guard.MOST_BYTES
    server.before_request(partial(callback_guard.check, dash_app, site))
    kept_cards.register(server, site)
    server.after_request(partial(headers.add, headers.Policy(dash_app, site)))
    errors.register(server, site, dash_app)
    compression.register(server)


def _add(server: Flask, rule: str, view: Callable[..., Any]) -> None:
    server.add_url_rule(rule, endpoint=rule, view_func=view, methods=["GET"])
