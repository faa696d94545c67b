"""The search as a page for everyone and as data for its dialog: safe, in the view's language, cached."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from app.state import LANGUAGES
from tests.web.served import PREFIX, client_of

pytestmark = pytest.mark.matrix


def page(client: FlaskClient, query: str) -> str:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    return answer.get_data(as_text=True)


def test_the_page_finds_without_a_script(client: FlaskClient) -> None:
    html = page(client, "q=qiche&theme=dark")
    assert '<form action="/search" class="search-form" method="get" role="search">' in html
    assert 'value="qiche"' in html
    assert '<input type="hidden" name="theme" value="dark">' in html
    assert "Automobilindustrie</a>" in html
    assert '<span class="search-other" lang="zh">汽车产业</span>' in html
    assert 'href="/chart/growth-history?theme=dark&amp;series=automotive"' in html


QUERIES = ("chongqing", "GDP", "电池", "index", "数据", "oklahoma", "gongye", "computer", "laptop", "amtlich")


def found_for(client: FlaskClient, lang: str) -> list[str]:
    """The addresses of all that is found for some queries."""
    answers = [client.get(f"/search.json?lang={lang}&q={quote(query)}").get_json() for query in QUERIES]
    return sorted({found["href"] for answer in answers for group in answer["groups"] for found in group["found"]})


def check_links(client: FlaskClient, links: list[str], lang: str) -> None:
    for href in links:
        answer = client.get(href)
        html = answer.get_data(as_text=True)
        assert answer.status_code == 200, href
        assert "X-Ignored-Params" not in answer.headers, href
        assert f'lang="{lang}"' in html
        anchor = href.partition("#")[2]
        assert not anchor or f'id="{anchor}"' in html, href


def test_what_it_links_to_is_there(client: FlaskClient) -> None:
    """One of each path here, all of them in the full run."""
    for lang in LANGUAGES:
        by_path = {re.split("[?#]", href)[0]: href for href in found_for(client, lang)}
        assert len(by_path) >= 8
        check_links(client, list(by_path.values()) if lang == "zh" else [by_path["/terms"]], lang)


@pytest.mark.full
@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_it_links_to_is_there(client: FlaskClient, lang: str) -> None:
    links = found_for(client, lang)
    assert len(links) > 30
    check_links(client, links, lang)


def test_the_dialog_gets_the_same_by_kind_and_few_of_each(client: FlaskClient) -> None:
    found = client.get("/search.json?q=changan&lang=en").get_json()
    assert found["said"].endswith("results")
    assert found["page"] == "/search?lang=en&q=changan"
    assert {group["name"] for group in found["groups"]} >= {"Charts", "Milestones"}
    assert all(len(group["found"]) <= 5 for group in found["groups"])


def test_before_anything_is_asked_all_charts_are_offered(client: FlaskClient) -> None:
    (group,) = client.get("/search.json?lang=en").get_json()["groups"]
    assert group["name"] == "All charts"
    assert "Two cores" in [found["label"] for found in group["found"]]


def test_an_answer_is_asked_for_again_and_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/search.json?q=nev")
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get("/search.json?q=nev", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    other = client.get("/search.json?q=nev&lang=zh", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{7*7}}",
        "%00",
        "javascript:alert(1)",
        "\u202egnp",
    ],
)
def test_a_hostile_query_is_a_text(client: FlaskClient, query: str) -> None:
    html = page(client, f"q={quote(query)}")
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "\u202e" not in html
    data = client.get(f"/search.json?q={quote(query)}")
    assert data.status_code == 200
    assert data.mimetype == "application/json"


def test_a_query_that_is_too_long_is_named_and_not_used(client: FlaskClient) -> None:
    answer = client.get(f"/search?q={'a' * 101}")
    assert answer.status_code == 200
    assert answer.headers["X-Ignored-Params"] == "q"
    assert client.get(f"/search?q={'a' * 100}").headers.get("X-Ignored-Params") is None


def test_what_a_search_does_not_use_is_named(client: FlaskClient) -> None:
    assert client.get("/search?q=nev&period=2025-H1&nonsense=1").headers["X-Ignored-Params"] == "nonsense, period"


def test_nothing_found_says_so_and_leads_on(client: FlaskClient) -> None:
    html = page(client, "q=xyzzyx&lang=en")
    assert "Nothing found for “xyzzyx”." in html
    assert 'href="/data?lang=en&amp;q=xyzzyx"' in html


def test_search_engines_leave_it_alone(client: FlaskClient) -> None:
    assert '<meta name="robots" content="noindex">' in page(client, "q=nev")


def test_it_stands_under_the_prefix_of_a_portal(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    html = client.get(f"{PREFIX}search?q=nev").get_data(as_text=True)
    assert f'action="{PREFIX}search"' in html
    assert re.search(rf'href="{PREFIX}chart/growth-history\?series=nev', html)


def test_the_key_can_be_switched_off_for_good(client: FlaskClient) -> None:
    assert 'aria-keyshortcuts="/"' in page(client, "lang=en")
    html = page(client, "lang=en&keys=off")
    assert "aria-keyshortcuts" not in html
    assert 'href="/growth?lang=en&amp;keys=off"' in html


def test_every_page_without_a_script_leads_to_it(client: FlaskClient) -> None:
    html = client.get("/growth?lang=zh").get_data(as_text=True)
    assert re.search(r'<a [^>]*class="search-link" href="/search\?lang=zh"[^>]* aria-label="搜索">', html)
