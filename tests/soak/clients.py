"""Clients that ask without a pause, each request on a connection of its own, and note what came of it."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request: a GET, or a POST where there is a body."""

    path: str
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """``status`` is 0 where there was no whole answer; times on the monotonic clock; ``wrong`` says what is."""

    asked: Asked
    status: int
    begun: float
    ended: float
    wrong: str = ""


Check = Callable[[Asked, bytes, Mapping[str, str]], str]


def ask(port: int, asked: Asked, *, seconds: float = 60) -> tuple[int, bytes, Mapping[str, str]]:
    """Status, body and headers of one answer; raises OSError or HTTPException where there is none that is whole."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        headers = {"Connection": "close", **dict(asked.headers)}
        connection.request("POST" if asked.body else "GET", asked.path, body=asked.body or None, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


class Clients:
    """So many threads that ask one of a choice again and again until they are told to end."""

    def __init__(self, port: int, choice: Sequence[Asked], *, count: int, check: Check, seed: int = 1) -> None:
        self.exchanges: list[Exchange] = []
        self._port, self._choice, self._check = port, choice, check
        self._end = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(random.Random(seed + place),), daemon=True)
            for place in range(count)
        ]

    @contextmanager
    def asking(self) -> Iterator[Clients]:
        """They ask for as long as the block lasts."""
        for thread in self._threads:
            thread.start()
        try:
            yield self
        finally:
            self._end.set()
            for thread in self._threads:
                thread.join(timeout=90)

    @property
    def failed(self) -> list[Exchange]:
        return [exchange for exchange in list(self.exchanges) if exchange.status != 200 or exchange.wrong]

    def answered(self, more: int, *, seconds: float = 60) -> bool:
        """Wait until so many more requests were answered; False where that takes too long."""
        wanted, end = len(self.exchanges) + more, time.monotonic() + seconds
        while len(self.exchanges) < wanted and time.monotonic() < end:
            time.sleep(0.02)
        return len(self.exchanges) >= wanted

    def _run(self, chance: random.Random) -> None:
        while not self._end.is_set():
            asked = chance.choice(self._choice)
            begun = time.monotonic()
            try:
                status, body, headers = ask(self._port, asked)
                wrong = self._check(asked, body, headers) if status == 200 else f"status {status}: {body[:200]!r}"
            except (OSError, http.client.HTTPException) as error:
                status, wrong = 0, f"{type(error).__name__}: {error}"
            ended = time.monotonic()
            self.exchanges.append(Exchange(asked=asked, status=status, begun=begun, ended=ended, wrong=wrong))


def unchecked(asked: Asked, body: bytes, headers: Mapping[str, str]) -> str:
    """An answer with a body will do."""
    return "" if body else "an empty answer"
