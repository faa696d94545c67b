"""What the index of pieces says: names, headline, formula and note; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.charts.once import listed, once
from app.charts.spec import Scene
from app.charts.status import is_hollow
from app.queries import output_index as index

TEXTS = "chart.output-index"
TIMES = 300  # index from which a change is told as a multiple
_NAMED = 2  # so many sectors stand in a headline


def name_of(sector: str, scene: Scene) -> str:
    """The name of what is counted: for the automotive industry its vehicles, else the sector's own."""
    own = f"{TEXTS}.name_of.{sector}"
    return scene.texts(own) if scene.texts.has(own) else scene.short(sector)


def name_inside(sector: str, scene: Scene) -> str:
    """The same name within a sentence: English names begin small there."""
    return scene.texts.inside(name_of(sector, scene))


def number_text(value: float, scene: Scene) -> str:
    """An index, whole; below ten with one decimal."""
    return scene.texts.number(value, digits=(0, 0) if value >= 10 else (0, 1))


@once
def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """Where the newest sure value of each sector stands against the base year, the highest first."""
    newest = sorted(_newest(rows, scene), key=lambda row: -float(row["value"]))
    if not newest:
        return scene.texts(f"{TEXTS}.headline.unsure", base=scene.view.base)
    said = [_said(row, scene) for row in newest[:_NAMED]]
    return scene.texts(
        f"{TEXTS}.headline.against", base=scene.view.base, said=scene.texts("format.list_mark").join(said)
    )


def _newest(rows: pd.DataFrame, scene: Scene) -> list[Mapping[str, Any]]:
    """The newest sure row of each sector that is not the base year's own."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in sorted(listed(rows, scene), key=lambda row: int(row["year"])):
        if not is_hollow(row, scene) and str(row["year"]) != scene.view.base:
            found[str(row["sector"])] = row
    return list(found.values())


def _said(row: Mapping[str, Any], scene: Scene) -> str:
    value = float(row["value"])
    if value >= TIMES:
        change = scene.texts(
            f"{TEXTS}.headline.times", times=scene.texts.number(value / 100, digits=(0, 0 if value >= 1000 else 1))
        )
    else:
        change = scene.texts("format.percent", value=scene.texts.number(round(value - 100), digits=(0, 0), sign=True))
    name = name_inside(str(row["sector"]), scene)
    return scene.texts(f"{TEXTS}.headline.sector", sector=name, year=row["year"], change=change)


def formula(scene: Scene) -> str:
    """How the index is computed."""
    return scene.texts(f"{TEXTS}.formula.text", base=scene.view.base)


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """Formula, lines, what is left out and why: sectors without the base year, other scopes, chips."""
    base = int(scene.view.base)
    drawn = {row["sector"] for row in listed(rows, scene)}
    parts = [formula(scene), scene.texts(f"{TEXTS}.note.lines")]
    missing = [name_of(code, scene) for code in index.SECTORS if code not in drawn]
    if missing:
        parts.append(scene.texts(f"{TEXTS}.note.missing", sectors=scene.texts.listing(missing), base=base))
    scopes = [text for code in index.SECTORS if code in drawn and (text := _scopes(base, code, scene))]
    if scopes:
        parts.append(scene.texts(f"{TEXTS}.note.scope", listed=scene.texts("mark.semicolon").join(scopes)))
    if not index.has_years(scene.snapshot, index.LEFT_OUT):
        parts.append(scene.texts(f"{TEXTS}.note.left_out", sector=scene.short(index.LEFT_OUT)))
    return scene.texts.sentence(*parts)


def _scopes(base: int, sector: str, scene: Scene) -> str:
    """A sector's years that are counted in another scope; empty where there are none."""
    years = index.other_years(scene.snapshot, base, sector)
    written = scene.texts.listing([scene.texts("format.year", year=year) for year in years])
    return scene.texts(f"{TEXTS}.note.scope_of", sector=name_of(sector, scene), years=written) if years else ""
