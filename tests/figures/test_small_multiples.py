"""Panels of dots: hollow where unsure, arrows beyond the axis, lines only where they are given."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from app.figures.panels import Axes
from app.figures.small_multiples import small_multiples
from app.state import FORMS
from app.theme import colour

PANEL = {
    "title": "Automobilindustrie",
    "value": "+12,6 %",
    "period": "2025",
    "status": "",
    "role": "vehicles",
    "empty": "",
}
MARK = {"panel": 0, "x": 2019.0, "y": -17.3, "full": True, "newest": False, "hollow": False}
MARK |= {"role": "vehicles", "hover": "2018", "label": "", "below": True}
AXES = Axes(first=2017, last=2025, year_labels=((2017, "2017"), (2025, "2025")), text=lambda value: f"{value:+.0f}")
NONE: dict[str, Any] = {"joins": [], "ticks": [], "reference": [], "events": []}


def figure(*marks: dict[str, Any], form: str = "wide", panels: int = 1, **given: Any) -> dict[str, Any]:
    parts = NONE | {"axes": AXES} | given
    return small_multiples([PANEL] * panels, [MARK | mark for mark in marks], form=form, **parts)


def texts(made: dict[str, Any]) -> list[str]:
    return [text["text"] for text in made["layout"]["annotations"]]


@pytest.mark.parametrize("form", FORMS)
def test_plotly_accepts_the_figure_in_every_form(form: str) -> None:
    line = [{"x": 2018.0, "y": 9.3, "joined": False, "hollow": True, "hover": "BIP"}]
    events = [{"panel": 1, "x": 2021.3, "number": 1, "hover": "1"}]
    made = figure({}, {"panel": 1, "hollow": True}, form=form, panels=3, reference=line, events=events)
    assert go.Figure(made).layout.height == made["layout"]["height"]


def test_unsure_values_are_hollow() -> None:
    made = figure({"x": 2018.0}, {"x": 2019.0, "hollow": True})
    assert made["data"][0]["marker"]["color"] == [colour("vehicles"), colour("paper")]


def test_parts_of_a_year_are_smaller_than_years_and_the_newest_is_largest() -> None:
    made = figure({"full": False}, {"full": True}, {"full": False, "newest": True})
    part, full, newest = made["data"][0]["marker"]["size"]
    assert part < full < newest


def test_values_beyond_the_axis_are_arrows_at_its_end() -> None:
    axes = Axes(first=2017, last=2025, year_labels=(), text=str, cap=300)
    made = figure({"y": 520.0, "label": "+520"}, {"y": 10.0}, axes=axes)
    assert made["data"][0]["marker"]["symbol"] == ["triangle-up", "circle"]
    assert made["data"][0]["y"][0] == 300
    assert "+520" in texts(made)


def test_without_joins_there_is_no_line() -> None:
    made = figure({"x": 2018.0}, {"x": 2019.0})
    assert [part["mode"] for part in made["data"]] == ["markers"]


def test_a_reference_line_breaks_where_a_year_is_missing() -> None:
    rows = [(2018.0, False), (2019.0, True), (2021.0, False)]
    line = [{"x": x, "y": 5.0, "joined": j, "hollow": False, "hover": ""} for x, j in rows]
    made = figure({}, reference=line)
    assert made["data"][0]["x"] == [None, 2018.0, 2019.0, None, 2021.0]


def test_the_reference_is_named_once() -> None:
    line = [{"x": 2018.0, "y": 5.0, "joined": False, "hollow": False, "hover": ""}]
    made = figure({}, {"panel": 1}, panels=2, reference=line, reference_name="BIP")
    assert texts(made).count("BIP") == 1


def test_markers_on_the_axis_do_not_cover_each_other() -> None:
    events = [{"panel": 0, "x": x, "number": i, "hover": ""} for i, x in enumerate((2021.3, 2021.4), 1)]
    rings = figure({}, events=events)["data"][-1]
    assert rings["text"] == ["1", "2"]
    assert rings["x"][1] - rings["x"][0] > 0.1
    assert rings["x"][1] == 2021.4


def test_numbers_keep_clear_of_each_other() -> None:
    crowd = [{"x": 2019 + i / 100, "y": float(i), "label": f"+{i},0"} for i in range(12)]
    shown = [text for text in texts(figure(*crowd, panels=8)) if text.endswith(",0")]
    assert 0 < len(shown) < len(crowd)


def test_an_empty_panel_says_so() -> None:
    panels = [PANEL, PANEL | {"value": "", "period": "", "empty": "keine Werte"}]
    made = small_multiples(panels, [MARK], form="wide", axes=AXES, **NONE)
    assert "keine Werte" in texts(made)
