"""The formats a chart can be taken away in: extension, media type, and how each is made; it must not know addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.charts.spec import Drawing
from app.exports import document, tables
from app.exports.slide_template import Template
from app.exports.slides import deck
from app.exports.workbook import workbook
from app.i18n import Texts
from app.store.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is made of a drawing: data, language, the address where the view stands.

    ``for_spreadsheet``: a spreadsheet will open the CSV; ``template``: the operator's own for slides.
    """

    drawing: Drawing
    snapshot: Snapshot
    texts: Texts
    address: str
    for_spreadsheet: bool = False
    template: Template | None = None


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format: its media type, how it is made, and whether a browser should save rather than show it."""

    media_type: str
    make: Callable[[Wish], bytes]
    saved: bool = True


def _csv(wish: Wish) -> bytes:
    if wish.for_spreadsheet:
        return tables.spreadsheet_csv(wish.drawing, snapshot=wish.snapshot, texts=wish.texts)
    return tables.machine_csv(wish.drawing)


def _json(wish: Wish) -> bytes:
    return document.json_bytes(wish.drawing, address=wish.address, snapshot=wish.snapshot, texts=wish.texts)


def _txt(wish: Wish) -> bytes:
    return document.plain_text(wish.drawing, address=wish.address)


def _xlsx(wish: Wish) -> bytes:
    return workbook(wish.drawing, address=wish.address, snapshot=wish.snapshot, texts=wish.texts)


def _pptx(wish: Wish) -> bytes:
    return deck(
        (wish.drawing,),
        addresses=(wish.address,),
        snapshot=wish.snapshot,
        texts=wish.texts,
        template=wish.template,
    )


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format(media_type="text/csv; charset=utf-8", make=_csv),
        "xlsx": Format(media_type=f"{_OFFICE}.spreadsheetml.sheet", make=_xlsx),
        "json": Format(media_type="application/json", make=_json, saved=False),
        "pptx": Format(media_type=f"{_OFFICE}.presentationml.presentation", make=_pptx),
        "txt": Format(media_type="text/plain; charset=utf-8", make=_txt, saved=False),
    }
)
"""What is made without a browser, by extension."""

IMAGES = ("png", "svg", "pdf")
"""What the host's browser is needed for."""
