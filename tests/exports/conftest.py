"""The host's browser for the tests of exports, started when the first test needs it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.exports.renderer import Renderer

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def short_dir() -> Iterator[Path]:
    """A directory of this test alone whose path is short enough for a socket."""
    made = Path(tempfile.mkdtemp(prefix="dk-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renderer]:
    """A renderer with a browser process of its own."""
    made = Renderer(chromium="", assets=ROOT / "assets", directory=tmp_path_factory.mktemp("browser"))
    yield made
    made.stop()
