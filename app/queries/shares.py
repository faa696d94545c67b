"""Shares of industrial value added and, apart from them, of industrial gross output; published, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.period import Period
from app.queries.growth import COUNTRY, SUBJECT
from app.queries.kept import kept
from app.queries.records import where
from app.store.snapshot import Snapshot

VALUE_ADDED, GROSS_OUTPUT = "value_added_share", "gross_output_share"
EMERGING, HIGH_TECH = "strategic_emerging", "high_tech_manufacturing"
LINES = (EMERGING, HIGH_TECH)
CORES = ("electronics", "automotive")
OTHER_SCOPE = "scope_differs"  # counted by another definition than the rest of the series


@kept
def rows(snapshot: Snapshot) -> pd.DataFrame:
    """All rows, oldest first within a sector; columns of observations and ``place``.

    ``place``: line (new industries in the city), country (China's values of the same sectors and periods), core
    (electronics and cars, of gross output).
    """
    lines = pd.concat([snapshot.rows(VALUE_ADDED, SUBJECT, sector) for sector in LINES])
    drawn = set(zip(lines["sector"].astype(str), lines["period"].astype(str), strict=True))
    country = pd.concat([snapshot.rows(VALUE_ADDED, COUNTRY, sector) for sector in LINES])
    keys = zip(country["sector"].astype(str), country["period"].astype(str), strict=True)
    country = where(country, (key in drawn for key in keys))
    cores = pd.concat([snapshot.rows(GROSS_OUTPUT, SUBJECT, sector) for sector in CORES])
    parts = [lines.assign(place="line"), country.assign(place="country"), cores.assign(place="core")]
    return pd.concat([part.astype(object) for part in parts], ignore_index=True).astype(
        {"value": float, "year": int, "months": int}
    )


def counts_otherwise(row: Mapping[str, Any]) -> bool:
    """Whether a value is counted by another definition than the rest of its series."""
    return OTHER_SCOPE in str(row["flags"] or "").split(";")


def joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether a line may join two values: of one sector, neighbouring periods of one kind, and one definition."""
    return (
        first["sector"] == second["sector"]
        and Period.parse(str(first["period"])).next_to(Period.parse(str(second["period"])))
        and counts_otherwise(first) == counts_otherwise(second)
    )
