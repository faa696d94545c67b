"""The two cores: which pairs are drawn, what the headline makes of them, what the pieces say."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pytest

from app.charts.drawn import draw_chart
from app.charts.spec import Drawing, Scene
from app.charts.two_cores import CHART
from app.charts.two_cores_words import finding, headline
from app.i18n import Texts
from app.period import Period
from app.state import LANGUAGES, ViewState, parse
from app.store.snapshot import Snapshot


def drawn(query: str, *, snapshot: Snapshot, texts: Mapping[str, Texts], form: str = "") -> Drawing:
    state = parse(query).state
    return draw_chart(CHART, snapshot=snapshot, state=state, texts=texts[state.lang], form=form)


Pair = tuple[str, float, float] | tuple[str, float, float, str]
CASES: Mapping[str, list[Pair]] = {
    "turn": [("2019", 14.3, -4.1), ("2024", 2.9, 26.7)],
    "turn back": [("2019", 1, 2), ("2024", 2, 1)],
    "turn with exceptions": [("2021-4M", 1, 2), ("2021-H1", 2, 1), ("2022-4M", 2, 1), ("2022-10M", 1, 2)],
    "mixed": [("2018", 2, 1), ("2019", 1, 2), ("2020", 2, 1), ("2021", 1, 2)],
    "always": [("2018", 13.6, -17.3), ("2019", 14.3, -4.1)],
    "always with an exception": [("2020-9M", 12.2, 8.2), ("2021-4M", 42.8, 44.0), ("2021-H1", 33.0, 25.3)],
    "single": [("2024", 2.9, 26.7)],
    "single part-year": [("2015-11M", 18.5, 14.5)],
    "tie": [("2024", 2.9, 2.9)],
    "unsure": [("2024-2M", 9.3, 20.1, "rounded")],
}


def of(pairs: list[Pair], *, snapshot: Snapshot, texts: Texts) -> str:
    rows = []
    for code, electronics, automotive, *flags in pairs:
        period = Period.parse(code)
        for sector, value in (("electronics", electronics), ("automotive", automotive)):
            rows.append(
                {
                    "period": code,
                    "year": period.year,
                    "months": period.months,
                    "sector": sector,
                    "value": value,
                    "flags": "".join(flags),
                    "evidence": "official",
                    "place": "pair",
                }
            )
    return headline(pd.DataFrame(rows), Scene(snapshot=snapshot, view=ViewState(), texts=texts))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("turn", "Zwei Kerne im Wechsel: Bis 2019 lag die Elektronik vorn, seit 2024 die Fahrzeuge"),
        ("turn back", "Zwei Kerne im Wechsel: Bis 2019 lagen die Fahrzeuge vorn, seit 2024 die Elektronik"),
        (
            "turn with exceptions",
            "Zwei Kerne im Wechsel: Bis 2021 lag meist die Elektronik vorn, seit 2022 meist Fahrzeuge",
        ),
        ("mixed", "Zwei Kerne im Wechsel: 3 Führungswechsel, seit 2021 liegen die Fahrzeuge vorn"),
        ("always", "Die Elektronik wuchs von 2018 bis 2019 durchweg schneller als die Fahrzeuge"),
        ("always with an exception", "Die Elektronik wuchs von 2020 bis 2021 meist schneller als die Fahrzeuge"),
        ("single", "2024: Fahrzeuge vorn mit +26,7 %, Elektronik +2,9 %"),
        ("tie", "Elektronik und Fahrzeuge verändern sich gleich stark"),
        ("unsure", "Elektronik und Fahrzeuge: für diese Auswahl nur unsichere Werte"),
    ],
)
def test_the_headline_tells_who_led_when(
    case: str, expected: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    said = of(CASES[case], snapshot=snapshot, texts=texts["de"])
    assert said.replace("\N{NO-BREAK SPACE}", " ") == expected


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_every_headline_is_short(case: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    said = of(CASES[case], snapshot=snapshot, texts=texts[lang])
    if lang == "zh":
        assert len(re.findall(r"[\u4e00-\u9fff]", said)) <= 24
    else:
        assert len(said.split()) <= 15


def test_unsure_values_do_not_decide_who_led(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    sure: list[Pair] = [("2018", 2, 1), ("2019", 2, 1)]
    doubtful: list[Pair] = [*sure, ("2020", 1, 2, "doubt")]
    assert of(doubtful, snapshot=snapshot, texts=texts["en"]) == of(sure, snapshot=snapshot, texts=texts["en"])


@pytest.mark.parametrize(
    ("pieces", "worth", "expected"),
    [
        (67.3, 0.4, "still"),
        (67.8, -2.0, "less"),
        (100.0, 2.9, "little"),
        (32.3, 33.0, "plain"),
        (-10.0, -2.0, "plain"),
        (2.0, 0.1, "plain"),
    ],
)
def test_more_pieces_are_not_more_value(pieces: float, worth: float, expected: str) -> None:
    assert finding(pieces=pieces, worth=worth) == expected


def test_the_second_panel_shows_the_newest_periods_of_chips(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("lang=en", snapshot=snapshot, texts=texts)
    words = [str(annotation["text"]) for annotation in drawing.figure["layout"]["annotations"]]  # type: ignore[index]
    assert "<b>More chips, not yet more value</b>" in words
    assert {"9M 2025", "H1 2025", "2024"} <= set(words)
    assert "Q1 2020" not in words


@pytest.mark.parametrize(("measure", "months"), [("years", 12), ("halves", 6)])
def test_a_kind_of_period_can_be_shown_alone(
    measure: str, months: int, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn(f"two-cores.measure={measure}", snapshot=snapshot, texts=texts)
    assert set(drawing.frame["months"]) == {months}
    assert drawing.address == (("measure", measure),)


def test_a_span_leaves_only_its_years(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("time=2018..2019", snapshot=snapshot, texts=texts)
    assert set(drawing.frame.loc[drawing.frame["place"] == "pair", "year"]) == {2018, 2019}


def test_a_span_without_pairs_says_so(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("time=1996..2001", snapshot=snapshot, texts=texts)
    assert drawing.empty is not None
    assert drawing.controls


def test_the_months_that_contradict_an_era_are_named(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("lang=en", snapshot=snapshot, texts=texts)
    assert "January–April 2021" in drawing.note
    assert "mostly" in drawing.title


def test_what_only_the_report_states_is_attributed_and_hollow(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("lang=en", snapshot=snapshot, texts=texts)
    assert "December 2025 report" in drawing.note
    assert "61.6" not in drawing.title


@pytest.mark.parametrize("form", ["slide", "square"])
def test_what_a_small_form_cuts_is_said(form: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    assert "Shortened here" in drawn("lang=en", snapshot=snapshot, texts=texts, form=form).note


def test_china_stands_in_the_table_and_not_in_the_plot(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("lang=en", snapshot=snapshot, texts=texts)
    assert "china" in {column.key for column in drawing.table.columns}
    own = drawing.frame[drawing.frame["place"] == "pair"]
    marks = [trace for trace in drawing.figure["data"] if trace.get("mode") == "markers"]  # type: ignore[index]
    drawn_pairs = sum(len(trace["x"]) for trace in marks[:2])
    assert drawn_pairs == len(own)


def test_it_is_said_how_the_leader_is_found(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("", snapshot=snapshot, texts=texts)
    assert "derived" in {note.kind for note in drawing.notes}
