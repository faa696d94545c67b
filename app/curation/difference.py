"""What differs between two packages: rows, cells, and the findings that charts open with; it must not judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from app.charts.drawn import headline_of
from app.charts.registry import all_charts
from app.curation.spelling import spelled
from app.i18n import Texts
from app.state import ViewState
from app.store.snapshot import Snapshot

_DERIVED = ("row", "year", "months", "start", "end")  # follow from the other columns
_SEPARATOR = "/"


@dataclass(frozen=True, kw_only=True)
class ChangedCell:
    """A cell with another content: the key of its row, its column, and both contents as text."""

    key: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ChangedTable:
    """What differs in one table; rows by their keys, joined by a slash."""

    table: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[ChangedCell, ...] = ()
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangedHeadline:
    """A chart that opens with another sentence; empty where there is no such chart."""

    chart: str
    lang: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """All that differs; tables without any difference are left out."""

    before: str
    after: str
    featured_before: str
    featured_after: str
    tables: tuple[ChangedTable, ...]
    headlines: tuple[ChangedHeadline, ...]

    def __bool__(self) -> bool:
        """Whether anything differs that a reader could see."""
        return bool(self.tables or self.headlines or self.featured_before != self.featured_after)

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def compare(before: Snapshot, after: Snapshot, texts: Mapping[str, Texts]) -> Difference:
    """What the second package holds that the first does not, and the other way round."""
    names = list(dict.fromkeys([*before.tables, *after.tables]))
    tables = (_compare_table(name, before, after) for name in names)
    return Difference(
        before=before.version,
        after=after.version,
        featured_before=before.featured_period,
        featured_after=after.featured_period,
        tables=tuple(table for table in tables if _differs(table)),
        headlines=_headlines(before, after, texts),
    )


def _differs(table: ChangedTable) -> bool:
    return bool(table.added or table.removed or table.changed or table.columns_added or table.columns_removed)


def _compare_table(name: str, before: Snapshot, after: Snapshot) -> ChangedTable:
    old, new = _spelled_table(name, before), _spelled_table(name, after)
    shared = [column for column in new.columns if column in old.columns]
    both = new.index.intersection(old.index)
    return ChangedTable(
        table=name,
        added=tuple(new.index.difference(old.index, sort=False)),
        removed=tuple(old.index.difference(new.index, sort=False)),
        changed=_changed_cells(old.loc[both, shared], new.loc[both, shared]),
        columns_added=tuple(column for column in new.columns if column not in old.columns),
        columns_removed=tuple(column for column in old.columns if column not in new.columns),
    )


def _changed_cells(old: pd.DataFrame, new: pd.DataFrame) -> tuple[ChangedCell, ...]:
    different = old.to_numpy(dtype=object) != new.to_numpy(dtype=object)
    return tuple(
        ChangedCell(
            key=str(old.index[row]),
            column=str(old.columns[column]),
            before=str(old.iat[row, column]),
            after=str(new.iat[row, column]),
        )
        for row, column in np.argwhere(different)
    )


def _spelled_table(name: str, snapshot: Snapshot) -> pd.DataFrame:
    """A table as texts, as its file spells them, by key; rows without a key of their own by their content."""
    if name not in snapshot.tables:
        return pd.DataFrame()
    frame = snapshot.tables[name]
    frame = frame[[column for column in frame.columns if column not in _DERIVED or name != "observations"]]
    plain = pd.DataFrame({column: _spelled_column(frame[column]) for column in frame.columns}, dtype=object)
    key = _key(name, snapshot) or list(plain.columns)
    parts = [plain[column].tolist() for column in key]
    plain.index = pd.Index([_SEPARATOR.join(codes) for codes in zip(*parts, strict=True)], dtype=object)
    return plain[~plain.index.duplicated()]


def _key(name: str, snapshot: Snapshot) -> list[str]:
    for resource in snapshot.descriptor["resources"]:
        if resource["name"] == name:
            key = resource["schema"].get("primaryKey", ())
            return [key] if isinstance(key, str) else list(key)
    return []


def _spelled_column(column: pd.Series) -> list[str]:
    if column.dtype.kind == "b":
        return ["yes" if value else "no" for value in column]
    if column.dtype.kind in "fi":
        return ["" if pd.isna(value) else spelled(float(value)) for value in column]
    return column.astype(str).tolist()


def _headlines(before: Snapshot, after: Snapshot, texts: Mapping[str, Texts]) -> tuple[ChangedHeadline, ...]:
    found = []
    for slug, chart in all_charts().items():
        for lang, words in texts.items():
            state = ViewState(lang=lang)
            old, new = (headline_of(chart, snapshot=snapshot, state=state, texts=words) for snapshot in (before, after))
            if old != new:
                found.append(ChangedHeadline(chart=slug, lang=lang, before=old, after=new))
    return tuple(found)
