"""The report's figures and the newest ones as single figures, each with its evidence, trend and way to its chart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import story, values
from app.charts.choices import Choices
from app.charts.once import listed, once
from app.charts.sourcing import publisher, source_entry
from app.charts.spec import Chart, Key, Resolution, Scene, Shape, Tile, TrendPoint
from app.charts.status import UNSURE_EVIDENCE, codes, evidence, is_hollow, words
from app.charts.ways import way_to
from app.figures.number_grid import number_grid
from app.i18n import SEPARATOR, Texts
from app.period import Period
from app.queries import key_figures as query
from app.queries.growth import COUNTRY, SUBJECT
from app.queries.kept import kept
from app.state import ViewState
from app.store.snapshot import Snapshot
from app.theme import core_role

Row = Mapping[str, Any]
REPORT, LATEST = "report", "latest"
# Sector, measure and kind of period (any where empty): which rows these are, the data say.
NEWEST = (
    (*story.GDP, "year"),
    (*story.INDUSTRY, ""),
    (*story.CARS, ""),
    (*story.ELECTRONICS, ""),
    (*story.VEHICLES, "year"),
    (*story.NEW_VEHICLES, "year"),
    (*story.CHIPS, ""),
    ("strategic_emerging", "value_added_share", "year"),
)
WHOLE = "total_economy"
BREAK = "series_break"


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Nothing can be chosen here; the view's period is the report's."""
    keys = query.report_keys(snapshot)
    return Choices(state).resolution(replace(state, period=keys[0][3] if keys else ""), ())


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """The rows of tiles, trends, country and story: columns of observations, ``place``, ``story`` (bool)."""
    return _rows(snapshot)


@kept
def _rows(snapshot: Snapshot) -> pd.DataFrame:
    stated = [
        query.at(snapshot, area=area, sector=sector, indicator=indicator, period=period)
        for area, sector, indicator, period in query.report_keys(snapshot)
    ]
    latest = [_newest(snapshot, sector, indicator, kind) for sector, indicator, kind in NEWEST]
    tiles = [row for row in (*stated, *latest) if not row.empty]
    told = _told(snapshot, latest)
    countries = [query.of_country(snapshot, row) for row in (*tiles, *told) if not row.empty]
    return query.placed(
        [
            *((REPORT, row) for row in stated),
            *((LATEST, row) for row in latest),
            *(("story", row) for row in told),
            *(("trend", query.before(snapshot, row)) for row in tiles),
            *((COUNTRY, row) for row in countries),
            *(("story", row) for row in countries),
        ]
    )


def _newest(snapshot: Snapshot, sector: str, indicator: str, kind: str) -> pd.DataFrame:
    return query.newest(snapshot, sector=sector, indicator=indicator, kind=kind, doubtful=UNSURE_EVIDENCE)


def _told(snapshot: Snapshot, latest: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """The rows of the story: the newest ones, and what stands beside them at the same time."""
    cars = _newest(snapshot, *story.CARS, "")
    electronics = _newest(snapshot, *story.ELECTRONICS, "")
    beside = [
        query.at(snapshot, sector=sector, indicator=indicator, period=str(cars["period"].iloc[0]))
        for sector, indicator in (story.INDUSTRY, story.CARS_SHARE)
        if not cars.empty
    ]
    return [*latest, *beside, query.earlier_in_year(snapshot, electronics, doubtful=UNSURE_EVIDENCE)]


@once
def tiles(rows: pd.DataFrame, scene: Scene) -> tuple[Tile, ...]:
    """A tile for each of the report's figures and for each of the newest."""
    return tuple(_tile(row, rows, scene) for row in listed(rows, scene) if row["place"] in (REPORT, LATEST))


@once
def _of_figure(rows: pd.DataFrame, scene: Scene) -> Mapping[tuple[str, str, str], Sequence[Row]]:
    """The rows by area, sector and measure, in their order."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in listed(rows, scene):
        found.setdefault((row["area"], row["sector"], row["indicator"]), []).append(row)
    return found


def _tile(row: Row, rows: pd.DataFrame, scene: Scene) -> Tile:
    sector, indicator, period = (str(row[name]) for name in ("sector", "indicator", "period"))
    measure = scene.measure(indicator)
    number, unit = _parted(_value(row, scene))
    way = way_to(scene.snapshot, scene.texts, sector=sector, indicator=indicator, period=period)
    trend = _trend(row, rows, scene)
    founding = row["evidence"] == "founding"
    source = source_entry(str(row["source"]), str(row["evidence"]), scene)
    return Tile(
        group=str(row["place"]),
        label=measure if sector == WHOLE else scene.label(sector),
        number=number,
        unit=unit,
        measure="" if sector == WHOLE else measure,
        period=scene.texts.period_short(period) if scene.form == "square" else scene.texts.period_alone(period),
        role=core_role(str(scene.snapshot.record("sectors", sector)["core"])),
        hollow=is_hollow(row, scene),
        status=_status(row, scene),
        source="" if founding else publisher(str(row["source"]), scene),
        source_url=source.url,
        comparison=_comparison(row, rows, scene),
        trend=trend,
        trend_words=_trend_words(trend, period, scene),
        page=way.page if way else "",
        chart=way.chart if way else "",
        address=way.address if way else (),
    )


def _value(row: Row, scene: Scene) -> str:
    """The value in words; a count with its unit."""
    indicator = str(row["indicator"])
    shown = values.in_words(float(row["value"]), indicator, scene)
    unit = str(scene.snapshot.record("indicators", indicator)["unit"])
    if unit != "units":
        return shown
    counted = f"figures.counted.{row['sector']}"
    name = scene.texts(counted) if scene.texts.has(counted) else scene.snapshot.label("units", unit, scene.texts.lang)
    return scene.texts("format.amount", value=shown, unit=name)


def _parted(value: str) -> tuple[str, str]:
    """The digits with their sign, and what follows them."""
    match = re.match(r"[+\N{MINUS SIGN}]?[\d.,]*\d", value)
    end = match.end() if match else len(value)
    return value[:end], value[end:]


def _status(row: Row, scene: Scene) -> tuple[str, ...]:
    """How sure a figure is: for the report's own figures whether an authority confirms them; then its flags."""
    said = evidence(row, scene)
    if row["place"] == REPORT and row["evidence"] == "official":
        said = scene.texts("figures.confirmed")
    flags = [word for word in words(row, scene) if word != said]
    only = "report_only" in codes(row["flags"])
    return (said,) if only else (said, *flags)


def _comparison(row: Row, rows: pd.DataFrame, scene: Scene) -> str:
    known = _of_figure(rows, scene).get((COUNTRY, row["sector"], row["indicator"]), ())
    other = next((found for found in known if found["period"] == row["period"]), None)
    if other is None:
        return ""
    shown = {
        "place": scene.area(COUNTRY),
        "value": values.in_words(float(other["value"]), str(other["indicator"]), scene),
    }
    said = SEPARATOR.join(words(other, scene))
    if not said:
        return scene.texts("figures.comparison", **shown)
    return scene.texts("figures.comparison_marked", status=said, **shown)


def _trend(row: Row, rows: pd.DataFrame, scene: Scene) -> tuple[TrendPoint, ...]:
    """The like periods up to the figure, year by year; years without a value are kept as gaps."""
    now = Period.parse(str(row["period"]))
    same = _of_figure(rows, scene).get((SUBJECT, row["sector"], row["indicator"]), ())
    known = {
        period.year: other
        for other in same
        if (period := Period.parse(str(other["period"]))).months == now.months
        and now.year - query.SPAN < period.year <= now.year
    }
    if len(known) < query.LEAST:
        return ()
    points: list[TrendPoint] = []
    broken = False
    for year in range(min(known), now.year + 1):
        other = known.get(year)
        if other is None:
            points.append(TrendPoint(year=year))
            continue
        breaks = any(code.startswith(BREAK) for code in codes(other["flags"]))
        points.append(
            TrendPoint(
                year=year,
                value=float(other["value"]),
                text=values.in_words(float(other["value"]), str(other["indicator"]), scene),
                hollow=is_hollow(other, scene),
                broken=breaks and not broken,
            )
        )
        broken = breaks
    return tuple(points)


def _trend_words(points: tuple[TrendPoint, ...], period: str, scene: Scene) -> str:
    """The trend read aloud: the kind of period, each year with its value, missing ones named."""
    if not points:
        return ""
    texts = scene.texts
    missing = texts("value.missing")
    listed = texts("mark.semicolon").join(f"{point.year} {point.text or missing}" for point in points)
    return texts("figures.trend", kind=texts.period_kind(Period.parse(period).kind), values=listed)


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """The tiles as a grid of numbers with small bars."""
    shown = tiles(rows, scene)
    groups = [(group, scene.texts(f"figures.group.{group}")) for group in (REPORT, LATEST)]
    return number_grid(_plain(shown, scene), groups=groups, form=scene.form)


def entries(rows: pd.DataFrame, scene: Scene) -> tuple[tuple[Any], ...]:
    """The figures as they follow each other: the report's before the newest."""
    places = zip(rows.index.tolist(), rows["place"].tolist(), strict=True)
    return tuple((index,) for index, place in places if place in (REPORT, LATEST))


def _plain(shown: tuple[Tile, ...], scene: Scene) -> list[dict[str, Any]]:
    return [
        {
            "group": tile.group,
            "label": values.escape(tile.label),
            "number": values.escape(tile.number),
            "unit": values.escape(tile.unit),
            "about": [values.escape(part) for part in (tile.measure, tile.period)],
            "status": values.escape(SEPARATOR.join(tile.status)),
            "comparison": values.escape(tile.comparison),
            "role": tile.role,
            "hollow": tile.hollow,
            "trend": [(point.year, point.value, point.text, point.hollow) for point in tile.trend],
        }
        for tile in shown
    ]


def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """The story of the two cores in one line."""
    return story.finding(rows, scene)


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """Place, the report's period, and that the newest figures stand beside it."""
    texts = scene.texts
    if not scene.view.period:
        return texts("chart.key-figures.subtitle_latest", place=scene.area(SUBJECT))
    period = texts.period(scene.view.period)
    return texts("chart.key-figures.subtitle", place=scene.area(SUBJECT), period=period)


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """Which figures have a trend, and what a break in it means."""
    return scene.texts("chart.key-figures.note", least=query.LEAST)


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """What a hollow figure means, where there is one."""
    if not any(tile.hollow for tile in tiles(rows, scene)):
        return ()
    return (
        Key(
            mark="dot-hollow",
            role="ink",
            text=scene.texts("figures.hollow_circle"),
        ),
    )


CHART = Chart(
    slug="key-figures",
    page="overview",
    order=1,
    parameters=(),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    keys=keys,
    tiles=tiles,
    entries=entries,
    shape=Shape(kind="tiles", noted=False),
)
