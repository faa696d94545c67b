"""How the timeline is drawn: its scale, its marks and their weight, key and note; it must not choose events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from app.charts import milestone_words as wording
from app.charts.spec import Key, Scene
from app.charts.status import is_hollow
from app.charts.values import escape
from app.figures.lanes import Mark
from app.figures.template import MOST_HEIGHT
from app.figures.timeline import MEASURES, strip, timeline
from app.figures.timescale import TimeScale
from app.queries import timeline as events
from app.queries.records import records

_FEW = 30  # up to so many events every one may carry its title
_OLD = 0.6  # the early years are drawn tighter where they are at least so much of the span
_NO_MONTH = -2.5  # the column of events of which only the year is known
_MONTHLY = 2  # up to so many years are counted by month
_ROLES = ("vehicles", "chips", "other")


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Lanes where there is room for them, else a strip of counts."""
    if scene.form not in MEASURES:
        return _strip(rows, scene)
    scale = scale_of(scene)
    lanes = [
        (str(code), wording.category(str(code), scene))
        for code in scene.snapshot.tables["categories"]["category"]
        if (rows["category"].astype(str) == str(code)).any()
    ]
    lines = scale.lines(least=MEASURES[scene.form].tick)
    marks = _marks(rows, scene)

    def figure(labelled: int, *, tight: bool = False) -> dict[str, Any]:
        return timeline(
            marks,
            form=scene.form,
            lanes=[(code, escape(name)) for code, name in lanes],
            scale=scale,
            ticks=_ticks(scale, lines, scene),
            lines=[scale.start + month / 12 for month in range(12)] if _monthly(scale) else lines,
            captions=_captions(scale, scene),
            labelled=labelled,
            tight=tight,
        )

    most = 3 if len(rows) <= _FEW else 2 if scene.form == "wide" else 1
    found = figure(most)
    while found["layout"]["height"] > MOST_HEIGHT.get(scene.form, found["layout"]["height"]) and most >= 0:
        found = figure(most, tight=True)
        most -= 1  # the chosen event keeps its title
    return found


def entries(rows: pd.DataFrame, scene: Scene) -> tuple[tuple[Any], ...]:
    """Single events: the chosen one, the report's, then the newest."""
    chosen, ring = rows["milestone"] == scene.view.milestone, rows["founding"] == wording.REPORT
    weight = pd.DataFrame({"chosen": ~chosen, "ring": ~ring, "age": -rows["start"].astype(float)})
    return tuple((place,) for place in weight.sort_values(["chosen", "ring", "age"], kind="stable").index)


def scale_of(scene: Scene) -> TimeScale:
    """The axis of the view's span: where early years would take most of it, they are drawn tighter."""
    known = events.events(scene.snapshot)
    start, end = events.bounds(scene.view.time, known)
    change = float(events.dense_from(known))
    tight = start < change < end and (change - start) / (end - start) >= _OLD
    width = MEASURES.get(scene.form, MEASURES["wide"]).plot
    return TimeScale(start=start, end=end, width=width, change=change if tight else None)


def _monthly(scale: TimeScale) -> bool:
    return scale.end - scale.start <= 1


def _ticks(scale: TimeScale, lines: Sequence[int], scene: Scene) -> list[tuple[float, str]]:
    """Years at their line, or in the middle of the year where each one has a line; months within a single year."""
    if _monthly(scale):
        names = scene.texts.locale.months["stand-alone"]["abbreviated"]
        return [(scale.start + (month - 0.5) / 12, str(names[month])) for month in range(1, 13)]
    lined = set(lines)
    return [(year + 0.5 if year + 1 in lined or year - 1 in lined else year, str(year)) for year in lines]


def _captions(scale: TimeScale, scene: Scene) -> list[tuple[float, str]]:
    if scale.change is None:
        return []
    change = int(scale.change)
    return [
        (scale.start, scene.texts("milestone.tight", first=int(scale.start), last=change - 1)),
        (scale.change, scene.texts("milestone.wide", first=change)),
    ]


def _marks(rows: pd.DataFrame, scene: Scene) -> list[Mark]:
    """Every row as a mark; labels go to the chosen event first, then the report's, the first of each lane, the rest."""
    seen: set[str] = set()
    marks = []
    for row in records(rows):
        lane = str(row["category"])
        ring, chosen = row["founding"] == wording.REPORT, row["milestone"] == scene.view.milestone
        marks.append(
            Mark(
                code=str(row["milestone"]),
                lane=lane,
                start=float(row["start"]),
                end=float(row["end"]),
                role=wording.role_of(lane),
                hollow=is_hollow(row, scene),
                ring=ring,
                chosen=chosen,
                priority=0 if chosen else 1 if ring else 2 if lane not in seen else 3,
                text=escape(wording.text(row, "title", scene)),
                hover=wording.hover(row, scene),
            )
        )
        seen.add(lane)
    return marks


def _strip(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Counts per year, or per month where few years are shown; events without a month then stand before the others."""
    start, end = events.bounds(scene.view.time, events.events(scene.snapshot))
    monthly = end - start <= _MONTHLY
    counted: dict[float, Counter[str]] = {}
    for row in records(rows):
        place = _month_column(row, start) if monthly else float(row["start"] // 1)
        counted.setdefault(place, Counter())[wording.role_of(str(row["category"]))] += 1
    chosen = rows[rows["milestone"] == scene.view.milestone]
    marked = None if chosen.empty else records(chosen)[0]
    return strip(
        [
            (place, counts, _column_hover(place, counts, start, monthly, scene))
            for place, counts in sorted(counted.items())
        ],
        form=scene.form,
        roles=_ROLES,
        span=(_NO_MONTH, float(round((end - start) * 12)) - 1) if monthly else (start, -(-end // 1) - 1),
        ticks=_month_ticks(start, end, scene) if monthly else _year_ticks(int(start), int(end)),
        marked=None if marked is None else _month_column(marked, start) if monthly else float(marked["start"] // 1),
    )


def _month_column(row: Mapping[str, Any], start: float) -> float:
    """The number of the month since the span began, or the column before for those of which no month is known."""
    if row["date_precision"] == "year":
        return _NO_MONTH
    return float(int((row["start"] - start) * 12 + 1e-6))


def _column_hover(place: float, counts: Counter[str], start: float, monthly: bool, scene: Scene) -> str:
    """The period of a column and its counts."""
    texts = scene.texts
    if not monthly:
        name = texts.date(str(int(place)))
    elif place < 0:
        name = texts("milestone.no_month")
    else:
        year, month = divmod(int(place), 12)
        name = texts.date(f"{int(start) + year}-{month + 1:02}")
    count = sum(counts.values())
    return f"<b>{name}</b><br>" + texts("milestone.one" if count == 1 else "milestone.count", count=count)


def _year_ticks(first: int, last: int) -> list[tuple[float, str]]:
    """Few years: the first, round ones, and the newest."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (last - first) / step <= 6)
    return [(float(year), str(year)) for year in range(-(-first // step) * step, last + 1, step)]


def _month_ticks(start: float, end: float, scene: Scene) -> list[tuple[float, str]]:
    names = scene.texts.locale.months["stand-alone"]["abbreviated"]
    months = round((end - start) * 12)
    shown = [(float(month), str(names[month % 12 + 1])) for month in range(0, months, 3 if months > 4 else 1)]
    return [(_NO_MONTH, scene.texts("milestone.no_month")), *shown]


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """What the marks mean, as far as they occur; on the strip of counts what the colours mean."""
    texts = scene.texts
    if scene.form not in MEASURES:
        present = {wording.role_of(str(code)) for code in rows["category"]}
        return tuple(Key(mark="bar", role=role, text=_role_name(role, scene)) for role in _ROLES if role in present)
    found: list[Key] = []
    if any(is_hollow(row, scene) for row in records(rows)):
        found.append(Key(mark="dot-hollow", role="other", text=texts("milestone.key.hollow")))
    vague = ("year", "month") if _monthly(scale_of(scene)) else ("year",)
    if rows["date_precision"].isin(vague).any():
        found.append(Key(mark="pill", role="other", text=texts(f"milestone.key.only_{vague[-1]}")))
    if (rows["founding"] == wording.REPORT).any():
        found.append(Key(mark="ringed", role="other", text=texts("milestone.key.ring")))
    return tuple(found)


def _role_name(role: str, scene: Scene) -> str:
    return scene.texts("milestone.key.other") if role == "other" else wording.category(role, scene)


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """Where the scale of time changes, and that a collection of events is not a statistic."""
    texts = scene.texts
    change = scale_of(scene).change if scene.form in MEASURES else None
    scale = texts("milestone.note.scale", year=int(change)) if change is not None else ""
    return texts.sentence(scale, texts("milestone.note.collection"))
