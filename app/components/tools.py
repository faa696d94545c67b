"""What a reader takes a chart away with: download, copy, embed, cite, present; it must not make any of it.

Menus are the browser's own; what lies in them is filled in once they are opened, and follows the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import html

from app.charts.spec import Drawing
from app.components.addresses import PAGES, Place
from app.components.attributes import aria, data
from app.components.briefing import replaces, way_to_briefing
from app.components.citation import citation
from app.components.embed_code import view_of
from app.components.markup import Element, markup, written
from app.i18n import Texts
from app.site import Site
from app.state import IMAGE_SIZES, ViewState

IMAGES = ("png", "svg", "pdf")
DATA = ("xlsx", "csv", "json", "txt")
COLOURS = ("light", "dark", "contrast", "grey")


def tools(site: Site, drawing: Drawing, state: ViewState, *, own_page: str = "") -> html.Div | None:
    """The quiet row at a chart's source line; None where the address hides it.

    ``own_page``: the address where the chart stands alone, where that is not here.
    """
    own = state.for_chart(drawing.slug)
    if "downloads" in own.hide:
        return None
    texts, chart = site.texts[state.lang], site.chart(drawing.slug)
    parts: list[Any] = [
        _menu(texts("tools.download"), _panel(site, drawing, own), tool="download"),
        html.Button(texts("tools.embed"), type="button", className="tool", **data(tool="embed")),
        _menu(texts("cite.heading"), citation(drawing, texts), tool="cite"),
        html.A(texts("tools.present"), href=f"?present=1#{drawing.slug}", className="tool", **data(tool="present")),
    ]
    parts.append(_into_briefing(site, drawing, state))
    if own_page:
        parts.append(html.A(texts("chart_page.alone"), href=own_page, className="tool", **data(alone=drawing.slug)))
    return html.Div(
        parts,
        className="card-tools",
        role="group",
        **aria(label=texts("tools.name")),
        **data(
            slug=drawing.slug,
            parameters=" ".join(chart.parameters),
            page=site.absolute(site.href(Place("chart", drawing.slug).path, ViewState())) if site.public_url else "",
            path=site.href(Place("chart", drawing.slug).path, ViewState()),
            codes=site.href(f"/embed-code/{drawing.slug}.json", ViewState()),
        ),
    )


def _into_briefing(site: Site, drawing: Drawing, state: ViewState) -> html.A:
    """The way into the briefing that the address carries; the script keeps it at the view of the moment."""
    back, texts = replaces(state, drawing.slug), site.texts[state.lang]
    return html.A(
        texts("tools.briefing.back", place=state.at) if back else texts("tools.briefing.add"),
        href=way_to_briefing(site, drawing.slug, state),
        className="tool",
        **data(tool="briefing", at=state.at if back else "", path=site.href(PAGES["briefing"], ViewState())),
    )


def _menu(name: str, children: Any, *, tool: str) -> html.Details:
    """A menu behind its name: its content is sent as HTML, which the script fills in once it is opened."""
    content = html.Div(className="tool-panel", **data(html=str(markup(children))))
    return html.Details(
        [html.Summary(name, className="tool"), content], className=f"tool-menu {tool}", **data(tool=tool)
    )


def _panel(site: Site, drawing: Drawing, own: ViewState) -> list[Any]:
    texts = site.texts[own.lang]
    here = site.makes_images
    images = _image_links(site, drawing, own) if here else [_button(texts("tools.format.png"), picture="save")]
    rows = [
        _row(texts("tools.image"), [_choices(own, texts), *images]),
        _row(texts("tools.slide"), [_link(site, drawing, own, "pptx")]),
        _row(texts("tools.data"), [_link(site, drawing, own, extension) for extension in DATA]),
        _row(
            texts("tools.copy"),
            [
                _button(texts("tools.copy_image"), copy="image"),
                _button(texts("tools.copy_table"), copy="table"),
                _button(texts("tools.copy_sentence"), copy="sentence"),
            ],
        ),
    ]
    hint = [] if here else [written.P(texts("tools.no_renderer"), className="tool-hint")]
    said = written.P(role="status", className="tool-said", **aria(live="polite"), **_words(texts))
    return [written.Div(rows, className="tool-rows", **data(images="host" if here else "reader")), *hint, said]


def _words(texts: Texts) -> Any:
    """What the script says, and the sentence it copies: texts with places left open."""
    said = {name: texts(f"tools.said.{name}") for name in ("making", "saved", "copied", "failed", "saved_instead")}
    waiting = texts("tools.said.waiting", reason="{reason}", seconds="{seconds}")
    sentence = texts("tools.sentence", **{name: f"{{{name}}}" for name in ("title", "subtitle", "source", "link")})
    return data(**said, waiting=waiting, sentence=sentence)


def _row(name: str, children: Sequence[Any]) -> Element:
    return written.Div(
        [
            written.P(name, className="tool-name"),
            written.Div(children, className="tool-choices", role="group", **aria(label=name)),
        ],
        className="tool-row",
    )


def _choices(own: ViewState, texts: Texts) -> Element:
    """Size and colours of images."""
    chosen = own.theme if own.theme in COLOURS else COLOURS[0]
    return written.Div(
        [
            _select(texts, "size", IMAGE_SIZES, chosen="natural"),
            _select(texts, "colours", COLOURS, chosen=chosen),
        ],
        className="tool-selects",
    )


def _select(texts: Texts, name: str, values: Sequence[str], *, chosen: str) -> Element:
    options = [
        written.Option(texts(f"tools.{name}.{value}"), value=value, selected=value == chosen) for value in values
    ]
    return written.Label(
        [written.Span(texts(f"tools.{name}_label")), written.Select(options, className="menu", **data(image=name))]
    )


def _image_links(site: Site, drawing: Drawing, own: ViewState) -> list[Element]:
    return [_link(site, drawing, own, extension) for extension in IMAGES]


def _link(site: Site, drawing: Drawing, own: ViewState, extension: str) -> Element:
    """A link to a file of exactly this view; the script keeps it at the address's state and the chosen size."""
    view = view_of(site.chart(drawing.slug), own)
    if extension in IMAGES:
        view = replace(view, size="natural")
    if extension == "csv":
        view = replace(view, bom="1")
    texts = site.texts[own.lang]
    return written.A(
        texts(f"tools.format.{extension}"),
        href=site.href(f"/chart/{drawing.slug}.{extension}", view),
        download=f"{drawing.filename}.{extension}",
        **data(file=extension),
    )


def _button(name: str, **purpose: str) -> Element:
    return written.Button(name, type="button", **data(**purpose))
