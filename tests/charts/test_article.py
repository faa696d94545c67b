"""The statements of the report: all of them, in order, with status, finding and ways on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.charts.article import counts, statements, summary
from app.charts.registry import all_charts
from app.i18n import Texts
from app.state import LANGUAGES
from app.store.snapshot import Snapshot


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_statement_is_there_in_its_order(lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    listed = statements(snapshot, texts[lang])
    assert [statement.order for statement in listed] == list(range(1, len(snapshot.tables["article"]) + 1))
    for statement in listed:
        record = snapshot.record("article", statement.code)
        assert statement.text == record[f"statement_{lang}"]
        assert statement.finding == record[f"finding_{lang}"]
        assert statement.status == record["status"]
        assert statement.status_words


def test_the_counts_are_those_of_the_table(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    listed = statements(snapshot, texts["en"])
    table = snapshot.tables["article"]["status"].astype(str)
    assert dict(counts(listed)) == {status: int((table == status).sum()) for status, _ in counts(listed)}
    assert sum(count for _, count in counts(listed)) == len(listed)
    assert summary(listed, texts["en"]) == (
        "The report’s 20 statements: 6 confirmed, 6 confirmed in part, 7 found nowhere else and 1 doubtful."
    )


def test_a_status_without_statements_is_not_named(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    listed = [item for item in statements(snapshot, texts["de"]) if item.status == "confirmed"]
    assert summary(listed, texts["de"]) == "Von 6 Aussagen des Berichts sind 6 bestätigt."


def test_ways_lead_to_charts_and_milestones_there_are(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    milestones = set(snapshot.tables["milestones"]["milestone"].astype(str))
    listed = {item.code: item for item in statements(snapshot, texts["en"])}
    for statement in listed.values():
        assert all(way.chart in all_charts() for way in statement.ways)
        assert not statement.milestone or statement.milestone in milestones
        assert bool(statement.milestone) == bool(statement.milestone_title)
    assert [way.chart for way in listed["art-gdp-growth"].ways] == ["sector-growth"]
    assert listed["art-thirty-millionth"].milestone == "changan-30-millionth"
