"""Start, end and change of every series of a table, for others' sentences; it sets only like against like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.charts.facts import COUNTED
from app.charts.spec import Cell, Column, Fact, Table
from app.exports.tables import is_quantity
from app.i18n import SEPARATOR, Texts
from app.period import Period

TIMES = ("period", "year", "date")
"""The columns in which a table says when."""

NAMES = ("sector", "measure")
"""The columns whose codes name a series."""

_POINTS = "percentage points"
_RATES = ("percent", _POINTS)


@dataclass(frozen=True, kw_only=True)
class KeyValue:
    """A number with its unit as a code and as it is written; ``period`` is empty for a change."""

    value: float
    unit: str
    text: str
    period: str = ""
    period_text: str = ""


@dataclass(frozen=True, kw_only=True)
class KeyValues:
    """A series: its codes and name, its newest value, the oldest of a like period, and the change between them.

    ``start`` is None where no like period is drawn, ``change`` also where the two are counted otherwise.
    """

    series: tuple[tuple[str, str], ...]
    name: str
    quantity: str
    start: KeyValue | None
    end: KeyValue
    change: KeyValue | None


def key_values(table: Table, texts: Texts) -> tuple[KeyValues, ...]:
    """The series of a table in its order; none where it does not say when."""
    places = {column.key: i for i, column in enumerate(table.columns)}
    when = next((places[key] for key in TIMES if key in places), None)
    if when is None:
        return ()
    named = [places[key] for key in NAMES if key in places]
    quantities = [i for i in range(len(table.columns)) if is_quantity(table, i)]
    found: dict[tuple[int, ...], dict[tuple[str, ...], list[tuple[Cell, ...]]]] = {}
    for row in table.rows:
        codes = tuple(str(row[i].value) for i in named)
        for i in quantities:
            if isinstance(row[i].value, int | float):
                found.setdefault((i,), {}).setdefault(codes, []).append(row)
    series = [
        _series(rows, table.columns, named=named, when=when, quantity=i, texts=texts)
        for (i,), by_name in found.items()
        for rows in by_name.values()
    ]
    return tuple(one for one in series if one)


def _series(
    rows: list[tuple[Cell, ...]],
    columns: tuple[Column, ...],
    *,
    named: list[int],
    when: int,
    quantity: int,
    texts: Texts,
) -> KeyValues | None:
    fact = rows[0][quantity].fact or Fact()
    if len({(row[quantity].fact or Fact()).unit for row in rows}) > 1:
        return None  # a list of unlike figures, such as those of milestones, is no series
    ordered = sorted(rows, key=lambda row: _order(str(row[when].value)))
    last = ordered[-1]
    like = [row for row in ordered[:-1] if _kind(str(row[when].value)) == _kind(str(last[when].value))]
    first = like[0] if like else None
    return KeyValues(
        series=tuple((columns[i].key, str(last[i].value)) for i in named),
        name=SEPARATOR.join([*(last[i].text for i in named), columns[quantity].label]),
        quantity=columns[quantity].key,
        start=_value(first, when, quantity, fact) if first else None,
        end=_value(last, when, quantity, fact),
        change=_change(first, last, quantity, texts) if first else None,
    )


def _value(row: tuple[Cell, ...], when: int, quantity: int, fact: Fact) -> KeyValue:
    cell = row[quantity]
    assert isinstance(cell.value, int | float)
    return KeyValue(
        value=float(cell.value), unit=fact.unit, text=cell.text, period=str(row[when].value), period_text=row[when].text
    )


def _change(first: tuple[Cell, ...], last: tuple[Cell, ...], quantity: int, texts: Texts) -> KeyValue | None:
    old, new = first[quantity], last[quantity]
    before, after = old.fact or Fact(), new.fact or Fact()
    if COUNTED & set(before.flags) != COUNTED & set(after.flags):
        return None
    assert isinstance(old.value, int | float)
    assert isinstance(new.value, int | float)
    # Of published decimals: the difference of 12.6 and 11.0 is 1.6, not 1.5999999999999996.
    change = round(float(new.value) - float(old.value), 6)
    if after.unit in _RATES:
        return KeyValue(value=change, unit=_POINTS, text=texts.points(change, sign=True))
    return KeyValue(value=change, unit=after.unit, text=texts.number(change, digits=(0, 1), sign=True))


def _order(code: str) -> tuple[float, str]:
    """When a period ends, or a date is; both as a place on an axis of years."""
    try:
        return Period.parse(code).position, code
    except ValueError:
        return _of_date(code.split("-")), code


def _of_date(parts: Iterable[str]) -> float:
    year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
    return year + (month - 1) / 12 + (day - 1) / 372


def _kind(code: str) -> str:
    try:
        return Period.parse(code).kind
    except ValueError:
        return "date"
