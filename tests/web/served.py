"""Applications with settings of their own, for tests of what an operator may set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from app.factory import create_app
from app.settings import Settings

ANY_PROGRAM = sys.executable
"""In place of Chromium where images are named and none is made: it is never started."""
PREFIX = "/portal/doppelkern/"
PUBLIC = f"https://portal.example{PREFIX}"


def client_of(cache: Path, **settings: Any) -> FlaskClient:
    """A client of an application that is served under a prefix of a portal."""
    chosen = {
        "path_prefix": PREFIX,
        "public_url": "https://portal.example",
        "chromium": "off",
        "log_level": "WARNING",
    } | settings
    client: FlaskClient = create_app(Settings(cache=cache, **chosen)).server.test_client()
    return client
