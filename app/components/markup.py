"""Components as the text of their HTML, for large tables that the browser fills in at once; everything is escaped.

The renderer of Dash subscribes every component to every change: replacing a thousand small ones takes seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup, escape

_NAMES: Mapping[str, str] = MappingProxyType(
    {"className": "class", "tabIndex": "tabindex", "htmlFor": "for", "hrefLang": "hreflang"}
)
_VOID = frozenset({"br", "hr", "img", "input"})
_SAFE = ("https://", "http://", "/", "#", "?", "mailto:", "tel:")


def markup(node: Any) -> Markup:
    """The HTML of a component of ``dash.html``, of a text, of HTML made here, or of a list of these."""
    if node is None:
        return Markup("")
    if isinstance(node, Markup):
        return node
    if isinstance(node, list | tuple):
        return Markup("").join(markup(inner) for inner in node)
    if not isinstance(node, Component):
        return escape(str(node))
    described = node.to_plotly_json()
    tag = str(described["type"]).lower()
    properties = dict(described["props"])
    inner = markup(properties.pop("children", None))
    attributes = Markup("").join(_attribute(name, value) for name, value in properties.items())
    if tag in _VOID:
        return Markup("<{tag}{attributes}>").format(tag=tag, attributes=attributes)
    return Markup("<{tag}{attributes}>{inner}</{tag}>").format(tag=tag, attributes=attributes, inner=inner)


def _attribute(name: str, value: Any) -> Markup:
    """One attribute; an address that is none of ours to follow is left away."""
    if value is None or value is False or (name == "href" and not str(value).startswith(_SAFE)):
        return Markup("")
    named = _NAMES.get(name, name)
    if value is True:
        return Markup(" {name}").format(name=named)
    return Markup(' {name}="{value}"').format(name=named, value=value)
