"""A briefing as PDF, made by the host's browser and opened again."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.components.briefing import briefing_of
from app.exports.briefing import Sheets, said_of, sheets_of
from app.exports.fonts import Fonts
from app.exports.kept import KeptFiles
from app.exports.pictures import Pictures
from app.exports.renderer import Renderer
from app.exports.slides import Cover
from app.site import Site
from app.state import LANGUAGES, ViewState
from app.web.briefing import make, orders_of
from tests.browser.server import chromium
from tests.drawings import SLUGS
from tests.exports.conftest import ROOT

CHARTS = ("two-cores", "sector-growth?period=2025-H1", "vehicle-output")


@pytest.fixture
def printing(site: Site, renderer: Renderer, tmp_path: Path) -> Site:
    """The site with a browser."""
    pictures = Pictures(renderer=renderer, fonts=Fonts(ROOT / "assets"), kept=KeptFiles(tmp_path / "kept", bound=10**8))
    return replace(site, renderer=renderer, pictures=pictures)


def test_two_charts_stand_on_a_sheet_and_each_source_once_at_the_end(site: Site) -> None:
    drawings = [site.draw(text.partition("?")[0], snapshot=site.snapshot, state=ViewState()) for text in CHARTS]
    sheets = sheets_of(drawings, Cover(title="x"), site.texts["de"])
    assert [number for number, _, _ in sheets.places] == [2, 2, 3]
    listed = codes_of(sheets)
    assert len(listed) == len(set(listed))
    assert set(listed) == {source.code for drawing in drawings for source in drawing.sources}
    assert sheets.count == 3 + len(sheets.terms) + len(sheets.annex)
    terms = [term.title for sheet in sheets.terms for term in sheet]
    assert len(terms) == len(set(terms))
    assert {"Wertschöpfung", "Zum Vorjahreszeitraum", "Größere Industriebetriebe"} <= set(terms)


def codes_of(sheets: Sheets) -> list[str]:
    columns = [column for sheet in sheets.annex for column in sheet]
    return [code for column in columns for group in column for one in group.sources for code in one.codes]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sources_of_ten_charts_take_four_sheets_and_say_title_date_and_what_was_read(lang: str, site: Site) -> None:
    slugs = [slug for slug in SLUGS if slug != "changan-millions"]
    drawings = [site.draw(slug, snapshot=site.snapshot, state=ViewState(lang=lang)) for slug in slugs]
    texts = site.texts[lang]
    sheets = sheets_of(drawings, Cover(title="x"), texts)
    assert len(sheets.annex) <= 4
    assert set(codes_of(sheets)) == {source.code for drawing in drawings for source in drawing.sources}
    assert set(sheets.signs) == {texts("source.reprint"), texts("source.unnamed")}
    for group in (group for sheet in sheets.annex for column in sheet for group in column):
        runs = [run for runs in said_of(group, sheets.signs, texts) for run in runs]
        said = "".join(text for _, text, _ in runs)
        linked = {address for _, _, address in runs}
        for source in (one.source for one in group.sources):
            assert source.publisher in said
            assert source.title in said
            assert texts.date(source.published, short=True) in said
            assert source.evidence in said
            assert source.url in linked
            assert not source.remark or source.remark in said or sheets.signs[source.remark] in said


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="Chromium is missing: run `make prerequisites`")
class TestPrinted:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_chart_is_whole_and_all_text_is_text(self, lang: str, printing: Site, tmp_path: Path) -> None:
        title = '<b onclick="x">汽车</b> {{ 7*7 }}'
        state = ViewState(lang=lang, charts=CHARTS, title=title, note="=1+1 & more")
        briefing, _ = briefing_of(printing, printing.snapshot, state)
        made = make(printing, briefing, snapshot=printing.snapshot, extension="pdf")
        opened = PdfReader(io.BytesIO(made))
        assert opened.metadata is not None
        assert opened.metadata.title == title
        assert opened.trailer["/Root"]["/Lang"] == lang
        sheets = sheets_of(briefing.drawings, Cover(title=title), printing.texts[lang])
        assert len(opened.pages) == sheets.count
        assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in opened.pages} <= {
            (595, 842),
            (596, 842),
        }
        assert [entry["/Title"] for entry in opened.outline] == [drawing.title for drawing in briefing.drawings]
        shown = [order.drawing for order in orders_of(printing, briefing)]
        path = tmp_path / "made.pdf"
        path.write_bytes(made)
        if not shutil.which("pdftotext"):
            pytest.skip("pdftotext is missing: run `make prerequisites`")
        said, in_order = (
            subprocess.run(["pdftotext", manner, path, "-"], capture_output=True, check=True).stdout.decode()
            for manner in ("-layout", "-raw")
        )
        assert not re.search(r"[\u2e80-\u2fdf]", said), "radicals instead of characters"
        bare, listed = (re.sub(r"\s", "", text) for text in (said, in_order))
        for text in (title, "汽车", "=1+1&more", *(drawing.title for drawing in shown)):
            assert re.sub(r"\s", "", text) in bare
        for drawing in shown:
            assert re.sub(r"\s", "", drawing.source_line)[:20] in bare
            assert all(re.sub(r"\s", "", source.title)[:12] in listed for source in drawing.sources[:3])
        assert all(f"{number}/{sheets.count}" in bare for number in range(1, sheets.count + 1))

    def test_the_same_briefing_gives_the_same_bytes(self, printing: Site, renderer: Renderer) -> None:
        briefing, _ = briefing_of(printing, printing.snapshot, ViewState(charts=CHARTS[:1]))
        anew = replace(
            printing, pictures=Pictures(renderer=renderer, fonts=Fonts(ROOT / "assets"), kept=KeptFiles(None, bound=0))
        )
        snapshot = printing.snapshot
        first, second = (make(one, briefing, snapshot=snapshot, extension="pdf") for one in (printing, anew))
        assert first == second

    def test_progress_counts_every_chart(self, printing: Site) -> None:
        briefing, _ = briefing_of(printing, printing.snapshot, ViewState(charts=CHARTS[:2]))
        for extension in ("pdf", "pptx"):
            told: list[int] = []
            make(printing, briefing, snapshot=printing.snapshot, extension=extension, progress=told.append)
            assert told == [1, 2]
