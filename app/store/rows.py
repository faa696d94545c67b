"""Where the rows of each indicator, area and sector lie in the sorted observations, and these few rows as a plain
frame; it must not know what they mean.

A query looks up a slice, so that its cost does not grow with the observations. The frame of all is made of codes on
memory that the host shares; a slice of it is made plain once, for pandas is slow with many small columns of codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pandas as pd

Key = tuple[str, ...]
Slices = Mapping[Key, slice]

_KEPT = 1024  # slices; charts look at those of two areas


class RowIndex:
    """The rows of a (indicator, area) or (indicator, area, sector), looked up."""

    def __init__(self, observations: pd.DataFrame) -> None:
        self._observations = observations
        self._slices = _slices(observations)
        self._made = lru_cache(_KEPT)(self._make)

    def rows(self, key: Key) -> pd.DataFrame:
        """The rows under a key, maybe none, with the index they have among all.

        Codes and texts are plain texts (object), whole numbers int64, the rest as in all. What a caller does to them
        reaches nobody else.
        """
        return self._made(key if key in self._slices else ()).copy()

    def _make(self, key: Key) -> pd.DataFrame:
        return plain_frame(self._observations.iloc[self._slices.get(key, slice(0, 0))])


def plain_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with codes and texts as plain texts (object) and whole numbers as int64; for small frames."""
    columns = {name: _plain(rows[name]) for name in rows.columns}
    return pd.DataFrame(columns, index=rows.index, copy=True)  # a copy brings columns of a kind together


def _plain(column: pd.Series) -> pd.Series:
    if isinstance(column.dtype, pd.CategoricalDtype | pd.StringDtype):
        return pd.Series(column.tolist(), index=column.index, dtype=object)
    return column.astype(np.int64) if column.dtype.kind == "i" else column


def _slices(frame: pd.DataFrame) -> Slices:
    """Where each (indicator, area) and each (indicator, area, sector) begins and ends in the sorted observations."""
    index: dict[Key, slice] = {}
    for names in (("indicator", "area"), ("indicator", "area", "sector")):
        codes = [frame[name].array.codes for name in names]
        changes = np.zeros(len(frame), np.bool_)
        for column in codes:
            changes[1:] |= column[1:] != column[:-1]
        starts = np.concatenate([[0], np.flatnonzero(changes)]) if len(frame) else np.array([], np.int64)
        ends = np.append(starts[1:], len(frame))
        keys = zip(*(frame[name].iloc[starts].tolist() for name in names), strict=True)
        index.update({key: slice(int(a), int(b)) for key, a, b in zip(keys, starts, ends, strict=False)})
    return MappingProxyType(index)
