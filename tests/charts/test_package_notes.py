"""What is said about the package is taken from the package."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.charts import package_notes as notes
from app.i18n import Texts
from app.state import LANGUAGES
from app.store.snapshot import Snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_observation_has_a_class_of_evidence_that_is_explained(
    snapshot: Snapshot, texts: Mapping[str, Texts], lang: str
) -> None:
    classes = notes.evidence_classes(snapshot, texts[lang])
    assert sum(each.count for each in classes) == len(snapshot.observations)
    assert [each.text for each in classes] == [
        snapshot.text("evidence", code, "explanation", lang)
        for code in ("official", "press", "reprint", "founding", "weak")
    ]


def test_flags_come_with_their_meaning_the_most_frequent_first(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    found = notes.flags_of_values(snapshot, texts["en"])
    counts = [each.count for each in found]
    assert counts == sorted(counts, reverse=True)
    assert all(each.text for each in found)
    assert any(each.unsure for each in found)
    assert not all(each.unsure for each in found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_definitions_in_the_method_are_those_of_the_tables(
    snapshot: Snapshot, texts: Mapping[str, Texts], lang: str
) -> None:
    said = [note.text for note in notes.method_notes(snapshot, texts[lang])]
    assert snapshot.text("indicators", "value_added_growth", "definition", lang) in said
    assert snapshot.text("flags", "series_break_2025", "explanation", lang) in said


def test_a_package_without_those_codes_loses_only_those_remarks(
    tiny_snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    assert len(notes.method_notes(tiny_snapshot, texts["de"])) >= 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_left_out_is_named_with_its_reason(
    snapshot: Snapshot, texts: Mapping[str, Texts], lang: str
) -> None:
    left, changed = notes.left_out(snapshot, texts[lang]), notes.changes(snapshot, texts[lang])
    assert len(left) + len(changed) == len(snapshot.notes)
    assert all(note.title and note.text for note in (*left, *changed))


def test_a_row_left_out_is_named_in_words(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    titles = [note.title for note in notes.left_out(snapshot, texts["en"])]
    assert "Values: Chongqing, Motorcycle industry, Output in units, January–September 2008" in titles


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_citation_names_title_edition_version_and_licence(
    snapshot: Snapshot, texts: Mapping[str, Texts], lang: str
) -> None:
    told = notes.reuse(snapshot, texts[lang])
    for part in (snapshot.titles[lang], told.edition, snapshot.version, told.licence):
        assert part
        assert part in told.citation


def test_the_opening_counts_what_the_package_holds(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    said = notes.opening(snapshot, texts["en"])
    assert said.startswith(f"{len(snapshot.observations):,} values from 1996 to 2025")
