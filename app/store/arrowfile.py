"""Frames as Arrow batches, and the one file of them that all workers map; it must not know what the columns
mean.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa

from app.store.frames import TEXT
from app.store.shared_files import is_own_directory

_LOG = logging.getLogger(__name__)
_KEPT = 3
_FILE = re.compile(r"observations-[0-9a-f]{12}-[0-9a-f]{8}\.arrow")
_STALE_SECONDS = 3600

Frames = Sequence[pd.DataFrame]


def frozen(frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame on memory that cannot be written to."""
    return _frame(_batch(frame))


def map_shared(version: str, *, cache_dir: Path) -> tuple[pd.DataFrame, ...] | None:
    """The frames that an earlier call shared for that version (and this very code), None where there are
    none.
    """
    return _map(_path(version, cache_dir), version) if is_own_directory(cache_dir) else None


def share(version: str, frames: Frames, *, cache_dir: Path) -> tuple[pd.DataFrame, ...]:
    """Write frames (all of the same columns) to the version's file and give them back mapped from it.

    Where the directory cannot be used or is not ours alone, they come back in plain memory. All arrays are
    read-only either way.
    """
    path = _path(version, cache_dir)
    mapped = None
    if is_own_directory(cache_dir):
        try:
            _write(path, version, frames)
        except OSError as error:
            _LOG.warning("no shared data file, keeping the observations in memory: %s", error)
        else:
            _remove_old(cache_dir, keep=path)
            mapped = _map(path, version)
    return tuple(frozen(frame) for frame in frames) if mapped is None else mapped


def _path(version: str, cache_dir: Path) -> Path:
    return cache_dir / f"observations-{version}-{_layout()}.arrow"


def _layout() -> str:
    """Eight hex digits that change whenever the code that checks and lays out the data does."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for module in [here.parent / "period.py", *sorted(here.glob("*.py"))]:
        digest.update(module.read_bytes())
    return digest.hexdigest()[:8]


def _write(path: Path, version: str, frames: Frames) -> None:
    """Write beside the file and rename, so that nobody ever maps half a file."""
    batches = [_batch(frame) for frame in frames]
    schema = batches[0].schema.with_metadata({"version": version})
    handle, name = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            with pa.ipc.new_file(pa.PythonFile(file, "w"), schema) as writer:
                for batch in batches:
                    writer.write_batch(batch)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _map(path: Path, version: str) -> tuple[pd.DataFrame, ...] | None:
    """Map the file; None where there is none or it is not one that we wrote for that version."""
    try:
        state = path.lstat()
        if not stat.S_ISREG(state.st_mode) or state.st_uid != os.getuid() or state.st_mode & 0o022:
            _LOG.warning("%s is not a file of this user alone and is not used", path)
            return None
        reader = pa.ipc.open_file(pa.memory_map(str(path)))
        if (reader.schema.metadata or {}).get(b"version") != version.encode():
            return None
        frames = tuple(_frame(reader.get_batch(place)) for place in range(reader.num_record_batches))
    except FileNotFoundError:
        return None
    except (OSError, pa.ArrowException, ValueError, KeyError) as error:
        _LOG.warning("%s cannot be mapped and is written anew: %s", path, error)
        return None
    _touch(path)
    return frames


def _touch(path: Path) -> None:
    """Files in use count as new when old ones are removed."""
    try:
        os.utime(path)
    except OSError as error:
        _LOG.debug("cannot touch %s: %s", path, error)


def _remove_old(directory: Path, *, keep: Path) -> None:
    """Remove all but the newest files of ours; workers that still map one keep its content until they let
    go.
    """
    try:
        found = [(entry.stat(follow_symlinks=False).st_mtime, Path(entry.path)) for entry in os.scandir(directory)]
        newest = max(moment for moment, _ in found)
        old = sorted((each for each in found if _FILE.fullmatch(each[1].name) and each[1] != keep), reverse=True)
        parts = [each for each in found if each[1].suffix == ".part" and each[0] < newest - _STALE_SECONDS]
        for _, path in [*old[_KEPT - 1 :], *parts]:
            path.unlink(missing_ok=True)
    except OSError as error:
        _LOG.warning("old data files in %s stay: %s", directory, error)


def _batch(frame: pd.DataFrame) -> pa.RecordBatch:
    arrays, fields = [], []
    for name in frame.columns:
        array, metadata = _array(frame[name])
        arrays.append(array)
        fields.append(pa.field(str(name), array.type, metadata=metadata))
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields))


def _array(column: pd.Series) -> tuple[pa.Array, dict[str, str]]:
    """Codes and times as plain integers and booleans as bytes: only those come back without a copy."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return pa.array(column.cat.codes.to_numpy()), {"categories": json.dumps(column.cat.categories.tolist())}
    if isinstance(column.dtype, pd.StringDtype):
        text = pa.array(column.array, pa.large_string())
        return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text, {"as": "text"}
    values = column.to_numpy()
    if values.dtype.kind == "M":
        return pa.array(values.view(np.int64)), {"as": str(values.dtype)}
    if values.dtype.kind == "b":
        return pa.array(values.view(np.int8)), {"as": "bool"}
    return pa.array(values), {"as": str(values.dtype)}


def _frame(batch: pa.RecordBatch) -> pd.DataFrame:
    columns = {field.name: _column(batch.column(place), field) for place, field in enumerate(batch.schema)}
    return pd.DataFrame(columns, index=pd.RangeIndex(batch.num_rows), copy=False)


def _column(array: pa.Array, field: pa.Field) -> object:
    """One column on Arrow's own memory; numpy views of it are read-only."""
    metadata = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    if metadata.get("as") == "text":
        return cast(Any, TEXT).__from_arrow__(array)
    values = array.to_numpy(zero_copy_only=True)
    if "categories" in metadata:
        categories = pd.Index(json.loads(metadata["categories"]), dtype=TEXT)
        return pd.Categorical.from_codes(values, dtype=pd.CategoricalDtype(categories))
    return values.view(metadata["as"])
