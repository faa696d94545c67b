"""The descriptor of a data package as typed records; it must not read any file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from app.store.cells import matches
from app.store.problem import Findings

DESCRIPTOR = "datapackage.json"
PERIOD = "period"
"""The format of a field that holds periods; no format of Table Schema, set by the rules of the house."""
LANGUAGES = ("de", "en", "zh")
TYPES = frozenset({"string", "number", "integer", "boolean", "date", "year", "yearmonth", "any"})
CONSTRAINTS = frozenset(
    {"required", "unique", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength"},
)


@dataclass(frozen=True)
class ForeignKey:
    """``fields`` of this table must be found together as ``other_fields`` of the table ``resource``."""

    fields: tuple[str, ...]
    resource: str
    other_fields: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """Each code of a ``;``-joined cell is the ``fields`` (joined by ``/``) of a row of the table
    ``resource``.
    """

    resource: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column. ``references`` names what the codes of a ``;``-joined cell must be."""

    name: str
    type: str = "string"
    format: str = "default"
    constraints: Mapping[str, Any] = field(default_factory=dict)
    true_values: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false_values: tuple[str, ...] = ("false", "False", "FALSE", "0")
    references: Reference | None = None

    @property
    def required(self) -> bool:
        """Whether a cell may not be empty."""
        return bool(self.constraints.get("required", False))


@dataclass(frozen=True)
class Resource:
    """One table and its file; ``path`` is relative to the package's directory."""

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    missing_values: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns in the descriptor's order."""
        return tuple(each.name for each in self.fields)

    def field(self, name: str) -> Field | None:
        """The field of that name, None where there is none."""
        return next((each for each in self.fields if each.name == name), None)


@dataclass(frozen=True)
class Package:
    """What the descriptor says: ``resources`` by table name and the whole ``descriptor`` as read-only
    mappings.
    """

    descriptor: Mapping[str, Any]
    resources: Mapping[str, Resource]


def split_codes(cell: str) -> tuple[str, ...]:
    """The codes that a cell joins by ``;``; none for an empty cell."""
    return tuple(cell.split(";")) if cell else ()


def read_descriptor(descriptor: Mapping[str, Any], findings: Findings) -> Package:
    """Turn the JSON of a descriptor into records; a part of the wrong shape is noted and left out."""
    resources: dict[str, Resource] = {}
    listed = descriptor.get("resources")
    if not isinstance(listed, list) or not listed:
        findings.add(DESCRIPTOR, "must list its tables under “resources”", column="resources")
        listed = []
    for place, entry in enumerate(listed):
        resource = _DescriptorReader(f"resources[{place}]", findings).resource(entry)
        if resource is None:
            continue
        if resource.name in resources:
            findings.add(DESCRIPTOR, "the table is described twice; keep one", column=resource.name)
        resources[resource.name] = resource
    return Package(freeze(descriptor), MappingProxyType(resources))


def freeze(value: Any) -> Any:
    """JSON values as read-only mappings and tuples."""
    if isinstance(value, dict):
        return MappingProxyType({key: freeze(each) for key, each in value.items()})
    return tuple(freeze(each) for each in value) if isinstance(value, list) else value


class _DescriptorReader:
    """Reads one resource of the descriptor; ``where`` is how messages name the place."""

    def __init__(self, where: str, findings: Findings) -> None:
        self.where = where
        self.findings = findings

    def wrong(self, reason: str) -> None:
        self.findings.add(DESCRIPTOR, reason, column=self.where)

    def resource(self, entry: Any) -> Resource | None:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"]:
            self.wrong("must be an object with a “name”")
            return None
        self.where = entry["name"]
        path, schema = self._path(entry), entry.get("schema")
        self._check_dialect(entry)
        if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
            self.wrong("must have a “schema” object with a list of “fields”")
            return None
        fields = tuple(each for entry in schema["fields"] if (each := self._field(entry)) is not None)
        names = [each.name for each in fields]
        for name in {name for name in names if names.count(name) > 1}:
            self.wrong(f"describes the field {name} twice; keep one")
        if path is None or not fields:
            return None
        key = self._names(schema.get("primaryKey", []), "primaryKey", names)
        missing = self._texts(schema.get("missingValues", [""]), "missingValues")
        return Resource(entry["name"], path, fields, key, self._foreign_keys(schema, names), missing)

    def _path(self, entry: Mapping[str, Any]) -> str | None:
        path = entry.get("path")
        if isinstance(path, list) and len(path) == 1:
            path = path[0]
        if not isinstance(path, str) or not path:
            self.wrong("must have a “path”: the name of one CSV file")
            return None
        parts = PurePosixPath(path).parts
        if "://" in path or "\\" in path or "\0" in path or path.startswith(("/", "~")) or ".." in parts:
            self.wrong(f"the path {path!r} must be relative and stay inside the package's directory")
            return None
        return path

    def _check_dialect(self, entry: Mapping[str, Any]) -> None:
        if str(entry.get("encoding", "utf-8")).lower() not in ("utf-8", "utf8", "utf-8-sig"):
            self.wrong("the encoding must be utf-8")
        dialect = entry.get("dialect", {})
        if not isinstance(dialect, dict):
            self.wrong("the dialect must be an object")
            return
        usual = {
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "skipInitialSpace": False,
        }
        for name, value in usual.items():
            if dialect.get(name, value) != value:
                self.wrong(f"the dialect must keep {name} {value!r}")

    def _field(self, entry: Any) -> Field | None:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"]:
            self.wrong("each field must be an object with a “name”")
            return None
        name, kind, form = entry["name"], entry.get("type", "string"), entry.get("format", "default")
        if not isinstance(kind, str) or kind not in TYPES:
            self.wrong(f"the field {name} has the type {kind!r}; use one of {', '.join(sorted(TYPES))}")
            return None
        if form not in ("default", "any", "uri") or entry.get("decimalChar", ".") != "." or "groupChar" in entry:
            self.wrong(f"the field {name} asks for a format that is not read; leave it at its default")
        return Field(
            name,
            kind,
            str(form),
            self._constraints(name, kind, entry.get("constraints", {})),
            self._texts(entry.get("trueValues", list(Field.true_values)), "trueValues") or ("true",),
            self._texts(entry.get("falseValues", list(Field.false_values)), "falseValues") or ("false",),
            self._references(name, entry),
        )

    def _constraints(self, name: str, kind: str, entry: Any) -> Mapping[str, Any]:
        if not isinstance(entry, dict):
            self.wrong(f"the constraints of the field {name} must be an object")
            return MappingProxyType({})
        kept = {rule: value for rule, value in entry.items() if self._is_rule(rule, value, kind)}
        for rule in entry.keys() - kept.keys():
            self.wrong(f"the constraint {rule} of the field {name} is unknown or has a value of the wrong kind")
        return MappingProxyType(kept)

    @staticmethod
    def _is_rule(rule: str, value: Any, kind: str) -> bool:
        if rule in ("required", "unique"):
            return isinstance(value, bool)
        if rule in ("minLength", "maxLength"):
            return isinstance(value, int) and not isinstance(value, bool)
        if rule == "enum":
            return isinstance(value, list) and bool(value)
        if rule in ("minimum", "maximum"):
            if kind not in ("number", "integer", "year"):
                return isinstance(value, str)
            return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
        return rule == "pattern" and isinstance(value, str) and _is_pattern(value)

    def _references(self, name: str, entry: Mapping[str, Any]) -> Reference | None:
        given = entry.get("references")
        if given is None:
            return None
        if not isinstance(given, dict) or not isinstance(given.get("resource"), str):
            self.wrong(f"“references” of the field {name} must name a resource and a field")
            return None
        if given.get("separator", ";") != ";" or given.get("fieldSeparator", "/") != "/":
            self.wrong(f"“references” of the field {name} must join codes by ; and the parts of a key by /")
        fields = self._texts(given.get("fields", given.get("field")), f"references of the field {name}")
        return Reference(given["resource"], fields) if fields else None

    def _foreign_keys(self, schema: Mapping[str, Any], names: Sequence[str]) -> tuple[ForeignKey, ...]:
        listed = schema.get("foreignKeys", [])
        if not isinstance(listed, list):
            self.wrong("“foreignKeys” must be a list")
            return ()
        keys = []
        for entry in listed:
            target = entry.get("reference") if isinstance(entry, dict) else None
            if not isinstance(target, dict) or not isinstance(target.get("resource", ""), str):
                self.wrong("each foreign key must have “fields” and a “reference” with “resource” and “fields”")
                continue
            fields = self._names(entry.get("fields"), "foreignKeys", names)
            others = self._texts(target.get("fields"), "fields of a reference")
            if not fields or len(fields) != len(others):
                self.wrong("a foreign key must have as many fields as its reference")
                continue
            keys.append(ForeignKey(fields, target.get("resource") or self.where, others))
        return tuple(keys)

    def _names(self, given: Any, what: str, names: Sequence[str]) -> tuple[str, ...]:
        found = self._texts(given, what)
        for name in found:
            if name not in names:
                self.wrong(f"“{what}” names {name}, which is not among the fields")
        return tuple(name for name in found if name in names)

    def _texts(self, given: Any, what: str) -> tuple[str, ...]:
        listed = [given] if isinstance(given, str) else given
        if isinstance(listed, list) and all(isinstance(each, str) for each in listed):
            return tuple(listed)
        self.wrong(f"“{what}” must be a list of texts")
        return ()


def _is_pattern(text: str) -> bool:
    try:
        matches(pa.array([""]), whole(text))
    except pa.ArrowInvalid:
        return False
    return True


def whole(pattern: str) -> str:
    """A Table Schema pattern, which must match the whole cell."""
    return rf"\A(?:{pattern})\z"
