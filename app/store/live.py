"""Holds the current Snapshot and takes over a changed package once it is still and valid; it knows no reader.

Whoever answers a request takes the Snapshot from here once and passes it on: no answer mixes two versions.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import PackageInvalid
from app.store.descriptor import DESCRIPTOR
from app.store.history import InForce, note
from app.store.package_copy import kept_folder
from app.store.problem import Problem
from app.store.remote import RemotePackage
from app.store.shared_files import default_cache_dir, locked
from app.store.snapshot import Snapshot, load_snapshot

_LOG = logging.getLogger(__name__)
STILL_SECONDS = 2.0
"""How long a changed package must have lain still where nothing else is said."""
_LOOK_EVERY_SECONDS = 1.0
_MOST_FILES = 1000

Marks = tuple[tuple[str, int, int, int, int], ...]


@dataclass(frozen=True)
class Refusal:
    """A changed package that was not taken over: all its problems."""

    problems: tuple[Problem, ...]


class LiveSnapshot:
    """The data of a running dashboard: loaded at once, raising PackageInvalid if the package breaks its rules.

    :meth:`watch` follows the directory in the background; :meth:`look` is one glance at it.
    """

    def __init__(
        self,
        directory: Path,
        *,
        cache_dir: Path | None = None,
        still: float = STILL_SECONDS,
        remote: RemotePackage | None = None,
        before: Path | None = None,
    ) -> None:
        """``still``: seconds a change must have lain still; ``remote``: whence the directory is filled, if it is;
        ``before``: a package that counts as the one before where none is known to have been in force.
        """
        self.directory = directory
        self._still = 0.0 if remote else still  # the folder of an address changes at one stroke
        self._remote = remote
        if remote is not None and (problems := filled(remote)):
            raise PackageInvalid(problems)
        self._cache_dir = cache_dir
        self._known = _marks(directory)  # before loading: what changes meanwhile is noticed at the first look
        self._moving: tuple[Marks, float] | None = None
        self._current = load_snapshot(directory, cache_dir=cache_dir)
        self._loaded = time.time()
        self._before = before
        with locked("package", cache_dir=cache_dir):
            self._history = self._noted()
        self._refusal: Refusal | None = None
        self._listeners: list[Callable[[Snapshot], None]] = []
        self._lookers: list[Callable[[], None]] = []
        self._looking = threading.Lock()
        self._watcher: tuple[int, threading.Thread] | None = None
        self._end = threading.Event()

    @property
    def current(self) -> Snapshot:
        """The Snapshot now in force."""
        return self._current

    @property
    def loaded(self) -> float:
        """When the Snapshot in force was loaded, in seconds since 1970."""
        return self._loaded

    @property
    def since(self) -> float:
        """Since when its version is in force on this host, over restarts, as far as that is noted."""
        return self._history[0].since

    @property
    def earlier(self) -> Path | None:
        """The folder of the package before the one in force; None where none is known or it is not kept."""
        for one in self._history[1:]:
            folder = kept_folder(one.version, cache_dir=self._cache_dir or default_cache_dir())
            return folder if folder.is_dir() else self._before
        return self._before

    @property
    def refusal(self) -> Refusal | None:
        """Why the package as it lies there now is not the one in force; None where it is."""
        if self._remote is not None and self._remote.standing.problems:
            return Refusal(self._remote.standing.problems)
        return self._refusal

    @property
    def trouble(self) -> str | None:
        """Why the address of the package cannot be read now; None where it can, or where there is none."""
        return (self._remote.standing.trouble or None) if self._remote is not None else None

    def on_change(self, listener: Callable[[Snapshot], None]) -> None:
        """Call a function with each new Snapshot, after it has come into force."""
        self._listeners.append(listener)

    def after_each_look(self, listener: Callable[[], None]) -> None:
        """Call a function about once a second in each process that watches."""
        self._lookers.append(listener)

    def look(self, now: float) -> bool:
        """Look at the files once; True where a new Snapshot came into force. ``now``: seconds on any steady clock.

        A change is acted on when the files have been still for long enough and did not change while they were read.
        An invalid package is refused: the old Snapshot stays, and nothing is tried again until the files change.
        """
        with self._looking:
            marks = _marks(self.directory)
            if marks == self._known:
                self._moving = None
                return False
            if self._moving is None or self._moving[0] != marks:
                self._moving = (marks, now)
                return False
            if now - self._moving[1] < self._still:
                return False
            return self._take_over(marks)

    def watch(self) -> None:
        """Look every second in the background of this process; a forked process starts its own."""
        if self._watcher is not None and self._watcher[0] == os.getpid() and self._watcher[1].is_alive():
            return
        thread = threading.Thread(target=self._watch, name="package-watcher", daemon=True)
        self._watcher = (os.getpid(), thread)
        thread.start()

    def stop(self) -> None:
        """End the watching of this process."""
        self._end.set()

    def _watch(self) -> None:
        while not self._end.wait(min(_LOOK_EVERY_SECONDS, self._still / 2 or _LOOK_EVERY_SECONDS)):
            try:
                if self._remote is not None:
                    self._remote.refresh(wait=self._end.wait)
                self.look(time.monotonic())
                for listener in self._lookers:
                    listener()
            except Exception:
                _LOG.exception("the data package could not be looked at")

    def _take_over(self, marks: Marks) -> bool:
        try:
            with locked("package", cache_dir=self._cache_dir):  # one process checks, the others map what it wrote
                loaded = load_snapshot(self.directory, cache_dir=self._cache_dir)
        except PackageInvalid as error:
            if _marks(self.directory) == marks:
                self._refuse(marks, error)
            return False
        if _marks(self.directory) != marks:  # changed while it was read: what was read may be half of each
            self._moving = None
            return False
        self._known, self._moving, self._refusal = marks, None, None
        if loaded.version == self._current.version:
            return False
        _LOG.info("new data", extra={"data_version": loaded.version, "before": self._current.version})
        self._current, self._loaded = loaded, time.time()
        with locked("package", cache_dir=self._cache_dir):
            self._history = self._noted()
        for listener in self._listeners:
            listener(loaded)
        return True

    def _noted(self) -> tuple[InForce, ...]:
        return note(
            str(self.directory),
            self._current.version,
            cache_dir=self._cache_dir or default_cache_dir(),
            now=time.time(),
        )

    def _refuse(self, marks: Marks, error: PackageInvalid) -> None:
        self._known, self._moving, self._refusal = marks, None, Refusal(error.problems)
        _LOG.error(
            "a changed data package is refused, the one before stays",
            extra={"data_version": self._current.version, "problems": [str(problem) for problem in error.problems]},
        )


def filled(remote: RemotePackage) -> tuple[Problem, ...]:
    """Read the package from its address; problems only where neither it nor one read before can be used."""
    remote.refresh()
    if remote.directory.is_dir():
        return ()
    standing = remote.standing
    reason = standing.trouble or "cannot be read from its address; the log says why"
    return standing.problems or (Problem(DESCRIPTOR, None, None, None, reason),)


def _marks(directory: Path) -> Marks:
    """Name, inode (of a link and of its file), size and time of every file below; empty where it cannot be read."""
    found: list[tuple[str, int, int, int, int]] = []
    for folder, inner, names in os.walk(directory):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            try:
                link, state = path.lstat(), path.stat()
            except OSError:
                found.append((str(path), 0, 0, -1, 0))
            else:
                found.append((str(path), link.st_ino, state.st_ino, state.st_size, state.st_mtime_ns))
            if len(found) >= _MOST_FILES:
                return tuple(found)
    return tuple(found)
