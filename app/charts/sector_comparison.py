"""A second period beside the ranked one: which may be compared, its rows, and what changed most; it must not draw."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.charts.once import listed
from app.charts.spec import Control, Option, Scene
from app.charts.status import is_hollow
from app.i18n import Texts
from app.period import Period
from app.queries import growth
from app.store.snapshot import Snapshot


def like_periods(known: Sequence[growth.KnownPeriod], period: str) -> tuple[str, ...]:
    """The other periods of the same kind, newest first; unlike periods are not compared."""
    if not period:
        return ()
    kind = Period.parse(period).kind
    return tuple(one.period for one in known if one.period != period and Period.parse(one.period).kind == kind)


def comparable(
    snapshot: Snapshot, indicators: Sequence[str], likes: Sequence[str], *, drawn: frozenset[tuple[str, str]]
) -> tuple[str, ...]:
    """Those of the like periods that know one of the drawn sectors in the same measure."""
    known = growth.known_sectors(snapshot, tuple(indicators))
    return tuple(code for code in likes if not drawn.isdisjoint(known.get(code, ())))


def compare_control(likes: Sequence[str], possible: Collection[str], compare: str, texts: Texts) -> Control:
    """The choice of a period of the same kind, or of none; one that shares no sector is offered with that reason."""
    nothing = texts("control.compare_nothing")
    options = tuple(
        Option(
            value=code,
            label=texts.period_alone(code),
            hint="" if code in possible else nothing,
            disabled=code not in possible,
        )
        for code in likes
    )
    none = Option(value="", label=texts("control.compare_none"))
    return Control(
        parameter="compare", label=texts("control.compare"), options=(none, *options), value=compare, default=""
    )


def places_before(shelf: growth.Shelf, bars: Sequence[int], *, compare: str) -> list[int]:
    """The places of the rows of the compared period for the drawn sectors and measures."""
    if not compare:
        return []
    drawn = dict.fromkeys(sector_key(shelf.rows[place]) for place in bars)
    indicators = dict.fromkeys(indicator for _, indicator in drawn)
    return [place for place in shelf.of_period(indicators, compare) if sector_key(shelf.rows[place]) in drawn]


def sector_key(row: growth.Row) -> tuple[str, str]:
    """Which sector a row knows in which measure."""
    return row["sector"], row["indicator"]


def change_finding(rows: pd.DataFrame, scene: Scene) -> str:
    """Which sector's growth changed most between the two periods, of one family of measures and sure on both sides.

    It is no superlative where one sector is alone or where an unsure one of those drawn changed more.
    """
    sure = [row for row in listed(rows, scene) if not is_hollow(row, scene)]
    texts = scene.texts
    periods = {"before": texts.period_short(scene.view.compare), "now": texts.period_short(scene.view.period)}
    pairs = _pairs(sure)
    if not pairs:
        return texts("chart.sector-growth.compare.unsure", **periods)
    most = max(pair.size for pair in pairs)
    if not most:
        return texts("chart.sector-growth.compare.same", **periods)
    leaders = [pair for pair in pairs if pair.size == most]
    if len(leaders) > 1:
        names = scene.together([pair.sector for pair in leaders])
        kind = _kind(leaders[0].indicator, texts)
        return texts("chart.sector-growth.compare.tie", sectors=names, kind=kind, span=texts.points(most), **periods)
    told = leaders[0]
    drawn = _pairs([row for row in listed(rows, scene) if row["indicator"] == told.indicator])
    key = "up" if told.new > told.old else "down"
    if len(drawn) == 1 or told.sector == "industry" or max(pair.size for pair in drawn) > most:
        key = "single"
    return texts(
        f"chart.sector-growth.compare.{key}",
        sector=scene.short(told.sector),
        kind=_kind(told.indicator, texts),
        old=texts.percent(told.old, sign=True),
        new=texts.percent(told.new, sign=True),
        **periods,
    )


def changed_most(rows: pd.DataFrame, scene: Scene) -> str:
    """The sector of which the comparison tells; empty where there is none."""
    pairs = _pairs([row for row in listed(rows, scene) if not is_hollow(row, scene)])
    return max(pairs, key=lambda pair: pair.size).sector if pairs else ""


def _kind(indicator: str, texts: Texts) -> str:
    """A word for the measure where it is not the usual one."""
    return texts("chart.sector-growth.compare.pieces") if indicator == "output_growth" else ""


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """A sector's growth in the compared period and in the one shown, in percent."""

    sector: str
    indicator: str
    old: float
    new: float

    @property
    def size(self) -> float:
        """How far apart they are, in percentage points."""
        return round(abs(self.new - self.old), 6)


def _pairs(rows: list[dict[str, Any]]) -> list[_Pair]:
    """The pairs of the first family that has any; the total of industry only where it stands alone."""
    before = {(row["sector"], row["indicator"]): float(row["value"]) for row in rows if row["place"] == "before"}
    for indicator in dict.fromkeys(str(row["indicator"]) for row in rows if row["place"] == "bar"):
        found = [
            _Pair(
                sector=str(row["sector"]),
                indicator=indicator,
                old=before[row["sector"], indicator],
                new=float(row["value"]),
            )
            for row in rows
            if row["place"] == "bar" and row["indicator"] == indicator and (row["sector"], indicator) in before
        ]
        if found:
            return [pair for pair in found if pair.sector != "industry"] or found
    return []
