"""Vehicles built: full years alone, shares marked as computed, a headline from sure counts."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pytest

from app.charts.drawn import draw_chart
from app.charts.spec import Drawing, Scene
from app.charts.vehicle_output import CHART
from app.charts.vehicle_output_words import headline
from app.i18n import Texts
from app.state import LANGUAGES, ViewState, parse
from app.store.snapshot import Snapshot


def drawn(query: str, *, snapshot: Snapshot, texts: Mapping[str, Texts], form: str = "") -> Drawing:
    state = parse(query).state
    return draw_chart(CHART, snapshot=snapshot, state=state, texts=texts[state.lang], form=form)


Counts = list[tuple[int, float, str]]
CASES: Mapping[str, Counts] = {
    "recovered": [(2016, 3_160_000, ""), (2019, 1_370_000, ""), (2025, 2_788_000, "")],
    "rise": [(2020, 1_580_000, ""), (2025, 2_788_000, "")],
    "fall": [(2016, 3_160_000, ""), (2019, 1_370_000, "")],
    "level": [(2016, 1_000_000, ""), (2019, 1_000_000, "")],
    "single": [(2016, 3_160_000, "")],
    "unsure": [(2017, 2_998_200, "doubt")],
    "an unsure peak": [(2015, 3_500_000, "doubt"), (2020, 1_580_000, ""), (2025, 2_788_000, "")],
}


def of(counts: Counts, *, snapshot: Snapshot, texts: Texts) -> str:
    rows = [
        {"year": year, "value": value, "flags": flags, "evidence": "official", "place": "all"}
        for year, value, flags in counts
    ]
    return headline(pd.DataFrame(rows), Scene(snapshot=snapshot, view=ViewState(), texts=texts))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("recovered", "Back from the 2019 low: 2.79 million\xa0vehicles"),
        ("rise", "From 1.58 million to 2.79 million vehicles since 2020"),
        ("fall", "From 3.16 million to 1.37 million vehicles since 2016"),
        ("level", "As many vehicles in 2019 as in 2016: 1.00 million"),
        ("single", "2016: 3.16 million vehicles built"),
        ("unsure", "Vehicles built: only uncertain values for this choice"),
        ("an unsure peak", "From 1.58 million to 2.79 million vehicles since 2020"),
    ],
)
def test_the_headline_tells_the_way_of_the_sure_counts(
    case: str, expected: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    assert of(CASES[case], snapshot=snapshot, texts=texts["en"]) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", ["", "time=2020..2025", "time=2016..2019", "time=2025..2025"])
def test_the_headline_stays_short_with_the_share(
    query: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    title = drawn(f"{query}&lang={lang}", snapshot=snapshot, texts=texts).title
    if lang == "zh":
        assert len(re.findall(r"[\u4e00-\u9fff]", title)) <= 24
    else:
        assert len(title.split()) <= 15


def test_no_part_year_is_drawn(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    assert set(drawn("", snapshot=snapshot, texts=texts).frame["months"]) == {12}


def test_computed_shares_are_marked_with_their_formula(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("lang=en", snapshot=snapshot, texts=texts)
    assert "derived" in drawing.note
    assert any("÷ all vehicles" in note.text for note in drawing.notes)
    assert "derived" in {note.kind for note in drawing.notes}
    shares = {row[0].value: row[4].text for row in drawing.table.rows}
    assert shares["2024"] == "37.5% (derived)"
    assert shares["2025"] == "46.5%"
    assert shares["2016"] == "–"


def test_a_share_of_a_rounded_count_is_given_roundly(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("lang=en", snapshot=snapshot, texts=texts)
    assert {row[0].value: row[4].text for row in drawing.table.rows}["2023"] == "≈ 22% (derived)"


def test_years_counted_in_another_scope_are_named(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    note = drawn("lang=en", snapshot=snapshot, texts=texts).note
    assert "production and sales: 1996, 2006 and 2009" in note
    assert "+9.7%" in note


def test_without_new_energy_vehicles_nothing_is_said_of_them(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("time=2012..2016&lang=en", snapshot=snapshot, texts=texts)
    assert "new-energy" not in (drawing.note + drawing.title).lower()
    assert [key.mark for key in drawing.keys] == ["bar-hollow"]
