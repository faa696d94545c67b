"""The list of charts, read off the files of this folder; it must not know any of them by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import app.charts
from app.charts.spec import Chart


@cache
def all_charts() -> Mapping[str, Chart]:
    """Every chart by its slug, in the order of pages and places: each module of this folder that defines ``CHART``."""
    found: list[Chart] = []
    for module in pkgutil.iter_modules(app.charts.__path__):
        chart = getattr(importlib.import_module(f"app.charts.{module.name}"), "CHART", None)
        if isinstance(chart, Chart):
            found.append(chart)
    ordered = sorted(found, key=lambda chart: (chart.page, chart.order, chart.slug))
    return MappingProxyType({chart.slug: chart for chart in ordered})


def charts_of(page: str) -> tuple[Chart, ...]:
    """The charts of a page in their order."""
    return tuple(chart for chart in all_charts().values() if chart.page == page)
