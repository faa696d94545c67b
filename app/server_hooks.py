"""What gunicorn calls when it starts and ends: the host's one browser comes and goes with it. It must not serve."""

from __future__ import annotations

from typing import Any

from app.factory import new_renderer
from app.settings import Settings


def when_ready(server: Any) -> None:
    """Start the browser process before the first worker, so that all share it and none has to start it."""
    server.doppelkern_renderer = new_renderer(Settings.from_env())
    server.doppelkern_renderer.start()


def on_exit(server: Any) -> None:
    """End it with the server."""
    renderer = getattr(server, "doppelkern_renderer", None)
    if renderer is not None:
        renderer.stop()
