"""Which versions of a package were in force one after another, noted beside the kept copies; it must not load any."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.store.shared_files import is_own_directory, write_beside

_LOG = logging.getLogger(__name__)
_KEPT = 3
_VERSION = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class InForce:
    """A version, and since when it is or was in force: seconds since 1970."""

    version: str
    since: float


def note(source: str, version: str, *, cache_dir: Path, now: float) -> tuple[InForce, ...]:
    """Note that a version of the package from a source is in force; the last few, this one first.

    To be called by one process at a time. Where nothing can be written, only what was noted before is known.
    """
    path = cache_dir / f"history-{sha256(source.encode()).hexdigest()[:12]}.json"
    own = is_own_directory(cache_dir)
    known = _read(path) if own else ()
    if known and known[0].version == version:
        return known
    noted = (InForce(version=version, since=now), *known)[:_KEPT]
    if own:
        try:
            write_beside(path, json.dumps([[one.version, one.since] for one in noted]).encode())
        except OSError as error:
            _LOG.warning("which version was in force before is not noted: %s", error)
    return noted


def _read(path: Path) -> tuple[InForce, ...]:
    try:
        entries = json.loads(path.read_bytes())
        found = tuple(InForce(version=str(version), since=float(since)) for version, since in entries)
    except (OSError, ValueError, TypeError):
        return ()
    return found if all(_VERSION.fullmatch(one.version) for one in found) else ()
