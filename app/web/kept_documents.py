"""Documents and answers kept in memory as they are sent, up to a bound; it must not know what is in them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from typing import Generic, Protocol, TypeVar

from flask import Response
from werkzeug.datastructures import Accept

from app.site import Site
from app.web.compression import compressed

_MOST_BYTES = 6 * 2**20
_LEVEL = {"br": 6, "gzip": 6}  # once for many readers, but while the first one waits


@dataclass(frozen=True, kw_only=True)
class Document:
    """The HTML of a page, and the parameters of its address that it could not use."""

    html: str
    ignored: tuple[str, ...] = ()
    _bodies: dict[str, bytes] = field(default_factory=dict)

    def answer(self, accepted: Accept) -> Response:
        """In the encoding that the browser takes; with a mark by which it asks whether it still holds."""
        encoding = accepted.best_match(["br", "gzip"]) or ""
        if encoding not in self._bodies:
            body = self.html.encode()
            self._bodies[encoding] = compressed(body, encoding, level=_LEVEL[encoding]) if encoding else body
        answer = Response(self._bodies[encoding], mimetype="text/html")
        if encoding:
            answer.headers["Content-Encoding"] = encoding
        answer.vary.add("Accept-Encoding")
        answer.set_etag(blake2b(self._bodies[encoding], digest_size=12).hexdigest(), weak=True)
        return answer

    @property
    def size(self) -> int:
        """Bytes in memory, about; the encodings are made when they are asked for."""
        return 2 * len(self.html) + sum(len(body) for body in self._bodies.values())


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
