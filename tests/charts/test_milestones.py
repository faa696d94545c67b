"""The timeline: what is chosen, what it says, what it draws, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.charts import milestone_views as views
from app.charts import milestone_words as wording
from app.charts.drawn import draw_chart
from app.charts.milestones import CHART
from app.charts.spec import Drawing, Scene
from app.i18n import Texts
from app.state import LANGUAGES, parse
from app.store.snapshot import Snapshot

AllTexts = Mapping[str, Texts]


def drawn(query: str, snapshot: Snapshot, texts: AllTexts, *, form: str = "wide") -> Drawing:
    state = parse(query).state
    return draw_chart(CHART, snapshot=snapshot, state=state, texts=texts[state.lang], form=form)


def marks(drawing: Drawing) -> list[str]:
    """The code of every mark that is drawn, rings and halos apart."""
    assert drawing.figure is not None
    found: dict[str, None] = {}
    for trace in drawing.figure["data"]:
        found |= dict.fromkeys(code for _, code in trace["customdata"])
    return list(found)


@pytest.mark.parametrize(
    "query",
    ["", "time=2000..latest", "time=2025..2025", "category=chips~policy", "q=changan", "milestone=avatr-unveiled"],
)
def test_every_event_of_the_choice_is_drawn_once(query: str, snapshot: Snapshot, texts: AllTexts) -> None:
    drawing = drawn(query, snapshot, texts)
    assert sorted(marks(drawing)) == sorted(drawing.frame["milestone"])
    assert len(drawing.table.rows) == len(drawing.frame)


def test_the_strip_of_a_phone_counts_every_event(snapshot: Snapshot, texts: AllTexts) -> None:
    for query in ("", "time=2025..2025", "time=2024..2025"):
        drawing = drawn(query, snapshot, texts, form="narrow")
        assert drawing.figure is not None
        assert sum(sum(trace["y"]) for trace in drawing.figure["data"]) == len(drawing.frame)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "Erst Fahrzeuge, ab 2006 auch Chips: 48 und 17 von 145 Ereignissen"),
        ("lang=en", "Vehicles first, chips from 2006 on: 48 and 17 of 145 events"),
        ("lang=zh", "先有汽车与摩托车，2006年起有芯片：145件大事中分别为48件和17件"),
        ("time=2025..2025", "27 Ereignisse 2025: Fahrzeuge 10, Chips 3"),
        ("time=2015..latest&lang=en", "108 events since 2015: vehicles 32, chips 13"),
        ("time=2025..2025&lang=en", "27 events in 2025: vehicles 10, chips 3"),
        ("time=2017..2019&lang=zh", "2017年至2019年26件大事：汽车与摩托车5件，芯片5件"),
        ("category=global", "Internationales: 4 Ereignisse, Spitzenjahr 2025 (3)"),
        ("category=chips~batteries", "Chips und Batterien: 30 Ereignisse von 2006 bis 2026"),
        ("q=hynix&lang=en", "“hynix”: 3 events from 2013 to 2019"),
        ("q=rayong", "16. Mai 2025: Changan eröffnet Fahrzeugwerk in Rayong (Thailand)"),
        ("q=lithografie", "Ein unsicher belegtes Ereignis: 14. Juli 2025"),
    ],
)
def test_the_headline_counts_the_drawn_events(query: str, title: str, snapshot: Snapshot, texts: AllTexts) -> None:
    assert drawn(query, snapshot, texts).title == title


def test_long_search_words_are_cut_in_the_headline(snapshot: Snapshot, texts: AllTexts) -> None:
    words = "changan " * 11
    assert len(drawn(f"q={words}", snapshot, texts).title) < 90


def test_nothing_found_is_said_with_a_way_out(snapshot: Snapshot, texts: AllTexts) -> None:
    drawing = drawn("q=zzzz&lang=en", snapshot, texts)
    assert drawing.empty is not None
    assert drawing.title == texts["en"]("chart.milestones.empty.title")
    assert drawing.empty.way_out == texts["en"]("chart.milestones.empty.way_out")


def test_what_does_not_exist_is_named_and_left_out(snapshot: Snapshot, texts: AllTexts) -> None:
    drawing = drawn("milestone=no-such&category=chips~cheese&time=1901..1902", snapshot, texts)
    assert {(item.name, item.value) for item in drawing.ignored} == {
        ("milestone", "no-such"),
        ("category", "cheese"),
        ("time", "1901..1902"),
    }
    assert drawing.address == (("category", "chips"),)


def test_the_chosen_event_is_emphasised_and_changes_no_words(snapshot: Snapshot, texts: AllTexts) -> None:
    before, after = drawn("", snapshot, texts), drawn("milestone=cumec-opened", snapshot, texts)
    assert after.figure is not None
    assert after.identity != before.identity
    assert after.identity_of_rows == before.identity_of_rows
    assert (after.title, after.table, after.notes, after.sources) == (
        before.title,
        before.table,
        before.notes,
        before.sources,
    )
    title = snapshot.text("milestones", "cumec-opened", "title", "de")
    assert any(f"<b>{title[:20]}" in note["text"] for note in after.figure["layout"]["annotations"])


def test_the_change_of_scale_is_said_where_there_is_one(snapshot: Snapshot, texts: AllTexts) -> None:
    assert "2014" in drawn("", snapshot, texts).note
    assert "2014" not in drawn("time=2015..latest", snapshot, texts).note
    assert "2014" not in drawn("", snapshot, texts, form="narrow").note


def test_an_odd_span_is_offered_as_it_was_asked_for(snapshot: Snapshot, texts: AllTexts) -> None:
    control = next(c for c in drawn("time=2017..2019", snapshot, texts).controls if c.parameter == "time")
    assert control.value == "2017..2019"
    assert control.options[-1].label == "2017 bis 2019"


def test_the_source_line_names_the_newest_publication(snapshot: Snapshot, texts: AllTexts) -> None:
    line = drawn("", snapshot, texts).source_line
    assert "Stand 15. März 2026" in line
    assert texts["de"]("source.no_name") not in line


@pytest.mark.matrix
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_milestone_has_details_in_every_language(lang: str, snapshot: Snapshot, texts: AllTexts) -> None:
    state = parse(f"lang={lang}").state
    everything = drawn(f"lang={lang}", snapshot, texts)
    codes = list(everything.frame["milestone"])
    for number, code in enumerate(codes):
        chosen = replace(everything, address=(("milestone", code),))
        found = views.details_of(chosen, snapshot=snapshot, state=state, texts=texts[lang])
        assert found is not None
        assert found.title == snapshot.text("milestones", code, "title", lang)
        assert found.sources
        assert found.evidence[1]
        assert all(name and value for name, value in (*found.facts, *found.flags))
        assert (found.exactness == "") == (snapshot.record("milestones", code)["date_precision"] == "day")
        assert (found.previous is None) == (number == 0)


def test_steps_lead_through_the_drawn_events_alone(snapshot: Snapshot, texts: AllTexts) -> None:
    query = "category=chips&milestone=chip-output-h1-2025"
    drawing = drawn(query, snapshot, texts)
    found = views.details_of(drawing, snapshot=snapshot, state=parse(query).state, texts=texts["de"])
    assert found is not None
    assert found.previous is not None
    assert found.following is not None
    assert (found.previous.code, found.following.code) == ("sanan-st-fab-line", "aosong-lithography")


def test_steps_lead_away_from_an_event_that_the_filter_leaves_out(snapshot: Snapshot, texts: AllTexts) -> None:
    query = "category=displays&milestone=cumec-opened"
    found = views.details_of(
        drawn(query, snapshot, texts), snapshot=snapshot, state=parse(query).state, texts=texts["de"]
    )
    assert found is not None
    assert found.previous is not None
    assert found.following is not None
    assert found.previous.code == "hkc-86-starts"
    assert found.following.code == "boe-amoled-construction"


def test_the_statements_of_the_report_stand_with_their_event(snapshot: Snapshot, texts: AllTexts) -> None:
    query = "milestone=millison-oklahoma-opening"
    found = views.details_of(
        drawn(query, snapshot, texts), snapshot=snapshot, state=parse(query).state, texts=texts["de"]
    )
    assert found is not None
    assert {one.code for one in found.statements} == {
        "art-oklahoma-plant",
        "art-us-value-chains",
        "art-semi-solid-casting",
    }


def test_the_reports_events_are_listed_whatever_is_drawn(snapshot: Snapshot, texts: AllTexts) -> None:
    listed = views.report_events(snapshot, state=parse("category=chips").state, texts=texts["de"])
    table = snapshot.tables["milestones"]
    assert {entry.code for entry in listed} == set(table.loc[table["founding"] == "yes", "milestone"])
    assert all(entry.ring for entry in listed)


def test_the_list_goes_back_in_time_and_names_doubts(snapshot: Snapshot, texts: AllTexts) -> None:
    drawing = drawn("", snapshot, texts)
    years = views.years_of(drawing, snapshot=snapshot, state=parse("").state, texts=texts["de"])
    assert [year.code for year in years] == sorted((year.code for year in years), reverse=True)
    entries = {entry.code: entry for year in years for entry in year.entries}
    assert len(entries) == len(drawing.frame)
    assert entries["industrial-drone-engine-share"].hollow
    assert entries["industrial-drone-engine-share"].bar
    assert "zweifelhaft" in entries["industrial-drone-engine-share"].status


@pytest.mark.parametrize(
    ("lang", "code", "words"),
    [
        ("de", "changan-30-millionth", "30 Mio. Fahrzeuge"),
        ("zh", "changan-30-millionth", "3000万辆"),
        ("de", "chip-output-h1-2025", "5,204 Mrd. integrierte Schaltkreise"),
        ("zh", "third-front-start", "2,052亿元"),
        ("en", "third-front-start", "205.2 billion yuan"),
        ("de", "industrial-drone-engine-share", "50 %"),
        ("de", "lifan-restructured", "29,99 %"),
        ("de", "standards-export-claim", ""),
    ],
)
def test_a_figure_is_written_with_its_unit(
    lang: str, code: str, words: str, snapshot: Snapshot, texts: AllTexts
) -> None:
    scene = Scene(snapshot=snapshot, view=parse("").state, texts=texts[lang])
    assert wording.figure(snapshot.record("milestones", code), scene).replace("\N{NO-BREAK SPACE}", " ") == words


def test_markup_in_the_data_is_harmless_in_a_hover_card(snapshot: Snapshot, texts: AllTexts) -> None:
    scene = Scene(snapshot=snapshot, view=parse("").state, texts=texts["de"])
    row = dict(snapshot.record("milestones", "avatr-unveiled"))
    card = wording.hover({**row, "source": row["sources"], "title_de": "<b>x</b> & <script>"}, scene)
    assert "&lt;script&gt;" in card
    assert "<script>" not in card
