"""Colours for readers with a common colour-vision deficiency: what stands side by side stays apart, texts stay legible.

The deficiencies are simulated with the matrices of Machado, Oliveira and Fernandes, "A Physiologically-based Model for
Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0,
applied to linear RGB; distances are CIE 1976 (L*a*b*, D65).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from app import theme

DEFICIENCIES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
SCREENS = ("light", "dark", "contrast")
SIDE_BY_SIDE = (
    ("vehicles", "chips", 25),
    ("vehicles", "other", 15),
    ("chips", "other", 12),
    ("vehicles", "vehicles-soft", 15),
    ("chips", "chips-soft", 15),
    ("vehicles", "filling", 15),
    ("chips", "filling", 15),
)
"""Marks that meet in one chart, and how far apart they have to stay: 10 is told apart at a glance, 2.3 just so."""


def linear(colour: str) -> list[float]:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def as_seen(colour: str, deficiency: str) -> str:
    """A colour as it is seen with a deficiency."""
    rgb = linear(colour)
    mixed = [min(max(sum(f * c for f, c in zip(row, rgb, strict=True)), 0), 1) for row in DEFICIENCIES[deficiency]]
    coded = [12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in mixed]
    return "#" + "".join(f"{round(c * 255):02X}" for c in coded)


def lab(colour: str) -> tuple[float, float, float]:
    red, green, blue = linear(colour)
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(first: str, second: str) -> float:
    return math.dist(lab(first), lab(second))


def test_the_simulation_gives_what_its_authors_do() -> None:
    assert as_seen("#FFFFFF", "protanopia") == "#FFFFFF"
    assert as_seen("#808080", "deuteranopia") == "#808080"
    assert apart(as_seen("#FF0000", "protanopia"), as_seen("#00FF00", "protanopia")) < apart("#FF0000", "#00FF00") / 1.5
    assert apart(as_seen("#0000FF", "tritanopia"), as_seen("#008080", "tritanopia")) < apart("#0000FF", "#008080")


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("name", SCREENS)
def test_marks_side_by_side_stay_apart(name: str, deficiency: str) -> None:
    colours = {role: as_seen(value, deficiency) for role, value in theme.COLOURS[name].items()}
    near = [
        (first, second, round(apart(colours[first], colours[second]), 1))
        for first, second, least in SIDE_BY_SIDE
        if apart(colours[first], colours[second]) < least
    ]
    assert near == []


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("name", SCREENS)
def test_texts_and_marks_keep_their_contrast(name: str, deficiency: str) -> None:
    colours = {role: as_seen(value, deficiency) for role, value in theme.COLOURS[name].items()}

    def weak(roles: Sequence[str], ground: str, least: float) -> list[tuple[str, float]]:
        ratios = [(role, round(theme.contrast(colours[role], colours[ground]), 2)) for role in roles]
        return [(role, ratio) for role, ratio in ratios if ratio < least]

    texts = ("ink", "muted", "link", "vehicles-text", "chips-text", "other-text")
    assert weak(texts, "paper", 4.5) == []
    assert weak(("vehicles", "chips", "other", "reference", "focus"), "paper", 3) == []


@pytest.mark.parametrize("name", SCREENS)
def test_what_is_pressed_and_what_is_framed_stands_out(name: str) -> None:
    colours = theme.COLOURS[name]
    assert theme.contrast(colours["paper"], colours["ink"]) >= 7  # a pressed option is written in paper on ink
    assert theme.contrast(colours["other"], colours["paper"]) >= 3  # the frames of controls
    assert theme.contrast(colours["focus"], colours["surface"]) >= 3  # the ring of the focus
