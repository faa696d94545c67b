"""A value in words, with its sign and unit, in the manner of the language; it must not decide what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.charts.spec import Scene
from app.figures.template import TEXT_SIZE, wrap

_PHONE = 290  # pixels of the longest line of a card on a phone


def is_change(indicator: str) -> bool:
    """Whether values of an indicator are changes, written with their sign."""
    return indicator.endswith("_growth") or indicator.startswith(("export_growth", "growth_contribution_pp"))


def in_words(value: float | None, indicator: str, scene: Scene, *, exact: bool = False) -> str:
    """A value of an indicator: +21,2 %, 8,823 Mrd., 2.444,9 Mrd. Yuan, 244 494 亿元; ``exact`` writes counts out."""
    texts = scene.texts
    if value is None or pd.isna(value):
        return texts("value.missing")
    unit = str(scene.snapshot.record("indicators", indicator)["unit"])
    if unit == "percent":
        return texts.percent(value, sign=is_change(indicator))
    if unit == "percentage points":
        return texts.points(value, sign=is_change(indicator))
    if unit == "units":
        return texts.number(value) if exact else texts.volume(value)
    return amount(value, unit, scene)


def amount(value: float, unit: str, scene: Scene) -> str:
    """A value with a unit of the units table; Chinese counts in the other unit where the table names one."""
    record = scene.snapshot.record("units", unit)
    factor = record.get("alt_factor_zh")
    if scene.texts.lang == "zh" and factor is not None and not pd.isna(factor):
        return scene.texts.number(value * float(factor), digits=(0, 2)) + str(record["alt_label_zh"])
    label = scene.texts.of(record, "label")
    return scene.texts("format.amount", value=scene.texts.number(value, digits=(0, 1)), unit=label)


def plain(value: float, indicator: str, scene: Scene) -> str:
    """A value for a mark whose unit stands in the subtitle: +21,2 without the percent sign."""
    unit = str(scene.snapshot.record("indicators", indicator)["unit"])
    if unit in ("percent", "percentage points"):
        return scene.texts.number(value, digits=(1, 2), sign=is_change(indicator))
    return in_words(value, indicator, scene)


def hover(row: Mapping[str, Any], scene: Scene) -> str:
    """The hover card of a row: name, value in words, period, status, source."""
    from app.charts.sourcing import short_source
    from app.charts.status import status_words

    texts = scene.texts
    place = "" if row["area"] == "chongqing" else scene.area(str(row["area"])) + texts("mark.comma")
    value = in_words(row["value"], str(row["indicator"]), scene)
    source = _wrapped(short_source(str(row["source"]), scene), 60)
    lines = (
        f"<b>{_wrapped(scene.label(str(row['sector'])), 40)}</b>",
        f"{scene.measure(str(row['indicator']))}{texts('mark.colon')}<b>{value}</b>",
        f"{place}{texts.period(str(row['period']))}",
        status_words(row, scene),
        wrap(source, width=_PHONE, size=TEXT_SIZE["narrow"]) if scene.form == "narrow" else source,
    )
    return "<br>".join(line for line in lines if line)


def _wrapped(text: str, width: int) -> str:
    """Text for a hover card, markup made harmless, cut where it is very long."""
    shown = text if len(text) <= width * 2 else text[: width * 2 - 1].rstrip() + "…"
    return escape(shown)


def escape(text: str) -> str:
    """Text from the data with markup made harmless: Plotly reads a few HTML tags in labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
