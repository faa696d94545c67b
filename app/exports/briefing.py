"""A briefing as one PDF on A4: title, charts as they are composed, sources of all; it must not know addresses.

The sheets with title, page numbers and sources are one document printed by the host's browser; the charts are images
of their own, checked and kept like any other, and laid onto the sheets. Equal briefings are equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

from app.charts.glossary import notes_on
from app.charts.spec import Drawing, Note
from app.errors import CaptureRejected
from app.exports.letters import lines_of
from app.exports.metadata import Words, say
from app.exports.pictures import Order, Pictures
from app.exports.renderer import Renderer
from app.exports.slides import Cover
from app.exports.source_list import Column, Group, columns_of, groups_of, signs_of
from app.i18n import SEPARATOR, Texts
from app.theme import FONT_HEADLINE, FONT_TEXT, palette

PLACE_WIDTH, PLACE_HEIGHT = 730, 484
"""Pixels of a chart on a sheet; two stand below each other."""

_SHEET = (794, 1123)  # A4 at 96 to the inch
_SIDE, _TOPS = 32, (64, 572)  # a chart has a margin of its own; its texts stand below those of the sheet
_POINT = 0.75  # of a pixel
_TERM_WIDTH, _TERM_SIZE, _TERM_GAP, _TERM_LEADING = 690, 12, 5, 1.45
_TERM_ROOM = 900
_COLUMNS, _SOURCE_WIDTH, _SOURCE_SIZE, _SOURCE_GAP, _SOURCE_LEADING = 2, 330, 12, 4, 1.3
_SOURCE_ROOM = 960
_FOLDER = Path(__file__).resolve().parent / "templates"
Entry = TypeVar("Entry")


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """What the sheets of a briefing say; ``places`` are (number of the sheet, headline, slug) of each chart."""

    cover: Cover
    places: tuple[tuple[int, str, str], ...]
    charts: int
    annex: tuple[tuple[Column, ...], ...]
    signs: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[tuple[Note, ...], ...] = ()

    @property
    def count(self) -> int:
        """How many sheets there are."""
        return 1 + self.charts + len(self.terms) + len(self.annex)


def briefing_pdf(
    orders: Sequence[Order], *, cover: Cover, address: str, texts: Texts, pictures: Pictures, renderer: Renderer
) -> bytes:
    """The file; ``orders`` are PDF images of ``PLACE_WIDTH`` × ``PLACE_HEIGHT``, in order.

    Raises RendererMissing, RendererBusy or CaptureRejected.
    """
    drawings = [order.drawing for order in orders]
    sheets = sheets_of(drawings, cover, texts)
    with renderer.turn():
        charts = [pictures.image(order) for order in orders]
        document = _document(sheets, drawings, texts, pictures)
        printed = renderer.pdf(document, width=_SHEET[0], height=_SHEET[1])
    if printed.pages != sheets.count:
        raise CaptureRejected(f"the briefing has {printed.pages} sheets instead of {sheets.count}")
    words = Words(
        title=cover.title,
        description=" ".join(text for text in (cover.note, *(drawing.title for drawing in drawings)) if text),
        source=texts("mark.semicolon").join(dict.fromkeys(drawing.source_line for drawing in drawings)),
        address=address,
        version=drawings[0].version,
        lang=texts.lang,
    )
    return _joined(printed.data, charts, sheets, words)


def sheets_of(drawings: Sequence[Drawing], cover: Cover, texts: Texts) -> Sheets:
    """How all stands on sheets: a cover, two charts to a sheet, at the end each term and each source once."""
    each = len(_TOPS)
    groups = groups_of(drawings, texts)
    signs = signs_of(groups)
    terms = notes_on((said for drawing in drawings for said in (drawing.subtitle, drawing.note)), texts)
    return Sheets(
        cover=cover,
        places=tuple((2 + at // each, drawing.title, drawing.slug) for at, drawing in enumerate(drawings)),
        charts=-(-len(drawings) // each),
        annex=_annex(groups, signs, texts),
        signs=signs,
        terms=_on_sheets(terms, lambda term: f"{term.title}: {term.text}"),
    )


def said_of(group: Group, signs: Mapping[str, str], texts: Texts) -> list[list[tuple[str, str, str]]]:
    """A group of sources as runs: (manner, text, address) of the heading and of each source.

    Manners: name, plain, title.
    """
    found = [[("name", group.heading, "")]]
    for number, (evidence, sources) in enumerate(group.by_evidence):
        before = texts("mark.semicolon") if number else SEPARATOR
        found[-1].append(("plain", f"{before}{evidence}{texts('mark.colon')}", ""))
        named = group.heading
        for place, one in enumerate(sources):
            source = one.source
            runs = [("plain", texts("mark.semicolon") if place else "", "")]
            if source.publisher != named:
                runs.append(("name", f"{source.publisher} ", ""))
            named = source.publisher
            runs.append(("title", source.title or one.mark, one.url))
            sign = signs.get(source.remark, "")
            date = texts.date(source.published, short=True)
            rest = [part for part in (date, "" if sign else source.remark) if part]
            runs.append(("plain", sign + "".join(texts("mark.comma") + part for part in rest), ""))
            found.append(runs)
    return found


def _annex(groups: Sequence[Group], signs: Mapping[str, str], texts: Texts) -> tuple[tuple[Column, ...], ...]:
    """The sources in columns, as many on a sheet as stand beside each other."""

    def high(group: Group) -> float:
        said = "".join(text for runs in said_of(group, signs, texts) for _, text, _ in runs)
        lines = lines_of(said, width=_SOURCE_WIDTH, size=_SOURCE_SIZE)
        return lines * _SOURCE_SIZE * _SOURCE_LEADING + _SOURCE_GAP

    legend = "  ".join(f"{sign} {remark}" for remark, sign in signs.items())
    lines = lines_of(legend, width=_TERM_WIDTH, size=_SOURCE_SIZE)
    columns = columns_of(groups, height=_SOURCE_ROOM - lines * _SOURCE_SIZE * _SOURCE_LEADING, height_of=high)
    return tuple(tuple(columns[i : i + _COLUMNS]) for i in range(0, len(columns), _COLUMNS))


def _on_sheets(entries: Sequence[Entry], said: Callable[[Entry], str]) -> tuple[tuple[Entry, ...], ...]:
    """Terms by sheet, as many as surely fit on each."""
    sheets: list[list[Entry]] = [[]]
    used = 0.0
    for entry in entries:
        lines = lines_of(said(entry), width=_TERM_WIDTH, size=_TERM_SIZE)
        high = lines * _TERM_SIZE * _TERM_LEADING + _TERM_GAP
        if used + high > _TERM_ROOM and sheets[-1]:
            sheets.append([])
            used = 0.0
        sheets[-1].append(entry)
        used += high
    return tuple(tuple(sheet) for sheet in sheets if sheet)


def _document(sheets: Sheets, drawings: Sequence[Drawing], texts: Texts, pictures: Pictures) -> str:
    template = _environment().get_template("briefing.html")
    faces = f":root {{ --font-text: {FONT_TEXT}; --font-headline: {FONT_HEADLINE}; }}"

    def composed(fonts: str) -> str:
        styles = "\n".join((fonts, palette("light"), faces, (_FOLDER / "briefing.css").read_text("utf-8")))
        return template.render(
            sheets=sheets, texts=texts, version=drawings[0].version, said_of=said_of, styles=Markup(styles)
        )

    return composed(pictures.fonts.embedded(composed("")))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)


def _joined(printed: bytes, charts: Sequence[bytes], sheets: Sheets, words: Words) -> bytes:
    """The charts laid onto the sheets, and a bookmark for each."""
    writer = PdfWriter(clone_from=_untagged(printed))
    high = float(writer.pages[0].mediabox.height)
    for at, (chart, (number, title, _)) in enumerate(zip(charts, sheets.places, strict=True)):
        top = _TOPS[at % len(_TOPS)]
        laid = PdfReader(io.BytesIO(chart)).pages[0]
        lift = high - top * _POINT - float(laid.mediabox.height)
        _lay(writer, writer.pages[number - 1], laid, name=f"/Chart{at}", at=(_SIDE * _POINT, lift))
        writer.add_outline_item(title=title, page_number=number - 1)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    say(writer, words)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _lay(writer: PdfWriter, sheet: PageObject, laid: PageObject, *, name: str, at: tuple[float, float]) -> None:
    """A page as it is onto a sheet, its lower left corner ``at`` points of the sheet; its content is not read."""
    content = laid.get_contents()
    if content is None:
        raise CaptureRejected("a chart's page is empty")
    form = StreamObject()
    form.set_data(content.get_data())
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(value) for value in laid.mediabox)
    form[NameObject("/Resources")] = laid["/Resources"].clone(writer)
    resources = cast(DictionaryObject, sheet["/Resources"])
    known = cast(DictionaryObject, resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object())
    known[NameObject(name)] = writer._add_object(form.flate_encode())
    before, after = StreamObject(), StreamObject()
    before.set_data(b"q\n")
    after.set_data(f"\nQ\nq 1 0 0 1 {at[0]:.3f} {at[1]:.3f} cm {name} Do Q\n".encode("ascii"))
    held = sheet.raw_get("/Contents")
    held = list(held) if isinstance(held, ArrayObject) else [held]
    sheet[NameObject("/Contents")] = ArrayObject([writer._add_object(before), *held, writer._add_object(after)])


def _untagged(printed: bytes) -> PdfReader:
    """Without the tags of the sheets: laid-on charts count theirs from the start again and would be taken for them."""
    reader = PdfReader(io.BytesIO(printed))
    for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines"):
        reader.root_object.pop(name, None)
    for page in reader.pages:
        page.pop("/StructParents", None)
    return reader
