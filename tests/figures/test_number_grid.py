"""The grid of numbers: everything inside it, marks of doubt, gaps kept."""

from __future__ import annotations

from typing import Any

import pytest

from app.figures.number_grid import number_grid
from app.state import FORMS


def entry(**changed: Any) -> dict[str, Any]:
    return {
        "group": "one",
        "label": "Integrated circuits",
        "number": "8.823",
        "unit": " billion units",
        "about": ["Output in units", "January–September 2025"],
        "status": "official",
        "comparison": "",
        "role": "chips",
        "hollow": False,
        "trend": [],
        **changed,
    }


def grid(entries: list[dict[str, Any]], form: str = "wide") -> dict[str, Any]:
    return number_grid(entries, groups=[("one", "One"), ("two", "Two")], form=form)


@pytest.mark.parametrize("form", FORMS)
def test_every_text_stands_inside_the_figure(form: str) -> None:
    figure = grid([entry() for _ in range(8)], form)
    width, height = figure["layout"]["xaxis"]["range"][1], figure["layout"]["height"]
    for item in figure["layout"]["annotations"]:
        assert 0 <= item["x"] < width
        assert 0 <= item["y"] < height


def test_a_doubtful_figure_carries_a_mark_and_a_broken_rule() -> None:
    figure = grid([entry(hollow=True), entry()])
    assert [shape["line"]["dash"] for shape in figure["layout"]["shapes"]] == ["5px,4px", "solid"]
    texts = [item["text"] for item in figure["layout"]["annotations"]]
    assert "○ official" in texts
    assert "● official" in texts


def test_a_year_without_a_value_has_no_bar() -> None:
    trend = [(2023, 2.0, "+2", False), (2024, None, "", False), (2025, -1.0, "−1", True)]
    bars = grid([entry(trend=trend)])["data"][0]
    assert list(bars["customdata"]) == ["2023: +2", "2025: −1"]
    assert bars["marker"]["color"][1] == "rgba(0,0,0,0)"


def test_a_unit_that_does_not_fit_stands_below_its_number() -> None:
    wide = [item["text"] for item in grid([entry(unit=" bn units")])["layout"]["annotations"]]
    narrow = [item["text"] for item in grid([entry(unit=" billion vehicles")], "narrow")["layout"]["annotations"]]
    assert any(text.startswith("8.823<span") for text in wide)
    assert any(text.startswith("8.823<br><span") for text in narrow)
