"""Slides from drawings: one for a chart, or a deck with title and source annex; equal views are equal bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from app.charts.spec import Drawing, Shape
from app.exports.chart_axis import span_of
from app.exports.dates import data_date
from app.exports.panels import PLOTTED, Panel, panels
from app.exports.settled import settled
from app.exports.slide_charts import add_chart
from app.exports.slide_keys import add_keys
from app.exports.slide_sources import in_full, slide_columns, write_column
from app.exports.slide_tables import add_table, add_tiles
from app.exports.slide_template import Template
from app.exports.slide_text import (
    LANGUAGES,
    SMALLEST,
    box,
    describe,
    fitting,
    lines_of,
    page_number,
    shortened,
    write,
)
from app.exports.source_list import Group, groups_of, numbers_of
from app.i18n import Texts
from app.store.snapshot import Snapshot

Place = tuple[int, int, int, int]

_INCH = 914_400
_LINE = int(SMALLEST * 1.25 * 12_700)
_HEADLINE_SIZES = (30, 28, 26, 24, 22, 20)
_TITLE_LINE = int(_HEADLINE_SIZES[0] * 1.4 * 12_700)
_SUBTITLE_SIZES = (16, 14, 12)
_OWN_AXES = ("pairs",)  # kinds whose plots show unlike measures side by side
_GRID_FROM = 3  # panels from which they stand in rows and columns
_PANELS_AT_MOST = 10
_COLUMNS, _COLUMN_GAP = 3, 200_000  # of sources
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


@dataclass(frozen=True, kw_only=True)
class Cover:
    """What the first slide of a deck says."""

    title: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class _Deck:
    presentation: Any
    layout: Any
    snapshot: Snapshot
    texts: Texts

    @property
    def width(self) -> int:
        return int(self.presentation.slide_width)

    @property
    def height(self) -> int:
        return int(self.presentation.slide_height)


def deck(
    drawings: Sequence[Drawing],
    *,
    addresses: Sequence[str],
    snapshot: Snapshot,
    texts: Texts,
    template: Template | None = None,
    cover: Cover | None = None,
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """A .pptx file: a slide for each drawing with a native chart, its notes and its source.

    With a ``cover`` the deck begins with a title and ends with the sources of all. ``addresses``: where each view
    stands. ``progress`` is told how many drawings are done.
    """
    presentation, layout = (template or Template()).open()
    made = _Deck(presentation=presentation, layout=layout, snapshot=snapshot, texts=texts)
    listed = groups_of(drawings, texts) if cover else ()
    if cover:
        _add_cover(made, cover, drawings)
    for number, (drawing, address) in enumerate(zip(drawings, addresses, strict=True), start=1):
        _add_slide(made, drawing, address, listed)
        if progress:
            progress(number)
    if cover:
        _add_annex(made, listed)
    _set_properties(presentation, drawings, cover)
    written = io.BytesIO()
    presentation.save(written)
    return settled(written.getvalue(), date=data_date(*drawings))


def _set_properties(presentation: Any, drawings: Sequence[Drawing], cover: Cover | None) -> None:
    properties, first = presentation.core_properties, drawings[0]
    properties.title = cover.title if cover else first.title
    properties.subject = first.subtitle if len(drawings) == 1 else ""
    properties.author = properties.last_modified_by = "Doppelkern"
    properties.category = first.kicker if len(drawings) == 1 else ""
    properties.keywords = ", ".join([*dict.fromkeys(d.slug for d in drawings), first.version])
    properties.comments = first.source_line if len(drawings) == 1 else ""
    properties.language = LANGUAGES[first.lang]
    properties.revision = 1
    properties.created = properties.modified = data_date(*drawings)


def _titled(made: _Deck, text: str, *, lines: int = 2) -> tuple[Any, int]:
    """A new slide with a headline of at most so many lines, and where what follows begins."""
    slide = made.presentation.slides.add_slide(made.layout)
    title = slide.shapes.title
    if lines == 1:
        title.left, title.top, title.width, title.height = (
            int(value) for value in (title.left, title.top, title.width, min(title.height, _TITLE_LINE))
        )
    width = int(title.width)
    size = fitting(text, width=width - 180_000, lines=lines, sizes=_HEADLINE_SIZES)
    frame = title.text_frame
    frame.word_wrap = True
    write(frame, text, size=size, lang=made.texts.lang, heading=True)
    for place in list(slide.placeholders):
        if place.placeholder_format.type not in _TITLES:
            place._element.getparent().remove(place._element)
    if made.layout.name == "Title Only":
        frame.margin_left = frame.margin_right = 0
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    return slide, int(title.top) + int(title.height)


def _add_slide(made: _Deck, drawing: Drawing, address: str, listed: Sequence[Group]) -> None:
    slide, top = _titled(made, drawing.title)
    texts, lang = made.texts, made.texts.lang
    left, width = _inside(made)
    if int(slide.shapes.title.top) >= int(0.5 * _INCH):
        above = int(slide.shapes.title.top) - _LINE - 40_000
        write(box(slide, (left, above, width, _LINE)), drawing.kicker, size=SMALLEST, lang=lang, role="muted")
    size = fitting(drawing.subtitle, width=width, lines=1, sizes=_SUBTITLE_SIZES)
    rows = min(lines_of(drawing.subtitle, width=width, size=size), 2)
    high = int(rows * size * 1.25 * 12_700)
    write(box(slide, (left, top + 60_000, width, high)), drawing.subtitle, size=size, lang=lang, role="muted")
    bottom = _add_foot(made, slide, drawing)
    top += high + 140_000
    _add_content(made, slide, drawing, (left, top, width, bottom - top - 80_000))
    _add_notes(slide, drawing, address, numbers_of(drawing, listed), texts)


def _inside(made: _Deck) -> tuple[int, int]:
    left = int(made.width * 0.5 / 13.333)
    return left, made.width - 2 * left


def _add_foot(made: _Deck, slide: Any, drawing: Drawing) -> int:
    """Note, source line and page number; where they begin."""
    left, width = _inside(made)
    lang, room = made.texts.lang, width - int(0.8 * _INCH)
    source = shortened(drawing.source_line, width=room, lines=2, size=SMALLEST)
    high = lines_of(source, width=room, size=SMALLEST) * _LINE
    top = made.height - int(0.35 * _INCH) - high
    write(box(slide, (left, top, room, high)), source, size=SMALLEST, lang=lang, role="muted")
    describe(slide.shapes[-1], name="source", text=drawing.source_line)
    page_number(slide, (left + room, made.height - int(0.35 * _INCH) - _LINE, width - room, _LINE), lang=lang)
    if not drawing.note or (drawing.shape and not drawing.shape.noted):
        return top
    note = shortened(drawing.note, width=width, lines=2, size=SMALLEST)
    deep = lines_of(note, width=width, size=SMALLEST) * _LINE
    top -= deep + 60_000
    write(box(slide, (left, top, width, deep)), note, size=SMALLEST, lang=lang)
    return top


def _add_content(made: _Deck, slide: Any, drawing: Drawing, place: Place) -> None:
    shape, texts = drawing.shape, made.texts
    if drawing.empty:
        said = f"{drawing.empty.reason} {drawing.empty.way_out}"
        write(box(slide, place), said, size=18, lang=texts.lang)
    elif shape and shape.kind in PLOTTED:
        _add_panels(made, slide, drawing, place, shape)
    elif shape and shape.kind == "tiles" and drawing.tiles:
        add_tiles(slide, drawing, place, texts=texts)
    else:
        left, top, width, height = place
        cut = add_table(
            slide, drawing, (left, top, width, height - _LINE - 40_000), shape=shape or Shape(kind="rows"), texts=texts
        )
        if cut:
            more = box(slide, (left, top + height - _LINE, width, _LINE), bottom=True)
            write(more, texts("slides.more", count=cut), size=SMALLEST, lang=texts.lang, role="muted")


def _add_panels(made: _Deck, slide: Any, drawing: Drawing, place: Place, shape: Shape) -> None:
    texts = made.texts
    found = panels(drawing, snapshot=made.snapshot, texts=texts)
    shown, cut = found[:_PANELS_AT_MOST], found[_PANELS_AT_MOST:]
    left, top, width, height = place
    used = add_keys(slide, shown, kind=shape.kind, place=(left, top, width, _LINE), texts=texts)
    if cut:
        write(
            box(slide, (left, top + height - _LINE, width, _LINE)),
            texts("slides.more", count=len(cut)),
            size=SMALLEST,
            lang=texts.lang,
            role="muted",
        )
        height -= _LINE
    log = dict(drawing.address).get("scale") == "log"
    room = 0.12 if shape.kind == "bars" else 0.06
    common = span_of(shown, stacked=shape.kind == "columns", log=log, room=room)
    for number, (panel, at) in enumerate(
        zip(shown, _places(shown, shape.kind, (left, top + used, width, height - used)), strict=True)
    ):
        inner = at
        if panel.title:
            head = box(slide, (at[0], at[1], at[2], _LINE))
            kept = shortened(panel.title, width=at[2], lines=1, size=SMALLEST)
            write(head, kept, size=SMALLEST, lang=texts.lang, bold=True)
            inner = (at[0], at[1] + _LINE, at[2], at[3] - _LINE)
        span = span_of((panel,), stacked=False) if shape.kind in _OWN_AXES else common
        frame = add_chart(slide, panel, inner, kind=shape.kind, span=span, log=log, snapshot=made.snapshot, texts=texts)
        alt = drawing.alt if number == 0 else f"{panel.title}. {drawing.subtitle}"
        describe(frame, name=f"{drawing.slug} {number + 1}", text=alt)


def _places(shown: Sequence[Panel], kind: str, place: Place) -> list[Place]:
    """Where each panel stands: bars below each other, a few plots side by side, many in a grid."""
    left, top, width, height = place
    gap = 110_000
    if len(shown) < _GRID_FROM:
        weights = [max(len(panel.categories), 6) ** (1.0 if kind == "pairs" else 0.7) for panel in shown]
        room = width - gap * (len(shown) - 1)
        return _stacked(weights, room, lambda at, size: (int(left + at), top, int(size), height), gap)
    columns = 3 if len(shown) <= 6 else 4 if len(shown) <= 8 else -(-len(shown) // 2)
    rows = -(-len(shown) // columns)
    wide, high = (width - gap * (columns - 1)) // columns, (height - gap * (rows - 1)) // rows
    return [
        (left + (i % columns) * (wide + gap), top + (i // columns) * (high + gap), wide, high)
        for i in range(len(shown))
    ]


def _stacked(weights: Sequence[float], room: float, place: Callable[[float, float], Place], gap: int) -> list[Place]:
    at, found = 0.0, []
    for weight in weights:
        size = room * weight / sum(weights)
        found.append(place(at, size))
        at += size + gap
    return found


def _add_notes(slide: Any, drawing: Drawing, address: str, numbers: str, texts: Texts) -> None:
    """What a speaker needs: the chart in words, notes, definitions, numbers of sources, address, data version."""
    defined = [f"{note.title}: {note.text}" for note in drawing.notes if note.kind in ("definition", "derived")]
    parts = [
        (texts("slides.notes.finding"), [drawing.alt]),
        (texts("slides.notes.note"), [drawing.note]),
        (texts("slides.notes.definitions"), defined),
        (texts("slides.notes.sources"), [numbers]),
        (texts("slides.notes.address"), [address]),
        (texts("slides.notes.version"), [drawing.version]),
    ]
    lines = []
    for heading, said in parts:
        known = [text for text in said if text]
        lines += [heading, *known, ""] if known else []
    slide.notes_slide.notes_text_frame.text = "\n".join(lines).strip()


def _add_cover(made: _Deck, cover: Cover, drawings: Sequence[Drawing]) -> None:
    slide, top = _titled(made, cover.title)
    left, width = _inside(made)
    frame = box(slide, (left, top + _INCH // 3, width, made.height - top - _INCH))
    paragraphs = [text for text in cover.note.splitlines() if text]
    for number, text in enumerate([*paragraphs, *(drawing.title for drawing in drawings)]):
        size, after = (18, 12) if number < len(paragraphs) else (14, 6)
        write(frame, text, size=size, lang=made.texts.lang, more=number > 0).space_after = Pt(after)
    version = made.texts("source.version", version=made.snapshot.version)
    foot = box(slide, (left, made.height - int(0.35 * _INCH) - _LINE, width, _LINE))
    write(foot, version, size=SMALLEST, lang=made.texts.lang, role="muted")


def _add_annex(made: _Deck, listed: Sequence[Group]) -> None:
    """The sources of all charts, each once, in columns on as many slides as they need, in full in their notes."""
    left, width = _inside(made)
    wide, texts = (width - _COLUMN_GAP * (_COLUMNS - 1)) // _COLUMNS, made.texts
    top = _annex_top(made)
    foot = made.height - int(0.35 * _INCH) - _LINE
    columns = slide_columns(listed, width=wide, height=foot - top - 40_000, texts=texts)
    pages = [columns[i : i + _COLUMNS] for i in range(0, len(columns), _COLUMNS)]
    for number, page in enumerate(pages, start=1):
        title = texts("slides.sources")
        if len(pages) > 1:
            title += f" ({texts('slides.page_of', number=number, count=len(pages))})"
        slide, _ = _titled(made, title, lines=1)
        for place, column in enumerate(page):
            frame = box(slide, (left + place * (wide + _COLUMN_GAP), top, wide, foot - top))
            write_column(frame, column, texts)
        room = width - int(0.8 * _INCH)
        write(
            box(slide, (left, foot, room, _LINE)),
            texts("slides.sources_in_full"),
            size=SMALLEST,
            lang=texts.lang,
            role="muted",
        )
        page_number(slide, (left + room, foot, width - room, _LINE), lang=texts.lang)
        slide.notes_slide.notes_text_frame.text = in_full(page, texts)


def _annex_top(made: _Deck) -> int:
    """Where columns begin below a title of one line."""
    title = next(place for place in made.layout.placeholders if place.placeholder_format.type in _TITLES)
    return int(title.top) + min(int(title.height), _TITLE_LINE) + 60_000
