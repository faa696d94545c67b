"""Whether the process is up and the data is loaded; nothing else is said about either."""

from __future__ import annotations

from flask import Response, jsonify

from app.site import Site


def healthz() -> Response:
    """The process is up."""
    return jsonify(status="up")


def readyz(site: Site) -> Response:
    """The data is loaded, and which version of it."""
    snapshot = site.snapshot
    return jsonify(status="ready", data_version=snapshot.version, featured_period=snapshot.featured_period)
