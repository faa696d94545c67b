"""What the numbers of a table are, in codes, for those who calculate with them; it must not put anything into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.charts.spec import Fact, Scene
from app.charts.status import codes, is_hollow
from app.queries.vehicles import SCOPES

COUNTED = SCOPES | {
    "series_break_2025",
    "smartphones_only",
    "basis_not_stated",
    "industry_class_not_pillar",
    "customs_basis",
    "export_delivery_value",
    "count_caam",
    "count_nbs",
}
"""Flags that say what is counted: where they differ, two values have no difference."""

INDEX = "index"
"""The unit of numbers that are set against a base of 100; the package's units are measured, this one is computed."""


def fact_of(
    row: Mapping[str, Any], scene: Scene, *, unit: str = "", derived: bool | None = None, joined: bool = True
) -> Fact:
    """The fact of a row with ``unit, flags, evidence, source, also``; the unit of the row unless another is given."""
    return Fact(
        unit=unit or str(row["unit"]),
        flags=codes(row["flags"]),
        evidence=str(row["evidence"] or ""),
        sources=codes(row["source"]),
        also=codes(row["also"]),
        derived=bool(row.get("derived", False)) if derived is None else derived,
        unsure=is_hollow(row, scene),
        joined=joined,
    )


def derived_from(*facts: Fact, scene: Scene, unit: str) -> Fact:
    """The fact of a number computed from others: their flags and sources together, the weakest evidence of them."""
    known = [fact.evidence for fact in facts if fact.evidence]
    return Fact(
        unit=unit,
        flags=_together(fact.flags for fact in facts),
        evidence=max(known, key=lambda code: int(scene.snapshot.record("evidence", code)["rank"]), default=""),
        sources=_together(fact.sources for fact in facts),
        also=_together(fact.also for fact in facts),
        derived=True,
        unsure=any(fact.unsure for fact in facts),
    )


def _together(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for part in parts for code in part))
