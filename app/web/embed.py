"""What the document of an embed tells its own script, and the script for portals; it must not decide who may frame."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from flask import Response, request

from app.charts.registry import all_charts, charts_of
from app.components.addresses import Place
from app.components.embed import whole_address
from app.site import Site
from app.state import PARAMETERS, ViewState
from app.web import headers

EMBED_SCRIPT = "embed-frame.js"
_HOST_SCRIPT = Path(__file__).with_name("embed.js")
_KEPT = "public, max-age=86400, stale-while-revalidate=604800"
_OF_EMBEDS = ("lang", "theme", "hide", "tab")
# They name the frame itself or belong to images and briefings: no message changes them.
_FIXED = ("id", "form", "size", "width", "height", "scale_factor", "bom", "present", "charts", "variant")


@dataclass(frozen=True, kw_only=True)
class EmbedFrame:
    """What the template of an embed needs beside the words: names, addresses, and ``settings`` as JSON."""

    name: str
    hide: str
    whole: str
    static: str
    settings: str

    @classmethod
    def of(cls, site: Site, place: Place, state: ViewState) -> EmbedFrame:
        """The frame of a place; its name in messages is the address's ``id``, else that of the chart or page."""
        name = state.id or place.slug or place.page
        whole = whole_address(site, state, place)
        settings = {
            "id": name,
            "ancestors": site.ancestors,
            "parameters": _parameters(place),
            "charts": [place.slug] if place.slug else [chart.slug for chart in charts_of(place.page)],
            "whole": site.href(place.whole.path, ViewState()),
        }
        return cls(
            name=name,
            hide=" ".join(state.hide),
            whole=whole,
            static=site.href(f"/embed-static/{place.slug}", state) if place.slug else "",
            settings=json.dumps(settings),
        )


def _parameters(place: Place) -> list[str]:
    """What a portal's message may set: what the chart takes; on a page all that belongs to a view."""
    if place.slug:
        return [*_OF_EMBEDS, *all_charts()[place.slug].parameters]
    return [name for name in PARAMETERS if name not in _FIXED]


def script() -> Response:
    """The script that a portal's page loads to give frames their height; asked for again once a day."""
    body = _HOST_SCRIPT.read_bytes()
    answer = Response(body, mimetype="text/javascript")
    answer.headers["Cache-Control"] = _KEPT
    answer.set_etag(blake2b(body, digest_size=12).hexdigest())
    headers.say_ignored(request.args)
    answer.make_conditional(request)
    return headers.for_everyone(answer)
