"""Whether the process is up and the data is loaded; nothing else is said about either."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response, jsonify

from app.site import Site

_MOST_PROBLEMS = 500


def healthz() -> Response:
    """The process is up."""
    return jsonify(status="up")


def readyz(site: Site) -> Response:
    """The data is loaded, and which version of it; where a changed package was refused, all that is wrong with it.

    ``unreached``: why the address of the package cannot be read now; the data before keeps serving.
    """
    snapshot, refusal = site.snapshot, site.live.refusal
    ready: dict[str, object] = {
        "status": "ready",
        "data_version": snapshot.version,
        "featured_period": snapshot.featured_period,
    }
    if refusal is not None:
        ready["refused"] = {
            "count": len(refusal.problems),
            "problems": [asdict(problem) for problem in refusal.problems[:_MOST_PROBLEMS]],
        }
    if site.live.trouble is not None:
        ready["unreached"] = site.live.trouble
    return jsonify(ready)
