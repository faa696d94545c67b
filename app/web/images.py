"""A chart's image as a reader asks for it in an address; it must not make the image or dress the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2b

from app.components.addresses import Place
from app.errors import NotFound, RendererBusy
from app.exports.pictures import MEDIA_TYPES, Order
from app.exports.sizes import size_of
from app.site import Site
from app.state import Ignored, Parsed, parse

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"  # an SVG is a document too


@dataclass(frozen=True, kw_only=True)
class ImageAnswer:
    """An image to be answered; ``make`` makes it (or finds it kept) and raises where that cannot be done now."""

    tag: str
    filename: str
    media_type: str
    ignored: tuple[Ignored, ...]
    make: Callable[[], bytes]


def image_answer(site: Site, *, slug: str, parsed: Parsed, extension: str) -> ImageAnswer:
    """The image of a chart in the view of an address; raises NotFound for an unknown chart or extension."""
    if extension not in MEDIA_TYPES:
        raise NotFound(extension[:20])
    order, ignored = order_of(site, slug=slug, parsed=parsed, extension=extension)
    return ImageAnswer(
        tag=blake2b(order.identity.encode(), digest_size=12).hexdigest(),
        filename=f"{order.drawing.filename}.{extension}",
        media_type=MEDIA_TYPES[extension],
        ignored=ignored,
        make=lambda: site.pictures.image(order),
    )


@contextmanager
def admitted(site: Site, *, slug: str, parsed: Parsed) -> Iterator[None]:
    """Hold a turn for an image from its drawing on; raises RendererBusy before any work where none is free.

    A drawing takes longer than a refusal should, and readers wait behind it. What is drawn already goes on without a
    turn: the image may be kept.
    """
    with ExitStack() as held:
        if site.renderer.available:
            try:
                held.enter_context(site.renderer.turn())
            except RendererBusy:
                size, _ = size_of(parsed.state)
                if not site.is_drawn(slug, snapshot=site.snapshot, state=parsed.state, form=size.form):
                    raise
        yield


def order_of(site: Site, *, slug: str, parsed: Parsed, extension: str) -> tuple[Order, tuple[Ignored, ...]]:
    """What an address asks for as an image, and what of it cannot be."""
    state = parsed.state
    size, too_much = size_of(state)
    drawing = site.draw(slug, snapshot=site.snapshot, state=state, form=size.form)
    view = parse({"lang": drawing.lang, **dict(drawing.address)}).state
    link = site.absolute(site.href(Place("chart", slug).path, view))
    order = Order(
        drawing=drawing,
        texts=site.texts[state.lang],
        size=size,
        extension=extension,
        theme="light" if state.theme == "auto" else state.theme,
        variant=state.variant,
        # Where the operator has named no address of the installation, its name must do.
        address=link if site.origin else f"Doppelkern {link}",
        link=link,
    )
    return order, (*parsed.ignored, *drawing.ignored, *too_much)
