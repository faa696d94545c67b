"""Vehicles built in full years, new-energy ones among them, and their share; it must not use part-years.

Part-year counts of 2025 come from another count than those of 2024; the annual ones do not break.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.queries.growth import SUBJECT
from app.queries.kept import kept
from app.queries.records import records, where
from app.store.snapshot import Snapshot

VOLUME, SHARE, GROWTH = "output_volume", "output_share", "output_growth"
ALL, NEW_ENERGY = "automotive", "nev"
# What is counted, as opposed to how sure the count is: a part must share it with its whole.
SCOPES = frozenset(
    {"production_and_sales", "includes_outside_city", "scope_differs", "scope_uncertain", "counted_at_seat"}
)
_NEAR = 0.2  # percentage points by which a published change may differ from that of rounded counts


@kept
def yearly(snapshot: Snapshot) -> pd.DataFrame:
    """All vehicles (``place`` all), new-energy ones (nev) and their share (share) of each full year, oldest first.

    Columns of observations, ``place`` and ``derived``. New-energy vehicles stand there only for years in which all
    vehicles are counted in the same scope. The share in percent is the published one, else computed: new-energy
    vehicles ÷ all vehicles × 100, with the flags of both counts and the weaker evidence.
    """
    whole, part, published = (
        _full_years(snapshot, indicator, sector)
        for indicator, sector in ((VOLUME, ALL), (VOLUME, NEW_ENERGY), (SHARE, NEW_ENERGY))
    )
    wholes = {int(row["year"]): row for row in records(whole)}
    part = where(part, (is_part(row, wholes.get(int(row["year"]))) for row in records(part)))
    said = published[published["year"].isin(part["year"])]
    computed = [
        _share(row, wholes[int(row["year"])], snapshot) for row in records(part) if row["year"] not in set(said["year"])
    ]
    frames = [whole.assign(place="all"), part.assign(place="nev"), said.assign(place="share")]
    rows = pd.concat([frame.assign(derived=False) for frame in frames])
    if computed:
        rows = pd.concat([rows.astype(object), pd.DataFrame(computed, columns=rows.columns).astype(object)]).astype(
            {"value": float, "year": int, "months": int, "derived": bool}
        )
    order = rows["place"].map({"all": 0, "nev": 1, "share": 2})
    return rows.assign(_order=order).sort_values(["year", "_order"]).drop(columns="_order").reset_index(drop=True)


def _full_years(snapshot: Snapshot, indicator: str, sector: str) -> pd.DataFrame:
    rows = snapshot.rows(indicator, SUBJECT, sector)
    return rows[rows["months"] == 12]


def flags_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The codes of a row's flags."""
    return tuple(code for code in str(row["flags"]).split(";") if code) if isinstance(row["flags"], str) else ()


def scope_of(row: Mapping[str, Any]) -> frozenset[str]:
    """The flags of a row that say what is counted."""
    return SCOPES & set(flags_of(row))


def is_part(part: Mapping[str, Any], whole: Mapping[str, Any] | None) -> bool:
    """Whether a count is a part of another: both of one scope, and not more than it."""
    return whole is not None and scope_of(part) == scope_of(whole) and float(part["value"]) <= float(whole["value"])


def _share(part: Mapping[str, Any], whole: Mapping[str, Any], snapshot: Snapshot) -> dict[str, Any]:
    """The computed share as a row."""
    ranked = sorted((part, whole), key=lambda row: int(snapshot.record("evidence", str(row["evidence"]))["rank"]))
    sources = tuple(dict.fromkeys((str(part["source"]), str(whole["source"]))))
    return {
        **part,
        "indicator": SHARE,
        "unit": "percent",
        "value": float(part["value"]) / float(whole["value"]) * 100,
        "flags": ";".join(dict.fromkeys((*flags_of(part), *flags_of(whole)))),
        "evidence": str(ranked[-1]["evidence"]),
        "source": sources[0],
        "also": ";".join(sources[1:]),
        "note_de": "",
        "note_en": "",
        "note_zh": "",
        "place": "share",
        "derived": True,
    }


def agreeing_growth(snapshot: Snapshot, rows: pd.DataFrame, *, year: int) -> float | None:
    """The published change of a year's count (percent) where the counts of ``rows`` show the same one, else None."""
    counts = rows[rows["place"] == "all"].set_index("year")["value"]
    published = _full_years(snapshot, GROWTH, ALL)
    said = published.loc[published["year"] == year, "value"]
    if said.empty or year not in counts.index or year - 1 not in counts.index:
        return None
    change = (float(counts[year]) / float(counts[year - 1]) - 1) * 100
    return float(said.iloc[0]) if abs(change - float(said.iloc[0])) <= _NEAR else None
