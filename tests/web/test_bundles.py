"""What a page carries: its own layout, few files of its own making, and answers that need not be sent twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient

from app.charts.registry import all_charts
from app.components.addresses import PAGES
from app.factory import create_app
from app.settings import Settings
from tests.browser.server import ROOT

pytestmark = pytest.mark.matrix

PLACES = [
    "/growth",
    "/",
    "/milestones",
    "/data",
    "/briefing",
    "/chart/targets",
    "/embed/two-cores",
    "/embed/page/shift",
]


def layout(html: str) -> Any:
    found = re.search(r'<script id="first-layout"[^>]*>(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def components(node: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Namespace, type and properties of every component."""
    if isinstance(node, list):
        for inner in node:
            yield from components(inner)
    elif isinstance(node, dict) and "namespace" in node:
        yield node["namespace"], node["type"], node["props"]
        yield from components(node["props"].get("children"))


@pytest.mark.parametrize("path", PLACES)
def test_a_page_brings_its_layout_and_is_asked_for_nothing_more(client: FlaskClient, path: str) -> None:
    names = {
        props.get("id")
        for _, _, props in components(layout(client.get(path).get_data(as_text=True)))
        if isinstance(props.get("id"), str)
    }
    assert {"address", "arrival", "page", "content", "form"} <= names


@pytest.mark.parametrize("path", PLACES)
def test_pages_are_made_of_components_that_our_script_stands_for(client: FlaskClient, path: str) -> None:
    script = (ROOT / "assets" / "15-components.js").read_text("utf-8")
    stands = re.search(r"dash_core_components = \{ (.*?) \}", script)
    assert stands
    used = components(layout(client.get(path).get_data(as_text=True)))
    others = {(space, kind) for space, kind, _ in used if space != "dash_html_components"}
    assert others <= {("dash_core_components", kind) for kind in stands[1].split(", ")}


@pytest.mark.parametrize("path", [*PAGES.values(), *(f"/chart/{slug}" for slug in all_charts())])
def test_what_stands_in_a_document_cannot_end_its_script(client: FlaskClient, path: str) -> None:
    html = client.get(path).get_data(as_text=True)
    found = re.search(r'<script id="first-layout"[^>]*>(.*?)</script>', html, re.S)
    assert found
    assert "<" not in found[1]


def test_a_document_asked_for_again_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/growth")
    again = client.get("/growth", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.get_data() == b""
    assert client.get("/growth?lang=en", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_ignored_parameters_are_named_for_a_document_from_memory_too(client: FlaskClient) -> None:
    given = [client.get("/growth?nonsense=1").headers["X-Ignored-Params"] for _ in range(2)]
    assert given == ["nonsense", "nonsense"]


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_every_file_a_page_names_is_there_for_ever_in_every_encoding(client: FlaskClient, encoding: str) -> None:
    named = re.findall(r'(?:src|href)="(/bundle/[^"]+)"', client.get("/growth").get_data(as_text=True))
    assert len(named) == 3
    for address in named:
        with client.get(address, headers={"Accept-Encoding": encoding}) as answer:
            assert answer.status_code == 200
            assert answer.headers.get("Content-Encoding", "") == encoding
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("file", ["core-0.js", "x.js", "..%2fapp.js", "page-.css"])
def test_a_file_of_another_content_is_not_there(client: FlaskClient, file: str) -> None:
    assert client.get(f"/bundle/{file}").status_code == 404


def test_plotly_lies_compressed_beside_itself() -> None:
    (path,) = Path(ROOT / "assets").glob("20-plotly-*.js")
    assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == path.read_bytes()


def test_fonts_are_addressed_from_the_root(client: FlaskClient) -> None:
    styles = re.search(r"<style>(.*?)</style>", client.get("/embed/two-cores").get_data(as_text=True), re.S)
    assert styles
    addresses = re.findall(r"url\(['\"]?([^'\")]+)", styles[1])
    assert addresses
    for address in addresses:
        with client.get(address) as answer:
            assert answer.status_code == 200


def test_the_form_that_fits_is_asked_for_at_the_same_address(client: FlaskClient) -> None:
    answer = client.get("/growth", headers={"X-Form": "narrow"})
    html = answer.get_data(as_text=True)
    assert 'data-form="narrow"' in html
    assert "form=narrow" not in html
    assert "X-Form" in answer.headers["Vary"]
    assert 'data-form="wide"' in client.get("/growth", headers={"X-Form": "<nonsense>"}).get_data(as_text=True)


def test_scripts_bear_the_same_name_before_and_after_the_first_request(tmp_path: Path) -> None:
    """Else a process whose first two requests come at once may know them by another name than its neighbours."""
    app = create_app(Settings(cache=tmp_path, chromium="off", log_level="WARNING"))
    named = {name: getattr(app.bundles, name).file for name in ("core", "embed")}
    assert app.server.test_client().get("/growth").status_code == 200
    for name, before in named.items():
        delattr(app.bundles, name)
        assert getattr(app.bundles, name).file == before
