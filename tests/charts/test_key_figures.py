"""The key figures: exactly as published, each with its evidence, its trend where there is one, and its way."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.spec import Drawing, Tile
from app.i18n import Texts
from app.state import LANGUAGES, ViewState
from app.store.snapshot import Snapshot

REPORTED = {
    "de": ("+5,3 %", "8,823 Mrd. Stück", "+61,6 %", "+21,2 %", "+6,8 %", "+28,0 %"),
    "en": ("+5.3%", "8.823 billion units", "+61.6%", "+21.2%", "+6.8%", "+28.0%"),
    "zh": ("+5.3%", "88.23亿块", "+61.6%", "+21.2%", "+6.8%", "+28.0%"),
}


def drawn(lang: str, *, snapshot: Snapshot, texts: Mapping[str, Texts], form: str = "wide") -> Drawing:
    chart = all_charts()["key-figures"]
    return draw_chart(chart, snapshot=snapshot, state=ViewState(lang=lang), texts=texts[lang], form=form)


def of_group(drawing: Drawing, group: str) -> list[Tile]:
    return [tile for tile in drawing.tiles if tile.group == group]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_six_figures_of_the_report_are_shown_as_published(
    lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    tiles = of_group(drawn(lang, snapshot=snapshot, texts=texts), "report")
    assert tuple((tile.number + tile.unit).replace("\xa0", " ") for tile in tiles) == REPORTED[lang]
    assert {tile.period for tile in tiles} == {texts[lang].period("2025-9M")}


def test_a_figure_says_whether_it_is_confirmed_or_only_the_report_says_so(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    tiles = of_group(drawn("de", snapshot=snapshot, texts=texts), "report")
    said = {tile.number: (tile.status, tile.hollow, bool(tile.source_url)) for tile in tiles}
    only = ("nur im Bericht vom Dezember 2025",)
    assert said == {
        "+5,3": (("amtlich bestätigt",), False, True),
        "8,823": (only, True, False),
        "+61,6": (only, True, False),
        "+21,2": (("amtlich bestätigt",), False, True),
        "+6,8": (only, True, False),
        "+28,0": (only, True, False),
    }


def test_a_trend_is_shown_only_where_there_is_one_and_keeps_its_gaps(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn("en", snapshot=snapshot, texts=texts)
    with_trend = {tile.label for tile in of_group(drawing, "report") if tile.trend}
    assert with_trend == {"GDP growth", "LCD panels"}
    gdp = of_group(drawing, "report")[0]
    assert [(point.year, point.value) for point in gdp.trend] == [
        (2020, 2.6),
        (2021, 9.9),
        (2022, None),
        (2023, None),
        (2024, 6.0),
        (2025, 5.3),
    ]
    assert "2022 not available" in gdp.trend_words
    assert "January to September" in gdp.trend_words


def test_a_trend_ends_with_the_figure_itself(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for tile in drawn("de", snapshot=snapshot, texts=texts).tiles:
        if tile.trend:
            assert tile.trend[-1].text.startswith(tile.number)
            assert sum(point.value is not None for point in tile.trend) >= 3


def test_a_change_of_counting_is_marked_where_it_happens(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    built = [tile for tile in drawn("de", snapshot=snapshot, texts=texts).tiles if tile.number == "2,788"]
    assert [point.year for point in built[0].trend if point.broken] == [2025]


def test_the_country_stands_beside_with_its_own_doubts(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    shown = {
        tile.number: tile.comparison.replace("\xa0", " ") for tile in drawn("de", snapshot=snapshot, texts=texts).tiles
    }
    assert shown["+21,2"] == ""
    assert shown["+0,4"] == "China +11,1 % (Reihe des Ministeriums)"
    assert "schwach belegt" in shown["+12,6"]


def test_the_newest_figures_are_sure_ones(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    latest = of_group(drawn("en", snapshot=snapshot, texts=texts), "latest")
    assert [(tile.number + tile.unit).replace("\xa0", " ") for tile in latest] == [
        "+5.3%",
        "+5.9%",
        "+12.6%",
        "+0.4%",
        "2.788 million vehicles",
        "1.296 million vehicles",
        "+67.3%",
        "34.6%",
    ]
    assert not any(tile.hollow for tile in latest)


def test_a_figure_leads_to_its_chart_at_its_period(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    tiles = {tile.number: tile for tile in drawn("en", snapshot=snapshot, texts=texts).tiles}
    assert tiles["+21.2"].chart == "sector-growth"
    assert tiles["+21.2"].address == (("sector-growth.focus", "motorcycles"),)
    assert tiles["+67.3"].address == (("period", "2025-H1"), ("sector-growth.focus", "integrated_circuits"))


def test_forms_with_little_room_say_what_they_leave_out(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("en", snapshot=snapshot, texts=texts, form="slide")
    assert drawing.figure is not None
    large = [item for item in drawing.figure["layout"]["annotations"] if "font-size" in item["text"]]
    assert drawing.note.startswith(texts["en"]("fit.more", count=14 - len(large)))
    assert len(drawing.tiles) == 14
