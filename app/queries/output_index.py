"""Vehicles, new-energy vehicles and laptops built in full years, and their index; it must not choose a base year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.period import Period
from app.queries.growth import SUBJECT
from app.queries.kept import kept
from app.queries.records import records
from app.queries.vehicles import GROWTH, VOLUME, flags_of, scope_of
from app.store.snapshot import Snapshot

SECTORS = ("automotive", "nev", "laptops")
LEFT_OUT = "integrated_circuits"
_BREAK = "series_break_2025"
_NEAR = 0.2  # percentage points by which a published change may differ from that of rounded counts


@kept
def counts(snapshot: Snapshot) -> pd.DataFrame:
    """The pieces made in each full year, by sector and year: columns of observations."""
    rows = pd.concat([snapshot.rows(VOLUME, SUBJECT, sector) for sector in SECTORS])
    return rows[rows["months"] == 12].reset_index(drop=True)


@kept
def other_years(snapshot: Snapshot, base: int, sector: str) -> tuple[int, ...]:
    """``other_scope`` of all counts there are."""
    return other_scope(counts(snapshot), base=base, sector=sector)


@kept
def has_years(snapshot: Snapshot, sector: str) -> bool:
    """Whether a volume is published for any full year of a sector."""
    return bool((snapshot.rows(VOLUME, SUBJECT, sector)["months"] == 12).any())


def index_of(known: pd.DataFrame, *, base: int, sectors: tuple[str, ...], snapshot: Snapshot) -> pd.DataFrame:
    """The rows of ``known`` (as from ``counts``) of the sectors as percent of the base year, oldest first by sector.

    Columns of observations with ``value`` the index, ``count`` the pieces, ``derived`` True, and ``joined``: whether a
    line may come from the row before. Rows counted in another scope than the base year are left out.
    """
    found: list[dict[str, Any]] = []
    oldest_first = sorted(records(known), key=lambda row: int(row["year"]))
    for sector in sectors:
        rows = [row for row in oldest_first if row["sector"] == sector]
        reference = next((row for row in rows if int(row["year"]) == base), None)
        if reference is None:
            continue
        before: Mapping[str, Any] | None = None
        for row in rows:
            if scope_of(row) == scope_of(reference):
                found.append(_indexed(row, reference, joined=_joins(before, row, snapshot)))
                before = row
    columns = [*known.columns, "count", "derived", "joined"]
    return pd.DataFrame(found, columns=columns).astype(
        {"value": float, "count": float, "derived": bool, "joined": bool}
    )


def other_scope(known: pd.DataFrame, *, base: int, sector: str) -> tuple[int, ...]:
    """The years of a sector that are counted in another scope than its base year."""
    rows = records(known[known["sector"].astype(str) == sector])
    reference = next((row for row in rows if int(row["year"]) == base), None)
    if reference is None:
        return ()
    return tuple(int(row["year"]) for row in rows if scope_of(row) != scope_of(reference))


def has_like(known: pd.DataFrame, *, base: int, sector: str) -> bool:
    """Whether another year of the sector is counted in the scope of the base year: only then is there an index."""
    years = int((known["sector"].astype(str) == sector).sum())
    return years - 1 > len(other_scope(known, base=base, sector=sector))


def _indexed(row: Mapping[str, Any], reference: Mapping[str, Any], *, joined: bool) -> dict[str, Any]:
    also = dict.fromkeys(code for code in (*str(row["also"] or "").split(";"), str(reference["source"])) if code)
    also.pop(str(row["source"]), None)
    return {
        **row,
        "value": float(row["value"]) / float(reference["value"]) * 100,
        "unit": "percent",
        "also": ";".join(also),
        "count": float(row["value"]),
        "derived": True,
        "joined": joined,
    }


def _joins(before: Mapping[str, Any] | None, row: Mapping[str, Any], snapshot: Snapshot) -> bool:
    """Neighbouring years are joined; where counting is said to break between, only if the published change fits."""
    if before is None or not Period.parse(str(before["period"])).next_to(Period.parse(str(row["period"]))):
        return False
    if (_BREAK in flags_of(before)) == (_BREAK in flags_of(row)):
        return True
    growth = snapshot.rows(GROWTH, SUBJECT, str(row["sector"]))
    said = growth.loc[growth["period"] == row["period"], "value"]
    change = (float(row["value"]) / float(before["value"]) - 1) * 100
    return not said.empty and abs(float(said.iloc[0]) - change) <= _NEAR
