"""What other sources say of a drawn value, as a note: value shown, other value, who gives it, why; it chooses none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.sourcing import publisher
from app.charts.spec import Note, Scene
from app.charts.status import codes
from app.queries.conflicts import touching
from app.queries.records import records


def conflict_notes(rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    """A note for each differing value of the drawn rows; ``rows`` with the columns of observations."""
    return tuple(_note(row, scene) for row in records(touching(scene.snapshot, rows)))


def _note(row: Mapping[str, Any], scene: Scene) -> Note:
    texts = scene.texts
    indicator = str(row["indicator"])
    marks = texts("format.list_mark").join(
        scene.snapshot.label("flags", code, texts.lang) for code in codes(row["flags"])
    )
    value = values.in_words(row["value"], indicator, scene, exact=True)
    said = texts(
        "notes.conflict_said",
        kept=values.in_words(row["kept_value"], indicator, scene, exact=True),
        publisher=publisher(str(row["source"]), scene),
        value=texts("notes.conflict_marked", value=value, marks=marks) if marks else value,
    )
    named = [scene.label(str(row["sector"])), scene.measure(indicator), texts.period(str(row["period"]))]
    place = [] if row["area"] == "chongqing" else [scene.area(str(row["area"]))]
    title = texts("mark.comma").join([*place, *named])
    return Note(kind="conflict", title=title, text=texts.sentence(said, texts.of(row, "note")))
