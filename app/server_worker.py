"""The server process that gunicorn runs, with bounds on time that gunicorn lacks; it must not know the application.

Connections that say nothing cost no thread, requests that come in drop by drop are ended, and what is no HTTP is
refused without a word about who sent it. Memory that answers no longer need goes back to the system.
"""

from __future__ import annotations

import contextlib
import ctypes
import socket
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import TConn, ThreadWorker

READ_SECONDS = 20.0
"""How long a request may take to come in, headers and body together."""
ANSWER_SECONDS = 120.0
"""How long a request may take altogether, the reader's taking of the answer included."""
TIDY_SECONDS = 5.0
"""How often memory is given back, at most: it is some milliseconds of work."""
_STATUS = (
    (errors.LimitRequestLine, 414, "URI Too Long"),
    (errors.LimitRequestHeaders, 431, "Request Header Fields Too Large"),
    (errors.ExpectationFailed, 417, "Expectation Failed"),
)

_C = ctypes.CDLL(None)


class BoundedWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Threads for requests, the main loop for connections that wait; works on what gunicorn 27.0 calls its parts."""

    _answered = False  # since memory was last given back
    _tidied = 0.0

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._begun: dict[Any, float] = {}

    def accept(self, listener: socket.socket) -> None:
        """Let a new connection wait in the main loop until it says something; gunicorn would give it a thread."""
        try:
            client, address = listener.accept()
        except OSError:  # gone again, or another process was faster
            return
        connection = TConn(self.cfg, client, address, listener.getsockname())
        self.nr_conns += 1
        connection.set_timeout()
        self.pending_conns.append(connection)
        self.poller.register(client, EVENT_READ, partial(self.on_pending_socket_readable, connection))

    def handle(self, connection: Any) -> Any:
        """Answer a request, and know since when."""
        self._begun[connection] = time.monotonic()
        try:
            return super().handle(connection)
        finally:
            self._begun.pop(connection, None)
            self._answered = True

    def notify(self) -> None:
        """Called at least once a second: say that the process lives, end what takes too long, tidy up."""
        super().notify()
        now = time.monotonic()
        for connection, begun in list(self._begun.items()):
            if now - begun > ANSWER_SECONDS:
                _shut(connection.sock, socket.SHUT_RDWR)
            elif now - begun > READ_SECONDS:  # an answer on its way is still sent; nothing more is read
                _shut(connection.sock, socket.SHUT_RD)
        if self._answered and not self._begun and now - self._tidied > TIDY_SECONDS:
            give_back()
            self._answered, self._tidied = False, time.monotonic()

    def _cap_keepalive(self, deadline: float) -> None:
        """A process that ends does not wait longer for those who have said nothing than for those kept alive."""
        super()._cap_keepalive(deadline)
        for connection in self.pending_conns:
            connection.timeout = min(connection.timeout, deadline)

    def handle_error(self, request: Any, client: socket.socket, address: Any, error: BaseException) -> None:
        """Refuse what is no HTTP with a 4xx; the log does not say who sent it."""
        if not isinstance(error, errors.ParseException):
            super().handle_error(request, client, None, error)
            return
        found = next((given for given in _STATUS if isinstance(error, given[0])), (None, 400, "Bad Request"))
        self.log.info("refused: %s", type(error).__name__)
        with contextlib.suppress(OSError):
            util.write_error(client, found[1], found[2], "")


def give_back() -> None:
    """Let the system have the free pieces between used ones: the C library by itself returns only those at the end.

    A deck or a printed briefing leaves some 10 MiB of them each. Libraries other than glibc have no such call.
    """
    trim = getattr(_C, "malloc_trim", None)
    if trim is not None:
        trim(0)


def _shut(connection: socket.socket, side: int) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(side)
