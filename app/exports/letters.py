"""How wide the letters of the two self-hosted faces are, and how texts break into lines; it must not lay out a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

# Advance widths in hundredths of the size, rounded to four of them; Chinese and full-width signs take a whole one.
_TEXT: Mapping[int, str] = MappingProxyType(
    {
        20: " \N{NO-BREAK SPACE}",
        24: "',.:;ijl|·‚‘’",
        28: "!If",
        32: "()-[]t{}°",
        36: "/\\r",
        40: "*s",
        44: '"?cxz“”„«»',
        48: "#$+0123456789<=>FJLY^_ekvy~é–−×",
        52: "ESTVXZagä",
        56: "ACKPR`bdhnopquöüßÄ",
        60: "&BDG",
        64: "HNUÜ≈≥≤→",
        68: "OQÖ",
        72: "Mw",
        80: "W—",
        84: "%@m",
        96: "…",
    }
)
_HEADLINE: Mapping[int, str] = MappingProxyType(
    {
        20: "'",
        24: " ‚‘’\N{NO-BREAK SPACE}",
        32: "!,-.:;ijl|·",
        36: "/[\\]ft{}°",
        40: "()IJ`",
        44: '"*?”„',
        48: "rsz“",
        52: "$_c–",
        56: "#+0123456789<=>S^aeg~äé−×«»",
        60: "FLZkoqvxyö",
        64: "EPTbdhnpuüß≈≥≤→",
        68: "BCXY",
        72: "&AGKRVÄ",
        76: "DNOQUÖÜ",
        80: "H",
        84: "w—…",
        88: "@",
        92: "M",
        96: "%m",
        104: "W",
    }
)
_OTHER = 56
_FROM_FULL_WIDTH = 0x2E80
_NO_START = "，。；：、）”》」！？%"
# Where a line may end: after spaces, hyphens, dashes; around every Chinese character; never beside a space that ties.
_TIE, _SPACE = r"[\u00a0\u202f]", r"[^\S\u00a0\u202f]"
_LETTER = rf"(?:[^\s\-–\u2e80-\uffef]|{_TIE})"
_PIECE = re.compile(
    rf"{_LETTER}+[-–]?{_SPACE}*|[\u2e80-\uffef](?:{_TIE}{_LETTER}*[-–]?{_SPACE}*)?|[-–]{_SPACE}*|{_SPACE}+"
)


def _inverted(groups: Mapping[int, str]) -> Mapping[str, float]:
    return MappingProxyType({letter: width / 100 for width, letters in groups.items() for letter in letters})


FACES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {"text": _inverted(_TEXT), "headline": _inverted(_HEADLINE)}
)


def width_of(text: str, *, size: float, face: str = "text") -> float:
    """The width of a text on one line, in pixels."""
    widths = FACES[face]
    return size * sum(1.0 if ord(c) >= _FROM_FULL_WIDTH else widths.get(c, _OTHER / 100) for c in text)


def lines_of(text: str, *, width: float, size: float, face: str = "text") -> int:
    """Into how many lines a text breaks within ``width`` pixels; 0 for none."""
    lines, at = 0, width
    for piece in _PIECE.findall(text):
        needed = width_of(piece.rstrip(" \n"), size=size, face=face)
        starts = at + needed > width and not (piece in _NO_START and at + needed <= width + size)
        if starts or not lines:
            lines, at = lines + max(1, -(-int(needed) // max(int(width), 1))), 0.0
        at += width_of(piece, size=size, face=face)
    return lines
