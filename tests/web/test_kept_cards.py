"""Answers kept as they were sent say what a fresh answer would say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.factory import create_app
from app.settings import Settings
from tests.bench import mix

pytestmark = pytest.mark.matrix

ENDPOINT = "/_dash-update-component"
VIEWS = [("sector-growth", "period=2025-H1"), ("sector-growth", "period=2024&lang=zh"), ("two-cores", "lang=en")]


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The same application without memory."""
    settings = Settings(cache=tmp_path_factory.mktemp("cache"), chromium="off", log_level="WARNING", drawings=0)
    client: FlaskClient = create_app(settings).server.test_client()
    return client


def body(slug: str, view: str, shown: Any = None) -> Any:
    sent = json.loads(mix.card(slug, view))
    sent["state"][0]["value"] = shown
    return sent


def shown_of(answer: Any) -> Any:
    (name,) = (name for name in answer["response"] if '"part":"shown"' in name)
    return answer["response"][name]["data"]


@pytest.mark.parametrize(("slug", "view"), VIEWS)
def test_a_kept_answer_is_the_fresh_one(client: FlaskClient, forgetful: FlaskClient, slug: str, view: str) -> None:
    fresh = forgetful.post(ENDPOINT, json=body(slug, view)).get_json()
    answers = [client.post(ENDPOINT, json=body(slug, view)) for _ in range(3)]
    assert [answer.get_json() for answer in answers] == [fresh] * 3
    assert all(answer.headers["Content-Security-Policy"] for answer in answers)


@pytest.mark.parametrize(("slug", "view"), VIEWS)
def test_what_the_card_shows_before_decides_what_is_sent(
    client: FlaskClient, forgetful: FlaskClient, slug: str, view: str
) -> None:
    there = shown_of(forgetful.post(ENDPOINT, json=body(slug, view)).get_json())
    befores = [
        None, there, {**there, "identity": "other"}, {**there, "identity": "other", "rows": "other"},
        {**there, "identity": "", "level": 1}, {**there, "identity": "", "alone": True}, {**there, "note": "x"},
        {**there, "identity": "", "offers": "x"},
    ]  # fmt: skip
    for _ in range(2):
        for before in befores:
            asked = body(slug, view, before)
            fresh, kept = (one.post(ENDPOINT, json=asked) for one in (forgetful, client))
            assert (kept.status_code, kept.get_json(silent=True)) == (fresh.status_code, fresh.get_json(silent=True))


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_a_kept_answer_comes_in_the_encoding_asked_for(client: FlaskClient, encoding: str) -> None:
    for _ in range(2):
        answer = client.post(ENDPOINT, json=body("targets", "lang=en"), headers={"Accept-Encoding": encoding})
        assert answer.headers.get("Content-Encoding", "identity") == encoding
        assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("wrong", [{"chart": []}, {"chart": "nope"}, {"chart": None}, {}])
def test_a_hostile_body_is_refused_as_before(client: FlaskClient, wrong: Any) -> None:
    sent = body("targets", "")
    sent["state"][1]["value"] = wrong
    assert client.post(ENDPOINT, json=sent).status_code in (400, 404)


def test_nothing_is_kept_beyond_the_bound(tmp_path: Path) -> None:
    from app.web.kept_documents import KeptDocuments

    app = create_app(Settings(cache=tmp_path, chromium="off", log_level="WARNING"))
    kept: KeptDocuments[Any] = KeptDocuments(app.site)

    class Large:
        size = 2**20

    for number in range(40):
        kept.keep((str(number),), Large())
    there = [number for number in range(40) if kept.get((str(number),))]
    assert there == list(range(40 - len(there), 40))
    assert 1 <= len(there) <= 8
