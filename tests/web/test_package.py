"""The files of the package: those it names, as long as they are what the pages show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.factory import create_app
from app.settings import Settings
from tests.packages import write_package


def served(package: Path, cache: Path) -> FlaskClient:
    client: FlaskClient = create_app(
        Settings(data=package, cache=cache, log_level="ERROR", chromium="off")
    ).server.test_client()
    return client


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    with client.get("/data/sources.csv") as first:
        tag = first.headers["ETag"]
        assert first.headers["Content-Type"] == "text/csv; charset=utf-8"
    with client.get("/data/sources.csv", headers={"If-None-Match": tag}) as again:
        assert again.status_code == 304
        assert again.get_data() == b""
        assert again.headers["X-Content-Type-Options"] == "nosniff"
    with client.get("/data/flags.csv", headers={"If-None-Match": tag}) as other:
        assert other.status_code == 200


@pytest.mark.parametrize("change", ["missing", "other"])
def test_what_is_shown_can_be_taken_away_although_its_files_have_changed(
    package: Path, cache_dir: Path, change: str
) -> None:
    client = served(package, cache_dir)
    table = package / "areas.csv"
    content = table.read_bytes()
    _change(table, change)
    with client.get("/data/areas.csv") as answer:
        assert answer.get_data() == content


@pytest.mark.parametrize("change", ["missing", "other"])
def test_without_a_copy_files_that_are_not_those_shown_are_refused_until_they_are_back(
    package: Path, cache_dir: Path, change: str
) -> None:
    cache_dir.mkdir()
    cache_dir.chmod(0o777)  # no place to trust, so no copy is kept
    client = served(package, cache_dir)
    table = package / "areas.csv"
    content = table.read_bytes()
    _change(table, change)
    for name in ("areas.csv", "flags.csv", "datapackage.json"):
        answer = client.get(f"/data/{name}")
        assert answer.status_code == 503
        assert b"Traceback" not in answer.get_data()
    table.write_bytes(content)
    with client.get("/data/areas.csv") as answer:
        assert answer.get_data() == content


def _change(table: Path, change: str) -> None:
    if change == "missing":
        table.unlink()
    else:
        table.write_bytes(table.read_bytes() * 2)


def test_a_table_is_found_where_the_descriptor_says(tmp_path: Path, cache_dir: Path) -> None:
    def moved(descriptor: dict[str, Any]) -> None:
        descriptor["resources"][0]["path"] = "tables/places.csv"

    package = write_package(tmp_path / "package", descriptor=moved)
    (package / "tables").mkdir()
    (package / "areas.csv").rename(package / "tables" / "places.csv")
    client = served(package, cache_dir)
    with client.get("/data/datapackage.json") as given:
        paths = [resource["path"] for resource in json.loads(given.get_data())["resources"]]
    assert paths[0] == "tables/places.csv"
    for path in paths:
        with client.get(f"/data/{path}") as answer:
            assert answer.status_code == 200
    assert client.get("/data/areas.csv").status_code == 404
