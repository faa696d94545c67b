"""``/picture/<slug>.json``: what a reader's browser makes a chart's image of where the host cannot; it makes none."""

from __future__ import annotations

from flask import Response, jsonify, request

from app.site import Site
from app.state import parse
from app.web import headers
from app.web.images import order_of


def show(site: Site, slug: str) -> Response:
    """The composition of a view in a size, its plot as a figure to draw; raises NotFound for an unknown chart."""
    parsed = parse({name: request.args.getlist(name) for name in request.args})
    order, ignored = order_of(site, slug=slug, parsed=parsed, extension="png")
    parts = site.pictures.parts(order)
    width, height = order.size.output
    answer = jsonify(
        document=parts.document,
        figure=parts.figure,
        plot={"width": parts.plot_width, "height": parts.plot_height},
        layout={"width": order.size.width, "height": order.size.height},
        output={"width": width, "height": height},
        filename=f"{order.drawing.filename}.png",
        words={name: text for name, text in order.words.entries.items() if text},
    )
    headers.say_ignored(item.name for item in ignored)
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
