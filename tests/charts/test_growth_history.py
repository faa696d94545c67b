"""The history: panels on the same axes, gaps left open, milestones numbered, nothing joined that is not alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from app.charts.drawn import draw_chart
from app.charts.growth_history import CHART
from app.charts.spec import Drawing
from app.i18n import Texts
from app.period import Period
from app.state import FORMS, parse
from app.store.snapshot import Snapshot

Draw = Callable[..., Drawing]


@pytest.fixture
def draw(snapshot: Snapshot, texts: Mapping[str, Texts]) -> Draw:
    def drawing(query: str = "", form: str = "") -> Drawing:
        state = parse(query).state
        return draw_chart(CHART, snapshot=snapshot, state=state, texts=texts[state.lang], form=form)

    return drawing


def texts_of(drawing: Drawing) -> list[str]:
    """Every text in the figure, in one line each."""
    assert drawing.figure is not None
    return [text["text"].replace("<br>", " ") for text in drawing.figure["layout"]["annotations"]]


def panel_count(drawing: Drawing) -> int:
    assert drawing.figure is not None
    return sum(name.startswith("yaxis") for name in drawing.figure["layout"])


def test_it_opens_with_the_years_since_2017_and_a_telling_handful(draw: Draw) -> None:
    drawing = draw()
    own = drawing.frame[drawing.frame["place"] == "value"]
    assert own["year"].min() == 2017
    assert drawing.address == ()
    assert panel_count(drawing) == 8
    assert {"automotive", "electronics", "motorcycles", "materials", "industry"} <= set(own["sector"].astype(str))


def test_all_panels_share_their_axes(draw: Draw) -> None:
    figure = draw().figure
    assert figure is not None
    for name in ("xaxis", "yaxis"):
        ranges = {tuple(axis["range"]) for key, axis in figure["layout"].items() if key.startswith(name)}
        assert len(ranges) == 1


def test_gdp_is_a_reference_for_value_added_alone(draw: Draw) -> None:
    assert "reference" in set(draw().frame["place"])
    for measure in ("output", "gross_output"):
        assert "reference" not in set(draw(f"growth-history.measure={measure}").frame["place"])


def test_one_measure_at_a_time(draw: Draw) -> None:
    for measure, indicator in (("value_added", "value_added_growth"), ("output", "output_growth")):
        frame = draw(f"growth-history.measure={measure}").frame
        assert set(frame.loc[frame["place"] != "reference", "indicator"].astype(str)) == {indicator}


def test_lines_join_only_neighbouring_whole_years(draw: Draw) -> None:
    drawing = draw("series=automotive")
    assert drawing.figure is not None
    lines = [part for part in drawing.figure["data"] if part["mode"] == "lines" and "dash" not in part["line"]]
    ends = [x for part in lines for x in part["x"] if x is not None]
    assert ends == [2019.0, 2020.0, 2023.0, 2024.0, 2024.0, 2025.0]  # 2018–2019, 2022–2023, 2023–2024


def test_a_dot_stands_where_its_period_ends(draw: Draw) -> None:
    drawing = draw("series=automotive")
    assert drawing.figure is not None
    own = drawing.frame[drawing.frame["place"] == "value"]
    dots = next(part for part in drawing.figure["data"] if isinstance(part.get("marker", {}).get("symbol"), list))
    assert sorted(dots["x"]) == sorted(Period.parse(code).position for code in own["period"].astype(str))


def test_china_stands_beside_like_values_alone(draw: Draw) -> None:
    frame = draw().frame
    keys = frame["sector"].astype(str) + "/" + frame["period"].astype(str)
    assert set(keys[frame["place"] == "tick"]) <= set(keys[frame["place"] == "value"])


def test_an_unsure_newest_value_says_so_in_its_title(draw: Draw) -> None:
    assert any("+6,8" in text and "nur im Bericht" in text for text in texts_of(draw()))


def test_milestones_are_numbered_in_the_order_of_time(draw: Draw, snapshot: Snapshot) -> None:
    markers = draw().markers
    assert [marker.number for marker in markers] == list(range(1, len(markers) + 1))
    dates = [str(snapshot.record("milestones", marker.milestone)["date"]) for marker in markers]
    assert dates == sorted(dates)
    assert "changan-30-millionth" in {marker.milestone for marker in markers}


def test_the_figure_numbers_what_the_list_names(draw: Draw) -> None:
    for form in FORMS:
        drawing = draw(form=form)
        assert drawing.figure is not None
        numbers = [int(number) for part in drawing.figure["data"] for number in part.get("text", [])]
        assert sorted(numbers) == [marker.number for marker in drawing.markers]


def test_outliers_end_at_the_edge_and_the_note_says_so(draw: Draw) -> None:
    drawing = draw("growth-history.measure=output&lang=en")
    assert "+300" in drawing.note
    assert "triangle" not in draw("lang=en").note


def test_forms_of_fixed_size_say_how_many_sectors_they_leave_to_the_table(draw: Draw) -> None:
    drawing = draw("lang=en", form="square")
    assert panel_count(drawing) == 2
    assert drawing.note.startswith("Further sectors in the table: 6.")
    assert {row[0].value for row in drawing.table.rows} >= {"industry"}


def test_a_chosen_sector_without_values_in_the_span_has_a_panel_that_says_so(draw: Draw) -> None:
    drawing = draw("series=electrical_machinery~automotive&time=2024..2025&lang=en")
    assert panel_count(drawing) == 2
    assert "no values in these years" in texts_of(drawing)


def test_times_without_values_are_named_and_not_used(draw: Draw) -> None:
    drawing = draw("time=1901..1902")
    assert [(item.name, item.reason) for item in drawing.ignored] == [("time", "ignored.no_rows")]
    assert drawing.empty is None


def test_a_time_of_ones_own_is_offered_among_the_others(draw: Draw) -> None:
    drawing = draw("time=2019..2024-H1")
    control = next(control for control in drawing.controls if control.parameter == "time")
    assert control.value == "2019..2024-H1"
    assert "2019 bis 1. Halbjahr 2024" in {option.label for option in control.options}
    assert "2019 bis 1. Halbjahr 2024" in drawing.subtitle


def test_the_alternative_text_gives_every_panels_newest_value(draw: Draw) -> None:
    drawing = draw("lang=en")
    for said in ("Automotive industry +12.6%", "Electronics industry +0.4%", "Industry +5.9% (2025)", "report only"):
        assert said in drawing.alt


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("de", "Größter Umschwung: Automobilindustrie, von −17,3 % (2018) auf +26,7 % (2024)"),
        ("en", "Biggest turnaround: Automotive industry, from −17.3% (2018) to +26.7% (2024)"),
        ("zh", "汽车产业起伏最大：2018年−17.3%，2024年+26.7%"),
    ],
)
def test_the_headline_names_the_widest_swing(draw: Draw, lang: str, sentence: str) -> None:
    assert draw(f"lang={lang}").title.replace("\xa0", " ") == sentence


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("query", ["", "growth-history.time=2021..latest", "growth-history.time=earliest..latest"])
def test_the_picture_numbers_what_the_headline_names_and_nothing_else_of_that_sector(
    draw: Draw, query: str, form: str
) -> None:
    drawing = draw(f"lang=en&{query}", form=form)
    assert drawing.figure is not None
    named = re.findall(r"[+−][\d.]+(?=%)", drawing.title)
    assert len(named) == 2
    panels: dict[str, list[str]] = {}
    for text in drawing.figure["layout"]["annotations"]:
        panels.setdefault(text["xref"].split()[0], []).append(text["text"].replace("<br>", " "))
    sector = drawing.title.partition(": ")[2].partition(",")[0]
    (own,) = (texts for texts in panels.values() if any(sector in text for text in texts))
    numbered = [text for text in own if re.fullmatch(r"[+−]\d+\.\d", text)]
    assert numbered
    assert set(numbered) <= set(named)
    if "2021" not in query or form != "square":  # there the lower one finds no free place
        assert sorted(numbered) == sorted(named)


def test_a_package_without_growth_rates_gives_a_reason_instead_of_a_chart(
    tiny_snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    state = parse("growth-history.measure=gross_output").state
    drawing = draw_chart(CHART, snapshot=tiny_snapshot, state=state, texts=texts["de"])
    assert drawing.empty is not None
    assert drawing.figure is None
