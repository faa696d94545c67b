"""The way to the host's one browser for whoever makes images; it must not know charts, routes or settings.

A ``Renderer`` is handed in as ``site.renderer``. It is thread-safe; each call is one job for the browser process
(``browser_process.py``), which is started by the server's hook or by the first caller. All calls raise

* RendererMissing where there is no Chromium, or it does not start;
* RendererBusy where too many jobs wait already, or one takes too long (``retry_after`` says when to come again);
* CaptureRejected where the browser made something else than was asked for (size, blank, pages).

The documents captured are self-contained: fonts and images as ``data:`` URIs; scripts do not run, nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.exports.captured import Capture, Report


class Renderer:
    """Makes plots and captures in the host's one browser; costs nothing until it is first used."""

    def __init__(self, *, chromium: str, assets: Path, directory: Path, turns: int = 2) -> None:
        """``chromium``: a path, empty to look for one, ``off`` for none; ``turns``: calls at once from this process."""
        raise NotImplementedError

    @property
    def available(self) -> bool:
        """Whether there is a Chromium to start; looks at the file system only."""
        raise NotImplementedError

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold one of this process' turns for several calls in a row, so that none of them is refused half-way.

        Raises RendererBusy at once where all are taken, so that threads stay free for readers. Every call takes a turn
        by itself where its thread holds none.
        """
        raise NotImplementedError

    def plot(self, figure: Mapping[str, Any], *, width: int, height: int) -> str:
        """The plot alone as ``<svg …>`` markup of that many pixels, made by Plotly.

        Colours stay ``var(--role)`` (in ``style`` and presentation attributes), so that one plot serves every theme;
        ids are unique by the plot's content, so that several may stand in one document. No script, no links out.
        """
        raise NotImplementedError

    def png(self, html: str, *, width: int, height: int, scale: float) -> Capture:
        """A picture of a document laid out at ``width`` × ``height``; its size is each times ``scale``, rounded."""
        raise NotImplementedError

    def pdf(self, html: str, *, width: int, height: int) -> Capture:
        """A document printed on pages of that size (CSS pixels: 96 to the inch; A4 is 794 × 1123); text stays text.

        One page per ``height`` of content; no clock in the file (its dates are those of the Unix epoch).
        """
        raise NotImplementedError

    def svg(self, html: str, *, width: int, height: int) -> Capture:
        """The document as one standalone SVG (``Capture.text``): a ``<text>`` per line at its place, boxes as shapes.

        Seen are backgrounds, borders, rounded corners, rotated boxes, images of ``data:`` URIs and inline SVG (its
        ``var(--role)`` resolved). Generated content (``::before``), gradients and shadows are not: use inline SVG.
        """
        raise NotImplementedError

    def inspect(self, html: str, *, width: int, height: int) -> Report:
        """How a document is laid out, without a capture."""
        raise NotImplementedError

    def start(self) -> None:
        """Start the browser process if none runs; it ends with the process that started it. Never raises."""
        raise NotImplementedError

    def stop(self) -> None:
        """End the browser process if this renderer started it."""
        raise NotImplementedError

    def status(self) -> Mapping[str, int]:
        """Counters of the browser process: waiting, running, jobs, failed, refused, restarts, memory; empty if none runs."""
        raise NotImplementedError
