"""How to cite a chart: in words and as BibTeX, dated by its data and never by today; it knows no clock."""

from __future__ import annotations

from typing import Any

from app.charts.spec import Drawing
from app.components.attributes import data
from app.components.markup import written
from app.i18n import Texts


def citation(drawing: Drawing, texts: Texts) -> list[Any]:
    """The citation; the script fills in the address of the view wherever ``data-view-address`` stands."""
    return [
        written.P(texts("cite.plain"), className="tool-name"),
        written.P([plain(drawing, texts), " ", written.Span(**data(view_address="yes"))], className="cite-text"),
        written.P(texts("cite.bibtex"), className="tool-name"),
        written.Pre([*bibtex(drawing, texts)], className="cite-text"),
        written.P(texts("cite.link"), className="tool-name"),
        written.P(written.Span(**data(view_address="yes")), className="cite-text"),
    ]


def plain(drawing: Drawing, texts: Texts) -> str:
    """The citation in words: title, measure, product, data version."""
    return texts("cite.words", title=drawing.title, subtitle=drawing.subtitle, version=drawing.version)


def bibtex(drawing: Drawing, texts: Texts) -> list[Any]:
    """The citation as a BibTeX entry, the address to be filled in."""
    title = drawing.title.replace("{", "").replace("}", "").replace("\\", "")
    return [
        f"@misc{{doppelkern-{drawing.slug}-{drawing.version},\n"
        f"  title = {{{title}}},\n"
        "  author = {{Doppelkern}},\n"
        f"  note = {{{texts('source.version', version=drawing.version)}}},\n"
        "  url = {",
        written.Span(**data(view_address="yes")),
        "}\n}",
    ]
