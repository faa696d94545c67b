"""The files of the data package as they are; only those that the package itself names."""

from __future__ import annotations

from pathlib import Path

from flask import Response, send_file

from app.errors import NotFound
from app.site import Site

DESCRIPTOR = "datapackage.json"


def send(site: Site, folder: Path, name: str) -> Response:
    """A table as CSV or the descriptor; raises NotFound for any other name."""
    known = {f"{table}.csv" for table in site.snapshot.tables} | {DESCRIPTOR}
    if name not in known:
        raise NotFound(name[:100])
    kind = "application/json" if name == DESCRIPTOR else "text/csv; charset=utf-8"
    answer = send_file(folder / name, mimetype=kind, as_attachment=name != DESCRIPTOR, download_name=name)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
