"""Seeded nonsense against every address: a clear answer, never a 5xx, a traceback or a cookie."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.test_routes import ENDPOINT, arrival, card

pytestmark = pytest.mark.matrix

SEED = 20251210
ODD: list[Any] = [
    None, True, 0, 1e308, float("nan"), float("inf"), 10**400, "", "x" * 5000, "\ud800", "\x00", "{}", "..", "a.b",
    '{"part":["ALL"]}', [], {}, [[]], [{}], {"id": {}}, ["x"], {"__proto__": 1}, "?lang=en&lang=de", "%00%ff",
]  # fmt: skip
PATHS = [
    "/", "/growth", "/data", "/data/", "//growth", "//evil.example/", "/%2f%2fevil.example", "/chart/two-cores",
    "/chart/%2e%2e/data", "/data/sources.csv", "/data/..%2f..%2fapp%2fcli.py", "/data/datapackage.json/", "/healthz",
    "/readyz", "/catalog.json", "/_dash-layout", "/_dash-dependencies", "/_reload-hash", "/_favicon.ico", "/_alive_x",
    "/_mcp", "/_dash-component-suites/dash/x.js", "/_dash-component-suites/dash/..%2fdash.py",
    "/_dash-component-suites/os/path.py", "/_dash-component-suites/dash/%00.js", "/assets/..%2fapp%2fcli.py",
    "/assets/", "/assets/%00", "/assets/a%0d%0ax", "/%ff%fe", "/汽车", "/" + "a" * 2000,
    "/assets/" + "a" * 5000, "/.git/config",
    "/oembed", "/oembed/", "/imprint", "/robots.txt", "/sitemap.xml", "/embed/two-cores", "/embed/page/growth",
]  # fmt: skip
QUERIES = [
    "",
    "?lang=%ff",
    "?m=1",
    "?" + "a=1&" * 300,
    "?period=%00",
    "?q=%ED%A0%80",
    "?%",
    "?table=__class__",
    "?site=x",
    "?url=http://localhost/chart/two-cores",
    "?url=http://localhost/chart/two-cores%00%0d%0aX:y&maxwidth=9e9&maxheight=-1",
    "?url=http://[&url=x",
]
HEADERS = [
    {}, {"Accept": "text/html;q=x,,;;"}, {"Accept": "application/json"}, {"Accept-Encoding": "br;q=0,identity;q=0"},
    {"Accept-Encoding": "\xff,br"}, {"Accept-Language": "zz-\xe4,*;q=9"}, {"Range": "bytes=9999999-"},
    {"Range": "lines=1"}, {"If-None-Match": "*"}, {"If-Modified-Since": "Mon, 99 Foo"}, {"Cookie": "a=b;;;=\xff"},
    {"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}, {"Content-Length": "abc"},
]  # fmt: skip
METHODS = ["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"]


def sound(answer: TestResponse) -> None:
    """What holds for every answer."""
    body = answer.get_data()
    answer.close()
    assert answer.status_code < 500
    assert b"Traceback" not in body
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert "Server" not in answer.headers
    assert "evil.example" not in answer.headers.get("Location", "")


def parts(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of a body."""
    if above:
        yield above
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield from parts(inner, (*above, key))


def spoilt(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A body with one to three parts replaced, removed, wrapped or added."""
    made = copy.deepcopy(body)
    for _ in range(chance.choice([1, 1, 2, 3])):
        ways = list(parts(made))
        if not ways:
            break
        *above, last = chance.choice(ways)
        holder: Any = made
        for key in above:
            holder = holder[key]
        act = chance.randrange(4)
        if act == 0:
            del holder[last]
        elif act == 1:
            holder[last] = [holder[last]]
        elif act == 2 and isinstance(holder, list):
            holder.append(copy.deepcopy(chance.choice(ODD)))
        else:
            holder[last] = copy.deepcopy(chance.choice(ODD))
    return made


def entry(rule: dict[str, str], value: Any) -> Any:
    """An argument or output as the browser sends it."""
    name = json.loads(rule["id"]) if rule["id"].startswith("{") else rule["id"]
    many = isinstance(name, dict) and ["ALL"] in name.values()
    if isinstance(name, dict):
        name = {key: "sector-growth" if isinstance(one, list) else one for key, one in name.items()}
    made = {"id": name, "property": rule["property"], "value": value}
    return [made] if many else made


def bodies(dash_app: Dash) -> list[dict[str, Any]]:
    """A well-formed body for every callback, also for those that run in the browser."""
    found = [arrival(), arrival("/data", "?table=sources"), card("period=2025-H1"), card(slug="milestones")]
    for output, wanted in dash_app.callback_map.items():
        names = output[2:-2].split("...") if output.startswith("..") else [output]
        given = [entry(dict(zip(("id", "", "property"), name.rpartition("."), strict=True)), None) for name in names]
        arguments = {
            kind: [entry(rule, {"query": "lang=en", "form": "wide"}) for rule in wanted[kind]]
            for kind in ("inputs", "state")
        }
        found.append({"output": output, "outputs": given if output.startswith("..") else given[0], **arguments})
    return found


def test_spoilt_callback_bodies_get_a_clear_answer(client: FlaskClient, dash_app: Dash) -> None:
    chance = random.Random(SEED)
    known = bodies(dash_app)
    for _ in range(400):
        text = json.dumps(spoilt(chance.choice(known), chance))
        sound(client.post(ENDPOINT, data=text, content_type="application/json"))


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/json; charset=utf-16", ""])
def test_other_content_types_get_a_clear_answer(client: FlaskClient, kind: str) -> None:
    sound(client.post(ENDPOINT, data=json.dumps(arrival()), headers={"Content-Type": kind}))


def test_callbacks_of_the_browser_cannot_be_asked_of_the_server(client: FlaskClient, dash_app: Dash) -> None:
    own = [body for body in bodies(dash_app) if "callback" not in dash_app.callback_map[body["output"]]]
    assert len(own) >= 3
    assert {client.post(ENDPOINT, json=body).status_code for body in own} == {400}


@pytest.mark.parametrize(
    "change",
    [
        {"outputs": {"id": "milestone-panel", "property": "children"}},
        {"outputs": [{"id": "page", "property": "children"}]},
        {"inputs": [[{"id": "arrival", "property": "data", "value": {}}]]},
        {"inputs": [{"id": "form", "property": "data", "value": {}}]},
        {"changedPropIds": [["arrival.data"]]},
        {"changedPropIds": {"arrival.data": 1}},
    ],
)
def test_another_callbacks_arguments_and_outputs_are_refused(client: FlaskClient, change: dict[str, Any]) -> None:
    assert client.post(ENDPOINT, json=arrival() | change).status_code == 400


def test_odd_requests_for_every_kind_of_address_get_a_clear_answer(client: FlaskClient) -> None:
    chance = random.Random(SEED)
    for _ in range(250):
        address = chance.choice(PATHS) + chance.choice(QUERIES)
        sound(client.open(address, method=chance.choice(METHODS), headers=chance.choice(HEADERS)))


@pytest.mark.parametrize("path", ["/_reload-hash", "/_favicon.ico", "/_mcp", "/_dash-component-suites/dash/x.js"])
def test_what_no_page_asks_for_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_answer_is_never_kept_for_another_question(client: FlaskClient) -> None:
    packed = {"Accept-Encoding": "gzip"}
    first = client.post(f"{ENDPOINT}?m=1", json=arrival("/growth", "?lang=en"), headers=packed).get_data()
    second = client.post(f"{ENDPOINT}?m=1", json=arrival("/shift", "?lang=zh"), headers=packed).get_data()
    assert first != second
