"""What image files say of themselves."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from app.errors import CaptureRejected
from app.exports.metadata import Words, pdf_with, png_with, svg_with

WORDS = Words(
    title="芯片更多，价值未增 <&> \"'",
    description="Was zu sehen ist: Ä, 汽车. " * 40,
    source="Quelle: Statistikamt · Stand 2025",
    address="https://portal.example/chart/two-cores?lang=zh&period=2025",
    version="0123456789ab",
    lang="zh",
)
SVG = "{http://www.w3.org/2000/svg}"
DC = "{http://purl.org/dc/elements/1.1/}"


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(made, "PNG")
    return made.getvalue()


def test_a_png_carries_its_words_and_its_density() -> None:
    made = png_with(picture(), WORDS, scale=1843 / 590)
    with Image.open(io.BytesIO(made)) as opened:
        opened.load()
        assert opened.size == (30, 20)
        assert {name: str(text) for name, text in opened.info.items() if name in WORDS.entries} == dict(WORDS.entries)
        assert round(opened.info["dpi"][0]) == 300
    assert made == png_with(picture(), WORDS, scale=1843 / 590)


def test_an_svg_carries_its_words() -> None:
    plain = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"><text>汽车</text></svg>'
    root = ElementTree.fromstring(svg_with(plain, WORDS, fonts='@font-face { src: url("data:x") }'))
    assert root.get("role") == "img"
    assert [child.tag.removeprefix(SVG) for child in root] == ["title", "desc", "metadata", "style", "text"]
    assert root.findtext(f"{SVG}title") == WORDS.title
    assert root.findtext(f"{SVG}desc") == WORDS.description
    assert root.findtext(f".//{DC}source") == WORDS.source
    assert root.findtext(f".//{DC}identifier") == WORDS.address
    assert 'url("data:x")' in str(root.findtext(f"{SVG}style"))


def test_a_pdf_carries_its_words() -> None:
    blank = PdfWriter()
    blank.add_blank_page(width=300, height=200)
    written = io.BytesIO()
    blank.write(written)
    made = pdf_with(written.getvalue(), WORDS)
    opened = PdfReader(io.BytesIO(made))
    assert opened.metadata is not None
    assert (opened.metadata.title, opened.metadata.subject) == (WORDS.title, WORDS.description)
    assert WORDS.source in str(opened.metadata.get("/Keywords"))
    assert opened.trailer["/Root"]["/Lang"] == "zh"
    assert "/CreationDate" not in opened.metadata
    assert made == pdf_with(written.getvalue(), WORDS)


def test_what_is_no_image_is_refused() -> None:
    with pytest.raises(CaptureRejected):
        png_with(b"GIF89a", WORDS, scale=1)
    with pytest.raises(CaptureRejected):
        svg_with("<html></html>", WORDS, fonts="")
