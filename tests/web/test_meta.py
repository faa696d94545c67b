"""What a page says of itself: whole addresses, the view shown, the data set; nothing a stranger could slip in."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.charts.registry import all_charts
from app.components.addresses import PAGES
from app.state import LANGUAGES
from tests.web.served import ANY_PROGRAM, PUBLIC, client_of

pytestmark = pytest.mark.matrix


class Head(HTMLParser):
    """Links and metas of a document, and its blocks of data."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.metas: dict[str, str] = {}
        self.blocks: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link":
            self.links.append(given)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.metas[name] = str(given.get("content"))
        self._inside = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks.append(data)
            self._inside = False

    def link(self, rel: str, **more: str) -> list[str]:
        wanted = {"rel": rel, **more}.items()
        return [str(link["href"]) for link in self.links if wanted <= link.items()]

    @property
    def dataset(self) -> dict[str, Any]:
        assert len(self.blocks) == 1
        found: dict[str, Any] = json.loads(self.blocks[0])
        return found


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_of(tmp_path_factory.mktemp("cache"), chromium=ANY_PROGRAM)


def head(client: FlaskClient, path: str, **headers: str) -> Head:
    answer = client.get(f"/portal/doppelkern/{path}", headers=headers)
    assert answer.status_code == 200
    return Head(answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("", ""),
        ("?lang=de&theme=dark", ""),
        ("growth?lang=en&period=2025-9M", "growth?lang=en"),  # the default, written
        ("growth?period=2025-H1&theme=contrast&form=narrow", "growth?period=2025-H1"),
        ("growth?growth-history.measure=output", "growth?growth-history.measure=output"),
        ("growth?growth-history.tab=table", "growth"),
        ("growth?period=1850&x=y", "growth"),
        (
            "chart/sector-growth?lang=zh&period=2025-H1&hide=title&id=x&tab=table",
            "chart/sector-growth?lang=zh&period=2025-H1",
        ),
        ("chart/sector-growth?sector-growth.period=2025-H1", "chart/sector-growth?period=2025-H1"),
        ("data?table=targets&q=auto&page=2", "data?table=targets"),
    ],
)
def test_a_view_has_one_canonical_address(portal: FlaskClient, asked: str, canonical: str) -> None:
    assert head(portal, asked).link("canonical") == [f"{PUBLIC}{canonical}"]


def test_the_canonical_address_is_its_own_canonical_address(portal: FlaskClient) -> None:
    for path in ("growth?lang=en&period=2024&growth-history.measure=output&focus=electronics", "shift?time=2018..2023"):
        (first,) = head(portal, path).link("canonical")
        assert head(portal, first.removeprefix(PUBLIC)).link("canonical") == [first]


@pytest.mark.parametrize("path", [*(path.lstrip("/") for path in PAGES.values()), "chart/two-cores"])
def test_every_view_names_itself_in_every_language(portal: FlaskClient, path: str) -> None:
    found = head(portal, f"{path}?lang=zh&theme=dark")
    for lang in LANGUAGES:
        query = "" if lang == "de" else f"?lang={lang}"
        assert found.link("alternate", hreflang=lang) == [f"{PUBLIC}{path}{query}"]
    assert found.link("alternate", hreflang="x-default") == [f"{PUBLIC}{path}"]


def test_what_messengers_show_follows_the_view(portal: FlaskClient) -> None:
    one = head(portal, "chart/sector-growth?lang=en&period=2025-H1&theme=dark").metas
    other = head(portal, "chart/sector-growth?lang=en&period=2024").metas
    assert one["og:description"] != other["og:description"]
    assert one["og:url"] == f"{PUBLIC}chart/sector-growth?lang=en&period=2025-H1"
    assert one["og:image"] == f"{PUBLIC}chart/sector-growth.png?lang=en&theme=dark&period=2025-H1&size=slide"
    assert one["og:description"] in one["og:image:alt"]
    assert one["og:locale"] == "en_GB"
    assert one["twitter:card"] == "summary_large_image"


def test_a_host_that_makes_no_images_names_none(tmp_path: Path) -> None:
    found = head(client_of(tmp_path), "chart/sector-growth?lang=en").metas
    assert [name for name in found if name.startswith("og:image")] == []
    assert found["twitter:card"] == "summary"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", sorted(all_charts()))
def test_a_chart_describes_its_rows_as_a_data_set(portal: FlaskClient, slug: str, lang: str) -> None:
    found = head(portal, f"chart/{slug}?lang={lang}").dataset
    assert (found["@context"], found["@type"], found["inLanguage"]) == ("https://schema.org", "Dataset", lang)
    assert 50 <= len(found["description"]) <= 5000
    assert found["license"].startswith("https://")
    assert re.fullmatch(r"\d{4}(-\d\d-\d\d)?/\d{4}(-\d\d-\d\d)?", found["temporalCoverage"])
    assert found["isBasedOn"]
    assert all(one["name"] for one in found["isBasedOn"])
    addresses = [one["contentUrl"] for one in found["distribution"]]
    assert all(address.startswith(f"{PUBLIC}chart/{slug}.") for address in addresses)


def test_the_data_set_of_a_chart_is_that_of_the_view(portal: FlaskClient) -> None:
    found = head(portal, "chart/sector-growth?lang=en&period=2025-H1").dataset
    assert found["temporalCoverage"] == "2025-01-01/2025-06-30"
    assert [place["name"] for place in found["spatialCoverage"]] == ["Chongqing", "China"]
    assert f"{PUBLIC}chart/sector-growth.csv?lang=en&period=2025-H1" in [
        one["contentUrl"] for one in found["distribution"]
    ]


def test_the_data_page_describes_the_whole_package_and_every_file_is_there(portal: FlaskClient) -> None:
    found = head(portal, "data?lang=en").dataset
    addresses = [one["contentUrl"] for one in found["distribution"]]
    assert f"{PUBLIC}data/observations.csv" in addresses
    assert f"{PUBLIC}data/datapackage.json" in addresses
    for address in addresses:
        with portal.get(address.removeprefix("https://portal.example")) as answer:
            assert answer.status_code == 200
    assert found["temporalCoverage"].startswith("1996-01-01/")


def test_pages_of_several_charts_are_no_data_set(portal: FlaskClient) -> None:
    assert head(portal, "growth").blocks == []


def test_words_of_the_data_cannot_end_the_block_of_data(portal: FlaskClient) -> None:
    hostile = {"name": "</script><script>alert(1)</script><!-- & '\u2028"}
    with portal.application.test_request_context():
        made = str(portal.application.jinja_env.from_string("{{ x|tojson }}").render(x=hostile))
    assert not set("<>&'") & set(made)
    assert json.loads(made) == hostile


def test_a_host_that_is_none_does_not_get_into_a_page(tmp_path: Path) -> None:
    client = client_of(tmp_path, public_url="")
    for host in ('evil.example"><script>', "evil.example/path", "a b", "user@evil.example"):
        answer = client.get("/portal/doppelkern/growth", headers={"Host": host})
        if answer.status_code == 200:
            assert "evil" not in answer.get_data(as_text=True)
        assert answer.status_code in (200, 400)


def test_without_a_public_address_pages_name_the_host_asked_and_no_shared_cache_keeps_them(tmp_path: Path) -> None:
    client = client_of(tmp_path, public_url="")
    answer = client.get("/portal/doppelkern/growth", headers={"Host": "intranet:81"})
    assert Head(answer.get_data(as_text=True)).link("canonical") == ["http://intranet:81/portal/doppelkern/growth"]
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_with_a_public_address_no_host_of_a_request_gets_into_any_answer(portal: FlaskClient) -> None:
    paths = ("", "growth", "chart/two-cores", "data", "catalog.json", "robots.txt", "nope", "data/datapackage.json")
    forwarded = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    for path in paths:
        with portal.get(f"/portal/doppelkern/{path}", headers=forwarded) as answer:
            assert "evil.example" not in answer.get_data(as_text=True)
            assert "evil.example" not in str(answer.headers)


def test_files_under_a_prefix_are_kept_for_ever_and_open_to_sandboxed_frames(portal: FlaskClient) -> None:
    html = portal.get("/portal/doppelkern/growth").get_data(as_text=True)
    script = re.search(r'src="(/portal/doppelkern/bundle/plot-[^"]*[.]js)"', html)
    assert script
    with portal.get(script[1], headers={"Accept-Encoding": "br"}) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    font = "/portal/doppelkern/assets/fonts/source-sans-3-5.3.1-latin-400.woff2"
    with portal.get(font, headers={"Origin": "null"}) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
