"""The JSON and the plain text of a chart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.exports.document import json_bytes, plain_text
from app.i18n import Texts
from app.state import LANGUAGES
from app.store.snapshot import Snapshot
from tests.drawings import EMPTY, SLUGS, drawn

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "chart.schema.json").read_text("utf-8"))


def made(slug: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts], query: str = "") -> dict[str, Any]:
    drawing = drawn(slug, lang, snapshot=snapshot, texts=texts, query=query)
    raw = json_bytes(drawing, address=f"/chart/{slug}", snapshot=snapshot, texts=texts[lang])
    found: dict[str, Any] = json.loads(raw)
    return found


def series(whole: Mapping[str, Any], *, quantity: str = "value", **codes: str) -> dict[str, Any]:
    return next(e for e in whole["key_values"] if e["quantity"] == quantity and codes.items() <= e["series"].items())


@pytest.mark.parametrize("query", ["", pytest.param(EMPTY, marks=pytest.mark.matrix)], ids=["default", "empty"])
@pytest.mark.parametrize("lang", [*(pytest.param(lang, marks=pytest.mark.matrix) for lang in LANGUAGES[1:]), "de"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_json_of_every_chart_has_the_documented_shape(
    slug: str, lang: str, query: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    whole = made(slug, lang, snapshot, texts, query)
    jsonschema.validate(whole, SCHEMA)
    assert whole["lang"] == lang
    assert bool(whole["rows"]) == (whole["empty"] is None)


def test_the_schema_refuses_another_shape(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    whole = made("sector-growth", "en", snapshot, texts)
    for name in SCHEMA["required"]:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({key: value for key, value in whole.items() if key != name}, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**whole, "more": 1}, SCHEMA)


def test_start_end_and_change_are_those_of_like_periods(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    car = series(made("growth-history", "de", snapshot, texts), sector="automotive")
    assert car["end"]["period"] == "2025-9M"
    assert car["end"]["text"] == "+12,6\N{NO-BREAK SPACE}%"
    assert car["start"]["period"].endswith("-9M")
    assert car["change"]["value"] == pytest.approx(car["end"]["value"] - car["start"]["value"])
    assert car["change"]["unit"] == "percentage points"
    assert car["change"]["text"].endswith("Pp.")


def test_a_series_without_a_like_period_has_no_start(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    car = series(made("sector-growth", "en", snapshot, texts), sector="automotive")
    assert car["start"] is None
    assert car["change"] is None
    assert car["end"]["value"] == 12.6


def test_values_that_are_counted_otherwise_have_no_change(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    whole = made("vehicle-output", "en", snapshot, texts)
    vehicles = series(whole, quantity="all")
    assert (vehicles["start"]["period"], vehicles["end"]["period"]) == ("1996", "2025")
    assert vehicles["change"] is None


def test_unlike_figures_are_no_series(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    assert made("milestones", "en", snapshot, texts)["key_values"] == []


@pytest.mark.parametrize("lang", [*(pytest.param(lang, marks=pytest.mark.matrix) for lang in LANGUAGES[1:]), "de"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_plain_text_says_finding_values_source_and_address(
    slug: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn(slug, lang, snapshot=snapshot, texts=texts)
    text = plain_text(drawing, address=f"/chart/{slug}").decode("utf-8")
    said = [drawing.title, drawing.alt, drawing.source_line, f"/chart/{slug}"]
    assert [part for part in said if part not in text] == []
    assert "  " not in text


def test_the_plain_text_of_an_empty_view_says_why_and_the_way_out(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    empty = drawn("milestones", "en", snapshot=snapshot, texts=texts, query="q=zzzzqqq")
    assert empty.empty is not None
    text = plain_text(empty, address="/chart/milestones").decode("utf-8")
    assert empty.empty.reason in text
    assert empty.empty.way_out in text
