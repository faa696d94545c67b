"""What the page of a briefing shows: its charts as on paper, what changes them, files of all; it makes no address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from app.charts.registry import charts_of
from app.components.addresses import PAGES
from app.components.attributes import aria, data
from app.components.briefing import (
    MOST,
    PAGE,
    Briefing,
    Entry,
    address_of,
    edit_address,
    file_address,
    is_too_long,
    picture_address,
)
from app.components.headline import clauses
from app.exports.briefing import PLACE_HEIGHT, PLACE_WIDTH
from app.i18n import SEPARATOR, Texts
from app.site import Site
from app.state import ViewState, keep_reading, to_query

SUGGESTIONS = {
    "report": ("two-cores", "sector-growth", "vehicle-output", "changan-millions", "milestones"),
    "growth": ("sector-growth", "growth-history", "growth-contribution"),
    "promises": ("targets", "new-industries-share", "output-index"),
}
"""Briefings to begin with, by the name of their texts."""


def contents(site: Site, briefing: Briefing) -> list[Any]:
    """The page below its header, for the browser to fill in."""
    texts = site.texts[briefing.state.lang]
    address = address_of(site, briefing)
    head = [
        html.P(texts("page.briefing.name"), className="kicker"),
        html.H1(clauses(briefing.state.title or texts("briefing.heading")), className="headline"),
    ]
    if not briefing.entries:
        return [*head, *_beginning(site, briefing, texts)]
    long = [html.P(texts("briefing.too_long"), className="ignored")] if is_too_long(address) else []
    return [
        *head,
        html.P(briefing.state.note or texts("briefing.about"), className="subtitle"),
        *long,
        html.Div(
            [
                html.Ol(
                    [_sheet(site, briefing, place, entry) for place, entry in enumerate(briefing.entries)],
                    className="briefing-sheets",
                    **aria(label=texts("briefing.charts")),
                ),
                html.Div(
                    [_files(site, briefing, texts), _words(site, briefing, texts), _adding(site, briefing, texts)],
                    className="briefing-side",
                ),
            ],
            className="briefing-columns",
        ),
    ]


def _beginning(site: Site, briefing: Briefing, texts: Texts) -> list[Any]:
    """A briefing without charts: what it is, and some to begin with."""
    ways = [
        html.Li(
            [
                html.A(
                    texts(f"briefing.begin.{name}"),
                    href=address_of(site, briefing, charts=slugs, title=texts(f"briefing.begin.{name}")),
                    className="way-name",
                    **data(step="begin"),
                ),
                html.P(texts.listing([texts(f"chart.{slug}.name") for slug in slugs])),
            ]
        )
        for name, slugs in SUGGESTIONS.items()
    ]
    return [
        html.P(texts("briefing.empty"), className="subtitle"),
        html.Div(
            [
                html.Section([html.H2(texts("briefing.begin.heading")), html.Ul(ways, className="briefing-ways")]),
                _adding(site, briefing, texts),
            ],
            className="briefing-empty",
        ),
    ]


def _sheet(site: Site, briefing: Briefing, place: int, entry: Entry) -> html.Li:
    texts, drawing = site.texts[briefing.state.lang], entry.drawing
    return html.Li(
        [
            html.Div(
                [
                    html.Span(
                        [html.B(str(place + 1)), " ", texts(f"chart.{drawing.slug}.name")], className="briefing-name"
                    ),
                    _steps(site, briefing, place, texts),
                ],
                className="briefing-bar",
            ),
            html.Div(
                [
                    html.H2(drawing.title),
                    html.P(drawing.subtitle, className="muted"),
                    html.P(drawing.source_line, className="muted"),
                    html.P(className="briefing-waiting muted", role="status"),
                ],
                className="briefing-picture",
                style=f"aspect-ratio: {PLACE_WIDTH} / {PLACE_HEIGHT}",
                **data(
                    picture=picture_address(site, briefing, entry, "svg") if site.pictures.available else "",
                    alt=drawing.alt,
                    making=texts("briefing.making"),
                    failed=texts("briefing.no_picture"),
                ),
            ),
        ],
        className="briefing-sheet",
    )


def _steps(site: Site, briefing: Briefing, place: int, texts: Texts) -> html.Div:
    """Up, down, change, remove; what cannot be is there all the same, so that nothing jumps."""
    count, name = len(briefing.entries), texts(f"chart.{briefing.entries[place].drawing.slug}.name")

    def step(kind: str, sign: str, to: int) -> Any:
        words = aria(label=texts(f"briefing.{kind}", name=name))
        if not 0 <= to < count:
            return html.Span(sign, role="link", className="briefing-step", **words, **aria(disabled="true"))
        return html.A(
            sign,
            href=address_of(site, briefing, charts=briefing.moved(place, to)),
            className="briefing-step",
            title=texts(f"briefing.{kind}", name=name),
            **words,
            **data(step=kind, to=str(to), said=texts("briefing.moved", name=name, place=to + 1, count=count)),
        )

    return html.Div(
        [
            step("up", "↑", place - 1),
            step("down", "↓", place + 1),
            html.A(
                texts("briefing.edit"),
                href=edit_address(site, briefing, place),
                className="briefing-word",
                **aria(label=texts("briefing.edit_one", name=name)),
            ),
            html.A(
                texts("briefing.remove"),
                href=address_of(site, briefing, charts=briefing.without(place)),
                className="briefing-word",
                **aria(label=texts("briefing.remove_one", name=name)),
                **data(step="remove", to=str(place), said=texts("briefing.removed", name=name)),
            ),
        ],
        className="briefing-steps",
    )


def _files(site: Site, briefing: Briefing, texts: Texts) -> html.Section:
    """The whole as files; the script asks for each chart first and says how far it is."""
    pdf: Any = html.A(texts("briefing.pdf"), href=file_address(site, briefing, "pdf"), **_errand(site, briefing, "pdf"))
    if not site.pictures.available:
        pdf = html.P(texts("briefing.no_pdf"), className="muted")
    return html.Section(
        [
            html.H2(texts("briefing.files")),
            html.Div(
                [
                    html.A(
                        texts("briefing.pptx"),
                        href=file_address(site, briefing, "pptx"),
                        **_errand(site, briefing, "pptx"),
                    ),
                    pdf,
                ],
                className="briefing-files",
            ),
            html.Div(
                [
                    html.Progress(max="1", value="0"),
                    html.Span(className="briefing-said", role="status"),
                    html.Button(
                        texts("briefing.cancel"), type="button", className="briefing-word", **data(cancel="yes")
                    ),
                ],
                className="briefing-progress",
                hidden=True,
                **data(
                    step=texts("briefing.step", number="{number}", count="{count}"),
                    binding=texts("briefing.binding"),
                    waiting=texts("tools.said.waiting", reason="{reason}", seconds="{seconds}"),
                    saved=texts("tools.said.saved"),
                    cancelled=texts("briefing.cancelled"),
                    failed=texts("tools.said.failed"),
                ),
            ),
            html.P(texts("briefing.keep"), className="muted"),
        ]
    )


def _errand(site: Site, briefing: Briefing, extension: str) -> dict[str, Any]:
    """A link to a file, and the charts to be asked for before it."""
    warming = "txt" if extension == "pptx" else extension
    parts = " ".join(picture_address(site, briefing, entry, warming) for entry in briefing.entries)
    return {
        "className": "briefing-file",
        "download": f"doppelkern-briefing-{briefing.state.lang}.{extension}",
        **data(briefing=extension, parts=parts),
    }


def _words(site: Site, briefing: Briefing, texts: Texts) -> html.Form:
    state = briefing.state
    return html.Form(
        [
            html.H2(texts("briefing.words")),
            html.Label([html.Span(texts("briefing.title")), _field("title", state.title, 120)]),
            html.Label(
                [
                    html.Span(texts("briefing.note")),
                    html.Textarea(state.note, name="note", maxLength="400", rows="4", className="search-input"),
                ]
            ),
            html.Button(texts("briefing.apply"), type="submit", className="briefing-button"),
        ],
        action=site.href(PAGES[PAGE], ViewState()),
        method="get",
        **data(briefing="words", base=to_query(replace(state, title="", note=""))),
    )


def _adding(site: Site, briefing: Briefing, texts: Texts) -> Any:
    """Two ways to add a chart: from the list, or by the address of a view."""
    state = briefing.state
    if len(briefing.entries) >= MOST:
        return html.P(texts("briefing.full", count=MOST), className="muted")
    groups = [
        html.Optgroup(
            [html.Option(texts(f"chart.{chart.slug}.name"), value=chart.slug) for chart in charts_of(page)],
            label=texts(f"page.{page}.name"),
        )
        for page in PAGES
        if charts_of(page)
    ]
    base = to_query(state)
    action = site.href(PAGES[PAGE], ViewState())
    return html.Div(
        [
            html.H2(texts("briefing.add")),
            html.Form(
                [
                    html.Label(
                        [html.Span(texts("briefing.from_list")), html.Select(groups, name="add", className="menu")]
                    ),
                    html.Button(texts("briefing.put"), type="submit", className="briefing-button"),
                ],
                action=action,
                method="get",
                className="briefing-add",
                **data(briefing="list", base=base),
            ),
            html.Form(
                [
                    html.Label(
                        [
                            html.Span(texts("briefing.from_address")),
                            _field("add", "", 6000, placeholder=".../chart/two-cores?lang=" + state.lang),
                        ]
                    ),
                    html.Button(texts("briefing.put"), type="submit", className="briefing-button"),
                ],
                action=action,
                method="get",
                className="briefing-add",
                **data(briefing="address", base=base),
            ),
            html.P(
                [
                    texts("briefing.or_on_pages"),
                    " ",
                    *_pages(site, state, texts),
                ],
                className="muted",
            ),
        ],
        className="briefing-adding",
    )


def _pages(site: Site, state: ViewState, texts: Texts) -> list[Any]:
    kept, links = keep_reading(state), []
    for page in PAGES:
        if charts_of(page):
            links += [html.A(texts(f"page.{page}.name"), href=site.href(PAGES[page], kept)), SEPARATOR]
    return links[:-1]


def _field(name: str, value: str, most: int, **more: Any) -> html.Textarea:
    """A field of one line: Dash has no plain one of the browser's own, and the script keeps Enter for sending."""
    return html.Textarea(value, name=name, maxLength=str(most), rows="1", className="search-input", **more)
