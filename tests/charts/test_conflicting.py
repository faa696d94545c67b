"""What other sources say of a drawn value: the value kept, the other one, who gives it, why; for drawn rows alone."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from app.charts.conflicting import conflict_notes
from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.sourcing import publisher
from app.charts.spec import Scene
from app.charts.values import in_words
from app.i18n import Texts
from app.queries.conflicts import KEY, touching
from app.state import LANGUAGES, ViewState, parse
from app.store.snapshot import Snapshot


def scene(lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> Scene:
    return Scene(snapshot=snapshot, view=ViewState(lang=lang), texts=texts[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_conflict_tells_both_values_the_publisher_and_the_reason(
    lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    table = snapshot.tables["conflicts"]
    view = scene(lang, snapshot, texts)
    notes = conflict_notes(table, view)
    assert len(notes) == len(table)
    for row, note in zip(table.to_dict("records"), notes, strict=True):
        assert note.kind == "conflict"
        assert in_words(row["kept_value"], row["indicator"], view, exact=True) in note.text
        assert in_words(row["value"], row["indicator"], view, exact=True) in note.text
        assert publisher(row["source"], view) in note.text
        assert str(row[f"note_{lang}"]) in note.text
        assert texts[lang].period(row["period"]) in note.title
        assert view.label(row["sector"]) in note.title


def test_only_conflicts_of_the_given_rows_are_told(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    rows = snapshot.observations
    key = ("chongqing", "automotive", "value_added_growth", "2024-9M")
    chosen = rows[pd.Series([tuple(map(str, cells)) == key for cells in rows[list(KEY)].itertuples(index=False)])]
    found = touching(snapshot, chosen)
    assert found["value"].tolist() == [25.0]
    assert len(conflict_notes(chosen, scene("de", snapshot, texts))) == 1
    assert conflict_notes(rows.iloc[:0], scene("de", snapshot, texts)) == ()
    others = chosen.assign(period="2023-9M")
    assert touching(snapshot, others).empty


def test_the_kept_value_is_the_one_that_is_shown(snapshot: Snapshot) -> None:
    for row in snapshot.tables["conflicts"].to_dict("records"):
        key = "/".join(str(row[name]) for name in KEY)
        table = "targets" if str(row["indicator"]).startswith("target_") else "observations"
        assert snapshot.record(table, key)["value"] == row["kept_value"]


def test_a_chart_tells_the_conflicts_of_what_it_draws(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for query in ("period=2024-9M&series=automotive", "period=2024"):
        drawing = draw_chart(
            all_charts()["sector-growth"], snapshot=snapshot, state=parse(query).state, texts=texts["en"]
        )
        told = [note for note in drawing.notes if note.kind == "conflict"]
        assert len(told) == len(touching(snapshot, drawing.frame))
