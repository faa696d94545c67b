"""The files of a package as they were loaded, kept aside so that what is shown can be taken away; it changes none."""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from pathlib import Path

from app.store.descriptor import DESCRIPTOR
from app.store.package import PackageFiles
from app.store.shared_files import is_own_directory

_LOG = logging.getLogger(__name__)
_KEPT = 3
_FOLDER = re.compile(r"package-[0-9a-f]{12}")


def keep_files(files: PackageFiles, *, cache_dir: Path) -> Path | None:
    """The folder with a copy of these very files, one for the host; None where there is no room for it."""
    folder = kept_folder(files.version, cache_dir=cache_dir)
    if not is_own_directory(cache_dir):
        return None
    if not folder.is_dir():
        try:
            _write(files, folder)
        except OSError as error:
            _LOG.warning("no copy of the data package is kept: %s", error)
            return None
    _touch_and_tidy(folder)
    return folder


def kept_folder(version: str, *, cache_dir: Path) -> Path:
    """Where the copy of a version lies, if one is kept."""
    return cache_dir / f"package-{version}"


def _write(files: PackageFiles, folder: Path) -> None:
    """Write beside the folder and rename, so that nobody ever reads half a package."""
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", suffix=".part", dir=folder.parent))
    try:
        (part / DESCRIPTOR).write_bytes(files.descriptor)
        for name, content in files.tables.items():
            path = part / files.package.resources[name].path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        part.rename(folder)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        if not folder.is_dir():  # another process may have been faster
            raise


def _touch_and_tidy(folder: Path) -> None:
    """The folder in use counts as the newest; the oldest beyond a few are removed."""
    try:
        os.utime(folder)
        found = [path for path in folder.parent.iterdir() if _FOLDER.fullmatch(path.name) and path != folder]
        found.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in found[_KEPT - 1 :]:
            shutil.rmtree(path, ignore_errors=True)
    except OSError as error:
        _LOG.warning("old copies of the data package stay: %s", error)
