from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.period import Period

PERIODS = st.builds(Period, st.integers(1900, 2099), st.integers(1, 12))


@given(PERIODS)
def test_a_period_is_read_back_from_its_own_spelling(period: Period) -> None:
    assert Period.parse(period.code) == period


@given(st.text(max_size=12))
def test_a_text_is_a_period_only_in_the_one_spelling(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError:
        return
    assert period.code == text


@given(PERIODS, PERIODS)
def test_periods_sort_by_the_day_they_end(one: Period, other: Period) -> None:
    assert (one < other) == (one.end < other.end)


@given(PERIODS, PERIODS)
def test_neighbours_are_of_one_kind_and_a_year_apart(one: Period, other: Period) -> None:
    assert one.next_to(other) == (one.kind == other.kind and abs(one.year - other.year) == 1)
    assert one.next_to(one.previous())


@pytest.mark.parametrize(
    ("code", "months", "kind", "end"),
    [
        ("2025", 12, "year", dt.date(2025, 12, 31)),
        ("2025-Q1", 3, "Q1", dt.date(2025, 3, 31)),
        ("2025-H1", 6, "H1", dt.date(2025, 6, 30)),
        ("2025-9M", 9, "9M", dt.date(2025, 9, 30)),
        ("2024-2M", 2, "2M", dt.date(2024, 2, 29)),
        ("2025-11M", 11, "11M", dt.date(2025, 11, 30)),
    ],
)
def test_a_period_runs_from_january_to_the_end_of_its_last_month(
    code: str, months: int, kind: str, end: dt.date
) -> None:
    period = Period.parse(code)
    assert (period.months, period.kind, period.start, period.end) == (
        months,
        kind,
        dt.date(2025 if "2025" in code else 2024, 1, 1),
        end,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025-Q2",
        "2025-H2",
        "2025-3M",
        "2025-6M",
        "2025-12M",
        "2025-09M",
        "2025-9m",
        "2025-9M\n",
        " 2025",
        "2025Q1",
        "2025-01-01",
        "２０２５",
        "2025-0M",
        "2025-13M",
    ],
)
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|spelled"):
        Period.parse(text)
