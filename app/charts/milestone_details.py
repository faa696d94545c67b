"""Everything that is known of one milestone, ready to be read beside the timeline; it must not choose the milestone."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.charts import milestone_words as wording
from app.charts.article import Statement, statements
from app.charts.milestone_figures import Figures, figures_around
from app.charts.sourcing import source_entry
from app.charts.spec import Scene, SourceEntry
from app.charts.status import codes, is_hollow
from app.queries import timeline


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """The event before or after, among the drawn ones."""

    code: str
    date: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Details:
    """One milestone: its parts as texts, empty where there is nothing to say."""

    code: str
    title: str
    date: str
    exactness: str
    category: str
    role: str
    hollow: bool
    ring: bool
    related: bool
    bar: bool
    summary: str
    facts: tuple[tuple[str, str], ...]  # name and value
    note: str
    flags: tuple[tuple[str, str], ...]  # label and explanation
    evidence: tuple[str, str]
    sources: tuple[SourceEntry, ...]
    statements: tuple[Statement, ...]
    figures: Figures | None
    previous: Neighbour | None
    following: Neighbour | None


def details(scene: Scene, drawn: Sequence[str]) -> Details | None:
    """The milestone chosen in the view; None where none is. ``drawn``: the codes to step through, oldest first."""
    code = scene.view.milestone
    if not code:
        return None
    row = scene.snapshot.record("milestones", code)
    lang = scene.texts.lang
    grade = str(row["evidence"])
    graded = scene.snapshot.label("evidence", grade, lang)
    before, after = _neighbours(code, drawn, scene)
    return Details(
        code=code,
        title=wording.text(row, "title", scene),
        date=scene.texts.date(str(row["date"])),
        exactness=wording.exactness(row, scene),
        category=wording.category(str(row["category"]), scene),
        role=wording.role_of(str(row["category"])),
        hollow=is_hollow(row, scene),
        ring=row["founding"] == wording.REPORT,
        related=row["founding"] == wording.RELATED,
        bar=row["date_precision"] == "year",
        summary=wording.text(row, "summary", scene),
        facts=_facts(row, scene),
        note=wording.text(row, "note", scene),
        flags=tuple(
            (scene.snapshot.label("flags", flag, lang), scene.snapshot.text("flags", flag, "explanation", lang))
            for flag in codes(row["flags"])
            if scene.snapshot.label("flags", flag, lang) != graded
        ),
        evidence=(graded, scene.snapshot.text("evidence", grade, "explanation", lang)),
        sources=tuple(source_entry(source, grade, scene) for source in codes(row["sources"])),
        statements=_statements(row, scene),
        figures=figures_around(row, scene),
        previous=before,
        following=after,
    )


def _facts(row: Mapping[str, Any], scene: Scene) -> tuple[tuple[str, str], ...]:
    found = {
        "actor": wording.listed(wording.text(row, "actor", scene), scene),
        "district": wording.listed(wording.text(row, "district", scene), scene),
        "figure": wording.figure(row, scene),
    }
    return tuple((scene.texts(f"milestone.{name}"), value) for name, value in found.items() if value)


def _statements(row: Mapping[str, Any], scene: Scene) -> tuple[Statement, ...]:
    """The report's statements that tell of the event, and the one to which it belongs."""
    return tuple(
        statement
        for statement in statements(scene.snapshot, scene.texts)
        if statement.milestone == row["milestone"] or statement.code == row["statement"]
    )


def _neighbours(code: str, drawn: Sequence[str], scene: Scene) -> tuple[Neighbour | None, Neighbour | None]:
    """The drawn events before and after; also for a chosen one that the filter leaves out."""
    order = {str(one): place for place, one in enumerate(timeline.events(scene.snapshot)["milestone"])}
    places = sorted(order[one] for one in drawn if one != code)
    at = bisect(places, order[code])
    names = list(order)
    before = _neighbour(names[places[at - 1]], scene) if at > 0 else None
    after = _neighbour(names[places[at]], scene) if at < len(places) else None
    return before, after


def _neighbour(code: str, scene: Scene) -> Neighbour:
    row = scene.snapshot.record("milestones", code)
    return Neighbour(code=code, date=scene.texts.date(str(row["date"])), title=wording.text(row, "title", scene))
