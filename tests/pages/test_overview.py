"""The overview as it is sent: story, figures, statements, ways on; in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.charts import article as report
from app.charts import story
from app.charts.registry import charts_of
from app.components.addresses import PAGES
from app.pages import overview
from app.site import Site
from app.state import LANGUAGES, parse

REPORTED = {
    "de": ("+5,3 %", "8,823 Mrd. Stück", "+61,6 %", "+21,2 %", "+6,8 %", "+28,0 %"),
    "en": ("+5.3%", "8.823 billion units", "+61.6%", "+21.2%", "+6.8%", "+28.0%"),
    "zh": ("+5.3%", "88.23亿块", "+61.6%", "+21.2%", "+6.8%", "+28.0%"),
}


def page(site: Site, query: str) -> Any:
    return overview.layout(site, site.snapshot, parse(query), form="wide").to_plotly_json()


def walk(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every component under a node."""
    if hasattr(node, "to_plotly_json"):
        node = node.to_plotly_json()
    if isinstance(node, Mapping) and "props" in node:
        yield node
        yield from walk(node["props"].get("children"))
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from walk(inner)


def text(node: Any) -> str:
    """Everything that can be read under a node."""
    if hasattr(node, "to_plotly_json"):
        node = node.to_plotly_json()
    if isinstance(node, Mapping):
        return text(node["props"].get("children"))
    if isinstance(node, list | tuple):
        return "".join(text(inner) for inner in node)
    return "" if node is None else str(node)


def plain(words: str) -> str:
    """As it is read, whatever keeps numbers and units together."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


def classed(root: Any, name: str) -> list[Mapping[str, Any]]:
    return [node for node in walk(root) if name in str(node["props"].get("className", "")).split()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_six_figures_stand_on_the_page_exactly(lang: str, site: Site) -> None:
    found = classed(page(site, f"lang={lang}"), "tiles-report")
    shown = [text(value).replace("\xa0", " ") for value in classed(found[0], "tile-value")]
    assert tuple(shown) == REPORTED[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_statement_appears_with_its_status_and_finding(lang: str, site: Site) -> None:
    items = classed(page(site, f"lang={lang}"), "statement")
    listed = report.statements(site.snapshot, site.texts[lang])
    assert len(items) == len(listed) == 20
    for item, statement in zip(items, listed, strict=True):
        assert item["props"]["id"] == statement.code
        assert plain(text(classed(item, "statement-text"))) == statement.text
        assert text(classed(item, "statement-status")) == statement.status_words
        assert classed(item, f"status-{statement.status}")
        assert statement.finding in plain(text(classed(item, "statement-found")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_that_the_publisher_is_not_known(lang: str, site: Site) -> None:
    assert site.texts[lang]("article.publisher") in text(page(site, f"lang={lang}"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_one_first_heading_which_is_the_finding(lang: str, site: Site) -> None:
    root = page(site, f"lang={lang}")
    headings = [node for node in walk(root) if node["type"] == "H1"]
    drawing = site.draw("key-figures", snapshot=site.snapshot, state=parse(f"lang={lang}").state)
    assert [text(node) for node in headings] == [drawing.title]
    told = story.tell(drawing.frame, site.snapshot, site.texts[lang])
    assert told.opening in text(root)
    assert all(side.text in text(root) for side in told.sides)


def test_ways_lead_on_to_every_other_page_with_the_finding_of_its_first_chart(site: Site) -> None:
    root = page(site, "lang=en")
    links = [node["props"] for node in walk(classed(root, "ways-on")[0]) if node["type"] == "A"]
    assert [link["href"] for link in links] == [f"{path}?lang=en" for name, path in PAGES.items() if name != "overview"]
    first = site.draw("sector-growth", snapshot=site.snapshot, state=parse("lang=en").state)
    assert text(links[0]["children"]) == first.title


def test_links_keep_language_and_theme_and_choose_what_a_figure_is_about(site: Site) -> None:
    root = page(site, "lang=zh&theme=dark")
    addresses = [str(node["props"].get("href", "")) for node in walk(root) if node["type"] == "A"]
    inside = [address for address in addresses if address.startswith("/") and "json" not in address]
    own = [address for address in inside if "theme=dark" in address]
    assert "/growth?lang=zh&theme=dark&sector-growth.focus=motorcycles" in own
    assert "/milestones?lang=zh&theme=dark&milestone=changan-30-millionth" in own


def test_a_chart_further_down_its_page_is_named_as_a_place(site: Site) -> None:
    links = {node["props"]["href"] for node in walk(page(site, "")) if node["type"] == "A"}
    for address in (link for link in links if "#" in link and link.startswith("/")):
        path, _, place = address.partition("#")
        name = {known: name for name, known in PAGES.items()}[path.partition("?")[0]]
        assert place in [chart.slug for chart in charts_of(name)[1:]]


def test_a_trend_can_be_read_aloud(site: Site) -> None:
    strips = classed(page(site, "lang=en"), "strip")
    assert strips
    assert all(node["props"]["role"] == "img" and "2025" in node["props"]["aria-label"] for node in strips[:1])
    assert all(node["props"]["aria-label"].startswith("Trend, ") for node in strips)


def test_source_line_and_table_stand_below_the_figures(site: Site) -> None:
    root = page(site, "lang=de&key-figures.tab=table")
    drawing = site.draw("key-figures", snapshot=site.snapshot, state=parse("lang=de").state)
    assert text(classed(root, "source-line")) == drawing.source_line
    opened = [node["props"]["data-tab"] for node in classed(root, "folded") if node["props"].get("open")]
    assert opened == ["key-figures.table"]


def test_what_the_address_asked_in_vain_is_named(site: Site) -> None:
    assert "nonsense" in text(classed(page(site, "lang=en&nonsense=1"), "ignored"))
