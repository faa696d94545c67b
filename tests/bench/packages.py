"""Packages with many observations, made from the one in the tree: more areas, the same schema; it must not measure."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

ORIGIN = Path(__file__).resolve().parents[2] / "data"
MODEL = "chongqing"  # whose rows every made area repeats, with values of its own
_SEED = 20251123


def write_package(folder: Path, *, observations: int, origin: Path = ORIGIN) -> Path:
    """Write a valid package with so many observations into a folder (made if need be) and return it.

    It is the package of ``origin`` with made areas added, ``area_00001`` and on; where that has as many rows already,
    it is that package as it is, for rows that others refer to cannot be left out. The same number gives the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(origin.iterdir()):
        if file.suffix in (".csv", ".json"):
            shutil.copyfile(file, folder / file.name)
    heads, rows = _read(origin / "observations.csv")
    made = list(islice(_made(heads, rows), max(0, observations - len(rows))))
    _append(folder / "observations.csv", made)
    columns, _ = _read(origin / "areas.csv")
    areas = dict.fromkeys(row[heads.index("area")] for row in made)
    _append(folder / "areas.csv", [[_area_cell(area, column) for column in columns] for area in areas])
    return folder


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    return heads, rows


def _append(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _made(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Rows of one made area after the other, without end."""
    area, value = heads.index("area"), heads.index("value")
    model = [row for row in rows if row[area] == MODEL]
    chance = random.Random(_SEED)
    for number in count(1):
        for row in model:
            made = list(row)
            made[area] = f"area_{number:05}"
            made[value] = f"{float(row[value]) * chance.uniform(0.5, 1.5):.6g}"
            yield made


def _area_cell(area: str, column: str) -> str:
    """A cell of a made area in the table of areas."""
    return {"area": area, "kind": "place"}.get(column, f"Area {int(area.removeprefix('area_'))}")
