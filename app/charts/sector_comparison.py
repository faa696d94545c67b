"""A second period beside the ranked one: which may be compared, its rows, and what changed most; it must not draw."""

from __future__ import annotations

import pandas as pd

from app.charts.spec import Control, Option, Scene
from app.charts.status import is_hollow
from app.i18n import Texts
from app.period import Period
from app.queries import growth
from app.queries.records import records, where
from app.store.snapshot import Snapshot


def like_periods(known: pd.DataFrame, period: str) -> tuple[str, ...]:
    """The other periods of the same kind, newest first; unlike periods are not compared."""
    if not period:
        return ()
    kind = Period.parse(period).kind
    return tuple(code for code in known["period"] if code != period and Period.parse(code).kind == kind)


def compare_control(known: pd.DataFrame, period: str, compare: str, texts: Texts) -> Control:
    """The choice of a period of the same kind, or of none."""
    options = tuple(Option(value=code, label=texts.period(code)) for code in like_periods(known, period))
    none = Option(value="", label=texts("control.compare_none"))
    return Control(
        parameter="compare", label=texts("control.compare"), options=(none, *options), value=compare, default=""
    )


def rows_before(snapshot: Snapshot, bars: pd.DataFrame, *, compare: str) -> pd.DataFrame:
    """The rows of the compared period for the drawn sectors and measures: columns of ``bars``, ``place`` is before."""
    if not compare:
        return bars.iloc[:0]
    indicators = tuple(dict.fromkeys(bars["indicator"].astype(str)))
    found = growth.of_period(snapshot, indicators=indicators, period=compare)
    drawn = set(zip(bars["sector"].astype(str), bars["indicator"].astype(str), strict=True))
    keys = zip(found["sector"].astype(str), found["indicator"].astype(str), strict=True)
    return where(found, (key in drawn for key in keys)).assign(place="before", part=False)


def change_finding(rows: pd.DataFrame, scene: Scene) -> str:
    """Which sector's growth changed most between the two periods, of one family of measures and sure on both sides."""
    pairs = _pairs(rows, scene)
    texts = scene.texts
    periods = {"before": texts.period_short(scene.view.compare), "now": texts.period_short(scene.view.period)}
    if not pairs:
        return texts("chart.sector-growth.compare.unsure", **periods)
    sector, old, new = max(pairs, key=lambda pair: abs(pair[2] - pair[1]))
    if new == old:
        return texts("chart.sector-growth.compare.same", **periods)
    return texts(
        f"chart.sector-growth.compare.{'up' if new > old else 'down'}",
        sector=scene.short(sector),
        old=texts.percent(old, sign=True),
        new=texts.percent(new, sign=True),
        **periods,
    )


def changed_most(rows: pd.DataFrame, scene: Scene) -> str:
    """The sector of which the comparison tells; empty where there is none."""
    pairs = _pairs(rows, scene)
    return max(pairs, key=lambda pair: abs(pair[2] - pair[1]))[0] if pairs else ""


def _pairs(rows: pd.DataFrame, scene: Scene) -> list[tuple[str, float, float]]:
    """(sector, value before, value now) of the first family that has any."""
    sure = [row for row in records(rows) if row["place"] in ("bar", "before") and not is_hollow(row, scene)]
    before = {(row["sector"], row["indicator"]): float(row["value"]) for row in sure if row["place"] == "before"}
    for indicator in dict.fromkeys(row["indicator"] for row in sure):
        found = [
            (str(row["sector"]), before[row["sector"], indicator], float(row["value"]))
            for row in sure
            if row["place"] == "bar" and row["indicator"] == indicator and (row["sector"], indicator) in before
        ]
        if found:
            return found
    return []
