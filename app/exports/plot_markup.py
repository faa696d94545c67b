"""Figures on their way to Plotly and plots on their way back: colours by role, ids by content, nothing that acts.

Plotly computes with colours, so it cannot be given ``var(--role)`` outside a page. Each role goes in as a colour that
nothing else has and comes out as ``var(--role)`` again. It must not know how the plot is drawn.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from plotly.utils import PlotlyJSONEncoder

from app.errors import CaptureRejected
from app.theme import COLOURS

_SVG = "http://www.w3.org/2000/svg"
_XML = "http://www.w3.org/XML/1998/namespace"
_ROLES = tuple(sorted(COLOURS["light"]))
_FIRST = 101  # sentinels are rgb(1, 2, 101) and up: nearly black, so that nobody chooses one of them
_ASKED = re.compile(r"var\(--([a-z-]+)\)")
_GIVEN = re.compile(r"rgba?\(\s*1\s*,\s*2\s*,\s*(\d{3})(?:\s*,\s*1(?:\.0+)?)?\s*\)|#0102([0-9a-f]{2})\b", re.IGNORECASE)
_ID = re.compile(r"""(?:url\(\s*(?:"|'|&quot;)?#|^#)([^"')&]+)""")
_OWN_URL = re.compile(r"""url\(\s*["']?#""")
_ELEMENTS = frozenset(
    {"svg", "g", "defs", "clipPath", "mask", "pattern", "symbol", "use", "linearGradient", "radialGradient", "stop"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "text", "tspan", "title", "desc"}
)
_IDLE = frozenset({"class", "data-notex", "data-unformatted", "data-math", "pointer-events", "tabindex", "aria-label"})


def figure_json(figure: Mapping[str, Any]) -> bytes:
    """A figure as JSON for Plotly, each role as its sentinel; raises ValueError for a role that no theme has."""
    text = json.dumps(figure, cls=PlotlyJSONEncoder, ensure_ascii=False, sort_keys=True)
    unknown = set(_ASKED.findall(text)) - set(_ROLES)
    if unknown:
        raise ValueError(f"no theme has the role {', '.join(sorted(unknown))}")
    return _ASKED.sub(lambda found: f"rgb(1, 2, {_FIRST + _ROLES.index(found[1])})", text).encode()


def coloured(figure: Mapping[str, Any], *, theme: str) -> dict[str, Any]:
    """A figure as plain data in the colours of a theme; raises ValueError for a role that no theme has."""
    named = dict(zip((f"rgb(1, 2, {_FIRST + at})" for at in range(len(_ROLES))), _ROLES, strict=True))
    text = re.sub(r"rgb\(1, 2, \d{3}\)", lambda found: COLOURS[theme][named[found[0]]], figure_json(figure).decode())
    plain: dict[str, Any] = json.loads(text)
    return plain


def plot_markup(svg: str) -> str:
    """The plot as markup of ours; raises CaptureRejected where it is no SVG.

    Equal plots give equal markup: Plotly's chance ids become numbers behind a prefix made of the content.
    """
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise CaptureRejected("the plot brings a document type")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise CaptureRejected(f"the plot is not well-formed: {error}") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise CaptureRejected("the plot is not an SVG")
    _clean(root)
    _number_ids(root)
    _prune(root)
    markup = _written(root)
    return markup.replace("ID-PREFIX", "p" + hashlib.sha256(markup.encode()).hexdigest()[:10])


def _clean(element: ElementTree.Element) -> None:
    for child in list(element):
        if _name(child.tag) in _ELEMENTS:
            _clean(child)
        else:
            _remove(element, child)
    for key in list(element.attrib):
        name = _name(key)
        value = element.attrib.pop(key)
        if value and name not in _IDLE and not name.lower().startswith("on") and _is_own_link(name, value):
            element.attrib[key] = _coloured(value)


def _remove(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Links are unwrapped, for their words are part of the plot; all else that is not known goes."""
    place = list(parent).index(child)
    parent.remove(child)
    if _name(child.tag) == "a":
        for inner in reversed(list(child)):
            parent.insert(place, inner)
            _clean(inner)
        if child.text:
            words = ElementTree.Element(f"{{{_SVG}}}tspan")
            words.text = child.text
            parent.insert(place, words)
    elif child.tail:
        words = ElementTree.Element(f"{{{_SVG}}}tspan")
        words.text = child.tail
        parent.insert(place, words)


def _is_own_link(name: str, value: str) -> bool:
    if name == "href":
        return value.startswith(("#", "data:image/png", "data:image/jpeg"))
    if name == "style" and ("\\" in value or "image-set" in value.lower()):
        return False
    return value.lower().count("url(") == len(_OWN_URL.findall(value))


def _coloured(value: str) -> str:
    return _GIVEN.sub(_role, value)


def _role(found: re.Match[str]) -> str:
    number = int(found[1]) if found[1] else int(found[2], 16)
    place = number - _FIRST
    return f"var(--{_ROLES[place]})" if 0 <= place < len(_ROLES) else found[0]


def _number_ids(root: ElementTree.Element) -> None:
    """Ids that are referred to are numbered in the order of the document, all others go."""
    used = {found for element in root.iter() for value in element.attrib.values() for found in _ID.findall(value)}
    numbers: dict[str, str] = {}
    for element in root.iter():
        name = element.attrib.pop("id", "")
        if name in used:
            element.attrib["id"] = numbers[name] = f"ID-PREFIX-{len(numbers)}"
    for element in root.iter():
        for key, value in element.attrib.items():
            element.attrib[key] = _ID.sub(
                lambda found: found[0].replace(found[1], numbers.get(found[1], found[1])), value
            )


def _prune(element: ElementTree.Element) -> None:
    """Plotly leaves a scaffold of empty groups, paths without a way and clips that nobody uses."""
    for child in list(element):
        _prune(child)
        tag = _name(child.tag)
        empty = len(child) == 0 and not child.text
        idle = tag in ("g", "defs") or (tag == "path" and child.get("d", "M0,0") == "M0,0")
        if (empty and idle) or (tag == "clipPath" and "id" not in child.attrib):
            element.remove(child)


def _written(element: ElementTree.Element) -> str:
    tag = _name(element.tag)
    attributes = "".join(f' {_qualified(key)}="{_escaped(value, quote=True)}"' for key, value in element.attrib.items())
    space = f' xmlns="{_SVG}"' if tag == "svg" else ""
    inner = "".join(_written(child) + _escaped(child.tail or "") for child in element)
    content = _escaped(element.text or "") + inner
    return f"<{tag}{space}{attributes}>{content}</{tag}>" if content else f"<{tag}{space}{attributes}/>"


def _qualified(key: str) -> str:
    space, _, name = key.rpartition("}")
    return f"xml:{name}" if space == f"{{{_XML}" else name


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _escaped(text: str, *, quote: bool = False) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace('"', "&quot;") if quote else plain
