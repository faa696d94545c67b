"""Percentage points that sectors add to industrial growth, their remainder and implied weights; it must not draw.

Published points are taken as they are; only the base "value added of industry above designated size" is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from app.queries.growth import SUBJECT
from app.queries.kept import kept
from app.queries.records import records
from app.store.snapshot import Snapshot

POINTS, RATE, GROWTH, WEIGHT = (
    "growth_contribution_pp",
    "growth_contribution_rate",
    "value_added_growth",
    "value_added_share",
)
WHOLE = "industry"
OTHER_SCOPE = "industry_class_not_pillar"  # growth of the statistical class is not that of the pillar industry
_CORES = ("vehicles", "chips", "other", "total")


@kept
def periods(snapshot: Snapshot) -> pd.DataFrame:
    """The periods for which points are published, newest first; columns period, year, months."""
    rows = snapshot.rows(POINTS, SUBJECT)[["period", "year", "months"]].drop_duplicates()
    return rows.sort_values(["year", "months"], ascending=False, ignore_index=True)


@kept
def of_periods(snapshot: Snapshot, codes: tuple[str, ...]) -> pd.DataFrame:
    """Everything about the points of the periods, in the order given; columns of observations, ``place``, ``derived``.

    ``place``: part (points that add up), within (of a sector whose whole is there, or across others: never added),
    rate (published share of the growth, percent), growth (of the sector's value added, percent), total (growth of
    industry, percent), and computed, with the flags and the weaker evidence of what they are computed from: rest
    (total − parts, percentage points) and weight (points ÷ growth × 100, percent).
    """
    columns = [*snapshot.rows(POINTS, SUBJECT).columns, "place", "derived"]
    found = [row for code in codes for row in _of_period(snapshot, code)]
    frame = pd.DataFrame(found, columns=columns).astype(object)
    return frame.astype({"value": float, "year": int, "months": int, "derived": bool})


def part_sectors(snapshot: Snapshot, codes: Sequence[str]) -> tuple[str, ...]:
    """The sectors whose points add up in the periods, each once."""
    parts = (row for code in codes for row in _of_period(snapshot, code) if row["place"] == "part")
    return tuple(dict.fromkeys(str(row["sector"]) for row in parts))


@kept
def _of_period(snapshot: Snapshot, code: str) -> tuple[Mapping[str, Any], ...]:
    points = _rows(snapshot, POINTS, code)
    order = _order(snapshot)
    points.sort(key=lambda row: order[str(row["sector"])])
    named = {str(row["sector"]) for row in points}
    parts = [row for row in points if _adds_up(str(row["sector"]), named, snapshot)]
    totals = [row for row in _rows(snapshot, GROWTH, code) if row["sector"] == WHOLE]
    found = [_placed(row, "part" if row in parts else "within") for row in points]
    for indicator, place in ((RATE, "rate"), (GROWTH, "growth")):
        found += [_placed(row, place) for row in _rows(snapshot, indicator, code) if row["sector"] in named]
    growth = {str(row["sector"]): row for row in found if row["place"] == "growth"}
    weights = [_weight(row, growth.get(str(row["sector"])), snapshot) for row in points]
    found += [row for row in weights if row]
    found += [_rest(row, parts, snapshot) for row in totals[:1] if parts]
    return (*found, *(_placed(row, "total") for row in totals[:1]))


def _rows(snapshot: Snapshot, indicator: str, code: str) -> list[dict[str, Any]]:
    rows = snapshot.rows(indicator, SUBJECT)
    chosen = records(rows[rows["period"] == code])
    return [row for row in chosen if indicator != GROWTH or OTHER_SCOPE not in flags_of(row)]


def _placed(row: Mapping[str, Any], place: str) -> dict[str, Any]:
    return {**row, "place": place, "derived": False}


@kept
def _order(snapshot: Snapshot) -> Mapping[str, int]:
    """Vehicles, chips, the others; within these as in the table of sectors."""
    listed = records(snapshot.tables["sectors"][["sector", "core"]])
    ranked = sorted(range(len(listed)), key=lambda i: (_CORES.index(str(listed[i]["core"])), i))
    return MappingProxyType({str(listed[i]["sector"]): place for place, i in enumerate(ranked)})


def _adds_up(sector: str, named: set[str], snapshot: Snapshot) -> bool:
    """Whether a sector neither cuts across others nor lies in one that is named too."""
    if sector == WHOLE or snapshot.record("sectors", sector)["cross_cutting"]:
        return False
    above = str(snapshot.record("sectors", sector)["parent"] or "")
    while above and above != WHOLE:
        record = snapshot.record("sectors", above)
        if above in named and not record["cross_cutting"]:
            return False
        above = str(record["parent"] or "")
    return True


def _weight(points: Mapping[str, Any], growth: Mapping[str, Any] | None, snapshot: Snapshot) -> dict[str, Any]:
    """The implied weight as a row; empty where points and growth do not share a direction."""
    if growth is None or float(points["value"]) * float(growth["value"]) <= 0:
        return {}
    value = float(points["value"]) / float(growth["value"]) * 100
    computed = _computed((points, growth), snapshot)
    return {**points, **computed, "indicator": WEIGHT, "unit": "percent", "value": value, "place": "weight"}


def _rest(total: Mapping[str, Any], parts: Sequence[Mapping[str, Any]], snapshot: Snapshot) -> dict[str, Any]:
    """What no published part explains, as a row of industry."""
    value = round(float(total["value"]) - sum(float(part["value"]) for part in parts), 2)
    computed = _computed((total, *parts), snapshot)
    return {**total, **computed, "indicator": POINTS, "unit": "percentage points", "value": value, "place": "rest"}


def _computed(origins: Sequence[Mapping[str, Any]], snapshot: Snapshot) -> dict[str, Any]:
    """What a computed row takes over from the rows it is computed from."""
    ranked = sorted(origins, key=lambda row: int(snapshot.record("evidence", str(row["evidence"]))["rank"]))
    sources = tuple(dict.fromkeys(str(row["source"]) for row in origins))
    return {
        "flags": ";".join(dict.fromkeys(flag for row in origins for flag in flags_of(row))),
        "evidence": str(ranked[-1]["evidence"]),
        "source": sources[0],
        "also": ";".join(sources[1:]),
        "note_de": "",
        "note_en": "",
        "note_zh": "",
        "derived": True,
    }


def flags_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes of a row's flags."""
    return tuple(code for code in str(row["flags"]).split(";") if code) if isinstance(row["flags"], str) else ()
