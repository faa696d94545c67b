"""Layouts with few components: all but live parts is sent as the HTML inside one; it must not change a word.

The renderer of Dash subscribes every component to every change, and a page has hundreds of plain elements: of a change
of period they took more time than the server and the chart. What a callback writes is HTML, too (:func:`as_html`).
"""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

from app.components.markup import markup

INNER = "data-inner"
"""The attribute that hands the HTML to the browser's side, which leaves it out of the page; callbacks write to it."""
WRITTEN = frozenset(
    {
        "page",
        "table-region",
        "table-count",
        "table-chooser",
        "table-head",
        "table-tools",
        "table-reset",
        "milestone-panel",
        "milestone-list",
    }
)
"""The plain names that callbacks write to; all others have names of several parts."""


def as_html(node: Any) -> str:
    """What a callback writes into an element: components, texts or lists of them as HTML, escaped."""
    return str(markup(node))


def flattened(node: Any) -> Any:
    """The same layout, changed in place: each element with nothing live inside holds its content as HTML."""
    if _flatten(node):
        _hold(node)
    return node


def _flatten(node: Any) -> bool:
    """Whether nothing in it is live; where something is, the parts beside it are flattened."""
    if isinstance(node, list | tuple):
        plain = [_flatten(one) for one in node]
        if not all(plain):
            _hold([one for one, is_plain in zip(node, plain, strict=True) if is_plain])
        return all(plain)
    if not isinstance(node, Component):
        return True
    children = getattr(node, "children", None)
    plain_within = _flatten(children)
    if plain_within and not _is_plain(node):
        _hold(node)
    return plain_within and _is_plain(node)


def _is_plain(node: Component) -> bool:
    held = vars(node)
    return (
        node._namespace == "dash_html_components"
        and not isinstance(held.get("id"), dict)
        and held.get("id") not in WRITTEN
    )


def _hold(node: Any) -> None:
    """Put the content of each element into it as HTML."""
    if isinstance(node, list | tuple):
        for one in node:
            _hold(one)
    elif isinstance(node, Component) and _has_more_than_text(node):
        setattr(node, INNER, as_html(node.children))
        node.children = None


def _has_more_than_text(node: Component) -> bool:
    """What a callback may write to holds even a text as HTML, for so it is written anew."""
    content = (list, tuple, Component) if _is_plain(node) else (list, tuple, Component, str)
    return node._namespace == "dash_html_components" and isinstance(getattr(node, "children", None), content)
