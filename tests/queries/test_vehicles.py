"""Full years of vehicles, their new-energy part where it is one, and the share."""

from __future__ import annotations

import pytest

from app.queries import vehicles
from app.store.snapshot import Snapshot


def test_only_full_years_are_used(snapshot: Snapshot) -> None:
    assert set(vehicles.yearly(snapshot)["months"]) == {12}


def test_new_energy_vehicles_stand_apart_only_where_all_vehicles_are_known(snapshot: Snapshot) -> None:
    found = vehicles.yearly(snapshot)
    years = {place: set(found.loc[found["place"] == place, "year"]) for place in ("all", "nev", "share")}
    assert years["nev"] == {2020, 2022, 2023, 2024, 2025}
    assert years["nev"] <= years["all"]
    assert years["share"] == years["nev"]


def test_a_published_share_goes_before_a_computed_one(snapshot: Snapshot) -> None:
    found = vehicles.yearly(snapshot)
    share = found[found["place"] == "share"].set_index("year")
    assert not share.loc[2025, "derived"]
    assert share.loc[2025, "value"] == 46.5
    assert share.loc[2024, "derived"]
    assert share.loc[2024, "value"] == pytest.approx(953_200 / 2_540_100 * 100)


def test_a_computed_share_carries_the_flags_and_the_weaker_evidence_of_both_counts(snapshot: Snapshot) -> None:
    found = vehicles.yearly(snapshot)
    share = found[(found["place"] == "share") & (found["year"] == 2020)].iloc[0]
    assert share["evidence"] == "reprint"
    rounded = found[(found["place"] == "share") & (found["year"] == 2023)].iloc[0]
    assert "rounded" in vehicles.flags_of(rounded)


def test_a_count_of_another_scope_is_no_part() -> None:
    whole = {"flags": "", "value": 100.0}
    assert vehicles.is_part({"flags": "rounded", "value": 40.0}, whole)
    assert not vehicles.is_part({"flags": "production_and_sales", "value": 40.0}, whole)
    assert not vehicles.is_part({"flags": "", "value": 140.0}, whole)
    assert not vehicles.is_part({"flags": "", "value": 40.0}, None)


def test_the_annual_counts_of_2025_show_no_break(snapshot: Snapshot) -> None:
    found = vehicles.yearly(snapshot)
    assert vehicles.agreeing_growth(snapshot, found, year=2025) == 9.7


def test_a_growth_that_the_counts_do_not_show_is_not_said_to_agree(snapshot: Snapshot) -> None:
    found = vehicles.yearly(snapshot)
    found.loc[(found["place"] == "all") & (found["year"] == 2024), "value"] = 2_000_000.0
    assert vehicles.agreeing_growth(snapshot, found, year=2025) is None
    assert vehicles.agreeing_growth(snapshot, found, year=2016) is None
