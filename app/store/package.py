"""The bytes of a data package's files, each read once; it must not look into the tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.store.descriptor import DESCRIPTOR, Package, read_descriptor
from app.store.problem import Findings


@dataclass(frozen=True)
class PackageFiles:
    """The bytes of a package, each file read once: the same bytes are hashed, checked and parsed."""

    package: Package
    descriptor: bytes
    tables: Mapping[str, bytes]
    version: str


def read_package(directory: Path, findings: Findings) -> PackageFiles | None:
    """Read descriptor and tables; what cannot be read is noted and left out, None where the descriptor is
    useless.
    """
    data = _read_bytes(directory, DESCRIPTOR, findings)
    if data is None:
        return None
    descriptor = _parse_json(data, findings)
    if descriptor is None:
        return None
    package = read_descriptor(descriptor, findings)
    tables = {
        name: content
        for name, resource in package.resources.items()
        if (content := _read_bytes(directory, resource.path, findings)) is not None
    }
    return PackageFiles(package, data, MappingProxyType(tables), _version(data, tables))


def paths_named(data: bytes) -> tuple[str, ...]:
    """The paths of the tables that the bytes of a descriptor name: relative, inside its folder; faults are left out."""
    descriptor = _parse_json(data, Findings())
    resources = read_descriptor(descriptor, Findings()).resources if descriptor is not None else {}
    return tuple(dict.fromkeys(resource.path for resource in resources.values()))


def _version(descriptor: bytes, tables: Mapping[str, bytes]) -> str:
    """Twelve hex digits over descriptor and tables in name order; lengths keep neighbours apart."""
    digest = hashlib.sha256(f"{len(descriptor)}:".encode() + descriptor)
    for name in sorted(tables):
        digest.update(f"{name}:{len(tables[name])}:".encode())
        digest.update(tables[name])
    return digest.hexdigest()[:12]


def _read_bytes(directory: Path, path: str, findings: Findings) -> bytes | None:
    """Read a regular file inside the directory (also when it gets there through links)."""
    try:
        whole = (directory / path).resolve(strict=True)
        if not whole.is_relative_to(directory.resolve()):
            findings.add(path, "the path leads out of the package's directory; keep all files inside it")
        elif not whole.is_file():
            findings.add(path, "is not a file; put the table there")
        else:
            return whole.read_bytes()
    except FileNotFoundError:
        where = "the package's directory" if directory.is_dir() else f"{directory}, which is not a directory"
        findings.add(path, f"the file is missing in {where}; put it there")
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        findings.add(path, f"the file cannot be read ({reason}); check its name and permissions")
    return None


def _parse_json(data: bytes, findings: Findings) -> Mapping[str, Any] | None:
    try:
        descriptor = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        findings.add(DESCRIPTOR, "the text is not UTF-8; save it as UTF-8", row=row)
    except json.JSONDecodeError as error:
        findings.add(DESCRIPTOR, f"is not JSON: {error.msg} (sign {error.colno})", row=error.lineno)
    except (RecursionError, ValueError) as error:
        findings.add(DESCRIPTOR, f"is not usable JSON: {error}")
    else:
        if isinstance(descriptor, dict):
            return descriptor
        findings.add(DESCRIPTOR, "must be a JSON object with the key “resources”")
    return None
