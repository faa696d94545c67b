"""Growth of sectors over the years, a panel for each; it joins neighbouring whole years alone and bridges no gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import history_marks, values
from app.charts.choices import Choices, button_control
from app.charts.history_finding import finding
from app.charts.once import listed, once
from app.charts.spec import Chart, Control, Key, Marker, Option, Resolution, Scene, Shape, Table
from app.charts.status import is_hollow, words
from app.charts.tables import table_of
from app.figures.small_multiples import small_multiples
from app.i18n import Texts
from app.period import Period
from app.queries import growth, history
from app.state import ViewState
from app.store.snapshot import Snapshot

MEASURES = {"value_added": "value_added_growth", "output": "output_growth", "gross_output": "gross_output_growth"}
GDP = "gdp_growth"
# From 2017 on every year has values; before that there are single ones, years apart.
USUAL_TIME = "2017..latest"
TIMES = (USUAL_TIME, "2021..latest", "earliest..latest")
TEXTS = "chart.growth-history"


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Measure, time and sectors; where no sectors are chosen, those with the longest history."""
    choices = Choices(state)
    measure = choices.one("measure", tuple(MEASURES), default="value_added")
    indicator = MEASURES[measure]
    ends = history.ends_of(snapshot, indicator=indicator)
    measures = button_control(
        "measure",
        MEASURES,
        label="control.measure",
        words=f"{TEXTS}.measure",
        value=measure,
        default="value_added",
        texts=texts,
    )
    if ends is None:
        view = replace(state, measure=measure, time="", series=())
        return choices.resolution(
            view,
            (measures,),
        )
    time = _time(choices, snapshot, indicator, ends)
    span = history.span_of(time, oldest=ends[0], newest=ends[1])
    offered = tuple(dict.fromkeys(snapshot.rows(indicator, growth.SUBJECT)["sector"].astype(str)))
    chosen = choices.several("series", offered)
    series = _known_first(chosen, snapshot, indicator, span) or history.telling(
        snapshot, indicator=indicator, span=span
    )
    controls = (
        _times(time, ends, texts),
        measures,
        _sectors(offered, chosen, snapshot, texts),
    )
    return choices.resolution(replace(state, measure=measure, time=span.code, series=series), controls)


def _known_first(chosen: tuple[str, ...], snapshot: Snapshot, indicator: str, span: history.Span) -> tuple[str, ...]:
    """The chosen sectors, those without a value in the span last: where not all fit, they go first."""
    if not chosen:
        return ()
    known = set(history.values(snapshot, indicator=indicator, span=span)["sector"].tolist())
    return tuple(sorted(chosen, key=lambda code: code not in known))


def _time(choices: Choices, snapshot: Snapshot, indicator: str, ends: tuple[int, Period]) -> str:
    """The time asked for where it has values, else the usual one, else all there is."""

    def has_values(time: str) -> bool:
        span = history.span_of(time, oldest=ends[0], newest=ends[1])
        return not history.values(snapshot, indicator=indicator, span=span).empty

    usual = USUAL_TIME if has_values(USUAL_TIME) else TIMES[-1]
    asked = choices.state.time
    if not asked or asked == usual:
        return usual
    if not has_values(asked):
        choices.refuse("time", asked, "ignored.no_rows")
        return usual
    choices.address.append(("time", asked))
    return asked


def _times(time: str, ends: tuple[int, Period], texts: Texts) -> Control:
    options = []
    for code in TIMES if time in TIMES else (*TIMES, time):
        span = history.span_of(code, oldest=ends[0], newest=ends[1])
        options.append(Option(value=code, label=history_marks.span_words(span, texts)))
    return Control(
        parameter="time", label=texts(f"{TEXTS}.time"), options=tuple(options), value=time, default=USUAL_TIME
    )


def _sectors(offered: tuple[str, ...], chosen: tuple[str, ...], snapshot: Snapshot, texts: Texts) -> Control:
    return Control(
        parameter="series",
        label=texts("control.sectors"),
        options=tuple(Option(value=code, label=snapshot.label("sectors", code, texts.lang)) for code in offered),
        value=chosen,
        default=(),
        kind="several",
        placeholder=texts(f"{TEXTS}.usual_sectors"),
    )


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """Rows of observations and ``place``: value (the city's), tick (China's), reference (GDP of whole years)."""
    indicator = MEASURES[view.measure]
    if not view.time:
        return snapshot.rows(indicator, growth.SUBJECT).iloc[:0]
    span = history.span_of(view.time, oldest=0, newest=Period(0))
    own = history.values(snapshot, indicator=indicator, span=span, sectors=view.series)
    if own.empty:
        return own
    country = history.country_values(snapshot, indicator=indicator, own=own)
    gdp = history.values(snapshot, indicator=GDP, span=span)
    # GDP is value added: beside pieces or current prices it would be no reference.
    gdp = gdp[gdp["months"] == 12] if view.measure == "value_added" else gdp.iloc[:0]
    parts = [own.assign(place="value"), country.assign(place="tick"), gdp.assign(place="reference")]
    return pd.concat([part for part in parts if not part.empty], ignore_index=True)


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Panels of dots; China's values as ticks, GDP as a dashed line, milestones on the time axes."""
    own = history_marks.drawn_values(rows, scene)
    return small_multiples(
        history_marks.panels(own, scene),
        history_marks.marks(own, scene),
        form=scene.form,
        axes=history_marks.axes(own, scene),
        joins=history_marks.joins(own, scene),
        ticks=history_marks.ticks(rows, scene),
        reference=history_marks.reference(rows, scene),
        reference_name=scene.texts(f"{TEXTS}.gdp"),
        events=history_marks.events(scene),
    )


@once
def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """The widest swing between like periods among the sectors that are drawn."""
    return finding(history_marks.drawn_values(rows, scene), scene)


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """Measure, unit, price basis, place and years."""
    return scene.texts(
        f"{TEXTS}.subtitle.{scene.view.measure}",
        measure=scene.measure(MEASURES[scene.view.measure]),
        place=scene.area(growth.SUBJECT),
        span=history_marks.span_words(history_marks.span_of(scene), scene.texts),
    )


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """How to read dots and lines, and what lies beyond the axis."""
    texts = scene.texts
    limit = history_marks.cap(history_marks.drawn_values(rows, scene), scene)
    beyond = texts(f"{TEXTS}.note.beyond", value=texts.number(limit, sign=True)) if limit is not None else ""
    return texts.sentence(texts(f"{TEXTS}.note.reading"), beyond)


def cut(rows: pd.DataFrame, scene: Scene) -> str:
    """How many sectors the form leaves to the table."""
    left = len(scene.view.series) - len(history_marks.shown(scene))
    return scene.texts(f"{TEXTS}.note.more", count=left) if left else ""


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """What the dots, lines, ticks and rings mean, as far as they are drawn."""
    texts = scene.texts
    drawn_rows = history_marks.drawn_values(rows, scene)
    drawn = {
        "full": Key(mark="dot", role="other", text=texts(f"{TEXTS}.key.full")),
        "part": Key(mark="dot-small", role="other", text=texts(f"{TEXTS}.key.part")),
        "hollow": Key(
            mark="dot-hollow",
            role="other",
            text=texts(f"{TEXTS}.key.{'hollow_short' if scene.form == 'square' else 'hollow'}"),
        ),
        "reference": Key(mark="dash", role="reference", text=texts(f"{TEXTS}.key.gdp")),
        "tick": Key(mark="tick-flat", role="other", text=texts("key.country", place=scene.area(growth.COUNTRY))),
        "event": Key(mark="ring-small", role="other", text=texts(f"{TEXTS}.key.event")),
    }
    there = {
        "full": any(row["months"] == 12 for row in drawn_rows),
        "part": any(row["months"] != 12 for row in drawn_rows),
        "hollow": any(is_hollow(row, scene) for row in drawn_rows),
        # On a square the line's own name must do.
        "reference": scene.form != "square" and any(row["place"] == "reference" for row in listed(rows, scene)),
        "tick": bool(history_marks.ticks(rows, scene)),
        "event": bool(history_marks.markers(scene)),
    }
    return tuple(key for name, key in drawn.items() if there[name])


def markers(rows: pd.DataFrame, scene: Scene) -> tuple[Marker, ...]:
    """The milestones on the time axes, in the order of their numbers."""
    return history_marks.markers(scene)


def table(rows: pd.DataFrame, scene: Scene) -> Table:
    """Every drawn value and those of sectors that did not fit, by sector, the newest first; GDP at the end."""
    place = {code: i for i, code in enumerate(scene.view.series)}
    newest_first = sorted(listed(rows, scene), key=lambda row: row["end"], reverse=True)
    ordered = sorted(newest_first, key=lambda row: place.get(str(row["sector"]), len(place)))
    return table_of(ordered, scene, caption=subtitle(rows, scene))


def alt(rows: pd.DataFrame, scene: Scene) -> str:
    """The finding, the measure, each sector's newest value with period and status, and how many more there are."""
    texts = scene.texts
    own = history_marks.drawn_values(rows, scene)
    newest = history_marks.newest_of(own, scene)
    said = [
        texts(
            f"{TEXTS}.alt",
            sector=scene.label(str(row["sector"])),
            value=values.in_words(row["value"], str(row["indicator"]), scene),
            period=texts.listing([texts.period(str(row["period"])), *words(row, scene)]),
        )
        for row in newest
    ]
    more = sum(row["area"] == growth.SUBJECT for row in listed(rows, scene)) - len(newest)
    sentences = (headline(rows, scene), subtitle(rows, scene), texts("mark.semicolon").join(said))
    ended = [f"{sentence}{texts('mark.stop')}" for sentence in sentences]
    return texts.sentence(*ended, texts("alt.more", count=more) if more > 0 else "")


CHART = Chart(
    slug="growth-history",
    page="growth",
    order=2,
    parameters=("measure", "time", "series"),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    cut=cut,
    keys=keys,
    table=table,
    markers=markers,
    alt=alt,
    shape=Shape(kind="lines", category="period", values=("value", "china"), panel="sector", noted=False),
)
