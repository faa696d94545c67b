"""A chart as a card: headline, controls, plot, notes, source line and table, all from one drawing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from dash import dcc, html

from app.charts.spec import Drawing, Key, SourceEntry
from app.components.attributes import aria, data
from app.components.controls import control_row, offers
from app.components.data_table import data_table
from app.components.headline import clauses
from app.components.markup import markup, written
from app.components.terms import explained, printed_terms
from app.i18n import SEPARATOR, Texts
from app.i18n.clauses import tied

NO_BAR: Any = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}


def card(
    drawing: Drawing,
    texts: Texts,
    *,
    level: int,
    shown: Iterable[str],
    reset: str,
    query: str,
    tab: str = "",
    alone: bool = False,
    tabbed: bool = True,
    own_page: str = "",
    milestones: str = "",
    tools: Any = None,
) -> html.Section:
    """The whole card. ``level`` is the rank of its heading, ``shown`` what other cards' controls already choose.

    ``alone``: the one chart of a page; its table and notes lie open, for the page's tabs to show one of them, unless
    it is not ``tabbed``.
    ``own_page``: the address where the chart stands alone; ``milestones``: that of the milestones, for its markers;
    ``tools``: what it is taken away with.
    """
    identity = {"chart": drawing.slug}
    return html.Section(
        [
            html.Div(head(drawing, texts, level=level), id={"part": "head", **identity}, className="card-head"),
            control_row(drawing, texts, shown=shown, reset=reset, alone=alone),
            html.Div(plot_parts(drawing, texts, milestones=milestones), className="plot"),
            html.Div(
                foot(
                    drawing,
                    texts,
                    level=level,
                    tab=tab,
                    alone=alone and tabbed,
                    milestones=milestones,
                    tools=tools,
                ),
                id={"part": "foot", **identity},
                className="card-foot",
            ),
            _own_page(drawing, texts, own_page),
            dcc.Store(id={"part": "view", **identity}, data={"query": query, "form": drawing.form}),
            dcc.Store(id={"part": "shown", **identity}, data=shown_data(drawing, level=level, alone=alone and tabbed)),
            dcc.Store(id={"part": "news", **identity}),
        ],
        id=drawing.slug,
        className=f"card card-{drawing.slug}",
        **aria(labelledby=f"title-{drawing.slug}"),
    )


def _own_page(drawing: Drawing, texts: Texts, address: str) -> html.P:
    if not address:
        return html.P(hidden=True)
    link = html.A(texts("chart_page.alone"), href=address, **data(alone=drawing.slug))
    return html.P(link, className="own-page")


def shown_data(drawing: Drawing, *, level: int, alone: bool = False) -> dict[str, Any]:
    """What a card remembers of what it shows, so that only what changes is sent again; it goes with every question."""
    return {
        "identity": drawing.identity,
        "rows": drawing.identity_of_rows,
        "note": drawing.note,
        "offers": blake2b(json.dumps(offers(drawing)).encode(), digest_size=8).hexdigest(),
        "level": level,
        "alone": alone,
    }


def news_data(drawing: Drawing, *, ignored: Sequence[str], is_offer_new: bool) -> dict[str, Any]:
    """What the script makes known beside the card: what of the address the chart cannot use, in words, and what its
    controls offer, where that is something else than before.
    """
    return {"ignored": list(ignored), **({"offered": offers(drawing)} if is_offer_new else {})}


def head(drawing: Drawing, texts: Texts, *, level: int) -> list[Any]:
    """Kicker, the finding as a heading, and the subtitle."""
    heading = {1: html.H1, 2: html.H2}.get(level, html.H3)
    return [
        html.P(drawing.kicker, className="kicker"),
        heading(clauses(drawing.title), id=f"title-{drawing.slug}", className="headline"),
        html.P(explained(drawing.subtitle, texts), id=f"subtitle-{drawing.slug}", className="subtitle"),
    ]


def plot_parts(drawing: Drawing, texts: Texts, *, milestones: str = "") -> list[Any]:
    """Key, plot, and what stands there when nothing can be drawn; ``milestones``: where a milestone is opened."""
    return [
        html.Div(keys(drawing.keys), id={"part": "keys", "chart": drawing.slug}),
        html.Button(texts("spoken.to_table"), type="button", className="skip-link chart-skip"),
        html.P(texts("spoken.help"), id=f"help-{drawing.slug}", className="unseen"),
        html.Div(
            [
                html.Div(
                    dcc.Graph(
                        id={"part": "figure", "chart": drawing.slug},
                        figure=drawing.figure or {},
                        config=NO_BAR,
                        style=plot_style(drawing),
                        responsive=True,
                    ),
                    id={"part": "picture", "chart": drawing.slug},
                    role="img",
                    **aria(label=drawing.alt),
                ),
                html.Div(className="chart-rings", **aria(hidden="true")),
                html.P(role="status", className="chart-said"),
            ],
            className="chart-region",
            tabIndex="0",
            role="application",
            **aria(
                labelledby=f"title-{drawing.slug}",
                describedby=f"subtitle-{drawing.slug} help-{drawing.slug}",
                roledescription=texts("spoken.role"),
            ),
            **data(milestones=milestones),
        ),
        html.Div(empty(drawing), id={"part": "empty", "chart": drawing.slug}),
    ]


def plot_style(drawing: Drawing) -> dict[str, str]:
    """The height of the plot; none where nothing is drawn."""
    return {"height": f"{drawing.height}px"} if drawing.figure else {"display": "none"}


def empty(drawing: Drawing) -> list[Any]:
    """Why there is nothing to see, and what to do; nothing where there is a chart."""
    if drawing.empty is None:
        return []
    return [html.Div([html.P(drawing.empty.reason), html.P(drawing.empty.way_out)], className="empty")]


def keys(entries: Sequence[Key]) -> list[Any]:
    """The key above the plot: a mark and its meaning."""
    if not entries:
        return []
    items = [
        html.Li(
            [
                html.Span(className=f"key-mark key-{entry.mark} role-{entry.role}", **aria(hidden="true")),
                entry.text,
            ]
        )
        for entry in entries
    ]
    return [html.Ul(items, className="keys")]


def foot(
    drawing: Drawing,
    texts: Texts,
    *,
    level: int,
    tab: str = "",
    alone: bool = False,
    milestones: str = "",
    tools: Any = None,
) -> list[Any]:
    """Milestones, note, source line, what the chart is taken away with, and folded the table and the notes.

    ``level`` is the rank of the chart's heading: those of the notes stand below it.
    """
    parts: list[Any] = []
    if drawing.markers:
        parts.append(_markers(drawing, milestones))
    if drawing.note:
        parts.append(html.P(explained(drawing.note, texts), className="note"))
    parts += [printed_terms(drawing, texts), html.P(drawing.source_line, className="source-line")]
    if tools is not None:
        parts.append(tools)
    if drawing.table.rows:
        parts.append(
            _folded(
                texts("card.table"),
                [data_table(drawing, texts)],
                name=f"{drawing.slug}.table",
                opened=alone or tab == "table",
            )
        )
    if drawing.notes or drawing.sources:
        parts.append(
            _folded(
                texts("card.notes"),
                _notes(drawing, texts, level=level + 1),
                name=f"{drawing.slug}.notes",
                opened=alone or tab == "notes",
            )
        )
    return parts


def _folded(summary: str, children: list[Any], *, name: str, opened: bool) -> html.Details:
    """Behind a line to press: its content is sent as HTML, which the script fills in once it is opened."""
    content = html.Div(**data(html=str(markup(children))))
    return html.Details([html.Summary(summary), content], open=opened, className="folded", **data(tab=name))


def _markers(drawing: Drawing, address: str) -> html.Ol:
    """The numbered milestones of a time chart, each a link to its details."""
    joint = "&" if "?" in address else "?"
    items = [
        html.Li(
            [
                html.Span(str(marker.number), className="marker-number", **aria(hidden="true")),
                html.Span(marker.date, className="marker-date"),
                " ",
                html.A(tied(marker.title), href=f"{address}{joint}milestone={marker.milestone}"),
            ]
        )
        for marker in drawing.markers
    ]
    return html.Ol(items, className="markers")


def _notes(drawing: Drawing, texts: Texts, *, level: int) -> list[Any]:
    """Remarks and definitions by kind, then the sources of exactly the drawn rows."""
    heading = written.H2 if level == 2 else written.H3
    parts: list[Any] = []
    for kind in ("reading", "flag", "derived", "conflict", "row", "definition"):
        chosen = [note for note in drawing.notes if note.kind == kind]
        if chosen:
            entries = [item for note in chosen for item in (written.Dt(note.title), written.Dd(note.text))]
            parts += [heading(texts(f"notes.{kind}")), written.Dl(entries, className="notes")]
    if drawing.sources:
        parts += [
            heading(texts("notes.sources")),
            written.Ul([source_item(s, texts, html=written) for s in drawing.sources], className="sources"),
        ]
    return parts


def source_item(source: SourceEntry, texts: Texts, *, html: Any = html) -> Any:
    """A source as an entry of a list, made by ``html``: publisher, title, date, evidence, and its address if any."""
    named: Any = {"lang": source.lang} if source.lang else {}
    title: Any = html.Span(source.title, **named) if source.title else ""
    if source.url:
        title = html.A(source.title, href=source.url, rel="noopener noreferrer", **named)
    date = [SEPARATOR, html.Span(source.date, className="tied")] if source.date else []
    others = [SEPARATOR + part for part in (source.evidence, source.remark) if part]
    return html.Li(
        [
            html.Strong(source.publisher),
            texts("mark.colon") if source.title else "",
            title,
            html.Span([*date, *others], className="source-details"),
        ]
    )
