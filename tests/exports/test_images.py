"""Images of charts, made by the host's browser and opened again."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from app.charts.registry import all_charts
from app.errors import CaptureRejected, RendererMissing
from app.exports.captured import Line, Report
from app.exports.composition import FLUID, compose_fluid
from app.exports.fonts import Fonts
from app.exports.kept import KeptFiles
from app.exports.pictures import Order, Pictures, no_pictures, problems_of
from app.exports.renderer import Renderer
from app.exports.sizes import PRESETS
from app.figures.panels import LEAST_WIDTH
from app.site import Site
from app.state import LANGUAGES, ViewState, parse
from app.web.images import image_answer
from tests.browser.server import chromium
from tests.exports.conftest import ROOT

SLUGS = tuple(all_charts())
KINDS = ("png", "svg", "pdf")
LOOKS = ("light", "dark", "contrast", "grey")
in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is missing: run `make prerequisites`"),
]
SAMPLE = [
    pytest.param(slug, tuple(PRESETS)[at % 5], LANGUAGES[at % 3], KINDS[at // 2 % 3], LOOKS[at % 4], marks=in_browser)
    for at, slug in enumerate(slug for slug in SLUGS for _ in range(2))
] + [pytest.param("sector-growth", "square", "de", "png", "dark", marks=in_browser)]  # its headline has tied words
EVERY = [
    pytest.param(*chosen, marks=[*in_browser, pytest.mark.full])
    for chosen in product(SLUGS, PRESETS, LANGUAGES, KINDS, ("light", "grey"))
]


@pytest.fixture(scope="session")
def pictures(renderer: Renderer, tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    kept = KeptFiles(tmp_path_factory.mktemp("kept"), bound=10**8)
    return Pictures(renderer=renderer, fonts=Fonts(ROOT / "assets"), kept=kept)


def ordered(site: Site, slug: str, name: str, lang: str, kind: str, look: str = "light") -> Order:
    size = PRESETS[name]
    drawing = site.draw(slug, snapshot=site.snapshot, state=ViewState(lang=lang), form=size.form)
    address = f"https://portal.example/doppelkern/chart/{slug}?lang={lang}"
    variant = "grey" if look == "grey" else ""
    return Order(
        drawing=drawing,
        texts=site.texts[lang],
        size=size,
        extension=kind,
        theme="light" if variant else look,
        variant=variant,
        address=address,
        link=address,
    )


@pytest.mark.parametrize(("slug", "name", "lang", "kind", "look"), [*SAMPLE, *EVERY])
def test_an_image_is_made_and_opened_again(
    slug: str,
    name: str,
    lang: str,
    kind: str,
    look: str,
    site: Site,
    pictures: Pictures,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    order = ordered(site, slug, name, lang, kind, look)
    made = pictures.image(order)
    assert caplog.messages == [], "a plot was refused, and its table stands in"
    {"png": assert_png, "svg": assert_svg, "pdf": assert_pdf}[kind](made, order, tmp_path)


def assert_png(made: bytes, order: Order, folder: Path) -> None:
    with Image.open(io.BytesIO(made)) as opened:
        assert opened.size == order.size.output
        assert opened.info["Title"] == order.drawing.title
        assert opened.info["Description"] == order.drawing.alt
        assert opened.info["Data version"] == order.drawing.version
        colours = opened.convert("RGB").getcolors(1 << 24) or []
        if order.variant:
            greys = sum(
                count for count, (red, green, blue) in colours if max(red, green, blue) - min(red, green, blue) < 3
            )
            assert greys == opened.width * opened.height
        assert len(colours) > 10


def assert_svg(made: bytes, order: Order, folder: Path) -> None:
    root = ElementTree.fromstring(made)
    space = "{http://www.w3.org/2000/svg}"
    assert (root.get("width"), root.get("height")) == (str(order.size.width), str(order.size.height))
    assert root.findtext(f"{space}title") == order.drawing.title
    said = bare("".join("".join(text.itertext()) for text in root.iter(f"{space}text")))
    for text in (order.drawing.title, order.drawing.subtitle, order.drawing.source_line):
        assert bare(text) in said
    assert b"var(--" not in made
    assert b"<script" not in made


def assert_pdf(made: bytes, order: Order, folder: Path) -> None:
    opened = PdfReader(io.BytesIO(made))
    assert len(opened.pages) == 1
    assert opened.metadata is not None
    assert opened.metadata.title == order.drawing.title
    assert opened.trailer["/Root"]["/Lang"] == order.drawing.lang
    box = opened.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(
        (order.size.width * 0.75, order.size.height * 0.75), abs=1
    )
    if shutil.which("pdftotext"):
        path = folder / "made.pdf"
        path.write_bytes(made)
        said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
        assert not re.search(r"[\u2e80-\u2fdf]", said), "radicals instead of characters"
        assert order.drawing.version in said


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="Chromium is missing: run `make prerequisites`")
class TestMaking:
    def test_the_same_view_gives_the_same_bytes(self, site: Site, renderer: Renderer) -> None:
        twice = [
            Pictures(renderer=renderer, fonts=Fonts(ROOT / "assets"), kept=KeptFiles(None, bound=0)) for _ in range(2)
        ]
        for kind in KINDS:
            order = ordered(site, "changan-millions", "a4", "zh", kind)
            assert len({pictures.image(order) for pictures in twice}) == 1, kind

    def test_a_kept_image_needs_no_browser(self, site: Site, pictures: Pictures, tmp_path: Path) -> None:
        kept = KeptFiles(tmp_path / "kept", bound=10**8)
        order = ordered(site, "two-cores", "square", "de", "png")
        kept.keep(order.identity, b"kept")
        without = Pictures(renderer=no_pictures()._renderer, fonts=pictures.fonts, kept=kept)
        assert without.image(order) == b"kept"
        with pytest.raises(RendererMissing):
            without.image(replace(order, theme="dark"))

    @pytest.mark.parametrize("width", [280, 320, 600, 1200])
    def test_the_fluid_document_fits(self, site: Site, pictures: Pictures, renderer: Renderer, width: int) -> None:
        for slug in ("sector-growth", "milestones", "two-cores"):
            drawings = {
                form: site.draw(slug, snapshot=site.snapshot, state=ViewState(lang="zh"), form=form)
                for form in {form for form, _ in FLUID}
            }
            made = compose_fluid(drawings["wide"], site.texts["zh"], views=pictures.views(drawings), link="/chart/x")
            report = renderer.inspect(made, width=width, height=4000)
            assert report.content_width == width
            assert report.source_visible
            assert any(line.plot for line in report.lines)


@pytest.mark.matrix
def test_texts_keep_to_the_floor_of_their_size(site: Site) -> None:
    from app.exports.fitting import layout_of

    low = []
    for at, slug in enumerate(SLUGS):
        for name in PRESETS:
            order = ordered(site, slug, name, LANGUAGES[at % 3], "png")
            layout = layout_of(order.drawing, order.texts, order.size, address=order.address)
            if slug == "growth-history":  # its texts are reckoned to keep clear down to that width
                assert layout.plot_width >= LEAST_WIDTH[order.size.form]
            if layout.smallest_text < order.size.smallest_text - 1e-6:
                low.append((slug, name, order.drawing.lang, round(layout.smallest_text, 1)))
    assert low == []


def test_a_capture_that_lacks_something_is_named(site: Site) -> None:
    order = ordered(site, "two-cores", "slide", "en", "png")
    drawing = order.drawing

    def line(text: str, **changes: object) -> Line:
        given = {"x": 0.0, "y": 0.0, "width": 9.0, "height": 9.0, "size": 16.0, "plot": False, "within": True}
        return Line(**{**given, "text": text, **changes})  # type: ignore[arg-type]

    whole = (line(drawing.title), line(drawing.subtitle), line(drawing.source_line), line("+5.3", plot=True))
    report = Report(
        width=1280,
        height=720,
        content_width=1280,
        content_height=720,
        lines=whole,
        overlaps=(),
        source_visible=True,
        faces=(),
    )
    assert problems_of(report, order) == ()
    for changed in (
        replace(report, width=1000),
        replace(report, source_visible=False),
        replace(report, lines=whole[1:]),
        replace(report, lines=whole[:3]),
        replace(report, lines=(*whole, line("outside", within=False))),
        replace(report, overlaps=((0, 1),)),
        replace(report, lines=(*whole, line("fine print", size=15.0))),
    ):
        assert len(problems_of(changed, order)) == 1


def test_an_address_becomes_an_order(site: Site) -> None:
    parsed = parse("lang=en&size=a4&variant=grey&period=2025-H1&width=900")
    found = image_answer(site, slug="sector-growth", parsed=parsed, extension="png")
    assert found.filename == "doppelkern-sector-growth-2025-H1-en.png"
    assert found.media_type == "image/png"
    assert [item.name for item in found.ignored] == ["width"]
    same = image_answer(
        site, slug="sector-growth", parsed=parse("period=2025-H1&variant=grey&size=a4&lang=en"), extension="png"
    )
    other = image_answer(site, slug="sector-growth", parsed=parse("period=2025-H1&size=a4&lang=en"), extension="png")
    assert found.tag == same.tag != other.tag
    with pytest.raises(RendererMissing):
        found.make()


def test_a_rejected_capture_says_why() -> None:
    assert CaptureRejected("blank").retry_after == 2
