"""Which entries fit a form of fixed size: the weightiest stay, the others the table has; it must not draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.charts.spec import Chart, Scene
from app.figures.template import MOST_HEIGHT


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """The figure, the rows it draws, and how many entries it leaves to the table."""

    figure: Mapping[str, Any]
    rows: pd.DataFrame
    left_out: int = 0


def fitted(chart: Chart, rows: pd.DataFrame, scene: Scene) -> Fitted:
    """The figure of as many entries as the height of the form takes, at least one; of all where it is not bounded."""
    figure = chart.draw(rows, scene)
    limit = MOST_HEIGHT.get(scene.form)
    if limit is None or chart.entries is None or _height(figure) <= limit:
        return Fitted(figure=figure, rows=rows)
    entries = chart.entries(rows, scene)
    count = max(1, min(len(entries) - 1, len(entries) * limit // _height(figure)))
    found = _of(count, chart, entries, rows, scene)
    while _height(found.figure) > limit and count > 1:
        count -= 1
        found = _of(count, chart, entries, rows, scene)
    while count < len(entries) - 1:
        larger = _of(count + 1, chart, entries, rows, scene)
        if _height(larger.figure) > limit:
            break
        count, found = count + 1, larger
    return found


def _height(figure: Mapping[str, Any]) -> int:
    return int(figure["layout"]["height"])


def _of(count: int, chart: Chart, entries: Sequence[Collection[Any]], rows: pd.DataFrame, scene: Scene) -> Fitted:
    gone = {place for entry in entries[count:] for place in entry}
    kept = rows[~rows.index.isin(gone)]
    return Fitted(figure=chart.draw(kept, scene), rows=kept, left_out=len(entries) - count)
