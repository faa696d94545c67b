"""Messages between renderer and browser process: whole, bounded, and nothing but JSON and bytes."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import pytest

from app.exports import messages
from app.exports.jobs import JobInvalid, parse_job

GOOD = {"kind": "png", "width": 590, "height": 370, "scale": 2}


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.settimeout(5)
    with ours, theirs:
        yield ours, theirs


def test_what_is_sent_arrives(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].sendall(messages.packed({"kind": "汽车"}, b"\x00body"))
    assert messages.receive(pair[0]) == ({"kind": "汽车"}, b"\x00body")


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack(">II", messages.HEADER_LIMIT + 1, 0),
        struct.pack(">II", 2, messages.BODY_LIMIT + 1),
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 3, 0) + b"{a}",
        struct.pack(">II", 2, 0) + b"\xff\xfe",
    ],
)
def test_what_is_no_message_is_refused(sent: bytes, pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].sendall(sent)
    with pytest.raises(messages.MessageInvalid):
        messages.receive(pair[0])


def test_half_a_message_is_an_end(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].sendall(messages.packed({"kind": "png"}, b"body")[:-1])
    pair[1].close()
    with pytest.raises(ConnectionResetError):
        messages.receive(pair[0])


def test_a_body_beyond_the_bound_is_not_sent() -> None:
    with pytest.raises(messages.MessageInvalid):
        messages.packed({}, b"x" * (messages.BODY_LIMIT + 1))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "exe"},
        {"kind": ["png"]},
        {"width": 0},
        {"width": -590},
        {"width": 590.5},
        {"width": "590"},
        {"height": 10**9},
        {"scale": 0},
        {"scale": float("nan")},
        {"scale": None},
        {"width": 4096, "height": 4096, "scale": 2},
    ],
)
def test_a_job_beyond_the_bounds_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(JobInvalid):
        parse_job({**GOOD, **wrong}, b"<p>")


def test_a_body_that_is_no_text_is_refused() -> None:
    with pytest.raises(JobInvalid):
        parse_job(GOOD, b"\xff")
