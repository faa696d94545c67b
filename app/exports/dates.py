"""The date that files carry: that of the newest data in them, never today's, so that equal views are equal bytes."""

from __future__ import annotations

import re
from datetime import datetime

from app.charts.spec import Drawing

_COLUMNS = ("date", "stated", "end")  # of events, of promises, of periods: the first there is
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_FIRST = "2000-01-01"


def data_date(*drawings: Drawing) -> datetime:
    """The newest day that is drawn, at midnight; a fixed early day where nothing drawn has a date."""
    days = [_FIRST]
    for drawing in drawings:
        column = next((name for name in _COLUMNS if name in drawing.frame), "")
        days += [str(day)[:10] for day in drawing.frame[column]] if column else []
    newest = max((day for day in days if _DAY.fullmatch(day)), default=_FIRST)
    year, month, day = (*(int(part) for part in newest.split("-")), 1, 1)[:3]
    return datetime(year, month, day)
