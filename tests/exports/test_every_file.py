"""Every chart in every language and format, asked for by its address, opened again, and held against its CSV."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pptx
import pytest
from flask.testing import FlaskClient
from PIL import Image
from pypdf import PdfReader

from app.exports.panels import PLOTTED
from app.exports.renderer import Renderer
from app.exports.sizes import PRESETS
from app.factory import create_app
from app.settings import Settings
from app.site import Site
from app.state import LANGUAGES
from tests.browser.server import chromium
from tests.drawings import SLUGS

FORMATS = ("png", "svg", "pdf", "pptx", "xlsx", "csv", "json", "txt")
SAMPLE = {("two-cores", "zh"), ("growth-history", "de"), ("key-figures", "en")}
SVG, DC = "{http://www.w3.org/2000/svg}", "{http://purl.org/dc/elements/1.1/}"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is missing: run `make prerequisites`"),
]


@pytest.fixture(scope="module")
def host(renderer: Renderer) -> FlaskClient:
    """A client of the application on a host with a browser, the one of the other tests."""
    settings = Settings(cache=renderer._owner._directory, public_url="https://portal.example", log_level="WARNING")
    client: FlaskClient = create_app(settings).server.test_client()
    return client


@pytest.mark.parametrize(
    ("slug", "lang"),
    [
        pytest.param(slug, lang, marks=() if (slug, lang) in SAMPLE else pytest.mark.full)
        for slug in SLUGS
        for lang in LANGUAGES
    ],
)
def test_every_format_of_a_chart_says_the_same(
    slug: str, lang: str, host: FlaskClient, site: Site, tmp_path: Path
) -> None:
    made = {extension: fetched(host, f"/chart/{slug}.{extension}?lang={lang}") for extension in FORMATS}
    said = host.get(f"/chart/{slug}.json?lang={lang}").get_json()
    rows = list(csv.DictReader(io.StringIO(made["csv"].decode("utf-8"), newline="")))
    assert rows
    quantities = [column["key"] for column in said["columns"] if column["kind"] == "number"]
    read = {key: [float(row[key]) if row.get(key) else None for row in rows] for key in quantities}
    assert any(value is not None for values in read.values() for value in values)
    assert {key: [row[key] and row[key]["value"] for row in said["rows"]] for key in quantities} == read
    assert_workbook(made["xlsx"], said, read)
    assert_slide(made["pptx"], said, read, site=site)
    for text in (said["title"], said["source_line"]):
        assert text in made["txt"].decode("utf-8")
    assert_png(made["png"], said)
    assert_svg(made["svg"], said)
    assert_pdf(made["pdf"], said, tmp_path)


def fetched(host: FlaskClient, address: str) -> bytes:
    answer = host.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
    assert answer.headers["ETag"]
    assert "doppelkern-" in answer.headers["Content-Disposition"]
    return bytes(answer.data)


def assert_workbook(made: bytes, said: Mapping[str, Any], read: Mapping[str, Sequence[float | None]]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    places = [column["key"] for column in said["columns"]]
    for key, values in read.items():
        cells = [row[places.index(key)].value for row in sheet.iter_rows(min_row=2)]
        assert [None if value is None else float(value) for value in cells] == pytest.approx(list(values), rel=1e-14)


def assert_slide(
    made: bytes, said: Mapping[str, Any], read: Mapping[str, Sequence[float | None]], *, site: Site
) -> None:
    (slide,) = pptx.Presentation(io.BytesIO(made)).slides
    assert slide.shapes.title.text == said["title"]
    assert said["source_line"] in slide.notes_slide.notes_text_frame.text or any(
        said["source_line"][:40] in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
    )
    shown = {
        float(value)
        for shape in slide.shapes
        if shape.has_chart
        for plot in shape.chart.plots
        for series in plot.series
        for value in series.values
        if value is not None
    }
    shape = site.chart(said["slug"]).shape
    assert bool(shown) == bool(shape and shape.kind in PLOTTED)
    known = {value for values in read.values() for value in values if value is not None}
    assert shown <= known | {0.0}


def assert_png(made: bytes, said: Mapping[str, Any]) -> None:
    with Image.open(io.BytesIO(made)) as opened:
        assert opened.size == PRESETS["natural"].output
        assert len(opened.convert("RGB").getcolors(1 << 24) or []) > 50, "not blank"
        words = opened.info
    assert (words["Title"], words["Description"]) == (said["title"], said["alt"])
    assert (words["Source"], words["Data version"]) == (said["source_line"], said["data_version"])
    assert words["URL"] == said["address"]


def assert_svg(made: bytes, said: Mapping[str, Any]) -> None:
    root = ElementTree.fromstring(made)
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (said["title"], said["alt"])
    for name, text in (
        ("source", said["source_line"]),
        ("identifier", said["address"]),
        ("coverage", said["data_version"]),
        ("language", said["lang"]),
    ):
        assert root.findtext(f".//{DC}{name}") == text
    written = bare("".join("".join(text.itertext()) for text in root.iter(f"{SVG}text")))
    assert bare(said["title"]) in written


def assert_pdf(made: bytes, said: Mapping[str, Any], folder: Path) -> None:
    opened = PdfReader(io.BytesIO(made))
    assert opened.metadata is not None
    assert (opened.metadata.title, opened.metadata.subject) == (said["title"], said["alt"])
    keywords = str(opened.metadata["/Keywords"])
    assert all(text in keywords for text in (said["source_line"], said["data_version"], said["address"]))
    if not shutil.which("pdftotext"):
        return
    path = folder / "made.pdf"
    path.write_bytes(made)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode("utf-8")
    assert not re.search(r"[\u2e80-\u2fdf]", text), "radicals instead of characters"
    assert bare(said["title"]) in bare(text)
    if said["lang"] == "zh" and "汽车" in said["title"] + said["subtitle"]:
        assert "汽车" in text


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)
