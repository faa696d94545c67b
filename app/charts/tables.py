"""The drawn rows as a table that reads by itself; it must not choose which rows are drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.facts import fact_of
from app.charts.once import listed
from app.charts.sourcing import publisher
from app.charts.spec import Cell, Column, Scene, Table
from app.charts.status import status_words

SUBJECT = "chongqing"
_BARE = re.compile(r"[≥≈+−\d.,\s]+")


def observation_table(rows: pd.DataFrame, scene: Scene, *, caption: str) -> Table:
    """A row for each drawn value of the city, with the value of China beside it where one is drawn."""
    return table_of(listed(rows, scene), scene, caption=caption)


def table_of(rows: Sequence[Mapping[str, Any]], scene: Scene, *, caption: str) -> Table:
    """The same of records, in their order."""
    texts = scene.texts
    comparators = {(row["sector"], row["indicator"], row["period"]): row for row in rows if row["area"] != SUBJECT}
    columns = [
        Column(key="sector", label=texts("column.sector")),
        Column(key="measure", label=texts("column.measure")),
        Column(key="period", label=texts("column.period")),
        Column(key="value", label=texts("column.value"), numeric=True),
        Column(key="china", label=scene.area("china"), numeric=True),
        Column(key="status", label=texts("column.status")),
        Column(key="source", label=texts("column.source")),
    ]
    built = [_row(row, comparators, scene) for row in rows if row["area"] == SUBJECT]
    keep = [i for i, column in enumerate(columns) if column.key != "china" or comparators]
    return Table(
        caption=caption,
        columns=tuple(columns[i] for i in keep),
        rows=tuple(tuple(row[i] for i in keep) for row in built),
    )


def _row(row: Mapping[str, Any], comparators: Mapping[Any, Any], scene: Scene) -> tuple[Cell, ...]:
    texts = scene.texts
    indicator = str(row["indicator"])
    other = comparators.get((row["sector"], row["indicator"], row["period"]))
    status = status_words(row, scene)
    record = scene.snapshot.record("sources", str(row["source"]))
    return (
        Cell(text=scene.label(str(row["sector"])), value=str(row["sector"])),
        Cell(text=scene.measure(indicator), value=indicator),
        Cell(text=texts.period_alone(str(row["period"])), value=str(row["period"])),
        Cell(
            text=values.in_words(row["value"], indicator, scene, exact=True),
            value=float(row["value"]),
            fact=fact_of(row, scene),
        ),
        Cell(
            text=values.in_words(other["value"], indicator, scene, exact=True) if other else "–",
            value=float(other["value"]) if other else None,
            fact=fact_of(other, scene) if other else None,
        ),
        Cell(text=status, value=status),
        Cell(
            text=publisher(str(row["source"]), scene),
            value=str(row["source"]),
            href=str(record["url"]) if record["access"] == "linked" and record["url"] else "",
        ),
    )


def with_units(table: Table, scene: Scene) -> Table:
    """The table with units in the headings of columns whose numbers stand alone, where no word says what they count."""
    columns = [
        replace(column, unit=_unit(column, [row[place] for row in table.rows], scene)) if column.numeric else column
        for place, column in enumerate(table.columns)
    ]
    return replace(table, columns=tuple(columns))


def _unit(column: Column, cells: list[Cell], scene: Scene) -> str:
    known = [cell for cell in cells if cell.value is not None]
    units = {cell.fact.unit for cell in known if cell.fact}
    if len(units) != 1 or not all(_BARE.fullmatch(cell.text) for cell in known):
        return ""
    (code,) = units
    if not scene.snapshot.has("units", code):
        return ""
    label = scene.snapshot.label("units", code, scene.texts.lang)
    return "" if label.lower() in column.label.lower() else label
