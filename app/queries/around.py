"""Figures of a sector in the years around a year: one measure, one kind of period; it judges and draws nothing."""

from __future__ import annotations

import pandas as pd

from app.queries.growth import SUBJECT
from app.store.snapshot import Snapshot

REACH = 2  # years before and after
ENOUGH = 2  # values from which a measure tells something of a time
MEASURES = ("value_added_growth", "output_growth", "output_volume")


def around(snapshot: Snapshot, *, sector: str, year: int) -> pd.DataFrame:
    """At most five like rows of the city, oldest first; columns of observations, none where nothing is known.

    The first measure of which two periods of one kind are known, else the first that is known at all; of its kinds of
    period the one with the most rows, among equals the longest.
    """
    found = [_like(_near(snapshot.rows(indicator, SUBJECT, sector), year)) for indicator in MEASURES]
    telling = [rows for rows in found if len(rows) >= ENOUGH] or [rows for rows in found if len(rows)]
    return telling[0] if telling else found[0]


def _near(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    return rows[(rows["year"] >= year - REACH) & (rows["year"] <= year + REACH)]


def _like(rows: pd.DataFrame) -> pd.DataFrame:
    counts = rows["months"].value_counts()
    if counts.empty:
        return rows
    kind = max(counts.index, key=lambda months: (counts[months], months))
    like: pd.DataFrame = rows[rows["months"] == kind]
    return like.sort_values("year", kind="stable")
