"""What plans promised against what came: each outcome in percent of its promise; the rest is told in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts.choices import Choices
from app.charts.facts import derived_from, fact_of
from app.charts.once import listed
from app.charts.sourcing import notes_of, publisher
from app.charts.spec import Cell, Chart, Column, Control, Fact, Key, Note, Option, Resolution, Scene, Shape, Table
from app.charts.targets_words import (
    document,
    headline,
    hover,
    in_full,
    is_unsure_outcome,
    note,
    promised,
    reason,
    result,
    status,
)
from app.charts.values import escape
from app.figures.promises import promises
from app.i18n import Texts
from app.queries import targets as plans
from app.queries.growth import SUBJECT
from app.queries.kept import plain_table
from app.queries.records import records
from app.state import ViewState
from app.store.snapshot import Snapshot
from app.theme import core_role

TEXTS = "chart.targets"
MEASURES: Mapping[str, tuple[str, ...]] = {
    "compared": plans.COMPARED,
    "open": (plans.OPEN,),
    "no_match": (plans.NO_MATCH,),
    "all": plans.STATES,
}
LISTED = "listed"


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Which of the promises: those with a comparable outcome, those still open, those without, or all."""
    choices = Choices(state)
    counts = plans.targets(snapshot)["state"].value_counts()
    measure = choices.one("measure", tuple(MEASURES), default="compared")
    options = tuple(
        Option(
            value=code,
            label=texts(
                f"{TEXTS}.measure.counted",
                name=texts(f"{TEXTS}.measure.{code}"),
                count=sum(int(counts.get(one, 0)) for one in states),
            ),
        )
        for code, states in MEASURES.items()
    )
    control = Control(
        parameter="measure",
        label=texts(f"{TEXTS}.measure.name"),
        options=options,
        value=measure,
        default="compared",
        kind="buttons",
    )
    return choices.resolution(replace(state, measure=measure, period="", time=""), (control,))


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """Rows as from ``queries.targets.targets`` of the chosen states; compared ones first, by sector, measure, year."""
    rows = plans.targets(snapshot)
    rows = rows[rows["state"].isin(MEASURES[view.measure])]
    order = {code: i for i, code in enumerate(plain_table(snapshot, "sectors")["sector"].tolist())}
    keys = [
        (state not in plans.COMPARED, order[sector], indicator, period, place)
        for place, (state, sector, indicator, period) in enumerate(
            rows[["state", "sector", "indicator", "period"]].to_numpy(dtype=object).tolist()
        )
    ]
    return rows.iloc[[key[-1] for key in sorted(keys)]].reset_index(drop=True)


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """A row for each promise, under its sector and measure."""
    drawn = pd.DataFrame([_row(row, scene) for row in listed(rows, scene)])
    return promises(
        drawn,
        form=scene.form,
        promise_word=scene.texts(f"{TEXTS}.promise"),
        number=lambda tick: scene.texts("format.percent", value=scene.texts.number(tick)),
    )


def entries(rows: pd.DataFrame, scene: Scene) -> tuple[tuple[Any], ...]:
    """Comparable promises first, of them the newest; then the others, the newest first."""
    weight = pd.DataFrame(
        {"rest": ~rows["state"].isin(plans.COMPARED), "age": [-int(str(period)[:4]) for period in rows["period"]]},
        index=rows.index,
    )
    return tuple((place,) for place in weight.sort_values(["rest", "age"], kind="stable").index)


def _row(row: Mapping[str, Any], scene: Scene) -> dict[str, Any]:
    compared = row["state"] in plans.COMPARED
    return {
        "group": escape(
            scene.texts(f"{TEXTS}.group", sector=scene.label(str(row["sector"])), measure=promised(row, scene))
        ),
        "year": str(row["period"]),
        "document": escape(document(row, scene)),
        "given": in_full(row, "value", scene),
        "came": in_full(row, "outcome_value", scene) if compared else "",
        "word": result(row, scene, with_percent=compared),
        "kind": str(row["state"]) if compared else LISTED,
        "percent": float(row["percent"]),
        "role": core_role(str(scene.snapshot.record("sectors", str(row["sector"]))["core"])),
        "hollow": compared and is_unsure_outcome(row, scene),
        "hover": hover(row, scene),
        "reason": escape(reason(row, scene)),
    }


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """What is compared, where, and for which years."""
    years = sorted(int(str(period)[:4]) for period in rows["period"])
    key = "compared" if set(rows["state"]) <= set(plans.COMPARED) else "other"
    key += "_year" if years[0] == years[-1] else ""
    return scene.texts(f"{TEXTS}.subtitle.{key}", place=scene.area(SUBJECT), first=years[0], last=years[-1])


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """Promise, outcome that met it, outcome that did not, unsure outcome; as far as drawn."""
    found = [Key(mark="diamond-hollow", role="other", text=scene.texts(f"{TEXTS}.key.promise"))]
    states = set(rows["state"])
    if plans.HIT in states:
        found.append(Key(mark="dot", role="other", text=scene.texts(f"{TEXTS}.key.hit")))
    if plans.MISSED in states:
        found.append(Key(mark="triangle", role="other", text=scene.texts(f"{TEXTS}.key.missed")))
    if any(row["state"] in plans.COMPARED and is_unsure_outcome(row, scene) for row in records(rows)):
        found.append(Key(mark="triangle-hollow", role="other", text=scene.texts(f"{TEXTS}.key.hollow")))
    return tuple(found)


def table(rows: pd.DataFrame, scene: Scene) -> Table:
    """Promise, outcome, result and document of each row."""
    names = (
        "sector",
        "what",
        "year",
        "promise",
        "outcome",
        "percent",
        "result",
        "document",
        "stated",
        "status",
        "source",
    )
    numeric = ("promise", "outcome", "percent")
    shared = {"sector": "column.sector", "status": "column.status", "source": "column.source"}
    columns = tuple(
        Column(key=name, label=scene.texts(shared.get(name, f"{TEXTS}.column.{name}")), numeric=name in numeric)
        for name in names
    )
    return Table(
        caption=subtitle(rows, scene), columns=columns, rows=tuple(_table_row(row, scene) for row in records(rows))
    )


def _table_row(row: Mapping[str, Any], scene: Scene) -> tuple[Cell, ...]:
    compared = row["state"] in plans.COMPARED
    percent = float(row["percent"])
    said = result(row, scene, with_percent=False)
    why = reason(row, scene)
    record = scene.snapshot.record("sources", str(row["source"]))
    named = scene.texts.of(row, "document")
    outcome = _outcome(row, scene) if compared else None
    return (
        Cell(text=scene.label(str(row["sector"])), value=str(row["sector"])),
        Cell(text=promised(row, scene), value=str(row["indicator"])),
        Cell(text=scene.texts.period_alone(str(row["period"])), value=str(row["period"])),
        Cell(
            text=in_full(row, "value", scene, exact=True),
            value=float(row["value"]),
            fact=fact_of(row, scene, derived=False),
        ),
        Cell(
            text=in_full(row, "outcome_value", scene, exact=True) if compared else "–",
            value=float(row["outcome_value"]) if compared else None,
            fact=outcome,
        ),
        Cell(
            text=scene.texts("format.percent", value=scene.texts.number(percent, digits=(1, 1))) if compared else "–",
            value=percent if compared else None,
            fact=derived_from(fact_of(row, scene), outcome, scene=scene, unit="percent") if outcome else None,
        ),
        Cell(text=scene.texts(f"{TEXTS}.because", result=said, reason=why) if why else said, value=str(row["state"])),
        Cell(text=named, value=named),
        Cell(text=scene.texts.date(str(row["stated"])), value=str(row["stated"])),
        Cell(text=status(row, scene), value=status(row, scene)),
        Cell(
            text=publisher(str(row["source"]), scene),
            value=str(row["source"]),
            href=str(record["url"]) if record["access"] == "linked" and record["url"] else "",
        ),
    )


def _outcome(row: Mapping[str, Any], scene: Scene) -> Fact:
    """What is known of the outcome: its own flags, evidence and source."""
    own = {"flags": row["outcome_flags"], "evidence": row["outcome_evidence"], "source": row["outcome_source"]}
    return fact_of({**row, **own, "also": ""}, scene, derived=False)


def notes(rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    """The notes of promises and outcomes, and how they are set against each other."""
    both = rows.assign(
        flags=[f"{a or ''};{b or ''}" for a, b in zip(rows["flags"], rows["outcome_flags"], strict=True)]
    )
    formula = Note(
        kind="derived", title=scene.texts(f"{TEXTS}.formula.title"), text=scene.texts(f"{TEXTS}.formula.text")
    )
    return (*notes_of(both, scene), formula)


CHART = Chart(
    slug="targets",
    page="shift",
    order=5,
    parameters=("measure",),
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
    shape=Shape(kind="rows", values=("sector", "what", "year", "promise", "outcome", "percent", "result")),
)
