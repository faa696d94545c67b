"""The codes for other pages: whole addresses, safe words, the same view, now or from now on."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from app.charts.registry import all_charts
from app.components.addresses import place_of
from app.components.embed_code import (
    Embed,
    chart_embed,
    following,
    frozen,
    has_time,
    iframe_snippet,
    image_snippet,
    is_fixed,
    oembed_address,
    page_embed,
    static_snippet,
)
from app.exports.renderer import Renderer
from app.site import Site
from app.state import ViewState, parse
from tests.web.served import ANY_PROGRAM

RENDERER = Renderer(chromium=ANY_PROGRAM, assets=Path(), directory=Path())
PUBLIC = "https://portal.example/portal/doppelkern/"


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(text: str) -> list[tuple[str, dict[str, str | None]]]:
    return Elements(text).found


@pytest.fixture
def public(site: Site) -> Site:
    return replace(site, prefix="/portal/doppelkern/", public_url=PUBLIC, renderer=RENDERER)


def embed(site: Site, slug: str, query: str = "", origin: str = "") -> Embed:
    state = parse(query).state
    drawing = site.draw(slug, snapshot=site.snapshot, state=state, form="wide")
    return chart_embed(site, drawing, state, origin=origin)


def test_every_address_of_a_snippet_lies_under_the_public_one(public: Site) -> None:
    made = embed(public, "sector-growth", "lang=en&period=2025-H1&theme=dark", origin="http://10.0.0.1:8050")
    for snippet in (iframe_snippet(made), image_snippet(made), static_snippet(made)):
        addresses = [
            value for _, found in elements(snippet) for name, value in found.items() if name in ("src", "href")
        ]
        assert addresses
        assert [address for address in addresses if not str(address).startswith(PUBLIC)] == []
    assert made.oembed.startswith(f"{PUBLIC}oembed?url=https%3A%2F%2Fportal.example%2Fportal%2Fdoppelkern%2Fchart%2F")


def test_without_a_public_address_the_origin_given_is_used_and_without_one_the_path(site: Site) -> None:
    assert embed(site, "targets", origin="http://127.0.0.1:1").live == "http://127.0.0.1:1/embed/targets"
    assert embed(site, "targets").live == "/embed/targets"


def test_the_frame_has_a_title_a_height_and_waits_until_it_is_near(public: Site) -> None:
    made = embed(public, "sector-growth", "lang=en&period=2025-H1")
    frame = elements(iframe_snippet(made))[0]
    assert frame[0] == "iframe"
    assert frame[1]["title"] == made.title
    assert frame[1]["loading"] == "lazy"
    assert frame[1]["width"] == "100%"
    assert 240 <= int(str(frame[1]["height"])) <= 4000
    assert elements(iframe_snippet(made, width=480, height=300))[0][1]["height"] == "300"


def test_where_scripts_are_off_an_image_with_its_words_links_to_the_chart(public: Site) -> None:
    made = embed(public, "sector-growth", "lang=en&period=2025-H1")
    found = elements(iframe_snippet(made))
    assert [tag for tag, _ in found] == ["iframe", "noscript", "a", "img", "script"]
    assert found[2][1]["href"] == f"{PUBLIC}chart/sector-growth?lang=en&period=2025-H1"
    assert found[3][1]["src"] == f"{PUBLIC}chart/sector-growth.png?lang=en&period=2025-H1&size=natural"
    assert made.title in str(found[3][1]["alt"])


def test_no_snippet_has_style_or_script_of_its_own(public: Site) -> None:
    made = embed(public, "two-cores", "lang=zh")
    for snippet in (iframe_snippet(made), image_snippet(made), static_snippet(made)):
        for tag, attributes in elements(snippet):
            assert not [name for name in attributes if name == "style" or name.startswith("on")]
            assert tag != "style"
    assert "<script" not in image_snippet(made) + static_snippet(made)


def test_words_of_the_data_cannot_break_out_of_a_snippet(public: Site) -> None:
    made = replace(
        embed(public, "targets"), title='"><script>alert(1)</script>', alt="</noscript><script>' onload=x", live='"x'
    )
    for snippet in (iframe_snippet(made), image_snippet(made), static_snippet(made)):
        scripts = [attributes for tag, attributes in elements(snippet) if tag == "script"]
        assert all(attributes == {"src": made.script, "async": None} for attributes in scripts)
        assert "alert(1)</script>" not in snippet


def test_a_snippet_keeps_what_belongs_to_the_chart_and_drops_what_does_not(public: Site) -> None:
    made = embed(public, "growth-history", "growth-history.measure=output&time=2018..2023&q=x&width=900&hide=title")
    live = parse_qs(urlsplit(made.live).query)
    assert live == {"time": ["2018..2023"], "measure": ["output"], "hide": ["title"]}
    assert parse_qs(urlsplit(made.page).query) == {"time": ["2018..2023"], "measure": ["output"]}


@pytest.mark.parametrize("slug", sorted(all_charts()))
def test_what_is_frozen_shows_the_same_and_names_no_moving_end(site: Site, slug: str) -> None:
    state = ViewState(lang="en")
    drawing = site.draw(slug, snapshot=site.snapshot, state=state, form="wide")
    kept = frozen(site, site.snapshot, drawing, state)
    again = site.draw(slug, snapshot=site.snapshot, state=kept, form="wide")
    assert again.table.rows == drawing.table.rows
    assert "latest" not in (kept.period, kept.time.partition("..")[2])
    assert (kept != state) == has_time(all_charts()[slug])


def test_latest_is_frozen_as_the_period_it_means_now(site: Site) -> None:
    state = parse("period=latest").state
    drawing = site.draw("sector-growth", snapshot=site.snapshot, state=state, form="wide")
    kept = frozen(site, site.snapshot, drawing, state)
    assert kept.period not in ("", "latest")
    assert site.draw("sector-growth", snapshot=site.snapshot, state=kept, form="wide").title == drawing.title


@pytest.mark.parametrize(
    ("slug", "query", "period", "time"),
    [
        ("sector-growth", "", "", ""),
        ("sector-growth", "period=2025-9M", "", ""),  # the featured one: the package says which it is
        ("sector-growth", "period=2024&compare=2023", "latest", ""),
        ("sector-growth", "period=latest", "latest", ""),
        ("growth-history", "time=2018..2023", "", "2018..latest"),
        ("growth-history", "", "", ""),
    ],
)
def test_what_follows_names_no_fixed_end(site: Site, slug: str, query: str, period: str, time: str) -> None:
    state = parse(query).state
    drawing = site.draw(slug, snapshot=site.snapshot, state=state, form="wide")
    moving = following(drawing, state)
    assert (moving.period, moving.time, moving.compare) == (period, time, "")


def test_words_that_stay_in_the_other_page_name_a_finding_only_where_it_is_frozen(site: Site) -> None:
    frozen_one, moving = embed(site, "sector-growth", "lang=en&period=2025-H1"), embed(site, "sector-growth", "lang=en")
    assert "Motorcycle industry" in frozen_one.title
    assert moving.title == moving.alt == site.texts["en"]("chart.sector-growth.name")
    for query in ("period=latest", "growth-history.time=2018..latest"):
        assert embed(site, "sector-growth", f"lang=en&{query}").title == moving.title
    kept = frozen(site, site.snapshot, site.draw("two-cores", snapshot=site.snapshot, state=ViewState()), ViewState())
    assert is_fixed(site.chart("two-cores"), kept)
    assert not is_fixed(site.chart("targets"), ViewState())


def test_a_page_is_framed_whole_without_an_image(public: Site) -> None:
    made = page_embed(public, "growth", parse("lang=en&period=2025-H1&theme=dark").state)
    assert made.live == f"{PUBLIC}embed/page/growth?lang=en&theme=dark&period=2025-H1"
    assert made.page == f"{PUBLIC}growth?lang=en&period=2025-H1"
    assert [tag for tag, _ in elements(iframe_snippet(made))] == ["iframe", "noscript", "a", "script"]
    assert image_snippet(made) == static_snippet(made) == ""


def test_the_page_a_snippet_names_is_one_of_ours(public: Site) -> None:
    made = embed(public, "milestones", "time=1990..2010&lang=zh")
    asked = parse_qs(urlsplit(made.oembed).query)
    assert asked["url"] == [made.page]
    assert asked["format"] == ["json"]
    assert place_of(urlsplit(made.page).path, public.prefix) is not None
    assert oembed_address(public, made.page, form="xml").endswith("&format=xml")
