"""How an error reaches the outside: one shape for people, one for machines; it must never show a traceback."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from dash.exceptions import DependencyException
from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from app.components.addresses import PAGES, PLAIN
from app.errors import NotFound, RequestInvalid, Unavailable
from app.site import Site
from app.state import ViewState, keep_reading, to_query
from app.web import headers, icons
from app.web.document import DocumentDash, state_of_request

_LOG = logging.getLogger(__name__)
_KNOWN = {404: "error.not_found", 405: "error.malformed", 413: "error.too_large"}


def register(server: Flask, site: Site, dash_app: DocumentDash) -> None:
    """One handler each for our own errors, for those of HTTP, and for anything else."""
    server.register_error_handler(RequestInvalid, partial(_ours, site, dash_app))
    server.register_error_handler(Unavailable, partial(_unavailable, site, dash_app))
    server.register_error_handler(HTTPException, partial(_http, site, dash_app))
    server.register_error_handler(DependencyException, partial(_no_such_file, site, dash_app))
    server.register_error_handler(Exception, partial(_unexpected, site, dash_app))


def _ours(site: Site, dash_app: DocumentDash, error: RequestInvalid) -> tuple[Any, int]:
    return answer(site, dash_app, status=error.status, reason=error.reason)


def _unavailable(site: Site, dash_app: DocumentDash, error: Unavailable) -> tuple[Any, int, dict[str, str]]:
    _LOG.warning("cannot be served now", extra={"path": request.path, "reason": str(error) or error.reason})
    body, status = answer(site, dash_app, status=error.status, reason=error.reason)
    return body, status, {"Retry-After": str(error.retry_after)} if error.retry_after else {}


def _no_such_file(site: Site, dash_app: DocumentDash, error: DependencyException) -> tuple[Any, int]:
    """Dash raises this, not a 404, for a file that is none of its scripts."""
    return answer(site, dash_app, status=NotFound.status, reason=NotFound.reason)


def _http(site: Site, dash_app: DocumentDash, error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    return answer(
        site,
        dash_app,
        status=status,
        reason=_KNOWN.get(status, "error.malformed" if status < 500 else "error.internal"),
    )


def _unexpected(site: Site, dash_app: DocumentDash, error: Exception) -> tuple[Any, int]:
    _LOG.error("unexpected error", exc_info=error, extra={"path": request.path})
    return answer(site, dash_app, status=500, reason="error.internal")


def answer(site: Site, dash_app: DocumentDash, *, status: int, reason: str) -> tuple[Response | str, int]:
    """The error as a page for people or as JSON for machines, in the language of the address."""
    state = state_of_request()
    texts = site.texts[state.lang]
    heading, explanation = texts(f"{reason}.title"), texts(f"{reason}.text")
    if _for_machines():
        return jsonify(error={"status": status, "title": heading, "detail": explanation}), status
    kept = keep_reading(state)
    page = render_template(
        "error.html",
        lang=state.lang,
        theme=state.theme,
        texts=texts,
        search="" if status >= 500 else site.href(PLAIN["search"], ViewState()),
        kept=[
            pair.split("=", 1) for pair in to_query(ViewState(lang=state.lang, theme=state.theme)).split("&") if pair
        ],
        status=status,
        heading=heading,
        explanation=explanation,
        home=site.href("/", kept),
        links=[(texts(f"page.{name}.name"), site.href(path, kept)) for name, path in PAGES.items()],
        sheet=dash_app.bundles.address(dash_app.bundles.page),
        icons=icons.addresses(dash_app),
        framed=headers.may_be_framed(site.prefix),
    )
    return page, status


def _for_machines() -> bool:
    path = request.path
    return (
        "/_dash" in path
        or path.endswith((".json", ".csv", "/oembed"))
        or request.accept_mimetypes.best == "application/json"
    )
