"""A chart for pages that take no script: one document, no script, no storage, no cookie; it must not decide who frames.

It works in a frame with an empty ``sandbox`` and below a strict policy of the page around it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from flask import Response, request

from app.components.chart_page import all_ignored
from app.components.embed_code import view_of
from app.exports.composition import FLUID, compose_fluid
from app.exports.fonts import Fonts
from app.site import Site
from app.state import parse
from app.web import headers

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline' 'self'; img-src data: 'self'; font-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)


def show(site: Site, fonts: Fonts, slug: str) -> Response:
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
            views=(),
            theme=state.theme,
            variant=state.variant,
            link=link,
            address=re.sub(r"^https?://", "", site.absolute(link)) if site.origin else "",
            fonts=fonts.linked(f"{site.prefix}assets/"),
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
