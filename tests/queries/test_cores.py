"""Pairs of like periods, who leads when, and pieces beside value added."""

from __future__ import annotations

import pandas as pd
import pytest

from app.period import Period
from app.queries import cores
from app.store.snapshot import Snapshot


def pairs(*given: tuple[str, float, float]) -> pd.DataFrame:
    """Rows of observations for (period, electronics, automotive)."""
    rows = []
    for code, electronics, automotive in given:
        period = Period.parse(code)
        for sector, value in ((cores.ELECTRONICS, electronics), (cores.AUTOMOTIVE, automotive)):
            rows.append(
                {"period": code, "year": period.year, "months": period.months, "sector": sector, "value": value}
            )
    return cores.wide_pairs(pd.DataFrame(rows))


def test_a_pair_has_both_industries_and_like_periods(snapshot: Snapshot) -> None:
    rows = cores.pair_rows(snapshot)
    both = rows.groupby("period", observed=True)["sector"].nunique()
    assert set(both) == {2}
    assert len(both) == 20


def test_the_industry_class_is_not_the_pillar(snapshot: Snapshot) -> None:
    rows = cores.pair_rows(snapshot)
    assert not rows["flags"].astype(str).str.contains(cores.OTHER_SCOPE).any()
    assert "2023-H1" not in set(rows["period"].astype(str))


def test_pairs_come_newest_first(snapshot: Snapshot) -> None:
    ends = list(cores.pair_rows(snapshot)["end"])
    assert ends == sorted(ends, reverse=True)


@pytest.mark.parametrize(
    ("given", "leads"),
    [
        ([("2018", 13.6, -17.3)], [("electronics", 2018, 2018)]),
        ([("2018", 13.6, -17.3), ("2019", 14.3, -4.1)], [("electronics", 2018, 2019)]),
        ([("2019", 14.3, -4.1), ("2024", 2.9, 26.7)], [("electronics", 2019, 2019), ("automotive", 2024, 2024)]),
        ([("2018", 1.0, 1.0)], []),
        ([("2018", 2, 1), ("2019", 1, 1), ("2020", 2, 1)], [("electronics", 2018, 2020)]),
        (
            [("2018", 2, 1), ("2019", 1, 2), ("2020", 2, 1)],
            [("electronics", 2018, 2018), ("automotive", 2019, 2019), ("electronics", 2020, 2020)],
        ),
    ],
    ids=["single", "never changing", "turn", "tie", "a tie ends no lead", "mixed"],
)
def test_runs_of_leadership(given: list[tuple[str, float, float]], leads: list[tuple[str, int, int]]) -> None:
    assert [(lead.sector, lead.first, lead.last) for lead in cores.leads(pairs(*given))] == leads


def test_the_longest_period_of_a_year_stands_for_it() -> None:
    table = pairs(("2021-4M", 42.8, 44.0), ("2021-H1", 33.0, 25.3))
    runs = cores.leads(table)
    assert [lead.sector for lead in runs] == ["electronics"]
    assert cores.exceptions(table, runs) == ("2021-4M",)


def test_an_equal_pair_is_no_exception() -> None:
    table = pairs(("2021-4M", 30.0, 30.0), ("2021-H1", 33.0, 25.3))
    assert cores.exceptions(table, cores.leads(table)) == ()


def test_pieces_stand_beside_value_added_of_the_same_period_only(snapshot: Snapshot) -> None:
    rows = cores.piece_rows(snapshot)
    chips = set(rows.loc[rows["sector"] == cores.CHIPS, "period"])
    assert set(rows["period"]) == chips
    assert cores.newest_periods(rows["period"], most=2) == ("2025-9M", "2025-H1")


def test_china_is_given_for_the_same_measure_sector_and_period_alone(snapshot: Snapshot) -> None:
    rows = cores.pair_rows(snapshot)
    country = cores.country_rows(snapshot, rows)
    assert not country.empty
    own = set(zip(rows["sector"].astype(str), rows["period"].astype(str), strict=True))
    assert set(zip(country["sector"].astype(str), country["period"].astype(str), strict=True)) <= own
    assert set(country["indicator"].astype(str)) == {cores.VALUE_ADDED}
