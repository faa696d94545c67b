"""The one spelling of numbers and tables in a package's files; it must not know what they mean."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence

_EXACT = 1e15
_BYTE_ORDER_MARK = "\ufeff"


def spelled(value: float) -> str:
    """A number as the files write it: digits and a point, no zeros at the end; the shortest that reads back equal.

    Raises ValueError for what is not finite.
    """
    if not math.isfinite(value):
        raise ValueError("is not a finite number")
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    return repr(float(value))


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV: commas, line feeds, quotation marks only where needed, and a mark by which Excel knows UTF-8."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    return _BYTE_ORDER_MARK + written.getvalue()


def csv_rows(text: str) -> list[list[str]]:
    """CSV text as rows of cells."""
    return list(csv.reader(io.StringIO(text.removeprefix(_BYTE_ORDER_MARK), newline="")))
