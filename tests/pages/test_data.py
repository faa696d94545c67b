"""The data page as it is sent, and what it sends when a reader searches, sorts or turns the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from dash import no_update
from flask.testing import FlaskClient
from markupsafe import Markup

from app.charts.data_tables import show_table
from app.components import table_view
from app.components.markup import Element
from app.errors import MalformedRequest
from app.pages import data
from app.site import Site
from app.state import LANGUAGES, parse


def page(site: Site, query: str = "") -> list[Mapping[str, Any]]:
    return list(walk(data.layout(site, site.snapshot, parse(query), form="wide")))


def walk(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every component or element under a node."""
    if isinstance(node, Element):
        node = {"type": node.tag.capitalize(), "props": {"children": node.children, **node.attributes}}
    if hasattr(node, "to_plotly_json"):
        node = node.to_plotly_json()
    if isinstance(node, Mapping) and "props" in node:
        yield node
        yield from walk(node["props"].get("children"))
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from walk(inner)


def rows_of(site: Site, query: str = "") -> list[Mapping[str, Any]]:
    """The elements of the table of an address, before they become HTML."""
    state = parse(query).state
    return list(walk(table_view.region(site, state, show_table(site.snapshot, state, site.texts[state.lang]))))


def of_type(nodes: list[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    return [node["props"] for node in nodes if node["type"] == kind]


def words(node: Any) -> str:
    """All text under a node."""
    if isinstance(node, str):
        return node
    if hasattr(node, "to_plotly_json"):
        return words(node.to_plotly_json()["props"].get("children"))
    return "".join(words(inner) for inner in node) if isinstance(node, list | tuple) else ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_heading_of_the_first_rank_and_every_section_of_the_contents(site: Site, lang: str) -> None:
    nodes = page(site, f"lang={lang}")
    assert len(of_type(nodes, "H1")) == 1
    named = {node["props"]["id"] for node in nodes if "id" in node["props"] and isinstance(node["props"]["id"], str)}
    targets = {link["href"].removeprefix("#") for link in of_type(nodes, "A") if link["href"].startswith("#")}
    assert targets - {"content"} <= named
    assert {"tables", "reading", "evidence", "flags", "conflicts", "left-out", "reuse"} <= targets


def test_only_one_page_of_rows_is_sent(site: Site) -> None:
    assert len(of_type(rows_of(site), "Tr")) == 51
    sent = next(node["props"]["data"] for node in page(site) if node["props"].get("id") == "table-rows")
    assert sent.count("<tr") == 51


def test_headings_are_buttons_and_the_sorted_one_says_how(site: Site) -> None:
    headings = [each for each in of_type(rows_of(site, "sort=-value"), "Th") if each["role"] == "columnheader"]
    assert all(each["children"].tag == "button" for each in headings)
    assert [each["aria-sort"] for each in headings if "aria-sort" in each] == ["descending"]
    assert next(each for each in headings if "aria-sort" in each)["className"].startswith("of-value")


def test_every_file_that_is_offered_is_there(site: Site, client: FlaskClient) -> None:
    offered = {link["href"] for link in of_type(page(site), "A") if link["href"].startswith("/data/")}
    assert len(offered) == len(site.snapshot.tables) + 1
    for address in offered:
        with client.get(address) as answer:
            assert answer.status_code == 200, address


def test_what_is_ignored_is_named(site: Site) -> None:
    line = next(node["props"] for node in page(site, "table=passwords&x=1") if node["props"].get("id") == "ignored")
    assert "passwords" in words(line["children"])
    assert "x" in words(line["children"])


def test_turning_the_page_sends_rows_and_nothing_else(site: Site) -> None:
    rows, count, *others = data.update_table(site, {"query": "lang=en&page=2"}, "observations")
    assert "showing 51–100" in count
    assert rows.count("<tr") == 51
    assert all(other is no_update for other in others)


def test_another_table_brings_its_own_search_and_filters(site: Site) -> None:
    *_, head, tools, reset, name = data.update_table(site, {"query": "lang=en&table=milestones"}, "observations")
    assert name == "milestones"
    assert Markup(head).striptags().startswith("Milestones")
    assert reset == "/data?lang=en&table=milestones"
    written = [node["props"]["id"]["parameter"] for node in walk(tools) if isinstance(node["props"].get("id"), dict)]
    assert written == ["q", "category"]
    assert all(node["props"]["id"]["of"] == "page" for node in walk(tools) if isinstance(node["props"].get("id"), dict))


def test_nothing_found_says_so_and_shows_a_way_out(site: Site) -> None:
    rows, count, *_ = data.update_table(site, {"query": "lang=en&q=zzzz"}, "observations")
    assert count == "0 of 1,299 rows"
    assert "No row matches" in rows


@pytest.mark.parametrize("asked", [None, "text", [], {}, {"query": None}, {"query": ["a"]}])
def test_what_no_page_of_ours_sends_is_refused(site: Site, asked: object) -> None:
    with pytest.raises(MalformedRequest):
        data.update_table(site, asked, "observations")


def test_links_carry_the_prefix_of_a_portal(site: Site) -> None:
    under = Site(live=site.live, texts=site.texts, prefix="/portal/dk/")
    nodes = [*page(under), *rows_of(under, "table=milestones")]
    inner = [link["href"] for link in of_type(nodes, "A") if link["href"].startswith("/")]
    assert all(address.startswith("/portal/dk/") for address in inner)
