"""Growth rates of sectors; published values as they are, nothing recomputed and nothing drawn."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from app.store.snapshot import Snapshot

SUBJECT = "chongqing"
COUNTRY = "china"
PILLAR_PARENT = "industry"


def of_period(snapshot: Snapshot, *, indicators: Iterable[str], period: str, area: str = SUBJECT) -> pd.DataFrame:
    """The rows of one period for the indicators, in their order; columns of observations."""
    parts = [snapshot.rows(indicator, area) for indicator in indicators]
    found = pd.concat([part[part["period"] == period] for part in parts]) if parts else pd.DataFrame()
    return found


def periods(snapshot: Snapshot, *, indicators: Iterable[str], area: str = SUBJECT) -> pd.DataFrame:
    """The periods with rows, newest first; columns period, end, sectors (number of sectors), pillars (of these)."""
    parts = [snapshot.rows(indicator, area)[["period", "sector", "end"]] for indicator in indicators]
    rows = pd.concat(parts)
    rows = rows.assign(period=rows["period"].astype(str), sector=rows["sector"].astype(str))
    rows["pillar"] = rows["sector"].where(rows["sector"].isin(pillars(snapshot)))
    counted = rows.groupby("period", sort=False).agg(
        end=("end", "max"), sectors=("sector", "nunique"), pillars=("pillar", "nunique")
    )
    return counted.reset_index().sort_values("end", ascending=False, ignore_index=True)


def coverage(snapshot: Snapshot, *, indicators: Iterable[str], area: str = SUBJECT) -> dict[str, int]:
    """For how many periods each sector is known."""
    rows = pd.concat([snapshot.rows(indicator, area)[["period", "sector"]] for indicator in indicators])
    counted = rows.astype(str).drop_duplicates().groupby("sector").size()
    return {str(code): int(number) for code, number in counted.items()}


def pillars(snapshot: Snapshot) -> tuple[str, ...]:
    """The pillar industries: parts of industry that do not cut across others."""
    sectors = snapshot.tables["sectors"]
    chosen = sectors[(sectors["parent"].astype(str) == PILLAR_PARENT) & ~sectors["cross_cutting"].astype(bool)]
    return tuple(chosen["sector"].astype(str))
