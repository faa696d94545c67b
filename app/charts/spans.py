"""The span of years a reader chose, against the years a chart has; it must not draw and not choose rows."""

from __future__ import annotations

import pandas as pd

from app.charts.choices import Choices
from app.charts.spec import Control, Option
from app.i18n import Texts
from app.period import Period
from app.queries.history import EARLIEST, LATEST, Span, span_of

EVERYTHING = f"{EARLIEST}..{LATEST}"
_STEP = 5  # the offered spans begin with the newest three years that end in 0 or 5
_OFFERED = 3


def choose_span(choices: Choices, known: pd.DataFrame) -> str:
    """The span asked for, else all of ``known`` (columns year, months); concrete, as ``2015..2025-H1``."""
    asked = choices.state.time or EVERYTHING
    if asked != EVERYTHING:
        choices.address.append(("time", asked))
    return _span(asked, known).code


def _span(text: str, known: pd.DataFrame) -> Span:
    periods = [Period(int(y), int(m)) for y, m in zip(known["year"], known["months"], strict=True)]
    return span_of(text, oldest=min(p.year for p in periods), newest=max(periods))


def within(rows: pd.DataFrame, span: str) -> pd.DataFrame:
    """The rows (columns year, months) whose period lies in the span."""
    start, _, end = span.partition("..")
    last = Period.parse(end)
    inside = (rows["year"] >= Period.parse(start).year) & (
        rows["year"].astype(int) * 12 + rows["months"].astype(int) <= last.year * 12 + last.months
    )
    return rows[inside]


def span_control(choices: Choices, known: pd.DataFrame, texts: Texts) -> Control:
    """All years, or from one of the offered years on; a span asked for otherwise is offered too."""
    asked = choices.state.time or EVERYTHING
    newest = int(known["year"].max())
    last = newest - newest % _STEP - (_STEP if newest % _STEP == 0 else 0)
    years = [last - _STEP * i for i in reversed(range(_OFFERED))]
    options = [Option(value=EVERYTHING, label=texts("span.all"))]
    options += [Option(value=f"{year}..{LATEST}", label=texts("span.since", year=year)) for year in years]
    if asked not in {option.value for option in options}:
        start, _, end = _span(asked, known).code.partition("..")
        shown = texts("span.from_to", first=start, last=texts.period_short(end))
        options.append(Option(value=asked, label=shown))
    return Control(parameter="time", label=texts("span.name"), options=tuple(options), value=asked, default=EVERYTHING)
