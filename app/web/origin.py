"""Scheme and host for the whole addresses in an answer; it must not let a Host header into what caches keep."""

from __future__ import annotations

import re

from flask import Response, after_this_request, request

from app.site import Site

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def origin_of(site: Site) -> str:
    """The public origin where the operator has named one, else that of the request; then no shared cache may keep it.

    Empty where the request names no host that could be one: addresses are then paths.
    """
    if site.origin:
        return site.origin
    after_this_request(_keep_private)
    host = request.host
    return f"{request.scheme}://{host}" if _HOST.fullmatch(host) and request.scheme in ("http", "https") else ""


def _keep_private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
