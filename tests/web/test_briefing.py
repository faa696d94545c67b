"""The briefing in an address: grammar, page and files; hostile words stay words."""

from __future__ import annotations

import html
import io
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from pptx import Presentation

from app.charts.registry import all_charts
from app.components.briefing import MOST, added_by, address_of, briefing_of, way_to_briefing
from app.components.briefing_page import SUGGESTIONS
from app.pages import briefing as page
from app.site import Site
from app.state import LANGUAGES, ViewState, parse, to_query

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("javascript:alert(1)")',
    "+1+cmd|' /C calc'!A0",
    "{{ 7*7 }} {title}",
    "汽车 & 芯片 </style>",
)


def body(site: Site, query: str) -> str:
    """The HTML that the browser fills in."""
    layout = page.layout(site, site.snapshot, parse(query), form="wide").to_plotly_json()
    main = layout["props"]["children"][2]
    return next(str(part.to_plotly_json()["props"]["data-html"]) for part in main.children if part.id == "briefing")


def links(text: str, mark: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(rf'href="([^"]*)"[^>]*{mark}', text)]


class TestGrammar:
    def test_title_and_note_are_one_line_without_signs_that_turn_or_hide_text(self) -> None:
        state = parse({"title": "A\u202eb\x00c\nd\u200be", "note": "x\u2066y"}).state
        assert (state.title, state.note) == ("A b c d e", "x y")

    @pytest.mark.parametrize(("name", "most"), [("title", 120), ("note", 400)])
    def test_they_are_short(self, name: str, most: int) -> None:
        assert getattr(parse({name: "a" * most}).state, name) == "a" * most
        found = parse({name: "a" * (most + 1)})
        assert [item.name for item in found.ignored] == [name]

    @pytest.mark.parametrize("words", HOSTILE)
    def test_any_printable_words_survive_the_address(self, words: str) -> None:
        state = ViewState(title=words, note=words, charts=("two-cores", "sector-growth?period=2025-H1"), at="2")
        assert parse(to_query(state)).state == state


class TestBriefing:
    def test_each_chart_keeps_its_own_view_and_the_briefing_its_language(self, site: Site) -> None:
        state = parse({"lang": "en", "charts": "sector-growth?period=2025-H1&lang=zh,sector-growth,two-cores"}).state
        briefing, ignored = briefing_of(site, site.snapshot, state)
        assert [entry.text for entry in briefing.entries] == [
            "sector-growth?period=2025-H1",
            "sector-growth",
            "two-cores",
        ]
        assert {drawing.lang for drawing in briefing.drawings} == {"en"}
        assert ignored == ()

    def test_what_cannot_be_is_named(self, site: Site) -> None:
        state = parse({"charts": "nope,two-cores?period=1066&colour=red", "add": "https://else.example/x"}).state
        briefing, ignored = briefing_of(site, site.snapshot, state)
        assert [entry.text for entry in briefing.entries] == ["two-cores"]
        assert {item.name for item in ignored} == {"add", "charts", "two-cores.period", "two-cores.colour"}

    def test_it_has_an_upper_bound(self, site: Site) -> None:
        state = ViewState(charts=("two-cores",) * (MOST + 3))
        briefing, ignored = briefing_of(site, site.snapshot, state)
        assert len(briefing.entries) == MOST
        assert ignored

    def test_order_changes_by_addresses(self, site: Site) -> None:
        briefing, _ = briefing_of(site, site.snapshot, ViewState(charts=("two-cores", "targets", "milestones")))
        assert briefing.moved(0, 1) == ("targets", "two-cores", "milestones")
        assert briefing.moved(2, 0) == ("milestones", "two-cores", "targets")
        assert briefing.without(1) == ("two-cores", "milestones")
        again = parse(urlsplit(address_of(site, briefing, charts=briefing.moved(0, 2))).query).state
        assert again.charts == ("targets", "milestones", "two-cores")

    @pytest.mark.parametrize(
        ("pasted", "entries"),
        [
            ("two-cores", ("two-cores",)),
            ("https://portal.example/a/chart/sector-growth?period=2025-H1&lang=zh", ("sector-growth?period=2025-H1",)),
            ("/chart/sector-growth.png?period=2025-H1&size=a4", ("sector-growth?period=2025-H1",)),
            ("/embed-static/targets", ("targets",)),
            ("/growth?growth-history.measure=output#growth-history", ("growth-history?measure=output",)),
            ("/briefing?charts=two-cores,targets&title=x", ("two-cores", "targets")),
            ("http://[broken", ()),
            ("javascript:alert(1)", ()),
            ("/growth", ()),
        ],
    )
    def test_a_pasted_address_gives_its_charts(self, site: Site, pasted: str, entries: tuple[str, ...]) -> None:
        assert tuple(added_by(site, pasted)) == entries

    def test_a_card_leads_into_the_briefing_that_the_address_carries(self, site: Site) -> None:
        state = parse("lang=en&period=2025-H1&charts=two-cores&title=Mine").state
        into = parse(urlsplit(way_to_briefing(site, "sector-growth", state)).query).state
        assert into == ViewState(lang="en", charts=("two-cores", "sector-growth?period=2025-H1"), title="Mine")

    def test_a_chart_opened_from_its_place_goes_back_there(self, site: Site) -> None:
        state = parse("period=2025-H1&charts=two-cores,sector-growth,targets&at=2").state
        into = parse(urlsplit(way_to_briefing(site, "sector-growth", state)).query).state
        assert into.charts == ("two-cores", "sector-growth?period=2025-H1", "targets")
        other = parse(urlsplit(way_to_briefing(site, "milestones", state)).query).state
        assert other.charts[-1] == "milestones"

    @pytest.mark.parametrize("name", SUGGESTIONS)
    def test_suggestions_name_charts_that_exist(self, name: str) -> None:
        assert set(SUGGESTIONS[name]) <= set(all_charts())


class TestPage:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_without_charts_it_says_what_it_is_and_offers_some(self, lang: str, site: Site) -> None:
        shown = body(site, f"lang={lang}")
        begun = links(shown, 'data-step="begin"') or re.findall(r'href="([^"]*)"', shown)
        assert site.texts[lang]("briefing.empty") in html.unescape(shown)
        states = [parse(urlsplit(html.unescape(link)).query).state for link in begun]
        assert set(SUGGESTIONS.values()) <= {state.charts for state in states}

    def test_each_chart_can_be_moved_changed_and_removed(self, site: Site) -> None:
        shown = body(site, "charts=two-cores,targets&title=Mine")
        assert shown.count("briefing-sheet") == 3  # the list and two of its entries
        states = [parse(urlsplit(html.unescape(link)).query).state for link in re.findall(r'href="([^"]*)"', shown)]
        orders = {state.charts for state in states}
        assert {("targets", "two-cores"), ("targets",), ("two-cores",)} <= orders
        assert {state.title for state in states} == {"Mine"}

    @pytest.mark.parametrize("words", HOSTILE)
    def test_hostile_words_stay_words(self, words: str, site: Site) -> None:
        shown = body(site, to_query(ViewState(title=words, note=words, charts=("two-cores",))))
        assert words not in shown or not re.search(r"[<>&\"]", words)
        assert words in html.unescape(shown)
        assert "<script" not in shown
        assert "<img" not in shown

    def test_the_document_keeps_the_briefing_as_its_canonical_address(self, client: FlaskClient) -> None:
        answer = client.get("/briefing?charts=two-cores,targets&title=Mine&theme=dark")
        assert answer.status_code == 200
        (canonical,) = re.findall(r'rel="canonical" href="([^"]*)"', answer.text)
        chosen = parse_qs(urlsplit(html.unescape(canonical)).query)
        assert chosen == {"charts": ["two-cores,targets"], "title": ["Mine"]}

    def test_without_a_browser_on_the_host_the_page_says_so_and_offers_the_deck(self, site: Site) -> None:
        shown = html.unescape(body(site, "lang=en&charts=two-cores"))
        assert site.texts["en"]("briefing.no_pdf") in shown
        assert "/briefing.pptx?" in shown
        assert "/briefing.pdf" not in shown


class TestFiles:
    @pytest.mark.parametrize("words", [HOSTILE[0], HOSTILE[2], HOSTILE[5]])
    def test_the_deck_has_a_title_its_charts_and_their_sources(self, words: str, client: FlaskClient) -> None:
        answer = client.get(f"/briefing.pptx?lang=zh&charts=vehicle-output,two-cores&title={quote(words)}&note=汽车")
        assert answer.status_code == 200
        assert "filename=doppelkern-briefing-zh.pptx" in answer.headers["Content-Disposition"]
        slides = Presentation(io.BytesIO(answer.data)).slides
        titles = [slide.shapes.title.text_frame.text for slide in slides]
        assert titles[0] == words
        assert len([shape for slide in slides for shape in slide.shapes if shape.has_chart]) >= 2
        said = "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
        assert "汽车" in said
        assert "数据版本" in said
        assert not re.search(r"[\u2e80-\u2fdf]", said)

    def test_equal_briefings_are_equal_files_and_known_by_their_tag(self, client: FlaskClient) -> None:
        query = "charts=targets&title=Mine"
        first, again = client.get(f"/briefing.pptx?{query}"), client.get(f"/briefing.pptx?{query}&foo=1")
        assert first.data == again.data
        assert again.headers["X-Ignored-Params"] == "foo"
        tag = first.headers["ETag"]
        assert client.get(f"/briefing.pptx?{query}", headers={"If-None-Match": tag}).status_code == 304
        assert client.get("/briefing.pptx?charts=targets&title=Other").headers["ETag"] != tag

    def test_a_pdf_needs_a_browser_on_the_host_and_says_so(self, client: FlaskClient) -> None:
        answer = client.get("/briefing.pdf?charts=targets", headers={"Accept": "application/json"})
        assert answer.status_code == 503
        assert answer.get_json()["error"]["title"]

    @pytest.mark.parametrize("path", ["/briefing.pptx", "/briefing.pptx?charts=nope", "/briefing.docx?charts=targets"])
    def test_there_is_no_file_of_nothing(self, path: str, client: FlaskClient) -> None:
        assert client.get(path).status_code == 404
