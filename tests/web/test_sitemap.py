"""Search engines: closed unless the operator opens, and then every page in every language."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from app.charts.registry import all_charts
from app.components.addresses import PAGES
from app.errors import SettingInvalid
from app.settings import Settings
from tests.web.served import PREFIX, PUBLIC, client_of

pytestmark = pytest.mark.matrix

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return client_of(tmp_path_factory.mktemp("cache"), indexed=True)


def test_an_installation_is_closed_to_search_engines_unless_it_says_otherwise(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    for root in ("/", PREFIX):
        assert client.get(f"{root}robots.txt").get_data(as_text=True) == f"User-agent: *\nDisallow: {PREFIX}\n"
    assert client.get(f"{PREFIX}sitemap.xml").status_code == 404
    for path in ("growth", "catalog.json", "nope"):
        assert client.get(f"{PREFIX}{path}").headers["X-Robots-Tag"] == "noindex"


def test_a_public_one_is_open_and_names_its_sitemap(public: FlaskClient) -> None:
    for root in ("/", PREFIX):
        answer = public.get(f"{root}robots.txt", headers={"Host": "evil.example"})
        assert answer.mimetype == "text/plain"
        assert answer.get_data(as_text=True) == f"User-agent: *\nDisallow:\n\nSitemap: {PUBLIC}sitemap.xml\n"


def test_a_public_one_keeps_no_search_engine_out(public: FlaskClient) -> None:
    assert "X-Robots-Tag" not in public.get(f"{PREFIX}growth").headers


def test_the_sitemap_lists_every_page_and_chart_in_every_language(public: FlaskClient) -> None:
    answer = public.get(f"{PREFIX}sitemap.xml", headers={"Host": "evil.example"})
    root = ElementTree.fromstring(answer.get_data())
    listed = [str(one.text) for one in root.findall("s:url/s:loc", NAMESPACE)]
    assert len(listed) == len(set(listed)) == 3 * (len(PAGES) + len(all_charts()) + len(("terms", "accessibility")))
    assert f"{PUBLIC}chart/two-cores?lang=zh" in listed
    assert {len(url.findall("x:link", NAMESPACE)) for url in root.findall("s:url", NAMESPACE)} == {4}
    for address in listed[::7]:
        assert public.get(address.removeprefix("https://portal.example")).status_code == 200


def test_a_public_one_needs_a_public_address() -> None:
    with pytest.raises(SettingInvalid, match="DOPPELKERN_PUBLIC_URL"):
        Settings.from_env({"DOPPELKERN_INDEXED": "1"})
