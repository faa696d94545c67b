"""Finds the host's browser process or starts it, once for all; it must not know what the process is asked to do."""

from __future__ import annotations

import fcntl
import hashlib
import os
import select
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from app.errors import RendererBusy, RendererMissing
from app.exports.chromium import find_chromium
from app.store.shared_files import default_cache_dir

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST = 50  # bytes of a path; Chromium makes a socket 57 bytes below its profiles, and the kernel allows 107
_START_SECONDS = 15
_END_SECONDS = 10


class BrowserOwner:
    """The way to the browser process of a directory; the process ends with the owner that started it.

    One process serves all who name the same directory, Chromium and assets and run the same code.
    """

    def __init__(self, *, assets: Path, directory: Path, wish: str, limits: Mapping[str, float]) -> None:
        self._assets = assets
        self._directory = directory
        self._wish = wish
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def connect(self) -> socket.socket:
        """A connection to the process; raises OSError where none runs."""
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(2)
            connection.connect(str(self._path("sock")))
        except BaseException:
            connection.close()
            raise
        return connection

    def ensure(self) -> socket.socket:
        """A connection to the process, which is started where none runs; raises RendererMissing or RendererBusy."""
        with suppress(OSError):
            return self.connect()
        try:
            with self._lock, self._alone():
                with suppress(OSError):
                    return self.connect()
                self._start()
                return self.connect()
        except OSError as error:
            raise RendererMissing(f"the browser process does not start: {error}") from error

    def end(self) -> None:
        """End the process if it is ours."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for end in (process.stdin, process.stdout):
            if end:
                end.close()

    def _start(self) -> None:
        chromium = find_chromium(self._wish)
        if chromium is None:
            raise RendererMissing("there is no Chromium on this host")
        self.end()
        self._path("sock").unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "app.exports.browser_process"),
                *("--socket", str(self._path("sock")), "--profiles", str(self._path("d"))),
                *("--chromium", str(chromium), "--assets", str(self._assets)),
                *(f"--{name.replace('_', '-')}={number}" for name, number in self._limits.items()),
            ],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._await_ready(self._process)

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], _START_SECONDS)
        if not ready or os.read(process.stdout.fileno(), 64) != b"ready\n":
            self.end()
            raise RendererMissing("the browser process does not start")

    def _alone(self) -> _FileLock:
        return _FileLock(self._path("lock"))

    def _path(self, kind: str) -> Path:
        """Where a thing of the process lies; a directory too long for a socket gives way to a short one."""
        told = "\\n".join((str(self._directory), str(find_chromium(self._wish)), str(self._assets), _code()))
        name = f"browser-{hashlib.sha256(told.encode()).hexdigest()[:8]}.{kind}"
        path = self._directory / name
        if len(os.fsencode(path)) > _LONGEST:
            path = default_cache_dir() / name
        _make_own(path.parent)
        return path


class _FileLock:
    """A lock between processes, waited for with patience."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1

    def __enter__(self) -> None:
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        until = time.monotonic() + _START_SECONDS
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > until:
                    os.close(self._handle)
                    raise RendererBusy("the browser process is being started") from None
                time.sleep(0.05)

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)


def _make_own(directory: Path) -> None:
    """Others must be unable to write there: what listens at the socket is trusted."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = directory.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o022:
        raise OSError(f"{directory} is not a directory of this user alone")


@cache
def _code() -> str:
    """What changes whenever the code of the process does; read once, for files put in place later are not run here."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*")):
        if path.suffix in (".py", ".js"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
