"""``/chart/<slug>.<extension>``: a reader takes away exactly the view in the address; it must not make files."""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import quote

from flask import Response, request
from werkzeug.http import dump_options_header

from app.charts.spec import Drawing
from app.components.addresses import Place
from app.errors import NotFound
from app.exports.formats import FORMATS, IMAGES, Format, Wish
from app.site import Site
from app.state import Ignored, Parsed, ViewState, parse
from app.web.images import POLICY, admitted, image_answer

_IGNORED_AT_MOST = 20


def download(site: Site, slug: str, extension: str) -> Response:
    """A chart in a format; raises NotFound for an unknown one of either, and what ``ImageAnswer.make`` raises."""
    site.chart(slug)
    parsed = parse({name: request.args.getlist(name) for name in request.args})
    if extension in IMAGES:
        return _image(site, slug=slug, parsed=parsed, extension=extension)
    if extension not in FORMATS:
        raise NotFound(extension[:20])
    return _file(site, slug=slug, parsed=parsed, extension=extension)


def _image(site: Site, *, slug: str, parsed: Parsed, extension: str) -> Response:
    with admitted(site, slug=slug, parsed=parsed):
        found = image_answer(site, slug=slug, parsed=parsed, extension=extension)
        if is_known(found.tag):
            return dressed(Response(status=304), tag=found.tag, ignored=found.ignored)
        made = found.make()
    answer = Response(made, content_type=found.media_type)
    answer.headers["Content-Disposition"] = dump_options_header("inline", {"filename": found.filename})
    answer.headers["Content-Security-Policy"] = POLICY
    return dressed(answer, tag=found.tag, ignored=found.ignored)


def _file(site: Site, *, slug: str, parsed: Parsed, extension: str) -> Response:
    snapshot, state = site.snapshot, parsed.state
    made = FORMATS[extension]
    drawing = site.draw(slug, snapshot=snapshot, state=state, form="wide")
    address = site.absolute(site.href(Place("chart", slug).path, address_of(drawing)))
    spreadsheet = extension == "csv" and state.bom == "1"
    template = site.slide_template if extension == "pptx" else None
    made_of = f"{drawing.identity}|{address}|{extension}|{spreadsheet}|{template.digest if template else ''}"
    tag = blake2b(made_of.encode(), digest_size=12).hexdigest()
    if is_known(tag):
        return dressed(Response(status=304), tag=tag, ignored=(*parsed.ignored, *drawing.ignored))
    wish = Wish(
        drawing=drawing,
        snapshot=snapshot,
        texts=site.texts[state.lang],
        address=address,
        for_spreadsheet=spreadsheet,
        template=template,
    )
    answer = Response(made.make(wish), content_type=made.media_type)
    answer.headers["Content-Disposition"] = _disposition(f"{drawing.filename}.{extension}", made)
    return dressed(answer, tag=tag, ignored=(*parsed.ignored, *drawing.ignored))


def address_of(drawing: Drawing) -> ViewState:
    """The view as it is written into an address: what differs from the chart's default, and the language."""
    return parse({"lang": drawing.lang, **dict(drawing.address)}).state


def is_known(tag: str) -> bool:
    """Whether who asks holds this answer already; a compressed one carries its compression behind a colon."""
    held = request.if_none_match
    return held.star_tag or any(known.rpartition(":")[0] == tag or known == tag for known in held.as_set(True))


def _disposition(filename: str, made: Format) -> str:
    return dump_options_header("attachment" if made.saved else "inline", {"filename": filename})


def dressed(answer: Response, *, tag: str, ignored: tuple[Ignored, ...]) -> Response:
    """Headers of every answer that may be read by others: kept, but asked for again, as the data may be new."""
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "Content-Disposition, ETag, X-Ignored-Params"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    names = dict.fromkeys(quote(item.name, safe=".") for item in ignored[:_IGNORED_AT_MOST])
    if names:
        answer.headers["X-Ignored-Params"] = ", ".join(names)
    return answer
