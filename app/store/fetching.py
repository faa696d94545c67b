"""Reads files over HTTP within bounds of size, time and redirects; it must not know what is in them.

Whatever a server answers is hostile: lengths are compared with what came, nothing is unpacked, and all connections of
one look are cut together at its end, however slowly bytes drip.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from types import MappingProxyType, TracebackType
from urllib.parse import urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from app.errors import SourceUnreached

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_CHUNK = 1 << 16
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,200}"')
_DATE = re.compile(r"[A-Za-z0-9,: +-]{1,64}")
_HEADERS = MappingProxyType({"Accept-Encoding": "identity", "User-Agent": "doppelkern"})
_USUAL = MappingProxyType({"http": 80, "https": 443})


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of one look: bytes of a file and of all, seconds for a step and for the whole."""

    file_bytes: int = 16 * 2**20
    all_bytes: int = 64 * 2**20
    step_seconds: float = 5.0
    whole_seconds: float = 60.0


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What a server says of a file's state; both may be empty."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The question whether the file is still the same."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``body`` is None where the file has not changed; ``address``: where redirects have led."""

    address: str
    body: bytes | None
    validators: Validators


class Fetcher:
    """One look at a server: ``with Fetcher(limits) as fetcher``; all raise SourceUnreached with the reason in words."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.all_bytes
        self._connections: dict[tuple[str, str, int], HTTPConnection] = {}
        self._over = False
        self._clock = threading.Timer(limits.whole_seconds, self._end)
        self._clock.daemon = True

    def __enter__(self) -> Fetcher:
        self._clock.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._clock.cancel()
        for connection in self._connections.values():
            connection.close()

    def get(self, address: str, known: Validators) -> Answer:
        """A file, or that it is still the one ``known``."""
        for _ in range(_MOST_REDIRECTS + 1):
            response, connection = self._ask(address, known)
            try:
                if self._over:  # headers that were cut look like headers that are complete
                    raise TimeoutError
                if response.status not in _REDIRECTS:
                    return self._answer(address, response, known)
                target = urljoin(address, response.headers.get("Location", ""))
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                connection.close()
                raise SourceUnreached(self._why(error)) from error
            connection.close()
            address = _checked_redirect(address, target)
        raise SourceUnreached(f"redirects more than {_MOST_REDIRECTS} times")

    def _ask(self, address: str, known: Validators) -> tuple[BaseHTTPResponse, HTTPConnection]:
        parts = urlsplit(address)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {**_HEADERS, **known.headers}
        for again in (True, False):
            connection, used = self._connection(address)
            try:
                if self._over:
                    raise TimeoutError
                connection.request("GET", target, headers=headers, preload_content=False, decode_content=False)
                return connection.getresponse(), connection
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                connection.close()
                closed = used and isinstance(error, ConnectionError)  # a kept connection, by the other side
                if not (closed and again) or self._over:
                    raise SourceUnreached(self._why(error)) from error
        raise AssertionError("unreachable")

    def _connection(self, address: str) -> tuple[HTTPConnection, bool]:
        origin = _origin(address)
        used = origin in self._connections and self._connections[origin].sock is not None
        if origin not in self._connections:
            scheme, host, port = origin
            seconds = self._limits.step_seconds
            self._connections[origin] = (
                HTTPConnection(host, port, timeout=seconds)
                if scheme == "http"
                else HTTPSConnection(host, port, timeout=seconds, ssl_context=ssl.create_default_context())
            )
        return self._connections[origin], used

    def _answer(self, address: str, response: BaseHTTPResponse, known: Validators) -> Answer:
        if response.status == 304 and known.headers:
            response.read(1)
            return Answer(address=address, body=None, validators=known)
        if response.status != 200:
            raise SourceUnreached(f"the server answers {response.status}")
        return Answer(address=address, body=self._body(response), validators=_validators(response.headers))

    def _body(self, response: BaseHTTPResponse) -> bytes:
        """The whole body and not a byte more than is allowed."""
        headers = response.headers
        if headers.get("Content-Encoding", "identity").lower() != "identity":
            raise SourceUnreached("the server packs the file although it was asked not to")
        length, chunked = headers.get("Content-Length"), headers.get("Transfer-Encoding", "").lower() == "chunked"
        if length is None and not chunked:
            raise SourceUnreached(
                "the server gives no length, so that a cut-off file could not be told from a whole one"
            )
        most = min(self._limits.file_bytes, self._left)
        if length is not None and not chunked and (not length.isdigit() or int(length) > most):
            raise SourceUnreached(f"the file is larger than allowed ({length[:20]} bytes, at most {most})")
        found = bytearray()
        while chunk := response.read1(_CHUNK):
            found += chunk
            if len(found) > most:
                raise SourceUnreached(f"the file is larger than allowed (at most {most} bytes)")
        if length is not None and not chunked and len(found) != int(length):
            raise SourceUnreached(f"the file is cut off: {len(found)} of {length} bytes came")
        self._left -= len(found)
        return bytes(found)

    def _end(self) -> None:
        """Cut what is open, so that whoever waits for it goes on."""
        self._over = True
        for connection in list(self._connections.values()):
            open_socket = connection.sock
            if open_socket is not None:
                with suppress(OSError):
                    open_socket.shutdown(socket.SHUT_RDWR)

    def _why(self, error: Exception) -> str:
        if isinstance(error, SourceUnreached):
            return str(error)
        if self._over:
            return f"takes longer than {self._limits.whole_seconds:g} seconds"
        said = str(error) or type(error).__name__
        return f"cannot be read: {re.sub(r'<[^>]*>:? ?', '', said)[:200]}"


def _origin(address: str) -> tuple[str, str, int]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", parts.port or _USUAL.get(parts.scheme, 0)


def _checked_redirect(before: str, target: str) -> str:
    """The target of a redirect; raises SourceUnreached for one that is neither https nor of the very same origin."""
    try:
        parts, same = urlsplit(target), _origin(target) == _origin(before)
    except ValueError as error:
        raise SourceUnreached("redirects to what is no address") from error
    if not parts.hostname or parts.username is not None or not (parts.scheme == "https" or same):
        raise SourceUnreached(f"redirects to {parts.scheme or 'nothing'}: only https or the same server are followed")
    return target


def _validators(headers: Mapping[str, str]) -> Validators:
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    return Validators(etag=etag if _TAG.fullmatch(etag) else "", modified=modified if _DATE.fullmatch(modified) else "")
