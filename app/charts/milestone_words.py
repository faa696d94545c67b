"""Milestones in words: date as exact as known, figure with unit, hover card, entries of the list; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from app.charts.sourcing import short_source
from app.charts.spec import Scene
from app.charts.status import codes, is_hollow, status_words
from app.charts.values import escape
from app.i18n import SEPARATOR
from app.queries.records import records
from app.theme import core_role

REPORT = "yes"  # the report tells of the event itself
RELATED = "related"  # the event belongs to a statement of the report


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A milestone in the list."""

    code: str
    date: str
    title: str
    category: str
    actor: str
    status: str
    role: str
    hollow: bool
    ring: bool
    bar: bool
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Year:
    """The entries of one year, the newest first."""

    code: str
    year: str
    entries: tuple[Entry, ...]


def text(row: Mapping[str, Any], name: str, scene: Scene) -> str:
    """A cell that is written in three languages; empty where there is none."""
    return str(row[f"{name}_{scene.texts.lang}"] or "")


def category(code: str, scene: Scene) -> str:
    """The name of a category."""
    return scene.snapshot.label("categories", code, scene.texts.lang)


def role_of(code: str) -> str:
    """Categories that are one of the two cores carry its name and colour."""
    return core_role(code)


def listed(joined: str, scene: Scene) -> str:
    """Several names that a cell joins, as a list in the manner of the language."""
    return scene.texts.listing([name.strip() for name in joined.replace("；", ";").split(";") if name.strip()])


def exactness(row: Mapping[str, Any], scene: Scene) -> str:
    """That only the year or the month is known; empty where the day is."""
    precision = str(row["date_precision"])
    return "" if precision == "day" else scene.texts(f"milestone.only.{precision}")


def figure(row: Mapping[str, Any], scene: Scene) -> str:
    """The figure that belongs to the event, with its unit; Chinese counts in the other unit where there is one."""
    value, unit = row["figure_value"], str(row["figure_unit"] or "")
    if pd.isna(value) or not unit:
        return ""
    texts = scene.texts
    record = scene.snapshot.record("units", unit)
    factor = record["alt_factor_zh"]
    if texts.lang == "zh" and not pd.isna(factor):
        return texts.number(value * float(factor), digits=(0, 2)) + str(record["alt_label_zh"])
    if unit == "percent":
        return texts("format.percent", value=texts.number(value, digits=(0, 2)))
    return texts("format.amount", value=texts.volume(value), unit=texts.of(record, "label"))


def status(row: Mapping[str, Any], scene: Scene) -> str:
    """Flags and evidence in words, each once."""
    return status_words(row, scene)


def hover(row: Mapping[str, Any], scene: Scene) -> str:
    """The hover card: title, date, category, actor, figure, status, source."""
    texts = scene.texts
    date = texts.date(str(row["date"]))
    only = exactness(row, scene)
    who = SEPARATOR.join(
        part for part in (category(str(row["category"]), scene), listed(text(row, "actor", scene), scene)) if part
    )
    lines = [
        f"<b>{_lines(text(row, 'title', scene), scene)}</b>",
        date + (texts("milestone.bracket", text=only) if only else ""),
        _lines(who, scene),
        escape(figure(row, scene)),
        _lines(status(row, scene), scene),
        _lines(short_source(codes(row["source"])[0], scene), scene),
    ]
    return "<br>".join(line for line in lines if line)


def _lines(words_: str, scene: Scene) -> str:
    """Text for a hover card in lines of readable length, markup made harmless."""
    width = 26 if scene.texts.lang == "zh" else 52
    lines: list[str] = [""]
    for piece in words_ if scene.texts.lang == "zh" else words_.split(" "):
        gap = "" if scene.texts.lang == "zh" or not lines[-1] else " "
        if lines[-1] and len(lines[-1]) + len(gap) + len(piece) > width:
            lines.append(piece)
        else:
            lines[-1] += gap + piece
    return "<br>".join(escape(line) for line in lines)


def years(rows: pd.DataFrame, scene: Scene) -> tuple[Year, ...]:
    """The rows (oldest first) as entries grouped by year, the newest first; without a day at the end of their year."""
    newest = list(reversed(records(rows)))
    return tuple(
        Year(code=year, year=scene.texts.date(year), entries=tuple(_entry(row, scene) for row in group))
        for year, group in groupby(newest, key=lambda row: str(row["date"])[:4])
    )


def _entry(row: Mapping[str, Any], scene: Scene) -> Entry:
    return Entry(
        code=str(row["milestone"]),
        date=scene.texts.date(str(row["date"])),
        title=text(row, "title", scene),
        category=category(str(row["category"]), scene),
        actor=listed(text(row, "actor", scene), scene),
        status=status(row, scene),
        role=role_of(str(row["category"])),
        hollow=is_hollow(row, scene),
        ring=row["founding"] == REPORT,
        bar=row["date_precision"] == "year",
        chosen=row["milestone"] == scene.view.milestone,
    )
