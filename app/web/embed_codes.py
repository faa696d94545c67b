"""The codes that show a chart elsewhere, as the dialog asks for them; it must not word them itself."""

from __future__ import annotations

from flask import Response, jsonify, request

from app.components import embed_code as codes
from app.site import Site
from app.state import ViewState, parse
from app.store.snapshot import Snapshot
from app.web.origin import origin_of


def show(site: Site, slug: str) -> Response:
    """The codes of a view that follows newer data, and of one that stays; raises NotFound for an unknown chart.

    A chart without a choice of time has ``following`` alone. ``period`` is what the frozen one shows, in words.
    """
    chart, snapshot = site.chart(slug), site.snapshot
    state = parse({name: request.args.getlist(name) for name in request.args}).state
    drawing = site.draw(slug, snapshot=snapshot, state=state)
    if not codes.has_time(chart):
        return jsonify(title=drawing.title, following=_codes(site, snapshot, slug, state.for_chart(slug)))
    frozen = codes.frozen(site, snapshot, drawing, state)
    return jsonify(
        title=drawing.title,
        following=_codes(site, snapshot, slug, codes.following(drawing, state)),
        frozen=_codes(site, snapshot, slug, frozen),
        period=_words(site, frozen),
    )


def _codes(site: Site, snapshot: Snapshot, slug: str, state: ViewState) -> dict[str, str]:
    """Each code by its name; the image's is empty where this host makes no images."""
    drawing = site.draw(slug, snapshot=snapshot, state=state)
    embed = codes.chart_embed(site, drawing, state, origin=origin_of(site))
    return {
        "live": embed.live,
        "html": codes.iframe_snippet(embed),
        "image": codes.image_snippet(embed),
        "static": codes.static_snippet(embed),
        "oembed": embed.oembed,
    }


def _words(site: Site, state: ViewState) -> str:
    """The frozen period or span of years as a reader of the language says it; empty where there is none."""
    texts = site.texts[state.lang]
    if state.period:
        return texts.period(state.period)
    start, _, end = state.time.partition("..")
    if not end:
        return ""
    last = texts.period_short(end)
    return last if start == "earliest" else texts("span.from_to", first=texts.period_short(start), last=last)
