"""The way to the host's one browser for whoever makes images; it must not know charts, routes or settings.

A ``Renderer`` is handed in as ``site.renderer``. It is thread-safe; each call is one job for the browser process
(``browser_process.py``), which is started by the server's hook or by the first caller. All calls raise

* RendererMissing where there is no Chromium, or it does not start;
* RendererBusy where too many jobs wait already, or one takes too long (``retry_after`` says when to come again);
* CaptureRejected where the browser made something else than was asked for (size, blank, pages).

The documents captured are self-contained: fonts and images as ``data:`` URIs; scripts do not run, nothing is loaded.
"""

from __future__ import annotations

import io
import logging
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PIL import Image

from app.errors import CaptureRejected, RendererBusy, RendererMissing
from app.exports.captured import Capture, Report, report_of
from app.exports.chromium import find_chromium
from app.exports.messages import Header, MessageInvalid, packed, receive
from app.exports.owner import BrowserOwner
from app.exports.plot_markup import figure_json, plot_markup

_LOG = logging.getLogger(__name__)
_PATIENCE = 20  # seconds a caller waits, in the queue and for the work; less than the server's own limit
_PAGE = re.compile(rb"/Type /Page\b")


class Renderer:
    """Makes plots and captures in the host's one browser; costs nothing until it is first used."""

    def __init__(
        self,
        *,
        chromium: str,
        assets: Path,
        directory: Path,
        turns: int = 2,
        limits: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """``chromium``: a path, empty to look for one, ``off`` for none; ``directory``: where socket and profile lie,
        of this user alone; ``turns``: calls at once from this process; ``limits``: other bounds for the browser process
        than its own, by the names of ``browser_process.Limits``, should this renderer be the one to start it.
        """
        self._wish = chromium
        self._turns = threading.BoundedSemaphore(turns)
        self._held = threading.local()
        self._owner = BrowserOwner(assets=assets, directory=directory, wish=chromium, limits=limits)

    @property
    def available(self) -> bool:
        """Whether there is a Chromium to start; looks at the file system only."""
        return find_chromium(self._wish) is not None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold one of this process' turns for several calls in a row, so that none of them is refused half-way.

        Raises RendererBusy at once where all are taken, so that threads stay free for readers. Every call takes a turn
        by itself where its thread holds none.
        """
        if getattr(self._held, "depth", 0):
            yield
            return
        if not self._turns.acquire(blocking=False):
            raise _busy("as many images are made as this process may make at once", 3)
        self._held.depth = 1
        try:
            yield
        finally:
            self._held.depth = 0
            self._turns.release()

    def plot(self, figure: Mapping[str, Any], *, width: int, height: int) -> str:
        """The plot alone as ``<svg …>`` markup of that many pixels, made by Plotly.

        Colours stay ``var(--role)`` (in ``style`` and presentation attributes), so that one plot serves every theme;
        ids are unique by the plot's content, so that several may stand in one document. No script, no links out.
        Raises ValueError for a role that no theme has.
        """
        svg, _ = self._ask("plot", figure_json(figure), width=width, height=height)
        return plot_markup(svg.decode())

    def png(self, html: str, *, width: int, height: int, scale: float) -> Capture:
        """A picture of a document laid out at ``width`` × ``height``; its size is each times ``scale``, rounded."""
        capture = self._capture("png", html, width=width, height=height, scale=scale)
        _check_picture(capture.data, (round(width * scale), round(height * scale)))
        return capture

    def pdf(self, html: str, *, width: int, height: int) -> Capture:
        """A document printed on pages of that size (CSS pixels: 96 to the inch; A4 is 794 × 1123); text stays text.

        A ``@page`` rule of the document goes before. As many pages as its content takes (``Capture.pages``); no clock
        in the file: its dates are those of the Unix epoch.
        """
        capture = self._capture("pdf", html, width=width, height=height)
        pages = len(_PAGE.findall(capture.data))
        if not capture.data.startswith(b"%PDF-") or not pages:
            raise CaptureRejected("what was printed is not a PDF with pages")
        return Capture(data=capture.data, report=capture.report, pages=pages)

    def svg(self, html: str, *, width: int, height: int) -> Capture:
        """The document as one standalone SVG (``Capture.text``): a ``<text>`` per line at its place, boxes as shapes.

        Seen are backgrounds, borders, rounded corners, rotated boxes, images of ``data:`` URIs and inline SVG (its
        ``var(--role)`` resolved). Generated content (``::before``), gradients and shadows are not: use inline SVG.
        """
        return self._capture("svg", html, width=width, height=height)

    def inspect(self, html: str, *, width: int, height: int) -> Report:
        """How a document is laid out, without a capture."""
        return self._capture("inspect", html, width=width, height=height).report

    def start(self) -> None:
        """Start the browser process if none runs; it ends with the process that started it. Never raises."""
        if not self.available:
            _LOG.info("no Chromium: images are left to the reader's browser")
            return
        try:
            self._owner.ensure()
        except RendererMissing as error:
            _LOG.warning("%s", error)

    def stop(self) -> None:
        """End the browser process if this renderer started it."""
        self._owner.end()

    def status(self) -> Mapping[str, int]:
        """Counters of the browser process (waiting, running, jobs, failed, refused, restarts, memory in bytes, process,
        chromium: their process ids); empty if none runs.
        """
        try:
            with self._owner.connect() as connection:
                connection.settimeout(2)
                connection.sendall(packed({"kind": "status"}))
                header, _ = receive(connection)
        except (OSError, MessageInvalid):
            return {}
        return {name: number for name, number in header.items() if isinstance(number, int)}

    def _capture(self, kind: str, html: str, *, width: int, height: int, scale: float = 1.0) -> Capture:
        data, header = self._ask(kind, html.encode(), width=width, height=height, scale=scale)
        try:
            return Capture(data=data, report=report_of(header["report"]))
        except (KeyError, TypeError, ValueError) as error:
            raise CaptureRejected(f"the report of a {kind} cannot be read: {error}") from error

    def _ask(self, kind: str, body: bytes, *, width: int, height: int, scale: float = 1.0) -> tuple[bytes, Header]:
        if not self.available:
            raise RendererMissing("there is no Chromium on this host")
        asked = {"kind": kind, "width": width, "height": height, "scale": scale, "patience": _PATIENCE}
        message = packed(asked, body)
        with self.turn():
            header, data = self._exchange(message)
        if "error" in header:
            raise _raised(header)
        return data, header

    def _exchange(self, message: bytes) -> tuple[Header, bytes]:
        with self._owner.ensure() as connection:
            connection.settimeout(_PATIENCE + 2)
            try:
                connection.sendall(message)
                return receive(connection)
            except MessageInvalid as error:
                raise CaptureRejected(str(error)) from error
            except OSError as error:
                raise _busy("the browser process ended or takes too long", 2) from error


def no_renderer() -> Renderer:
    """A renderer without a browser: what it is asked for raises RendererMissing."""
    return Renderer(chromium="off", assets=Path(), directory=Path())


def _raised(header: Header) -> Exception:
    message = str(header.get("message", ""))
    match header["error"]:
        case "invalid":
            return ValueError(message)
        case "missing":
            missing = RendererMissing(message)
            missing.retry_after = int(header.get("retry_after", 0))
            return missing
        case "rejected":
            return CaptureRejected(message)
    return _busy(message, int(header.get("retry_after", 0)) or RendererBusy.retry_after)


def _busy(message: str, retry_after: int) -> RendererBusy:
    busy = RendererBusy(message)
    busy.retry_after = retry_after
    return busy


def _check_picture(data: bytes, size: tuple[int, int]) -> None:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            if picture.size != size:
                raise CaptureRejected(f"the picture is {picture.size} and not {size} pixels")
            extrema = picture.convert("L").getextrema()
    except (OSError, SyntaxError, ValueError) as error:
        raise CaptureRejected(f"the picture cannot be read: {error}") from error
    if extrema[0] == extrema[1]:
        raise CaptureRejected("the picture is blank")
