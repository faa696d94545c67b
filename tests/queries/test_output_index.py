"""The index of pieces: what it divides by what, which lines it joins and what it leaves out."""

from __future__ import annotations

import pytest

from app.queries import output_index as index
from app.queries.vehicles import scope_of
from app.store.snapshot import Snapshot


def test_only_full_years_are_counted(snapshot: Snapshot) -> None:
    assert set(index.counts(snapshot)["months"]) == {12}


@pytest.mark.parametrize("base", [2014, 2019, 2020, 2022])
def test_the_index_is_the_count_in_percent_of_the_base_year(snapshot: Snapshot, base: int) -> None:
    rows = index.index_of(index.counts(snapshot), base=base, sectors=index.SECTORS, snapshot=snapshot)
    for _, line in rows.groupby("sector", observed=True):
        reference = float(line.loc[line["year"] == base, "count"].iloc[0])
        assert (line["value"] - line["count"] / reference * 100).abs().max() < 1e-9
        assert float(line.loc[line["year"] == base, "value"].iloc[0]) == 100


@pytest.mark.parametrize("base", [2014, 2020, 2022, 2025])
def test_a_line_joins_neighbouring_years_alone(snapshot: Snapshot, base: int) -> None:
    rows = index.index_of(index.counts(snapshot), base=base, sectors=index.SECTORS, snapshot=snapshot)
    for _, line in rows.groupby("sector", observed=True):
        years = line["year"].astype(int).diff()
        assert set(years[line["joined"]]) <= {1}


def test_a_line_crosses_the_change_of_counting_only_where_the_published_growth_fits(snapshot: Snapshot) -> None:
    known = index.counts(snapshot)
    rows = index.index_of(known, base=2020, sectors=("automotive",), snapshot=snapshot)
    assert bool(rows.loc[rows["year"] == 2025, "joined"].iloc[0])
    odd = known.assign(value=known["value"].where(known["year"] != 2025, known["value"] * 1.1))
    rows = index.index_of(odd, base=2020, sectors=("automotive",), snapshot=snapshot)
    assert not bool(rows.loc[rows["year"] == 2025, "joined"].iloc[0])


def test_years_in_another_scope_than_the_base_are_left_out_and_named(snapshot: Snapshot) -> None:
    known = index.counts(snapshot)
    rows = index.index_of(known, base=2014, sectors=("automotive",), snapshot=snapshot)
    assert {scope_of(row) for row in rows.to_dict("records")} == {frozenset()}
    assert index.other_scope(known, base=2014, sector="automotive") == (1996, 2006, 2009)


def test_chips_have_no_annual_volume(snapshot: Snapshot) -> None:
    assert not index.has_years(snapshot, index.LEFT_OUT)
