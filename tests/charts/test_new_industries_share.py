"""Shares of new industries: no line over gaps or definitions, gross output apart, headlines from sure values alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd
import pytest

from app.charts.drawn import draw_chart
from app.charts.new_industries_share_words import headline
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
        chart = all_charts()["new-industries-share"]
        return draw_chart(chart, snapshot=snapshot, state=state, texts=texts[state.lang], form=form)

    return drawing


def joins(drawing: Drawing) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    assert drawing.figure is not None
    lines = [trace for trace in drawing.figure["data"] if trace.get("mode") == "lines"]
    return [((t["x"][0], t["x"][1]), (t["y"][0], t["y"][1])) for t in lines]


def scene(snapshot: Snapshot, texts: Mapping[str, Texts], lang: str = "de") -> Scene:
    return Scene(snapshot=snapshot, view=ViewState(), texts=texts[lang])


@pytest.mark.parametrize("form", ["wide", "narrow", "slide", "square"])
@pytest.mark.parametrize("query", ["", "measure=all"])
def test_a_line_joins_neighbouring_full_years_alone(draw: Draw, query: str, form: str) -> None:
    found = joins(draw(query, form))
    assert found
    for (first, second), _ in found:
        assert second - first == pytest.approx(1)
        assert first == int(first)


def test_the_value_of_another_definition_is_drawn_but_not_joined(draw: Draw) -> None:
    drawing = draw()
    assert 17.3 in set(drawing.frame["value"])
    assert not any(17.3 in values for _, values in joins(drawing))
    assert "17,3" in drawing.note


def test_shares_of_gross_output_stand_on_axes_of_their_own_and_are_never_joined(draw: Draw) -> None:
    drawing = draw()
    assert drawing.figure is not None
    cores = drawing.frame[drawing.frame["place"] == "core"]
    own = [trace for trace in drawing.figure["data"] if trace.get("xaxis") == "x2"]
    assert sorted(trace["x"][0] for trace in own) == sorted(cores["value"])
    assert {trace["mode"] for trace in own} == {"markers"}
    others = [trace for trace in drawing.figure["data"] if trace.get("xaxis") != "x2"]
    assert all(x >= 2017 for trace in others for x in trace["x"])


def test_part_years_are_drawn_only_when_asked_for(draw: Draw) -> None:
    def kinds(query: str) -> set[int]:
        rows = draw(query).frame
        return set(rows.loc[rows["place"] == "line", "months"])

    assert kinds("") == {12}
    assert kinds("measure=all") == {6, 9, 12}


def test_china_stands_beside_the_same_periods_alone(draw: Draw) -> None:
    rows = draw().frame
    country = rows[rows["place"] == "country"]
    own = rows[rows["place"] == "line"]
    assert set(country["period"]) == {"2020", "2021"}
    assert set(country["sector"]) == {"high_tech_manufacturing"}
    assert set(country["period"]) <= set(own.loc[own["sector"] == "high_tech_manufacturing", "period"])


@pytest.mark.parametrize("query", ["time=2012..2014", "time=2019..2019", "time=2017..2017", "time=2017..2021"])
@pytest.mark.parametrize("form", ["wide", "narrow", "slide", "square"])
def test_it_draws_with_one_panel_or_one_value(draw: Draw, query: str, form: str) -> None:
    drawing = draw(query, form)
    assert drawing.empty is None
    assert drawing.height > 60


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        (
            "de",
            "Strategische Zukunftsindustrien: Anteil an der Industriewertschöpfung von 25,0 % (2019) auf 34,6 % (2024)"
            " gestiegen",
        ),
        ("en", "Strategic emerging industries: share of industrial value added up from 25.0% (2019) to 34.6% (2024)"),
        ("zh", "战略性新兴产业占工业增加值比重由2019年25.0%升至2024年34.6%"),
    ],
)
def test_the_headline_begins_with_the_first_sure_value(draw: Draw, lang: str, wanted: str) -> None:
    assert draw(f"lang={lang}").title.replace("\u00a0", " ") == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headlines_of_every_branch_say_what_the_rows_hold(
    draw: Draw, snapshot: Snapshot, texts: Mapping[str, Texts], lang: str
) -> None:
    rows = draw().frame
    here = scene(snapshot, texts, lang)
    newest = (rows["sector"] == "strategic_emerging") & (rows["period"] == "2024")

    def at_the_end(value: float) -> pd.DataFrame:
        return rows.assign(value=rows["value"].mask(newest, value))

    said = {
        "rise": headline(rows, here),
        "fall": headline(at_the_end(20.0), here),
        "level": headline(at_the_end(25.0), here),
        "high_tech": headline(rows[rows["sector"] != "strategic_emerging"], here),
        "single": headline(rows[newest], here),
        "core": headline(rows[rows["place"] == "core"], here),
        "weak": headline(rows.assign(evidence="weak"), here),
    }
    assert len(set(said.values())) == len(said)
    assert not re.search(r"\d", said["weak"])
    for title in said.values():
        if lang == "zh":
            assert len(re.findall(r"[\u4e00-\u9fff]", title)) <= 24, title
        else:
            assert len(title.split()) <= 15, title
