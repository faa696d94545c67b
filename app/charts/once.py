"""What several parts of a drawing ask for is worked out once; it must not outlive the drawing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, TypeVar, cast

import pandas as pd

from app.charts.spec import Scene
from app.queries.records import records

Rows = TypeVar("Rows")
Found = TypeVar("Found")


def once(work: Callable[Concatenate[Rows, Scene, ...], Found]) -> Callable[Concatenate[Rows, Scene, ...], Found]:
    """Do the work for the same rows of a scene once: headline, figure, table and notes ask for the same things.

    What it gives is shared by all who ask and is not to be changed. The rows are known by being the same object.
    """

    @wraps(work)
    def found(rows: Rows, scene: Scene, *others: Any) -> Found:
        key = (work, id(rows), *others)
        known = scene.found.get(key)
        if known is None:
            known = scene.found[key] = (rows, work(rows, scene, *others))  # the rows too: their id stays theirs
        return cast(Found, known[1])

    return found


@once
def listed(rows: pd.DataFrame, scene: Scene) -> list[dict[str, Any]]:
    """The rows as records, shared and not to be changed: with rows as few as these, plain loops are fastest."""
    return records(rows)
