"""Differing values of other sources for given rows; which one is shown is decided in the package, not here."""

from __future__ import annotations

import pandas as pd

from app.queries.records import where
from app.store.snapshot import Snapshot

KEY = ("area", "sector", "indicator", "period")


def touching(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``conflicts`` (its columns) whose area, sector, indicator and period are among ``rows``."""
    conflicts = snapshot.tables["conflicts"]
    wanted = set(_keys(rows))
    return where(conflicts, (key in wanted for key in _keys(conflicts)))


def _keys(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    columns = [rows[name].astype(str) for name in KEY]
    return list(zip(*columns, strict=True))
