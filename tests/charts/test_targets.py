"""Promises and outcomes: headline by rule, and words for everything that is not compared."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.charts.drawn import draw_chart
from app.charts.spec import Drawing, Scene
from app.charts.targets import CHART
from app.i18n import Texts
from app.queries import targets as plans
from app.state import ViewState, parse
from app.store.snapshot import Snapshot


def drawn(query: str, *, snapshot: Snapshot, texts: Mapping[str, Texts], lang: str = "de") -> Drawing:
    return draw_chart(CHART, snapshot=snapshot, state=parse(query).state, texts=texts[lang])


@pytest.mark.parametrize(
    ("lang", "headline"),
    [
        ("de", "Von 11 vergleichbaren Zielen wurden 2 erreicht, beide nur schwach belegt"),
        ("en", "Of 11 comparable targets 2 were hit, both only weakly sourced"),
        ("zh", "11项可比目标中有2项达成，且依据均薄弱"),
    ],
)
def test_the_headline_counts_what_was_hit_and_how_sure_that_is(
    lang: str, headline: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    assert drawn("", snapshot=snapshot, texts=texts, lang=lang).title == headline


@pytest.mark.parametrize(
    ("states", "found"),
    [
        (("missed", "missed"), "Keines der beiden vergleichbaren Ziele wurde erreicht"),
        (("hit", "hit"), "Beide vergleichbaren Ziele wurden erreicht"),
        (("hit",), "Das einzige vergleichbare Ziel wurde erreicht"),
        (("missed",), "Das einzige vergleichbare Ziel wurde verfehlt"),
    ],
)
def test_the_headline_follows_the_outcomes(
    states: tuple[str, ...], found: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    rows = plans.targets(snapshot)
    rows = rows[rows["comparable"]].iloc[: len(states)]
    rows = rows.assign(state=list(states), evidence="press", outcome_evidence="official")
    scene = Scene(snapshot=snapshot, view=ViewState(), texts=texts["de"])
    assert CHART.headline(rows, scene) == found


def test_a_forecast_is_no_target_that_could_be_missed(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    rows = plans.targets(snapshot)
    rows = rows[rows["comparable"]].iloc[:2].assign(state="missed", kind=["forecast", "target"])
    scene = Scene(snapshot=snapshot, view=ViewState(), texts=texts["de"])
    assert CHART.headline(rows, scene) == "Das einzige vergleichbare Ziel wurde verfehlt"


@pytest.mark.parametrize("lang", ["de", "en", "zh"])
def test_what_is_not_compared_is_told_with_its_reason(
    lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn("measure=all", snapshot=snapshot, texts=texts, lang=lang)
    assert len(drawing.table.rows) == len(snapshot.tables["targets"])
    shown = {cell.text for row in drawing.table.rows for cell in row}
    for row in drawing.frame.to_dict("records"):
        if row["state"] not in plans.COMPARED:
            assert any(str(row[f"outcome_reason_{lang}"]) in text for text in shown)


def test_a_promise_for_a_year_to_come_does_not_date_the_data(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    assert "2027" not in drawn("measure=open", snapshot=snapshot, texts=texts).source_line


def test_a_promise_told_after_its_year_is_said_to_be_so(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    assert "erst im Rückblick genannt" in str(drawn("", snapshot=snapshot, texts=texts).figure)
