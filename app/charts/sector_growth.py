"""Sectors ranked by growth on the year for one period, families of measures apart, GDP as reference line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.choices import Choices, button_control, choose_period
from app.charts.once import listed
from app.charts.sector_choices import focus_control, series_control
from app.charts.sector_comparison import (
    change_finding,
    changed_most,
    comparable,
    compare_control,
    like_periods,
    places_before,
    sector_key,
)
from app.charts.spec import Chart, Control, Key, Option, Resolution, Scene, Shape
from app.charts.status import is_hollow
from app.figures.ranking import ranking
from app.i18n import Texts
from app.queries import growth
from app.state import ViewState
from app.store.snapshot import Snapshot
from app.theme import core_role

Rows = Sequence[Mapping[str, Any]]

VALUE_ADDED = "value_added_growth"
OUTPUT = "output_growth"
MEASURES = {"both": (VALUE_ADDED, OUTPUT), "value_added": (VALUE_ADDED,), "output": (OUTPUT,)}
FULL = 5  # pillar sectors from which a period is no longer thin


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Period, measure, sectors and focus, as far as there are rows for them."""
    choices = Choices(state)
    measure = choices.one("measure", tuple(MEASURES), default="both")
    known = growth.periods(snapshot, indicators=MEASURES[measure])
    period = choose_period(choices, known, featured=snapshot.featured_period, full=FULL)
    shelf = growth.shelf(snapshot)
    there = [sector_key(shelf.rows[place]) for place in shelf.of_period(MEASURES[measure], period)]
    offered = tuple(dict.fromkeys(sector for sector, _ in there))
    series = choices.several("series", offered)
    focus = choices.one("focus", (*offered, ""), default="")
    shown = frozenset(key for key in there if not series or key[0] in series)
    likes = like_periods(known, period)
    possible = comparable(snapshot, MEASURES[measure], likes, drawn=shown)
    compare = choices.one("compare", possible, default="")
    counts = growth.coverage(snapshot, indicators=MEASURES[measure])
    controls = (
        _period_control(known, period, state.period, snapshot, texts),
        button_control(
            "measure",
            MEASURES,
            label="control.measure",
            words="chart.sector-growth.measure",
            value=measure,
            default="both",
            texts=texts,
        ),
        series_control(offered, series, counts, snapshot, texts),
        compare_control(likes, possible, compare, texts),
        focus_control(offered, focus, snapshot, texts),
    )
    view = replace(state, period=period, measure=measure, series=series, focus=focus, compare=compare)
    return choices.resolution(view, controls)


def _period_control(
    known: Sequence[growth.KnownPeriod], period: str, asked: str, snapshot: Snapshot, texts: Texts
) -> Control:
    options = tuple(
        Option(
            value=one.period,
            label=texts.period_alone(one.period),
            hint=texts("control.coverage_thin" if one.pillars < FULL else "control.coverage", count=one.sectors),
        )
        for one in known
    )
    latest = Option(value="latest", label=texts("control.latest"))
    return Control(
        parameter="period",
        label=texts("control.period"),
        options=(latest, *options),
        value="latest" if asked == "latest" else period,
        default=snapshot.featured_period,
    )


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """Rows as drawn: columns of observations, ``part`` (under its whole), ``place`` (bar, reference, tick, before)."""
    shelf = growth.shelf(snapshot)
    chosen = _without_overlap(shelf.of_period(MEASURES[view.measure], view.period), shelf, snapshot, view.series)
    if not chosen:
        return shelf.frame.iloc[:0]
    ranked = _ranked(chosen, shelf, snapshot)
    bars = [place for place, _ in ranked]
    # GDP is value added: beside pieces there is no line to draw.
    with_gdp = any(shelf.rows[place]["indicator"] == VALUE_ADDED for place in bars)
    others = {
        "reference": shelf.of_period(("gdp_growth",), view.period) if with_gdp else [],
        "tick": _country_places(shelf, bars, view, with_gdp=with_gdp),
        "before": places_before(shelf, bars, compare=view.compare),
    }
    drawn = [(place, part, "bar") for place, part in ranked]
    drawn += [(place, False, name) for name, places in others.items() for place in places]
    at, parts, names = zip(*drawn, strict=True)
    return shelf.frame.iloc[list(at)].reset_index(drop=True).assign(part=list(parts), place=list(names))


def _without_overlap(
    places: Sequence[int], shelf: growth.Shelf, snapshot: Snapshot, series: tuple[str, ...]
) -> list[int]:
    """The chosen sectors; unless they were chosen by name, without those that cut across others."""
    codes = [(place, str(shelf.rows[place]["sector"])) for place in places]
    if series:
        return [place for place, code in codes if code in series]
    left_out = {"total_economy", "primary", "secondary_industry", "tertiary"}
    left_out |= {code for _, code in codes if bool(snapshot.record("sectors", code)["cross_cutting"])}
    return [place for place, code in codes if code not in left_out]


def _ranked(places: Sequence[int], shelf: growth.Shelf, snapshot: Snapshot) -> list[tuple[int, bool]]:
    """By measure, in the order of the rows, and by growth; with whether a part stands under its whole."""
    by_measure: dict[str, list[tuple[float, int, str]]] = {}
    for order, place in enumerate(places):
        row = shelf.rows[place]
        by_measure.setdefault(row["indicator"], []).append((-row["value"], order, str(row["sector"])))
    ordered = (found for group in by_measure.values() for found in _in_order(sorted(group), snapshot))
    return [(places[order], part) for order, part in ordered]


def _in_order(by_value: list[tuple[float, int, str]], snapshot: Snapshot) -> list[tuple[int, bool]]:
    """The fastest first; parts under their whole where it is drawn too, the total of industry last.

    ``by_value``: rows as (rank, place, sector); gives places and whether there a part stands under its whole.
    """
    wholes = {sector for _, _, sector in by_value} - {"industry"}
    parents = {sector: str(snapshot.record("sectors", sector)["parent"] or "") for _, _, sector in by_value}
    tops = [(place, sector) for _, place, sector in by_value if parents[sector] not in wholes]
    ordered: list[tuple[int, bool]] = []
    for place, sector in sorted(tops, key=lambda top: top[1] == "industry"):
        under = [inner for _, inner, code in by_value if sector != "industry" and parents[code] == sector]
        ordered += [(place, False), *((inner, True) for inner in under)]
    return ordered


def _country_places(shelf: growth.Shelf, bars: Sequence[int], view: ViewState, *, with_gdp: bool) -> list[int]:
    """China's rows of the same measures, sectors and period, and its GDP where the city's is drawn."""
    country = shelf.of_period((*MEASURES[view.measure], "gdp_growth"), view.period, area=growth.COUNTRY)
    drawn = {sector_key(shelf.rows[place]) for place in bars}
    if with_gdp:
        drawn.add(("total_economy", "gdp_growth"))
    return [place for place in country if sector_key(shelf.rows[place]) in drawn]


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Ranked bars, value added above output, GDP as a dashed line through the former."""
    ticks, before = (
        {(row["sector"], row["indicator"]): row for row in listed(rows, scene) if row["place"] == place}
        for place in ("tick", "before")
    )
    keyed = [(row, (row["sector"], row["indicator"])) for row in listed(rows, scene) if row["place"] == "bar"]
    drawn = [_bar(row, ticks.get(key), before.get(key), scene) for row, key in keyed]
    blocks = [(code, scene.texts(f"chart.sector-growth.block.{code}")) for code in MEASURES[scene.view.measure]]
    return ranking(
        drawn, form=scene.form, blocks=blocks, reference=_reference(rows, scene), reference_block=VALUE_ADDED
    )


def entries(rows: pd.DataFrame, scene: Scene) -> tuple[tuple[Any, ...], ...]:
    """Each bar with its tick and its earlier value: the one in focus, the leaders, industry, then by rank in turn."""
    known = listed(rows, scene)
    focus = scene.view.focus
    first = {focus, str(scene.snapshot.record("sectors", focus)["parent"] or "")} if focus else set()
    first.add(changed_most(rows, scene))
    ranks: Counter[str] = Counter()
    weights: dict[tuple[str, str], float] = {}
    members: dict[tuple[str, str], list[Any]] = {}
    for place, row in zip(rows.index.tolist(), known, strict=True):
        sector, indicator = key = str(row["sector"]), str(row["indicator"])
        members.setdefault(key, []).append(place)
        if row["place"] == "bar":
            weights[key] = -1 if sector in first else 0.5 if sector == "industry" else ranks[indicator]
            ranks[indicator] += 1
    return tuple(tuple(members[key]) for key in sorted(weights, key=lambda key: weights[key]))


def _bar(
    row: Mapping[str, Any], tick: Mapping[str, Any] | None, before: Mapping[str, Any] | None, scene: Scene
) -> dict[str, Any]:
    sector = str(row["sector"])
    name = scene.label(sector)
    return {
        "label": values.escape(scene.texts("mark.part", name=name) if row["part"] else name),
        "text": values.plain(row["value"], str(row["indicator"]), scene),
        "value": float(row["value"]),
        "block": str(row["indicator"]),
        "part": bool(row["part"]),
        "role": core_role(str(scene.snapshot.record("sectors", sector)["core"])),
        "hollow": is_hollow(row, scene),
        "hover": values.hover(row, scene),
        "tick": float(tick["value"]) if tick else None,
        "tick_hover": values.hover(tick, scene) if tick else "",
        "before": float(before["value"]) if before else None,
        "before_hover": values.hover(before, scene) if before else "",
        "before_text": values.plain(before["value"], str(before["indicator"]), scene) if before else "",
        "before_hollow": bool(before) and is_hollow(before or {}, scene),
        "faded": bool(scene.view.focus) and scene.view.focus != sector,
    }


def _reference(rows: pd.DataFrame, scene: Scene) -> tuple[float, str] | None:
    city = [row for row in listed(rows, scene) if row["place"] == "reference"]
    if not city:
        return None
    value = float(city[0]["value"])
    country = [row for row in listed(rows, scene) if (row["place"], row["indicator"]) == ("tick", "gdp_growth")]
    shown = scene.texts("chart.sector-growth.gdp", value=scene.texts.number(value, digits=(1, 2), sign=True))
    if country:
        number = scene.texts.number(float(country[0]["value"]), digits=(1, 2), sign=True)
        shown += scene.texts("chart.sector-growth.gdp_country", place=scene.area("china"), value=number)
    return value, shown


def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """Who grew fastest in the first family drawn, against GDP where it is drawn.

    Unsure figures carry no headline; where there is nothing else, what only the report states is attributed to it.
    """
    known = listed(rows, scene)
    if any(row["place"] == "before" for row in known):
        return change_finding(rows, scene)
    bars = [row for row in known if row["place"] == "bar"]
    family = [row for row in bars if row["indicator"] == bars[0]["indicator"]]
    candidates = [row for row in family if row["sector"] != "industry"] if len(family) > 1 else family
    firm = [row for row in candidates if not is_hollow(row, scene)]
    if firm:
        return _finding(firm, candidates, known, scene)
    reported = [row for row in candidates if row["evidence"] == "founding"]
    if not reported:
        return scene.texts("chart.sector-growth.headline.unsure", period=scene.texts.period(scene.view.period))
    finding = _finding(reported, candidates, (), scene)
    return scene.texts("headline.reported", finding=finding)


def _finding(firm: Rows, drawn: Rows, known: Rows, scene: Scene) -> str:
    """The sentence on the fastest of ``firm``; it is no superlative where one of ``drawn`` is alone or faster.

    ``known`` may hold GDP, and the country's value of the same measure: that stands beside a sector that is alone.
    """
    texts = scene.texts
    indicator = str(firm[0]["indicator"])
    fastest = max(float(row["value"]) for row in firm)
    leaders = [str(row["sector"]) for row in firm if row["value"] == fastest]
    parts = {
        "sector": scene.together(leaders),
        "value": texts.percent(fastest, sign=True),
        "measure": texts(f"chart.sector-growth.measured.{indicator}"),
    }
    if len(drawn) == 1 or max(float(row["value"]) for row in drawn) > fastest:
        key = "single"
    elif fastest <= 0:
        key = "none_grows"
    else:
        key = "fastest_several" if len(leaders) == 1 and scene.is_plural(leaders[0]) else "fastest"
    if len(leaders) > 1:
        key += "_tie"
    if key == "none_grows_tie":  # long enough
        return texts(f"chart.sector-growth.headline.{key}", **parts)
    said = texts(f"chart.sector-growth.headline.{key}", **parts)
    beside = _country_tail(leaders[0], indicator, known, scene) if len(drawn) == 1 else ""
    return said + (beside or _gdp_tail(indicator, known, scene))


def _country_tail(sector: str, indicator: str, known: Rows, scene: Scene) -> str:
    """The country's sure value of the same sector, measure and period; empty where there is none."""
    wanted = ("tick", sector, indicator)
    same = [row for row in known if (row["place"], row["sector"], row["indicator"]) == wanted]
    if not same or is_hollow(same[0], scene):
        return ""
    value = scene.texts.percent(float(same[0]["value"]), sign=True)
    return scene.texts("chart.sector-growth.headline.country", place=scene.area(growth.COUNTRY), country=value)


def _gdp_tail(indicator: str, known: Rows, scene: Scene) -> str:
    """GDP beside value added, where it is drawn and sure."""
    reference = [row for row in known if row["place"] == "reference"]
    if not reference or indicator != VALUE_ADDED or is_hollow(reference[0], scene):
        return ""
    value = scene.texts.percent(float(reference[0]["value"]), sign=True)
    return scene.texts("chart.sector-growth.headline.gdp", gdp=value)


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """Measure, unit, place, period and price basis."""
    return scene.texts(
        "chart.sector-growth.subtitle",
        place=scene.area(growth.SUBJECT),
        period=scene.texts.period(scene.view.period),
    )


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """How to read the families side by side, and that growth is not size."""
    families = {row["indicator"] for row in listed(rows, scene) if row["place"] == "bar"}
    key = "both" if len(families) > 1 else "one"
    return scene.texts(f"chart.sector-growth.note.{key}")


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """What a hollow bar and a tick mean, where they are drawn."""
    texts = scene.texts
    known = listed(rows, scene)
    compared = any(row["place"] == "before" for row in known)
    found = []
    if compared:
        found.append(Key(mark="dot", role="ink", text=texts.period(scene.view.period)))
        found.append(Key(mark="dot-small", role="other", text=texts.period(scene.view.compare)))
    if any(is_hollow(row, scene) for row in known if row["place"] in ("bar", "before")):
        mark, words = ("dot-hollow", "chart.sector-growth.hollow") if compared else ("bar-hollow", "key.hollow")
        found.append(Key(mark=mark, role="other", text=texts(words)))
    if any(row["place"] == "tick" and row["indicator"] != "gdp_growth" for row in known):
        found.append(Key(mark="tick", role="ink", text=texts("key.country", place=scene.area("china"))))
    return tuple(found)


CHART = Chart(
    slug="sector-growth",
    page="growth",
    order=1,
    parameters=("period", "measure", "series", "focus", "compare"),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    keys=keys,
    entries=entries,
    shape=Shape(kind="bars", category="sector", values=("value", "china"), series="period", panel="measure"),
)
