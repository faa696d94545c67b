"""Which size an address asks for, and what of it is not possible."""

from __future__ import annotations

import pytest

from app.exports.sizes import PRESETS, size_of
from app.state import IMAGE_SIZES, parse


def names(query: str) -> list[str]:
    return [item.name for item in size_of(parse(query).state)[1]]


def test_every_size_of_the_grammar_has_a_layout() -> None:
    assert set(PRESETS) == set(IMAGE_SIZES)


@pytest.mark.parametrize(
    ("query", "pixels", "smallest"),
    [
        ("size=slide", (1920, 1080), 16),
        ("size=slide&scale_factor=2", (2560, 1440), 16),
        ("size=slide&scale_factor=3", (3840, 2160), 16),
        ("size=slide-half", (1140, 1040), 16),
        ("size=a4", (1843, 1156), 12),
        ("size=square", (1080, 1080), 16),
        ("size=natural", (1700, 1200), 12),
        ("", (1700, 1200), 12),
    ],
)
def test_presets_have_the_pixels_they_promise(query: str, pixels: tuple[int, int], smallest: int) -> None:
    size, ignored = size_of(parse(query).state)
    assert (size.output, size.smallest_text, ignored) == (pixels, smallest, ())


@pytest.mark.parametrize(
    ("query", "pixels", "form"),
    [
        ("width=1200&height=630", (1200, 630), "slide"),
        ("width=1200&height=630&scale_factor=2", (2400, 1260), "slide"),
        ("width=850", (850, 600), "slide"),
        ("height=1200", (1700, 1200), "slide"),
        ("width=1080&height=1920", (1080, 1920), "square"),
        ("width=480&height=370", (480, 370), "square"),
        ("width=4000&height=4000", (4000, 4000), "square"),
    ],
)
def test_pixels_are_given_as_they_are_asked_for(query: str, pixels: tuple[int, int], form: str) -> None:
    size, ignored = size_of(parse(query).state)
    assert (size.output, size.form, ignored) == (pixels, form, ())
    assert size.smallest_text >= 12


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("size=slide&width=900", ["width"]),
        ("size=slide&width=900&height=700", ["width", "height"]),
        ("width=300&height=300", ["width", "height"]),
        ("width=3000&height=200", ["width", "height"]),
        ("width=4000&height=4000&scale_factor=4", ["scale_factor"]),
    ],
)
def test_what_cannot_be_is_named(query: str, left: list[str]) -> None:
    assert names(query) == left


def test_larger_pictures_have_larger_texts() -> None:
    small, _ = size_of(parse("width=1280&height=720").state)
    large, _ = size_of(parse("width=2560&height=1440").state)
    assert large.smallest_text == 2 * small.smallest_text
