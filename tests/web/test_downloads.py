"""``/chart/<slug>.<extension>``: the view in the address, its headers, and what is asked for wrongly."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from app.charts.registry import all_charts
from app.exports.formats import FORMATS, IMAGES


@pytest.mark.parametrize("extension", FORMATS)
def test_an_answer_says_what_it_is_how_long_it_holds_and_who_may_read_it(client: FlaskClient, extension: str) -> None:
    answer = client.get(f"/chart/sector-growth.{extension}?lang=en&period=2025-H1")
    assert answer.status_code == 200
    assert answer.mimetype == FORMATS[extension].media_type.partition(";")[0]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert re.fullmatch(r'"[0-9a-f]{24}"', answer.headers["ETag"])
    assert "X-Ignored-Params" not in answer.headers
    place = "attachment" if FORMATS[extension].saved else "inline"
    named = f"{place}; filename=doppelkern-sector-growth-2025-H1-en.{extension}"
    assert answer.headers["Content-Disposition"].replace('"', "") == named


@pytest.mark.matrix
@pytest.mark.parametrize("extension", FORMATS)
def test_equal_views_are_equal_answers_and_known_ones_are_not_sent_again(client: FlaskClient, extension: str) -> None:
    first = client.get(f"/chart/growth-history.{extension}?lang=en&theme=dark")
    spelled = client.get(f"/chart/growth-history.{extension}?form=narrow&growth-history.time=2017..latest&lang=en")
    assert first.headers["ETag"] == spelled.headers["ETag"]
    assert first.data == spelled.data
    again = client.get(f"/chart/growth-history.{extension}?lang=en", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    other = client.get(f"/chart/growth-history.{extension}?lang=de", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_compressed_answer_is_known_as_well(client: FlaskClient) -> None:
    path, accepted = "/chart/growth-history.json", {"Accept-Encoding": "br"}
    first = client.get(path, headers=accepted)
    assert first.headers["Content-Encoding"] == "br"
    again = client.get(path, headers={**accepted, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_csv_for_a_spreadsheet_is_another_answer(client: FlaskClient) -> None:
    machine, sheet = (client.get(f"/chart/sector-growth.csv{query}") for query in ("", "?bom=1"))
    assert machine.headers["ETag"] != sheet.headers["ETag"]
    assert sheet.data.startswith(b"\xef\xbb\xbf")


def test_the_view_in_the_address_is_what_is_downloaded(client: FlaskClient) -> None:
    whole = client.get("/chart/sector-growth.json?period=2025-H1&lang=en").get_json()
    own = client.get("/chart/sector-growth.json?sector-growth.period=2025-H1&period=2024&lang=en").get_json()
    assert {row["period"]["value"] for row in whole["rows"]} == {"2025-H1"}
    assert own == whole
    assert whole["address"] == "/chart/sector-growth?lang=en&period=2025-H1"


def test_what_cannot_be_used_is_named_and_harms_nothing(client: FlaskClient) -> None:
    answer = client.get("/chart/sector-growth.json?period=1901&colour=red&measure=%0d%0aX:1&lang=en")
    assert answer.status_code == 200
    assert sorted(answer.headers["X-Ignored-Params"].split(", ")) == ["colour", "measure", "period"]
    odd = client.get("/chart/sector-growth.csv?%0d%0aSet-Cookie%3a+a=1&%C3%BC=1")
    assert odd.status_code == 200
    assert "Set-Cookie" not in odd.headers
    assert odd.headers["X-Ignored-Params"].isascii()


@pytest.mark.parametrize(
    "path",
    ["/chart/nope.csv", "/chart/sector-growth.exe", "/chart/sector-growth.CSV", "/chart/.csv", "/chart/a.b.csv"],
)
def test_an_unknown_chart_or_format_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.matrix
@pytest.mark.parametrize("slug", all_charts())
def test_every_chart_is_there_in_every_format_and_the_catalogue_says_so(client: FlaskClient, slug: str) -> None:
    entry = next(e for e in client.get("/catalog.json").get_json()["charts"] if e["slug"] == slug)
    assert set(entry["formats"]) == {*FORMATS, *IMAGES}
    for extension in FORMATS:
        answer = client.get(entry["formats"][extension])
        assert answer.status_code == 200
        assert answer.mimetype == FORMATS[extension].media_type.partition(";")[0]


def test_head_and_preflight_are_answered(client: FlaskClient) -> None:
    head = client.head("/chart/sector-growth.csv")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"]
    assert client.post("/chart/sector-growth.csv").status_code == 405
