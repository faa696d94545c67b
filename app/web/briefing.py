"""``/briefing.pptx`` and ``/briefing.pdf``: the briefing of an address as one file; it must not make files itself."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

from flask import Response, request
from werkzeug.http import dump_options_header

from app.components.addresses import PAGES
from app.components.briefing import Briefing, briefing_of, picture_state
from app.errors import NotFound
from app.exports.briefing import briefing_pdf
from app.exports.formats import FORMATS
from app.exports.pictures import MEDIA_TYPES, Order, code_version
from app.exports.slides import Cover, deck
from app.site import Site
from app.state import Parsed, ViewState, parse
from app.store.snapshot import Snapshot
from app.web.downloads import dressed, is_known
from app.web.images import order_of


def download(site: Site, extension: str) -> Response:
    """The file; raises NotFound for another format and where there is no chart, and what ``briefing_pdf`` raises."""
    if extension not in EXTENSIONS:
        raise NotFound(extension[:20])
    parsed = parse({name: request.args.getlist(name) for name in request.args})
    snapshot = site.snapshot
    briefing, unused = briefing_of(site, snapshot, parsed.state)
    ignored = (*parsed.ignored, *unused)
    tag = tag_of(site, briefing, extension)
    if is_known(tag):
        return dressed(Response(status=304), tag=tag, ignored=ignored)
    made = make(site, briefing, snapshot=snapshot, extension=extension)
    answer = Response(made, content_type=EXTENSIONS[extension])
    name = f"{filename(briefing)}.{extension}"
    answer.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": name})
    return dressed(answer, tag=tag, ignored=ignored)


def make(
    site: Site,
    briefing: Briefing,
    *,
    snapshot: Snapshot,
    extension: str,
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """The bytes of a briefing as ``pptx`` or ``pdf``; ``progress`` is told how many charts are done.

    Raises NotFound where it has no chart, and what ``briefing_pdf`` raises.
    """
    if not briefing.entries:
        raise NotFound("a briefing without charts")
    texts = site.texts[briefing.state.lang]
    cover = Cover(title=briefing.state.title or texts("briefing.untitled"), note=briefing.state.note)
    if extension == "pptx":
        return deck(
            briefing.drawings,
            addresses=[_link(site, f"/chart/{entry.drawing.slug}", entry.view) for entry in briefing.entries],
            snapshot=snapshot,
            texts=texts,
            template=site.slide_template,
            cover=cover,
            progress=progress,
        )
    orders = orders_of(site, briefing)
    for number, order in enumerate(orders if progress else (), start=1):
        site.pictures.image(order)  # kept, so that what follows finds it
        progress(number) if progress else None
    return briefing_pdf(
        orders,
        cover=cover,
        address=_link(site, PAGES["briefing"], briefing.state),
        texts=texts,
        pictures=site.pictures,
        renderer=site.renderer,
    )


def orders_of(site: Site, briefing: Briefing) -> list[Order]:
    """The charts as images for the sheets: the same as under their own addresses, so that these warm them."""
    return [
        order_of(site, slug=entry.drawing.slug, parsed=Parsed(picture_state(briefing, entry)), extension="pdf")[0]
        for entry in briefing.entries
    ]


def tag_of(site: Site, briefing: Briefing, extension: str) -> str:
    """What the file depends on, in short: equal tags are equal files."""
    state = briefing.state
    parts = [extension, code_version(), state.lang, state.title, state.note, state.theme, state.variant]
    parts += [drawing.identity for drawing in briefing.drawings]
    parts += [_link(site, "/", ViewState()), site.slide_template.digest if site.slide_template else ""]
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def filename(briefing: Briefing) -> str:
    """The name of the file without its extension."""
    return f"doppelkern-briefing-{briefing.state.lang}"


def _link(site: Site, path: str, state: ViewState) -> str:
    return site.absolute(site.href(path, state))


EXTENSIONS = {"pptx": FORMATS["pptx"].media_type, "pdf": MEDIA_TYPES["pdf"]}
"""What a briefing is made as, with its media type."""
