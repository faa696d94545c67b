"""What changed in the data stands on a page: after a swap, after a restart; where nothing is known, it says so."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app.factory import create_app
from app.settings import Settings
from tests.hostile import IMAGE
from tests.packages import changed, observation, rows, write_package
from tests.web.test_routes import ENDPOINT, arrival

pytestmark = pytest.mark.matrix

SETTINGS = Settings(log_level="ERROR", chromium="off")


def without_materials(package: Path) -> None:
    write_package(package, observations=[row for row in rows("observations") if row["sector"] != "materials"])


def app_on(package: Path, cache: Path, *, before: Path | None = None) -> Dash:
    return create_app(replace(SETTINGS, data=package, cache=cache, data_before=before))


def words(client: FlaskClient, lang: str = "en") -> str:
    answer = client.get(f"/changes?lang={lang}")
    assert answer.status_code == 200
    main = re.search(r"<main.*?</main>", answer.get_data(as_text=True), re.S)
    assert main is not None
    return html.unescape(re.sub(r"<[^>]+>", " ", main[0]))


def swapped(app: Dash, package: Path) -> None:
    """The package with another value, a new row and another note, brought into force."""
    observed = changed("observations", 0, value="1234.75", note_en="Said so", note_de="So gesagt", note_zh="如此说")
    new = observation("materials", "value_added_growth", "2025-9M", "6.8")
    write_package(package, observations=[*(row for row in observed if row["sector"] != "materials"), new])
    app.site.live.look(0.0)  # type: ignore[attr-defined]
    assert app.site.live.look(9.0)  # type: ignore[attr-defined]


SAID = {
    "de": ["5,30", "1.234,75", "Neue Zeilen: 1", "So gesagt", "Anmerkung"],
    "en": ["5.30", "1,234.75", "New rows: 1", "Said so", "materials en, value added growth en"],
    "zh": ["5.30", "1,234.75", "新增行：1", "如此说"],
}


def test_after_a_swap_the_page_says_what_changed_in_its_language(package: Path, cache_dir: Path) -> None:
    without_materials(package)
    app = app_on(package, cache_dir)
    swapped(app, package)
    client = app.server.test_client()
    for lang, said in SAID.items():
        found = words(client, lang)
        assert [one for one in said if one not in found] == []
        others = {"So gesagt", "Said so", "如此说"} - set(said)
        assert not [one for one in others if one in found]


def test_where_nothing_earlier_is_known_the_page_says_so(client: FlaskClient) -> None:
    assert "No earlier version is known here" in words(client)
    assert client.get("/changes.json").get_json()["difference"] is None


def test_after_a_restart_the_version_before_is_known_from_the_kept_copy(package: Path, cache_dir: Path) -> None:
    without_materials(package)
    first = app_on(package, cache_dir)
    before = first.site.snapshot.version  # type: ignore[attr-defined]
    swapped(first, package)
    since = first.site.live.since  # type: ignore[attr-defined]
    again = app_on(package, cache_dir)
    assert again.site.live.since == since  # type: ignore[attr-defined]
    said = again.server.test_client().get("/changes.json").get_json()
    assert said["difference"]["before"] == before
    assert said["shape"] == "doppelkern-changes/1"
    (table,) = said["difference"]["tables"]
    assert {cell["column"] for cell in table["changed"]} == {"value", "note_de", "note_en", "note_zh"}


def test_the_operator_may_name_the_package_before(package: Path, cache_dir: Path, tmp_path: Path) -> None:
    old = write_package(tmp_path / "old", areas=changed("areas", 0, label_en="Another name"))
    assert "Another name" in words(app_on(package, cache_dir, before=old).server.test_client())


def test_a_package_before_that_cannot_be_read_any_more_is_not_known(
    package: Path, cache_dir: Path, tmp_path: Path
) -> None:
    old = write_package(tmp_path / "old", areas=None)
    (old / "areas.csv").unlink(missing_ok=True)
    assert "No earlier version is known here" in words(app_on(package, cache_dir, before=old).server.test_client())


def test_the_same_package_before_is_said_to_be_the_same(package: Path, cache_dir: Path, tmp_path: Path) -> None:
    same = write_package(tmp_path / "same")
    assert "Both versions hold the same rows" in words(app_on(package, cache_dir, before=same).server.test_client())


def test_what_a_package_says_is_shown_as_text(package: Path, cache_dir: Path, tmp_path: Path) -> None:
    old = write_package(tmp_path / "old", areas=changed("areas", 0, label_en=IMAGE))
    client = app_on(package, cache_dir, before=old).server.test_client()
    assert IMAGE not in client.get("/changes?lang=en").get_data(as_text=True)
    assert IMAGE in words(client)


def test_long_lists_are_cut_and_counted(package: Path, cache_dir: Path, tmp_path: Path) -> None:
    many = [{**rows("categories")[0], "category": f"category-{number}"} for number in range(150)]
    write_package(package, categories=[*rows("categories"), *many])
    old = write_package(tmp_path / "old")
    found = words(app_on(package, cache_dir, before=old).server.test_client())
    assert "New rows: 150" in found
    assert "… and 50 more" in found


def test_the_page_is_led_to_from_the_foot_and_the_data_page(client: FlaskClient) -> None:
    assert 'href="/changes?lang=en"' in client.get("/terms?lang=en").get_data(as_text=True)
    page = client.post(ENDPOINT, json=arrival("/data", "?lang=en")).get_data(as_text=True)
    assert page.count("changes?lang=en") == 2
