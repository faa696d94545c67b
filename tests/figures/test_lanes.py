"""Marks get places in which none covers another and no label runs out of the plot."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from app.figures.lanes import RING, Mark, Measures, Placed, arrange, cut, label_width
from app.figures.timescale import TimeScale

SIZES = Measures(width=770, names=150, dot=10, row=16, text=13, tick=34)
SCALE = TimeScale(start=2014, end=2027, width=SIZES.plot)
LANES = [("vehicles", "Vehicles"), ("chips", "Chips")]
DOT = Mark(
    code="a",
    lane="vehicles",
    start=2025.5,
    end=2025.5,
    role="vehicles",
    hollow=False,
    ring=False,
    chosen=False,
    priority=3,
    text="An event with a title of some length",
    hover="",
)


def crowd() -> list[Mark]:
    days = [2025 + n / 40 for n in range(40)]
    marks = [replace(DOT, code=f"d{n}", start=day, end=day, lane=LANES[n % 2][0]) for n, day in enumerate(days)]
    marks += [replace(DOT, code=f"y{n}", start=2025.0, end=2026.0, ring=n == 1, priority=n) for n in range(3)]
    return marks


def box(place: Placed) -> tuple[float, float, float, float]:
    out = RING if place.mark.ring or place.mark.chosen else 0
    text = label_width(place.text, SIZES.text)
    left = place.left - out - (text if place.side == "left" else 0)
    right = place.right + out + (text if place.side == "right" else 0)
    return left, right, place.y - SIZES.dot / 2, place.y + SIZES.dot / 2


def test_no_mark_or_label_covers_another() -> None:
    found = arrange(crowd(), LANES, SCALE, SIZES, labelled=3)
    for one, other in combinations(found.placed, 2):
        left, right, top, bottom = box(one)
        other_left, other_right, other_top, other_bottom = box(other)
        apart = right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top
        assert apart, (one, other)


def test_every_mark_stands_within_its_lane() -> None:
    found = arrange(crowd(), LANES, SCALE, SIZES, labelled=0)
    assert len(found.placed) == len(crowd())
    for place in found.placed:
        top, bottom = found.lanes[place.mark.lane]
        assert top < place.y < bottom
    assert found.height == found.lanes["chips"][1]


def test_a_label_near_the_right_end_stands_left_of_its_mark() -> None:
    early = replace(DOT, code="b", start=2014.5, end=2014.5)
    sides = {place.mark.code: place.side for place in arrange([early, DOT], LANES, SCALE, SIZES, labelled=3).placed}
    assert sides == {"b": "right", "a": "left"}


def test_only_marks_of_weight_carry_a_label() -> None:
    assert arrange([DOT], LANES, SCALE, SIZES, labelled=2).placed[0].side == ""


def test_an_event_of_a_year_is_a_bar_in_its_middle_and_covers_the_year_where_there_is_room() -> None:
    year = replace(DOT, start=2025.0, end=2026.0)
    short = arrange([year], LANES, SCALE, SIZES, labelled=0).placed[0]
    assert short.bar
    assert abs(short.x - SCALE.at(2025.5)) < 1e-6
    close = TimeScale(start=2025, end=2026, width=SIZES.plot)
    long = arrange([year], LANES, close, SIZES, labelled=3).placed[0]
    assert long.right - long.left > SIZES.plot * 0.95
    assert long.side == "over"


def test_a_text_is_cut_with_an_ellipsis_and_only_where_it_must() -> None:
    assert cut("short", width=200, size=13) == "short"
    shown = cut("A title that is far too long for its place", width=120, size=13)
    assert shown.endswith("…")
    assert label_width(shown, 13) <= 120


def test_a_label_of_which_little_would_be_left_is_left_out() -> None:
    wide = replace(DOT, start=2020.0, end=2020.0, text="word " * 60)
    assert arrange([wide], LANES, SCALE, SIZES, labelled=3).placed[0].side == ""


def test_a_cut_text_ends_with_a_whole_word_where_that_keeps_most_of_it() -> None:
    shown = cut("Two firms agree on a large battery factory", width=230, size=13)
    assert shown.endswith("…")
    assert "Two firms agree on a large battery factory".startswith(shown.removesuffix("…") + " ")
    assert len(cut("Batterieforschungszentrum", width=100, size=13)) > 8
