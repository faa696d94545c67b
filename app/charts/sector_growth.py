"""Sectors ranked by growth on the year for one period, families of measures apart, GDP as reference line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.choices import Choices, button_control, choose_period
from app.charts.sector_choices import focus_control, series_control
from app.charts.sector_comparison import (
    change_finding,
    changed_most,
    comparable,
    compare_control,
    like_periods,
    rows_before,
    sector_keys,
)
from app.charts.spec import Chart, Control, Key, Option, Resolution, Scene, Shape
from app.charts.status import is_hollow
from app.figures.ranking import ranking
from app.i18n import Texts
from app.queries import growth
from app.queries.records import records, where
from app.state import ViewState
from app.store.snapshot import Snapshot
from app.theme import core_role

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
    there = growth.of_period(snapshot, indicators=MEASURES[measure], period=period)
    offered = tuple(dict.fromkeys(there["sector"].astype(str)))
    series = choices.several("series", offered)
    focus = choices.one("focus", (*offered, ""), default="")
    shown = frozenset(key for key in sector_keys(there) if not series or key[0] in series)
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


def _period_control(known: pd.DataFrame, period: str, asked: str, snapshot: Snapshot, texts: Texts) -> Control:
    options = tuple(
        Option(
            value=row["period"],
            label=texts.period(row["period"]),
            hint=texts("control.coverage_thin" if row["pillars"] < FULL else "control.coverage", count=row["sectors"]),
        )
        for row in records(known)
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
    rows = growth.of_period(snapshot, indicators=MEASURES[view.measure], period=view.period)
    rows = _without_overlap(rows, snapshot, view.series)
    if rows.empty:
        return rows
    ordered = pd.concat([_ranked(group, snapshot) for _, group in rows.groupby("indicator", observed=True, sort=False)])
    bars = ordered.assign(place="bar")
    ticks = _country_rows(snapshot, bars, view)
    reference = growth.of_period(snapshot, indicators=("gdp_growth",), period=view.period).assign(place="reference")
    if not (bars["indicator"] == VALUE_ADDED).any():  # GDP is value added: beside pieces there is no line to draw
        reference = reference.iloc[:0]
    found = pd.concat([bars, reference, ticks, rows_before(snapshot, bars, compare=view.compare)])
    found["part"] = found["part"].fillna(False).astype(bool)
    return found.reset_index(drop=True)


def _without_overlap(rows: pd.DataFrame, snapshot: Snapshot, series: tuple[str, ...]) -> pd.DataFrame:
    """The chosen sectors; unless they were chosen by name, without those that cut across others."""
    codes = rows["sector"].astype(str)
    if series:
        return rows[codes.isin(series)]
    crossing = {code for code in codes if bool(snapshot.record("sectors", code)["cross_cutting"])}
    whole_economy = {"total_economy", "primary", "secondary_industry", "tertiary"}
    return rows[~codes.isin(crossing | whole_economy)]


def _ranked(rows: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """By growth, the fastest first; parts under their whole where it is drawn too, the total of industry last."""
    present = set(rows["sector"].astype(str))
    by_value = rows.sort_values("value", ascending=False, kind="stable")
    parents = {code: str(snapshot.record("sectors", code)["parent"] or "") for code in present}
    tops = [row for row in by_value.index if parents[str(rows.at[row, "sector"])] not in present - {"industry"}]
    order: list[Any] = []
    parts: list[bool] = []
    for top in sorted(tops, key=lambda row: str(rows.at[row, "sector"]) == "industry"):
        code = str(rows.at[top, "sector"])
        under = [] if code == "industry" else [r for r in by_value.index if parents[str(rows.at[r, "sector"])] == code]
        order += [top, *under]
        parts += [False, *[True] * len(under)]
    return rows.loc[order].assign(part=parts)


def _country_rows(snapshot: Snapshot, bars: pd.DataFrame, view: ViewState) -> pd.DataFrame:
    """China's rows of the same measures, sectors and period, and its GDP where the city's is drawn."""
    indicators = [*MEASURES[view.measure], "gdp_growth"]
    country = growth.of_period(snapshot, indicators=indicators, period=view.period, area=growth.COUNTRY)
    drawn = set(zip(bars["sector"].astype(str), bars["indicator"].astype(str), strict=True))
    if (bars["indicator"] == VALUE_ADDED).any():
        drawn.add(("total_economy", "gdp_growth"))
    keys = zip(country["sector"].astype(str), country["indicator"].astype(str), strict=True)
    return where(country, (key in drawn for key in keys)).assign(place="tick", part=False)


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Ranked bars, value added above output, GDP as a dashed line through the former."""
    bars = records(rows[rows["place"] == "bar"])
    ticks = {(r["sector"], r["indicator"]): r for r in records(rows[rows["place"] == "tick"])}
    before = {(r["sector"], r["indicator"]): r for r in records(rows[rows["place"] == "before"])}
    keyed = [(row, (row["sector"], row["indicator"])) for row in bars]
    drawn = pd.DataFrame([_bar(row, ticks.get(key), before.get(key), scene) for row, key in keyed])
    blocks = [(code, scene.texts(f"chart.sector-growth.block.{code}")) for code in MEASURES[scene.view.measure]]
    return ranking(
        drawn, form=scene.form, blocks=blocks, reference=_reference(rows, scene), reference_block=VALUE_ADDED
    )


def entries(rows: pd.DataFrame, scene: Scene) -> tuple[tuple[Any, ...], ...]:
    """Each bar with its tick and its earlier value: the one in focus, the leaders, industry, then by rank in turn."""
    bars = rows[rows["place"] == "bar"]
    ranks = bars.groupby(bars["indicator"].astype(str)).cumcount()
    focus = scene.view.focus
    kept = {focus, str(scene.snapshot.record("sectors", focus)["parent"] or "")} if focus else set()
    told = changed_most(rows, scene)
    weight = pd.Series(
        [
            -1 if code in kept or code == told else 0.5 if code == "industry" else rank
            for code, rank in zip(bars["sector"].astype(str), ranks, strict=True)
        ],
        index=bars.index,
    )
    both = [rows["sector"].astype(str), rows["indicator"].astype(str)]
    return tuple(
        tuple(rows.index[(both[0] == bars.at[place, "sector"]) & (both[1] == bars.at[place, "indicator"])])
        for place in weight.sort_values(kind="stable").index
    )


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
    city = rows[rows["place"] == "reference"]
    if city.empty:
        return None
    value = float(city.iloc[0]["value"])
    country = rows[(rows["place"] == "tick") & (rows["indicator"] == "gdp_growth")]
    shown = scene.texts("chart.sector-growth.gdp", value=scene.texts.number(value, digits=(1, 2), sign=True))
    if not country.empty:
        number = scene.texts.number(float(country.iloc[0]["value"]), digits=(1, 2), sign=True)
        shown += scene.texts("chart.sector-growth.gdp_country", place=scene.area("china"), value=number)
    return value, shown


def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """Who grew fastest in the first family drawn, against GDP where it is drawn.

    Unsure figures carry no headline; where there is nothing else, what only the report states is attributed to it.
    """
    if (rows["place"] == "before").any():
        return change_finding(rows, scene)
    bars = rows[rows["place"] == "bar"]
    family = bars[bars["indicator"] == bars.iloc[0]["indicator"]]
    candidates = family[family["sector"] != "industry"] if len(family) > 1 else family
    firm = where(candidates, (not is_hollow(row, scene) for row in records(candidates)))
    if not firm.empty:
        return _finding(firm, candidates, rows, scene)
    reported = candidates[candidates["evidence"] == "founding"]
    if reported.empty:
        return scene.texts("chart.sector-growth.headline.unsure", period=scene.texts.period(scene.view.period))
    finding = _finding(reported, candidates, rows.iloc[:0], scene)
    return scene.texts("headline.reported", finding=finding)


def _finding(firm: pd.DataFrame, drawn: pd.DataFrame, rows: pd.DataFrame, scene: Scene) -> str:
    """The sentence on the fastest of ``firm``; it is no superlative where one of ``drawn`` is alone or faster.

    ``rows`` may hold GDP, and the country's value of the same measure: that stands beside a sector that is alone.
    """
    texts = scene.texts
    indicator = str(firm.iloc[0]["indicator"])
    fastest = float(firm["value"].max())
    leaders = [str(code) for code in firm.loc[firm["value"] == fastest, "sector"]]
    parts = {
        "sector": scene.together(leaders),
        "value": texts.percent(fastest, sign=True),
        "measure": texts(f"chart.sector-growth.measured.{indicator}"),
    }
    if len(drawn) == 1 or float(drawn["value"].max()) > fastest:
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
    beside = _country_tail(leaders[0], indicator, rows, scene) if len(drawn) == 1 else ""
    return said + (beside or _gdp_tail(indicator, rows, scene))


def _country_tail(sector: str, indicator: str, rows: pd.DataFrame, scene: Scene) -> str:
    """The country's sure value of the same sector, measure and period; empty where there is none."""
    same = rows[(rows["place"] == "tick") & (rows["sector"] == sector) & (rows["indicator"] == indicator)]
    if same.empty or is_hollow(records(same)[0], scene):
        return ""
    value = scene.texts.percent(float(same.iloc[0]["value"]), sign=True)
    return scene.texts("chart.sector-growth.headline.country", place=scene.area(growth.COUNTRY), country=value)


def _gdp_tail(indicator: str, rows: pd.DataFrame, scene: Scene) -> str:
    """GDP beside value added, where it is drawn and sure."""
    reference = rows[rows["place"] == "reference"]
    if reference.empty or indicator != VALUE_ADDED or is_hollow(records(reference)[0], scene):
        return ""
    value = scene.texts.percent(float(reference.iloc[0]["value"]), sign=True)
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
    families = set(rows.loc[rows["place"] == "bar", "indicator"].astype(str))
    key = "both" if len(families) > 1 else "one"
    return scene.texts(f"chart.sector-growth.note.{key}")


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """What a hollow bar and a tick mean, where they are drawn."""
    texts = scene.texts
    bars = rows[rows["place"] == "bar"]
    compared = (rows["place"] == "before").any()
    found = []
    if compared:
        found.append(Key(mark="dot", role="ink", text=texts.period(scene.view.period)))
        found.append(Key(mark="dot-small", role="other", text=texts.period(scene.view.compare)))
    drawn = rows[rows["place"].isin(["bar", "before"])] if compared else bars
    if any(is_hollow(row, scene) for row in records(drawn)):
        mark, words = ("dot-hollow", "chart.sector-growth.hollow") if compared else ("bar-hollow", "key.hollow")
        found.append(Key(mark=mark, role="other", text=texts(words)))
    on_bars = rows[(rows["place"] == "tick") & (rows["indicator"] != "gdp_growth")]
    if not on_bars.empty:
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
