"""Where a date lies on an axis that may give early years less room."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.timescale import Rows, TimeScale

EVEN = TimeScale(start=2000, end=2010, width=500)
BENT = TimeScale(start=1950, end=2027, width=600, change=2014, share=0.2)


def test_an_even_scale_gives_every_year_the_same_room() -> None:
    assert [EVEN.at(year) for year in (2000, 2005, 2010)] == [0, 250, 500]
    assert EVEN.room(2003) == 50


def test_a_bent_scale_meets_itself_at_the_change() -> None:
    assert BENT.at(1950) == 0
    assert BENT.at(2014) == pytest.approx(120)
    assert BENT.at(2027) == pytest.approx(600)
    assert BENT.room(1990) < BENT.room(2020)


@given(st.floats(1900, 2100), st.floats(1900, 2100))
def test_later_is_never_further_left(first: float, second: float) -> None:
    early, late = sorted((first, second))
    assert BENT.at(early) <= BENT.at(late) + 1e-9


def test_lines_keep_their_distance_in_both_parts() -> None:
    lines = BENT.lines(least=34)
    places = [BENT.at(year) for year in lines]
    assert 2014 in lines
    assert all(right - left >= 34 - 1e-6 for left, right in pairwise(places))
    assert [year for year in lines if year < 2014] == [1960, 1980]


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(1, 80)), max_size=40))
def test_no_two_marks_of_a_row_touch(marks: list[tuple[float, float]]) -> None:
    rows = Rows()
    placed = [(rows.take(left, left + width), left, left + width) for left, width in marks]
    for i, (row, left, right) in enumerate(placed):
        for other, other_left, other_right in placed[i + 1 :]:
            assert row != other or right < other_left or other_right < left
