"""A chart for pages that take no script: one document, no script, no storage, no cookie; it must not decide who frames.

It works in a frame with an empty ``sandbox`` and below a strict policy of the page around it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import replace

from flask import Response, request

from app.charts.spec import Drawing
from app.components.chart_page import all_ignored
from app.components.embed_code import view_of
from app.errors import Unavailable
from app.exports.composition import FLUID, View, compose_fluid
from app.site import Site
from app.state import parse
from app.web import headers

_LOG = logging.getLogger(__name__)
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline' 'self'; img-src data: 'self'; font-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)


def show(site: Site, slug: str) -> Response:
    """The chart in the view of the address; raises NotFound where there is no such chart."""
    parsed = parse({name: request.args.getlist(name) for name in request.args})
    snapshot, state = site.snapshot, parsed.state
    texts = site.texts[state.lang]
    drawings = {
        form: site.draw(slug, snapshot=snapshot, state=state, form=form) for form in dict.fromkeys(f for f, _ in FLUID)
    }
    drawing = drawings["wide"]
    ignored = all_ignored(parsed, [drawing])
    link = site.href(f"/chart/{slug}", replace(view_of(site.chart(slug), state), theme=state.theme))
    answer = Response(
        compose_fluid(
            drawing,
            texts,
            views=_views(site, drawings),
            theme=state.theme,
            variant=state.variant,
            link=link,
            address=re.sub(r"^https?://", "", site.absolute(link)) if site.origin else "",
            fonts=site.pictures.fonts.linked(f"{site.prefix}assets/"),
            hide=state.hide,
            ignored=[texts(item.reason, name=item.name, value=item.value) for item in ignored],
        ),
        mimetype="text/html",
    )
    headers.say_ignored(item.name for item in ignored)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _views(site: Site, drawings: Mapping[str, Drawing]) -> tuple[View, ...]:
    """The chart at every width; none where it cannot be drawn now: the table stands in."""
    if not site.pictures.available:
        return ()
    try:
        return site.pictures.views(drawings)
    except Unavailable as error:
        _LOG.warning(
            "the table stands in for the picture", extra={"chart": drawings["wide"].slug, "reason": str(error)}
        )
        return ()
