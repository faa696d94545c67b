"""The difference of two packages as lines a curator can read in a terminal; it must not compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.curation.difference import ChangedTable, Difference

_SHOWN = 100


def lines(difference: Difference) -> Iterator[str]:
    """One line a fact: versions, then tables with their rows and cells, then headlines."""
    yield f"{difference.before} -> {difference.after}"
    if not difference:
        yield "nothing differs"
    if difference.featured_before != difference.featured_after:
        yield f"the pages open at {difference.featured_after} (before: {difference.featured_before})"
    for table in difference.tables:
        yield from _of_table(table)
    if difference.headlines:
        yield "headlines"
    for headline in difference.headlines:
        yield f"  {headline.chart} ({headline.lang})"
        yield f"    before  {headline.before}"
        yield f"    after   {headline.after}"


def _of_table(table: ChangedTable) -> Iterator[str]:
    counts = (
        (len(table.added), "new"),
        (len(table.removed), "gone"),
        (len({cell.key for cell in table.changed}), "changed"),
    )
    said = ", ".join(f"{count} row{'s' if count > 1 else ''} {what}" for count, what in counts if count)
    yield f"{table.table}: {said or 'columns'}"
    yield from (f"  column + {column}" for column in table.columns_added)
    yield from (f"  column - {column}" for column in table.columns_removed)
    yield from _some([f"  + {key}" for key in table.added])
    yield from _some([f"  - {key}" for key in table.removed])
    yield from _some([f"  ~ {cell.key} {cell.column}: {cell.before!r} -> {cell.after!r}" for cell in table.changed])


def _some(found: Sequence[str]) -> Iterator[str]:
    yield from found[:_SHOWN]
    if len(found) > _SHOWN:
        yield f"  … and {len(found) - _SHOWN} more (all of them with --json)"
