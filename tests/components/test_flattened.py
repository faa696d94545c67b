"""Flattened layouts say the same words with the same live parts, in few components."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash, dcc, html
from dash.development.base_component import Component
from markupsafe import Markup

from app.components.addresses import place_of
from app.components.flattened import INNER, WRITTEN, flattened
from app.components.markup import Element, attributes_of, markup
from app.routing import layout_of
from app.site import Site
from app.state import parse

PATHS = ("/", "/growth", "/shift", "/milestones", "/data", "/chart/two-cores", "/embed/sector-growth")


def made(site: Site, path: str, lang: str = "en") -> Any:
    place = place_of(path, "/")
    assert place is not None
    return layout_of(site, site.snapshot, place, parse(f"lang={lang}"), form="wide")


def components(node: Any) -> Iterator[Component]:
    if isinstance(node, list | tuple):
        for one in node:
            yield from components(one)
    elif isinstance(node, Component):
        yield node
        yield from components(getattr(node, "children", None))


def put_back(node: Component) -> Element | None:
    """As the browser does: the HTML that an element holds is its content."""
    given = attributes_of(node)
    inner = given.pop(INNER, None)
    return None if inner is None else Element(str(node._type).lower(), Markup(inner), given)


def identities(page: Any) -> list[str]:
    """Of all that a callback may write to."""
    return [str(one.id) for one in components(page) if isinstance(getattr(one, "id", None), dict)]


@pytest.mark.parametrize("path", PATHS)
def test_no_word_and_no_live_part_is_lost(site: Site, path: str) -> None:
    page = made(site, path)
    words, live = str(markup(page)), identities(page)
    kept = [one for one in components(page) if one._namespace == "dash_core_components"]
    before = len(list(components(page)))
    assert str(markup(flattened(page), instead=put_back)) == words
    assert identities(page) == live
    after = list(components(page))
    assert [one for one in after if one._namespace == "dash_core_components"] == kept
    assert len(after) < before / 1.5


def test_an_element_beside_a_live_one_holds_its_content(site: Site) -> None:
    live = html.Div("old", id={"part": "head", "chart": "x"})
    page = html.Div([html.Ul([html.Li("a < b"), html.Li(html.A("c", href="/c"))]), live, "text"])
    flattened(page)
    assert [type(one).__name__ for one in page.children] == ["Ul", "Div", "str"]
    assert page.children[0].children is None
    assert vars(page.children[0])[INNER] == '<li>a &lt; b</li><li><a href="/c">c</a></li>'
    assert vars(live)[INNER] == "old"
    assert live.children is None


def test_what_a_callback_writes_to_stays_a_component_of_its_own() -> None:
    page = html.Div(
        [html.Div(html.Div("x", id="page")), dcc.Store(id="form"), html.Details(html.Div(**{"data-html": "<p>"}))]
    )
    flattened(page)
    assert page.children[0].children.id == "page"
    assert vars(page.children[0].children)[INNER] == "x"


def test_a_layout_with_nothing_live_is_one_component() -> None:
    assert vars(flattened(html.Main([html.P("a"), html.P("b")])))[INNER] == "<p>a</p><p>b</p>"


def test_every_plain_name_that_a_callback_writes_to_is_known(dash_app: Dash) -> None:
    outputs = {one for names in dash_app.callback_map for one in names.strip(".").split("...")}
    written = {name for name, _, what in (one.rpartition(".") for one in outputs) if what != "data" and name}
    assert {name for name in written if not name.startswith("{")} == WRITTEN
