"""Images of charts: the composition captured by the host's browser, checked, named, kept; it must not serve them."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from markupsafe import Markup

from app.charts.spec import Drawing
from app.errors import CaptureRejected
from app.exports.captured import Capture, Report
from app.exports.composition import FLUID, View, compose, plot_of
from app.exports.fitting import Layout, layout_of
from app.exports.fonts import Fonts
from app.exports.kept import KeptFiles
from app.exports.metadata import Words, pdf_with, png_with, svg_with
from app.exports.plot_markup import coloured
from app.exports.renderer import Renderer, no_renderer
from app.exports.sizes import Size
from app.i18n import Texts

_LOG = logging.getLogger(__name__)
_APP = Path(__file__).resolve().parents[1]
_ROUNDING = 0.05  # pixels by which a browser may lay texts out smaller
_CODE = ("*.py", "*.toml", "*.html", "*.css", "*.js")
MEDIA_TYPES: Mapping[str, str] = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A composition whose plot is still to be drawn: the document with an empty ``<svg data-plot>``, the figure in the
    colours of its theme (None where the document is whole), and the pixels it is drawn at.
    """

    document: str
    figure: Mapping[str, Any] | None
    plot_width: int
    plot_height: int


@dataclass(frozen=True, kw_only=True)
class Order:
    """An image that is asked for: of a drawing in the form of the size; ``address`` is printed, ``link`` written in."""

    drawing: Drawing
    texts: Texts
    size: Size
    extension: str
    theme: str = "light"
    variant: str = ""
    address: str = ""
    link: str = ""

    @property
    def identity(self) -> str:
        """What the image depends on, as text: equal identities are equal bytes on one machine."""
        size = f"{self.size.width}x{self.size.height}x{self.size.scale:g}x{self.size.unit:g}"
        shown = f"{self.theme}/{self.variant}/{self.address}/{self.link}"
        return f"{code_version()}/{self.drawing.identity}/{size}/{self.extension}/{shown}"

    @property
    def words(self) -> Words:
        """What the file says of itself."""
        drawing = self.drawing
        return Words(
            title=drawing.title,
            description=drawing.alt,
            source=drawing.source_line,
            address=self.link,
            version=drawing.version,
            lang=drawing.lang,
        )


class Pictures:
    """Makes images and plots in the host's browser, each once."""

    def __init__(self, *, renderer: Renderer, fonts: Fonts, kept: KeptFiles) -> None:
        self._renderer, self._kept = renderer, kept
        self.fonts = fonts

    @property
    def available(self) -> bool:
        """Whether there is a browser to make any."""
        return self._renderer.available

    def image(self, order: Order) -> bytes:
        """The file; raises RendererMissing, RendererBusy or CaptureRejected, and KeyError for another extension."""
        make = {"png": self._png, "svg": self._svg, "pdf": self._pdf}[order.extension]
        kept = self._kept.get(order.identity)
        if kept is not None:
            return kept
        with self._renderer.turn():
            try:
                made = make(order, self.document(order))
            except CaptureRejected as error:  # what does not fit at its smallest text: rather a table than small texts
                if order.drawing.figure is None:
                    raise
                _LOG.warning("a table stands in for a plot", extra={"reason": str(error)})
                tabular = replace(order, drawing=replace(order.drawing, figure=None))
                made = make(tabular, self.document(tabular))
        self._kept.keep(order.identity, made)
        return made

    def views(self, drawings: Mapping[str, Drawing]) -> tuple[View, ...]:
        """The chart at every width of a fluid document, from its drawings by form; raises as ``image`` does."""
        shown = [(drawings[form], width) for form, width in FLUID]
        if any(drawing.figure is None for drawing, _ in shown):
            return ()
        with self._renderer.turn():
            return tuple(
                View(keys=drawing.keys, plot=plot_of(self.plot(drawing, width=width, height=drawing.height)))
                for drawing, width in shown
            )

    def at_hand(self, drawing: Drawing) -> tuple[Markup, ...]:
        """The plots of a drawing at the widths of its form, the narrowest first; none unless all were made before."""
        widths = [width for form, width in FLUID if form == drawing.form]
        kept = [self._kept.get(_plot_key(drawing, width=width, height=drawing.height)) for width in widths]
        found = [one.decode("utf-8") for one in kept if one is not None]
        return tuple(plot_of(one) for one in found) if len(found) == len(widths) else ()

    def plot(self, drawing: Drawing, *, width: int, height: int) -> str:
        """The plot of a drawing as SVG of that many pixels; raises as ``image`` does."""
        key = _plot_key(drawing, width=width, height=height)
        kept = self._kept.get(key)
        if kept is not None:
            return kept.decode("utf-8")
        made = self._renderer.plot(drawing.figure or {}, width=width, height=height)
        self._kept.keep(key, made.encode("utf-8"))
        return made

    def document(self, order: Order) -> str:
        """The composition of an order, its faces within; without a figure its table stands in."""
        layout = layout_of(order.drawing, order.texts, order.size, address=order.address)
        if order.drawing.figure is None:
            return self._composed(order, layout, None)
        return self._composed(
            order, layout, self.plot(order.drawing, width=layout.plot_width, height=layout.plot_height)
        )

    def parts(self, order: Order) -> Parts:
        """What an image is made of by who has a browser of his own; needs none here."""
        layout = layout_of(order.drawing, order.texts, order.size, address=order.address)
        figure, width, height = order.drawing.figure, layout.plot_width, layout.plot_height
        place = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"></svg>'
        return Parts(
            document=self._composed(order, layout, None if figure is None else place),
            figure=None if figure is None else coloured(figure, theme=order.variant or order.theme),
            plot_width=width,
            plot_height=height,
        )

    def _composed(self, order: Order, layout: Layout, plot: str | None) -> str:
        def composed(fonts: str) -> str:
            return compose(
                order.drawing,
                order.texts,
                size=order.size,
                layout=layout,
                plot=plot,
                theme=order.theme,
                variant=order.variant,
                fonts=fonts,
            )

        return composed(self.fonts.embedded(composed("")))

    def _png(self, order: Order, document: str) -> bytes:
        size = order.size
        capture = self._renderer.png(document, width=size.width, height=size.height, scale=size.scale)
        return png_with(_checked(capture, order).data, order.words, scale=size.scale)

    def _svg(self, order: Order, document: str) -> bytes:
        capture = self._renderer.svg(document, width=order.size.width, height=order.size.height)
        svg = _checked(capture, order).text
        return svg_with(svg, order.words, fonts=self.fonts.embedded(_letters(svg))).encode("utf-8")

    def _pdf(self, order: Order, document: str) -> bytes:
        capture = self._renderer.pdf(document, width=order.size.width, height=order.size.height)
        if capture.pages != 1:
            raise CaptureRejected(f"{order.drawing.slug}: {capture.pages} pages instead of one")
        return pdf_with(_checked(capture, order).data, order.words)


def no_pictures() -> Pictures:
    """Pictures without a browser: every image raises RendererMissing."""
    return Pictures(renderer=no_renderer(), fonts=Fonts(_APP.parent / "assets"), kept=KeptFiles(None, bound=0))


def _plot_key(drawing: Drawing, *, width: int, height: int) -> str:
    return f"{code_version()}/{drawing.identity}/plot/{width}x{height}"


def _letters(svg: str) -> str:
    """What is set in it: the text between its elements."""
    return re.sub(r"<[^>]*>", " ", svg)


def _checked(capture: Capture, order: Order) -> Capture:
    """The capture; raises CaptureRejected where it does not show all that it should."""
    wrong = problems_of(capture.report, order)
    if wrong:
        reason = f"{order.drawing.identity} as {order.extension} of {order.size.name}: {'; '.join(wrong[:5])}"
        _LOG.warning("a capture is rejected", extra={"reason": reason})
        raise CaptureRejected(reason)
    return capture


def problems_of(report: Report, order: Order) -> tuple[str, ...]:
    """Why a capture of an order is not handed out; empty where it is well."""
    drawing = order.drawing
    found = list(report.problems())
    if (report.width, report.height) != (order.size.width, order.size.height):
        found.append(f"laid out at {report.width}x{report.height}")
    said = _bare("".join(line.text for line in report.lines if not line.plot))
    for name, text in (("headline", drawing.title), ("subtitle", drawing.subtitle), ("source", drawing.source_line)):
        if _bare(text) not in said:
            found.append(f"the {name} is not whole")
    if 0 < report.smallest_text < order.size.smallest_text - _ROUNDING:
        found.append(f"text of {report.smallest_text:.1f} pixels")
    if drawing.figure is not None and not any(line.plot for line in report.lines):
        found.append("the plot has no text")
    return tuple(found)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@lru_cache(maxsize=1)
def code_version() -> str:
    """The state of the code that makes images: what another one made is not handed out."""
    digest = blake2b(digest_size=8)
    for path in sorted(path for pattern in _CODE for path in _APP.rglob(pattern)):
        digest.update(str(path.relative_to(_APP)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
