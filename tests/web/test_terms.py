"""The page of terms: every word that texts mark has its meaning there, in three languages, without a script."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient

from app.charts.drawn import draw_chart
from app.charts.glossary import OF_CONTROLS, all_terms, concepts, in_parts
from app.charts.registry import all_charts
from app.i18n import Texts
from app.state import LANGUAGES, ViewState
from app.store.snapshot import Snapshot


@pytest.mark.parametrize("path", ["/terms", "/search?q=chip", "/accessibility", "/changes", "/nowhere"])
def test_pages_of_words_load_bundles_and_no_single_files(client: FlaskClient, path: str) -> None:
    html = client.get(path).get_data(as_text=True)
    loaded = re.findall(r'(?:stylesheet" href|script src)="([^"]+)"', html)
    assert loaded
    assert all("/bundle/" in address for address in loaded)
    assert [client.get(address).status_code for address in loaded] == [200] * len(loaded)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_has_a_place_of_its_own(
    client: FlaskClient, snapshot: Snapshot, texts: Mapping[str, Texts], lang: str
) -> None:
    answer = client.get(f"/terms?lang={lang}")
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    terms = all_terms(snapshot, texts[lang])
    codes = [term.code for term in terms]
    assert len(codes) == len(set(codes)) > 100
    assert sorted(
        re.findall(r'id="([^"]+)" class="term-entry"', html) or re.findall(r'class="term-entry" id="([^"]+)"', html)
    ) == sorted(codes)
    assert all(term.name and term.text for term in terms if term.section == "concepts")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marking_terms_changes_no_word(texts: Mapping[str, Texts], lang: str) -> None:
    for text in texts[lang].entries.values():
        assert "".join(words for words, _ in in_parts(text, texts[lang])) == text


@pytest.mark.parametrize(
    ("lang", "text", "marked"),
    [
        (
            "de",
            "Wertschöpfung, reale Veränderung zum Vorjahreszeitraum; größere Industriebetriebe",
            ["value-added", "comparable-prices", "year-on-year", "above-designated-size"],
        ),
        ("de", "Wertschöpfung und Wertschöpfung", ["value-added"]),
        ("de", "Bruttowertschöpfungen sind ein anderes Wort", []),
        ("en", "Value added at comparable prices", ["value-added", "comparable-prices"]),
        ("zh", "规模以上工业增加值实际同比增速", ["above-designated-size", "value-added", "comparable-prices"]),
    ],
)
def test_terms_are_known_by_their_words(texts: Mapping[str, Texts], lang: str, text: str, marked: list[str]) -> None:
    assert [code for _, code in in_parts(text, texts[lang]) if code] == marked


def test_the_help_of_controls_leads_to_terms_there_are(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    assert set(OF_CONTROLS.values()) <= {term.code for term in concepts(snapshot, texts["de"])}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_chart_takes_along_explains_its_terms(snapshot: Snapshot, texts: Mapping[str, Texts], lang: str) -> None:
    """Notes are what workbook, slide notes, JSON and the annex are made of."""
    told: set[str] = set()
    names = {term.name for term in concepts(snapshot, texts[lang])}
    for chart in all_charts().values():
        drawing = draw_chart(chart, snapshot=snapshot, state=ViewState(lang=lang), texts=texts[lang])
        said = {code for _, code in in_parts(drawing.subtitle, texts[lang]) if code}
        defined = {note.title for note in drawing.notes if note.kind == "definition"}
        assert {texts[lang](f"term.{code}.name") for code in said} <= defined, chart.slug
        told |= defined & names
    assert len(told) >= 8


def test_a_package_without_the_rows_a_term_is_about_has_it_all_the_same(
    tiny_snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    assert all(term.text for term in concepts(tiny_snapshot, texts["en"]))
