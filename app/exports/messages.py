"""The messages between renderer and browser process: a JSON header and a body with their lengths; no meaning here."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import Any

_LENGTHS = struct.Struct(">II")
HEADER_LIMIT = 4 << 20
BODY_LIMIT = 64 << 20

Header = dict[str, Any]


class MessageInvalid(ValueError):
    """What arrived is not a message, or longer than allowed."""


def packed(header: Header, body: bytes = b"") -> bytes:
    """A message as bytes; raises MessageInvalid where it is longer than allowed."""
    head = json.dumps(header, separators=(",", ":")).encode()
    _check(len(head), len(body))
    return _LENGTHS.pack(len(head), len(body)) + head + body


def receive(connection: socket.socket) -> tuple[Header, bytes]:
    """The next message of a connection; raises MessageInvalid, or OSError where the other side is gone."""
    head, body = _lengths(_exactly(connection, _LENGTHS.size))
    return _header(_exactly(connection, head)), _exactly(connection, body)


async def read(reader: asyncio.StreamReader) -> tuple[Header, bytes]:
    """As ``receive``; the other side being gone is an IncompleteReadError."""
    head, body = _lengths(await reader.readexactly(_LENGTHS.size))
    return _header(await reader.readexactly(head)), await reader.readexactly(body)


def _exactly(connection: socket.socket, count: int) -> bytes:
    buffer = bytearray(count)
    view, done = memoryview(buffer), 0
    while done < count:
        got = connection.recv_into(view[done:])
        if not got:
            raise ConnectionResetError("the other side is gone")
        done += got
    return bytes(buffer)


def _lengths(prefix: bytes) -> tuple[int, int]:
    head, body = _LENGTHS.unpack(prefix)
    _check(head, body)
    return head, body


def _check(head: int, body: int) -> None:
    if head > HEADER_LIMIT or body > BODY_LIMIT:
        raise MessageInvalid(f"a message of {head} + {body} bytes is longer than allowed")


def _header(text: bytes) -> Header:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise MessageInvalid("the header is not JSON") from error
    if not isinstance(found, dict):
        raise MessageInvalid("the header is not an object")
    return found
