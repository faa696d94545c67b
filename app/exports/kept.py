"""What was made once and is asked for again, as files that workers share; it must not know what is in them."""

from __future__ import annotations

import logging
import os
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from app.store.shared_files import is_own_directory, write_beside

_LOG = logging.getLogger(__name__)
_OFTEN = 32  # files written between two looks at the size of the folder


class KeptFiles:
    """A folder of files by key, up to ``bound`` bytes, those unread for longest going first; 0 keeps none.

    Nothing depends on it: where the folder cannot be read or written, everything is made anew.
    """

    def __init__(self, folder: Path | None, *, bound: int) -> None:
        self._folder, self._bound = folder, bound
        self._written = 0
        self._ours: bool | None = None
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        """What is kept under a key."""
        path = self._path(key)
        if path is None:
            return None
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data

    def keep(self, key: str, data: bytes) -> None:
        """Keep bytes under a key; a reader sees all of them or none."""
        path = self._path(key)
        if path is None or len(data) > self._bound:
            return
        try:
            write_beside(path, data)
            if self._is_time():
                self._tidy(path.parent)
        except OSError as error:
            _LOG.warning("an image is not kept", extra={"reason": str(error)})

    def _path(self, key: str) -> Path | None:
        if self._folder is None or not self._bound or not self._is_ours():
            return None
        return self._folder / blake2b(key.encode(), digest_size=20).hexdigest()

    def _is_ours(self) -> bool:
        """Whether nobody but this user can have put a file into the folder; asked once."""
        if self._ours is None and self._folder is not None:
            self._ours = is_own_directory(self._folder)
        return bool(self._ours)

    def _is_time(self) -> bool:
        with self._lock:
            self._written += 1
            return self._written % _OFTEN == 1

    def _tidy(self, folder: Path) -> None:
        """Delete the files unread for longest until the rest is within the bound; another worker may do the same."""
        found = sorted(((path.stat(), path) for path in folder.iterdir()), key=lambda one: one[0].st_mtime)
        spare = sum(state.st_size for state, _ in found) - self._bound
        for state, path in found:
            if spare <= 0:
                return
            path.unlink(missing_ok=True)
            spare -= state.st_size
