"""Histories of sectors: spans of years, who has a history, what may be joined, which events stand beside it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from app.period import Period
from app.queries import history
from app.store.snapshot import Snapshot

VALUE_ADDED = "value_added_growth"
SPAN = history.Span(2017, Period(2025))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2017..2025", "2017..2025"),
        ("2017..latest", "2017..2025-9M"),
        ("earliest..2020-H1", "2007..2020-H1"),
        ("2019-H1..2020", "2019..2020"),
        ("earliest..latest", "2007..2025-9M"),
    ],
)
def test_a_span_is_read_with_what_the_data_have(text: str, code: str) -> None:
    assert history.span_of(text, oldest=2007, newest=Period(2025, 9)).code == code


def test_the_ends_are_the_first_year_and_the_newest_period(snapshot: Snapshot) -> None:
    assert history.ends_of(snapshot, indicator=VALUE_ADDED) == (2007, Period(2025))
    assert history.ends_of(snapshot, indicator="no_such_indicator") is None


def test_values_lie_within_the_span_in_the_order_of_sectors_and_time(snapshot: Snapshot) -> None:
    span = history.Span(2018, Period(2020, 9))
    rows = history.values(snapshot, indicator=VALUE_ADDED, span=span, sectors=("industry", "automotive"))
    periods = [Period.parse(str(code)) for code in rows["period"]]
    assert min(period.year for period in periods) == 2018
    assert max(periods) == Period(2020, 9)
    assert list(dict.fromkeys(rows["sector"].astype(str))) == ["industry", "automotive"]
    for _, own in rows.groupby(rows["sector"].astype(str)):
        assert list(own["end"]) == sorted(own["end"])


def test_china_stands_only_beside_values_of_the_same_sector_and_period(snapshot: Snapshot) -> None:
    own = history.values(snapshot, indicator=VALUE_ADDED, span=SPAN, sectors=("electronics",))
    country = history.country_values(snapshot, indicator=VALUE_ADDED, own=own)
    assert not country.empty
    assert set(country["sector"].astype(str)) == {"electronics"}
    assert set(country["period"].astype(str)) <= set(own["period"].astype(str))


def test_telling_sectors_are_vehicles_then_chips_then_others_then_the_total(snapshot: Snapshot) -> None:
    found = history.telling(snapshot, indicator=VALUE_ADDED, span=SPAN)
    cores = [history.CORE_ORDER.index(history.core_of(snapshot, code)) for code in found]
    assert cores == sorted(cores)
    assert {"automotive", "electronics", "motorcycles", "materials"} <= set(found)
    assert found[-1] == "industry"
    assert len(found) <= history.MOST_PANELS


def test_sectors_that_cut_across_others_are_not_chosen_for_a_reader(snapshot: Snapshot) -> None:
    for indicator in ("value_added_growth", "output_growth", "gross_output_growth"):
        for code in history.telling(snapshot, indicator=indicator, span=SPAN):
            assert not snapshot.record("sectors", code)["cross_cutting"]


def test_a_thin_measure_still_fills_a_row_of_panels(snapshot: Snapshot) -> None:
    assert len(history.telling(snapshot, indicator="gross_output_growth", span=SPAN)) == history.FEW_PANELS


def test_only_like_periods_of_neighbouring_years_may_be_joined() -> None:
    periods = ["2018", "2019", "2019-9M", "2020-9M", "2021", "2022-H1"]
    rows = [{"sector": "automotive", "period": period} for period in periods]
    joined = [(periods[i], periods[j]) for i, j in history.neighbours(rows)]
    assert joined == [("2018", "2019"), ("2019-9M", "2020-9M")]


def test_two_sectors_are_never_joined() -> None:
    rows = [{"sector": "automotive", "period": "2018"}, {"sector": "electronics", "period": "2019"}]
    assert history.neighbours(rows) == []


def test_events_are_few_firm_and_in_order(snapshot: Snapshot) -> None:
    sectors = history.telling(snapshot, indicator=VALUE_ADDED, span=SPAN)
    found = history.events(snapshot, sectors=sectors, span=SPAN)
    assert 0 < len(found) <= history.EVENTS
    assert all(a <= b for a, b in pairwise(row["position"] for row in found))
    panels = Counter(row["panel"] for row in found)
    assert set(panels) <= set(sectors) - {"industry"}
    assert max(panels.values()) <= history.EVENTS_OF_A_PANEL
    for code in (row["milestone"] for row in found):
        record = snapshot.record("milestones", code)
        assert record["evidence"] in history.KNOWN_EVIDENCE
        flags = [flag for flag in str(record["flags"] or "").split(";") if flag]
        assert not any(snapshot.record("flags", flag)["hollow"] for flag in flags)


def test_what_the_report_names_comes_first(snapshot: Snapshot) -> None:
    found = history.events(snapshot, sectors=("automotive", "materials"), span=SPAN)
    assert {"changan-30-millionth", "millison-oklahoma-opening"} <= {row["milestone"] for row in found}


def test_an_event_of_a_part_stands_with_the_nearest_drawn_whole(snapshot: Snapshot) -> None:
    with_whole = history.events(snapshot, sectors=("electronics",), span=SPAN)
    with_part = history.events(snapshot, sectors=("electronics", "integrated_circuits"), span=SPAN)
    assert {row["panel"] for row in with_whole} == {"electronics"}
    assert "integrated_circuits" in {row["panel"] for row in with_part}


def test_without_a_fitting_milestone_there_is_no_event(snapshot: Snapshot) -> None:
    assert history.events(snapshot, sectors=("industry",), span=SPAN) == []


@pytest.mark.parametrize(("text", "year"), [("2019", 2019.5), ("2019-01", 2019 + 0.5 / 12), ("2019-12-31", 2020.0)])
def test_a_date_lies_in_the_middle_of_what_is_known_of_it(text: str, year: float) -> None:
    assert history.position_of(text) == pytest.approx(year, abs=0.003)
