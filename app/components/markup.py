"""Components as the text of their HTML, for large tables that the browser fills in at once; everything is escaped.

The renderer of Dash subscribes every component to every change: replacing a thousand small ones takes seconds. What is
made for its text alone is made of :class:`Element`: a component of Dash takes fifty times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from dash.development.base_component import Component
from markupsafe import Markup, escape

_NAMES: Mapping[str, str] = MappingProxyType(
    {"className": "class", "tabIndex": "tabindex", "htmlFor": "for", "hrefLang": "hreflang"}
)
_VOID = frozenset({"br", "hr", "img", "input"})
_SAFE = ("https://", "http://", "/", "#", "?", "mailto:", "tel:")
_ANY_NAME = ("data-", "aria-")
_SPECIAL = re.compile(r"[&<>'\"]")
_CAPITAL = re.compile("[A-Z]")

Put = Callable[[str], None]
Instead = Callable[[Component], Any]


class Element(NamedTuple):
    """What is to be written of an element: its tag, what lies in it, its attributes as Dash names them."""

    tag: str
    children: Any
    attributes: Mapping[str, Any]


class Written:
    """Makes elements as ``dash.html`` makes components: ``written.Td("12", className="numeric")``."""

    def __getattr__(self, name: str) -> Callable[..., Element]:
        maker = partial(_element, name.lower())
        setattr(self, name, maker)  # tables ask for the same few names thousands of times
        return maker


written = Written()


def _element(tag: str, children: Any = None, **attributes: Any) -> Element:
    return Element(tag, children, attributes)


def markup(node: Any, *, instead: Instead | None = None) -> Markup:
    """The HTML of an element, of a component of ``dash.html``, of a text, of HTML made here, or of a list of these.

    ``instead``: asked first for every component; what it gives stands for it, None leaves it to the rule.
    """
    parts: list[str] = []
    _write(node, parts.append, instead)
    return Markup("".join(parts))


def _write(node: Any, put: Put, instead: Instead | None) -> None:
    if isinstance(node, Element):
        _write_element(node.tag, node.children, node.attributes, put, instead)
    elif isinstance(node, Markup):
        put(str(node))
    elif isinstance(node, str):
        put(_escaped(node))
    elif isinstance(node, list | tuple):
        for inner in node:
            _write(inner, put, instead)
    elif isinstance(node, Component):
        given = instead(node) if instead else None
        if given is not None:
            _write(given, put, instead)
            return
        _write_element(str(node._type).lower(), getattr(node, "children", None), attributes_of(node), put, instead)
    elif node is not None:
        put(_escaped(str(node)))


def _write_element(tag: str, children: Any, attributes: Mapping[str, Any], put: Put, instead: Instead | None) -> None:
    put(f"<{tag}")
    for name, value in attributes.items():
        _write_attribute(name, value, put)
    put(">")
    if tag not in _VOID:
        _write(children, put, instead)
        put(f"</{tag}>")


def attributes_of(component: Component) -> dict[str, Any]:
    """Those of a component in the order in which Dash lists them; those of any name, which Dash gives in the order of a
    set, sorted.
    """
    held = vars(component)
    known = {name: held[name] for name in component._prop_names if name in held and name != "children"}
    return known | {name: held[name] for name in sorted(held) if name.startswith(_ANY_NAME)}


def _write_attribute(name: str, value: Any, put: Put) -> None:
    """One attribute; an address that is none of ours to follow is left away, and so is a name of many parts."""
    if (
        value is None
        or value is False
        or (isinstance(value, dict) and name != "style")
        or (name == "href" and value and not str(value).startswith(_SAFE))
    ):
        return
    if isinstance(value, dict):
        value = "; ".join(f"{_CAPITAL.sub(_hyphened, key)}: {said}" for key, said in value.items())
    named = _escaped(_NAMES.get(name, name))
    put(f" {named}" if value is True else f' {named}="{_escaped(str(value))}"')


def _hyphened(capital: re.Match[str]) -> str:
    return f"-{capital[0].lower()}"


def _escaped(text: str) -> str:
    """Most texts have nothing to escape, and to look for it is faster than to make a ``Markup`` of each."""
    return str(escape(str(text))) if _SPECIAL.search(text) else text
