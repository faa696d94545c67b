"""How texts break into lines, reckoned without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from app.exports.letters import lines_of, width_of

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
SENTENCES = (
    "Neue-Energie-Fahrzeuge wachsen am schnellsten: Wertschöpfung +27,1 %, BIP +5,3 %",
    "Published percentage points of real growth in value added; Chongqing, 2023 to January–September 2025",
)


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize(
    ("face", "file"), [("text", "source-sans-3-5.3.1-latin-400"), ("headline", "source-serif-4-5.3.1-latin-600")]
)
def test_widths_are_those_of_the_faces(face: str, file: str, text: str) -> None:
    exact = ImageFont.truetype(str(FONTS / f"{file}.woff2"), 1000).getlength(text) / 1000
    assert width_of(text, size=1, face=face) == pytest.approx(exact, rel=0.03)


def test_lines_break_at_spaces_hyphens_and_between_chinese_characters() -> None:
    assert lines_of("", width=100, size=10) == 0
    assert lines_of("aaa bbb", width=width_of("aaa bbb", size=10), size=10) == 1
    assert lines_of("aaa bbb", width=width_of("aaa bb", size=10), size=10) == 2
    assert lines_of("aaa-bbb", width=width_of("aaa-bb", size=10), size=10) == 2
    assert lines_of("汽车产业增速", width=30, size=10) == 2
    assert lines_of("W" * 100, width=100, size=10) == 8, "a word longer than a line is broken"


def test_a_space_that_ties_ends_no_line() -> None:
    title = "Neue-Energie-Fahrzeuge wachsen am\N{NO-BREAK SPACE}schnellsten: BIP"
    room = width_of("Neue-Energie-Fahrzeuge wachsen am", size=20)
    assert lines_of(title, width=room, size=20) == 2
    assert lines_of("aa bb\N{NO-BREAK SPACE}cc dd", width=width_of("aa bbb", size=10), size=10) == 3
    assert lines_of("汽车\N{NO-BREAK SPACE}· 产业", width=30, size=10) == 2
    assert lines_of("汽车产\N{NO-BREAK SPACE}· 业", width=30, size=10) == 2
