"""Contributions: parts add up to the published total, no part beside its whole, headlines from sure values alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd
import pytest

from app.charts.drawn import draw_chart
from app.charts.growth_contribution_words import bars_of, headline
from app.charts.registry import all_charts
from app.charts.spec import Drawing, Scene
from app.i18n import Texts
from app.state import LANGUAGES, ViewState, parse
from app.store.snapshot import Snapshot

Draw = Callable[..., Drawing]


@pytest.fixture
def draw(snapshot: Snapshot, texts: Mapping[str, Texts]) -> Draw:
    def drawing(query: str = "", form: str = "") -> Drawing:
        state = parse(query).state
        chart = all_charts()["growth-contribution"]
        return draw_chart(chart, snapshot=snapshot, state=state, texts=texts[state.lang], form=form)

    return drawing


def scene(snapshot: Snapshot, texts: Mapping[str, Texts], lang: str = "de", focus: str = "") -> Scene:
    return Scene(snapshot=snapshot, view=replace(ViewState(), focus=focus), texts=texts[lang])


def changed(rows: pd.DataFrame, value: float, **where: str) -> pd.DataFrame:
    chosen = pd.Series(True, index=rows.index)
    for column, wanted in where.items():
        chosen &= rows[column] == wanted
    assert chosen.any()
    return rows.assign(value=rows["value"].mask(chosen, value))


def only(rows: pd.DataFrame, *periods: str) -> pd.DataFrame:
    return rows[rows["period"].isin(periods)]


def test_parts_and_remainder_add_up_to_the_published_total(draw: Draw) -> None:
    bars = bars_of(draw("time=earliest..latest").frame)
    assert len(bars) >= 7
    for bar in bars:
        assert bar.total
        assert bar.rest
        assert bar.parts
        summed = sum(float(row["value"]) for row in (*bar.parts, bar.rest))
        assert summed == pytest.approx(float(bar.total["value"]))
        assert bar.rest["derived"]
        assert not any(row["derived"] for row in (*bar.parts, bar.total))


def test_a_part_is_never_added_beside_its_whole(draw: Draw) -> None:
    bar = next(bar for bar in bars_of(draw().frame) if bar.period.code == "2024")
    assert [row["sector"] for row in bar.parts] == ["automotive", "materials"]
    assert [row["sector"] for row in bar.within] == ["chemicals"]


def test_only_points_of_value_added_of_industry_are_parts(draw: Draw) -> None:
    rows = draw("time=earliest..latest").frame
    parts = rows[rows["place"].isin(["part", "within"])]
    assert set(parts["indicator"].astype(str)) == {"growth_contribution_pp"}
    assert not {"high_tech_manufacturing", "strategic_emerging"} & set(parts["sector"].astype(str))


def test_implied_weight_is_contribution_over_growth_and_derived(draw: Draw) -> None:
    for bar in bars_of(draw().frame):
        for sector, weight in bar.weight.items():
            points = next(row for row in (*bar.parts, *bar.within) if row["sector"] == sector)
            expected = float(points["value"]) / float(bar.growth[sector]["value"]) * 100
            assert weight["derived"]
            assert float(weight["value"]) == pytest.approx(expected)


def test_periods_of_one_kind_stand_together_the_newest_first(draw: Draw) -> None:
    codes = [bar.period.code for bar in bars_of(draw().frame)]
    assert codes == ["2025-9M", "2024-9M", "2025-H1", "2024", "2023", "2024-2M"]


def test_years_before_the_usual_ones_are_drawn_when_asked_for(draw: Draw) -> None:
    assert "2007-10M" not in set(draw().frame["period"])
    assert "2007-10M" in set(draw("time=earliest..latest").frame["period"])


def test_years_without_contributions_are_said_to_have_none(draw: Draw) -> None:
    drawing = draw("time=2018..2020")
    assert drawing.empty is not None
    assert drawing.address == (("time", "2018..2020"),)


def test_the_bar_ends_of_the_figure_are_the_values(draw: Draw) -> None:
    drawing = draw()
    assert drawing.figure is not None
    bars = [trace for trace in drawing.figure["data"] if trace["type"] == "bar"]
    drawn = drawing.frame[drawing.frame["place"].isin(["part", "rest"])]
    assert len(bars) == len(drawn)
    hatched = [trace for trace in bars if "pattern" in trace["marker"]]
    assert len(hatched) == int((drawn["place"] == "rest").sum())


def test_in_focus_one_sector_keeps_its_colour(draw: Draw) -> None:
    drawing = draw("focus=motorcycles")
    assert drawing.figure is not None
    solid = {str(t["marker"]["color"]) for t in drawing.figure["data"] if t["type"] == "bar"}
    assert "var(--vehicles)" not in solid
    assert drawing.title.startswith("Motorradindustrie")


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("de", "Automobilindustrie mit weniger Schub: 2,5 von 5,4\xa0Punkten Industriewachstum (Vorjahr: 4,5 von 8,1)"),
        ("en", "Automotive industry contributing less: 2.5 of 5.4\xa0growth points (year before: 4.5 of 8.1)"),
        ("zh", "汽车产业拉动2.5个百分点（工业增长5.4%），低于上年同期的4.5（8.1%）"),
    ],
)
def test_the_headline_compares_the_newest_sure_period_with_the_same_one_before(
    draw: Draw, lang: str, wanted: str
) -> None:
    assert draw(f"lang={lang}").title == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headlines_of_every_branch_say_what_the_rows_hold(
    draw: Draw, snapshot: Snapshot, texts: Mapping[str, Texts], lang: str
) -> None:
    rows = only(draw().frame, "2025-9M", "2024-9M")
    here = scene(snapshot, texts, lang)
    automotive = {"sector": "automotive", "place": "part", "period": "2025-9M"}
    said = {
        "less": headline(rows, here),
        "more": headline(changed(rows, 4.9, **automotive), here),
        "level": headline(changed(rows, 4.5, **automotive), here),
        "single": headline(only(rows, "2025-9M"), here),
        "tie": headline(changed(rows, 0.8, **automotive), here),
        "negative": headline(
            changed(changed(rows, -1.5, **automotive), -2.0, **(automotive | {"sector": "motorcycles"})), here
        ),
        "shrinking": headline(changed(rows, -1.1, place="total", period="2025-9M"), here),
        "weak": headline(rows.assign(evidence="weak"), here),
    }
    assert len(set(said.values())) == len(said)
    minus = "\N{MINUS SIGN}"
    assert minus in said["negative"]
    assert minus in said["shrinking"]
    assert not re.search(r"\d", said["weak"])
    for title in said.values():
        if lang == "zh":
            assert len(re.findall(r"[\u4e00-\u9fff]", title)) <= 24, title
        else:
            assert len(title.split()) <= 15, title


def test_without_a_total_there_is_no_remainder_and_no_headline_number(
    draw: Draw, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    rows = only(draw().frame, "2025-9M")
    rows = rows[~rows["place"].isin(["total", "rest"])]
    assert not re.search(r"\d", headline(rows, scene(snapshot, texts)))
    figure = all_charts()["growth-contribution"].draw(rows, scene(snapshot, texts))
    assert any("nicht veröffentlicht" in str(text["text"]) for text in figure["layout"]["annotations"])


def test_negative_contributions_are_drawn_left_of_zero(
    draw: Draw, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    rows = changed(only(draw().frame, "2025-9M"), -1.5, sector="motorcycles", place="part")
    figure = all_charts()["growth-contribution"].draw(rows, scene(snapshot, texts))
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    left = [trace for trace in bars if trace["x"][0] < 0]
    assert len(left) == 1
    assert left[0]["base"][0] <= 0
    assert figure["layout"]["xaxis"]["range"][0] < -1.5
