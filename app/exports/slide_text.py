"""Text on slides: boxes, sizes that fit, language, page numbers; it must not know charts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from app.theme import COLOURS

LANGUAGES = {"de": "de-DE", "en": "en-GB", "zh": "zh-CN"}
SMALLEST = 12
"""Points; nothing on a slide is smaller."""

_POINT = 12_700  # EMU
_THEME = {
    "ink": MSO_THEME_COLOR.TEXT_1,
    "reference": MSO_THEME_COLOR.TEXT_1,
    "paper": MSO_THEME_COLOR.BACKGROUND_1,
    "muted": MSO_THEME_COLOR.TEXT_2,
    "vehicles": MSO_THEME_COLOR.ACCENT_1,
    "chips": MSO_THEME_COLOR.ACCENT_2,
    "other": MSO_THEME_COLOR.ACCENT_3,
    "filling": MSO_THEME_COLOR.ACCENT_4,
    "vehicles-soft": MSO_THEME_COLOR.ACCENT_5,
    "chips-soft": MSO_THEME_COLOR.ACCENT_6,
}
"""Roles as colours of a presentation's theme, so that a template's own theme may change them."""


def set_colour(colour: Any, role: str) -> None:
    """A role of colour: that of the presentation's theme where it has one, else the light theme's own."""
    if role in _THEME:
        colour.theme_color = _THEME[role]
    else:
        colour.rgb = RGBColor.from_string(COLOURS["light"][role].lstrip("#"))


def width_of(text: str, size: float) -> float:
    """About how wide a line of text is, in points: Chinese characters are as wide as high, Latin ones about half."""
    return sum(size if unicodedata.east_asian_width(c) in "WF" else size * 0.56 for c in text)


def lines_of(text: str, *, width: float, size: float) -> int:
    """About how many lines a text takes in a box ``width`` EMU wide."""
    room = width / _POINT
    lines, used = 1, 0.0
    for word in _pieces(text):
        wide = width_of(word, size)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        used += wide
    return lines


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            pieces += [character, ""]
        elif character == " ":
            pieces[-1] += character
            pieces.append("")
        else:
            pieces[-1] += character
    return [piece for piece in pieces if piece]


def fitting(text: str, *, width: float, lines: int, sizes: Sequence[int]) -> int:
    """The largest of the sizes at which a text takes at most so many lines; the smallest where none does."""
    return next((size for size in sizes if lines_of(text, width=width, size=size) <= lines), sizes[-1])


def shortened(text: str, *, width: float, lines: int, size: int) -> str:
    """The text, cut with an ellipsis where it would take more lines."""
    if lines_of(text, width=width, size=size) <= lines:
        return text
    kept = text
    while kept and lines_of(f"{kept}…", width=width, size=size) > lines:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,;，；')}…"


def write(
    frame: Any,
    text: str,
    *,
    size: int,
    lang: str,
    role: str = "ink",
    bold: bool = False,
    centred: bool = False,
    heading: bool = False,
    more: bool = False,
) -> Any:
    """A paragraph in a text frame, the first or one more; the paragraph."""
    paragraph = frame.add_paragraph() if more else frame.paragraphs[0]
    run = add_run(paragraph, text, size=size, lang=lang, role=role, bold=bold)
    if heading:
        run.font.name = "+mj-lt"
    if centred:
        paragraph.alignment = PP_ALIGN.CENTER
    return paragraph


def add_run(paragraph: Any, text: str, *, size: int, lang: str, role: str = "ink", bold: bool = False) -> Any:
    """A text at the end of a paragraph, in one manner of its own; the run."""
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.bold = bold
    set_colour(run.font.color, role)
    run._r.get_or_add_rPr().set("lang", LANGUAGES[lang])
    return run


def box(slide: Any, place: tuple[int, int, int, int], *, bottom: bool = False) -> Any:
    """An empty text box at (left, top, width, height) in EMU, without margins; its text frame."""
    shape = slide.shapes.add_textbox(*(Emu(int(value)) for value in place))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if bottom else MSO_ANCHOR.TOP
    return frame


def page_number(slide: Any, place: tuple[int, int, int, int], *, lang: str) -> None:
    """The number of the slide, which counts by itself."""
    frame = box(slide, place, bottom=True)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="{LANGUAGES[lang]}" sz="{SMALLEST * 100}"/><a:t>‹#›</a:t></a:fld>'
    )
    paragraph._p.append(field)


def describe(shape: Any, *, name: str, text: str) -> None:
    """Name and alternative text of a shape, for those who do not see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name[:100])
    properties.set("descr", text[:4000])
