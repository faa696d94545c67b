"""The rules of the descriptor asked of tables of text, every breach a problem; it must not know the
dashboard's own rules.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.period import Period
from app.store.cells import (
    NUMBER,
    Ints,
    Mask,
    TextColumn,
    TextTable,
    among,
    as_mask,
    joint_codes,
    matches,
    numbers,
    present,
    text_column,
)
from app.store.descriptor import DESCRIPTOR, PERIOD, Field, ForeignKey, Package, Resource, split_codes, whole
from app.store.problem import SHOWN, Findings

Tables = Mapping[str, TextTable]
Reason = str | Callable[[str], str]


def check_descriptor_rules(package: Package, tables: Tables, findings: Findings) -> None:
    """Check every table that could be read: cells, keys, links between tables."""
    for name, resource in package.resources.items():
        if name in tables:
            for field in resource.fields:
                if field.name in tables[name].columns:
                    ColumnCheck(tables[name], resource, field, findings).run()
            _check_primary_key(resource, tables[name], findings)
    for resource in package.resources.values():
        for key in resource.foreign_keys:
            _check_foreign_key(resource, key, package=package, tables=tables, findings=findings)
        for field in resource.fields:
            if field.references is not None:
                _check_references(resource, field, package=package, tables=tables, findings=findings)


def report_rows(table: TextTable, column: str, broken: Mask, reason: Reason, findings: Findings) -> None:
    """Note the rows of a mask as problems of one column."""
    found: Ints = np.flatnonzero(broken)
    if len(found):
        first = found[:SHOWN]
        texts = table.columns[column].texts(first)
        cells = list(zip(table.rows[first].tolist(), texts, strict=True))
        findings.add_cells(table.file, column, count=len(found), cells=cells, reason=reason)


def report_words(table: TextTable, column: str, broken: Mask, reason: Reason, findings: Findings) -> None:
    """Note the rows whose cell is among the distinct cells of a mask."""
    if broken.any():
        report_rows(table, column, broken[table.columns[column].codes], reason, findings)


class ColumnCheck:
    """All rules of one column, asked of its distinct cells; a cell is blamed for the first rule it breaks."""

    def __init__(self, table: TextTable, resource: Resource, field: Field, findings: Findings) -> None:
        self.table = table
        self.field = field
        self.findings = findings
        self.column: TextColumn = table.columns[field.name]
        self.words: pa.Array = self.column.words
        self.missing = among(self.words, resource.missing_values)
        self.needed = field.required or field.name in resource.primary_key
        self.blamed = self.missing.copy()

    def run(self) -> None:
        """Check the column."""
        if self.needed:
            self._report(self.missing, "the cell is empty; it needs a value")
        self._check_type()
        self._check_constraints()

    def _blame(self, broken: Mask, reason: Reason) -> None:
        fresh = broken & ~self.blamed
        if fresh.any():
            self.blamed |= fresh
            self._report(fresh, reason)

    def _report(self, words: Mask, reason: Reason) -> None:
        report_words(self.table, self.field.name, words, reason, self.findings)

    def _check_type(self) -> None:
        kind = self.field.type
        if kind in ("number", "integer"):
            self._check_number()
        elif kind == "boolean":
            known = self.field.true_values + self.field.false_values
            choice = f"{self.field.true_values[0]} or {self.field.false_values[0]}"
            self._blame(~among(self.words, known), f"is neither {choice}; write one of them in lower case")
        elif kind == "date":
            self._blame(~_are_dates(self.words), "is not a date; write year-month-day as 2025-12-10")
        elif kind == "year":
            self._blame(~matches(self.words, "^[0-9]{4}$"), "is not a year; write four digits as 2025")
        elif kind == "yearmonth":
            self._blame(~matches(self.words, "^[0-9]{4}-(0[1-9]|1[0-2])$"), "is not a month; write it as 2025-12")
        elif self.field.format == PERIOD:
            wrong = [word != "" and period_problem(word) is not None for word in self.words.to_pylist()]
            self._blame(np.array(wrong, np.bool_), lambda word: period_problem(word) or "")
        if self.field.format == "uri":
            self._blame(~matches(self.words, r"^https?://[^\s]+$"), "is not a web address; write it with https://")

    def _check_number(self) -> None:
        self._blame(matches(self.words, r"^\s|\s$"), "has a space before or after the number; delete it")
        self._blame(matches(self.words, r"^[+-]?[0-9]+,[0-9]+$"), _comma)
        self._blame(
            matches(self.words, r"[%％]"),
            "holds a percent sign; write the number alone, the unit has its column",
        )
        nothing = "is not a finite number; leave the cell empty where there is no value"
        self._blame(matches(self.words, r"(?i)^[+-]?(nan|n/a|na|null|none|inf|infinity|∞|#.*)$"), nothing)
        spelled = "is not a number; write digits with a point for decimals, without spaces and thousands separators"
        self._blame(~matches(self.words, NUMBER), spelled)
        self._blame(~np.isfinite(numbers(self.words)), "is too large for a number; check it")
        if self.field.type == "integer":
            self._blame(~matches(self.words, "^[+-]?[0-9]{1,15}$"), "is not a whole number of at most 15 digits")

    def _check_constraints(self) -> None:
        rules = self.field.constraints
        if "enum" in rules:
            allowed = [str(value) for value in rules["enum"]]
            self._blame(~among(self.words, allowed), f"is not allowed here; choose {_listed(allowed)}")
        if "pattern" in rules:
            self._blame(~matches(self.words, whole(rules["pattern"])), f"does not fit the pattern {rules['pattern']}")
        if "minLength" in rules:
            self._blame(self._lengths() < rules["minLength"], f"is shorter than {rules['minLength']} signs")
        if "maxLength" in rules:
            self._blame(self._lengths() > rules["maxLength"], f"is longer than {rules['maxLength']} signs")
        if "minimum" in rules or "maximum" in rules:
            self._check_bounds()
        if rules.get("unique"):
            self._check_unique()

    def _lengths(self) -> Ints:
        return np.asarray(pc.utf8_length(self.words).to_numpy(zero_copy_only=False), dtype=np.int64)

    def _check_bounds(self) -> None:
        low, high = (self.field.constraints.get(name) for name in ("minimum", "maximum"))
        if self.field.type in ("number", "integer", "year"):
            values = numbers(self.words)
            small = values < low if low is not None else np.zeros(len(values), np.bool_)
            large = values > high if high is not None else np.zeros(len(values), np.bool_)
        else:
            small = as_mask(pc.less(self.words, low or ""))
            large = as_mask(pc.greater(self.words, "\U0010ffff" if high is None else high))
        self._blame(small, f"is below the smallest value allowed, {low}; check it")
        self._blame(large, f"is above the largest value allowed, {high}; check it")

    def _check_unique(self) -> None:
        # The first cell with a value may stand; the later ones are at fault.
        first = np.full(len(self.words), -1)
        first[self.column.codes[::-1]] = np.arange(len(self.column.codes))[::-1]
        repeated = first[self.column.codes] != np.arange(len(self.column.codes))
        broken = repeated & ~self.blamed[self.column.codes]
        report_rows(self.table, self.field.name, broken, "is there twice; each row needs its own", self.findings)


def period_problem(text: str) -> str | None:
    """Why a text is not a period, None where it is one."""
    try:
        Period.parse(text)
    except ValueError as error:
        return str(error)
    return None


def _comma(value: str) -> str:
    whole_part, decimals = value.split(",")
    if len(decimals) == 3 and whole_part.lstrip("+-") != "0":
        both = f"{whole_part}.{decimals} or {whole_part}{decimals}"
        return f"{value} has a comma; write {both}, whichever is meant"
    return f"{value} has a decimal comma; write {whole_part}.{decimals}"


def _listed(allowed: list[str]) -> str:
    return ", ".join(allowed[:12]) + (", …" if len(allowed) > 12 else "")


def _are_dates(words: pa.Array) -> Mask:
    return np.array([is_date(word) for word in words.to_pylist()], dtype=np.bool_)


def is_date(text: str) -> bool:
    """Whether this is a real day, written 2025-12-10."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) is not None


def _check_primary_key(resource: Resource, table: TextTable, findings: Findings) -> None:
    key = resource.primary_key
    if not key or not table.has(key) or not len(table.rows):
        return
    joint = joint_codes([table.columns[name].codes for name in key])
    _, first, inverse = np.unique(joint, return_index=True, return_inverse=True)
    origin = first[inverse]
    repeated = np.flatnonzero(origin != np.arange(len(joint)))
    texts = zip(*(table.columns[name].texts(repeated[:SHOWN]) for name in key), strict=True)
    for row, cells in zip(repeated[:SHOWN].tolist(), texts, strict=True):
        reason = f"the same key ({', '.join(key)}) stands in row {table.rows[origin[row]]}; delete one of the two"
        findings.add(table.file, reason, row=int(table.rows[row]), column=key[-1], value="/".join(cells))
    if len(repeated) > SHOWN:
        findings.add(table.file, f"… and {len(repeated) - SHOWN:,} more repeated keys", column=key[-1])


def _check_foreign_key(
    resource: Resource, key: ForeignKey, *, package: Package, tables: Tables, findings: Findings
) -> None:
    target = package.resources.get(key.resource)
    if target is None or any(name not in target.columns for name in key.other_fields):
        wanted = f"{key.resource}.{'/'.join(key.other_fields)}"
        findings.add(DESCRIPTOR, f"a foreign key leads to {wanted}, which is not described", column=resource.name)
        return
    table, other = tables.get(resource.name), tables.get(key.resource)
    if table is None or other is None or not table.has(key.fields) or not other.has(key.other_fields):
        return
    columns = [table.columns[name] for name in key.fields]
    broken = ~present(columns, [other.columns[name] for name in key.other_fields])
    for column in columns:
        broken &= ~among(column.words, resource.missing_values)[column.codes]
    reason = f"is not in {target.path} ({', '.join(key.other_fields)}); correct it or add it there"
    report_rows(table, key.fields[-1], broken, reason, findings)


def _check_references(
    resource: Resource, field: Field, *, package: Package, tables: Tables, findings: Findings
) -> None:
    reference = field.references
    assert reference is not None
    target = package.resources.get(reference.resource)
    if target is None or any(name not in target.columns for name in reference.fields):
        wanted = f"{reference.resource}.{'/'.join(reference.fields)}"
        reason = f"“references” of the field {field.name} leads to {wanted}, which is not described"
        findings.add(DESCRIPTOR, reason, column=resource.name)
        return
    table, other = tables.get(resource.name), tables.get(reference.resource)
    if table is not None and other is not None and field.name in table.columns and other.has(reference.fields):
        columns = [other.columns[name] for name in reference.fields]
        where = f"{target.path} ({'/'.join(reference.fields)})"
        _check_joined(table, field.name, columns=columns, where=where, findings=findings)


def _check_joined(
    table: TextTable, column: str, *, columns: Sequence[TextColumn], where: str, findings: Findings
) -> None:
    """Each code of the ``;``-joined cells must be a row of ``columns`` and stand in the cell once."""
    cells = table.columns[column]
    words = [split_codes(word) for word in cells.words.to_pylist()]
    known = known_codes({code for codes in words for code in codes}, columns)

    def unknown(cell: str) -> str:
        wrong = [code for code in split_codes(cell) if code not in known]
        hint = "; join codes by ; without spaces" if any(set(code) & set(" ,") for code in wrong) else ""
        return f"{', '.join(map(repr, wrong))} is not in {where}; correct it or add it there{hint}"

    stray = np.array([any(code not in known for code in codes) for codes in words], dtype=np.bool_)
    twice = np.array([len(set(codes)) < len(codes) for codes in words], dtype=np.bool_) & ~stray
    report_words(table, column, stray, unknown, findings)
    report_words(table, column, twice, "names a code twice; keep one", findings)


def known_codes(codes: Collection[str], columns: Sequence[TextColumn]) -> frozenset[str]:
    """Which codes, their parts joined by ``/`` where there are several columns, are rows of the columns."""
    keys = [(code, code.split("/") if len(columns) > 1 else [code]) for code in codes]
    keys = [key for key in keys if len(key[1]) == len(columns)]
    if not keys:
        return frozenset()
    parts = [text_column(part) for part in zip(*(key for _, key in keys), strict=True)]
    found = present(parts, columns).tolist()
    return frozenset(code for (code, _), there in zip(keys, found, strict=True) if there)
