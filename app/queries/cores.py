"""Electronics against automotive: growth of value added in pairs of like periods, and output in pieces beside it.

Published values as they are; no text, no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from app.period import Period
from app.queries.growth import COUNTRY, SUBJECT
from app.queries.kept import kept
from app.queries.records import records, where
from app.store.snapshot import Snapshot

VALUE_ADDED = "value_added_growth"
OUTPUT = "output_growth"
ELECTRONICS, AUTOMOTIVE = "electronics", "automotive"
CHIPS, NEW_ENERGY = "integrated_circuits", "nev"
OTHER_SCOPE = "industry_class_not_pillar"  # the statistical industry class, not the city's pillar industry
ROLES = {ELECTRONICS: "chips", AUTOMOTIVE: "vehicles"}  # whose colour is whose


@dataclass(frozen=True)
class Lead:
    """Consecutive years with one sector ahead: its code, the first and the last of these years."""

    sector: str
    first: int
    last: int


@kept
def pair_rows(snapshot: Snapshot) -> pd.DataFrame:
    """Growth of value added of both industries for the periods where both are known in the scope of the pillar.

    Columns of observations; the newest period first, automotive before electronics.
    """
    rows = pd.concat([snapshot.rows(VALUE_ADDED, SUBJECT, sector) for sector in (AUTOMOTIVE, ELECTRONICS)])
    rows = rows[~rows["flags"].fillna("").astype(str).str.contains(OTHER_SCOPE)]
    both = rows.groupby("period", observed=True)["sector"].transform("nunique") == 2
    return rows[both.astype(bool)].sort_values("end", ascending=False, kind="stable").reset_index(drop=True)


@kept
def piece_rows(snapshot: Snapshot) -> pd.DataFrame:
    """Growth of the output of chips in pieces and, of the same periods, of new-energy vehicles in pieces and of the
    value added of electronics; columns of observations, the newest period first."""
    chips = snapshot.rows(OUTPUT, SUBJECT, CHIPS)
    beside = [snapshot.rows(OUTPUT, SUBJECT, NEW_ENERGY), snapshot.rows(VALUE_ADDED, SUBJECT, ELECTRONICS)]
    known = set(chips["period"])
    rows = pd.concat([chips, *[part[part["period"].isin(known)] for part in beside]])
    return rows.sort_values("end", ascending=False, kind="stable").reset_index(drop=True)


def newest_periods(periods: Iterable[str], *, most: int) -> tuple[str, ...]:
    """The newest of the periods, at most so many, newest first."""
    codes = {str(code) for code in periods}
    return tuple(sorted(codes, key=Period.parse, reverse=True)[:most])


def country_rows(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """China's rows of the same measures, sectors and periods as ``rows``; columns of observations."""
    wanted = set(_keys(rows))
    known = (key in wanted for key in _country_keys(snapshot))
    return where(_country(snapshot), known).reset_index(drop=True)


@kept
def _country(snapshot: Snapshot) -> pd.DataFrame:
    return pd.concat([snapshot.rows(indicator, COUNTRY) for indicator in (VALUE_ADDED, OUTPUT)])


@kept
def _country_keys(snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
    return _keys(_country(snapshot))


def _keys(rows: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    return tuple(zip(*(map(str, rows[name].tolist()) for name in ("indicator", "sector", "period")), strict=True))


def wide_pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each period, oldest first.

    Columns period, year, months, electronics and automotive (values in percent), longest (no other pair of its year
    covers more months), ahead (the sector that grows faster, "" where both grow alike).
    """
    values: dict[Period, dict[str, float]] = {}
    for row in records(rows[["year", "months", "sector", "value"]]):
        values.setdefault(Period(int(row["year"]), int(row["months"])), {})[str(row["sector"])] = float(row["value"])
    longest = {period.year: period for period in sorted(values)}
    table = [
        {
            "year": period.year,
            "months": period.months,
            ELECTRONICS: both[ELECTRONICS],
            AUTOMOTIVE: both[AUTOMOTIVE],
            "period": period.code,
            "longest": longest[period.year] == period,
            "ahead": _ahead(both[ELECTRONICS], both[AUTOMOTIVE]),
        }
        for period, both in sorted(values.items())
    ]
    return pd.DataFrame(table)


def _ahead(electronics: float, automotive: float) -> str:
    if electronics == automotive:
        return ""
    return ELECTRONICS if electronics > automotive else AUTOMOTIVE


def leads(pairs: pd.DataFrame) -> tuple[Lead, ...]:
    """Who is ahead from when to when, oldest first; ``pairs`` as from :func:`wide_pairs`.

    The longest period of a year stands for the year: shorter ones are part of it. Years in which both grow alike belong
    to no lead and end none.
    """
    years = pairs[pairs["longest"] & (pairs["ahead"] != "")]
    found: list[Lead] = []
    for year, sector in zip(years["year"].astype(int), years["ahead"].astype(str), strict=True):
        if found and found[-1].sector == sector:
            found[-1] = Lead(sector, found[-1].first, year)
        else:
            found.append(Lead(sector, year, year))
    return tuple(found)


def exceptions(pairs: pd.DataFrame, runs: Sequence[Lead]) -> tuple[str, ...]:
    """The periods within a lead in which the other sector was ahead, oldest first."""
    by_year = {year: run.sector for run in runs for year in range(run.first, run.last + 1)}
    known = zip(*(pairs[name].tolist() for name in ("year", "ahead", "period")), strict=True)
    return tuple(str(period) for year, ahead, period in known if ahead not in ("", by_year.get(int(year), ahead)))
