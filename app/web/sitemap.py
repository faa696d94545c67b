"""What search engines may read: robots.txt and sitemap.xml; only the operator's own address gets into them."""

from __future__ import annotations

from flask import Response, render_template

from app.charts.registry import all_charts
from app.components.addresses import PAGES, Place
from app.errors import NotFound
from app.i18n.legal import pages_of
from app.site import Site
from app.state import LANGUAGES, ViewState


def robots(site: Site) -> Response:
    """Everyone may read a public installation and is shown its sitemap; any other is closed to all."""
    lines = ["User-agent: *"]
    if site.indexed:
        sitemap = site.absolute(site.href("/sitemap.xml", ViewState()))
        lines += ["Disallow:", "", f"Sitemap: {sitemap}"]
    else:
        lines.append(f"Disallow: {site.prefix}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def keep_out(site: Site, answer: Response) -> Response:
    """Say the same with every answer: below a portal's path nobody reads a robots.txt, its own lies at the root."""
    if not site.indexed:
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def show(site: Site) -> Response:
    """Every page and chart in every language; raises NotFound where the installation is not public."""
    if not site.indexed:
        raise NotFound("sitemap.xml")
    places = [*(Place(page) for page in PAGES), *(Place("chart", slug) for slug in all_charts())]
    paths = [*(place.path for place in places), *(f"/{name}" for name in ("terms", *pages_of(site.legal)))]
    entries = [
        (site.absolute(site.href(path, ViewState(lang=lang))), alternates(site, path))
        for path in paths
        for lang in LANGUAGES
    ]
    return Response(render_template("sitemap.xml", entries=entries), mimetype="application/xml")


def alternates(site: Site, path: str, state: ViewState | None = None, *, origin: str = "") -> list[tuple[str, str]]:
    """The same view in every language, and last the one for all other languages, as (hreflang, whole address)."""
    shown = state or ViewState()
    listed = [(lang, site.absolute(site.href(path, shown, lang=lang), origin=origin)) for lang in LANGUAGES]
    return [*listed, ("x-default", listed[0][1])]
