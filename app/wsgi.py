"""What gunicorn loads: ``app.wsgi:server``; the only module that does work when it is imported."""

from __future__ import annotations

import gc

from app.factory import create_app
from app.settings import Settings

server = create_app(Settings.from_env()).server
gc.collect()
gc.freeze()  # the server processes forked from here share what is loaded
