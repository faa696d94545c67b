"""The sources of a deck in columns, gathered by publisher; it must not make slides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.util import Pt

from app.charts.spec import SourceEntry
from app.exports.slide_text import SMALLEST, add_run, lines_of
from app.i18n import SEPARATOR, Texts

_LEADING, _GAP = 15, 3
"""Points of a line, and between publishers; told outright, for faces of Chinese differ in what they take for a line."""

_POINT = 12_700  # EMU
_LINKED = ("https://", "http://")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Sources of one publisher that stand together as a paragraph."""

    publisher: str
    sources: tuple[SourceEntry, ...]


Column = tuple[Group, ...]


def columns_of(sources: Iterable[SourceEntry], *, width: int, height: int, texts: Texts) -> list[Column]:
    """All sources in as many columns of that many EMU as they need, each publisher where it first comes.

    Who has sources in two columns is named in both.
    """
    by_publisher: dict[str, list[SourceEntry]] = {}
    for source in sources:
        by_publisher.setdefault(source.publisher, []).append(source)
    columns: list[list[Group]] = [[]]
    used = 0
    for publisher, own in by_publisher.items():
        group = Group(publisher=publisher, sources=())
        for source in own:
            more = Group(publisher=publisher, sources=(*group.sources, source))
            if used + _height_of(more, width, texts) > height and (columns[-1] or group.sources):
                columns[-1] += [group] if group.sources else []
                columns.append([])
                used, more = 0, Group(publisher=publisher, sources=(source,))
            group = more
        columns[-1].append(group)
        used += _height_of(group, width, texts)
    return [tuple(column) for column in columns if column]


def write_column(frame: Any, column: Sequence[Group], texts: Texts) -> None:
    """A column in a text frame: the publisher, then title, date and evidence of each source.

    The link is at the date: what is linked stays in one piece in LibreOffice, and titles are long.
    """
    for number, group in enumerate(column):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.line_spacing, paragraph.space_after = Pt(_LEADING), Pt(_GAP)
        for text, url, bold in _pieces(group, texts):
            run = add_run(paragraph, text, size=SMALLEST, lang=texts.lang, bold=bold)
            if url:
                run.hyperlink.address = url


def _pieces(group: Group, texts: Texts) -> list[tuple[str, str, bool]]:
    """The runs of a paragraph: (text, address of its link, whether it is bold)."""
    pieces = [(group.publisher, "", True)]
    for number, source in enumerate(group.sources):
        said = [part for part in (source.title, source.date, source.evidence) if part]
        url = source.url if source.url.startswith(_LINKED) else ""
        linked = min(1, len(said) - 1) if url else None
        joint = texts("mark.semicolon") if number else texts("mark.colon")
        for place, part in enumerate(said):
            pieces += [(SEPARATOR if place else joint, "", False), (part, url if place == linked else "", False)]
    return pieces


def _height_of(group: Group, width: int, texts: Texts) -> int:
    said = "".join(text for text, _, _ in _pieces(group, texts))
    return (lines_of(said, width=width, size=SMALLEST) * _LEADING + _GAP) * _POINT
