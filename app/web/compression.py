"""Compresses what never changes once and at its best, all else on the way by Flask-Compress; bodies stay the same."""

from __future__ import annotations

import gzip
from functools import partial
from hashlib import blake2b
from threading import Lock

import brotli
from flask import Flask, Response, request
from flask_compress import Compress

_KEPT_AT_MOST = 128
_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg")
BEST = {"br": 11, "gzip": 9}


def register(server: Flask) -> None:
    """Answers are asked in the reverse order of registration: fingerprinted files first, then Flask-Compress."""
    server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=500)
    Compress(server)
    server.after_request(partial(_compress_once, _Kept()))


def is_asset() -> bool:
    """Whether the request is for a file of the assets; under a prefix Dash names the endpoint after it too."""
    return (request.endpoint or "").endswith("_dash_assets.static")


def is_fingerprinted() -> bool:
    """Whether the address of the request is that of a file and changes when its content does."""
    if is_asset():
        return "m" in request.args
    return "_dash-component-suites/" in (request.url_rule.rule if request.url_rule else "")


class _Kept:
    """Compressed bodies by their content, not by an address that anyone can vary; each is made once."""

    def __init__(self) -> None:
        self._bodies: dict[tuple[bytes, str], bytes] = {}
        self._lock = Lock()

    def compressed(self, body: bytes, encoding: str) -> bytes:
        key = (blake2b(body, digest_size=16).digest(), encoding)
        with self._lock:
            if key not in self._bodies:
                made = compressed(body, encoding, level=9)
                if len(self._bodies) >= _KEPT_AT_MOST:
                    return made
                self._bodies[key] = made
            return self._bodies[key]


def _compress_once(kept: _Kept, answer: Response) -> Response:
    encoding = request.accept_encodings.best_match(["br", "gzip"]) if is_fingerprinted() else None
    if encoding is None or answer.status_code != 200 or not (answer.mimetype or "").startswith(_COMPRESSIBLE):
        return answer
    answer.direct_passthrough = False
    body = kept.compressed(answer.get_data(), encoding)
    close = getattr(answer.response, "close", None)
    if close is not None:
        close()
    answer.set_data(body)
    answer.headers["Content-Encoding"] = encoding
    answer.vary.add("Accept-Encoding")
    return answer


def compressed(body: bytes, encoding: str, *, level: int) -> bytes:
    """A body in the encoding ``br`` or ``gzip``."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=level))
    return gzip.compress(body, level, mtime=0)
