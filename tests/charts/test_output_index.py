"""The index of pieces: base years, headline and note."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.charts.drawn import draw_chart
from app.charts.output_index import CHART
from app.charts.spec import Drawing
from app.i18n import Texts
from app.state import parse
from app.store.snapshot import Snapshot


def drawn(query: str, *, snapshot: Snapshot, texts: Mapping[str, Texts], lang: str = "de") -> Drawing:
    return draw_chart(CHART, snapshot=snapshot, state=parse(query).state, texts=texts[lang])


def test_impossible_base_years_are_offered_with_the_reason(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    control = next(c for c in drawn("", snapshot=snapshot, texts=texts).controls if c.parameter == "base")
    options = {option.value: option for option in control.options}
    assert not options["2020"].disabled
    assert options["2021"].disabled
    assert "Laptops" in options["2021"].hint
    assert all(option.hint for option in control.options)


def test_an_impossible_base_year_is_named_and_not_silently_changed(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn("base=2021", snapshot=snapshot, texts=texts)
    assert [(item.name, item.value) for item in drawing.ignored] == [("base", "2021")]
    assert drawing.address == ()


@pytest.mark.parametrize(
    ("lang", "headline"),
    [
        ("de", "Gegenüber 2014: Laptops 2021\xa0+54\u00a0%, Fahrzeuge 2025\xa0+6\u00a0%"),
        ("en", "Compared with 2014: laptops +54% in 2021, vehicles +6% in 2025"),
        ("zh", "与2014年相比：笔记本电脑2021年+54%、汽车2025年+6%"),
    ],
)
def test_the_headline_sets_the_newest_sure_values_against_the_base(
    lang: str, headline: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    assert drawn("", snapshot=snapshot, texts=texts, lang=lang).title == headline


def test_a_large_change_is_told_as_a_multiple(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    assert "30-mal so viele" in drawn("base=2020", snapshot=snapshot, texts=texts).title


def test_the_note_says_what_is_left_out(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    note = drawn("", snapshot=snapshot, texts=texts).note
    assert "Neue-Energie-Fahrzeuge" in note
    assert "Integrierte Schaltkreise" in note
    assert "1996, 2006 und 2009" in note


def test_no_line_bridges_a_gap_in_any_span(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for query in ("", "time=2013..2020", "base=2020&scale=log", "time=2019..2025&base=2022"):
        frame = drawn(query, snapshot=snapshot, texts=texts).frame
        for _, line in frame.groupby("sector", observed=True):
            assert set(line["year"].astype(int).diff()[line["joined"]]) <= {1}
