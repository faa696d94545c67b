"""Fixtures every test may use: a tiny valid package, written anew for each test, and its Snapshot."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.snapshot import Snapshot, load_snapshot
from tests.packages import write_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The directory of a tiny valid package."""
    return write_package(tmp_path / "package")


@pytest.fixture
def cache_dir(tmp_path: Path) -> Path:
    """A directory for mapped files that no other test uses."""
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def tiny_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The Snapshot of the tiny package: immutable, so one for all tests."""
    directory = tmp_path_factory.mktemp("tiny")
    return load_snapshot(write_package(directory / "package"), cache_dir=directory / "cache")
