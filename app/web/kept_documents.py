"""Documents and answers kept in memory as they are sent, up to a bound; it must not know what is in them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Generic, Protocol, TypeVar

import brotli
from flask import Response
from werkzeug.datastructures import Accept

from app.site import Site
from app.web.compression import compressed

_MOST_BYTES = 6 * 2**20
_LEVEL = {"br": 6, "gzip": 6}  # once for many readers, but while the first one waits


@dataclass(frozen=True, kw_only=True)
class Document:
    """The HTML of a page, kept compressed only, and the parameters of its address that it could not use."""

    bodies: dict[str, bytes]
    ignored: tuple[str, ...] = ()

    @classmethod
    def of(cls, html: str, *, ignored: tuple[str, ...] = ()) -> Document:
        """A document of this HTML."""
        return cls(bodies={"br": compressed(html.encode(), "br", level=_LEVEL["br"])}, ignored=ignored)

    def answer(self, accepted: Accept) -> Response:
        """In the encoding that the browser takes; with a mark by which it asks whether it still holds."""
        encoding = accepted.best_match(["br", "gzip"]) or ""
        body = self._body(encoding)
        answer = Response(body, mimetype="text/html")
        if encoding:
            answer.headers["Content-Encoding"] = encoding
        answer.vary.add("Accept-Encoding")
        answer.set_etag(blake2b(body, digest_size=12).hexdigest(), weak=True)
        return answer

    def _body(self, encoding: str) -> bytes:
        """In an encoding; uncompressed it is asked for seldom, and kept by nobody."""
        if not encoding:
            return bytes(brotli.decompress(self.bodies["br"]))
        if encoding not in self.bodies:
            self.bodies[encoding] = compressed(self._body(""), encoding, level=_LEVEL[encoding])
        return self.bodies[encoding]

    @property
    def size(self) -> int:
        """Bytes in memory, about, with another encoding that may be asked for."""
        return 2 * sum(len(body) for body in self.bodies.values())


class Sized(Protocol):
    """What has a size in memory."""

    @property
    def size(self) -> int:
        """Bytes, about."""


Kept = TypeVar("Kept", bound=Sized)


class KeptDocuments(Generic[Kept]):
    """The documents or answers last asked for; none where the site keeps no drawings either."""

    def __init__(self, site: Site) -> None:
        self._bound = _MOST_BYTES if site.memory.bound else 0
        self._kept: OrderedDict[tuple[str, ...], tuple[Kept, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        site.live.on_change(lambda _: self.clear())

    def get(self, key: tuple[str, ...]) -> Kept | None:
        """What is kept under a key."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: tuple[str, ...], document: Kept) -> None:
        """Keep a document; beyond the bound those least used go."""
        size = document.size
        if size > self._bound // 4:
            return
        with self._lock:
            _, before = self._kept.pop(key, (None, 0))
            self._kept[key] = (document, size)
            self._size += size - before
            while self._size > self._bound:
                _, (_, gone) = self._kept.popitem(last=False)
                self._size -= gone

    def clear(self) -> None:
        """Let go of all: they show data no longer in force."""
        with self._lock:
            self._kept.clear()
            self._size = 0
