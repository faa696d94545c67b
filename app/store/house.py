"""What the dashboard needs of a package beyond its descriptor: tables, links, spelling; it must not type or
keep data.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from app.store.cells import Mask, TextTable, places, present, text_column
from app.store.descriptor import (
    DESCRIPTOR,
    LANGUAGES,
    PERIOD,
    Field,
    ForeignKey,
    Package,
    Reference,
    Resource,
)
from app.store.problem import Findings
from app.store.schema import Tables, period_problem, report_rows

OBSERVATION_KEY = ("area", "sector", "indicator", "period")
_PRECISIONS = {"year": r"\d{4}", "month": r"\d{4}-\d\d", "day": r"\d{4}-\d\d-\d\d"}
_FACT = (
    "area!>areas sector!>sectors indicator!>indicators period! value:number! unit!>units flags>>flags "
    "evidence!>evidence source!>sources "
)

# Per table its key, then the columns: `*` stands for the three languages, `!` for never empty, `:kind` for
# what is not text, `>table` for one code of that table's key, `>>table` for codes joined by `;`.
_NEEDED = {
    "areas": ("area", "area kind! label_*!"),
    "sectors": (
        "sector",
        "sector parent>sectors cross_cutting:boolean! core plural_de:boolean! plural_en:boolean! label_*! definition_*",
    ),
    "indicators": ("indicator", "indicator family! unit!>units price_basis label_*! definition_*"),
    "units": ("unit", "unit label_*! alt_label_zh alt_factor_zh:number"),
    "flags": ("flag", "flag applies_to! hollow:boolean! label_*! explanation_*"),
    "evidence": ("evidence", "evidence rank:integer! label_*! explanation_*"),
    "categories": ("category", "category label_*! definition_*"),
    "observations": (
        "area sector indicator period",
        _FACT + "also>>sources note_*",
    ),
    "targets": (
        "area sector indicator period",
        _FACT + "document_* stated kind! comparable:boolean outcome_value:number outcome_reason_*",
    ),
    "milestones": (
        "milestone",
        "milestone date! date_precision! category!>categories sector>sectors title_*! summary_* actor_* "
        "district_* latitude:number longitude:number figure_value:number figure_unit>units flags>>flags "
        "note_* evidence!>evidence founding! sources>>sources statement>>article",
    ),
    "article": (
        "statement",
        "statement order:integer! statement_*! kind! status! finding_* observations>>observations "
        "milestone>>milestones",
    ),
    "sources": ("source", "source publisher_* title url published_date language official:boolean! access!"),
    "conflicts": (
        "",
        _FACT + "note_* kept_value:number kept_source>sources",
    ),
}
_COLUMN = re.compile(r"(?P<name>\w+\*?)(?::(?P<kind>\w+))?(?P<needed>!)?(?:(?P<joined>>>?)(?P<table>\w+))?")


def with_house_rules(package: Package, findings: Findings) -> Package:
    """The package with what the dashboard relies on added to the descriptor's own rules.

    Missing tables or columns and columns of the wrong type are noted; keys, links and required cells that the
    descriptor does not declare are checked as if it did.
    """
    resources = dict(package.resources)
    for name, (key, columns) in _NEEDED.items():
        if name not in resources:
            findings.add(DESCRIPTOR, "the table is missing; the dashboard cannot do without it", column=name)
        else:
            resources[name] = _strengthened(resources[name], tuple(key.split()), columns.split(), findings)
    return Package(package.descriptor, MappingProxyType(resources))


def _strengthened(resource: Resource, key: tuple[str, ...], columns: Sequence[str], findings: Findings) -> Resource:
    if key and resource.primary_key not in ((), key):
        findings.add(DESCRIPTOR, f"the primary key must be {', '.join(key)}", column=resource.name)
    fields = {field.name: field for field in resource.fields}
    links = {entry.fields: entry for entry in resource.foreign_keys}
    for rule in columns:
        match = _COLUMN.fullmatch(rule)
        assert match is not None, rule
        for name in _languages(match["name"]):
            if name not in fields:
                findings.add(DESCRIPTOR, f"must describe the field {name}", column=resource.name)
                continue
            _check_kind(resource, fields[name], match["kind"] or "string", findings)
            fields[name] = _needed(fields[name], match)
            if match["joined"] == ">":
                links.setdefault((name,), ForeignKey((name,), match["table"], _reference(match["table"]).fields))
            elif match["joined"] and (name,) not in links and fields[name].references is None:
                fields[name] = replace(fields[name], references=_reference(match["table"]))
    key = tuple(name for name in key if name in fields)
    return replace(
        resource,
        fields=tuple(fields.values()),
        primary_key=key or resource.primary_key,
        foreign_keys=tuple(links.values()),
    )


def _reference(table: str) -> Reference:
    return Reference(table, tuple(_NEEDED[table][0].split()))


def _languages(name: str) -> list[str]:
    return [name.replace("*", language) for language in LANGUAGES] if "*" in name else [name]


def _needed(field: Field, match: re.Match[str]) -> Field:
    if field.name == "period":
        field = replace(field, format=PERIOD)
    if not match["needed"] or field.required:
        return field
    return replace(field, constraints=MappingProxyType({**field.constraints, "required": True}))


def _check_kind(resource: Resource, field: Field, kind: str, findings: Findings) -> None:
    allowed = {
        "number": ("number", "integer"),
        "integer": ("integer",),
        "boolean": ("boolean",),
        "string": ("string", "date", "year", "yearmonth", "any"),
    }[kind]
    if field.type not in allowed:
        reason = f"the field {field.name} must have the type {kind}, not {field.type}"
        findings.add(DESCRIPTOR, reason, column=resource.name)


def check_house_rules(package: Package, tables: Tables, findings: Findings) -> None:
    """Check what a descriptor cannot say, on the tables that could be read."""
    _check_description(package, findings)
    _check_languages(package, tables, findings)
    _check_parents(tables, findings)
    for name in ("observations", "targets"):
        _check_units(name, tables, findings)
    _check_milestone_dates(tables, findings)
    _check_conflicts(tables, findings)
    _check_featured_period(package, tables, findings)


def _found(tables: Tables, name: str, columns: Sequence[str]) -> TextTable | None:
    table = tables.get(name)
    return table if table is not None and table.has(columns) else None


def _check_description(package: Package, findings: Findings) -> None:
    for name in ("title", *_languages("title_*")):
        title = package.descriptor.get(name)
        if not isinstance(title, str) or not title.strip():
            findings.add(DESCRIPTOR, "must give the package's title in this language", column=name)
    for name in ("licenses", "notes"):
        entries = package.descriptor.get(name, ())
        if not isinstance(entries, tuple) or not all(isinstance(entry, Mapping) for entry in entries):
            findings.add(DESCRIPTOR, "must be a list of objects", column=name)


def _check_languages(package: Package, tables: Tables, findings: Findings) -> None:
    """A text is there in every language or in none, so that none says a thing is unknown that another names."""
    for name, (_, columns) in _NEEDED.items():
        required = {field.name for field in package.resources[name].fields if field.required} if name in tables else ()
        for rule in columns.split():
            texts = _languages(rule) if rule.endswith("*") else []
            table = _found(tables, name, texts)
            if not texts or table is None or not set(texts).isdisjoint(required):
                continue
            empty = [_is_empty(table, text) for text in texts]
            for text, gap in zip(texts, empty, strict=True):
                reason = "is empty while another language is filled; fill in all three or none"
                report_rows(table, text, gap & ~np.logical_and.reduce(empty), reason, findings)


def _is_empty(table: TextTable, column: str) -> Mask:
    cells = table.columns[column]
    return np.array([word == "" for word in cells.words.to_pylist()], np.bool_)[cells.codes]


def _check_parents(tables: Tables, findings: Findings) -> None:
    table = _found(tables, "sectors", ("sector", "parent"))
    if table is None:
        return
    parents = dict(zip(table.columns["sector"].texts(), table.columns["parent"].texts(), strict=True))
    looping = np.array([_loops(sector, parents) for sector in table.columns["sector"].texts()], np.bool_)
    reason = "the sector is, over its parents, its own parent; correct one of them"
    report_rows(table, "parent", looping, reason, findings)


def _loops(sector: str, parents: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    place = parents.get(sector, "")
    while place and place not in seen:
        if place == sector:
            return True
        seen.add(place)
        place = parents.get(place, "")
    return False


def _check_units(name: str, tables: Tables, findings: Findings) -> None:
    """A value is counted in its indicator's unit, so that values of one indicator can stand on one axis."""
    table = _found(tables, name, ("indicator", "unit"))
    indicators = _found(tables, "indicators", ("indicator", "unit"))
    if table is None or indicators is None:
        return
    units = dict(zip(indicators.columns["indicator"].texts(), indicators.columns["unit"].texts(), strict=True))
    indicator, unit = table.columns["indicator"], table.columns["unit"]
    wanted = text_column([units.get(word, "") for word in indicator.words.to_pylist()])
    wanted_place = np.append(places(wanted.words, unit.words), -1)[wanted.codes]
    known = np.array([word in units for word in indicator.words.to_pylist()], np.bool_)
    differs = known[indicator.codes] & (wanted_place[indicator.codes] != unit.codes)
    reason = "is not the unit of the indicator in the table indicators; convert the value or correct the unit"
    report_rows(table, "unit", differs, reason, findings)


def _check_milestone_dates(tables: Tables, findings: Findings) -> None:
    table = _found(tables, "milestones", ("date", "date_precision"))
    if table is None:
        return
    dates, precisions = table.columns["date"].texts(), table.columns["date_precision"].texts()
    pairs = list(zip(dates, precisions, strict=True))
    unfit = np.array([_is_unfit(date, precision) for date, precision in pairs], np.bool_)
    unreal = np.array([date != "" and not _is_real(date) for date in dates], np.bool_) & ~unfit
    fit = "does not fit date_precision; write 1950 for year, 1958-05 for month, 1952-07-01 for day"
    report_rows(table, "date", unfit, fit, findings)
    report_rows(table, "date", unreal, "is not a real date; check month and day", findings)


def _is_unfit(date: str, precision: str) -> bool:
    shape = _PRECISIONS.get(precision)
    if shape is None:
        return not any(re.fullmatch(each, date, re.ASCII) for each in _PRECISIONS.values()) and date != ""
    return date != "" and re.fullmatch(shape, date, re.ASCII) is None


def _is_real(date: str) -> bool:
    try:
        dt.date.fromisoformat((date + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _check_conflicts(tables: Tables, findings: Findings) -> None:
    table = _found(tables, "conflicts", OBSERVATION_KEY)
    if table is None:
        return
    broken: Mask = np.ones(len(table.rows), np.bool_)
    for name in ("observations", "targets"):
        other = _found(tables, name, OBSERVATION_KEY)
        if other is None:
            return
        columns = [[each.columns[key] for key in OBSERVATION_KEY] for each in (table, other)]
        broken &= ~present(*columns)
    reason = "area, sector, indicator and period together are neither an observation nor a target; correct the row"
    report_rows(table, "period", broken, reason, findings)


def _check_featured_period(package: Package, tables: Tables, findings: Findings) -> None:
    period = package.descriptor.get("featured_period")
    problem = period_problem(period) if isinstance(period, str) else "must be a period such as 2025-9M"
    if problem is not None:
        value = period if isinstance(period, str) else None
        findings.add(DESCRIPTOR, problem, column="featured_period", value=value)
        return
    areas = _found(tables, "areas", ("area", "kind"))
    observations = _found(tables, "observations", ("area", "period"))
    if areas is None or observations is None:
        return
    kinds = zip(areas.columns["area"].texts(), areas.columns["kind"].texts(), strict=True)
    subjects = [area for area, kind in kinds if kind == "subject"]
    if len(subjects) != 1:
        findings.add(areas.file, f"exactly one area must be of the kind subject, not {len(subjects)}", column="kind")
        return
    wanted = [text_column(subjects), text_column([str(period)])]
    if not present(wanted, [observations.columns["area"], observations.columns["period"]]).all():
        reason = f"no observation of {subjects[0]} has this period; choose one that the data have"
        findings.add(DESCRIPTOR, reason, column="featured_period", value=str(period))
