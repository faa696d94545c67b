"""Counts and times every answer, gives it an identity for the log, and shows the counts; it keeps no reader."""

from __future__ import annotations

import logging
import time
from uuid import uuid4

from flask import Flask, Response, g, request

from app.metrics import CONTENT_TYPE, Metrics, Reading
from app.site import Site

_LOG = logging.getLogger(__name__)
_KINDS = (
    ("_dash-update-component", "callback"),
    ("_dash", "asset"),
    ("assets/", "asset"),
    ("bundle/", "asset"),
    ("data/", "data"),
    ("embed", "embed"),
    ("healthz", "health"),
    ("readyz", "health"),
    ("metrics", "health"),
    ("catalog.json", "data"),
)
# What the browser process says of itself; counted since it was started.
_RENDERER = (
    ("waiting", "Images waiting for the browser"),
    ("running", "Images being made"),
    ("jobs", "Images made or tried"),
    ("failed", "Images that could not be made"),
    ("refused", "Images refused because too many were waiting"),
    ("restarts", "Times the browser was started anew"),
    ("memory", "Bytes of memory of the browser"),
)
_EXPORT = ".<"  # the rule of an export: chart/<slug>.<extension>


def register(server: Flask, site: Site, metrics: Metrics) -> None:
    """Measure from the first handler to the last."""
    server.before_request(_begin)

    def measured(answer: Response) -> Response:
        return _end(answer, site, metrics)

    server.after_request(measured)
    site.live.after_each_look(lambda: hold(site, metrics))


def _begin() -> None:
    g.begun = time.perf_counter()
    g.request_id = uuid4().hex[:16]


def _end(answer: Response, site: Site, metrics: Metrics) -> Response:
    seconds = time.perf_counter() - g.get("begun", time.perf_counter())
    kind = _kind(site)
    metrics.answered(kind, status=answer.status_code, seconds=seconds)
    answer.headers["X-Request-ID"] = identity = g.get("request_id", "")
    _LOG.log(
        logging.WARNING if answer.status_code >= 500 else logging.DEBUG,
        "answered",
        extra={
            "request_id": identity,
            "kind": kind,
            "method": request.method,
            "status": answer.status_code,
            "milliseconds": round(seconds * 1000, 1),
        },
    )
    return answer


def _kind(site: Site) -> str:
    """What was asked for, one of a few words."""
    rule = request.url_rule.rule if request.url_rule else ""
    inner = rule.removeprefix(site.prefix) if rule.startswith(site.prefix) else rule.removeprefix("/")
    if _EXPORT in inner:
        return "export"
    return next((kind for start, kind in _KINDS if inner.startswith(start)), "page" if rule else "none")


def hold(site: Site, metrics: Metrics) -> None:
    """Note what this process holds, so that whichever process is asked can say it of all."""
    live = site.live
    metrics.hold(
        loaded=live.loaded,
        problems=len(live.refusal.problems) if live.refusal else 0,
        unreached=live.trouble is not None,
    )


def show(site: Site, metrics: Metrics) -> Response:
    """The counts, which data is in force since when, and how the host's browser is doing, for Prometheus."""
    hold(site, metrics)
    return Response(metrics.text([*_data_readings(site), *_renderer_readings(site)]), content_type=CONTENT_TYPE)


def _data_readings(site: Site) -> list[Reading]:
    live = site.live
    version = (("version", live.current.version),)
    return [
        Reading(name="doppelkern_data", help="The data in force, by its version", value=1, labels=version),
        Reading(name="doppelkern_data_loaded_timestamp_seconds", help="When that data was loaded", value=live.loaded),
        Reading(
            name="doppelkern_data_age_seconds", help="Seconds since then", value=max(0.0, time.time() - live.loaded)
        ),
        Reading(
            name="doppelkern_drawings", help="Drawings in the memory of the answering process", value=len(site.memory)
        ),
    ]


def _renderer_readings(site: Site) -> list[Reading]:
    """How the host's one browser is doing; only that it is not running where it is not."""
    status = site.renderer.status()
    found = [Reading(name="doppelkern_renderer_up", help="Whether the browser process answers", value=bool(status))]
    return found + [
        Reading(name=f"doppelkern_renderer_{name}", help=said, value=status[name])
        for name, said in _RENDERER
        if name in status
    ]
