"""A figure as plain data while it is built; it must not check what Plotly understands: tests let Plotly do that.

Plotly's own objects check and copy every number of every mark as it is added, which took longer than all else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

Trace = dict[str, Any]
Row = Mapping[str, Any]


class Figure:
    """The traces and the layout of a figure, in Plotly's words; used by one builder and handed out once."""

    def __init__(self, layout: Mapping[str, Any]) -> None:
        self._data: list[Trace] = []
        self._layout = {name: _own(value) for name, value in layout.items()}

    def add_trace(self, trace: Trace) -> None:
        """A trace on top of those that are there."""
        self._data.append(trace)

    def add_shape(self, **shape: Any) -> None:
        """A shape after those that are there."""
        self._layout.setdefault("shapes", []).append(shape)

    def update_xaxes(self, **settings: Any) -> None:
        """Change every axis across that is there."""
        self._update_axes("xaxis", settings)

    def update_yaxes(self, **settings: Any) -> None:
        """Change every axis upwards that is there."""
        self._update_axes("yaxis", settings)

    def update_layout(self, **settings: Any) -> None:
        """Change the layout; of what has settings of its own, such as an axis, only those that are named."""
        _update(self._layout, settings)

    def as_mapping(self) -> dict[str, Any]:
        """The figure as Plotly in the browser takes it."""
        layout = {name: value for name, value in self._layout.items() if value != []}
        return {"data": self._data, "layout": layout}

    def _update_axes(self, name: str, settings: Mapping[str, Any]) -> None:
        for axis in [key for key in self._layout if key.startswith(name)]:
            _update(self._layout[axis], settings)


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a small frame as mappings; faster than pandas, which looks at every cell."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, cells, strict=True)) for cells in frame.to_numpy(dtype=object).tolist()]


def bar(**settings: Any) -> Trace:
    """A trace of bars."""
    return {"type": "bar", **settings}


def scatter(**settings: Any) -> Trace:
    """A trace of marks, lines or both."""
    return {"type": "scatter", **settings}


def _update(present: dict[str, Any], settings: Mapping[str, Any]) -> None:
    for name, value in settings.items():
        known = present.get(name)
        if isinstance(known, dict) and isinstance(value, Mapping):
            _update(known, value)
        else:
            present[name] = _own(value)


def _own(value: Any) -> Any:
    """Mappings are copied, for a later change must not reach another figure."""
    return {name: _own(inner) for name, inner in value.items()} if isinstance(value, Mapping) else value
