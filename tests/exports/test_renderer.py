"""Captures in the host's one browser: exact sizes, text that stays text, the same bytes for the same document."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from app.charts.registry import all_charts
from app.exports.renderer import Renderer
from app.site import Site
from app.state import ViewState
from app.theme import COLOURS
from tests.browser.server import chromium
from tests.exports.conftest import ROOT
from tests.exports.documents import document

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is missing: run `make prerequisites`"),
]
SENTINEL = re.compile(r"rgba?\(\s*1\s*,\s*2\s*,|#0102[0-9a-f]{2}")
COLOUR = re.compile(r"(fill|stroke|stop-color|color)(?:=\"|: )(rgba?\([^)]*\)|#[0-9a-fA-F]{3,8})")


@pytest.mark.parametrize(
    ("width", "height", "scale", "size"),
    [
        (590, 370, 1843 / 590, (1843, 1156)),
        (1280, 720, 1.5, (1920, 1080)),
        (570, 520, 2, (1140, 1040)),
        (540, 540, 2, (1080, 1080)),
        (850, 600, 2, (1700, 1200)),
        (333, 777, 1, (333, 777)),
    ],
)
def test_a_picture_has_exactly_the_size_asked_for(
    renderer: Renderer, width: int, height: int, scale: float, size: tuple[int, int]
) -> None:
    capture = renderer.png(document(), width=width, height=height, scale=scale)
    with Image.open(io.BytesIO(capture.data)) as picture:
        assert picture.size == size
        assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 2


def test_a_picture_shows_the_colours_of_the_document(renderer: Renderer) -> None:
    capture = renderer.png(document(), width=590, height=370, scale=1)
    with Image.open(io.BytesIO(capture.data)) as picture:
        seen = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or ()}
    assert {(0xD0, 0x64, 0x1A), (0x0B, 0x4F, 0x6C), (0x1A, 0x1E, 0x23)} <= seen


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is missing: run `make prerequisites`")
def test_chinese_text_of_a_pdf_is_text_also_within_its_plot(renderer: Renderer, tmp_path: Path) -> None:
    capture = renderer.pdf(document(), width=590, height=370)
    path = tmp_path / "made.pdf"
    path.write_bytes(capture.data)
    read = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True, timeout=30).stdout
    assert all(word in read for word in ("汽车", "集成电路", "统计局", "Überblick"))
    assert not re.search("[\u2e80-\u2fdf]", read)
    info = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True, timeout=30).stdout
    assert re.search(r"Pages: +1\n", info)
    assert re.search(r"Page size: +44[23](\.\d+)? x 27[78](\.\d+)? pts", info)
    assert capture.pages == 1


def test_an_svg_holds_each_line_as_text_and_every_shape_in_plain_colours(renderer: Renderer) -> None:
    capture = renderer.svg(document(), width=590, height=370)
    root = ElementTree.fromstring(capture.text)
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert set(texts) == {"汽车 Überblick 2025", "集成电路", "Quelle: 统计局"}
    assert root.get("viewBox") == "0 0 590 370"
    assert "var(" not in capture.text
    assert "rgb(208, 100, 26)" in capture.text
    assert "<script" not in capture.text


def test_an_svg_looks_like_the_picture(renderer: Renderer) -> None:
    svg = renderer.svg(document(), width=590, height=370).text
    shown = f'<!doctype html><style>body{{margin:0}}</style><p class="source-line" hidden></p>{svg}'
    pictures = [
        Image.open(io.BytesIO(renderer.png(html, width=590, height=370, scale=1).data)).convert("L")
        for html in (document(), shown)
    ]
    unlike = sum(abs(a - b) > 64 for a, b in zip(*(picture.tobytes() for picture in pictures), strict=True))
    assert unlike < 590 * 370 * 0.003


def test_long_titles_come_line_by_line(renderer: Renderer) -> None:
    title = "Neue Industrien wachsen schneller als die gesamte Wertschöpfung, die Automobilindustrie aber nicht"
    report = renderer.inspect(document(title=title), width=590, height=370)
    lines = [line for line in report.lines if line.size == 24]
    assert len(lines) > 1
    assert " ".join(line.text for line in lines) == title
    assert all(a.y < b.y for a, b in pairwise(lines))


def test_a_report_finds_nothing_wrong_where_nothing_is(renderer: Renderer) -> None:
    report = renderer.inspect(document(), width=590, height=370)
    assert report.problems() == ()
    assert report.smallest_text == 12
    assert (report.content_width, report.content_height) == (590, 370)


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        (document(source=""), "the source line is missing"),
        (document(more='<p style="position:absolute;left:560px;top:200px;white-space:nowrap">far out</p>'), "far out"),
        (
            document(more='<p style="position:absolute;left:25px;top:14px;margin:0;font-size:24px">above</p>'),
            "overlaps",
        ),
        (
            document(more='<div style="width:40px;height:9px;overflow:hidden"><span>clipped words</span></div>'),
            "not wholly seen",
        ),
        ("<!doctype html><p></p>", "there is no text"),
    ],
    ids=["no source", "outside", "overlap", "clipped", "empty"],
)
def test_a_report_names_what_is_wrong(renderer: Renderer, html: str, problem: str) -> None:
    assert problem in "\n".join(renderer.inspect(html, width=590, height=370).problems())


def test_a_document_neither_runs_scripts_nor_loads_anything(renderer: Renderer) -> None:
    more = (
        "<script>document.body.textContent = 'ran'</script>"
        '<img src="x:" onerror="document.body.textContent = 1">'
        '<img src="{}" style="position:absolute;left:0;top:150px">'
    )
    there, nowhere = ((ROOT / "assets" / name).as_uri() for name in ("icon.svg", "none.svg"))
    report = renderer.inspect(document(more=more.format(there)), width=590, height=370)
    assert "汽车 Überblick 2025" in [line.text for line in report.lines]
    pictures = [
        renderer.png(document(more=more.format(address)), width=590, height=370, scale=1).data
        for address in (there, nowhere)
    ]
    assert pictures[0] == pictures[1]


def test_the_same_document_gives_the_same_bytes_also_in_another_browser(short_dir: Path, renderer: Renderer) -> None:
    figure = {"data": [{"type": "bar", "x": [1, 2], "y": ["a", "汽车"], "orientation": "h"}], "layout": {}}

    def files(one: Renderer) -> list[bytes]:
        size = {"width": 590, "height": 370}
        captures = [one.png(document(), **size, scale=2), one.pdf(document(), **size), one.svg(document(), **size)]
        return [*(capture.data for capture in captures), one.plot(figure, **size).encode()]

    first = files(renderer)
    assert files(renderer) == first
    other = Renderer(chromium="", assets=ROOT / "assets", directory=short_dir)
    try:
        assert files(other) == first
    finally:
        other.stop()


@pytest.mark.parametrize("lang", ["de", "zh"])
@pytest.mark.parametrize("slug", sorted(all_charts()))
def test_a_plot_of_every_chart_names_roles_and_nothing_else(
    renderer: Renderer, site: Site, slug: str, lang: str
) -> None:
    drawing = site.draw(slug, snapshot=site.snapshot, state=ViewState(lang=lang), form="wide")
    assert drawing.figure is not None
    markup = renderer.plot(drawing.figure, width=850, height=drawing.height)
    assert markup == renderer.plot(drawing.figure, width=850, height=drawing.height)
    assert not SENTINEL.search(markup)
    assert set(re.findall(r"var\(--([a-z-]+)\)", markup)) <= set(COLOURS["light"])
    assert "var(--ink)" in markup
    root = ElementTree.fromstring(markup)
    assert (root.get("width"), root.get("height")) == ("850", str(drawing.height))
    assert root.get("viewBox") == f"0 0 850 {drawing.height}"
    for element in root.iter():
        for name, colour in COLOUR.findall(element.get("style", "")):
            assert _is_unseen(element, name), f"{colour} in {element.get('style')}"


def _is_unseen(element: ElementTree.Element, name: str) -> bool:
    """Without opacity, or the filling of a mark that is a mere stroke."""
    if f"{name}-opacity: 0;" in element.get("style", "") + ";":
        return True
    return name == "fill" and not re.search("[AZCz]", element.get("d", "Z"))


def test_the_text_of_a_plot_is_measured_in_the_faces_of_the_house(renderer: Renderer) -> None:
    figure = {
        "data": [{"type": "bar", "x": [1], "y": ["Wertschöpfung der Automobilindustrie"], "orientation": "h"}],
        "layout": {
            "margin": {"l": 0},
            "yaxis": {"automargin": True, "tickfont": {"family": '"Source Sans 3", monospace', "size": 20}},
        },
    }
    markups = [
        renderer.plot({**figure, "layout": {**figure["layout"], "yaxis": axis}}, width=600, height=200)
        for axis in (figure["layout"]["yaxis"], {"automargin": True, "tickfont": {"family": "monospace", "size": 20}})
    ]
    lefts = [float(re.findall(r'text-anchor="end" x="([\d.]+)"', markup)[0]) for markup in markups]
    assert lefts[0] < 0.85 * lefts[1]
