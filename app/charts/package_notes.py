"""How the package is to be read, cited and reused, in words: definitions and explanations are taken from its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.charts.spec import Note, Scene
from app.i18n import Texts
from app.period import Period
from app.queries import tables as query
from app.state import ViewState
from app.store.snapshot import Snapshot

_PLAIN = ("growth", "measures", "parts", "gaps")
_LEFT_OUT = "left_out"


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A code of a small table: name, meaning, how many observations have it, and whether it makes them unsure."""

    name: str
    text: str
    count: int
    unsure: bool = False


@dataclass(frozen=True, kw_only=True)
class Reuse:
    """The licence, the versions, and the line to cite."""

    licence: str
    licence_address: str
    edition: str
    version: str
    citation: str


def opening(snapshot: Snapshot, texts: Texts) -> str:
    """What the package holds, in figures."""
    first, last = query.years(snapshot.observations)
    counted = {name: texts.number(len(snapshot.tables[name])) for name in ("milestones", "targets", "sources")}
    return texts("data.intro", values=texts.number(len(snapshot.observations)), first=first, last=last, **counted)


def method_notes(snapshot: Snapshot, texts: Texts) -> tuple[Note, ...]:
    """How the figures are made and shown, one remark each."""
    made = (
        _plain("growth", texts),
        _plain("measures", texts),
        _periods(snapshot, texts),
        _designated(snapshot, texts),
        _break(snapshot, texts),
        _plain("parts", texts),
        _derived(snapshot, texts),
        _plain("gaps", texts),
    )
    return tuple(note for note in made if note is not None)


def _plain(name: str, texts: Texts) -> Note:
    return Note(kind="reading", title=texts(f"method.{name}.title"), text=texts(f"method.{name}.text"))


def _periods(snapshot: Snapshot, texts: Texts) -> Note:
    example = texts.period(snapshot.featured_period)
    return Note(kind="reading", title=texts("method.periods.title"), text=texts("method.periods.text", example=example))


def _designated(snapshot: Snapshot, texts: Texts) -> Note | None:
    text = _text(snapshot, "indicators", "value_added_growth", "definition", texts)
    return Note(kind="reading", title=texts("method.designated.title"), text=text) if text else None


def _break(snapshot: Snapshot, texts: Texts) -> Note | None:
    """Vehicles are counted otherwise from a year on: the words are those of the flag."""
    text = _text(snapshot, "flags", "series_break_2025", "explanation", texts)
    if not text:
        return None
    label = snapshot.label("flags", "series_break_2025", texts.lang)
    return Note(kind="reading", title=texts("method.break.title", label=label), text=text)


def _derived(snapshot: Snapshot, texts: Texts) -> Note | None:
    label = _text(snapshot, "flags", "computed", "label", texts)
    text = texts("method.derived.text", label=label)
    return Note(kind="derived", title=texts("method.derived.title"), text=text) if label else None


def _text(snapshot: Snapshot, table: str, code: str, column: str, texts: Texts) -> str:
    """A text of the package; empty where it has no such row."""
    try:
        return snapshot.text(table, code, column, texts.lang)
    except KeyError:
        return ""


def report_note(snapshot: Snapshot, texts: Texts) -> Note:
    """What the founding report is, and how many of its statements could be confirmed."""
    statements = snapshot.tables["article"]
    confirmed = query.count_of(statements, "status", "confirmed")
    text = texts("method.report.text", count=len(statements), confirmed=confirmed)
    return Note(kind="reading", title=texts("method.report.title"), text=text)


def evidence_classes(snapshot: Snapshot, texts: Texts) -> tuple[Explained, ...]:
    """The classes of evidence from the best on, with the number of observations of each."""
    counts = query.joined_counts(snapshot.observations, "evidence")
    ranked = sorted(map(_record, snapshot.tables["evidence"].to_dict("records")), key=lambda row: float(row["rank"]))
    return tuple(
        Explained(
            name=texts.of(row, "label"),
            text=texts.of(row, "explanation"),
            count=counts.get(str(row["evidence"]), 0),
        )
        for row in ranked
    )


def _record(row: Mapping[Any, Any]) -> Mapping[str, Any]:
    return {str(name): value for name, value in row.items()}


def flags_of_values(snapshot: Snapshot, texts: Texts) -> tuple[Explained, ...]:
    """The flags that observations carry, the most frequent first."""
    counts = query.joined_counts(snapshot.observations, "flags")
    found = []
    for code, count in counts.items():
        row = snapshot.record("flags", code)
        name, text = texts.of(row, "label"), texts.of(row, "explanation")
        found.append(Explained(name=name, text=text, count=count, unsure=bool(row["hollow"])))
    return tuple(found)


def left_out(snapshot: Snapshot, texts: Texts) -> tuple[Note, ...]:
    """What was found and not published, with the reason."""
    return tuple(_note(each, snapshot, texts) for each in snapshot.notes if each.get("kind") == _LEFT_OUT)


def changes(snapshot: Snapshot, texts: Texts) -> tuple[Note, ...]:
    """What else was changed when the tables were made."""
    return tuple(_note(each, snapshot, texts) for each in snapshot.notes if each.get("kind") != _LEFT_OUT)


def _note(entry: Mapping[str, Any], snapshot: Snapshot, texts: Texts) -> Note:
    return Note(kind="row", title=_subject(entry, snapshot, texts), text=str(entry.get(f"reason_{texts.lang}", "")))


def _subject(entry: Mapping[str, Any], snapshot: Snapshot, texts: Texts) -> str:
    """Which row a note is about, in words as far as its codes have a name."""
    table, row = str(entry.get("table", "")), str(entry.get("row", ""))
    key = f"tables.title.{table}"
    title = texts(key) if texts.has(key) else table
    rows = row.split(";")
    if len(rows) > 1:
        return texts("method.left_out.rows", table=title, count=len(rows))
    named = _fact(row, snapshot, texts) if row.count("/") >= 3 else _named(table, row, snapshot, texts)
    return texts("method.left_out.row", table=title, row=named)


def _fact(row: str, snapshot: Snapshot, texts: Texts) -> str:
    """A fact by its key area/sector/indicator/period."""
    area, sector, indicator, period = row.split("/")[:4]
    scene = Scene(snapshot=snapshot, view=ViewState(lang=texts.lang), texts=texts)
    parts = [
        _known(scene.area, area),
        _known(scene.label, sector),
        _known(scene.measure, indicator),
        _known(texts.period, Period.parse(period).code),
    ]
    # A row that was left out may be of a sector the tables do not have: its reason tells which.
    return texts("format.list_mark").join([part for part in parts if part]) or row


def _known(name: Callable[[str], str], code: str) -> str:
    """The name of a code; empty where the package does not have it."""
    try:
        return name(code)
    except KeyError:
        return ""


def _named(table: str, code: str, snapshot: Snapshot, texts: Texts) -> str:
    for column in ("label", "title"):
        if name := _text(snapshot, table, code, column, texts):
            return name
    return code


def reuse(snapshot: Snapshot, texts: Texts) -> Reuse:
    """Under which licence, in which version, and how to cite."""
    licence = str(snapshot.licence.get("title") or snapshot.licence.get("name") or "")
    edition = str(snapshot.descriptor.get("version") or snapshot.version)
    named = {"edition": edition, "version": snapshot.version}
    return Reuse(
        licence=licence,
        licence_address=str(snapshot.licence.get("path") or ""),
        citation=texts("method.reuse.citation", title=snapshot.titles[texts.lang], licence=licence, **named),
        **named,
    )
