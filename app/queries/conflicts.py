"""Differing values of other sources for given rows; which one is shown is decided in the package, not here."""

from __future__ import annotations

import pandas as pd

from app.queries.kept import kept, plain_table
from app.queries.records import where
from app.store.snapshot import Snapshot

KEY = ("area", "sector", "indicator", "period")


def touching(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``conflicts`` (its columns) whose area, sector, indicator and period are among ``rows``."""
    wanted, known = set(_keys(rows)), _known(snapshot)
    conflicts = plain_table(snapshot, "conflicts")
    return conflicts.iloc[:0] if wanted.isdisjoint(known) else where(conflicts, (key in wanted for key in known))


@kept
def _known(snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
    """What each row of ``conflicts`` is about."""
    return tuple(_keys(snapshot.tables["conflicts"]))


def _keys(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    columns = [list(map(str, rows[name].tolist())) for name in KEY]
    return list(zip(*columns, strict=True))
