"""What the server answers: documents, health, catalogue, data, errors; nothing hostile gets through."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app.components.addresses import PAGES
from app.components.flattened import INNER
from app.state import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
ENDPOINT = "/_dash-update-component"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES.values())
def test_a_page_is_served_in_its_language_with_words_before_any_script(
    client: FlaskClient, path: str, lang: str
) -> None:
    answer = client.get(f"{path}?lang={lang}")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f'<html lang="{lang}"' in html
    assert re.search(r"<title>[^<]*Doppelkern[^<]*</title>", html)
    assert re.search(r'<meta name="description" content="[^"]{20,}"', html)
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.S)
    assert heading
    assert len(re.sub("<[^>]*>", "", heading[1])) >= 2


def test_titles_differ_from_page_to_page(client: FlaskClient) -> None:
    titles = {re.search(r"<title>(.*?)</title>", client.get(path).get_data(as_text=True))[1] for path in PAGES.values()}  # type: ignore[index]
    assert len(titles) == len(PAGES)


def test_the_table_can_be_read_without_scripts(client: FlaskClient) -> None:
    html = client.get("/growth?lang=en").get_data(as_text=True)
    inside = html.split('id="first-words"')[1].split('id="react-entry-point"')[0]
    assert "+61.6%" in inside
    assert "+5.3%" in inside


def test_nothing_is_loaded_from_elsewhere(client: FlaskClient) -> None:
    for path in PAGES.values():
        html = client.get(path).get_data(as_text=True)
        named = re.sub(r'<link rel="(?:canonical|alternate)"[^>]*>', "", html)
        loaded = re.findall(r'(?:src="|<link[^>]*href=")((?:https?:)?//[^"]+)"', named)
        assert loaded == []
        assert '"disable_version_check":true' in html


@pytest.mark.parametrize(
    "path",
    ["/nope", "/growth/more", "/Growth", "/_pages", "/data/../app/wsgi.py", "/data/secret.csv", "/%00", "/growth%2e"],
)
def test_an_unknown_path_is_a_real_404_without_a_traceback(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.get_data(as_text=True)


def test_an_error_page_speaks_the_language_of_the_address(client: FlaskClient) -> None:
    assert "没有这个页面" in client.get("/nope?lang=zh").get_data(as_text=True)
    assert "There is no such page" in client.get("/nope?lang=en").get_data(as_text=True)


def test_machines_get_errors_as_json(client: FlaskClient) -> None:
    answer = client.get("/nope.json?lang=en")
    assert answer.status_code == 404
    assert answer.get_json()["error"]["status"] == 404


def test_health_and_readiness(client: FlaskClient, dash_app: Dash) -> None:
    assert client.get("/healthz").get_json() == {"status": "up"}
    ready = client.get("/readyz").get_json()
    assert ready["status"] == "ready"
    assert re.fullmatch(r"[0-9a-f]{12}", ready["data_version"])


def test_the_catalogue_lists_every_chart(client: FlaskClient) -> None:
    catalog = client.get("/catalog.json?lang=en").get_json()
    slugs = [chart["slug"] for chart in catalog["charts"]]
    assert {"sector-growth", "growth-history", "two-cores", "vehicle-output", "milestones", "key-figures"} <= set(slugs)
    assert all(chart["name"] and chart["address"].startswith("/") for chart in catalog["charts"])


def test_the_package_can_be_taken_away_whole(client: FlaskClient) -> None:
    with client.get("/data/datapackage.json") as given:
        descriptor = json.loads(given.get_data())
    for resource in descriptor["resources"]:
        with client.get(f"/data/{resource['path']}") as answer:
            assert answer.status_code == 200
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.get_data() == (ROOT / "data" / resource["path"]).read_bytes()


def test_answers_are_compressed_and_fingerprinted_files_kept_for_ever(client: FlaskClient) -> None:
    html = client.get("/growth").get_data(as_text=True)
    bundle = re.search(r'src="(/bundle/plot-[^"]*)"', html)
    assert bundle
    with client.get(bundle[1], headers={"Accept-Encoding": "br, gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "br"
        assert len(answer.get_data()) < 420_000
        assert "immutable" in answer.headers["Cache-Control"]
    assert "no-cache" in client.get("/growth").headers["Cache-Control"]


def test_hostile_parameters_are_ignored_and_named_not_echoed_as_markup(client: FlaskClient) -> None:
    html = client.get("/growth?period=<script>alert(1)</script>&lang=%00").get_data(as_text=True)
    assert "<script>alert" not in html


def arrival(path: str = "/growth", search: str = "", form: str = "wide") -> dict[str, Any]:
    return {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "arrival", "property": "data", "value": {"path": path, "search": search, "form": form}}],
        "changedPropIds": ["arrival.data"],
        "state": [],
    }


def card(query: str = "", slug: str = "sector-growth", form: str = "wide") -> dict[str, Any]:
    def name(part: str, chart: str = '["MATCH"]') -> str:
        return f'{{"chart":{chart},"part":"{part}"}}'

    parts = [
        ("figure", "figure"),
        ("figure", "style"),
        ("keys", INNER),
        ("picture", "aria-label"),
        ("empty", INNER),
        ("head", INNER),
        ("foot", INNER),
        ("shown", "data"),
        ("news", "data"),
    ]
    return {
        "output": ".." + "...".join(f"{name(part)}.{what}" for part, what in parts) + "..",
        "outputs": [{"id": {"chart": slug, "part": part}, "property": what} for part, what in parts],
        "inputs": [
            {"id": {"chart": slug, "part": "view"}, "property": "data", "value": {"query": query, "form": form}}
        ],
        "changedPropIds": [f"{name('view', json.dumps(slug))}.data"],
        "state": [
            {"id": {"chart": slug, "part": "shown"}, "property": "data", "value": {"identity": "", "level": 1}},
            {"id": {"chart": slug, "part": "view"}, "property": "id", "value": {"chart": slug, "part": "view"}},
        ],
    }


def test_the_page_comes_by_callback(client: FlaskClient) -> None:
    answer = client.post(ENDPOINT, json=arrival(search="?lang=en"))
    assert answer.status_code == 200
    assert "New-energy vehicles grow fastest" in answer.get_data(as_text=True)


def test_a_card_follows_the_view(client: FlaskClient) -> None:
    answer = client.post(ENDPOINT, json=card("lang=en&period=2025-H1"))
    assert answer.status_code == 200
    assert "Motorcycle industry grows fastest" in answer.get_data(as_text=True)


def test_a_card_that_shows_the_view_already_is_left_alone(client: FlaskClient) -> None:
    first = client.post(ENDPOINT, json=card("period=2025-H1")).get_json()["response"]
    body = card("period=2025-H1&theme=dark")
    body["state"][0]["value"] = first['{"chart":"sector-growth","part":"shown"}']["data"]
    again = client.post(ENDPOINT, json=body)
    assert len(again.get_data()) < 400


HOSTILE: list[tuple[str, Any]] = [
    ("not json", "{{{"),
    ("empty", ""),
    ("a list", []),
    ("null", None),
    ("no output", {}),
    ("unknown callback", {**arrival(), "output": "secret.children"}),
    ("a number as output", {**arrival(), "output": 5}),
    ("no inputs", {**arrival(), "inputs": []}),
    ("inputs as text", {**arrival(), "inputs": "x"}),
    ("wrong property", {**arrival(), "inputs": [{"id": "arrival", "property": "children", "value": 1}]}),
    ("input as text", {**arrival(), "inputs": ["x"]}),
    ("input of no name", {**arrival(), "inputs": [{"id": None, "property": "data", "value": 1}]}),
    ("outputs missing", {**arrival(), "outputs": None}),
    ("outputs of other shape", {**arrival(), "outputs": {"id": 5}}),
    ("changed as number", {**arrival(), "changedPropIds": 7}),
    ("state too many", {**arrival(), "state": [{"id": "a", "property": "b"}]}),
    ("arrival as number", {**arrival(), "inputs": [{"id": "arrival", "property": "data", "value": 7}]}),
    ("path as list", arrival(path=["/growth"])),  # type: ignore[arg-type]
    ("search as object", arrival(search={"a": 1})),  # type: ignore[arg-type]
    ("unknown path", arrival(path="/etc/passwd")),
    ("unknown chart", card(slug="no-such-chart")),
    ("chart as path", card(slug="../../etc")),
    ("query as number", card(query=7)),  # type: ignore[arg-type]
    (
        "deeply nested",
        {**arrival(), "inputs": [{"id": "arrival", "property": "data", "value": json.loads("[" * 60 + "]" * 60)}]},
    ),
]


@pytest.mark.parametrize("body", [body for _, body in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_a_hostile_callback_gets_a_clear_4xx(client: FlaskClient, body: Any) -> None:
    data = body if isinstance(body, str) else json.dumps(body)
    answer = client.post(ENDPOINT, data=data, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.get_data(as_text=True)
    assert answer.get_json()["error"]["title"]


def test_a_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    answer = client.post(ENDPOINT, data="x" * 300_000, content_type="application/json")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "query",
    [
        "period=9999",
        "series=" + "~".join(f"s{i}" for i in range(59)),
        "q=%F0%9F%A6%8A",
        "time=..",
        "=&=&&&",
        "period[]=1",
    ],
)
def test_odd_views_are_drawn_all_the_same(client: FlaskClient, query: str) -> None:
    assert client.post(ENDPOINT, json=card(query)).status_code == 200


def test_what_a_page_ignored_is_said_on_it(client: FlaskClient) -> None:
    answer = client.post(ENDPOINT, json=arrival(search="?lang=en&foo=1&period=1901"))
    said = answer.get_data(as_text=True)
    assert "Not used from the address" in said
    assert "foo (unknown)" in said
    assert "period=1901" in said


def test_the_icon_is_there_in_the_forms_that_pages_name(client: FlaskClient) -> None:
    html = client.get("/terms").get_data(as_text=True)
    for form, begins in (("ico", b"\x00\x00\x01\x00"), ("png", b"\x89PNG")):
        (address,) = re.findall(rf'href="(/assets/icon[^"]*\.{form}[^"]*)"', html)
        with client.get(address) as answer:
            assert answer.status_code == 200
            assert answer.get_data().startswith(begins)
    assert client.get("/favicon.ico").location == re.findall(r'href="([^"]*icon\.ico[^"]*)"', html)[0]


def test_an_address_that_does_not_exist_offers_the_search(client: FlaskClient) -> None:
    html = client.get("/nowhere?lang=en&theme=dark").get_data(as_text=True)
    assert '<html lang="en" data-theme="dark">' in html
    assert '<form class="search-form" action="/search" method="get" role="search">' in html
    assert '<input type="hidden" name="lang" value="en">' in html
