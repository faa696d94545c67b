"""Growth rates of sectors; published values as they are, nothing recomputed and nothing drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from app.queries.kept import kept
from app.store.snapshot import Snapshot

SUBJECT = "chongqing"
COUNTRY = "china"
PILLAR_PARENT = "industry"


def of_period(snapshot: Snapshot, *, indicators: Iterable[str], period: str, area: str = SUBJECT) -> pd.DataFrame:
    """The rows of one period for the indicators, in their order; columns of observations."""
    parts = [
        snapshot.rows(indicator, area).iloc[_places(snapshot, indicator, area).get(period, [])]
        for indicator in indicators
    ]
    return pd.concat(parts) if parts else pd.DataFrame()


@kept
def _places(snapshot: Snapshot, indicator: str, area: str) -> Mapping[str, list[int]]:
    """Where the rows of each period stand among those of an indicator in an area."""
    found: dict[str, list[int]] = {}
    for place, period in enumerate(snapshot.rows(indicator, area)["period"].tolist()):
        found.setdefault(str(period), []).append(place)
    return MappingProxyType(found)


@kept
def known_sectors(
    snapshot: Snapshot, indicators: tuple[str, ...], area: str = SUBJECT
) -> Mapping[str, frozenset[tuple[str, str]]]:
    """By period, of which sectors which of the indicators are known: pairs of sector and indicator."""
    found: dict[str, set[tuple[str, str]]] = {}
    for indicator in indicators:
        rows = snapshot.rows(indicator, area)
        for period, sector in zip(rows["period"].tolist(), rows["sector"].tolist(), strict=True):
            found.setdefault(str(period), set()).add((str(sector), indicator))
    return MappingProxyType({period: frozenset(pairs) for period, pairs in found.items()})


@kept
def periods(snapshot: Snapshot, *, indicators: Iterable[str], area: str = SUBJECT) -> pd.DataFrame:
    """The periods with rows, newest first; columns period, end, sectors (number of sectors), pillars (of these)."""
    parts = [snapshot.rows(indicator, area)[["period", "sector", "end"]] for indicator in indicators]
    rows = pd.concat(parts)
    rows["pillar"] = rows["sector"].where(rows["sector"].isin(pillars(snapshot)))
    counted = rows.groupby("period", sort=False).agg(
        end=("end", "max"), sectors=("sector", "nunique"), pillars=("pillar", "nunique")
    )
    return counted.reset_index().sort_values("end", ascending=False, ignore_index=True)


@kept
def coverage(snapshot: Snapshot, *, indicators: Iterable[str], area: str = SUBJECT) -> Mapping[str, int]:
    """For how many periods each sector is known."""
    rows = pd.concat([snapshot.rows(indicator, area)[["period", "sector"]] for indicator in indicators])
    counted = rows.drop_duplicates().groupby("sector").size()
    return MappingProxyType({str(code): int(number) for code, number in counted.items()})


@kept
def pillars(snapshot: Snapshot) -> tuple[str, ...]:
    """The pillar industries: parts of industry that do not cut across others."""
    sectors = snapshot.tables["sectors"]
    chosen = sectors[(sectors["parent"].astype(str) == PILLAR_PARENT) & ~sectors["cross_cutting"].astype(bool)]
    return tuple(chosen["sector"].astype(str))
