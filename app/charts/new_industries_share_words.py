"""What the chart of new industries says: headline and note, from sure values alone; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.charts.spec import Scene
from app.charts.status import is_hollow
from app.queries import shares
from app.queries.records import records

TEXTS = "chart.new-industries-share"
Row = Mapping[str, Any]


def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """From the first to the last sure full year of the first line that has two; else a single sure value."""
    firm = {code: firm_years(rows, code, scene) for code in shares.LINES}
    for code in shares.LINES:
        if len(firm[code]) > 1:
            return _change(code, firm[code][0], firm[code][-1], scene)
    for code in shares.LINES:
        if firm[code]:
            return _single("single", firm[code][-1], scene)
    cores = rows[rows["place"] == "core"].sort_values(["year", "months"], kind="stable")
    sure = [row for row in records(cores) if not is_hollow(row, scene)]
    return _single("core", sure[-1], scene) if sure else scene.texts(f"{TEXTS}.headline.unsure")


def firm_years(rows: pd.DataFrame, sector: str, scene: Scene) -> tuple[Row, ...]:
    """The sure values of a line for full years in the common definition, oldest first."""
    own = rows[(rows["place"] == "line") & (rows["sector"] == sector) & (rows["months"] == 12)].sort_values("year")
    return tuple(row for row in records(own) if not is_hollow(row, scene) and not shares.counts_otherwise(row))


def _change(sector: str, first: Row, last: Row, scene: Scene) -> str:
    before, after = float(first["value"]), float(last["value"])
    key = "rise" if after > before else "fall" if after < before else "level"
    return scene.texts(
        f"{TEXTS}.headline.{key}",
        name=scene.short(sector),
        first=int(first["year"]),
        last=int(last["year"]),
        before=scene.texts.percent(before),
        value=scene.texts.percent(after),
    )


def _single(key: str, row: Row, scene: Scene) -> str:
    return scene.texts(
        f"{TEXTS}.headline.{key}",
        name=scene.short(str(row["sector"])),
        value=scene.texts.percent(float(row["value"])),
        period=scene.texts.period(str(row["period"])),
    )


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """What may be compared with what, what is left out, and weakly sourced ends of lines."""
    texts = scene.texts
    lines = records(rows[rows["place"] == "line"])
    parts = []
    apart = [row for row in lines if shares.counts_otherwise(row)]
    if apart:
        years = texts.listing([texts("format.year", year=int(row["year"])) for row in apart])
        value = texts.listing([texts.percent(float(row["value"])) for row in apart])
        parts.append(texts(f"{TEXTS}.note.apart", years=years, value=value))
    weak = [row for row in lines if row["evidence"] == "weak"]
    if weak:
        periods = dict.fromkeys(texts.period(str(row["period"])) for row in weak)
        parts.append(texts(f"{TEXTS}.note.weak", periods=texts.listing(list(periods))))
    if len({row["sector"] for row in lines}) > 1:
        parts.append(texts(f"{TEXTS}.note.overlap"))
    if (rows["place"] == "core").any():
        parts.append(texts(f"{TEXTS}.note.{'cut' if scene.form == 'square' and lines else 'cores'}"))
    return texts.sentence(*parts)
