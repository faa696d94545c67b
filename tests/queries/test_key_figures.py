"""The rows of single figures: chosen by rule, sure ones first, like with like."""

from __future__ import annotations

import pytest

from app.period import Period
from app.queries import key_figures as query
from app.store.snapshot import Snapshot

DOUBTFUL = ("weak", "founding")


def test_the_figures_of_the_report_are_those_of_the_period_most_of_them_share(snapshot: Snapshot) -> None:
    keys = query.report_keys(snapshot)
    assert [key[1:3] for key in keys] == [
        ("total_economy", "gdp_growth"),
        ("integrated_circuits", "output_volume"),
        ("integrated_circuits", "output_growth"),
        ("motorcycles", "value_added_growth"),
        ("materials", "value_added_growth"),
        ("lcd_panels", "output_growth"),
    ]
    assert {key[3] for key in keys} == {"2025-9M"}


@pytest.mark.parametrize(
    ("sector", "indicator", "kind"),
    [
        ("total_economy", "gdp_growth", "year"),
        ("industry", "value_added_growth", ""),
        ("electronics", "value_added_growth", ""),
        ("automotive", "output_volume", "year"),
        ("integrated_circuits", "output_growth", ""),
        ("strategic_emerging", "value_added_share", "year"),
    ],
)
def test_the_newest_figure_is_the_newest_sure_one(snapshot: Snapshot, sector: str, indicator: str, kind: str) -> None:
    row = query.newest(snapshot, sector=sector, indicator=indicator, kind=kind, doubtful=DOUBTFUL)
    assert len(row) == 1
    assert query.sure(row, snapshot, doubtful=DOUBTFUL) == [True]
    rows = snapshot.rows(indicator, "chongqing", sector)
    later = rows[rows["end"] > row["end"].iloc[0]]
    if kind:
        later = later[later["months"] == 12]
    assert not any(query.sure(later, snapshot, doubtful=DOUBTFUL))


def test_where_no_figure_is_sure_the_newest_stands(snapshot: Snapshot) -> None:
    row = query.newest(snapshot, sector="integrated_circuits", indicator="output_volume", doubtful=DOUBTFUL)
    assert row["period"].tolist() == ["2025-9M"]


def test_a_trend_joins_like_periods_only_and_needs_three(snapshot: Snapshot) -> None:
    gdp = query.at(snapshot, sector="total_economy", indicator="gdp_growth", period="2025-9M")
    earlier = query.before(snapshot, gdp)
    assert len(earlier) >= query.LEAST - 1
    assert {Period.parse(code).kind for code in earlier["period"].astype(str)} == {"9M"}
    motorcycles = query.at(snapshot, sector="motorcycles", indicator="value_added_growth", period="2025-9M")
    assert query.before(snapshot, motorcycles).empty


def test_a_trend_leaves_out_what_was_delimited_otherwise(snapshot: Snapshot) -> None:
    share = query.newest(snapshot, sector="strategic_emerging", indicator="value_added_share", kind="year")
    earlier = query.before(snapshot, share)
    assert earlier["year"].min() == 2018
    assert not any("scope_differs" in str(flags) for flags in earlier["flags"])


def test_the_country_stands_beside_a_figure_only_at_the_same_period(snapshot: Snapshot) -> None:
    gdp = query.at(snapshot, sector="total_economy", indicator="gdp_growth", period="2025-9M")
    assert query.of_country(snapshot, gdp)["period"].tolist() == ["2025-9M"]
    materials = query.at(snapshot, sector="materials", indicator="value_added_growth", period="2025-9M")
    assert query.of_country(snapshot, materials).empty


def test_a_row_that_stands_in_several_places_is_drawn_once(snapshot: Snapshot) -> None:
    gdp = query.at(snapshot, sector="total_economy", indicator="gdp_growth", period="2025-9M")
    found = query.placed([("report", gdp), ("story", gdp), ("trend", gdp.iloc[:0])])
    assert found["place"].tolist() == ["report"]
    assert found["story"].tolist() == [True]
    assert query.placed([]).empty
