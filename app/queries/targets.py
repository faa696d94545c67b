"""What plans promised and what came of it, as the table of targets says; it must not judge what is not comparable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.period import Period
from app.queries.growth import SUBJECT
from app.queries.kept import kept, plain_table
from app.queries.records import records
from app.store.snapshot import Snapshot

PREFIX = "target_"
FORECAST = "forecast"
HIT, MISSED, OPEN, NO_MATCH = "hit", "missed", "open", "no_match"
COMPARED = (HIT, MISSED)
STATES = (HIT, MISSED, OPEN, NO_MATCH)


@kept
def targets(snapshot: Snapshot) -> pd.DataFrame:
    """Every target in file order: columns of the table, what observations have beside, and what came.

    ``table`` is ``targets``, ``state`` hit, missed, open (its year is not over in the data) or no_match (no comparable
    outcome), ``percent`` the outcome in percent of the promise (computed), ``outcome_flags`` and ``outcome_evidence``
    those of the observation that holds the outcome; its source stands in ``also``.
    """
    rows = plain_table(snapshot, "targets")
    newest = Period.parse(snapshot.periods[-1]) if snapshot.periods else None
    full = [_complete(row, newest, snapshot) for row in records(rows)]
    added = ["also", "note_de", "note_en", "note_zh", "derived", "table", "state", "percent"]
    columns = [*rows.columns, *added, "outcome_flags", "outcome_evidence", "outcome_source"]
    return pd.DataFrame(full, columns=columns)


def _complete(row: Mapping[str, Any], newest: Period | None, snapshot: Snapshot) -> dict[str, Any]:
    compared = bool(row["comparable"]) and not pd.isna(row["outcome_value"])
    outcome = _outcome(row, snapshot) if compared else None
    source = str(outcome["source"]) if outcome else ""
    return {
        **row,
        "also": source if source != str(row["source"]) else "",
        **dict.fromkeys(("note_de", "note_en", "note_zh"), ""),
        "derived": False,
        "table": "targets",
        "state": _state(row, newest, compared=compared),
        "percent": float(row["outcome_value"]) / float(row["value"]) * 100 if compared else float("nan"),
        "outcome_flags": str(outcome["flags"] or "") if outcome else "",
        "outcome_evidence": str(outcome["evidence"]) if outcome else "",
        "outcome_source": source,
    }


def _state(row: Mapping[str, Any], newest: Period | None, *, compared: bool) -> str:
    if compared:
        return HIT if float(row["outcome_value"]) >= float(row["value"]) else MISSED
    is_over = newest is not None and Period.parse(str(row["period"])).end <= newest.end
    return NO_MATCH if is_over else OPEN


def _outcome(row: Mapping[str, Any], snapshot: Snapshot) -> Mapping[str, Any] | None:
    """The observation of the promised measure, sector and period with the outcome's value, where there is one."""
    name = str(row["indicator"]).removeprefix(PREFIX)
    for indicator in (name, f"{name}_level"):
        known = snapshot.rows(indicator, SUBJECT, str(row["sector"]))
        found = known[(known["period"] == row["period"]) & (known["value"] == row["outcome_value"])]
        if not found.empty:
            return records(found)[0]
    return None
