"""Fixtures every test may use: tiny packages written anew, the package in the tree, and the application on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from app.factory import create_app
from app.i18n import Texts, load_all
from app.settings import Settings
from app.site import Site
from app.store.live import LiveSnapshot
from app.store.snapshot import Snapshot, load_snapshot
from tests.packages import write_package

ROOT = Path(__file__).resolve().parent.parent


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


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The Snapshot of the package in the tree."""
    return load_snapshot(ROOT / "data", cache_dir=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def texts() -> Mapping[str, Texts]:
    """The texts of every language."""
    return load_all()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site on the package in the tree."""
    return Site(live=LiveSnapshot(ROOT / "data", cache_dir=tmp_path_factory.mktemp("cache")), texts=load_all())


@pytest.fixture(scope="session")
def dash_app(tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """The application as it is served, on the package in the tree."""
    return create_app(Settings(cache=tmp_path_factory.mktemp("cache"), chromium="off", log_level="WARNING"))


@pytest.fixture
def client(dash_app: Dash) -> FlaskClient:
    """A client of the application that needs no network."""
    client: FlaskClient = dash_app.server.test_client()
    return client
