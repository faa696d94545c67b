"""The finding of a growth history in one sentence; it compares like periods alone and draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.charts.spec import Scene
from app.charts.status import is_hollow
from app.period import Period
from app.queries import history

# Whole years tell most, then the parts of a year that most readers know, then the odd ones.
KINDS = (12, 6, 9, 3, 10, 11, 8, 7, 5, 4, 2, 1)
TEXTS = "chart.growth-history.headline"

Row = dict[str, Any]


@dataclass(frozen=True)
class Swing:
    """The lowest and the highest of a sector's like periods, in the order of time."""

    sector: str
    first: Row
    last: Row

    @property
    def size(self) -> float:
        """The distance in percentage points."""
        return round(abs(float(self.last["value"]) - float(self.first["value"])), 6)

    @property
    def turns(self) -> bool:
        """Whether growth became decline or the other way round."""
        return float(self.first["value"]) * float(self.last["value"]) < 0


def finding(rows: list[Row], scene: Scene) -> str:
    """The widest swing among the sectors; else who leads the newest common period; else the newest value.

    ``rows``: the drawn values, columns of observations. Unsure ones carry no headline; if all are unsure, that is said.
    """
    found = _ranked(rows, scene)
    if not found:
        return scene.texts(f"{TEXTS}.unsure")
    swings = _swings(found)
    return _swing(swings, scene) if swings else _leader(found, scene)


def told(rows: list[Row], scene: Scene) -> tuple[Row, ...]:
    """The rows whose values the finding of a swing names, for the picture to number them too; none for others."""
    swings = _swings(_ranked(rows, scene))
    widest = [swing for swing in swings if swing.size == max(one.size for one in swings)]
    return (widest[0].first, widest[0].last) if len(widest) == 1 else ()


def _ranked(rows: list[Row], scene: Scene) -> list[Row]:
    """The sure values of the sectors that may be ranked."""
    sure = [row for row in rows if not is_hollow(row, scene)]
    sectors = comparable(tuple(dict.fromkeys(str(row["sector"]) for row in sure)), scene)
    return [row for row in sure if row["sector"] in sectors]


def comparable(sectors: tuple[str, ...], scene: Scene) -> tuple[str, ...]:
    """The sectors that may be ranked: no totals, none that cuts across others, no part of another one of them."""
    snapshot = scene.snapshot
    chosen = tuple(code for code in sectors if history.core_of(snapshot, code) != "total") or sectors
    apart = tuple(code for code in chosen if not snapshot.record("sectors", code)["cross_cutting"]) or chosen
    return tuple(code for code in apart if not set(history.ancestors(snapshot, code)) & set(apart))


def _swings(rows: list[Row]) -> list[Swing]:
    """A swing for each sector, of the first kind of period for which two sectors (or the only one) have two values."""
    least = min(2, len({row["sector"] for row in rows}))
    kinds = [_swings_of([row for row in rows if row["months"] == months]) for months in KINDS]
    return next((found for found in kinds if len(found) >= least), next((found for found in kinds if found), []))


def _swings_of(rows: list[Row]) -> list[Swing]:
    """The swings of rows of one kind of period; none for a sector whose values are all the same."""
    found = []
    for sector in dict.fromkeys(str(row["sector"]) for row in rows):
        own = [row for row in rows if row["sector"] == sector]
        ends = min(own, key=lambda row: float(row["value"])), max(own, key=lambda row: float(row["value"]))
        first, last = sorted(ends, key=lambda row: int(row["year"]))
        if first["value"] != last["value"]:
            found.append(Swing(sector, first, last))
    return found


def _swing(swings: list[Swing], scene: Scene) -> str:
    texts = scene.texts
    widest = max(swing.size for swing in swings)
    leaders = [swing for swing in swings if swing.size == widest]
    chosen = leaders[0]
    months = int(chosen.first["months"])
    kind = "" if months == 12 else texts(f"{TEXTS}.kind", kind=texts.period_kind(Period(2000, months).kind))
    if len(leaders) > 1:
        names = scene.together([swing.sector for swing in leaders])
        return texts(f"{TEXTS}.tie", sectors=names, kind=kind, span=texts.points(widest))
    key = "alone" if len(swings) == 1 else "turn" if chosen.turns else "wide"
    return texts(
        f"{TEXTS}.{key}",
        sector=scene.short(chosen.sector),
        kind=kind,
        first=texts.percent(float(chosen.first["value"]), sign=True),
        start=texts.period(str(chosen.first["year"])),
        last=texts.percent(float(chosen.last["value"]), sign=True),
        end=texts.period(str(chosen.last["year"])),
    )


def _leader(rows: list[Row], scene: Scene) -> str:
    """Who grew fastest in the newest period that two sectors share, or the newest value where none is shared."""
    periods = sorted({str(row["period"]) for row in rows}, key=lambda code: Period.parse(code).position)
    shared = [code for code in periods if sum(row["period"] == code for row in rows) > 1]
    period = shared[-1] if shared else periods[-1]
    own = [row for row in rows if row["period"] == period]
    value = max(float(row["value"]) for row in own)
    leaders = [str(row["sector"]) for row in own if float(row["value"]) == value]
    key = "value" if not shared else "leader" if len(leaders) == 1 else "leader_tie"
    return scene.texts(
        f"{TEXTS}.{key}",
        sector=scene.together(leaders),
        value=scene.texts.percent(value, sign=True),
        period=scene.texts.period(period),
    )
