"""Every table of the package can be read, searched, sorted and turned page by page, in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.charts.data_tables import TableView, preview, show_table, table_names
from app.charts.table_columns import LAYOUTS, layout_of
from app.i18n import Texts
from app.state import LANGUAGES, parse
from app.store.snapshot import Snapshot

EVERY = [(lang, table) for lang in LANGUAGES for table in LAYOUTS]


def shown(snapshot: Snapshot, texts: Mapping[str, Texts], query: str, **how: Any) -> TableView:
    state = parse(query).state
    return show_table(snapshot, state, texts[state.lang], **how)


def column(view: TableView, key: str) -> list[str]:
    place = [heading.key for heading in view.headings].index(key)
    return [" · ".join(part.text for part in row[place]) for row in view.rows]


def test_every_table_of_the_package_is_offered_with_its_number_of_rows(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    names = table_names(snapshot, texts["de"])
    assert {name.name: name.count for name in names} == {name: len(table) for name, table in snapshot.tables.items()}
    assert names[0].name == "observations"


@pytest.mark.parametrize(("lang", "table"), EVERY)
def test_a_table_speaks_one_language_and_shows_no_bare_codes(
    snapshot: Snapshot, texts: Mapping[str, Texts], lang: str, table: str
) -> None:
    assert texts[lang].has(f"tables.title.{table}")
    assert texts[lang].has(f"tables.description.{table}")
    view = shown(snapshot, texts, f"lang={lang}&table={table}", page_rows=2000)
    assert view.ignored == ()
    assert len(view.rows) == view.total == len(snapshot.tables[table])
    for heading in view.headings:
        name = next(each.name or each.key for each in LAYOUTS[table].columns if each.key == heading.key)
        assert heading.label == texts[lang](f"tables.column.{name}")
    codes = {code for name in ("sectors", "indicators", "flags") for code in snapshot.tables[name].iloc[:, 0]}
    codes = {code for code in codes if "_" in code}
    for row in view.rows:
        for parts, heading in zip(row, view.headings, strict=True):
            if heading.style != "code":
                assert not codes & {part.text for part in parts}


def test_every_code_that_only_the_descriptor_lists_has_a_word(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    allowed = {
        (resource["name"], field["name"]): field["constraints"]["enum"]
        for resource in snapshot.descriptor["resources"]
        for field in resource["schema"]["fields"]
        if "enum" in field.get("constraints", {})
    }
    for lang in LANGUAGES:
        for (table, name), codes in allowed.items():
            for each in LAYOUTS[table].columns:
                if each.of != (name,):
                    continue
                words = [each.show(_scene(snapshot, texts[lang]), code)[0].text for code in codes]
                assert not [word for word in words if "_" in word], (lang, table, name)
                assert len(set(words)) == len(codes), (lang, table, name)


def _scene(snapshot: Snapshot, texts: Texts) -> Any:
    from app.charts.spec import Scene
    from app.state import ViewState

    return Scene(snapshot=snapshot, view=ViewState(lang=texts.lang), texts=texts)


def test_no_decimal_of_a_value_is_lost(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    view = shown(snapshot, texts, "lang=en&sort=value", page_rows=2000)
    said = [float(re.sub(r"[^0-9.\-]", "", text.replace("−", "-"))) for text in column(view, "value")]
    assert said == sorted(snapshot.observations["value"])


@pytest.mark.parametrize(
    ("lang", "text"), [("de", "8.823.000.000 Stück"), ("en", "8,823,000,000 units"), ("zh", "88.23亿块")]
)
def test_counts_are_written_in_full_in_the_manner_of_the_language(
    snapshot: Snapshot, texts: Mapping[str, Texts], lang: str, text: str
) -> None:
    view = shown(snapshot, texts, f"lang={lang}&measure=output_volume&series=integrated_circuits&period=2025-9M")
    assert [said.replace("\xa0", " ") for said in column(view, "value")] == [text]
    assert view.rows[0][[heading.key for heading in view.headings].index("value")][0].unsure


def test_the_newest_values_come_first(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    view = shown(snapshot, texts, "lang=en")
    assert column(view, "period")[0] == "2025"
    assert [heading.sorted for heading in view.headings if heading.key == "period"] == ["descending"]


def test_periods_are_sorted_by_time_and_not_by_their_words(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    view = shown(snapshot, texts, "lang=en&sort=period&measure=gdp_growth", page_rows=2000)
    years = [int(text[-4:]) for text in column(view, "period")]
    assert years == sorted(years)


def test_pressing_a_heading_again_turns_the_order_and_the_default_is_not_written(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    def pressed(query: str, key: str) -> str:
        return next(heading.next for heading in shown(snapshot, texts, query).headings if heading.key == key)

    assert pressed("", "sector") == "sector"
    assert pressed("sort=sector", "sector") == "-sector"
    assert pressed("", "value") == "-value"
    assert pressed("", "period") == "period"
    assert pressed("sort=period", "period") == ""


def test_search_looks_at_words_and_codes_in_the_language_shown(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    by_words = shown(snapshot, texts, "q=motorradindustrie 21,2")
    assert by_words.matched == 1
    assert shown(snapshot, texts, "q=motorcycles value_added_growth 2025-9M").matched >= 1
    assert shown(snapshot, texts, "lang=zh&q=摩托车 21.2").matched >= 1
    assert shown(snapshot, texts, "q=no-such-word").rows == ()


def test_pages_cover_all_rows_once(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    pages = [shown(snapshot, texts, f"table=sources&page={number}") for number in range(1, 14)]
    assert pages[0].pages == 13
    codes = [code for view in pages for code in column(view, "source")]
    assert len(codes) == len(set(codes)) == len(snapshot.tables["sources"])
    assert (pages[-1].first, pages[-1].last) == (601, 612)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("table=passwords", "table"),
        ("sort=passwords", "sort"),
        ("sort=-row", "sort"),
        ("page=9999", "page"),
        ("measure=unheard_of", "measure"),
        ("series=nev~unheard_of", "series"),
        ("period=1900", "period"),
        ("table=sources&measure=gdp_growth", "measure"),
        ("base=2020", "base"),
        ("growth-history.scale=log", "growth-history.scale"),
    ],
)
def test_what_cannot_be_used_is_left_aside_and_named(
    snapshot: Snapshot, texts: Mapping[str, Texts], query: str, name: str
) -> None:
    view = shown(snapshot, texts, query)
    assert [item.name for item in view.ignored] == [name]
    assert view.rows


def test_a_source_leads_to_its_address_only_where_a_reader_may_follow(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    sources = snapshot.tables["sources"]
    linked = set(sources.loc[sources["access"] == "linked", "url"])
    for table in ("observations", "sources", "milestones", "conflicts", "targets"):
        view = shown(snapshot, texts, f"table={table}", page_rows=2000)
        followed = {part.href for row in view.rows for parts in row for part in parts if part.href}
        assert followed <= linked
        assert followed


def test_a_table_that_a_package_adds_is_shown_as_it_is_written() -> None:
    layout = layout_of("own", ("code", "label_de"))
    assert [(column.key, column.of) for column in layout.columns] == [("code", ("code",)), ("label_de", ("label_de",))]


def test_a_look_into_a_table_shows_the_columns_asked_for(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    view = preview(snapshot, texts["en"], "conflicts", rows=3, keys=("note", "sector"))
    assert [heading.key for heading in view.headings] == ["note", "sector"]
    assert len(view.rows) == 3


NAMES = st.sampled_from(["table", "q", "sort", "page", "measure", "series", "period", "category", "lang", "time", "x"])
WORDS = st.one_of(
    st.sampled_from([*LAYOUTS, "-value", "value", "2025", "latest", "2", "en", "nev", "note", "-note"]),
    st.text(max_size=12),
)


@pytest.mark.matrix
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.dictionaries(NAMES, WORDS, max_size=5))
def test_no_address_breaks_a_table(tiny_snapshot: Snapshot, texts: Mapping[str, Texts], query: dict[str, str]) -> None:
    state = parse(query).state
    view = show_table(tiny_snapshot, state, texts[state.lang])
    assert 0 <= view.matched <= view.total
    assert len(view.rows) <= 50
