"""Texts beside dots cover nothing."""

from __future__ import annotations

import pytest

from app.figures.labelling import SIDES, Box, dot_box, is_free, text_box

BOUNDS = Box(0, 0, 100, 100)


@pytest.mark.parametrize("name", SIDES)
def test_a_text_on_any_side_keeps_clear_of_its_dot(name: str) -> None:
    dot = dot_box(50, 50, 8)
    box = text_box(50, 50, SIDES[name], width=20, height=10, gap=5)
    assert not box.meets(dot)
    assert box.inside(BOUNDS)


def test_boxes_that_touch_do_not_meet() -> None:
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).meets(Box(9, 9, 20, 20))


def test_a_place_is_free_inside_the_bounds_where_nothing_stands() -> None:
    box = Box(10, 10, 20, 20)
    assert is_free(box, taken=[Box(30, 30, 40, 40)], bounds=BOUNDS)
    assert not is_free(box, taken=[Box(15, 15, 40, 40)], bounds=BOUNDS)
    assert not is_free(Box(90, 10, 110, 20), taken=[], bounds=BOUNDS)
