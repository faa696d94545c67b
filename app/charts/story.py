"""The story of the two cores in sentences made of drawn rows; every figure is formatted, none written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.once import listed
from app.charts.spec import Scene
from app.charts.status import is_hollow
from app.i18n import Texts
from app.period import Period
from app.queries.growth import COUNTRY, SUBJECT
from app.state import ViewState
from app.store.snapshot import Snapshot

Row = Mapping[str, Any]
Rows = Sequence[Row]
CHIPS = ("integrated_circuits", "output_growth")
CHIP_VOLUME = ("integrated_circuits", "output_volume")
ELECTRONICS = ("electronics", "value_added_growth")
CARS = ("automotive", "value_added_growth")
CARS_SHARE = ("automotive", "growth_contribution_rate")
INDUSTRY = ("industry", "value_added_growth")
VEHICLES = ("automotive", "output_volume")
NEW_VEHICLES = ("nev", "output_volume")
GDP = ("total_economy", "gdp_growth")
STILL = 2.0  # per cent up or down within which value added is said to stand still
CARRYING = 25.0  # per cent of industrial growth from which a sector is said to carry it


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of the story: what it says in two words, and in sentences."""

    role: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Story:
    """What the overview says before it shows anything."""

    opening: str
    sides: tuple[Side, ...]


def tell(rows: pd.DataFrame, snapshot: Snapshot, texts: Texts) -> Story:
    """The story of the rows that were drawn; ``rows``: the frame of the key figures."""
    if rows.empty:
        return Story(opening=texts("story.opening"), sides=())
    scene = Scene(snapshot=snapshot, view=ViewState(lang=texts.lang), texts=texts)
    known = listed(rows, scene)
    return Story(opening=opening(known, scene), sides=sides(known, scene))


def finding(rows: pd.DataFrame, scene: Scene) -> str:
    """The story in one line; a plain one where the rows for it are missing."""
    texts = scene.texts
    sure = [row for row in listed(rows, scene) if not is_hollow(row, scene)]
    chips, electronics, place = _told(sure, CHIPS), _told(sure, ELECTRONICS), _place_of_cars(sure)
    if not chips or not electronics or not place or chips["value"] <= 0:
        return texts("chart.key-figures.headline.plain")
    movement = _movement(electronics["value"])
    if movement == "still" and electronics["value"] <= 0:
        movement = "no_more"
    first = texts(f"chart.key-figures.headline.chips.{movement}")
    second = texts(f"chart.key-figures.headline.vehicles.{place}")
    return texts("chart.key-figures.headline.both", first=first, second=second)


def opening(rows: Rows, scene: Scene) -> str:
    """What the report says of the city, and how its whole economy grew, with the country beside it."""
    texts = scene.texts
    gdp = _told(rows, GDP)
    parts = [texts("story.opening")]
    if gdp:
        key = "story.gdp.fell" if gdp["value"] < 0 else "story.gdp.rose"
        parts.append(texts(key, value=_size(gdp, scene), period=_when(texts, gdp["period"])))
        parts.append(_country(rows, gdp, scene))
    return texts.sentence(*parts)


def sides(rows: Rows, scene: Scene) -> tuple[Side, ...]:
    """More pieces, the value that did or did not follow, and what carries growth; a side without rows is left out."""
    makers: tuple[Callable[[Rows, Scene], Side | None], ...] = (_chips, _electronics, _vehicles)
    return tuple(side for make in makers if (side := make(rows, scene)) is not None)


def _chips(rows: Rows, scene: Scene) -> Side | None:
    texts = scene.texts
    row = _told(rows, CHIPS)
    if not row:
        return None
    way = "fell" if row["value"] < 0 else "rose"
    parts = [texts(f"story.chips.{way}", value=_size(row, scene), period=_when(texts, row["period"]))]
    stated, volume = _stated(rows, CHIPS), _stated(rows, CHIP_VOLUME)
    if stated and volume:
        shown = {"value": _words(stated, scene), "volume": _words(volume, scene)}
        parts.append(texts("story.chips.report", period=_when(texts, stated["period"]), **shown))
    return Side(role="chips", title=texts(f"story.chips_title.{way}"), text=texts.sentence(*parts))


def _electronics(rows: Rows, scene: Scene) -> Side | None:
    texts = scene.texts
    row = _told(rows, ELECTRONICS)
    if not row:
        return None
    way = _movement(row["value"])
    parts = [texts(f"story.electronics.{way}", value=_words(row, scene), period=_when(texts, row["period"]))]
    parts.append(_country(rows, row, scene))
    earlier = _told(rows, ELECTRONICS, newest=False)
    if earlier and earlier["period"] != row["period"]:
        shown = _when(texts, earlier["period"])
        parts.append(texts("story.earlier", value=_words(earlier, scene), period=shown))
    return Side(role="chips", title=texts(f"story.electronics_title.{way}"), text=texts.sentence(*parts))


def _vehicles(rows: Rows, scene: Scene) -> Side | None:
    texts = scene.texts
    cars, place = _told(rows, CARS), _place_of_cars(rows)
    if not place:
        return None
    way = "lead" if place == "lead" else "beside"
    industry, share = _told(rows, INDUSTRY, period=cars["period"]), _told(rows, CARS_SHARE, period=cars["period"])
    parts = [
        texts(
            f"story.vehicles.{way}",
            value=_size(cars, scene) if way == "lead" else _words(cars, scene),
            period=_when(texts, cars["period"]),
            industry=_words(industry, scene),
        )
    ]
    if share:
        parts.append(texts("story.share", value=_words(share, scene)))
    built, new = _told(rows, VEHICLES), _told(rows, NEW_VEHICLES)
    if built and new and built["period"] == new["period"]:
        shown = {"vehicles": _words(built, scene), "new": _words(new, scene)}
        parts.append(texts("story.built", period=_when(texts, built["period"]), **shown))
    return Side(role="vehicles", title=texts(f"story.vehicles_title.{place}"), text=texts.sentence(*parts))


def _told(rows: Rows, figure: tuple[str, str], *, period: str = "", newest: bool = True, area: str = SUBJECT) -> Row:
    """The story's row of a figure (at a period): the newest or the oldest of them; empty where there is none."""
    sector, indicator = figure
    found = [
        row
        for row in rows
        if row["story"]
        and (row["area"], row["sector"], row["indicator"]) == (area, sector, indicator)
        and period in ("", row["period"])
    ]
    ordered = sorted(found, key=lambda row: Period.parse(row["period"]))
    return ordered[-1 if newest else 0] if ordered else {}


def _stated(rows: Rows, figure: tuple[str, str]) -> Row:
    """The row of a figure that only the report states; empty where there is none."""
    stated = ("report", "founding", *figure)
    names = ("place", "evidence", "sector", "indicator")
    return next((row for row in rows if tuple(row[name] for name in names) == stated), {})


def _place_of_cars(rows: Rows) -> str:
    """Cars against industry in the same period: lead (growing faster, and a good part of its growth), ahead, level,
    behind; empty where it is not known."""
    cars = _told(rows, CARS)
    industry = _told(rows, INDUSTRY, period=cars["period"]) if cars else {}
    if not cars or not industry:
        return ""
    if cars["value"] <= industry["value"]:
        return "level" if cars["value"] == industry["value"] else "behind"
    share = _told(rows, CARS_SHARE, period=cars["period"])
    return "lead" if cars["value"] > 0 and share and share["value"] >= CARRYING else "ahead"


def _country(rows: Rows, row: Row, scene: Scene) -> str:
    """The country's value of the same measure and period as a sentence; empty where there is none."""
    country = _told(rows, (row["sector"], row["indicator"]), period=row["period"], area=COUNTRY)
    if not country or is_hollow(country, scene):
        return ""
    return scene.texts("story.country", place=scene.area(COUNTRY), value=_words(country, scene))


def _movement(value: float) -> str:
    return "still" if abs(value) < STILL else "rose" if value > 0 else "fell"


def _words(row: Row, scene: Scene) -> str:
    return _tied(values.in_words(float(row["value"]), str(row["indicator"]), scene))


def _size(row: Row, scene: Scene) -> str:
    """The size of a change in per cent without its sign, for a sentence that says which way it went."""
    return _tied(scene.texts.percent(abs(float(row["value"]))))


def _tied(value: str) -> str:
    """A value that no line break parts from its unit."""
    return value.replace(" ", "\N{NO-BREAK SPACE}")


def _when(texts: Texts, code: str) -> str:
    """A period in words whose ordinal stays beside what it counts: 1. Halbjahr 2025."""
    return texts.period(code).replace(". ", ".\N{NO-BREAK SPACE}")
