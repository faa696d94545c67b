"""Small, nearly empty and hostile packages: every page of every language is served, and markup in data is text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.charts.registry import all_charts
from app.components.addresses import PAGES, Place
from app.factory import create_app
from app.settings import Settings
from app.state import FORMS, LANGUAGES
from tests.hostile import write_hostile_package
from tests.packages import rows, write_package
from tests.web.test_routes import ENDPOINT, arrival, card

pytestmark = pytest.mark.matrix

PATHS = (*PAGES.values(), *(Place("chart", slug).path for slug in all_charts()))
MARKUP = re.compile(r"<(?:img|svg|b>|a href=javascript)|<script>alert|\{x\}\}\}", re.I)


def write_nearly_empty(directory: Path) -> Path:
    """One observation, one milestone, one statement."""
    return write_package(
        directory,
        observations=[row for row in rows("observations") if row["sector"] == "total_economy"][:1],
        targets=rows("targets"),
        milestones=[rows("milestones")[2]],
        article=[rows("article")[0] | {"milestone": ""}],
        conflicts=rows("conflicts"),
    )


WRITERS: Mapping[str, Callable[[Path], Path]] = {
    "tiny": write_package,
    "nearly empty": write_nearly_empty,
    "hostile": write_hostile_package,
}


@pytest.fixture(scope="module", params=WRITERS)
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("small")
    package = WRITERS[request.param](folder / "package")
    app = create_app(Settings(data=package, cache=folder / "cache", log_level="ERROR", chromium="off"))
    client: FlaskClient = app.server.test_client()
    return client


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_served_and_markup_is_text(small: FlaskClient, path: str, lang: str) -> None:
    document = small.get(f"{path}?lang={lang}")
    assert document.status_code == 200
    assert MARKUP.findall(document.get_data(as_text=True)) == []
    assert small.post(ENDPOINT, json=arrival(path, f"?lang={lang}")).status_code == 200


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("slug", all_charts())
def test_every_card_is_drawn_in_every_form(small: FlaskClient, slug: str, form: str) -> None:
    assert small.post(ENDPOINT, json=card("lang=en", slug=slug, form=form)).status_code == 200
