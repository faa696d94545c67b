"""Embeds as the server gives them: words before any script, who may frame, what may run, what was not used."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app.charts.registry import all_charts
from app.components.addresses import PAGES, Place, place_of
from app.factory import create_app
from app.settings import Settings
from app.state import HIDEABLE, LANGUAGES

PORTALS = "https://portal.example http://localhost:*"


@pytest.fixture(scope="module")
def portal_app(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    settings = {"DOPPELKERN_FRAME_ANCESTORS": PORTALS, "DOPPELKERN_CACHE": str(tmp_path_factory.mktemp("cache"))}
    return create_app(Settings.from_env({**settings, "DOPPELKERN_LOG_LEVEL": "WARNING", "DOPPELKERN_CHROMIUM": "off"}))


@pytest.fixture
def portal_client(portal_app: Dash) -> FlaskClient:
    client: FlaskClient = portal_app.server.test_client()
    return client


def rules(answer: Any) -> dict[str, list[str]]:
    given = answer.headers["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in (rule.split(" ") for rule in given)}


@pytest.mark.matrix
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", all_charts())
def test_an_embed_says_its_finding_values_and_source_before_any_script(
    client: FlaskClient, slug: str, lang: str
) -> None:
    text = client.get(f"/embed/{slug}?lang={lang}").get_data(as_text=True)
    assert f'<html lang="{lang}"' in text
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.S)
    assert heading
    assert len(re.sub("<[^>]*>", "", heading[1])) >= 5
    words = text.split('id="first-words"')[1].split('id="react-entry-point"')[0]
    assert "<td" in words
    assert 'class="source-line"' in text
    assert f'href="/embed-static/{slug}' in text
    assert f'href="/chart/{slug}' in text
    assert 'class="site-header' not in text


@pytest.mark.parametrize("path", [f"/embed/page/{name}" for name in PAGES])
def test_a_whole_page_can_be_embedded_without_the_frame_of_the_site(client: FlaskClient, path: str) -> None:
    text = client.get(f"{path}?lang=en").get_data(as_text=True)
    assert re.search(r"<h1[^>]*>[^<]{5,}</h1>", text)
    assert 'class="site-nav' not in text


@pytest.mark.parametrize(
    "path", ["/embed", "/embed/", "/embed/nope", "/embed/page", "/embed/page/nope", "/embed/growth"]
)
def test_what_cannot_be_embedded_is_a_404_that_a_frame_may_show(portal_client: FlaskClient, path: str) -> None:
    answer = portal_client.get(path)
    assert answer.status_code == 404
    if path != "/embed":
        assert rules(answer)["frame-ancestors"] == PORTALS.split()
        assert '<base target="_blank">' in answer.get_data(as_text=True)


def test_places_know_their_embeds() -> None:
    for place in (Place("chart", "two-cores"), Place("growth"), Place("overview")):
        embedded = Place(place.page, place.slug, embedded=True)
        assert place_of(f"/portal{embedded.path}", "/portal/") == embedded
        assert embedded.whole == place


@pytest.mark.parametrize("path", ["/embed/two-cores", "/embed/page/growth", "/embed-static/two-cores"])
def test_only_embeds_may_be_framed_by_those_who_are_named(portal_client: FlaskClient, path: str) -> None:
    answer = portal_client.get(path)
    assert rules(answer)["frame-ancestors"] == PORTALS.split()
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "path", [*PAGES.values(), "/chart/two-cores", "/nope", "/embedded", "/catalog.json", "/healthz", "/_dash-layout"]
)
def test_everything_else_may_not(portal_client: FlaskClient, path: str) -> None:
    answer = portal_client.get(path)
    assert rules(answer)["frame-ancestors"] == ["'self'"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/embed/two-cores", 200),
        ("/nope", 404),
        ("/nope.json", 404),
        ("/embed/nope", 404),
        ("/data/observations.csv", 200),
        ("/catalog.json", 200),
        ("/embed.js", 200),
        ("/healthz", 200),
        ("/assets/icon.svg", 200),
        ("/_dash-layout", 200),
    ],
)
def test_every_answer_has_a_strict_policy(client: FlaskClient, path: str, status: int) -> None:
    with client.get(path) as answer:
        assert answer.status_code == status
        given = rules(answer)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"]
        assert "camera=()" in answer.headers["Permissions-Policy"]
    assert given["default-src"] == given["connect-src"] == given["font-src"] == ["'self'"]
    assert given["object-src"] == ["'none'"]
    assert given["base-uri"] == given["form-action"] == ["'self'"]
    assert given["img-src"] == ["'self'", "data:", "blob:"]
    assert given["script-src"] == ["'self'"]


@pytest.mark.parametrize("path", ["/growth", "/embed/two-cores"])
def test_no_script_is_written_into_a_page(client: FlaskClient, path: str) -> None:
    scripts = re.findall(r"<script([^>]*)>", client.get(path).get_data(as_text=True))
    assert scripts
    assert all(" src=" in one or re.search(r'type="application/(ld\+)?json"', one) for one in scripts)


def test_pages_are_for_themselves_and_data_for_everyone(client: FlaskClient) -> None:
    page = client.get("/growth", base_url="https://statistics.example").headers
    assert page["Cross-Origin-Resource-Policy"] == page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in page
    assert "Cross-Origin-Opener-Policy" not in client.get("/growth", base_url="http://statistics.example").headers
    assert "Cross-Origin-Opener-Policy" not in client.get("/embed/two-cores", base_url="https://a.example").headers
    for path in ("/catalog.json", "/data/observations.csv", "/embed.js"):
        with client.get(path) as answer:
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/growth?foo=1&period=1901", "foo, period"),
        ("/embed/two-cores?lang=xx&period=2025", "lang"),
        ("/data/observations.csv?lang=en&b%0d%0aSet-Cookie:%20a=1", "lang, b%0D%0ASet-Cookie%3A%20a"),
        ("/catalog.json?lang=en&<b>=1", "%3Cb%3E"),
        ("/growth?b%C3%A4d=1", "b%C3%A4d"),
        ("/growth?lang=en", None),
    ],
)
def test_what_is_not_used_is_named_in_a_header_that_cannot_be_broken(
    client: FlaskClient, address: str, named: str | None
) -> None:
    with client.get(address) as answer:
        assert answer.status_code == 200
        assert answer.headers.get("X-Ignored-Params") == named
        assert "Set-Cookie" not in answer.headers


def test_no_page_loads_the_table_of_dash_which_tries_out_a_cookie(client: FlaskClient) -> None:
    for path in ("/", "/embed/two-cores"):
        text = client.get(path).get_data(as_text=True)
        assert "dash_core_components" in text
        assert "dash_table" not in re.sub(r"<script id=.*?</script>", "", text, flags=re.S)


def test_no_answer_sets_a_cookie(client: FlaskClient) -> None:
    for path in (*PAGES.values(), "/embed/two-cores", "/embed/page/data", "/embed.js", "/nope"):
        assert "Set-Cookie" not in client.get(path).headers


def test_the_frame_is_told_its_name_and_who_may_speak_to_it(portal_client: FlaskClient) -> None:
    text = portal_client.get("/embed/two-cores?id=kpi-1&hide=title~controls").get_data(as_text=True)
    settings = json.loads(html.unescape(re.search(r'<meta name="embed" content="([^"]*)"', text)[1]))  # type: ignore[index]
    assert settings["id"] == "kpi-1"
    assert settings["ancestors"] == PORTALS.split()
    assert settings["charts"] == ["two-cores"]
    assert "time" in settings["parameters"]
    assert not {"id", "charts", "form"} & set(settings["parameters"])
    assert 'data-hide="title controls"' in text


@pytest.mark.parametrize("query", ["id=<script>", "id=" + "x" * 61, "hide=source", "hide=title~source", 'id="onload='])
def test_an_odd_name_or_hiding_is_not_used(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/embed/two-cores?{query}")
    assert answer.headers["X-Ignored-Params"] == query.split("=")[0]
    assert 'data-embed="two-cores"' in answer.get_data(as_text=True)
    assert "source" not in HIDEABLE


def test_the_script_for_portals_is_small_kept_and_recognised(client: FlaskClient) -> None:
    answer = client.get("/embed.js")
    body = answer.get_data()
    assert answer.mimetype == "text/javascript"
    assert len(body) <= 3000
    assert "max-age=" in answer.headers["Cache-Control"]
    again = client.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert body == (Path(__file__).resolve().parents[2] / "app/web/embed.js").read_bytes()


def arrival(path: str, search: str) -> dict[str, Any]:
    value = {"path": path, "search": search, "form": "wide"}
    return {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "arrival", "property": "data", "value": value}],
        "changedPropIds": ["arrival.data"],
        "state": [],
    }


@pytest.mark.parametrize("path", ["/embed/two-cores", "/embed/page/shift", "/embed/page/data"])
def test_the_content_of_an_embed_has_its_source_and_a_way_out_but_no_frame_of_the_site(
    client: FlaskClient, path: str
) -> None:
    answer = client.post("/_dash-update-component", json=arrival(path, "?lang=en&hide=title~controls&foo=1"))
    said = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert '"data-hide":"title controls"' in said
    assert "foo (unknown)" in said
    assert "Whole view at Doppelkern" in said
    assert "site-header" not in said
    assert "source-line" in said or path.endswith("data")
