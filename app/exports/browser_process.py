"""The host's one browser as a process with a socket: a bounded queue, time limits, recycling; it knows no charts.

Started by ``Renderer.start`` as ``python -m app.exports.browser_process``. Its standard input is a pipe held by the
process that started it: once that ends, however it ends, so does this one, and Chromium with it.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.exports.chromium import BrowserGone, ChildBrowser, OrderFailed
from app.exports.jobs import Job, JobInvalid, Stand, Supplies, parse_job
from app.exports.messages import Header, MessageInvalid, packed, read

_LOG = logging.getLogger("app.exports.browser")
_NICE = 5  # readers go before images
_PATIENCE = 25.0  # longest wait of a caller, in seconds


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much there may be of everything; times in seconds, memory in bytes."""

    stands: int = 2
    waiting: int = 16
    job_seconds: float = 10.0
    stand_jobs: int = 200
    browser_jobs: int = 2000
    memory: int = 1 << 30
    start_pause: float = 2.0
    rest_seconds: float = 2.0


class Refused(Exception):
    """Why a job is not done, as the renderer is told: busy, missing or rejected."""

    def __init__(self, error: str, message: str, retry_after: int = 0) -> None:
        super().__init__(message)
        self.header: Header = {"error": error, "message": message, "retry_after": retry_after}


@dataclass(eq=False, kw_only=True)
class Waiting:
    """A job on its way, until when it makes sense, and where its outcome goes."""

    job: Job
    deadline: float
    outcome: asyncio.Future[tuple[bytes, dict[str, Any] | None]]


@dataclass(kw_only=True)
class Counters:
    """What happened since the process started."""

    jobs: int = 0
    failed: int = 0
    refused: int = 0
    restarts: int = -1  # the first start is none
    running: int = 0


@dataclass(eq=False, kw_only=True)
class Place:
    """One of the places where jobs are done; empty until its first job and after each recycling."""

    stand: Stand | None = None


@dataclass(eq=False, kw_only=True)
class Browsers:
    """The one Chromium in use, started when it is needed, replaced when it is gone or worn."""

    path: Path
    profiles: Path
    limits: Limits
    counters: Counters
    current: ChildBrowser | None = None
    jobs: int = 0
    failures: int = 0
    closed_until: float = 0.0
    users: dict[ChildBrowser, int] = field(default_factory=dict)
    closing: set[asyncio.Task[None]] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[ChildBrowser]:
        """A Chromium that runs and is not closed meanwhile; raises Refused where it does not start."""
        browser = await self._get()
        self.users[browser] = self.users.get(browser, 0) + 1
        try:
            yield browser
        finally:
            self.users[browser] -= 1
            self._close_if_unused(browser)

    async def _get(self) -> ChildBrowser:
        async with self.lock:
            if self.current is not None and (self.current.gone or self._is_worn(self.current)):
                self._retire(self.current)
            if self.current is None:
                self.current = await self._start()
            self.jobs += 1
            return self.current

    def _is_worn(self, browser: ChildBrowser) -> bool:
        if self.jobs >= self.limits.browser_jobs:
            return True
        return self.jobs % 20 == 19 and browser.memory() > self.limits.memory

    def _retire(self, browser: ChildBrowser) -> None:
        _LOG.info("the browser is replaced after %d jobs%s", self.jobs, ": it has ended" if browser.gone else "")
        self.current = None
        self._close_if_unused(browser)

    def _close_if_unused(self, browser: ChildBrowser) -> None:
        """What is still at work in a browser that is replaced may finish there."""
        if browser is not self.current and not self.users.get(browser):
            self.users.pop(browser, None)
            task = asyncio.create_task(browser.close())
            self.closing.add(task)
            task.add_done_callback(self.closing.discard)

    async def _start(self) -> ChildBrowser:
        now = asyncio.get_running_loop().time()
        if now < self.closed_until:
            raise Refused("missing", "Chromium did not start", int(self.closed_until - now) + 1)
        try:
            started = await ChildBrowser.start(self.path, profiles=self.profiles)
        except BrowserGone as error:
            self.failures += 1
            self.closed_until = now + min(60.0, self.limits.start_pause * 2**self.failures)
            _LOG.error("%s", error)
            raise Refused("missing", "Chromium did not start", 5) from error
        self.failures, self.jobs = 0, 0
        self.counters.restarts += 1
        return started

    async def close(self) -> None:
        """End every Chromium."""
        if self.current is not None:
            await self.current.close()
            self.current = None
        await asyncio.gather(*self.closing, return_exceptions=True)


class Service:
    """Takes jobs from connections, has them done, and answers."""

    def __init__(self, *, path: Path, profiles: Path, supplies: Supplies, limits: Limits) -> None:
        self._limits = limits
        self._supplies = supplies
        self._counters = Counters()
        self._browsers = Browsers(path=path, profiles=profiles, limits=limits, counters=self._counters)
        self._queue: asyncio.Queue[Waiting] = asyncio.Queue(limits.waiting)
        self._places = [Place() for _ in range(limits.stands)]

    async def run(self, socket_path: Path, ended: asyncio.Event) -> None:
        """Serve on a socket of this user alone until ``ended`` is set."""
        server = await asyncio.start_unix_server(self._serve, path=socket_path)
        socket_path.chmod(0o600)
        workers = [asyncio.create_task(self._work(place)) for place in self._places]
        warming = asyncio.create_task(self._warm())
        os.write(1, b"ready\n")  # to the renderer that waits for it
        await ended.wait()
        server.close()
        for task in (*workers, warming):
            task.cancel()
        await asyncio.gather(*workers, warming, return_exceptions=True)
        await self._browsers.close()
        socket_path.unlink(missing_ok=True)

    async def _warm(self) -> None:
        with suppress(Refused):
            async with self._browsers.lease():
                pass

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            header, body = await asyncio.wait_for(read(reader), _PATIENCE)
            answer = await self._answer(header, body, reader)
            writer.write(answer)
            await asyncio.wait_for(writer.drain(), _PATIENCE)
        except (OSError, asyncio.IncompleteReadError, MessageInvalid, TimeoutError) as error:
            _LOG.debug("a connection ended: %r", error)
        finally:
            writer.close()

    async def _answer(self, header: Header, body: bytes, reader: asyncio.StreamReader) -> bytes:
        if header.get("kind") == "status":
            return packed(self._status())
        try:
            data, report = await self._done(parse_job(header, body), _patience(header), reader)
            return packed({"report": report}, data)
        except JobInvalid as error:
            return packed({"error": "invalid", "message": str(error)})
        except Refused as error:
            self._counters.refused += error.header["error"] == "busy"
            return packed(error.header)

    async def _done(
        self, job: Job, patience: float, reader: asyncio.StreamReader
    ) -> tuple[bytes, dict[str, Any] | None]:
        """Queue a job and wait for it; a caller who goes away before its turn is forgotten."""
        loop = asyncio.get_running_loop()
        waiting = Waiting(job=job, deadline=loop.time() + patience, outcome=loop.create_future())
        try:
            self._queue.put_nowait(waiting)
        except asyncio.QueueFull:
            raise Refused("busy", "too many jobs wait", 2 + self._limits.waiting // 4) from None
        leaving = asyncio.ensure_future(reader.read(1))
        either: set[asyncio.Future[Any]] = {waiting.outcome, leaving}
        try:
            await asyncio.wait(either, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
        if not waiting.outcome.done():
            waiting.outcome.cancel()
            raise Refused("busy", "it took too long", 5)
        return waiting.outcome.result()

    async def _work(self, place: Place) -> None:
        while True:
            waiting = await self._next(place)
            if waiting.outcome.done():
                continue
            self._counters.running += 1
            try:
                result = await self._attempt(place, waiting.job)
                self._counters.jobs += 1
                _tell(waiting.outcome, result)
            except Refused as error:
                self._counters.failed += 1
                _tell(waiting.outcome, error)
            finally:
                self._counters.running -= 1

    async def _next(self, place: Place) -> Waiting:
        """The next job; where none comes for a while, the place rests until one does."""
        if place.stand is not None:
            with suppress(TimeoutError):
                return await asyncio.wait_for(self._queue.get(), self._limits.rest_seconds)
            await self._rest(place)
        return await self._queue.get()

    async def _rest(self, place: Place) -> None:
        """Give memory back after the last job of many; pages that cannot are closed."""
        stand = place.stand
        if stand is None or stand.browser.gone:
            return
        resting = asyncio.ensure_future(stand.rest())
        await asyncio.wait({resting}, timeout=self._limits.job_seconds)
        if not resting.done() or resting.exception() is not None:
            resting.cancel()
            await self._abandon(place)

    async def _attempt(self, place: Place, job: Job) -> tuple[bytes, dict[str, Any] | None]:
        """Do a job in a place, within its time; a browser that has to be started first takes time of its own."""
        async with self._browsers.lease() as browser:
            doing = asyncio.ensure_future((await self._stand(place, browser)).do(job))
            await asyncio.wait({doing}, timeout=self._limits.job_seconds)
            if not doing.done():
                doing.cancel()
                await self._abandon(place)
                raise Refused("busy", f"{job.kind}: took longer than {self._limits.job_seconds:g} s", 5)
            try:
                return doing.result()
            except BrowserGone as error:
                await self._abandon(place)
                raise Refused("busy", "the browser ended while it worked", 1) from error
            except OrderFailed as error:
                await self._abandon(place)
                _LOG.warning("%s failed: %s", job.kind, str(error)[:500])
                raise Refused("rejected", f"{job.kind}: the browser could not make it", 2) from error

    async def _stand(self, place: Place, browser: ChildBrowser) -> Stand:
        """The pages of a place, made anew where they are worn, crashed, or of another browser."""
        if place.stand is not None and (
            place.stand.browser is not browser or place.stand.crashed or place.stand.jobs >= self._limits.stand_jobs
        ):
            await self._abandon(place)
        if place.stand is None:
            place.stand = Stand(browser, self._supplies)
        return place.stand

    async def _abandon(self, place: Place) -> None:
        """Close the pages of a place; where even that does not work, the browser is at its end."""
        stand, place.stand = place.stand, None
        if stand is None or stand.browser.gone:
            return
        closing = asyncio.ensure_future(stand.close())
        await asyncio.wait({closing}, timeout=2)
        if not closing.done() or closing.exception() is not None:
            closing.cancel()
            stand.browser.kill()

    def _status(self) -> Header:
        browser = self._browsers.current
        alive = browser is not None and not browser.gone
        return {
            "waiting": self._queue.qsize(),
            "running": self._counters.running,
            "jobs": self._counters.jobs,
            "failed": self._counters.failed,
            "refused": self._counters.refused,
            "restarts": max(0, self._counters.restarts),
            "memory": browser.memory() if browser is not None and alive else 0,
            "process": os.getpid(),
            "chromium": browser.pid if browser is not None and alive else 0,
        }


def _tell(outcome: asyncio.Future[tuple[bytes, dict[str, Any] | None]], result: Any) -> None:
    if outcome.done():
        return
    if isinstance(result, Exception):
        outcome.set_exception(result)
    else:
        outcome.set_result(result)


def _patience(header: Header) -> float:
    wish = header.get("patience")
    return min(float(wish), _PATIENCE) if isinstance(wish, int | float) and wish > 0 else _PATIENCE


async def serve(parsed: argparse.Namespace) -> None:
    """Serve until the standard input ends or a signal says so."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    os.set_blocking(0, False)
    loop.add_reader(0, _owner_gone, ended)
    supplies = await asyncio.to_thread(Supplies.of, parsed.assets)
    limits = Limits(waiting=parsed.waiting, job_seconds=parsed.job_seconds, browser_jobs=parsed.browser_jobs)
    service = Service(path=parsed.chromium, profiles=parsed.profiles, supplies=supplies, limits=limits)
    await service.run(parsed.socket, ended)


def _owner_gone(ended: asyncio.Event) -> None:
    """The pipe says something only when nobody holds its other end any more."""
    with suppress(BlockingIOError):
        if not os.read(0, 64):
            asyncio.get_running_loop().remove_reader(0)
            ended.set()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the process; see the module."""
    defaults = Limits()
    parser = argparse.ArgumentParser(prog="app.exports.browser_process", description=__doc__)
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--chromium", type=Path, required=True)
    parser.add_argument("--assets", type=Path, required=True)
    parser.add_argument("--profiles", type=Path, required=True)
    parser.add_argument("--waiting", type=int, default=defaults.waiting)
    parser.add_argument("--job-seconds", type=float, default=defaults.job_seconds)
    parser.add_argument("--browser-jobs", type=int, default=defaults.browser_jobs)
    parsed = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    os.umask(0o077)
    shutil.rmtree(parsed.profiles, ignore_errors=True)  # of a process that was killed
    parsed.profiles.mkdir()
    os.nice(_NICE)
    asyncio.run(serve(parsed))
    return 0


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # a thread of the driver may still wait for a browser that was not to be started any more
