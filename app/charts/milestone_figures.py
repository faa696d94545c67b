"""The figures of the years around a milestone, in words; it must not choose the milestone or build addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.charts import values
from app.charts.growth_history import MEASURES
from app.charts.spec import Scene
from app.charts.status import is_hollow, words
from app.charts.ways import way_to
from app.i18n import SEPARATOR
from app.queries.around import REACH, around
from app.queries.records import records

_MEASURE_OF = {indicator: measure for measure, indicator in MEASURES.items()}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One value: its period, itself and its status in words; ``hollow`` where it is unsure."""

    period: str
    value: str
    status: str
    hollow: bool


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The values of a sector around a year, oldest first, and what shows them in the history of growth.

    ``measure`` is that chart's choice; where it does not show these values it is empty, and ``page`` and ``chart`` name
    another one that does (empty without one).
    """

    sector: str
    about: str
    figures: tuple[Figure, ...]
    measure: str
    time: str
    page: str = ""
    chart: str = ""


def figures_around(row: Mapping[str, Any], scene: Scene) -> Figures | None:
    """The figures around a milestone (a row of that table); None where its sector has none."""
    sector = str(row["sector"] or "")
    if not sector or sector == "nan":
        return None
    year = int(str(row["date"])[:4])
    rows = around(scene.snapshot, sector=sector, year=year)
    if rows.empty:
        return None
    indicator = str(rows["indicator"].iloc[0])
    measure = _MEASURE_OF.get(indicator, "")
    way = (
        None
        if measure
        else way_to(
            scene.snapshot, scene.texts, sector=sector, indicator=indicator, period=str(rows["period"].iloc[-1])
        )
    )
    return Figures(
        sector=sector,
        about=scene.texts("milestone.panel.around_about", sector=scene.label(sector), measure=scene.measure(indicator)),
        figures=tuple(_figure(one, scene) for one in records(rows)),
        measure=measure,
        time=f"{year - REACH}..{year + REACH}",
        page=way.page if way else "",
        chart=way.chart if way else "",
    )


def _figure(row: Mapping[str, Any], scene: Scene) -> Figure:
    return Figure(
        period=scene.texts.period_alone(str(row["period"])),
        value=values.in_words(row["value"], str(row["indicator"]), scene),
        status=SEPARATOR.join(words(row, scene)),
        hollow=is_hollow(row, scene),
    )
