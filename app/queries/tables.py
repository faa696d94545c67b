"""Which rows of a table are shown, and in which order; it knows neither texts nor languages.

Columns are worked on by their distinct entries: a label or a formatted number is made once for each entry that
occurs, not for each row.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
SortValue = float | str | None


@dataclass(frozen=True, kw_only=True)
class Coded:
    """What stands in one or several columns: the distinct ``entries``, and for every row which of them it has."""

    codes: Places
    entries: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.codes)


def coded(frame: pd.DataFrame, columns: Sequence[str]) -> Coded:
    """The distinct entries of some columns, in the order in which they first occur."""
    codes: Places = np.zeros(len(frame), np.intp)
    for name in columns:
        more, kinds = pd.factorize(frame[name], use_na_sentinel=False)
        codes, _ = pd.factorize(codes * max(len(kinds), 1) + more)
    first = np.unique(codes, return_index=True)[1]
    found = frame[list(columns)].iloc[first]
    return Coded(codes=codes, entries=tuple(zip(*(found[name].tolist() for name in columns), strict=True)))


def folded(text: str) -> str:
    """A text as it is searched and sorted: without case, accents and typographic spaces, dashes and widths."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_PLAIN)


_PLAIN: Mapping[int, str] = {0x2212: "-", 0x2013: "-", 0x2014: "-", 0x2019: "'", 0x202F: " "}


def with_words(columns: Iterable[tuple[Places, Sequence[str]]], words: str, *, count: int) -> Mask:
    """Rows in which every one of the words occurs somewhere; ``columns``: codes and the folded text of each entry."""
    wanted = folded(words).split()
    found = np.zeros((len(wanted), count), np.bool_)
    for codes, texts in columns:
        for place, word in enumerate(wanted):
            hits = np.fromiter((word in text for text in texts), np.bool_, len(texts))
            if hits.any():
                found[place] |= hits[codes]
    return np.asarray(found.all(axis=0))


def among(frame: pd.DataFrame, column: str, values: Sequence[str]) -> Mask:
    """Rows that have one of the values in a column."""
    return np.asarray(frame[column].isin(list(values)), np.bool_)


def in_order(codes: Places, values: Sequence[SortValue], *, descending: bool) -> Places:
    """Places of all rows sorted by the value of their entry: ties as before, rows without a value always last."""
    kinds = sorted({value for value in values if value is not None}, key=_sortable)
    rank = {value: place for place, value in enumerate(kinds)}
    last = len(kinds)
    ranks = [last if value is None else (last - 1 - rank[value] if descending else rank[value]) for value in values]
    return np.argsort(np.array(ranks, np.intp)[codes], kind="stable")


def _sortable(value: float | str) -> tuple[bool, float | str]:
    """Numbers before texts, so that no mixture can fail."""
    return isinstance(value, str), value


def count_of(frame: pd.DataFrame, column: str, value: str) -> int:
    """How many rows have a value in a column."""
    return int((frame[column] == value).sum())


def joined_counts(frame: pd.DataFrame, column: str) -> Mapping[str, int]:
    """How many rows have each of the codes that the cells of a column join by semicolons, the most frequent first."""
    codes, joined = pd.factorize(frame[column])  # each of the few combinations is taken apart once
    counted: Counter[str] = Counter()
    for cell, number in zip(
        joined.tolist(), np.bincount(codes[codes >= 0], minlength=len(joined)).tolist(), strict=True
    ):
        for code in filter(None, str(cell).split(";")):
            counted[code] += number
    return dict(counted.most_common())


def years(frame: pd.DataFrame) -> tuple[int, int]:
    """The first and the last year of observations; (0, 0) where there are none."""
    return (int(frame["year"].min()), int(frame["year"].max())) if len(frame) else (0, 0)


def present(frame: pd.DataFrame, column: str) -> tuple[str, ...]:
    """The values of a column that occur, codes in the order of their table, without the empty one."""
    values = frame[column]
    if isinstance(values.dtype, pd.CategoricalDtype):
        used = values.cat.categories[np.unique(values.cat.codes)]
        return tuple(str(value) for value in used if value)
    return tuple(str(value) for value in values.unique() if value)
