"""Small frames as charts select them, and the sentence a chart makes of one; for tables of cases in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from app.charts.registry import all_charts
from app.charts.spec import Scene
from app.i18n import Texts
from app.period import Period
from app.queries.timeline import extent
from app.state import ViewState
from app.store.snapshot import Snapshot

Row = dict[str, Any]
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, kw_only=True)
class Case:
    """Drawn rows, what is chosen, and the sentence in every language."""

    rows: list[Row]
    view: Mapping[str, Any] = field(default_factory=dict)
    de: str
    en: str
    zh: str


def sentence(slug: str, case: Case, lang: str, *, snapshot: Snapshot, texts: Mapping[str, Texts]) -> str:
    """The headline of a chart for the rows of a case, spaces that do not break as plain ones."""
    view = ViewState(lang=lang, **case.view)
    scene = Scene(snapshot=snapshot, view=view, texts=texts[lang])
    return all_charts()[slug].headline(pd.DataFrame(case.rows), scene).replace("\u00a0", " ")


def observed(place: str, sector: str, value: float, period: str = "2024", **cells: Any) -> Row:
    """A row of an observation as it is drawn: sure and the city's where ``cells`` do not say otherwise."""
    known = Period.parse(period)
    row = {"place": place, "sector": sector, "value": value, "period": period, "year": known.year}
    row |= {"months": known.months, "end": known.end, "area": "chongqing", "indicator": "value_added_growth"}
    return {**row, "flags": "", "evidence": "official", "source": "tjj_2025q3", "derived": False, **cells}


def bar(sector: str, value: float, **cells: Any) -> Row:
    """A sector of the ranking."""
    return observed("bar", sector, value, **cells)


def output_bar(sector: str, value: float, **cells: Any) -> Row:
    """A sector of the ranking by pieces."""
    return observed("bar", sector, value, indicator="output_growth", **cells)


def before(sector: str, value: float, **cells: Any) -> Row:
    """A sector's value of the period compared with."""
    return observed("before", sector, value, "2023", **cells)


def gdp(value: float, **cells: Any) -> Row:
    """GDP beside the ranking."""
    return observed("reference", "total_economy", value, indicator="gdp_growth", **cells)


def country(sector: str, value: float, **cells: Any) -> Row:
    """China's value of a sector."""
    return observed("tick", sector, value, area="china", **cells)


def grown(sector: str, period: str, value: float, **cells: Any) -> Row:
    """A value of the growth history."""
    return observed("value", sector, value, period, **cells)


def part(sector: str, value: float, period: str = "2025", **cells: Any) -> Row:
    """Percentage points of a sector."""
    return observed("part", sector, value, period, indicator="growth_contribution_pp", **cells)


def total(value: float, period: str = "2025", **cells: Any) -> Row:
    """Growth of industry, to which the points add up."""
    return observed("total", "industry", value, period, **cells)


def shared(sector: str, value: float, period: str, **cells: Any) -> Row:
    """A share of industrial value added."""
    return observed("line", sector, value, period, indicator="value_added_share", **cells)


def core_share(sector: str, value: float, period: str, **cells: Any) -> Row:
    """A core's share of gross output."""
    return observed("core", sector, value, period, indicator="gross_output_share", **cells)


def indexed(sector: str, value: float, year: str, **cells: Any) -> Row:
    """A point of the index of pieces."""
    return observed("", sector, value, year, indicator="output_volume", **cells)


def built(year: str, value: float, **cells: Any) -> Row:
    """All vehicles of a year."""
    return observed("all", "automotive", value, year, indicator="output_volume", **cells)


def new_energy(year: str, count: float, share: float, **cells: Any) -> list[Row]:
    """New-energy vehicles of a year and their share."""
    return [
        observed("nev", "nev", count, year, indicator="output_volume"),
        observed("share", "nev", share, year, indicator="nev_share_of_vehicle_output", **cells),
    ]


def pair(period: str, electronics: float, automotive: float, **cells: Any) -> list[Row]:
    """Growth of the two cores in one period."""
    return [
        observed("pair", "electronics", electronics, period, **cells),
        observed("pair", "automotive", automotive, period, **cells),
    ]


def promise(state: str, period: str = "2025", *, forecast: bool = False, weak: bool = False) -> Row:
    """A target or forecast and what came of it."""
    kind = "forecast" if forecast else "target"
    return {
        "state": state,
        "period": period,
        "kind": kind,
        "evidence": "weak" if weak else "official",
        "outcome_evidence": "",
    }


def event(category: str, date: str, title: str = "", **cells: Any) -> Row:
    """A milestone; its title is the same in every language."""
    named = {f"title_{lang}": title for lang in ("de", "en", "zh")}
    start = extent(date)[0]
    return {"category": category, "date": date, "start": start, "flags": "", "evidence": "official", **named, **cells}


def step(level: float, date: str) -> Row:
    """A counted million of a maker."""
    precision = {4: "year", 7: "month", 10: "day"}[len(date)]
    start, end = extent(date)
    makers = {"actor_de": "Changan", "actor_en": "Changan", "actor_zh": "长安"}
    row = {"sector": "automotive", "flags": "", "evidence": "official", "level": level, "date": date}
    return {**row, "date_precision": precision, "start": start, "end": end, **makers}


def told(figure: tuple[str, str], value: float, period: str = "2025-H1", **cells: Any) -> Row:
    """A row of the story."""
    return observed("latest", figure[0], value, period, **{"indicator": figure[1], "story": True, **cells})


def is_short(said: str, lang: str) -> bool:
    """Whether a headline keeps to fifteen words, in Chinese to twenty-four characters."""
    return len(_CHINESE.findall(said)) <= 24 if lang == "zh" else len(said.split()) <= 15
