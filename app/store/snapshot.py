"""One version of the data, checked, typed and immutable, to be looked up and never changed; it must not
compute statistics.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from app.errors import PackageInvalid
from app.store.arrowfile import frozen, map_shared, share
from app.store.cells import TextTable
from app.store.descriptor import LANGUAGES, Package
from app.store.frames import sorted_observations, typed_frames
from app.store.house import check_house_rules, with_house_rules
from app.store.package import PackageFiles, read_package
from app.store.package_copy import keep_files
from app.store.problem import Findings, Problem
from app.store.rows import RowIndex
from app.store.schema import check_descriptor_rules
from app.store.shared_files import default_cache_dir
from app.store.textfile import read_table


class Tables(Mapping[str, pd.DataFrame]):
    """Frames by table name; each look-up gives a frame of its own over the same read-only memory."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self._frames = MappingProxyType(dict(frames))

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._frames[name].copy(deep=False)

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)


@dataclass(frozen=True, repr=False, eq=False)
class Snapshot:
    """All that one version of the package holds.

    ``version``: twelve hex digits of the content. ``titles``: the package's title by language. ``licence``:
    the first of the descriptor. ``descriptor``: the whole datapackage.json, read-only. ``tables``: every
    table in file order, typed as :func:`app.store.frames.typed_frames` says. ``folder``: where these very
    files lie, a copy of the directory that a curator may be changing, or that directory itself.
    """

    version: str
    featured_period: str
    titles: Mapping[str, str]
    licence: Mapping[str, Any]
    notes: tuple[Mapping[str, Any], ...]
    descriptor: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    folder: Path
    _observations: pd.DataFrame = field()
    _index: RowIndex = field()
    _records: Mapping[str, Mapping[str, Mapping[str, Any]]] = field()

    @property
    def observations(self) -> pd.DataFrame:
        """The columns of the file and row, year, months, start, end.

        Sorted by indicator, area, sector (each in the order of its table) and end; RangeIndex.
        """
        return self._observations.copy(deep=False)

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods of the observations, oldest first: known without going through them."""
        return tuple(self._observations["period"].cat.categories)

    def rows(self, indicator: str, area: str = "chongqing", sector: str | None = None) -> pd.DataFrame:
        """The observations of one indicator in one area (of one sector): columns and order as there, maybe
        empty; codes and texts as plain texts. Looked up, not searched for.
        """
        return self._index.rows((indicator, area) if sector is None else (indicator, area, sector))

    def record(self, table: str, code: str) -> Mapping[str, Any]:
        """One row by its key; of observations by ``area/sector/indicator/period``; raise KeyError if there
        is none.
        """
        if table == "observations":
            return self._observation(code)
        return self._records[table][code]

    def has(self, table: str, code: str) -> bool:
        """Whether a table (other than observations) has a row of that key."""
        return code in self._records[table]

    def label(self, table: str, code: str, lang: str) -> str:
        """The label of a code in a language; raise KeyError where the table has no such code."""
        return self.text(table, code, "label", lang)

    def text(self, table: str, code: str, column: str, lang: str) -> str:
        """The text ``<column>_<lang>`` of a row, "" where it is empty; raise KeyError where there is none."""
        return str(self._records[table][code][f"{column}_{lang}"])

    def _observation(self, key: str) -> Mapping[str, Any]:
        area, sector, indicator, period = key.split("/") if key.count("/") == 3 else ("", "", "", "")
        rows = self.rows(indicator, area, sector)
        found = rows[rows["period"] == period]
        if found.empty:
            raise KeyError(key)
        return _plain_records(found)[0]

    def __repr__(self) -> str:
        return f"<Snapshot {self.version}, {len(self._observations)} observations>"


def check_package(directory: Path) -> tuple[Problem, ...]:
    """All problems of the package in a directory; none means that it can be loaded."""
    findings = Findings()
    files = read_package(directory, findings)
    if files is not None:
        package = with_house_rules(files.package, findings)
        _check(package, _read_tables(package, files, findings), findings)
    return tuple(findings)


def load_snapshot(directory: Path, *, cache_dir: Path | None = None) -> Snapshot:
    """Read, check and freeze the package in a directory; raise PackageInvalid with all its problems.

    Where ``cache_dir`` (:func:`app.store.shared_files.default_cache_dir`) already has the observations of these
    very bytes, they have been checked by this very code: they are mapped, not read again.
    """
    cache_dir = cache_dir or default_cache_dir()
    findings = Findings()
    files = read_package(directory, findings)
    if files is None:
        raise PackageInvalid(tuple(findings))
    package = with_house_rules(files.package, findings)
    shared = None if len(findings) else map_shared(files.version, cache_dir=cache_dir)
    tables = _read_tables(package, files, findings, skip=() if shared is None else ("observations",))
    if shared is None:
        _check(package, tables, findings)
    if len(findings):
        raise PackageInvalid(tuple(findings))
    frames = typed_frames(package, tables)
    if shared is None:
        shared = share(files.version, _orders(frames.pop("observations")), cache_dir=cache_dir)
    folder = keep_files(files, cache_dir=cache_dir) or directory
    return _snapshot(files.version, package, frames, shared, folder=folder)


def _read_tables(
    package: Package, files: PackageFiles, findings: Findings, *, skip: Collection[str] = ()
) -> dict[str, TextTable]:
    tables: dict[str, TextTable] = {}
    for name, data in files.tables.items():
        resource = package.resources[name]
        if name not in skip:
            table = read_table(resource.path, data, columns=resource.columns, findings=findings)
            if table is not None:
                tables[name] = table
    return tables


def _check(package: Package, tables: Mapping[str, TextTable], findings: Findings) -> None:
    check_descriptor_rules(package, tables, findings)
    check_house_rules(package, tables, findings)


def _orders(plain: pd.DataFrame) -> list[pd.DataFrame]:
    """The observations sorted and, only where that is another order, as in the file."""
    ordered = sorted_observations(plain)
    return [ordered] if ordered is plain else [ordered, plain]


def _snapshot(
    version: str,
    package: Package,
    frames: Mapping[str, pd.DataFrame],
    shared: Sequence[pd.DataFrame],
    *,
    folder: Path,
) -> Snapshot:
    """``shared``: the observations sorted and, where there is a second frame, in file order."""
    descriptor = package.descriptor
    kept = {name: frozen(frame) for name, frame in frames.items()}
    records = {name: _records(package.resources[name].primary_key, frame) for name, frame in kept.items()}
    licences: Sequence[Mapping[str, Any]] = descriptor.get("licenses") or (MappingProxyType({}),)
    return Snapshot(
        version=version,
        featured_period=descriptor["featured_period"],
        titles=MappingProxyType({lang: descriptor[f"title_{lang}"] for lang in LANGUAGES}),
        licence=licences[0],
        notes=descriptor.get("notes", ()),
        descriptor=descriptor,
        folder=folder,
        tables=Tables({name: kept.get(name, shared[-1]) for name in package.resources}),
        _observations=shared[0],
        _index=RowIndex(shared[0]),
        _records=MappingProxyType(records),
    )


def _records(key: tuple[str, ...], frame: pd.DataFrame) -> Mapping[str, Mapping[str, Any]]:
    """Rows by their key; keys of several columns are joined by a slash."""
    if not key:
        return MappingProxyType({})
    records = _plain_records(frame)
    return MappingProxyType({"/".join(str(record[name]) for name in key): record for record in records})


def _plain_records(frame: pd.DataFrame) -> list[Mapping[str, Any]]:
    columns = [frame[name].tolist() for name in frame.columns]
    names = list(frame.columns)
    return [MappingProxyType(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
