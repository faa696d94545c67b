"""What is wrong with a data package, said so that a curator can put it right; it must not know any rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

SHOWN = 50
"""How many problems of one rule in one column are listed before "… and N more"."""
_VALUE_LENGTH = 80


@dataclass(frozen=True)
class Problem:
    """One fault. ``row`` is the row a spreadsheet shows (the header is row 1); ``value`` is at most 80
    characters.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    reason: str

    def __str__(self) -> str:
        where = [self.file]
        where += [f"row {self.row}"] if self.row is not None else []
        where += [f"column {self.column}"] if self.column is not None else []
        where += [f"“{self.value}”"] if self.value is not None else []
        return f"{', '.join(where)}: {self.reason}"


class Findings:
    """Gathers the problems of one package in the order in which they are found."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def add(
        self,
        file: str,
        reason: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Note one problem."""
        self._problems.append(Problem(file, row, column, None if value is None else shorten(value), reason))

    def add_cells(
        self,
        file: str,
        column: str | None,
        *,
        count: int,
        cells: Sequence[tuple[int, str | None]],
        reason: str | Callable[[str], str],
    ) -> None:
        """Note the same rule broken by ``count`` cells, of which ``cells`` holds the first (row, value)."""
        for row, value in cells[:SHOWN]:
            said = reason if isinstance(reason, str) else reason(value or "")
            self.add(file, said, row=row, column=column, value=value)
        if count > SHOWN:
            kind = reason if isinstance(reason, str) else "of the same kind as those before"
            self.add(file, f"… and {count - SHOWN:,} more: {kind}", column=column)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._problems)

    def __len__(self) -> int:
        return len(self._problems)


def shorten(value: str) -> str:
    """Cut a cell to what a message can show on one line."""
    line = "".join(sign if sign.isprintable() else "·" for sign in value[: _VALUE_LENGTH + 1])
    return line if len(line) <= _VALUE_LENGTH else line[: _VALUE_LENGTH - 1] + "…"
