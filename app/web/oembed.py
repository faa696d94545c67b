"""oEmbed 1.0: an address of ours in, the code to show it out; it must not answer for any other address."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from flask import Response, jsonify, request

from app.charts.registry import all_charts
from app.components.addresses import Place, place_of
from app.components.embed_code import CHART_WIDTH, Embed, chart_embed, iframe_snippet, page_embed
from app.errors import FormatUnknown, NotFound
from app.site import Site
from app.state import ViewState, parse
from app.web import headers
from app.web.origin import origin_of

NARROW = 768  # px, from which on a chart takes its wide form
_LONGEST = 8000
_KEPT_FOR = 3600  # seconds a portal may keep the code: titles follow the data
_KNOWN = ("url", "format", "maxwidth", "maxheight")
_IMAGE = (1700, 1200)  # px of the image preset "natural"
_PORTS = {"http": 80, "https": 443}


def show(site: Site) -> Response:
    """The code for ``url`` as JSON or XML; raises NotFound for an address that is not ours, FormatUnknown."""
    form = request.args.get("format", "json")
    if form not in ("json", "xml"):
        raise FormatUnknown(form[:20])
    origin = origin_of(site)
    place, state = asked(site, request.args.get("url", ""), origin=origin)
    width, height = _limit("maxwidth"), _limit("maxheight")
    said = _answer(site, _embed(site, place, state, origin=origin, width=width), width=width, height=height)
    said["provider_url"] = site.absolute(site.href("/", ViewState()), origin=origin)
    answer = jsonify(said) if form == "json" else Response(_xml(said), mimetype="text/xml")
    headers.say_ignored(name for name in request.args if name not in _KNOWN)
    return headers.for_everyone(answer)


def asked(site: Site, url: str, *, origin: str) -> tuple[Place, ViewState]:
    """The place and state of a whole address under ``origin`` and the prefix; raises NotFound for any other."""
    if not url or len(url) > _LONGEST or not url.isascii() or re.search(r"[\x00-\x20\\\x7f]", url):
        raise NotFound("no address")
    try:
        parts, own = urlsplit(url), urlsplit(origin)
        given, ours = parts.port or _PORTS.get(parts.scheme), own.port or _PORTS.get(own.scheme)
    except ValueError as error:
        raise NotFound("no address") from error
    # A portal may keep http:// addresses of a page that answers by https:// alone: the standard ports are one.
    same_port = given == ours or {given, ours} == set(_PORTS.values())
    if parts.scheme not in _PORTS or "@" in parts.netloc or parts.hostname != own.hostname or not same_port:
        raise NotFound(url[:200])
    place = _place(parts.path, site.prefix)
    if place is None:
        raise NotFound(url[:200])
    chart = all_charts().get(parts.fragment)
    if chart and chart.page == place.page:  # the place of a chart on its page means that chart
        place = Place("chart", chart.slug)
    return place, parse(parts.query).state


def _place(path: str, prefix: str) -> Place | None:
    """The place that is shown at a path, whether or not it is framed and whether or not by script."""
    static = path.removeprefix(f"{prefix}embed-static/")
    if static != path:
        return Place("chart", static) if static in all_charts() else None
    found = place_of(path, prefix)
    return found.whole if found else None


def _embed(site: Site, place: Place, state: ViewState, *, origin: str, width: int) -> Embed:
    if not place.slug:
        return page_embed(site, place.page, state, origin=origin)
    form = "narrow" if 0 < width < NARROW else "wide"
    drawing = site.draw(place.slug, snapshot=site.snapshot, state=state, form=form)
    return chart_embed(site, drawing, state, origin=origin)


def _answer(site: Site, embed: Embed, *, width: int, height: int) -> dict[str, Any]:
    """The fields of oEmbed; the frame is as wide as there is room unless the portal says how wide it may be."""
    wide = min(width or CHART_WIDTH, CHART_WIDTH)
    high = min(height or embed.height, embed.height)
    said: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Doppelkern",
        "title": embed.title,
        "html": iframe_snippet(embed, width=wide if width else 0, height=high),
        "width": wide,
        "height": high,
        "cache_age": _KEPT_FOR,
    }
    if embed.image and not width and not height:
        said |= {"thumbnail_url": embed.image, "thumbnail_width": _IMAGE[0], "thumbnail_height": _IMAGE[1]}
    return said


def _limit(name: str) -> int:
    """A limit in px as a portal gives it; 0 where it gives none that can be one."""
    text = request.args.get(name, "")
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,5}", text) else 0


def _xml(said: dict[str, Any]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in said.items():
        ElementTree.SubElement(root, name).text = str(value)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
