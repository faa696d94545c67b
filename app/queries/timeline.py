"""Dated events: where they lie in time and which of them fit a choice; nothing is judged and nothing drawn."""

from __future__ import annotations

import calendar
from collections import Counter

import numpy as np
import pandas as pd

from app.period import Period
from app.queries.kept import kept, plain_table
from app.store.snapshot import Snapshot

EARLIEST = "earliest"
LATEST = "latest"
EVERYTHING = f"{EARLIEST}..{LATEST}"
LANGUAGES = ("de", "en", "zh")
_SEARCHED = ("title", "summary", "actor", "district", "note")
_DENSE = 0.75  # the dense years hold at least so much of all events


@kept
def events(snapshot: Snapshot) -> pd.DataFrame:
    """All events, oldest first.

    Columns of milestones, ``source`` and ``also`` as observations have them, and ``start``, ``end``: the ends of what
    is known of the date in years (the year 1950 from 1950.0 to 1951.0; a day is one point).
    """
    table = plain_table(snapshot, "milestones")
    ends = np.array([extent(str(date)) for date in table["date"]], dtype=float).reshape(-1, 2)
    found = table.assign(source=table["sources"].astype(str), also="", start=ends[:, 0], end=ends[:, 1])
    return found.sort_values("date", kind="stable", ignore_index=True)


def extent(date: str) -> tuple[float, float]:
    """What is known of a date (1950, 1958-05, 1952-07-01), in years; months count as twelfths."""
    parts = [int(part) for part in date.split("-")]
    year = parts[0]
    if len(parts) == 1:
        return float(year), year + 1.0
    month = (parts[1] - 1) / 12
    if len(parts) == 2:
        return year + month, year + month + 1 / 12
    day = (parts[2] - 0.5) / calendar.monthrange(year, parts[1])[1] / 12
    return year + month + day, year + month + day


def bounds(span: str, known: pd.DataFrame) -> tuple[float, float]:
    """The ends of a span such as ``2015..latest`` in years, the second not included; ``known`` as from ``events``."""
    first, _, last = span.partition("..")
    start = float(np.floor(known["start"].min())) if first == EARLIEST else float(Period.parse(first).year)
    end = float(np.ceil(round(known["end"].max() * 12, 6))) / 12 if last == LATEST else Period.parse(last).position
    return start, max(end, start + 1 / 12)


def within(rows: pd.DataFrame, *, start: float, end: float) -> pd.DataFrame:
    """The events that begin in the span; those of which only the year is known, where the year begins in it."""
    return rows[(rows["start"] >= start) & (rows["start"] < end)]


def of_categories(rows: pd.DataFrame, categories: tuple[str, ...]) -> pd.DataFrame:
    """The events of the categories; all where none is named."""
    return rows[rows["category"].astype(str).isin(categories)] if categories else rows


def matching(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """The events in which every one of the words occurs, in any language, capitals or not."""
    if rows.empty:  # of an empty frame pandas would make a frame of texts
        return rows
    columns = [f"{name}_{lang}" for name in _SEARCHED for lang in LANGUAGES]
    wanted = words.casefold().split()
    texts = (" ".join(map(str, cells)).casefold() for cells in rows[columns].to_numpy(dtype=object).tolist())
    return rows[np.array([all(word in text for word in wanted) for text in texts], dtype=bool)] if wanted else rows


def dense_from(known: pd.DataFrame) -> int:
    """The last year since which at least three quarters of all events lie."""
    years = np.sort(np.floor(known["start"].to_numpy()))
    return int(years[int(len(years) * (1 - _DENSE))])


def per_year(rows: pd.DataFrame) -> dict[int, int]:
    """The number of events in each year that has some, oldest first."""
    return dict(sorted(Counter(int(start) for start in rows["start"]).items()))
