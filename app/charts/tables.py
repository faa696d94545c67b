"""The drawn rows as a table that reads by itself; it must not choose which rows are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.facts import fact_of
from app.charts.sourcing import publisher
from app.charts.spec import Cell, Column, Scene, Table
from app.charts.status import status_words
from app.queries.records import records

SUBJECT = "chongqing"


def observation_table(rows: pd.DataFrame, scene: Scene, *, caption: str) -> Table:
    """A row for each drawn value of the city, with the value of China beside it where one is drawn."""
    texts = scene.texts
    comparators = {
        (row["sector"], row["indicator"], row["period"]): row
        for row in records(rows[rows["area"].astype(str) != SUBJECT])
    }
    columns = [
        Column(key="sector", label=texts("column.sector")),
        Column(key="measure", label=texts("column.measure")),
        Column(key="period", label=texts("column.period")),
        Column(key="value", label=texts("column.value"), numeric=True),
        Column(key="china", label=scene.area("china"), numeric=True),
        Column(key="status", label=texts("column.status")),
        Column(key="source", label=texts("column.source")),
    ]
    own = records(rows[rows["area"].astype(str) == SUBJECT])
    built = [_row(row, comparators, scene) for row in own]
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
        Cell(text=texts.period(str(row["period"])), value=str(row["period"])),
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
