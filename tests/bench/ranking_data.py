"""The rows of the sector ranking as anyone would read them from the data package; the yardsticks draw them."""

from __future__ import annotations

import pandas as pd

from tests.browser.server import ROOT

PERIOD = "2025-9M"
GROWTH = ("value_added_growth", "output_growth")


def rows() -> pd.DataFrame:
    """Columns period, sector, indicator, value, label_de, label_en, label_zh: growth in Chongqing, in per cent."""
    observations = pd.read_csv(ROOT / "data" / "observations.csv", encoding="utf-8-sig")
    sectors = pd.read_csv(ROOT / "data" / "sectors.csv", encoding="utf-8-sig")
    chosen = observations[(observations["area"] == "chongqing") & observations["indicator"].isin(GROWTH)]
    labels = sectors[["sector", "label_de", "label_en", "label_zh"]]
    return chosen[["period", "sector", "indicator", "value"]].merge(labels, on="sector").sort_values("value")


def periods() -> list[str]:
    """All periods with more than one sector, so that there is something to rank."""
    counts = rows().groupby("period").size()
    return sorted(counts[counts > 1].index)
