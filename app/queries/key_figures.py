"""The rows of single figures: the report's, the newest, their like periods, their country; nothing is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

import pandas as pd

from app.period import Period
from app.queries.growth import COUNTRY, SUBJECT
from app.queries.records import records, where
from app.store.snapshot import Snapshot

SPAN = 10  # years that a trend looks back over, the newest among them
LEAST = 3  # like periods from which a trend is one
OTHER_SCOPE = "scope_differs"


def report_keys(snapshot: Snapshot) -> tuple[tuple[str, str, str, str], ...]:
    """(area, sector, indicator, period) of the figures the report states, in its order.

    A finding may rest on rows of another time; the report's own figures are those of the period most of them share.
    """
    article = snapshot.tables["article"]
    figures = article[article["kind"].astype(str) == "figure"].sort_values("order", kind="stable")
    keys = [split_key(key) for joined in figures["observations"] for key in str(joined).split(";") if "/" in key]
    shared = Counter(key[3] for key in keys).most_common(1)
    return tuple(key for key in keys if key[3] in dict(shared))


def split_key(key: str) -> tuple[str, str, str, str]:
    """The parts of ``area/sector/indicator/period``."""
    area, sector, indicator, period = key.split("/")
    return area, sector, indicator, period


def at(snapshot: Snapshot, *, sector: str, indicator: str, period: str, area: str = SUBJECT) -> pd.DataFrame:
    """The row of one figure at one period, or none; columns of observations."""
    rows = snapshot.rows(indicator, area, sector)
    return rows[rows["period"] == period]


def newest(
    snapshot: Snapshot, *, sector: str, indicator: str, kind: str = "", doubtful: Collection[str] = ()
) -> pd.DataFrame:
    """The newest row (of one kind of period); a sure one where there is any. ``doubtful``: classes of evidence."""
    rows = snapshot.rows(indicator, SUBJECT, sector)
    if kind:
        rows = where(rows, (Period.parse(code).kind == kind for code in rows["period"].astype(str)))
    firm = where(rows, sure(rows, snapshot, doubtful=doubtful))
    found: pd.DataFrame = (firm if not firm.empty else rows).tail(1)
    return found


def earlier_in_year(snapshot: Snapshot, row: pd.DataFrame, *, doubtful: Collection[str] = ()) -> pd.DataFrame:
    """The sure row before a single row in the same year, or none."""
    if row.empty:
        return row
    given = records(row)[0]
    rows: pd.DataFrame = snapshot.rows(str(given["indicator"]), SUBJECT, str(given["sector"]))
    rows = rows[(rows["year"] == given["year"]) & (rows["months"] < given["months"])]
    return where(rows, sure(rows, snapshot, doubtful=doubtful)).tail(1)


def sure(rows: pd.DataFrame, snapshot: Snapshot, *, doubtful: Collection[str]) -> list[bool]:
    """Which rows carry neither a flag that is drawn hollow nor one of the classes of evidence named."""
    flags = snapshot.tables["flags"]
    hollow = set(flags.loc[flags["hollow"].astype(bool), "flag"].astype(str))
    return [
        str(row["evidence"]) not in doubtful and hollow.isdisjoint(flags_of(row["flags"]))
        for row in records(rows[["evidence", "flags"]])
    ]


def flags_of(joined: object) -> tuple[str, ...]:
    """The flags of a cell."""
    return tuple(code for code in str(joined).split(";") if code) if isinstance(joined, str) else ()


def before(snapshot: Snapshot, row: pd.DataFrame) -> pd.DataFrame:
    """The rows of like periods in the years before a single row, none where it makes no trend with them.

    Rows of another delimitation are left out unless the row has that delimitation itself.
    """
    given = records(row)[0]
    rows: pd.DataFrame = snapshot.rows(str(given["indicator"]), str(given["area"]), str(given["sector"]))
    rows = rows[(rows["months"] == given["months"]) & (rows["year"] < given["year"])]
    rows = rows[rows["year"] > given["year"] - SPAN]
    if OTHER_SCOPE not in flags_of(given["flags"]):
        rows = where(rows, (OTHER_SCOPE not in flags_of(joined) for joined in rows["flags"]))
    return rows if len(rows) >= LEAST - 1 else rows.iloc[:0]


def of_country(snapshot: Snapshot, row: pd.DataFrame) -> pd.DataFrame:
    """The country's row of the same measure and period, or none."""
    given = records(row)[0]
    sector, indicator, period = (str(given[name]) for name in ("sector", "indicator", "period"))
    return at(snapshot, sector=sector, indicator=indicator, period=period, area=COUNTRY)


def placed(parts: Iterable[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """Parts one after the other with their ``place``; a row that stands in several keeps the first.

    ``story`` says whether a row is one of the story's, wherever else it stands.
    """
    frames = [part.assign(place=place) for place, part in parts if not part.empty]
    if not frames:
        return pd.DataFrame()
    key = ["area", "sector", "indicator", "period"]
    found = pd.concat(frames)
    told = set(found.loc[found["place"] == "story"].index)
    found = found.assign(story=[index in told for index in found.index])
    return found[~found.duplicated(key)].reset_index(drop=True)
