"""Counted millions and the time between them, as exact as the dates are."""

from __future__ import annotations

import pytest

from app.queries.changan import Gap, gap, steps
from app.store.snapshot import Snapshot


def day(text: str) -> dict[str, object]:
    return {"date": text, "date_precision": "day", "start": 0.0, "end": 0.0}


def year(number: int) -> dict[str, object]:
    return {"date": str(number), "date_precision": "year", "start": float(number), "end": number + 1.0}


def test_the_steps_are_the_counted_millions_from_the_start_on(snapshot: Snapshot) -> None:
    rows = steps(snapshot)
    assert rows["level"].tolist() == [0, 1e6, 1e7, 2e7, 3e7]
    assert rows["start"].is_monotonic_increasing
    assert rows["milestone"].iloc[-1] == "changan-30-millionth"


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (day("2021-05-10"), day("2025-12-10"), Gap(4, 7, exact=True)),
        (day("2021-05-10"), day("2025-12-09"), Gap(4, 6, exact=True)),
        (day("2024-01-31"), day("2024-03-01"), Gap(0, 1, exact=True)),
        (year(1984), year(2014), Gap(30, 0, exact=False)),
    ],
)
def test_time_is_told_as_exactly_as_the_dates_are(
    first: dict[str, object], second: dict[str, object], found: Gap
) -> None:
    assert gap(first, second) == found


def test_where_one_day_is_unknown_the_time_is_told_in_years(snapshot: Snapshot) -> None:
    rows = steps(snapshot).to_dict("records")
    assert gap(rows[2], rows[3]) == Gap(7, 0, exact=False)
