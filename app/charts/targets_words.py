"""Promises and outcomes in words: headline, results, reasons, documents, note; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.sourcing import short_source
from app.charts.spec import Scene
from app.charts.status import UNSURE_EVIDENCE, codes, evidence, words
from app.i18n import SEPARATOR
from app.queries import targets as plans
from app.queries.records import records

TEXTS = "chart.targets"


def promised(row: Mapping[str, Any], scene: Scene) -> str:
    """What is promised: the indicator's name without the word for a target before it."""
    return scene.measure(str(row["indicator"])).replace("：", ":").split(":", 1)[-1].strip()


def in_full(row: Mapping[str, Any], column: str, scene: Scene, *, exact: bool = False) -> str:
    """The promise or the outcome with its unit; a promised change with its sign."""
    shown = values.in_words(float(row[column]), str(row["indicator"]), scene, exact=exact)
    return f"≥ {shown}" if column == "value" and "at_least" in codes(row["flags"]) else shown


def is_forecast(row: Mapping[str, Any]) -> bool:
    """Whether something was expected and not promised."""
    return str(row["kind"]) == plans.FORECAST


def is_weak(row: Mapping[str, Any]) -> bool:
    """Whether the promise or its outcome is weakly sourced."""
    return row["evidence"] in UNSURE_EVIDENCE or row["outcome_evidence"] in UNSURE_EVIDENCE


def is_unsure_outcome(row: Mapping[str, Any], scene: Scene) -> bool:
    """Whether an outcome is drawn hollow."""
    flags = codes(row["outcome_flags"])
    return row["outcome_evidence"] in UNSURE_EVIDENCE or any(
        bool(scene.snapshot.record("flags", code)["hollow"]) for code in flags
    )


def in_hindsight(row: Mapping[str, Any]) -> bool:
    """Whether a promise was told only after its year."""
    return str(row["stated"])[:4] > str(row["period"])[:4]


def result(row: Mapping[str, Any], scene: Scene, *, with_percent: bool) -> str:
    """Hit, missed, open or without a comparable outcome; forecasts have words of their own."""
    kind = "forecast" if is_forecast(row) else "target"
    said = scene.texts(f"{TEXTS}.result.{kind}.{row['state']}")
    if not with_percent:
        return said
    percent = scene.texts("format.percent", value=scene.texts.number(float(row["percent"]), digits=(0, 0)))
    return scene.texts(f"{TEXTS}.result.percent", result=said, percent=percent)


def reason(row: Mapping[str, Any], scene: Scene) -> str:
    """Why there is no comparison; empty where there is one."""
    return str(row[f"outcome_reason_{scene.texts.lang}"] or "") if row["state"] not in plans.COMPARED else ""


def document(row: Mapping[str, Any], scene: Scene) -> str:
    """By which document, when, and what is to be doubted about it."""
    texts = scene.texts
    parts = [texts(f"{TEXTS}.document", name=texts.of(row, "document"), stated=texts.date(str(row["stated"])))]
    if is_forecast(row):
        parts.append(texts(f"{TEXTS}.kind.forecast"))
    if in_hindsight(row):
        parts.append(texts(f"{TEXTS}.hindsight"))
    if row["evidence"] in UNSURE_EVIDENCE:
        parts.append(scene.snapshot.label("evidence", str(row["evidence"]), texts.lang))
    return SEPARATOR.join(parts)


def status(row: Mapping[str, Any], scene: Scene) -> str:
    """How sure the promise is, and, where it differs, its outcome."""
    said = [*words(row, scene), evidence(row, scene)]
    if is_forecast(row):
        said.insert(0, scene.texts(f"{TEXTS}.kind.forecast"))
    joined = SEPARATOR.join(dict.fromkeys(said))
    if not row["outcome_evidence"]:
        return joined
    outcome = {"flags": row["outcome_flags"], "evidence": row["outcome_evidence"]}
    came = SEPARATOR.join(dict.fromkeys((*words(outcome, scene), evidence(outcome, scene))))
    return scene.texts(f"{TEXTS}.status", promise=joined, outcome=came)


def hover(row: Mapping[str, Any], scene: Scene) -> str:
    """The card of a row: what, promise and outcome, by which document, status, source."""
    texts = scene.texts
    given = texts(f"{TEXTS}.hover.promise", value=in_full(row, "value", scene))
    lines = [
        f"<b>{values.escape(scene.label(str(row['sector'])))}{texts('mark.comma')}{texts.period(str(row['period']))}</b>",
        values.escape(promised(row, scene)),
        given,
    ]
    if row["state"] in plans.COMPARED:
        lines.append(texts(f"{TEXTS}.hover.outcome", value=in_full(row, "outcome_value", scene)))
    lines.append(f"<b>{result(row, scene, with_percent=row['state'] in plans.COMPARED)}</b>")
    lines += [values.escape(document(row, scene)), values.escape(short_source(str(row["source"]), scene))]
    return "<br>".join(line for line in lines if line)


def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """How many of the comparable promises were met, and whether weak sources say so; else how many have no outcome."""
    texts = scene.texts
    kept = [row for row in records(rows) if row["state"] in plans.COMPARED and not is_forecast(row)]
    if not kept:
        return _without_outcome(rows, scene)
    hits = [row for row in kept if row["state"] == plans.HIT]
    key = _key(len(kept), len(hits))
    said = texts(f"{TEXTS}.headline.{key}", count=len(kept), hits=len(hits))
    if hits and all(is_weak(row) for row in hits):
        number = "only" if len(kept) == 1 else {1: "one", 2: "two"}.get(len(hits), "many")
        said += texts(f"{TEXTS}.headline.weak_{number}")
    return said


def _key(kept: int, hits: int) -> str:
    """Which sentence says that so many of so many were met; one and two are said in words of their own."""
    if kept == 1:
        return "only_hit" if hits else "only_missed"
    if hits in (0, kept):
        return ("all" if hits else "none") + ("_two" if kept == 2 else "")
    return "some_one" if hits == 1 else "some"


def _without_outcome(rows: pd.DataFrame, scene: Scene) -> str:
    """Without a comparable promise: how many are open or have no outcome, how many forecasts came true."""
    texts = scene.texts
    forecasts = sum(is_forecast(row) for row in records(rows))
    known = int(rows["state"].isin(plans.COMPARED).sum())  # forecasts: of promises there is none here
    if known:
        hits = int((rows["state"] == plans.HIT).sum())
        if known == 1:
            return texts(f"{TEXTS}.headline.forecast_{'hit' if hits else 'missed'}")
        return texts(f"{TEXTS}.headline.forecasts", count=known, hits=hits)
    kind = "targets" if not forecasts else "forecasts" if forecasts == len(rows) else "mixed"
    state = plans.OPEN if (rows["state"] == plans.OPEN).all() else plans.NO_MATCH
    key = f"{TEXTS}.headline.{state}_{kind}{'_one' if len(rows) == 1 else ''}"
    return texts(key, count=len(rows), year=min(str(period) for period in rows["period"]))


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """How promise and outcome are compared, what a miss is, and which promises are not in this view."""
    texts = scene.texts
    parts = []
    if rows["state"].isin(plans.COMPARED).any():
        parts += [texts(f"{TEXTS}.formula.text"), texts(f"{TEXTS}.note.rule")]
    counts = plans.targets(scene.snapshot)["state"].value_counts()
    shown = set(rows["state"])
    rest = [state for state in (plans.OPEN, plans.NO_MATCH) if state not in shown and counts.get(state, 0)]
    said = [texts(f"{TEXTS}.note.{state}", count=int(counts[state])) for state in rest]
    if said:
        parts.append(texts(f"{TEXTS}.note.rest", listed=texts.listing(said)))
    if any(is_forecast(row) for row in records(rows)):
        parts.append(texts(f"{TEXTS}.note.forecasts"))
    return texts.sentence(*parts)
