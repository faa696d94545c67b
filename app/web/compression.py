"""Compresses what never changes once and at its best, all else on the way by Flask-Compress; bodies stay the same."""

from __future__ import annotations

import gzip
from functools import partial

import brotli
from flask import Flask, Response, request
from flask_compress import Compress

_KEPT_AT_MOST = 64
_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg")
_BROTLI_LEVEL = 10
_GZIP_LEVEL = 9


def register(server: Flask) -> None:
    """Answers are asked in the reverse order of registration: fingerprinted files first, then Flask-Compress."""
    server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=500)
    Compress(server)
    kept: dict[tuple[str, str], bytes] = {}
    server.after_request(partial(_compress_once, kept))


def is_fingerprinted() -> bool:
    """Whether the address of the request changes when its content does."""
    return "m" in request.args or "_dash-component-suites" in request.path


def _compress_once(kept: dict[tuple[str, str], bytes], answer: Response) -> Response:
    encoding = request.accept_encodings.best_match(["br", "gzip"]) if is_fingerprinted() else None
    if encoding is None or answer.status_code != 200 or not (answer.mimetype or "").startswith(_COMPRESSIBLE):
        return answer
    key = (request.full_path, encoding)
    body = kept.get(key)
    answer.direct_passthrough = False
    if body is None:
        body = _compressed(answer.get_data(), encoding)
        if len(kept) < _KEPT_AT_MOST:
            kept[key] = body
    close = getattr(answer.response, "close", None)
    if close is not None:
        close()
    answer.set_data(body)
    answer.headers["Content-Encoding"] = encoding
    answer.vary.add("Accept-Encoding")
    return answer


def _compressed(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, quality=_BROTLI_LEVEL))
    return gzip.compress(body, _GZIP_LEVEL, mtime=0)
