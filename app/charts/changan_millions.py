"""Changan's counted millions as a staircase: the years between the steps are the message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import milestone_words as wording
from app.charts import milestones
from app.charts.choices import Choices
from app.charts.facts import fact_of
from app.charts.sourcing import publisher
from app.charts.spec import Cell, Chart, Column, Key, Note, Resolution, Scene, Shape, Table
from app.charts.status import codes
from app.figures.staircase import staircase
from app.i18n import Texts
from app.queries import changan
from app.queries.records import records
from app.state import ViewState
from app.store.snapshot import Snapshot

TEXTS = "chart.changan-millions"
Rows = Sequence[Mapping[str, Any]]


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Nothing can be chosen: there are only these steps."""
    return Choices(state).resolution(replace(state, period="", time=""), ())


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """The start and the steps, columns as from ``queries.changan.steps``; none where there are not two."""
    rows = changan.steps(snapshot)
    return rows if len(rows) > 1 else rows.iloc[:0]


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Steps with their dates, and the time from each to the next."""
    known = records(rows)
    drawn = [_step(row, before, scene) for row, before in zip(known, [None, *known], strict=False)]
    return staircase(pd.DataFrame(drawn), form=scene.form, bracket=_bracket(known, scene))


def _step(row: Mapping[str, Any], before: Mapping[str, Any] | None, scene: Scene) -> dict[str, Any]:
    return {
        "at": _at(row),
        "start": float(row["start"]),
        "end": float(row["end"]),
        "height": float(row["level"]) / 1e6,
        "text": scene.texts.volume(float(row["level"])),
        "date": scene.texts.date(str(row["date"])),
        "gap": gap_text(changan.gap(before, row), scene) if before else "",
        "exact": row["date_precision"] == "day",
        "ring": row["founding"] == wording.REPORT,
        "hover": wording.hover(row, scene),
    }


def _at(row: Mapping[str, Any]) -> float:
    """Where a step stands: on its day, else in the middle of what is known."""
    return (float(row["start"]) + float(row["end"])) / 2


def _bracket(rows: Rows, scene: Scene) -> tuple[float, float, float, str] | None:
    """From the start to the first whole step of the common size, where other steps lie between."""
    pairs = equal_steps(rows)
    if not pairs or pairs[0][0] is not rows[0] or pairs[0][1] is rows[1]:
        return None
    first, last = pairs[0]
    level = float(last["level"])
    said = scene.texts(
        f"{TEXTS}.bracket", size=scene.texts.volume(level), gap=gap_text(changan.gap(first, last), scene)
    )
    return _at(first), _at(last), level / 1e6, said


def equal_steps(rows: Rows) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The pairs of steps that lie as far apart in number as the two newest, oldest first."""
    if len(rows) < 2:
        return []
    size = float(rows[-1]["level"]) - float(rows[-2]["level"])
    by_level = {float(row["level"]): row for row in rows}
    return [(by_level[level - size], row) for level, row in sorted(by_level.items()) if level - size in by_level]


def gap_text(gap: changan.Gap, scene: Scene) -> str:
    """A time in words: about 30 years; 4 years 7 months."""
    texts = scene.texts
    years = texts(f"{TEXTS}.years.{'one' if gap.years == 1 else 'many'}", count=gap.years)
    if not gap.exact:
        return texts(f"{TEXTS}.about", time=years)
    months = texts(f"{TEXTS}.months.{'one' if gap.months == 1 else 'many'}", count=gap.months)
    if not gap.years:
        return months
    return texts(f"{TEXTS}.both", years=years, months=months) if gap.months else years


def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """How long equal numbers took at first and most recently; with one step of that size, how long that took."""
    pairs = equal_steps(records(rows))
    texts = scene.texts
    maker = wording.text(records(rows)[0], "actor", scene)
    first, last = pairs[0], pairs[-1]
    size = texts.volume(float(last[1]["level"]) - float(last[0]["level"]))
    newest = gap_text(changan.gap(*last), scene)
    if len(pairs) == 1:
        return texts(f"{TEXTS}.headline.single", maker=maker, size=size, last=newest)
    return texts(
        f"{TEXTS}.headline.pace", maker=maker, size=size, first=gap_text(changan.gap(*first), scene), last=newest
    )


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """What is counted, and from when to when."""
    return scene.texts(
        f"{TEXTS}.subtitle",
        maker=wording.text(records(rows)[0], "actor", scene),
        first=scene.texts.date(str(rows["date"].iloc[0])),
        last=scene.texts.date(str(rows["date"].iloc[-1])),
    )


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """How the times are computed, what is not known between steps, and remarks on single ones."""
    texts = scene.texts
    own = [wording.text(row, "note", scene) for row in records(rows)]
    return texts.sentence(texts(f"{TEXTS}.note.formula"), texts(f"{TEXTS}.note.between"), *own)


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """Dot and bar, as exact as the date is, and the ring of the report."""
    precisions = set(rows["date_precision"].astype(str))
    found = []
    if "day" in precisions:
        found.append(Key(mark="dot", role="vehicles", text=scene.texts(f"{TEXTS}.key.day")))
    if precisions - {"day"}:
        found.append(Key(mark="year", role="ink", text=scene.texts(f"{TEXTS}.key.year")))
    if (rows["founding"].astype(str) == wording.REPORT).any():
        found.append(Key(mark="ring", role="ink", text=scene.texts(f"{TEXTS}.key.ring")))
    return tuple(found)


def table(rows: pd.DataFrame, scene: Scene) -> Table:
    """A row for each step, with the time since the one before."""
    shared = {"status": "column.status", "source": "column.source"}
    columns = tuple(
        Column(key=name, label=scene.texts(shared.get(name, f"{TEXTS}.column.{name}")), numeric=name == "level")
        for name in ("level", "date", "gap", "title", "status", "source")
    )
    known = records(rows)
    built = [_table_row(row, before, scene) for row, before in zip(known, [None, *known], strict=False)]
    return Table(caption=subtitle(rows, scene), columns=columns, rows=tuple(built))


def _table_row(row: Mapping[str, Any], before: Mapping[str, Any] | None, scene: Scene) -> tuple[Cell, ...]:
    code = codes(row["source"])[0]
    record = scene.snapshot.record("sources", code)
    level, title = float(row["level"]), wording.text(row, "title", scene)
    gap = gap_text(changan.gap(before, row), scene) if before else "–"
    status = wording.status(row, scene)
    return (
        Cell(text=scene.texts.number(level), value=level, fact=fact_of(row, scene, unit="vehicles")),
        Cell(text=scene.texts.date(str(row["date"])), value=str(row["date"])),
        Cell(text=gap, value=gap),
        Cell(text=title, value=title),
        Cell(text=status, value=status),
        Cell(
            text=publisher(code, scene),
            value=code,
            href=str(record["url"]) if record["access"] == "linked" and record["url"] else "",
        ),
    )


def notes(rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    """The flags and remarks of the steps, and how the times between them are computed."""
    kept = tuple(note for note in milestones.notes(rows, scene) if note.kind != "definition")
    formula = Note(kind="derived", title=scene.texts(f"{TEXTS}.column.gap"), text=scene.texts(f"{TEXTS}.note.formula"))
    return (*kept, formula)


CHART = Chart(
    slug="changan-millions",
    page="milestones",
    order=2,
    parameters=(),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    keys=keys,
    table=table,
    notes=notes,
    shape=Shape(kind="steps", category="date", values=("level",), series="gap", roles=(("level", "vehicles"),)),
)
