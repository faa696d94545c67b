"""Where events lie in time, and which fit a choice."""

from __future__ import annotations

import pytest

from app.queries import timeline
from app.store.snapshot import Snapshot


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [("1950", 1950, 1951), ("1958-05", 1958 + 4 / 12, 1958 + 5 / 12), ("2025-12", 2025 + 11 / 12, 2026)],
)
def test_a_date_without_a_day_covers_all_that_is_known_of_it(date: str, start: float, end: float) -> None:
    assert timeline.extent(date) == pytest.approx((start, end))


def test_a_day_is_a_point_within_its_month() -> None:
    start, end = timeline.extent("2025-12-31")
    assert start == end
    assert 2025 + 11 / 12 < start < 2026


def test_events_are_in_the_order_of_time_and_none_is_lost(snapshot: Snapshot) -> None:
    events = timeline.events(snapshot)
    assert len(events) == len(snapshot.tables["milestones"])
    assert list(events["date"]) == sorted(events["date"])
    assert list(events["source"]) == list(events["sources"])


def test_everything_reaches_from_the_first_year_to_the_last_event(snapshot: Snapshot) -> None:
    events = timeline.events(snapshot)
    start, end = timeline.bounds(timeline.EVERYTHING, events)
    assert start == int(min(events["date"])[:4])
    assert end >= events["end"].max()
    assert len(timeline.within(events, start=start, end=end)) == len(events)


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [("2015..2017", 2015, 2018), ("2025..2025-H1", 2025, 2025.5), ("earliest..1979", 1950, 1980)],
)
def test_a_span_of_periods_has_two_ends(span: str, start: float, end: float, snapshot: Snapshot) -> None:
    assert timeline.bounds(span, timeline.events(snapshot)) == pytest.approx((start, end))


def test_three_quarters_of_the_events_lie_in_the_dense_years(snapshot: Snapshot) -> None:
    events = timeline.events(snapshot)
    year = timeline.dense_from(events)
    assert (events["start"] >= year).mean() >= 0.75
    assert (events["start"] >= year + 1).mean() < 0.75


def test_every_word_must_occur_in_any_language(snapshot: Snapshot) -> None:
    events = timeline.events(snapshot)
    both = timeline.matching(events, "SK hynix")
    assert set(both["milestone"]) >= {"sk-hynix-company", "sk-hynix-phase-1", "sk-hynix-phase-2"}
    assert set(timeline.matching(events, "海力士")["milestone"]) <= set(both["milestone"])
    assert timeline.matching(events, "hynix zzzz").empty
    assert len(timeline.matching(events, "")) == len(events)


def test_signs_of_a_pattern_are_read_as_they_are(snapshot: Snapshot) -> None:
    assert timeline.matching(timeline.events(snapshot), ".*(").empty


def test_years_are_counted_with_those_that_have_events_alone(snapshot: Snapshot) -> None:
    counts = timeline.per_year(timeline.events(snapshot))
    assert sum(counts.values()) == len(snapshot.tables["milestones"])
    assert list(counts) == sorted(counts)
    assert 0 not in counts.values()


def test_words_find_nothing_among_no_events(snapshot: Snapshot) -> None:
    none = timeline.events(snapshot).iloc[:0]
    assert timeline.matching(none, "changan").empty
    assert timeline.matching(none, "").empty
