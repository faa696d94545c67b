"""Holds the current Snapshot; whoever answers a request takes it from here once and passes it on."""

from __future__ import annotations

from pathlib import Path

from app.store.snapshot import Snapshot, load_snapshot


class LiveSnapshot:
    """The data of a running dashboard: loaded at once, raising PackageInvalid if the package breaks its
    rules.
    """

    def __init__(self, directory: Path, *, cache_dir: Path | None = None) -> None:
        self.directory = directory
        self._current = load_snapshot(directory, cache_dir=cache_dir)

    @property
    def current(self) -> Snapshot:
        """The Snapshot now in force."""
        return self._current
