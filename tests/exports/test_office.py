"""Workbooks and slides: opened again they hold the numbers of the CSV, as charts to edit; their bytes do not vary."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pytest

from app.charts.spec import Cell, Drawing, Fact
from app.errors import SettingInvalid
from app.exports.panels import PLOTTED, panels
from app.exports.slide_sources import slide_columns
from app.exports.slide_template import Template
from app.exports.slide_text import lines_of
from app.exports.slides import Cover, deck
from app.exports.source_list import groups_of, numbers_of
from app.exports.tables import is_quantity
from app.exports.workbook import workbook
from app.i18n import Texts
from app.state import LANGUAGES
from app.store.snapshot import Snapshot
from tests.drawings import EMPTY, SLUGS, drawn

# Pairwise: every chart, every language; all pairs in the whole matrix.
PAIRS = [(slug, LANGUAGES[number % len(LANGUAGES)]) for number, slug in enumerate(SLUGS)]
ALL = [
    pytest.param(slug, lang, marks=pytest.mark.matrix if (slug, lang) in PAIRS else pytest.mark.full)
    for slug in SLUGS
    for lang in LANGUAGES
]
ONE_INCH = 914_400
DRAWN_COLUMNS = {
    "two-cores": {"value"},
    "growth-contribution": {"points"},
    "vehicle-output": {"all", "nev", "rest"},
    "output-index": {"value"},
}


def book_of(drawing: Drawing, snapshot: Snapshot, texts: Mapping[str, Texts]) -> bytes:
    return workbook(drawing, address="/chart/x", snapshot=snapshot, texts=texts[drawing.lang])


def slides_of(*drawings: Drawing, snapshot: Snapshot, texts: Mapping[str, Texts], **more: Any) -> bytes:
    addresses = [f"/chart/{drawing.slug}" for drawing in drawings]
    return deck(drawings, addresses=addresses, snapshot=snapshot, texts=texts[drawings[0].lang], **more)


def charts_in(file: bytes) -> Iterator[Any]:
    for slide in pptx.Presentation(io.BytesIO(file)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                yield shape


def plotted(file: bytes) -> Counter[float]:
    """The numbers of all charts of a file, each series read from what the chart itself holds."""
    found: Counter[float] = Counter()
    for shape in charts_in(file):
        for plot in shape.chart.plots:
            for series in plot.series:
                found.update(float(value) for value in series.values if value is not None)
    return found


def numbers(drawing: Drawing, keys: set[str] | None = None) -> Counter[float]:
    table = drawing.table
    return Counter(
        float(cell.value)
        for row in table.rows
        for place, cell in enumerate(row)
        if isinstance(cell.value, int | float)
        and is_quantity(table, place)
        and (keys is None or table.columns[place].key in keys)
    )


@pytest.mark.parametrize(("slug", "lang"), ALL)
def test_a_workbook_opened_again_holds_the_numbers_of_the_table(
    slug: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn(slug, lang, snapshot=snapshot, texts=texts)
    book = openpyxl.load_workbook(io.BytesIO(book_of(drawing, snapshot, texts)))
    names = [texts[lang](f"workbook.sheet.{name}") for name in ("data", "flags", "definitions", "sources", "conflicts")]
    assert book.sheetnames[:5] == names
    sheet = book[names[0]]
    assert [cell.value for cell in sheet[1]] == [column.label for column in drawing.table.columns]
    assert sheet.freeze_panes == "B2"
    for place in range(len(drawing.table.columns)):
        if not is_quantity(drawing.table, place):
            continue
        read = [row[place].value for row in sheet.iter_rows(min_row=2)]
        meant = [row[place].value for row in drawing.table.rows]
        assert [value is None for value in read] == [value is None for value in meant]
        for value, number in zip(read, meant, strict=True):
            assert value is None or float(value) == pytest.approx(number, rel=1e-14)
    assert book.properties.title == drawing.title
    assert drawing.version in book.properties.keywords
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}
    sources = book[names[3]]
    assert sources.max_row == len(drawing.sources) + 1
    links = [cell.hyperlink.target for row in sources.iter_rows() for cell in row if cell.hyperlink]
    assert links == [source.url for source in drawing.sources if source.url]


@pytest.mark.parametrize(("slug", "lang"), ALL)
def test_slides_opened_again_hold_the_numbers_of_the_table(
    slug: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn(slug, lang, snapshot=snapshot, texts=texts)
    file = slides_of(drawing, snapshot=snapshot, texts=texts)
    presentation = pptx.Presentation(io.BytesIO(file))
    assert (presentation.slide_width, presentation.slide_height) == pytest.approx((13.333 * ONE_INCH, 7.5 * ONE_INCH))
    (slide,) = presentation.slides
    assert slide.shapes.title.text == drawing.title
    said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert drawing.source_line[:40] in said
    assert drawing.alt in slide.notes_slide.notes_text_frame.text
    assert drawing.version in slide.notes_slide.notes_text_frame.text
    assert drawing.shape is not None
    if drawing.shape.kind not in PLOTTED:
        assert any(shape.has_table for shape in slide.shapes) or len(drawing.tiles) <= len(slide.shapes)
        return
    shown, meant = plotted(file), numbers(drawing, DRAWN_COLUMNS.get(slug))
    assert shown
    assert set(shown) <= set(numbers(drawing)) | {0.0}
    if slug == "growth-contribution":  # a part that lies within another is not stacked again
        assert sum((meant - shown).values()) == sum("within:" in str(row[1].value) for row in drawing.table.rows)
    else:
        assert meant - shown == Counter()
    assert [shape for shape in charts_in(file) if not shape._element.xpath(".//p:cNvPr")[0].get("descr")] == []


@pytest.mark.matrix
@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in ("milestones", "targets", "key-figures")])
def test_the_workbook_inside_a_chart_holds_what_the_chart_shows(
    slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    file = slides_of(drawn(slug, "de", snapshot=snapshot, texts=texts), snapshot=snapshot, texts=texts)
    shapes = list(charts_in(file))
    assert shapes
    for shape in shapes:
        inside = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active
        held = Counter(
            float(cell.value) for row in inside.iter_rows() for cell in row if isinstance(cell.value, int | float)
        )
        shown: Counter[float] = Counter()
        for plot in shape.chart.plots:
            for series in plot.series:
                shown.update(float(value) for value in series.values if value is not None)
        assert {round(value, 6) for value in shown} <= {round(value, 6) for value in held}
        assert {cell.data_type for row in inside.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize(
    ("slug", "lang"), [("sector-growth", "de"), ("growth-contribution", "zh"), ("milestones", "en")]
)
def test_equal_views_are_equal_bytes_without_a_clock(
    slug: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = drawn(slug, lang, snapshot=snapshot, texts=texts)
    files = [book_of(drawing, snapshot, texts), slides_of(drawing, snapshot=snapshot, texts=texts)]
    again = [book_of(drawing, snapshot, texts), slides_of(drawing, snapshot=snapshot, texts=texts)]
    assert files == again
    for file in files:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
        years = re.findall(r"<dcterms:\w+[^>]*>(\d{4})", core)
        assert years
        assert set(years) <= {"2025", "2026"}


def test_no_text_on_a_slide_is_smaller_than_twelve_points(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawings = [
        drawn(slug, "de", snapshot=snapshot, texts=texts) for slug in ("sector-growth", "key-figures", "targets")
    ]
    with zipfile.ZipFile(io.BytesIO(slides_of(*drawings, snapshot=snapshot, texts=texts))) as archive:
        parts = [name for name in archive.namelist() if re.fullmatch(r"ppt/(slides|charts)/[a-z]+\d+\.xml", name)]
        sizes = {int(size) for name in parts for size in re.findall(r' sz="(\d+)"', archive.read(name).decode())}
    assert min(sizes) >= 1200


def test_unsure_values_are_drawn_empty_and_computed_ones_hatched(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    file = slides_of(drawn("growth-contribution", "de", snapshot=snapshot, texts=texts), snapshot=snapshot, texts=texts)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        chart = archive.read(
            next(name for name in archive.namelist() if "charts/chart" in name and name.endswith(".xml"))
        )
    assert b"a:pattFill" in chart
    assert b"bg1" in chart


def test_a_text_of_the_data_never_becomes_a_formula(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("sector-growth", "de", snapshot=snapshot, texts=texts)
    (first, *rest), places = drawing.table.rows, range(len(drawing.table.columns))
    hostile = tuple(
        Cell(text='=HYPERLINK("x")', value="=1", href="javascript:alert(1)")
        if not is_quantity(drawing.table, i)
        else replace(first[i], fact=first[i].fact or Fact())
        for i in places
    )
    evil = replace(drawing, table=replace(drawing.table, rows=(hostile, *rest)))
    sheet = openpyxl.load_workbook(io.BytesIO(book_of(evil, snapshot, texts))).worksheets[0]
    assert sheet["A2"].value == '\'=HYPERLINK("x")'
    assert sheet["A2"].data_type == "s"
    assert [cell for cell in sheet[2] if cell.hyperlink] == []


@pytest.mark.parametrize("slug", ["milestones", "growth-history"])
def test_an_empty_view_makes_files_that_say_why(slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn(slug, "en", snapshot=snapshot, texts=texts, query=EMPTY)
    said = book_of(drawing, snapshot, texts), slides_of(drawing, snapshot=snapshot, texts=texts)
    assert all(said)
    if drawing.empty:
        slide = pptx.Presentation(io.BytesIO(said[1])).slides[0]
        assert drawing.empty.reason in " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)


def test_a_deck_has_a_title_its_charts_in_order_and_every_source_once(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawings = [drawn(slug, "de", snapshot=snapshot, texts=texts) for slug in ("output-index", "sector-growth")]
    done: list[int] = []
    file = slides_of(
        *drawings,
        snapshot=snapshot,
        texts=texts,
        cover=Cover(title="Lage", note="Für das Gespräch"),
        progress=done.append,
    )
    slides = list(pptx.Presentation(io.BytesIO(file)).slides)
    assert [slide.shapes.title.text for slide in slides[:3]] == ["Lage", *(drawing.title for drawing in drawings)]
    assert done == [1, 2]
    said = [" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    annex = " ".join(said[3:])
    in_full = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides[3:])
    linked = {run.hyperlink.address for slide in slides[3:] for shape in slide.shapes for run in _runs(shape)}
    for source in {source.code: source for drawing in drawings for source in drawing.sources}.values():
        assert source.publisher in annex
        assert source.evidence in annex
        assert f"{source.publisher}\N{NO-BREAK SPACE}· {source.title}" in in_full
        assert not source.url or source.url in linked
        assert not source.remark or source.remark in in_full


def test_notes_of_a_chart_in_a_deck_name_the_numbers_of_its_sources(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawings = [drawn(slug, "en", snapshot=snapshot, texts=texts) for slug in ("key-figures", "output-index")]
    listed = groups_of(drawings, texts["en"])
    numbered = [one for group in listed for one in group.sources]
    assert [one.number for one in numbered] == list(range(1, len(numbered) + 1))
    documents = {replace(one.source, code="") for one in numbered}
    assert len(documents) == len(numbered)
    deck_of = pptx.Presentation(
        io.BytesIO(slides_of(*drawings, snapshot=snapshot, texts=texts, cover=Cover(title="Deck")))
    )
    for slide, drawing in zip(list(deck_of.slides)[1:3], drawings, strict=True):
        numbers = numbers_of(drawing, listed)
        assert numbers in slide.notes_slide.notes_text_frame.text
        meant = {
            number
            for run in re.findall(r"\[(\d+)(?:–(\d+))?\]", numbers)
            for number in range(int(run[0]), int(run[1] or run[0]) + 1)
        }
        codes = {source.code for source in drawing.sources}
        assert meant == {one.number for one in numbered if codes.intersection(one.codes)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sources_take_at_most_a_third_of_a_deck_of_ten_charts(
    lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawings = [drawn(slug, lang, snapshot=snapshot, texts=texts) for slug in SLUGS if slug != "changan-millions"]
    width, height = int(3.97 * ONE_INCH), int(5.66 * ONE_INCH)
    columns = slide_columns(groups_of(drawings, texts[lang]), width=width, height=height, texts=texts[lang])
    slides = -(-len(columns) // 3)
    assert 3 * slides <= 1 + len(drawings) + slides


def test_many_sources_stand_in_columns_that_none_of_them_leaves(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("growth-history", "zh", snapshot=snapshot, texts=texts)
    width, height = 4 * ONE_INCH, 5 * ONE_INCH
    columns = slide_columns(groups_of([drawing], texts["zh"]), width=width, height=height, texts=texts["zh"])
    held = [code for column in columns for group in column for one in group.sources for code in one.codes]
    assert sorted(held) == sorted(source.code for source in drawing.sources)
    assert len(held) / len(columns) > 20
    file = slides_of(drawing, snapshot=snapshot, texts=texts, cover=Cover(title="来源"))
    slides = list(pptx.Presentation(io.BytesIO(file)).slides)[2:]
    boxes = [shape for slide in slides for shape in slide.shapes if any(run.hyperlink.address for run in _runs(shape))]
    assert boxes
    for shape in boxes:
        lines = [lines_of(paragraph.text, width=shape.width, size=12) for paragraph in shape.text_frame.paragraphs]
        assert sum(lines) * 15 <= shape.height / ONE_INCH * 72


def _runs(shape: Any) -> Iterator[Any]:
    for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
        yield from paragraph.runs


def test_many_bars_leave_the_numbers_to_the_city(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for query, numbered in (("", 2), ("period=2025-H1", 1)):
        drawing = drawn("sector-growth", "de", snapshot=snapshot, texts=texts, query=query)
        (shape,) = charts_in(slides_of(drawing, snapshot=snapshot, texts=texts))
        series = shape.chart._chartSpace.xpath(".//c:ser")
        assert len(series) == 2
        assert len([one for one in series if one.xpath("c:dLbls/c:showVal[@val='1']")]) == numbered


def test_every_name_beside_bars_is_shown(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    (shape,) = charts_in(
        slides_of(drawn("sector-growth", "zh", snapshot=snapshot, texts=texts), snapshot=snapshot, texts=texts)
    )
    (axis,) = shape.chart._chartSpace.xpath(".//c:catAx")
    assert axis.xpath("c:tickLblSkip/@val") == ["1"]
    assert axis.xpath("c:txPr/a:bodyPr/@rot") == ["0"]


def test_a_template_of_the_operator_gives_layout_and_size(
    tmp_path: Path, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    own = pptx.Presentation()
    own.slide_width, own.slide_height = 10 * ONE_INCH, int(5.625 * ONE_INCH)
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "leftover"
    own.save(tmp_path / "own.pptx")
    template = Template.read(tmp_path / "own.pptx")
    drawing = drawn("sector-growth", "de", snapshot=snapshot, texts=texts)
    made = pptx.Presentation(io.BytesIO(slides_of(drawing, snapshot=snapshot, texts=texts, template=template)))
    assert made.slide_width == 10 * ONE_INCH
    assert [slide.shapes.title.text for slide in made.slides] == [drawing.title]
    for shape in made.slides[0].shapes:
        assert shape.left >= 0
        assert shape.left + shape.width <= made.slide_width
        assert shape.top + shape.height <= made.slide_height


def test_a_template_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "text.pptx").write_text("no archive")
    with pytest.raises(SettingInvalid, match="readable"):
        Template.read(tmp_path / "text.pptx")
    bare = pptx.Presentation()
    for layout in list(bare.slide_layouts):
        for place in list(layout.placeholders):
            place._element.getparent().remove(place._element)
    bare.save(tmp_path / "bare.pptx")
    with pytest.raises(SettingInvalid, match="no layout with a title"):
        Template.read(tmp_path / "bare.pptx")


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_program_opens_a_deck_of_all_charts_without_losing_one(
    lang: str, tmp_path: Path, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawings = [drawn(slug, lang, snapshot=snapshot, texts=texts) for slug in SLUGS]
    (tmp_path / "deck.pptx").write_bytes(slides_of(*drawings, snapshot=snapshot, texts=texts))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "deck.pptx"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=300, capture_output=True)
    from pypdf import PdfReader

    pages = [page.extract_text() for page in PdfReader(tmp_path / "deck.pdf").pages]
    assert len(pages) == len(drawings)
    for page, drawing in zip(pages, drawings, strict=True):
        assert drawing.version in page.replace("\n", "").replace(" ", "")
        if drawing.shape and drawing.shape.kind in PLOTTED:
            assert len(re.findall(r"\d", page)) > 20
        if drawing.shape and drawing.shape.kind == "bars":
            (panel,) = panels(drawing, snapshot=snapshot, texts=texts[lang])
            shown = re.sub(r"\s", "", page)
            assert [name for name in panel.categories if re.sub(r"\s", "", name) not in shown] == []
