"""The statements of the December 2025 report as a list: what it says, how that stands, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from app.charts.article import STATUSES, Statement, summary
from app.components.addresses import PAGES
from app.components.attributes import aria
from app.components.key_figures import way_href
from app.i18n import SEPARATOR, Texts
from app.i18n.clauses import tied
from app.site import Site
from app.state import ViewState, keep_reading


def article(site: Site, listed: Sequence[Statement], state: ViewState) -> html.Section:
    """Heading, the counts in a sentence, what the marks mean, and every statement in order."""
    texts = site.texts[state.lang]
    return html.Section(
        [
            html.P(texts("article.kicker"), className="kicker"),
            html.H2(texts("article.title"), id="title-article", className="headline"),
            html.P(summary(listed, texts), className="article-summary"),
            html.P(texts("article.publisher"), className="article-about"),
            _legend(texts),
            html.Ol([_item(site, texts, statement, state) for statement in listed], className="statements"),
        ],
        id="article",
        className="article",
        **aria(labelledby="title-article"),
    )


def _legend(texts: Texts) -> html.Dl:
    """What each mark means."""
    entries = [
        html.Div(
            [
                html.Dt([_mark(status), texts(f"article.status.{status}")]),
                html.Dd(texts(f"article.meaning.{status}")),
            ]
        )
        for status in STATUSES
    ]
    return html.Dl(entries, className="statuses")


def _item(site: Site, texts: Texts, statement: Statement, state: ViewState) -> html.Li:
    return html.Li(
        [
            html.Span(str(statement.order), className="statement-number", **aria(hidden="true")),
            html.Div(
                [
                    html.P(tied(statement.text), className="statement-text"),
                    html.P(statement.kind, className="statement-kind"),
                ],
                className="statement-said",
            ),
            html.P([_mark(statement.status), statement.status_words], className="statement-status"),
            html.Div(
                [html.P(tied(statement.finding)), _links(site, texts, statement, state)], className="statement-found"
            ),
        ],
        id=statement.code,
        className=f"statement statement-{statement.status}",
    )


def _mark(status: str) -> html.Span:
    return html.Span(className=f"status-mark status-{status}", **aria(hidden="true"))


def _links(site: Site, texts: Texts, statement: Statement, state: ViewState) -> html.P | None:
    """To the charts of its figures and to its milestone."""
    links: list[Any] = [
        html.A(texts("figures.chart") + way.name, href=way_href(site, state, way)) for way in statement.ways
    ]
    if statement.milestone:
        address = site.href(PAGES["milestones"], keep_reading(state), milestone=statement.milestone)
        links.append(html.A(texts("article.milestone", title=tied(statement.milestone_title)), href=address))
    if not links:
        return None
    spaced = [part for link in links for part in (html.Span(SEPARATOR, **aria(hidden="true")), link)][1:]
    return html.P(spaced, className="statement-ways")
