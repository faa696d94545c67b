"""How spreadsheets and slides write a number: format codes with the unit in the manner of the language; no numbers."""

from __future__ import annotations

from collections.abc import Iterable

from app.charts.facts import INDEX
from app.charts.spec import Cell
from app.i18n import Texts
from app.store.snapshot import Snapshot

_MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
_MINUS = "\N{MINUS SIGN}"
_PLAIN = ("", INDEX, "units")
"""Units that no number is followed by: the heading says them."""


def number_format(cells: Iterable[Cell], *, snapshot: Snapshot, texts: Texts, with_unit: bool = True) -> str:
    """The format code for numbers of one unit: decimals as far as they have some, a sign where they are changes."""
    known = [cell for cell in cells if isinstance(cell.value, int | float)]
    unit = next((cell.fact.unit for cell in known if cell.fact), "")
    signed = any(cell.text.startswith(("+", _MINUS)) for cell in known)
    whole = all(float(cell.value).is_integer() for cell in known if isinstance(cell.value, int | float))
    rate = unit in ("percent", "percentage points", INDEX)
    digits = "0.0" if rate else "#,##0" if whole else "#,##0.0#"
    before, after = _around(unit, snapshot, texts) if with_unit else ("", "")
    positive, negative = (f"{before}{sign}{digits}{after}" for sign in ("+" if signed else "", f'"{_MINUS}"'))
    return f"{positive};{negative};{before}{digits}{after}"


def _around(unit: str, snapshot: Snapshot, texts: Texts) -> tuple[str, str]:
    """What stands before and after a number of a unit, quoted for a format code."""
    if unit in _PLAIN:
        return "", ""
    if unit == "percent":
        said = texts("format.percent", value=_MARK)
    elif unit == "percentage points":
        said = texts("format.points", value=_MARK)
    else:
        said = texts("format.amount", value=_MARK, unit=snapshot.label("units", unit, texts.lang))
    before, _, after = said.partition(_MARK)
    return _quoted(before), _quoted(after)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""
