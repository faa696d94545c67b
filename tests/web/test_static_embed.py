"""The chart for pages that take no script, as it is answered."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_it_is_one_document_without_script_or_cookie(client: FlaskClient) -> None:
    answer = client.get("/embed-static/sector-growth?lang=en&period=2025-H1")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert "Set-Cookie" not in answer.headers
    assert b"<script" not in answer.data
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert '<html lang="en"' in answer.text


def test_it_keeps_the_state_of_the_address(client: FlaskClient) -> None:
    answer = client.get("/embed-static/sector-growth?lang=zh&period=2025-H1&theme=dark&hide=title")
    assert 'data-theme="dark"' in answer.text
    assert 'href="/chart/sector-growth?lang=zh&amp;theme=dark&amp;period=2025-H1"' in answer.text
    assert "headline unseen" in answer.text
    assert 'class="source-line"' in answer.text


def test_what_it_does_not_use_is_named(client: FlaskClient) -> None:
    answer = client.get("/embed-static/sector-growth?lang=en&period=1901&colour=%3Cb%3E")
    assert "period=1901" in answer.text
    assert "colour" in answer.text
    assert "<b>" not in answer.text.split("<footer>")[0]


def test_it_is_sent_again_only_when_it_changes(client: FlaskClient) -> None:
    first = client.get("/embed-static/two-cores")
    again = client.get("/embed-static/two-cores", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert first.headers["Cache-Control"] == "no-cache"
    other = client.get("/embed-static/two-cores?lang=en")
    assert other.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("path", ["/embed-static/no-such-chart", "/embed-static/", "/embed-static/%3Cscript%3E"])
def test_what_does_not_exist_is_a_real_404(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_faces_can_be_read_by_a_document_without_origin(client: FlaskClient) -> None:
    with client.get("/assets/fonts/source-sans-3-5.3.1-latin-400.woff2") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
