"""The directory where the processes of a host share files, and locks between them; it must not know their content."""

from __future__ import annotations

import fcntl
import logging
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOG = logging.getLogger(__name__)


def default_cache_dir() -> Path:
    """The directory for shared files where none is configured: one per user under the system's temporary one."""
    return Path(tempfile.gettempdir()) / f"doppelkern-{os.getuid()}"


def is_own_directory(directory: Path) -> bool:
    """Make the directory; others must be unable to write there, for what is read from it is trusted."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = directory.lstat()
    except OSError as error:
        _LOG.warning("no directory for shared data, keeping the observations in memory: %s", error)
        return False
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o022:
        _LOG.warning("%s is not a directory of this user alone, keeping the observations in memory", directory)
        return False
    return True


@contextmanager
def locked_at_once(name: str, *, cache_dir: Path) -> Iterator[bool]:
    """Whether no other process of the host is in the block of that name; False without waiting where one is."""
    handle = _open_lock(name, cache_dir)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def write_beside(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever reads half of it; raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f"{path.name}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _open_lock(name: str, directory: Path) -> int:
    return os.open(directory / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


@contextmanager
def locked(name: str, *, cache_dir: Path | None = None) -> Iterator[None]:
    """Let one process of the host at a time into the block; where there is no shared directory, all go ahead."""
    directory = cache_dir or default_cache_dir()
    if not is_own_directory(directory):
        yield
        return
    handle = _open_lock(name, directory)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
