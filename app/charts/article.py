"""The statements of the December 2025 report with what could be confirmed, ready to be read; it must not judge them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.charts.ways import Way, way_to
from app.i18n import Texts
from app.queries.key_figures import split_key
from app.queries.records import records
from app.store.snapshot import Snapshot

STATUSES = ("confirmed", "partly", "not_found", "doubtful")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement: what the report says, what kind of statement it is, how it stands, and where to read on."""

    code: str
    order: int
    text: str
    kind: str
    status: str
    status_words: str
    finding: str
    ways: tuple[Way, ...] = ()
    milestone: str = ""
    milestone_title: str = ""


def statements(snapshot: Snapshot, texts: Texts) -> tuple[Statement, ...]:
    """Every statement of the article table, in the order of the report."""
    rows = snapshot.tables["article"].sort_values("order", kind="stable")
    return tuple(
        Statement(
            code=str(row["statement"]),
            order=int(row["order"]),
            text=texts.of(row, "statement"),
            kind=texts(f"article.kind.{row['kind']}"),
            status=str(row["status"]),
            status_words=texts(f"article.status.{row['status']}"),
            finding=texts.of(row, "finding"),
            ways=_ways(snapshot, texts, row["observations"]),
            milestone=str(row["milestone"] or ""),
            milestone_title=snapshot.text("milestones", row["milestone"], "title", texts.lang)
            if row["milestone"]
            else "",
        )
        for row in records(rows)
    )


def _ways(snapshot: Snapshot, texts: Texts, joined: object) -> tuple[Way, ...]:
    """The ways to the charts of the observations a statement names, each chart once."""
    found: dict[str, Way] = {}
    for key in str(joined or "").split(";"):
        if key.count("/") == 3:
            _, sector, indicator, period = split_key(key)
            way = way_to(snapshot, texts, sector=sector, indicator=indicator, period=period)
            if way is not None:
                found.setdefault(way.chart, way)
    return tuple(found.values())


def counts(listed: Sequence[Statement]) -> tuple[tuple[str, int], ...]:
    """How many statements have each status, the surest first; none is left out."""
    counted = Counter(statement.status for statement in listed)
    return tuple((status, counted[status]) for status in STATUSES)


def summary(listed: Sequence[Statement], texts: Texts) -> str:
    """The counts in one sentence; a status that no statement has is not named."""
    parts = [texts(f"article.count.{status}", count=count) for status, count in counts(listed) if count]
    return texts("article.summary", total=len(listed), counts=texts.listing(parts))
