"""A table of text as its distinct cells and one code a row, so that a rule is asked once a distinct cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?$"


@dataclass(frozen=True)
class TextColumn:
    """``words`` are the distinct cells (a string array, some perhaps unused), ``codes`` their place for
    each row.
    """

    codes: NDArray[np.int32]
    words: pa.Array

    def texts(self, rows: Ints | slice = slice(None)) -> list[str]:
        """The cells of some rows as text."""
        return list(self.words.take(pa.array(self.codes[rows])).to_pylist())


@dataclass(frozen=True)
class TextTable:
    """A file as text: ``columns`` by name in file order; ``rows`` is the spreadsheet row of each record."""

    file: str
    columns: Mapping[str, TextColumn]
    rows: Ints

    def has(self, names: Iterable[str]) -> bool:
        """Whether all these columns are there (a file may be broken and still be looked at)."""
        return all(name in self.columns for name in names)


def text_column(cells: Sequence[str]) -> TextColumn:
    """A column from plain texts."""
    coded = pa.array(cells, pa.string()).dictionary_encode()
    return TextColumn(coded.indices.to_numpy(zero_copy_only=False).astype(np.int32), coded.dictionary)


def matches(words: pa.Array, pattern: str) -> Mask:
    """Which words match an (RE2) pattern."""
    return as_mask(pc.match_substring_regex(words, pattern))


def among(words: pa.Array, known: Iterable[str] | pa.Array) -> Mask:
    """Which words are among the known ones."""
    values = known if isinstance(known, pa.Array) else pa.array(list(known), words.type)
    return as_mask(pc.is_in(words, value_set=values))


def as_mask(answer: pa.Array) -> Mask:
    """A boolean Arrow array as numpy."""
    return np.asarray(answer.to_numpy(zero_copy_only=False), dtype=np.bool_)


def numbers(words: pa.Array) -> NDArray[np.float64]:
    """Words as float64; NaN for whatever is not spelled as a number, infinity where one is too large."""
    spelled = pc.if_else(pc.match_substring_regex(words, NUMBER), words, pa.scalar(None, words.type))
    values = pc.cast(spelled, pa.float64())
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=np.float64)


def joint_codes(columns: Sequence[Ints | NDArray[np.int32]]) -> Ints:
    """One code a row for the combination of several coded columns; equal combinations have equal codes."""
    joint = columns[0].astype(np.int64)
    for codes in columns[1:]:
        # Numbering the combinations anew at each step keeps the product far from overflowing.
        joint = pd.factorize(joint * (int(codes.max(initial=0)) + 1) + codes)[0].astype(np.int64)
    return joint


def places(words: pa.Array, known: pa.Array) -> Ints:
    """Where each word stands among the known ones, -1 for those that do not."""
    found = pc.fill_null(pc.index_in(words, value_set=known), -1)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)


def present(table: Sequence[TextColumn], other: Sequence[TextColumn]) -> Mask:
    """Which rows of ``table`` have their combination of cells somewhere in ``other``."""
    count = len(table[0].codes)
    known = np.ones(count, dtype=np.bool_)
    pairs: list[Ints] = []
    for column, target in zip(table, other, strict=True):
        place = places(column.words, target.words)[column.codes]
        known &= place >= 0
        pairs.append(np.concatenate([np.maximum(place, 0), target.codes.astype(np.int64)]))
    joint = joint_codes(pairs)
    return known & np.isin(joint[:count], joint[count:])
