"""The ranking: families apart, parts under their whole, GDP as reference, unsure values hollow and out of headlines."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.spec import Drawing
from app.i18n import Texts
from app.state import parse
from app.store.snapshot import Snapshot


@pytest.fixture
def draw(snapshot: Snapshot, texts: Mapping[str, Texts]):  # type: ignore[no-untyped-def]
    def drawing(query: str = "", form: str = "") -> Drawing:
        state = parse(query).state
        return draw_chart(
            all_charts()["sector-growth"], snapshot=snapshot, state=state, texts=texts[state.lang], form=form
        )

    return drawing


def bars(drawing: Drawing) -> pd.DataFrame:
    return drawing.frame[drawing.frame["place"] == "bar"]


def test_it_opens_at_the_period_the_package_features(draw, snapshot: Snapshot) -> None:  # type: ignore[no-untyped-def]
    drawing = draw()
    assert set(drawing.frame["period"].astype(str)) == {snapshot.featured_period}
    assert drawing.address == ()


def test_latest_is_the_newest_period_that_is_not_thin(draw) -> None:  # type: ignore[no-untyped-def]
    drawing = draw("period=latest")
    assert set(drawing.frame["period"].astype(str)) == {"2025-H1"}
    assert drawing.address == (("period", "latest"),)


def test_parts_stand_under_their_whole(draw) -> None:  # type: ignore[no-untyped-def]
    shown = bars(draw("period=2024"))
    names = list(shown["sector"].astype(str))
    value_added = shown[shown["indicator"] == "value_added_growth"]
    parts = set(value_added.loc[value_added["part"], "sector"].astype(str))
    assert {"auto_parts", "vehicle_assembly", "chemicals", "metallurgy", "building_materials"} == parts
    whole = names.index("automotive")
    assert set(names[whole + 1 : whole + 3]) == {"auto_parts", "vehicle_assembly"}


def test_wholes_are_ranked_and_industry_stands_last(draw) -> None:  # type: ignore[no-untyped-def]
    shown = bars(draw("period=2025-H1"))
    wholes = shown[(shown["indicator"] == "value_added_growth") & ~shown["part"]]
    assert list(wholes["sector"].astype(str))[-1] == "industry"
    ranked = list(wholes["value"])[:-1]
    assert ranked == sorted(ranked, reverse=True)


def test_what_cuts_across_the_pillars_is_left_out_unless_asked_for(draw) -> None:  # type: ignore[no-untyped-def]
    assert "strategic_emerging" not in set(draw("period=2024").frame["sector"].astype(str))
    assert set(bars(draw("period=2024&series=strategic_emerging"))["sector"].astype(str)) == {"strategic_emerging"}


def test_value_added_and_output_stand_in_blocks_of_their_own(draw) -> None:  # type: ignore[no-untyped-def]
    shown = list(bars(draw())["indicator"].astype(str))
    assert shown == sorted(shown, key=["value_added_growth", "output_growth"].index)
    only = bars(draw("measure=output"))
    assert set(only["indicator"].astype(str)) == {"output_growth"}


def test_china_stands_beside_the_same_measure_and_period_alone(draw) -> None:  # type: ignore[no-untyped-def]
    frame = draw("period=2025-H1").frame
    city = {(r["sector"], r["indicator"]) for r in frame[frame["area"] == "chongqing"].to_dict("records")}
    country = {(r["sector"], r["indicator"]) for r in frame[frame["area"] == "china"].to_dict("records")}
    assert country
    assert country <= city


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("", "Neue-Energie-Fahrzeuge wachsen am\xa0schnellsten: Wertschöpfung +27,1\xa0%, BIP +5,3\xa0%"),
        ("period=2025-H1", "Motorradindustrie wächst am\xa0schnellsten: Wertschöpfung +27,7\xa0%, BIP +5,0\xa0%"),
        ("lang=en", "New-energy vehicles grow fastest: value added +27.1%, GDP +5.3%"),
        ("lang=zh", "新能源汽车增长最快：增加值+27.1%，GDP+5.3%"),
        ("series=automotive", "Automobilindustrie: Wertschöpfung +12,6\xa0%, BIP +5,3\xa0%"),
    ],
)
def test_the_headline_says_who_grows_fastest(draw, query: str, headline: str) -> None:  # type: ignore[no-untyped-def]
    assert draw(query).title == headline


def test_what_only_the_report_states_is_attributed_in_a_headline(draw) -> None:  # type: ignore[no-untyped-def]
    assert draw("measure=output").title.endswith(", laut Bericht vom Dezember\xa02025")
    assert "report" in draw("measure=output&lang=en").title
    assert "报道" in draw("measure=output&lang=zh").title


def test_a_sector_in_focus_greys_the_others(draw) -> None:  # type: ignore[no-untyped-def]
    trace = draw("focus=motorcycles").figure["data"][0]
    fills = trace["marker"]["line"]["color"]
    assert fills.count("var(--vehicles)") == 1
    assert set(fills) - {"var(--vehicles)"} == {"var(--filling-soft)"}


def test_unsure_values_are_hollow(draw) -> None:  # type: ignore[no-untyped-def]
    drawing = draw()
    trace = drawing.figure["data"][0]
    hollow = [row["evidence"] == "founding" for row in bars(drawing).to_dict("records")]
    assert [fill == "rgba(0,0,0,0)" for fill in trace["marker"]["color"]] == hollow
    assert any(hollow)


def test_only_like_periods_are_compared(draw) -> None:  # type: ignore[no-untyped-def]
    compare = next(control for control in draw("period=2025-H1").controls if control.parameter == "compare")
    assert {option.value for option in compare.options if option.value} <= {f"{year}-H1" for year in range(2000, 2030)}
    refused = draw("period=2025-H1&compare=2024").ignored
    assert [(item.name, item.value) for item in refused] == [("compare", "2024")]


def test_a_period_that_shares_no_sector_is_offered_with_that_reason(draw) -> None:  # type: ignore[no-untyped-def]
    drawing = draw("period=2025-H1&series=motorcycles")
    compare = next(control for control in drawing.controls if control.parameter == "compare")
    closed = [option for option in compare.options if option.disabled]
    assert closed
    assert {option.hint for option in closed} == {"keine gemeinsamen Branchen"}
    for option in compare.options[1:]:
        asked = draw(f"period=2025-H1&series=motorcycles&compare={option.value}")
        compared = (asked.frame["place"] == "before").any()
        assert compared != option.disabled
        assert bool(asked.ignored) == option.disabled


@pytest.mark.parametrize(
    ("lang", "headline"),
    [
        ("de", "Größter Tempoverlust: Elektronikindustrie, von +33,0\xa0% (H1 2021) auf +0,4\xa0% (H1 2025)"),
        ("en", "Sharpest slowdown: Electronics industry, from +33.0% (H1 2021) to +0.4% (H1 2025)"),
        ("zh", "电子产业增速回落最多：+33.0%（2021年上半年）→+0.4%（2025年上半年）"),
    ],
)
def test_a_comparison_says_what_changed_most(draw, lang: str, headline: str) -> None:  # type: ignore[no-untyped-def]
    drawing = draw(f"lang={lang}&period=2025-H1&compare=2021-H1")
    assert drawing.title == headline
    shown = drawing.frame[drawing.frame["place"] == "before"]
    assert set(shown["period"].astype(str)) == {"2021-H1"}
    earlier, newer = drawing.figure["data"][-2], drawing.figure["data"][-1]
    assert sorted(earlier["x"]) == sorted(float(value) for value in shown["value"])
    assert earlier["marker"]["size"] < newer["marker"]["size"]
    lines = [trace for trace in drawing.figure["data"] if trace["mode"] == "lines"]
    assert [line["x"][0] for line in lines] == list(earlier["x"])


def test_a_country_value_of_the_same_measure_and_period_stands_beside_a_sector_alone(draw) -> None:  # type: ignore[no-untyped-def]
    alone = draw("period=2025-H1&series=automotive")
    assert alone.title == "Automobilindustrie: Wertschöpfung +8,4\xa0%, China +11,3\xa0%"
    assert {"bar", "tick"} <= set(alone.frame["place"])


def test_the_headline_of_a_comparison_holds_for_the_drawn_rows(draw) -> None:  # type: ignore[no-untyped-def]
    frame = draw("period=2025-H1&compare=2021-H1").frame
    value_added = frame[frame["indicator"] == "value_added_growth"]
    now = value_added[value_added["place"] == "bar"].set_index("sector")["value"]
    before = value_added[value_added["place"] == "before"].set_index("sector")["value"]
    change = (now - before).abs()
    assert change.idxmax() == "electronics"
