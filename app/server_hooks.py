"""What gunicorn calls when it starts and ends: the host's one browser comes and goes with it. It must not serve."""

from __future__ import annotations

import logging
from typing import Any

from app.factory import new_renderer
from app.metrics import forget_process
from app.settings import Settings
from app.telemetry import JsonFormatter


def on_starting(server: Any) -> None:
    """What gunicorn itself has to say is logged in the form of all other entries."""
    for handler in logging.getLogger("gunicorn.error").handlers:
        handler.setFormatter(JsonFormatter())


def when_ready(server: Any) -> None:
    """Start the browser process before the first worker, so that all share it and none has to start it."""
    server.doppelkern_renderer = new_renderer(Settings.from_env())
    server.doppelkern_renderer.start()


def child_exit(server: Any, worker: Any) -> None:
    """What an ended process said of itself no longer holds; what it counted stays."""
    forget_process(worker.pid, Settings.from_env().metrics_folder)


def on_exit(server: Any) -> None:
    """End it with the server."""
    renderer = getattr(server, "doppelkern_renderer", None)
    if renderer is not None:
        renderer.stop()
