"""A checked table of text into a typed frame; it must only be given tables without problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from app.period import Period
from app.store.cells import TextColumn, TextTable, among, numbers, places
from app.store.descriptor import PERIOD, Field, Package, Resource

TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
ORDER = ("indicator", "area", "sector", "end", "row")


def typed_frames(package: Package, tables: Mapping[str, TextTable]) -> dict[str, pd.DataFrame]:
    """Every table given, typed, in file order, columns as in the file.

    number is float64 (NaN where empty); integer int64 if required, else float64; boolean bool if required,
    else as spelled; codes (keys of other tables, enums, joined codes, periods) categorical; other text str.
    An empty text or code is "". Categories stand in the order of the table they refer to; periods in time.
    ``observations`` have also row (line in the file), year, months, start and end.
    """
    frames = {name: _frame(resource, tables) for name, resource in package.resources.items() if name in tables}
    if "observations" in frames:
        frames["observations"] = _with_periods(frames["observations"], tables["observations"])
    return frames


def sorted_observations(frame: pd.DataFrame) -> pd.DataFrame:
    """The observations by indicator, area, sector (in their tables' order) and end, with a RangeIndex."""
    keys = [_sortable(frame[name]) for name in reversed(ORDER)]
    order = np.lexsort(keys)
    return frame if (order[1:] > order[:-1]).all() else frame.take(order).reset_index(drop=True)


def _sortable(column: pd.Series) -> np.ndarray:
    return column.cat.codes.to_numpy() if isinstance(column.dtype, pd.CategoricalDtype) else column.to_numpy()


def _frame(resource: Resource, tables: Mapping[str, TextTable]) -> pd.DataFrame:
    table = tables[resource.name]
    columns = {name: _typed(resource, name, column, tables) for name, column in table.columns.items()}
    return pd.DataFrame(columns, copy=False)


def _typed(resource: Resource, name: str, column: TextColumn, tables: Mapping[str, TextTable]) -> object:
    field = resource.field(name)
    assert field is not None
    words = _blanked(column.words, resource)
    required = field.required or name in resource.primary_key
    if field.type == "boolean" and required:
        return among(words, field.true_values)[column.codes]
    if field.type in ("number", "integer"):
        values = numbers(words)[column.codes]
        return values.astype(np.int64) if field.type == "integer" and required else values
    categories = _categories(resource, field, words, column, tables)
    if categories is None:
        return cast(Any, TEXT).__from_arrow__(words.cast(pa.large_string()).take(pa.array(column.codes)))
    codes = places(words, pa.array(categories, words.type))[column.codes]
    return pd.Categorical.from_codes(codes, categories=pd.Index(categories, dtype=TEXT))


def _blanked(words: pa.Array, resource: Resource) -> pa.Array:
    """A cell that the descriptor counts as missing is an empty one."""
    missing = pc.is_in(words, value_set=pa.array(resource.missing_values, words.type))
    return pc.if_else(missing, "", words)


def _categories(
    resource: Resource, field: Field, words: pa.Array, column: TextColumn, tables: Mapping[str, TextTable]
) -> list[str] | None:
    """The categories of a column of codes, None for plain text."""
    if field.format == PERIOD:
        return sorted(_used(words, column), key=Period.parse)
    if field.references is not None:
        return _used(words, column)
    blank = [] if field.required or field.name in resource.primary_key else [""]
    if field.type == "boolean":
        return [*field.true_values, *field.false_values, *blank]
    for key in resource.foreign_keys:
        if key.fields == (field.name,):
            return [*dict.fromkeys([*tables[key.resource].columns[key.other_fields[0]].texts(), *blank])]
    if "enum" in field.constraints:
        return [*dict.fromkeys([*map(str, field.constraints["enum"]), *blank])]
    return None


def _used(words: pa.Array, column: TextColumn) -> list[str]:
    texts = words.to_pylist()
    return list(dict.fromkeys(texts[code] for code in np.unique(column.codes)))


def _with_periods(frame: pd.DataFrame, table: TextTable) -> pd.DataFrame:
    period = frame["period"].array
    known = [Period.parse(code) for code in period.categories]
    codes = period.codes
    starts = np.array([each.start for each in known], "datetime64[s]")
    ends = np.array([each.end for each in known], "datetime64[s]")
    return frame.assign(
        row=table.rows.astype(np.int32),
        year=np.array([each.year for each in known], np.int16)[codes],
        months=np.array([each.months for each in known], np.int8)[codes],
        start=starts[codes],
        end=ends[codes],
    )
