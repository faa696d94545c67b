"""What each table of the package shows a reader: its columns, their order and the first sorting; it reads no rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.charts import table_cells as cells
from app.charts.table_cells import Show


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A column as it is shown.

    ``key`` is its name in the address; ``of`` the columns of the file it is made from, where ``*`` stands for the
    language; ``name`` the key of its heading; ``first`` whether sorting begins with the largest.
    """

    key: str
    of: tuple[str, ...]
    show: Show = cells.as_written
    sort: Callable[..., Any] | None = None
    name: str = ""
    numeric: bool = False
    first: bool = False
    style: str = ""  # short, long, code
    heads: bool = False


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a table is shown: columns, the sorting it opens with (as in the address), and the filters it offers."""

    columns: tuple[Shown, ...]
    sort: str = ""
    filters: tuple[str, ...] = ()


FILTERED: Mapping[str, str] = MappingProxyType(
    {"measure": "indicator", "series": "sector", "period": "period", "category": "category"}
)
"""The parameters that filter a table, and the column each looks at."""

_AREA = Shown(key="area", of=("area",), show=cells.label("areas"), style="short")
_SECTOR = Shown(key="sector", of=("sector",), show=cells.label("sectors"), heads=True)
_INDICATOR = Shown(key="indicator", of=("indicator",), show=cells.label("indicators"))
_PERIOD = Shown(key="period", of=("period",), show=cells.period, sort=cells.by_period, first=True, style="short")
_VALUE = Shown(
    key="value",
    of=("value", "unit", "indicator", "flags", "evidence", "sector"),
    show=cells.value,
    sort=cells.by_number,
    numeric=True,
    first=True,
)
_FLAGS = Shown(key="flags", of=("flags",), show=cells.labels("flags"))
_EVIDENCE = Shown(key="evidence", of=("evidence",), show=cells.label("evidence"), sort=cells.by_rank, style="short")
_SOURCE = Shown(key="source", of=("source",), show=cells.source, style="long")
_NOTE = Shown(key="note", of=("note_*",), style="long")
_LABEL = Shown(key="label", of=("label_*",), heads=True)
_DEFINITION = Shown(key="definition", of=("definition_*",), style="long")
_EXPLANATION = Shown(key="explanation", of=("explanation_*",), style="long")

_FACT_FILTERS = ("measure", "series", "period")


_WORDS = {"statement_kind": "article.kind", "status": "article.status"}
"""Words that stand elsewhere in the texts."""


def _code(name: str) -> Shown:
    return Shown(key=name, of=(name,), name="code", style="code")


def _words(key: str, name: str = "") -> Shown:
    return Shown(
        key=key, of=(key,), show=cells.word(_WORDS.get(name) or f"tables.word.{name or key}"), name=name, style="short"
    )


def _switch(key: str) -> Shown:
    return Shown(key=key, of=(key,), show=cells.yes_or_no, style="short")


def _rows(table: str, code: str, *, column: str, parameter: str, name: str) -> Shown:
    return Shown(
        key="rows",
        of=(code,),
        show=cells.rows_of(table, column, parameter),
        sort=cells.by_rows(table, column),
        name=name,
        numeric=True,
        first=True,
    )


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "observations": Layout(
            columns=(
                _SECTOR,
                _INDICATOR,
                _AREA,
                _PERIOD,
                _VALUE,
                _FLAGS,
                _EVIDENCE,
                Shown(key="source", of=("source", "also"), show=cells.source_and_also, style="long"),
                _NOTE,
            ),
            sort="-period",
            filters=_FACT_FILTERS,
        ),
        "targets": Layout(
            columns=(
                _SECTOR,
                _INDICATOR,
                _PERIOD,
                _VALUE,
                _words("kind", "promise"),
                Shown(key="document", of=("document_*",)),
                Shown(key="stated", of=("stated",), show=cells.date, sort=cells.by_text, first=True, style="short"),
                Shown(
                    key="outcome",
                    of=("outcome_value", "unit", "indicator", "outcome_reason_*", "sector"),
                    show=cells.outcome,
                    sort=cells.by_number,
                    first=True,
                ),
                _AREA,
                _FLAGS,
                _EVIDENCE,
                _SOURCE,
            ),
            sort="-period",
            filters=_FACT_FILTERS,
        ),
        "conflicts": Layout(
            columns=(
                _SECTOR,
                _INDICATOR,
                _AREA,
                _PERIOD,
                Shown(
                    key="kept_value",
                    of=("kept_value", "unit", "indicator", "sector"),
                    show=cells.told,
                    sort=cells.by_number,
                    numeric=True,
                    first=True,
                ),
                Shown(
                    key="value",
                    of=("value", "unit", "indicator", "sector"),
                    show=cells.told,
                    sort=cells.by_number,
                    name="other_value",
                    numeric=True,
                    first=True,
                ),
                _NOTE,
                Shown(key="kept_source", of=("kept_source",), show=cells.source, style="long"),
                Shown(key="source", of=("source",), show=cells.source, name="other_source", style="long"),
                _FLAGS,
                _EVIDENCE,
            ),
            sort="-period",
            filters=_FACT_FILTERS,
        ),
        "milestones": Layout(
            columns=(
                Shown(key="date", of=("date",), show=cells.date, sort=cells.by_text, first=True, style="short"),
                Shown(key="title", of=("milestone",), show=cells.milestone, heads=True),
                Shown(key="summary", of=("summary_*",), style="long"),
                Shown(key="category", of=("category",), show=cells.label("categories"), style="short"),
                Shown(key="sector", of=("sector",), show=cells.label("sectors")),
                Shown(key="actor", of=("actor_*",)),
                Shown(key="district", of=("district_*",)),
                Shown(
                    key="figure",
                    of=("figure_value", "figure_unit"),
                    show=cells.figure,
                    sort=cells.by_number,
                    numeric=True,
                    first=True,
                ),
                _words("founding"),
                _FLAGS,
                _EVIDENCE,
                Shown(key="sources", of=("sources",), show=cells.sources, style="long"),
                _NOTE,
            ),
            sort="-date",
            filters=("category",),
        ),
        "article": Layout(
            columns=(
                Shown(key="order", of=("order",), show=cells.number, sort=cells.by_number, numeric=True),
                Shown(key="statement", of=("statement_*",), style="long", heads=True),
                _words("kind", "statement_kind"),
                _words("status", "status"),
                Shown(key="finding", of=("finding_*",), style="long"),
                Shown(key="observations", of=("observations",), show=cells.observed, style="long"),
                Shown(key="milestone", of=("milestone",), show=cells.milestone),
            ),
        ),
        "sources": Layout(
            columns=(
                Shown(key="publisher", of=("source",), show=cells.publisher_of, heads=True),
                Shown(key="title", of=("title", "url", "access", "language"), show=cells.title, style="long"),
                Shown(
                    key="published_date",
                    of=("published_date",),
                    show=cells.date,
                    sort=cells.by_text,
                    first=True,
                    style="short",
                ),
                Shown(key="language", of=("language",), show=cells.language, style="short"),
                _switch("official"),
                Shown(key="access", of=("access",), show=cells.access),
                _code("source"),
            ),
            sort="publisher",
        ),
        "sectors": Layout(
            columns=(
                _LABEL,
                _DEFINITION,
                Shown(key="parent", of=("parent",), show=cells.label("sectors")),
                _words("core"),
                _switch("cross_cutting"),
                _rows("observations", "sector", column="sector", parameter="series", name="values"),
                _code("sector"),
            ),
        ),
        "indicators": Layout(
            columns=(
                _LABEL,
                _DEFINITION,
                _words("family"),
                _words("price_basis"),
                Shown(key="unit", of=("unit",), show=cells.label("units"), style="short"),
                _rows("observations", "indicator", column="indicator", parameter="measure", name="values"),
                _code("indicator"),
            ),
        ),
        "areas": Layout(columns=(_LABEL, _words("kind", "area_kind"), _code("area"))),
        "categories": Layout(
            columns=(
                _LABEL,
                _DEFINITION,
                _rows("milestones", "category", column="category", parameter="category", name="milestone_count"),
                _code("category"),
            ),
        ),
        "units": Layout(
            columns=(
                _LABEL,
                Shown(key="alt_label_zh", of=("alt_label_zh",)),
                Shown(
                    key="alt_factor_zh", of=("alt_factor_zh",), show=cells.number, sort=cells.by_number, numeric=True
                ),
                _code("unit"),
            ),
        ),
        "flags": Layout(
            columns=(_LABEL, _EXPLANATION, _words("applies_to"), _switch("hollow"), _code("flag")),
        ),
        "evidence": Layout(
            columns=(
                Shown(key="rank", of=("rank",), show=cells.number, sort=cells.by_number, numeric=True),
                _LABEL,
                _EXPLANATION,
                _code("evidence"),
            ),
        ),
    }
)


TERMS = ("sectors", "indicators", "areas", "categories", "units", "flags", "evidence")
"""The tables that explain codes; all others hold facts."""


def layout_of(table: str, columns: tuple[str, ...]) -> Layout:
    """The layout of a table; one that a package adds of its own is shown as it is written."""
    known = LAYOUTS.get(table)
    return known or Layout(columns=tuple(Shown(key=name, of=(name,)) for name in columns))
