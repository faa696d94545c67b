"""What the chart of vehicles built says: headline, the years that are told, shares, note, alt; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.charts.once import listed, once
from app.charts.spec import Scene
from app.charts.status import is_hollow, words
from app.i18n import SEPARATOR
from app.queries import vehicles
from app.queries.records import records

BREAK = "series_break_2025"
RECOVERED = 1.05  # times the trough from which the newest count is said to have come back


@dataclass(frozen=True, kw_only=True)
class Count:
    """One year: rows of all vehicles, of new-energy ones and their share, where known; whether the whole is sure."""

    year: int
    whole: Mapping[str, Any]
    part: Mapping[str, Any] | None
    share: Mapping[str, Any] | None
    firm: bool

    @property
    def value(self) -> float:
        """All vehicles."""
        return float(self.whole["value"])


@once
def counts_of(rows: pd.DataFrame, scene: Scene) -> tuple[Count, ...]:
    """The years of the rows, oldest first."""
    by_place: dict[str, dict[int, Mapping[str, Any]]] = {"all": {}, "nev": {}, "share": {}}
    for row in listed(rows, scene):
        by_place[row["place"]][int(row["year"])] = row
    return tuple(
        Count(
            year=year,
            whole=whole,
            part=by_place["nev"].get(year),
            share=by_place["share"].get(year),
            firm=not is_hollow(whole, scene),
        )
        for year, whole in sorted(by_place["all"].items())
    )


def trough_of(counts: tuple[Count, ...]) -> Count | None:
    """The lowest sure count between the highest one and the newest, where the newest stands clearly above it."""
    firm = [count for count in counts if count.firm]
    if len(firm) < 3:
        return None
    peak = max(firm, key=lambda count: count.value)
    after = [count for count in firm if peak.year < count.year < firm[-1].year]
    lowest = min(after, key=lambda count: count.value, default=None)
    return lowest if lowest and firm[-1].value >= lowest.value * RECOVERED else None


def telling_years(counts: tuple[Count, ...]) -> tuple[int, ...]:
    """The years whose numbers are written: first, highest, lowest after it, newest."""
    firm = [count for count in counts if count.firm]
    told = {counts[0].year, counts[-1].year}
    if firm:
        told.add(max(firm, key=lambda count: count.value).year)
    trough = trough_of(counts)
    return tuple(sorted(told | ({trough.year} if trough else set())))


def part_name(scene: Scene) -> str:
    """New-energy vehicles, as the data call them, within a sentence: English names begin small there."""
    return scene.inside(vehicles.NEW_ENERGY)


def share_text(count: Count, scene: Scene) -> str:
    """The share with one decimal; in round figures where a count behind it is unsure."""
    if count.share is None:
        return ""
    value = float(count.share["value"])
    if is_hollow(count.share, scene):
        shown = scene.texts("format.percent", value=scene.texts.number(value, digits=(0, 0)))
        return scene.texts("chart.vehicle-output.about", value=shown)
    return scene.texts("format.percent", value=scene.texts.number(value, digits=(1, 1)))


def in_millions(value: float, scene: Scene) -> str:
    """A count in the unit of the axis, with its name: 2,79 Mio."""
    digits = int(scene.texts("chart.vehicle-output.scale.digits"))
    scaled = value / float(scene.texts("chart.vehicle-output.scale.factor"))
    return scene.texts("chart.vehicle-output.scale.number", value=scene.texts.number(scaled, digits=(digits, digits)))


@once
def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """Where the newest sure count stands against the lowest or the first one, and the share of new-energy vehicles."""
    counts = counts_of(rows, scene)
    firm = [count for count in counts if count.firm]
    if not firm:
        return scene.texts("chart.vehicle-output.headline.unsure")
    first, last = firm[0], firm[-1]
    trough = trough_of(counts)
    if len(firm) == 1:
        key = "single"
    elif trough:
        key = "recovered"
    else:
        key = "level" if last.value == first.value else "rise" if last.value > first.value else "fall"
    said = scene.texts(
        f"chart.vehicle-output.headline.{key}",
        first=first.year,
        last=last.year,
        trough=trough.year if trough else "",
        before=in_millions(first.value, scene),
        value=in_millions(last.value, scene),
    )
    if last.share is None or is_hollow(last.share, scene):
        return said
    return said + scene.texts(
        "chart.vehicle-output.headline.share", share=share_text(last, scene), part=part_name(scene)
    )


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """Gaps, formulas, years counted in another scope, and how the newest counting fits."""
    texts = scene.texts
    parts = [texts("chart.vehicle-output.note.years")]
    if rows["derived"].any():
        parts.append(texts("chart.vehicle-output.note.computed"))
    wholes = records(rows[rows["place"] == "all"])
    for flag in dict.fromkeys(code for row in wholes for code in vehicles.flags_of(row) if code in vehicles.SCOPES):
        years = [texts("format.year", year=row["year"]) for row in wholes if flag in vehicles.flags_of(row)]
        named = scene.snapshot.label("flags", flag, texts.lang)
        parts.append(texts("chart.vehicle-output.note.scope", flag=named, years=texts.listing(years)))
    for row in wholes:
        if BREAK in vehicles.flags_of(row):
            parts.append(_break(rows, int(row["year"]), scene))
    return texts.sentence(*parts)


def _break(rows: pd.DataFrame, year: int, scene: Scene) -> str:
    growth = vehicles.agreeing_growth(scene.snapshot, rows, year=year)
    if growth is None:
        return scene.texts("chart.vehicle-output.note.break_open", year=year)
    return scene.texts("chart.vehicle-output.note.break", year=year, growth=scene.texts.percent(growth, sign=True))


def alt(rows: pd.DataFrame, scene: Scene) -> str:
    """The chart in words: the finding, and every year, the newest first."""
    texts = scene.texts
    stop = texts("mark.stop")
    listed = texts("mark.semicolon").join(_said(count, scene) for count in reversed(counts_of(rows, scene)))
    return texts.sentence(f"{headline(rows, scene)}{stop}", f"{listed}{stop}")


def _said(count: Count, scene: Scene) -> str:
    texts = scene.texts
    shown = {"year": count.year, "value": texts.number(count.value)}
    if count.part is None or count.share is None:
        said = texts("chart.vehicle-output.alt.whole", **shown)
    else:
        part = {"count": texts.number(float(count.part["value"])), "part": part_name(scene)}
        said = texts("chart.vehicle-output.alt.part", share=share_text(count, scene), **part, **shown)
    status = SEPARATOR.join(words(count.whole, scene))
    return texts("chart.vehicle-output.alt.unsure", value=said, status=status) if status else said
