"""The sources of a deck in columns, and in full in its notes; it must not make slides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.util import Pt

from app.exports.slide_text import SMALLEST, add_run, lines_of, shortened
from app.exports.source_list import Column, Group, Numbered, columns_of
from app.i18n import SEPARATOR, Texts

_LEADING, _GAP = 15, 2
"""Points of a line, and between publishers; told outright, for faces of Chinese differ in what they take for a line."""

_POINT = 12_700  # EMU
_TITLE = 110 * _POINT  # of a title's beginning, where nothing else names a source
_WIDE, _WIDE_CHINESE = 0.97, 1.04
"""Of the reckoned width: lists have many narrow signs; programs set Chinese and figures apart."""


def slide_columns(groups: Sequence[Group], *, width: int, height: int, texts: Texts) -> list[Column]:
    """The list in columns of that many EMU."""
    return columns_of(groups, height=height, height_of=lambda group: _height_of(group, width, texts))


def write_column(frame: Any, column: Column, texts: Texts) -> None:
    """A column in a text frame: the publisher, by evidence the number and date of each source, linked at the date.

    A date stays in one piece as a link in LibreOffice; titles are long and stand in the notes.
    """
    for number, group in enumerate(column):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.line_spacing, paragraph.space_after = Pt(_LEADING), Pt(_GAP)
        for place, (text, url, role) in enumerate(_pieces(group, texts)):
            run = add_run(paragraph, text, size=SMALLEST, lang=texts.lang, role=role, bold=not place)
            if url:
                run.hyperlink.address = url


def in_full(page: Sequence[Column], texts: Texts) -> str:
    """What the notes of a slide with sources say: each with publisher, title, date, evidence, address or remark."""
    lines = []
    for one in (one for column in page for group in column for one in group.sources):
        source = one.source
        said = (source.publisher, source.title, source.date, source.evidence, one.url or source.remark)
        lines.append(f"{one.mark} {SEPARATOR.join(part for part in said if part)}")
    return "\n".join(lines)


def _pieces(group: Group, texts: Texts) -> list[tuple[str, str, str]]:
    """The runs of a paragraph: (text, address of its link, role of its colour); names stand out from dates."""
    pieces = [(group.heading, "", "ink")]
    for number, (evidence, sources) in enumerate(group.by_evidence):
        pieces.append((texts("mark.semicolon") if number else SEPARATOR, "", "ink"))
        pieces.append((f"{evidence}{texts('mark.colon')}", "", "ink"))
        named = group.heading
        for place, one in enumerate(sources):
            publisher = one.source.publisher
            if place:
                pieces.append((texts("mark.comma" if publisher == named else "mark.semicolon"), "", "muted"))
            if publisher != named:
                pieces.append((f"{publisher} ", "", "ink"))
            named = publisher
            pieces += [(f"{one.mark}\N{NO-BREAK SPACE}", "", "muted"), (_named(one, texts), one.url, "muted")]
    return pieces


def _named(one: Numbered, texts: Texts) -> str:
    """A source by its date; one without a date or a publisher by the beginning of its title as well."""
    date = texts.date(one.source.published, short=True).replace(" ", "\N{NO-BREAK SPACE}")
    if date and one.source.publisher != texts("source.no_name"):
        return date
    title = shortened(one.source.title, width=_TITLE, lines=1, size=SMALLEST)
    return texts("mark.comma").join(part for part in (title, date) if part) or one.source.code


def _height_of(group: Group, width: int, texts: Texts) -> int:
    said = "".join(text for text, _, _ in _pieces(group, texts))
    chinese = sum("\u2e80" <= sign <= "\uffef" for sign in said) > len(said) / 20
    room = width / (_WIDE_CHINESE if chinese else _WIDE)
    return (lines_of(said, width=room, size=SMALLEST) * _LEADING + _GAP) * _POINT
