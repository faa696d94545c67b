"""Frames as plain records, all cells at once since pandas goes cell by cell; it must not know what they say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Every row as a mapping from column to value, in order."""
    names = [str(name) for name in rows.columns]
    return [dict(zip(names, cells, strict=True)) for cells in rows.to_numpy(dtype=object).tolist()]


def where(rows: pd.DataFrame, keep: Iterable[bool]) -> pd.DataFrame:
    """The rows that are to be kept; a plain list of none would have pandas drop all columns instead."""
    return rows[np.array(list(keep), dtype=bool)]
