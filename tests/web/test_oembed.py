"""oEmbed: own addresses give the code for the same view; all others, and hostile ones, give a 404."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.charts.registry import all_charts
from app.components.addresses import PAGES
from tests.web.served import ANY_PROGRAM, PUBLIC, client_of

pytestmark = pytest.mark.matrix


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an installation that readers know under a public address."""
    return client_of(tmp_path_factory.mktemp("cache"), chromium=ANY_PROGRAM)


def ask(portal: FlaskClient, url: str, **more: Any) -> TestResponse:
    return portal.get("/portal/doppelkern/oembed", query_string={"url": url, **more})


def frame(code: str) -> dict[str, str | None]:
    found: list[dict[str, str | None]] = []

    class Frames(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "iframe":
                found.append(dict(attrs))

    Frames().feed(code)
    assert len(found) == 1
    return found[0]


def test_the_address_of_a_chart_gives_its_code_in_the_same_view(portal: FlaskClient) -> None:
    answer = ask(portal, f"{PUBLIC}chart/sector-growth?lang=en&period=2025-H1&theme=dark")
    said = answer.get_json()
    assert (answer.status_code, said["version"], said["type"]) == (200, "1.0", "rich")
    assert said["provider_url"] == PUBLIC
    shown = frame(said["html"])
    assert shown["src"] == f"{PUBLIC}embed/sector-growth?lang=en&theme=dark&period=2025-H1"
    assert shown["title"] == said["title"]
    assert (said["width"], said["height"]) == (850, int(str(shown["height"])))
    assert said["thumbnail_url"].startswith(f"{PUBLIC}chart/sector-growth.png?")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_host_that_makes_no_images_leads_to_none(tmp_path: Path) -> None:
    said = ask(client_of(tmp_path), f"{PUBLIC}chart/sector-growth?lang=en").get_json()
    assert "thumbnail_url" not in said
    assert ".png" not in said["html"]


@pytest.mark.parametrize("slug", sorted(all_charts()))
def test_every_chart_and_its_embeds_can_be_asked_for(portal: FlaskClient, slug: str) -> None:
    paths = (f"chart/{slug}", f"embed/{slug}", f"embed-static/{slug}")
    sources = {frame(ask(portal, f"{PUBLIC}{path}?lang=zh").get_json()["html"])["src"] for path in paths}
    assert sources == {f"{PUBLIC}embed/{slug}?lang=zh"}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_asked_for(portal: FlaskClient, page: str) -> None:
    for path in (PAGES[page].lstrip("/"), f"embed/page/{page}"):
        said = ask(portal, f"{PUBLIC}{path}?lang=en&period=2025-H1").get_json()
        assert frame(said["html"])["src"] == f"{PUBLIC}embed/page/{page}?lang=en&period=2025-H1"
        assert "thumbnail_url" not in said


def test_the_place_of_a_chart_on_its_page_means_that_chart(portal: FlaskClient) -> None:
    said = ask(portal, f"{PUBLIC}growth?growth-history.measure=output&period=2024#growth-history").get_json()
    assert frame(said["html"])["src"] == f"{PUBLIC}embed/growth-history?measure=output"
    for fragment in ("two-cores", "content", "%00"):
        said = ask(portal, f"{PUBLIC}growth#{fragment}").get_json()
        assert frame(said["html"])["src"] == f"{PUBLIC}embed/page/growth"


def test_the_portal_says_how_large_it_may_be(portal: FlaskClient) -> None:
    said = ask(portal, f"{PUBLIC}chart/two-cores", maxwidth="400", maxheight="300").get_json()
    shown = frame(said["html"])
    assert (said["width"], said["height"]) == (400, 300)
    assert (shown["width"], shown["height"]) == ("400", "300")
    assert "thumbnail_url" not in said
    strange = ask(portal, f"{PUBLIC}chart/two-cores", callback="alert(1)")
    assert strange.headers["X-Ignored-Params"] == "callback"
    unbounded = ask(portal, f"{PUBLIC}chart/two-cores", maxwidth="-5", maxheight="1e9").get_json()
    assert unbounded["width"] == 850
    assert unbounded["height"] > 600


def test_xml_says_the_same_and_other_formats_are_not_made(portal: FlaskClient) -> None:
    url = f"{PUBLIC}chart/targets?lang=en"
    answer = ask(portal, url, format="xml")
    root = ElementTree.fromstring(answer.get_data())
    assert answer.mimetype == "text/xml"
    assert {child.tag: child.text for child in root} == {
        name: str(value) for name, value in ask(portal, url).get_json().items()
    }
    assert ask(portal, url, format="yaml").status_code == 501


FOREIGN = [
    "",
    "chart/targets",
    "/portal/doppelkern/chart/targets",
    "https://evil.example/portal/doppelkern/chart/targets",
    "https://portal.example.evil.example/portal/doppelkern/chart/targets",
    "https://portal.example@evil.example/portal/doppelkern/chart/targets",
    "https://evil.example@portal.example/portal/doppelkern/chart/targets",
    "https://portal.example:444/portal/doppelkern/chart/targets",
    "https://portal.example:99999/portal/doppelkern/chart/targets",
    "https://portal.example:x/portal/doppelkern/chart/targets",
    "https://[::1/portal/doppelkern/chart/targets",
    "https://portal.example/chart/targets",
    "https://portal.example/portal/doppelkern2/chart/targets",
    f"{PUBLIC}../doppelkern/chart/targets",
    f"{PUBLIC}chart/nope",
    f"{PUBLIC}chart/targets/more",
    f"{PUBLIC}chart/%74argets",
    f"{PUBLIC}embed/page/nope",
    f"{PUBLIC}embed/../chart/targets",
    f"{PUBLIC}data/observations.csv",
    f"{PUBLIC}oembed?url={PUBLIC}chart/targets",
    f"{PUBLIC}chart/targets\n",
    f"{PUBLIC}chart/tar gets",
    "\thttps://portal.example/portal/doppelkern/chart/targets",
    "https:\\\\portal.example/portal/doppelkern/chart/targets",
    "javascript:alert(1)//portal.example/portal/doppelkern/chart/targets",
    "data:text/html,<script>alert(1)</script>",
    "ftp://portal.example/portal/doppelkern/chart/targets",
    "//portal.example/portal/doppelkern/chart/targets",
    f"{PUBLIC}chart/targets?x=" + "a" * 9000,
    "https://портал.example/portal/doppelkern/chart/targets",
]


@pytest.mark.parametrize("url", FOREIGN)
def test_an_address_that_is_not_ours_gives_a_404(portal: FlaskClient, url: str) -> None:
    answer = ask(portal, url)
    assert answer.status_code == 404
    assert "html" not in answer.get_json()


def test_without_an_address_there_is_a_404_and_no_more(portal: FlaskClient) -> None:
    assert portal.get("/portal/doppelkern/oembed").status_code == 404
    assert portal.get("/oembed", query_string={"url": f"{PUBLIC}chart/targets"}).status_code == 404


def test_hostile_parameters_of_an_own_address_do_not_get_into_the_code(portal: FlaskClient) -> None:
    hostile = f'{PUBLIC}chart/targets?lang="><script>&series=<b>&id="onload=alert(1)&hide=source&x=y'.replace(
        " ", "%20"
    )
    said = ask(portal, hostile).get_json()
    assert frame(said["html"])["src"] == f"{PUBLIC}embed/targets"
    assert "alert" not in said["html"]


def test_standard_ports_and_capital_letters_of_the_host_do_not_matter(portal: FlaskClient) -> None:
    for start in ("https://PORTAL.example:443", "http://portal.example", "http://portal.example:80"):
        answer = ask(portal, f"{start}/portal/doppelkern/chart/targets")
        assert frame(answer.get_json()["html"])["src"] == f"{PUBLIC}embed/targets"


def test_the_discovery_links_of_a_page_lead_to_its_code(portal: FlaskClient) -> None:
    document = portal.get("/portal/doppelkern/chart/sector-growth?lang=en&period=2025-H1").get_data(as_text=True)
    links: dict[str, str] = {}

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            if tag == "link" and str(given.get("type", "")).endswith("+oembed"):
                links[str(given["type"])] = str(given["href"])

    Links().feed(document)
    assert set(links) == {"application/json+oembed", "text/xml+oembed"}
    parts = urlsplit(links["application/json+oembed"])
    assert parse_qs(parts.query)["url"] == [f"{PUBLIC}chart/sector-growth?lang=en&period=2025-H1"]
    said = portal.get(f"{parts.path}?{parts.query}").get_json()
    assert frame(said["html"])["src"] == f"{PUBLIC}embed/sector-growth?lang=en&period=2025-H1"


def test_without_a_public_address_the_code_names_the_host_asked_and_no_cache_may_keep_it(tmp_path: Path) -> None:
    client = client_of(tmp_path, public_url="", path_prefix="/")
    answer = client.get("/oembed?url=http://intranet:8050/chart/targets", headers={"Host": "intranet:8050"})
    assert frame(answer.get_json()["html"])["src"] == "http://intranet:8050/embed/targets"
    assert answer.headers["Cache-Control"].startswith("private")
    other = client.get("/oembed?url=http://intranet:8050/chart/targets", headers={"Host": "evil.example"})
    assert other.status_code == 404
