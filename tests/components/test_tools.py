"""What a chart is taken away with: the row at its source line and the dialog with the codes of embeds."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from app.charts.registry import all_charts
from app.components import tools as row
from app.components.embed_dialog import CODES, embed_dialog
from app.components.markup import markup
from app.exports.renderer import no_renderer
from app.site import Site
from app.state import IMAGE_SIZES, LANGUAGES, parse

ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@pytest.fixture
def site(site: Site) -> Site:
    """A site whose host makes images."""
    renderer: Any = SimpleNamespace(available=True)
    return replace(site, renderer=renderer)


def markup_of(site: Site, query: str, *, slug: str = "sector-growth") -> str:
    """The row as HTML, with what lies folded in it."""
    state = parse(query).state
    drawing = site.draw(slug, snapshot=site.snapshot, state=state)
    return html.unescape(str(markup(row.tools(site, drawing, state, own_page="/alone"))))


def files_of(site: Site, query: str, *, slug: str = "sector-growth") -> dict[str, tuple[str, str]]:
    """Address and file name by extension."""
    found = re.findall(r"<a [^>]*data-file=[^>]*>", markup_of(site, query, slug=slug))
    links = [dict(ATTRIBUTE.findall(html.unescape(link))) for link in found]
    return {link["data-file"]: (link["href"], link["download"]) for link in links}


def test_files_are_those_of_exactly_this_charts_view(site: Site) -> None:
    query = "lang=en&period=2025-H1&sector-growth.measure=value_added&growth-history.scale=log&tab=table&id=x&present=1"
    files = files_of(site, query)
    view = "lang=en&period=2025-H1&measure=value_added"
    assert files["xlsx"] == (f"/chart/sector-growth.xlsx?{view}", "doppelkern-sector-growth-2025-H1-en.xlsx")
    assert files["png"][0] == f"/chart/sector-growth.png?{view}&size=natural"
    assert files["csv"][0] == f"/chart/sector-growth.csv?{view}&bom=1"
    assert set(files) == {"png", "svg", "pdf", "pptx", "xlsx", "csv", "json", "txt"}


def test_an_address_that_hides_downloads_hides_the_row(site: Site) -> None:
    state = parse("hide=downloads").state
    drawing = site.draw("sector-growth", snapshot=site.snapshot, state=state)
    assert row.tools(site, drawing, state) is None
    own = parse("sector-growth.hide=downloads").state
    assert row.tools(site, drawing, own) is None


@pytest.mark.matrix
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", tuple(all_charts()))
def test_every_chart_can_be_taken_away_in_every_language(site: Site, slug: str, lang: str) -> None:
    files = files_of(site, f"lang={lang}", slug=slug)
    assert all(href.startswith(f"/chart/{slug}.{extension}") for extension, (href, _) in files.items())
    assert all(name.endswith(f"-{lang}.{extension}") for extension, (_, name) in files.items())
    assert len(files) == 8


def test_images_are_offered_in_every_size_of_the_address(site: Site) -> None:
    found = markup_of(site, "lang=en")
    assert all(f'value="{size}"' in found for size in IMAGE_SIZES)


def test_a_host_without_a_browser_says_so_and_leaves_the_picture_to_the_readers(site: Site) -> None:
    site = replace(site, renderer=no_renderer())
    files = files_of(site, "lang=en")
    assert not {"png", "svg", "pdf"} & set(files)
    assert {"pptx", "xlsx", "csv", "json", "txt"} <= set(files)
    found = markup_of(site, "lang=en")
    assert "This host cannot make images" in found
    assert "data-picture" in found
    assert all(f'value="{size}"' in found for size in IMAGE_SIZES), "in every size too"


def test_the_sentence_has_places_for_what_is_copied(site: Site) -> None:
    for lang in LANGUAGES:
        found = html.unescape(markup_of(site, f"lang={lang}"))
        assert re.search(r'data-sentence="\{title\}.+\{subtitle\}.+\{source\}.+\{link\}"', found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_dialog_has_a_field_and_a_button_for_each_code(site: Site, lang: str) -> None:
    found = str(markup(embed_dialog(site.texts[lang])))
    for code in CODES:
        assert f'id="code-{code}"' in found
        assert f'data-copy-code="{code}"' in found
