"""Panels stand in rows and columns that do not overlap, and share their axes."""

from __future__ import annotations

import pytest

from app.figures.panels import WIDTH, Axes, Grid, Title, new_grid
from app.state import FORMS

AXES = Axes(first=2017, last=2025, year_labels=((2017, "2017"),), text=lambda value: f"{value:+.0f}")
LONG = "Verbund intelligenter vernetzter Neue-Energie-Fahrzeuge"


def grid(count: int, form: str = "wide", *, name: str = "Industrie", drawn: tuple[float, ...] = (-17.3, 44.0)) -> Grid:
    title = Title(name=name, value="+5,9 %", below="2025", role="other")
    return new_grid([title] * count, drawn, form=form, axes=AXES)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", range(1, 13))
def test_panels_do_not_overlap_and_stay_inside(count: int, form: str) -> None:
    made = grid(count, form)
    places = [made.domain(place) for place in range(count)]
    for x, y in places:
        assert 0 <= x[0] < x[1] <= 1
        assert 0 <= y[0] < y[1] <= 1
    for i, (x, y) in enumerate(places):
        for other_x, other_y in places[i + 1 :]:
            assert x[1] <= other_x[0] or other_x[1] <= x[0] or y[0] >= other_y[1]


@pytest.mark.parametrize(
    ("form", "count", "columns"), [("wide", 8, 4), ("wide", 9, 3), ("wide", 2, 2), ("narrow", 8, 2)]
)
def test_columns_fit_the_form_and_leave_few_holes(form: str, count: int, columns: int) -> None:
    assert grid(count, form).columns == columns


def test_a_single_panel_takes_the_whole_width_and_more_height() -> None:
    assert grid(1, "narrow").columns == 1
    assert grid(1).plot > grid(8).plot


def test_zero_is_always_a_line_of_the_scale() -> None:
    for drawn in ((-17.3, 44.0), (2.0, 3.0), (-9.0, -2.0), (0.0, 0.0), (-35.0, 520.0)):
        made = grid(4, drawn=drawn)
        assert 0 in made.lines
        assert made.low < min(0.0, *drawn)
        assert made.high > max(0.0, *drawn)
        assert len(made.lines) <= 6


def test_the_axis_ends_at_its_cap() -> None:
    axes = Axes(first=2017, last=2025, year_labels=(), text=str, cap=300)
    made = new_grid([Title(name="a", value="b", below="c", role="other")], [10, 520], form="wide", axes=axes)
    assert made.high < 400
    assert made.within(520) == 300
    assert made.within(-5) == -5


def test_long_names_are_wrapped_and_only_their_row_grows() -> None:
    short, long = grid(8), grid(8, name=LONG)
    assert "<br>" in long.titles[0].name
    assert long.tops[0] > short.tops[0]


def test_a_status_stands_in_a_line_of_its_own_where_it_does_not_fit() -> None:
    title = Title(name="a", value="+6,8 %", below="Januar–September 2025", status="nur im Bericht", role="other")
    wide = new_grid([title] * 8, [1.0], form="wide", axes=AXES).titles[0]
    alone = new_grid([title], [1.0], form="wide", axes=AXES).titles[0]
    assert wide.below == "Januar–September 2025<br>nur im Bericht"
    assert "<br>" not in alone.below


def test_pixels_run_from_the_lower_left_corner() -> None:
    made = grid(4)
    width = WIDTH["wide"]
    assert made.pixels(2017, made.low, width) == (0, 0)
    assert made.pixels(2026, made.high, width) == pytest.approx((made.panel_width(width), made.plot))
