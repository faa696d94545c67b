"""The sources and notes of drawn rows, and of no others; it must not draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.charts.once import listed
from app.charts.spec import Note, Scene, SourceEntry
from app.charts.status import UNSURE_EVIDENCE, codes
from app.i18n import SEPARATOR

_NAMED = 2


def source_entry(code: str, evidence_code: str, scene: Scene) -> SourceEntry:
    """A source as a reader sees it; where no address may be linked, a remark says what was read instead."""
    record = scene.snapshot.record("sources", code)
    access = str(record["access"])
    linked = access == "linked" and str(record["url"]).startswith(("https://", "http://"))
    return SourceEntry(
        code=code,
        publisher=publisher(code, scene),
        title=str(record["title"] or ""),
        date=scene.texts.date(str(record["published_date"])) if record["published_date"] else "",
        evidence=scene.snapshot.label("evidence", evidence_code, scene.texts.lang),
        url=str(record["url"]) if linked else "",
        remark="" if linked else scene.texts(f"source.{access}"),
        lang=title_language(record),
        published=str(record["published_date"] or ""),
    )


def title_language(record: Mapping[str, Any]) -> str:
    """The language of a source's title: that of the source, but Chinese where a page in another one is known by it."""
    language = str(record["language"] or "")
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in str(record["title"] or ""))
    return "zh" if chinese and language not in ("zh", "ja") else language


def publisher(code: str, scene: Scene) -> str:
    """Who published a source; the founding report and pages without a name are said to be so."""
    record = scene.snapshot.record("sources", code)
    if record["access"] == "founding":
        return scene.texts("source.report_name")
    return scene.texts.of(record, "publisher") or scene.texts("source.no_name")


def short_source(code: str, scene: Scene) -> str:
    """Publisher and date, for a hover card."""
    date = scene.snapshot.record("sources", code)["published_date"]
    shown = scene.texts.date(str(date)) if date else ""
    return scene.texts("source.short", publisher=publisher(code, scene), date=shown).rstrip(" ,，（）()")


def sources_of(rows: pd.DataFrame, scene: Scene) -> tuple[SourceEntry, ...]:
    """The sources of the rows, the most used first; ``source`` and, for agreeing ones, ``also``."""
    used: Counter[str] = Counter()
    weight: dict[str, str] = {}
    for row in listed(rows, scene):
        for code in codes(row["source"]) + codes(row["also"]):
            used[code] += 1
            weight.setdefault(code, str(row["evidence"]))
    return tuple(source_entry(code, weight[code], scene) for code, _ in used.most_common())


def source_line(rows: pd.DataFrame, scene: Scene) -> str:
    """Publishers, the date of the data and the data version, in one line that no surface may hide."""
    texts = scene.texts
    names = Counter(publisher(code, scene) for row in listed(rows, scene) for code in codes(row["source"]))
    no_name = texts("source.no_name")
    shown = sorted(names, key=lambda name: (name == no_name, -names[name]))[:_NAMED]
    report = texts("source.report_name")
    if report in names and report not in shown:
        shown[-1] = report
    others = len(names) - len(shown)
    named = texts("mark.semicolon").join(shown)
    if others > 0:
        named = texts("source.and_more", names=named, count=others)
    parts = [texts("source.line", sources=named)]
    if as_of := _as_of(rows, scene):
        parts.append(texts("source.as_of", period=as_of))
    parts.append(texts("source.version", version=scene.snapshot.version))
    return SEPARATOR.join(parts)


def _as_of(rows: pd.DataFrame, scene: Scene) -> str:
    """The newest period of the rows; for rows without one, such as events, the newest publication read for them."""
    known = listed(rows, scene)
    if "stated" in rows:  # promises may lie in years to come: their newest publication dates them
        return scene.texts.date(max((str(row["stated"]) for row in known if row["stated"]), default=""))
    if "period" in rows:
        newest = max((str(row["period"]) for row in known), key=_age, default="")
        return scene.texts.period(newest) if newest else ""
    read = {code for row in known for code in codes(row["source"])}
    dates = (scene.snapshot.record("sources", code)["published_date"] for code in read)
    return scene.texts.date(max((str(date) for date in dates if date), default=""))


def _age(code: str) -> float:
    from app.period import Period

    return Period.parse(code).position


def notes_of(rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    """Everything that is to be said about the rows: marks of status, remarks on single values, definitions."""
    lang, known = scene.texts.lang, listed(rows, scene)
    notes = [
        Note(
            kind="flag",
            title=scene.snapshot.label("flags", code, lang),
            text=scene.snapshot.text("flags", code, "explanation", lang),
        )
        for code in dict.fromkeys(code for row in known for code in codes(row["flags"]))
    ]
    unsure = {row["evidence"] for row in known}.intersection(UNSURE_EVIDENCE)
    for code in UNSURE_EVIDENCE:
        if code in unsure:
            notes.append(
                Note(
                    kind="flag",
                    title=scene.snapshot.label("evidence", code, lang),
                    text=scene.snapshot.text("evidence", code, "explanation", lang),
                )
            )
    notes += _row_notes(rows, scene)
    notes += [
        Note(
            kind="definition",
            title=scene.measure(code),
            text=scene.snapshot.text("indicators", code, "definition", lang),
        )
        for code in dict.fromkeys(str(row["indicator"]) for row in known)
    ]
    notes += [
        Note(
            kind="definition",
            title=scene.label(code),
            text=scene.snapshot.text("sectors", code, "definition", lang),
        )
        for code in dict.fromkeys(str(row["sector"]) for row in known)
    ]
    return tuple(notes)


def _row_notes(rows: pd.DataFrame, scene: Scene) -> list[Note]:
    column = f"note_{scene.texts.lang}"
    found = []
    for row in listed(rows, scene):
        if not isinstance(row[column], str) or not row[column]:
            continue
        place = [] if row["area"] == "chongqing" else [scene.area(str(row["area"]))]
        named = [*place, scene.label(str(row["sector"])), scene.texts.period(str(row["period"]))]
        title = scene.texts("mark.comma").join(named)
        found.append(Note(kind="row", title=title, text=str(row[column])))
    return found
