"""Headers that every answer carries, and how long it may be kept; it must not change a body."""

from __future__ import annotations

from flask import Response, request

from app.web.compression import is_fingerprinted

_FOR_EVER = "public, max-age=31536000, immutable"


def add(answer: Response) -> Response:
    """Safety headers; what is addressed by its fingerprint is kept for ever, pages are asked for again."""
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    answer.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
    if request.path.endswith(".woff2"):  # documents in a sandbox have no origin of their own
        answer.headers.setdefault("Access-Control-Allow-Origin", "*")
    if request.path.endswith((".css", ".js", ".woff2", ".svg")) and answer.status_code == 200:
        if is_fingerprinted() or request.path.endswith(".woff2"):
            answer.headers["Cache-Control"] = _FOR_EVER
    elif "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = "no-cache"
    return answer
