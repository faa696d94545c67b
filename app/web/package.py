"""The files of the data package as they are; only those it names, and only while they are what the pages show."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Response, request, send_file
from werkzeug.exceptions import ServiceUnavailable

from app.errors import NotFound
from app.site import Site
from app.store.descriptor import DESCRIPTOR
from app.store.package import read_package
from app.store.problem import Findings
from app.store.snapshot import Snapshot
from app.web import headers

_LOG = logging.getLogger(__name__)


class FilesOnDisk:
    """The files on disk; where no copy of them is kept, a curator may change them while they are being shown."""

    def __init__(self) -> None:
        self._seen: tuple[tuple[Any, ...], str] = ((), "")

    def are_those_of(self, snapshot: Snapshot) -> bool:
        """Whether the files are those of the snapshot; read again only where one of them was touched."""
        try:
            state = tuple(_states(snapshot))
            if self._seen[0] != state:
                files = read_package(snapshot.folder, Findings())
                self._seen = (state, files.version if files else "")
        except OSError:
            return False
        return self._seen[1] == snapshot.version


def _states(snapshot: Snapshot) -> Iterator[tuple[str, int, int, int]]:
    for path in (DESCRIPTOR, *_tables(snapshot)):
        found = _file(snapshot, path).stat()
        yield path, found.st_ino, found.st_size, found.st_mtime_ns


def _file(snapshot: Snapshot, path: str) -> Path:
    return (snapshot.folder / path).resolve()


def send(site: Site, files: FilesOnDisk, name: str) -> Response:
    """A table as CSV or the descriptor; raises NotFound for another name, ServiceUnavailable while files change."""
    snapshot = site.snapshot
    if name != DESCRIPTOR and name not in _tables(snapshot):
        raise NotFound(name[:100])
    if not files.are_those_of(snapshot):
        _LOG.warning("the files of the data package are not those that are shown", extra={"file": name})
        raise ServiceUnavailable
    kind = "application/json" if name == DESCRIPTOR else "text/csv"
    answer = send_file(
        _file(snapshot, name),
        mimetype=kind,
        as_attachment=name != DESCRIPTOR,
        download_name=name.rpartition("/")[2],
        etag=f"{snapshot.version}-{name}",
    )
    headers.say_ignored(request.args)
    return headers.for_everyone(answer)


def _tables(snapshot: Snapshot) -> list[str]:
    """The paths of the tables inside the folder, as the descriptor gives them."""
    return [str(resource["path"]) for resource in snapshot.descriptor["resources"]]
