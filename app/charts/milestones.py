"""The timeline: dated events on lanes by category; on phones a strip of counts above the list that is the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import milestone_words as wording
from app.charts.choices import Choices
from app.charts.facts import fact_of
from app.charts.milestone_headline import headline, span_words
from app.charts.milestone_plot import draw, entries, keys, note
from app.charts.sourcing import publisher
from app.charts.spec import Cell, Chart, Column, Control, Fact, Note, Option, Resolution, Scene, Shape, Table
from app.charts.status import UNSURE_EVIDENCE, codes
from app.i18n import Texts
from app.period import Period
from app.queries import timeline as events
from app.queries.growth import SUBJECT
from app.queries.records import records
from app.state import ViewState
from app.store.snapshot import Snapshot

SLUG = "milestones"
SINCE = (2000, 2015)  # beginnings that are offered beside everything and the featured year


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """The span, the categories, the words and the chosen milestone; a span without any event is refused."""
    choices = Choices(state)
    known = events.events(snapshot)
    time = _time(choices, known)
    categories = tuple(snapshot.tables["categories"]["category"].astype(str))
    chosen = choices.several("category", categories)
    if state.q:
        choices.address.append(("q", state.q))
    milestone = choices.one("milestone", frozenset(known["milestone"]), default="")
    view = replace(state, time=time, category=chosen, milestone=milestone)
    controls = (
        _time_control(time, snapshot, texts),
        _category_control(categories, chosen, snapshot, texts),
        _search_control(state.q, texts),
    )
    return choices.resolution(view, controls)


def _time(choices: Choices, known: pd.DataFrame) -> str:
    """The span asked for, where there are events in it, else everything."""
    asked = choices.state.time
    if not asked or asked == events.EVERYTHING:
        return events.EVERYTHING
    start, end = events.bounds(asked, known)
    if events.within(known, start=start, end=end).empty:
        choices.refuse("time", asked, "ignored.no_rows")
        return events.EVERYTHING
    choices.address.append(("time", asked))
    return asked


def _time_control(time: str, snapshot: Snapshot, texts: Texts) -> Control:
    year = Period.parse(snapshot.featured_period).year
    offered = [events.EVERYTHING, *(f"{since}..{events.LATEST}" for since in SINCE), f"{year}..{year}"]
    if time not in offered:
        offered.append(time)
    return Control(
        parameter="time",
        label=texts("milestone.time.name"),
        options=tuple(Option(value=span, label=span_words(span, texts, alone=True)) for span in offered),
        value=time,
        default=events.EVERYTHING,
        kind="buttons",
    )


def _category_control(categories: Sequence[str], chosen: tuple[str, ...], snapshot: Snapshot, texts: Texts) -> Control:
    counts = Counter(snapshot.tables["milestones"]["category"].astype(str))
    options = tuple(
        Option(value=code, label=snapshot.label("categories", code, texts.lang), hint=str(counts[code]))
        for code in categories
    )
    return Control(
        parameter="category",
        label=texts("milestone.category"),
        options=options,
        value=chosen,
        default=(),
        kind="several",
        placeholder=texts("milestone.all_categories"),
    )


def _search_control(words: str, texts: Texts) -> Control:
    return Control(
        parameter="q",
        label=texts("milestone.search"),
        options=(),
        value=words,
        default="",
        kind="search",
        placeholder=texts("milestone.search_example"),
    )


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """The events of the span, the categories and the words, oldest first; columns as from ``timeline.events``."""
    known = events.events(snapshot)
    start, end = events.bounds(view.time, known)
    found = events.of_categories(events.within(known, start=start, end=end), view.category)
    return events.matching(found, view.q).reset_index(drop=True)


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """What is shown of which place, from the first year to the last month; a single event by its date."""
    texts = scene.texts
    first, last = str(rows["date"].iloc[0]), str(rows["date"].max())
    place = scene.area(SUBJECT)
    if len(rows) == 1 or first[:4] == last[:4]:
        date = texts.date(first if len(rows) == 1 else first[:4])
        return texts("chart.milestones.subtitle.one", place=place, date=date)
    return texts("chart.milestones.subtitle.many", place=place, first=texts.date(first[:4]), last=texts.date(last[:7]))


def notes(rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    """The flags and doubtful evidence of the drawn events, remarks on single ones, and what the categories cover."""
    lang, snapshot = scene.texts.lang, scene.snapshot
    flags = dict.fromkeys(code for joined in rows["flags"] for code in codes(joined))
    grades = set(rows["evidence"].astype(str))
    marks = [("flags", code) for code in flags] + [("evidence", code) for code in UNSURE_EVIDENCE if code in grades]
    found = [
        Note(kind="flag", title=snapshot.label(table, code, lang), text=snapshot.text(table, code, "explanation", lang))
        for table, code in marks
    ]
    found += [
        Note(kind="row", title=wording.text(row, "title", scene), text=wording.text(row, "note", scene))
        for row in records(rows)
        if wording.text(row, "note", scene)
    ]
    found += [
        Note(
            kind="definition",
            title=snapshot.label("categories", code, lang),
            text=snapshot.text("categories", code, "definition", lang),
        )
        for code in dict.fromkeys(rows["category"].astype(str))
    ]
    return tuple(found)


def table(rows: pd.DataFrame, scene: Scene) -> Table:
    """The drawn events, the newest first."""
    texts = scene.texts
    names = ("date", "title", "category", "actor", "figure", "status", "source")
    columns = tuple(Column(key=name, label=texts(f"milestone.column.{name}")) for name in names)
    return Table(
        caption=subtitle(rows, scene),
        columns=columns,
        rows=tuple(_row(row, scene) for row in reversed(records(rows))),
    )


def _row(row: Mapping[str, Any], scene: Scene) -> tuple[Cell, ...]:
    first, *more = codes(row["source"])
    record = scene.snapshot.record("sources", first)
    name = publisher(first, scene)
    number = row["figure_value"]
    category = wording.category(str(row["category"]), scene)
    actor = wording.listed(wording.text(row, "actor", scene), scene)
    title, status = wording.text(row, "title", scene), wording.status(row, scene)
    return (
        Cell(text=scene.texts.date(str(row["date"])), value=str(row["date"])),
        Cell(text=title, value=title),
        Cell(text=category, value=category),
        Cell(text=actor, value=actor),
        Cell(
            text=wording.figure(row, scene),
            value=None if pd.isna(number) else float(number),
            fact=fact_of(row, scene, unit=str(row["figure_unit"])) if row["figure_unit"] else Fact(),
        ),
        Cell(text=status, value=status),
        Cell(
            text=scene.texts("source.and_more", names=name, count=len(more)) if more else name,
            value=first,
            href=str(record["url"]) if record["access"] == "linked" and record["url"] else "",
        ),
    )


CHART = Chart(
    slug=SLUG,
    page="milestones",
    order=1,
    parameters=("time", "category", "q", "milestone"),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    keys=keys,
    table=table,
    notes=notes,
    entries=entries,
    shape=Shape(kind="rows", values=("date", "title", "category", "figure", "status")),
)
