"""Frames as plain records; the one place that tells the type checker what pandas does not."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Every row as a mapping from column to value, in order."""
    return cast("list[dict[str, Any]]", rows.to_dict("records"))
