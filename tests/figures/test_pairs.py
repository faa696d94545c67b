"""Places and labels of pairs and columns: nothing on the zero line, gaps never bridged."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from app.figures.axes import runs_of, tick_values
from app.figures.columns import columns
from app.figures.pair_marks import Era, clear_of_zero
from app.figures.pairs_and_pieces import pairs_and_pieces


@pytest.mark.parametrize("value", [-40.0, -20.0, -12.0, -5.0, 0.0, 3.0, 50.0])
def test_a_label_never_lies_on_the_zero_line(value: float) -> None:
    start = clear_of_zero(value, start=9, length=16)
    assert start >= 9
    assert value + start > 0 or value + start + 16 < 0


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(-23, 49, [-20, -10, 0, 10, 20, 30, 40]), (0, 3.4, [0, 1, 2, 3]), (0, 340, [0, 50, 100, 150, 200, 250, 300])],
)
def test_ticks_are_round_and_hold_zero(low: float, high: float, expected: list[float]) -> None:
    assert tick_values(low, high) == expected


def test_years_without_values_that_follow_each_other_are_one_gap() -> None:
    assert runs_of({2010: 1.0, 2011: 2.0, 2018: 9.0}) == [[1.0, 2.0], [9.0]]


def pair(year: int, kind: str, chips: float, vehicles: float, *, strong: bool = True) -> dict[str, Any]:
    sides = {"chips": chips, "vehicles": vehicles}
    shown = {f"{side}_{what}": text for side in sides for what, text in (("text", "+1"), ("hover", ""))}
    role = "chips" if chips > vehicles else "vehicles"
    hollow = {"chips_hollow": False, "vehicles_hollow": False}
    flags = {"whole": not kind, "strong": strong, "numbers": strong}
    return {"year": year, "kind": kind, "role": role, **sides, **shown, **hollow, **flags}


@pytest.mark.parametrize("form", ["wide", "narrow", "slide", "square"])
def test_a_year_without_a_pair_is_a_gap_with_a_word(form: str) -> None:
    frame = pd.DataFrame([pair(2018, "", 13.6, -17.3), pair(2020, "9M", 12.2, 8.2)])
    figure = pairs_and_pieces(
        frame,
        form=form,
        eras=[Era(first=2018, last=2020, role="chips", text="ahead")],
        names={"chips": "C", "vehicles": "V"},
        gap_word="nothing",
        number=str,
        beside=None,
    )
    texts = [str(annotation["text"]) for annotation in figure["layout"]["annotations"]]
    assert texts.count("nothing") == 1
    assert "2019" in texts


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_a_bar_joins_only_the_two_values_of_one_pair(form: str) -> None:
    frame = pd.DataFrame([pair(2018, "", 3, 1), pair(2019, "", 4, 2)])
    figure = pairs_and_pieces(
        frame, form=form, eras=[], names={"chips": "C", "vehicles": "V"}, gap_word="", number=str, beside=None
    )
    for trace in figure["data"]:
        if trace["mode"] == "lines":
            along = trace["x" if form == "narrow" else "y"]
            assert along[2::3] == [None] * (len(along) // 3)


def column(year: int, value: float, part: float | None = None) -> dict[str, Any]:
    return {
        "year": year,
        "value": value,
        "text": str(value),
        "key": False,
        "hollow": False,
        "hover": "",
        "starred": False,
        "part": part,
        "part_text": "",
        "part_hollow": False,
        "part_hover": "",
    }


@pytest.mark.parametrize("form", ["wide", "narrow", "slide", "square"])
def test_the_part_stands_in_front_of_its_whole_from_the_same_base(form: str) -> None:
    frame = pd.DataFrame([column(2019, 1.4), column(2020, 1.6, 0.1)])
    figure = columns(
        frame, form=form, part_role="vehicles", gap_word="", number=str, years=lambda first, last: f"{first}-{last}"
    )
    whole, part = figure["data"]
    assert figure["layout"]["barmode"] == "overlay"
    assert (whole["x"] if form == "narrow" else whole["y"]) == [1.4, 1.6]
    assert (part["x"] if form == "narrow" else part["y"]) == [0.1]


@pytest.mark.parametrize(("beside", "expected"), [(18.0, True), (-15.0, False)])
def test_a_number_gives_way_to_a_small_mark_at_its_height(beside: float, expected: bool) -> None:
    early = pair(2018, "H1", beside, beside - 2, strong=False)
    many = [pair(year, "", 13.6, -17.3) for year in range(1993, 2018)]
    frame = pd.DataFrame([*many, early, pair(2018, "", 13.6, -17.3) | {"chips_text": "+13.6"}])
    figure = pairs_and_pieces(
        frame, form="wide", eras=[], names={"chips": "c", "vehicles": "v"}, gap_word="", number=str, beside=None
    )
    last = next(text["x"] for text in figure["layout"]["annotations"] if "+13.6" in text["text"])
    moved = [
        text["xshift"] for text in figure["layout"]["annotations"] if text["x"] == last and text["yanchor"] == "bottom"
    ]
    assert (max(moved) > 0) is expected
