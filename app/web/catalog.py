"""The list of all charts with their parameters, for machines; it must not draw."""

from __future__ import annotations

from flask import Response, jsonify, request

from app.charts.registry import all_charts
from app.components.addresses import PAGES, Place
from app.exports.formats import FORMATS, IMAGES
from app.site import Site
from app.state import ViewState
from app.web import headers
from app.web.document import state_of_request


def show(site: Site) -> Response:
    """Every chart: slug, name, page, parameters, formats, and the address of the page it stands on."""
    texts = site.texts[state_of_request().lang]
    charts = [
        {
            "slug": chart.slug,
            "name": texts(f"chart.{chart.slug}.name"),
            "page": chart.page,
            "address": site.href(Place("chart", chart.slug).path, ViewState()),
            "page_address": site.href(PAGES[chart.page], ViewState()) + f"#{chart.slug}",
            "parameters": ["lang", "theme", *chart.parameters],
            "formats": {
                extension: site.href(f"{Place('chart', chart.slug).path}.{extension}", ViewState())
                for extension in (*FORMATS, *IMAGES)
            },
        }
        for chart in all_charts().values()
    ]
    headers.say_ignored(name for name in request.args if name != "lang")
    answer = jsonify(data_version=site.snapshot.version, languages=list(site.texts), charts=charts)
    return headers.for_everyone(answer)
