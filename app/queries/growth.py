"""Growth rates of sectors; published values as they are, nothing recomputed and nothing drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from app.queries.kept import kept
from app.queries.records import records
from app.store.snapshot import Snapshot

SUBJECT = "chongqing"
COUNTRY = "china"
PILLAR_PARENT = "industry"
_RANKED = ("value_added_growth", "output_growth", "gdp_growth")

Row = Mapping[str, Any]


class Shelf(NamedTuple):
    """The growth rates of the city and the country: as one frame with the columns of observations, as records, and the
    places of those of an (indicator, area, period) among them. To choose places and take rows once is fastest.
    """

    frame: pd.DataFrame
    rows: tuple[Row, ...]
    places: Mapping[tuple[str, str, str], tuple[int, ...]]

    def of_period(self, indicators: Iterable[str], period: str, *, area: str = SUBJECT) -> list[int]:
        """The places of the rows of one period for the indicators, in their order."""
        return [place for indicator in indicators for place in self.places.get((indicator, area, period), ())]


@kept
def shelf(snapshot: Snapshot) -> Shelf:
    """All growth rates that the ranking draws."""
    parts = [snapshot.rows(indicator, area) for area in (SUBJECT, COUNTRY) for indicator in _RANKED]
    frame = pd.concat(parts, ignore_index=True)
    rows = tuple(records(frame))
    places: dict[tuple[str, str, str], tuple[int, ...]] = {}
    for place, row in enumerate(rows):
        key = row["indicator"], row["area"], row["period"]
        places[key] = (*places.get(key, ()), place)
    return Shelf(frame, rows, MappingProxyType(places))


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


class KnownPeriod(NamedTuple):
    """A period with rows, of how many sectors, and how many of these are pillars."""

    period: str
    sectors: int
    pillars: int


@kept
def periods(snapshot: Snapshot, *, indicators: Iterable[str], area: str = SUBJECT) -> tuple[KnownPeriod, ...]:
    """The periods with rows, newest first."""
    parts = [snapshot.rows(indicator, area)[["period", "sector", "end"]] for indicator in indicators]
    rows = pd.concat(parts)
    rows["pillar"] = rows["sector"].where(rows["sector"].isin(pillars(snapshot)))
    counted = rows.groupby("period", sort=False).agg(
        end=("end", "max"), sectors=("sector", "nunique"), pillars=("pillar", "nunique")
    )
    newest_first = counted.reset_index().sort_values("end", ascending=False, ignore_index=True)
    return tuple(KnownPeriod(row["period"], row["sectors"], row["pillars"]) for row in records(newest_first))


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
