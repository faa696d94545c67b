"""Headers that every answer carries: what may run, who may frame it, how long it is kept; it must not change a body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from dash import Dash
from flask import Response, g, request

from app.site import Site
from app.web.compression import is_asset, is_fingerprinted

_FOR_EVER = "public, max-age=31536000, immutable"
_FRAMED = ("embed/", "embed-static/")
_MOST_NAMES = 20
_UNUSED_POWERS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
_LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]+)?")


class Policy:
    """The content security policy, for embeds and for all else; made at the first answer, when all callbacks exist."""

    def __init__(self, dash_app: Dash, site: Site) -> None:
        self._dash_app = dash_app
        self._rules = ""
        self.prefix = site.prefix
        self.ancestors = " ".join(site.ancestors)

    @property
    def rules(self) -> str:
        """Everything but who may frame; scripts are those of this server, none is written into a page."""
        if not self._rules:
            self._rules = "; ".join(
                (
                    "default-src 'self'",
                    "script-src 'self'",
                    "style-src 'self' 'unsafe-inline'",
                    "img-src 'self' data: blob:",
                    "font-src 'self'",
                    "connect-src 'self'",
                    "object-src 'none'",
                    "base-uri 'self'",
                    "form-action 'self'",
                )
            )
        return self._rules


def add(policy: Policy, answer: Response) -> Response:
    """Safety headers; what is addressed by its fingerprint is kept for ever, pages are asked for again."""
    given = answer.headers
    given.setdefault("X-Content-Type-Options", "nosniff")
    given.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    given.setdefault("Permissions-Policy", _UNUSED_POWERS)
    _frame(policy, answer)
    _isolate(policy, answer)
    ignored = g.get("ignored_names", ())
    if ignored and "X-Ignored-Params" not in given:
        given["X-Ignored-Params"] = ", ".join(ignored)
    if request.path.endswith((".css", ".js", ".woff2", ".svg")) and answer.status_code == 200:
        if is_fingerprinted() or request.path.endswith(".woff2"):
            given["Cache-Control"] = _FOR_EVER
    elif "Cache-Control" not in given:
        given["Cache-Control"] = "no-cache"
    return answer


def _frame(policy: Policy, answer: Response) -> None:
    """Who may frame the answer: on embeds those of the setting; an answer's own policy is kept and completed."""
    framed = may_be_framed(policy.prefix)
    ancestors = policy.ancestors if framed else "'self'"
    rules = answer.headers.get("Content-Security-Policy") or policy.rules
    if "frame-ancestors" not in rules:
        rules = f"{rules}; frame-ancestors {ancestors}"
    answer.headers["Content-Security-Policy"] = rules
    if framed:
        answer.headers.pop("X-Frame-Options", None)
    else:
        answer.headers.setdefault("X-Frame-Options", "SAMEORIGIN")


def _isolate(policy: Policy, answer: Response) -> None:
    """Pages and callbacks are for this origin; files also for embeds whose sandbox takes their origin away."""
    given = answer.headers
    if may_be_framed(policy.prefix) or _is_file():
        given.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        if request.path.endswith(".woff2"):
            given.setdefault("Access-Control-Allow-Origin", "*")
        return
    given.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    # Over plain http browsers ignore it and complain on the console, but for the machine's own addresses.
    if answer.mimetype == "text/html" and (request.is_secure or _LOOPBACK.fullmatch(request.host)):
        given.setdefault("Cross-Origin-Opener-Policy", "same-origin")


def _is_file() -> bool:
    return is_asset() or is_fingerprinted()


def may_be_framed(prefix: str) -> bool:
    """Whether the request is for an embed, live or static."""
    return request.path.startswith(tuple(f"{prefix}{start}" for start in _FRAMED))


def for_everyone(answer: Response) -> Response:
    """The answer as one that pages of other origins may read: data, images, the script for portals."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "X-Ignored-Params, Content-Disposition, ETag"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def say_ignored(names: Iterable[str]) -> None:
    """Name parameters that are not used in ``X-Ignored-Params``, spelled as in an address."""
    g.ignored_names = tuple(dict.fromkeys(quote(name[:60], safe="") for name in names))[:_MOST_NAMES]
