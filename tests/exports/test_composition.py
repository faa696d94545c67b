"""The one composition of headline, chart, note and source, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from app import theme
from app.charts.drawn import draw_chart
from app.charts.glossary import notes_on
from app.charts.registry import all_charts
from app.charts.spec import Drawing, Key
from app.errors import CaptureRejected
from app.exports.composition import FLUID, View, compose, compose_fluid, plot_of
from app.exports.fitting import layout_of
from app.exports.fonts import Fonts
from app.exports.marks import known_marks, mark
from app.exports.sizes import PRESETS
from app.i18n import Texts
from app.state import LANGUAGES, ViewState
from app.store.snapshot import Snapshot, load_snapshot
from tests.hostile import write_hostile_package

ROOT = Path(__file__).resolve().parents[2]
SLUGS = tuple(all_charts())
PLOT = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="400"><text fill="var(--ink)">plot</text></svg>'
ADDRESS = "https://portal.example/doppelkern/chart/some-chart"


def fixed(drawing: Drawing, texts: Texts, name: str, *, address: str = "", **given: Any) -> str:
    size = PRESETS[name]
    return compose(drawing, texts, size=size, layout=layout_of(drawing, texts, size, address=address), **given)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


class Page(HTMLParser):
    """Elements with their attributes, and the texts by the class of the element they stand in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag not in ("meta", "link", "br"):
            self._open.append(found.get("class", "") or tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in set(self._open):
            self.texts[name] = self.texts.get(name, "") + data


DRAWN: dict[tuple[str, ...], Drawing] = {}  # a drawing is a value: one is enough for all that is asked of it


def drawings(snapshot: Snapshot, texts: Mapping[str, Texts], form: str, *, every: bool = False) -> Iterator[Drawing]:
    """Every chart in one of the languages, or in each."""
    for place, slug in enumerate(SLUGS):
        for lang in LANGUAGES if every else LANGUAGES[place % 3 :][:1]:
            if (slug, lang, form) not in DRAWN:
                DRAWN[slug, lang, form] = draw_chart(
                    all_charts()[slug], snapshot=snapshot, state=ViewState(lang=lang), texts=texts[lang], form=form
                )
            yield DRAWN[slug, lang, form]


@pytest.mark.matrix
@pytest.mark.parametrize("name", PRESETS)
def test_every_chart_has_headline_and_source_in_every_size(
    name: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    assert_headline_and_source(name, snapshot, texts)


@pytest.mark.matrix
@pytest.mark.parametrize("name", PRESETS)
def test_every_chart_has_headline_and_source_in_every_size_and_language(
    name: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    assert_headline_and_source(name, snapshot, texts, every=True)


def assert_headline_and_source(
    name: str, snapshot: Snapshot, texts: Mapping[str, Texts], *, every: bool = False
) -> None:
    size = PRESETS[name]
    for drawing in drawings(snapshot, texts, size.form, every=every):
        made = fixed(drawing, texts[drawing.lang], name, plot=PLOT, address=ADDRESS)
        page = Page(made)
        assert ("html", {"lang": drawing.lang, "data-theme": "light"}) in page.elements
        assert page.texts["headline"] == drawing.title
        assert page.texts["subtitle"] == drawing.subtitle
        assert plain(page.texts["source-line"]) == plain(drawing.source_line)
        assert "portal.example/doppelkern/chart/some-chart" in page.texts["address"]
        assert page.texts["keys"] == "".join(key.text for key in drawing.keys) if drawing.keys else True
        assert_is_still(page)


def test_every_chart_is_whole_in_the_fluid_document(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for drawing in drawings(snapshot, texts, "wide"):
        views = [View(keys=drawing.keys, plot=plot_of(PLOT))] * len(FLUID)
        page = Page(compose_fluid(drawing, texts[drawing.lang], views=views, link="/chart/x", address="portal/chart/x"))
        assert plain(page.texts["source-line"]) == plain(drawing.source_line)
        assert page.texts.get("note", "") == drawing.note
        assert [part for part, _ in page.elements].count("details") == 2
        assert ("a", {"href": "/chart/x", "target": "_blank", "rel": "noopener"}) in page.elements
        rows = [part for part, _ in page.elements].count("tr")
        assert rows == len(drawing.table.rows) + 1
        assert sum(marker.title in page.texts["markers"] for marker in drawing.markers) == len(drawing.markers)
        assert_is_still(page)


@pytest.mark.parametrize("name", PRESETS)
def test_terms_are_explained_whole_where_there_is_room_and_none_before_an_audience(
    name: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    said = []
    for drawing in drawings(snapshot, texts, PRESETS[name].form):
        known = texts[drawing.lang]
        shown = Page(fixed(drawing, known, name, plot=PLOT)).texts.get("terms", "")
        terms = {note.title: note.text for note in notes_on((drawing.subtitle, drawing.note), known)}
        told = {title: text for title, text in terms.items() if title + known("mark.colon") + text in shown}
        assert plain(shown) == plain(" ".join(title + known("mark.colon") + text for title, text in told.items()))
        said += [drawing.slug] * bool(told)
    assert len(said) >= 6 if name == "natural" else name == "a4" or not said


def test_the_table_stands_in_for_the_picture(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for drawing in drawings(snapshot, texts, "wide"):
        page = Page(compose_fluid(drawing, texts[drawing.lang], views=()))
        assert texts[drawing.lang]("composition.no_picture") in page.texts["note"]
        assert [part for part, _ in page.elements].count("tr") == len(drawing.table.rows) + 1
        cut = Page(fixed(drawing, texts[drawing.lang], "slide-half", plot=None))
        shown = [part for part, _ in cut.elements].count("tr") - 1
        if shown < len(drawing.table.rows):
            assert str(len(drawing.table.rows) - shown) in cut.texts["more"]


def assert_is_still(page: Page) -> None:
    """Nothing of it runs, loads or sends."""
    tags = {part for part, _ in page.elements}
    assert tags & {"script", "iframe", "form", "object", "embed", "base", "img"} == set()
    attributes = {name for _, found in page.elements for name in found}
    assert [name for name in attributes if name.startswith("on")] == []
    for part, found in page.elements:
        assert found.get("href", "/").startswith(("/", "https://", "http://", "data:,")), part


def test_hostile_labels_stay_text(tmp_path: Path, texts: Mapping[str, Texts]) -> None:
    hostile = load_snapshot(write_hostile_package(tmp_path / "package"), cache_dir=tmp_path / "cache")
    for place, slug in enumerate(SLUGS):
        lang = LANGUAGES[place % 3]
        drawing = draw_chart(all_charts()[slug], snapshot=hostile, state=ViewState(lang=lang), texts=texts[lang])
        address = "https://x/?\"><script>alert(1)</script>&'"
        for made in (
            compose_fluid(drawing, texts[lang], views=(), link="/chart/x?a='\"<b>", address=address, ignored=[address]),
            fixed(drawing, texts[lang], "slide", plot=None, address=address),
        ):
            page = Page(made)
            assert_is_still(page)
            assert plain(page.texts["source-line"]) == plain(drawing.source_line)


@pytest.mark.parametrize(
    "svg",
    [
        "<p>no picture</p>",
        "<svg><script>alert(1)</script></svg>",
        '<svg onload="alert(1)"></svg>',
        "<svg><foreignObject><p>x</p></foreignObject></svg>",
        '<svg><a href="javascript:alert(1)">x</a></svg>',
    ],
)
def test_a_plot_that_could_run_is_refused(svg: str) -> None:
    with pytest.raises(CaptureRejected):
        plot_of(svg)


@pytest.mark.parametrize(
    ("given", "variant", "paper"),
    [("auto", "", "light"), ("dark", "", "dark"), ("contrast", "", "contrast"), ("dark", "grey", "grey")],
)
def test_a_fixed_document_has_one_palette(
    given: str, variant: str, paper: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = next(drawings(snapshot, texts, "slide"))
    made = fixed(drawing, texts["de"], "slide", plot=PLOT, theme=given, variant=variant)
    assert theme.palette(paper) in made
    assert made.count("--paper:") == 1


def test_an_automatic_theme_follows_the_device_and_prints_light(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = next(drawings(snapshot, texts, "wide"))
    made = compose_fluid(drawing, texts["de"], views=())
    assert "prefers-color-scheme: dark" in made
    assert made.rindex("@media print {\n:root") > made.index("prefers-color-scheme")
    assert "prefers-color-scheme" not in compose_fluid(drawing, texts["de"], views=(), theme="contrast")


def test_the_title_may_be_left_to_the_page_around(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = next(drawings(snapshot, texts, "wide"))
    page = Page(compose_fluid(drawing, texts["de"], views=(), hide=["title", "downloads"]))
    assert page.texts["headline unseen"] == drawing.title
    assert "kicker" not in page.texts
    assert plain(page.texts["source-line"]) == plain(drawing.source_line)


def test_cutting_follows_the_rule(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for size in PRESETS.values():
        for drawing in drawings(snapshot, texts, size.form):
            layout = layout_of(drawing, texts[drawing.lang], size, address=ADDRESS)
            assert drawing.note.startswith(layout.note)
            assert layout.note == "" or layout.note[-1] in ".。"
            assert layout.markers in ((), drawing.markers)
            assert layout.shortened == (layout.note != drawing.note or layout.markers != drawing.markers)
            assert layout.text == size.smallest_text
            assert layout.headline > layout.text
            if layout.note:
                assert layout.smallest_text >= size.smallest_text - 0.01, "the plot goes before the note"


@pytest.mark.matrix
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_drawn_is_always_said(snapshot: Snapshot, texts: Mapping[str, Texts], lang: str) -> None:
    cut = 0
    for slug, chart in all_charts().items():
        for form in ("slide", "square"):
            state = ViewState(lang=lang)
            drawing = draw_chart(chart, snapshot=snapshot, state=state, texts=texts[lang], form=form)
            assert drawing.note.startswith(drawing.cut)
            for name in [name for name, size in PRESETS.items() if size.form == form and drawing.cut]:
                cut += 1
                page = Page(fixed(drawing, texts[lang], name, plot=PLOT))
                assert plain(drawing.cut) in plain(page.texts["note"]), (slug, name)
    assert cut >= 10


def test_an_abbreviation_or_a_date_does_not_end_a_sentence(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    from app.exports.fitting import _beginnings

    note = "Stand 1. Halbjahr und 10. Dezember 2025, z. B. geschätzt. * Anders gezählt: 2009. Ende (alt). Schluss."
    assert list(_beginnings(note)) == [
        "Stand 1. Halbjahr und 10. Dezember 2025, z. B. geschätzt.",
        "Stand 1. Halbjahr und 10. Dezember 2025, z. B. geschätzt. * Anders gezählt: 2009.",
        "Stand 1. Halbjahr und 10. Dezember 2025, z. B. geschätzt. * Anders gezählt: 2009. Ende (alt).",
        note,
    ]
    assert list(_beginnings("第一句。第二句。")) == ["第一句。", "第一句。第二句。"]


def test_every_mark_of_a_key_has_a_drawing(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for form in ("wide", "slide", "square"):
        used = {key.mark for drawing in drawings(snapshot, texts, form) for key in drawing.keys}
        assert used <= known_marks()
    assert 'stroke="var(--chips)"' in mark(Key(mark="dot-hollow", role="chips", text=""))


def test_style_sheets_name_only_roles_and_sizes_that_exist(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = next(drawings(snapshot, texts, "slide"))
    for made in (
        fixed(drawing, texts["de"], "slide", plot=PLOT),
        compose_fluid(drawing, texts["de"], views=[View(keys=drawing.keys, plot=plot_of(PLOT))]),
    ):
        given = set(re.findall(r"(--[a-z-]+):", made))
        assert set(re.findall(r"var\((--[a-z-]+)", made)) <= given


def test_only_the_faces_that_are_needed_are_embedded() -> None:
    fonts = Fonts(ROOT / "assets")
    plain, pinyin = fonts.embedded("Elektronik: +5,3 %"), fonts.embedded("Zhāng")
    assert (plain.count("@font-face"), pinyin.count("@font-face")) == (3, 6)
    assert 'url("data:font/woff2;base64,' in plain
    assert fonts.linked("/portal/assets/").count('url("/portal/assets/fonts/') == 6
