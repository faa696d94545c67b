"""What plans promised and what came: the judgement follows the table alone."""

from __future__ import annotations

import pytest

from app.queries import targets as plans
from app.store.snapshot import Snapshot


def test_every_target_is_there_once(snapshot: Snapshot) -> None:
    assert len(plans.targets(snapshot)) == len(snapshot.tables["targets"])


def test_only_comparable_targets_are_hit_or_missed(snapshot: Snapshot) -> None:
    for row in plans.targets(snapshot).to_dict("records"):
        judged = row["state"] in plans.COMPARED
        assert judged == bool(row["comparable"])
        if judged:
            assert (row["state"] == plans.HIT) == (row["outcome_value"] >= row["value"])
            assert row["percent"] == pytest.approx(row["outcome_value"] / row["value"] * 100)
        else:
            assert row["percent"] != row["percent"]


def test_a_target_is_open_only_while_its_year_is_not_over_in_the_data(snapshot: Snapshot) -> None:
    rows = plans.targets(snapshot)
    newest = snapshot.observations["end"].max().year
    assert set(rows.loc[rows["state"] == plans.OPEN, "period"].astype(int) > newest) == {True}
    assert not (rows.loc[rows["state"] == plans.NO_MATCH, "period"].astype(int) > newest).any()


def test_every_outcome_is_an_observation(snapshot: Snapshot) -> None:
    rows = plans.targets(snapshot)
    compared = rows[rows["state"].isin(plans.COMPARED)]
    assert (compared["outcome_evidence"] != "").all()
    assert (compared["outcome_source"] != "").all()
