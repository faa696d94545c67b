"""The overview: the story in a few sentences, key figures, the report's statements, and ways on; no work on data."""

from __future__ import annotations

from dash import html

from app.charts import article as report
from app.charts import story
from app.charts.registry import charts_of
from app.charts.spec import Drawing
from app.components.addresses import PAGES
from app.components.article import article
from app.components.attributes import aria
from app.components.chart_page import all_ignored
from app.components.headline import clauses
from app.components.key_figures import key_figures
from app.components.shell import shell, stores
from app.site import Site
from app.state import Parsed, ViewState, keep_reading
from app.store.snapshot import Snapshot

FIGURES = "key-figures"
GROUPS = ("report", "latest")


def layout(site: Site, snapshot: Snapshot, parsed: Parsed, *, form: str) -> html.Div:
    """The page from one snapshot."""
    state = parsed.state
    texts = site.texts[state.lang]
    drawing = site.draw(FIGURES, snapshot=snapshot, state=state, form=form)
    children = [
        _opening(site, snapshot, drawing),
        key_figures(site, drawing, state, groups=GROUPS),
        article(site, report.statements(snapshot, texts), state),
        _ways_on(site, snapshot, state),
        *stores(defaults={}, form=form),
    ]
    return shell(site, snapshot, state, page="overview", children=children, ignored=all_ignored(parsed, [drawing]))


def _opening(site: Site, snapshot: Snapshot, drawing: Drawing) -> html.Section:
    """The finding, what is claimed, and the sides of the story next to each other."""
    texts = site.texts[drawing.lang]
    told = story.tell(drawing.frame, snapshot, texts)
    sides = [
        html.Div([html.H2(side.title, className="side-title"), html.P(side.text)], className=f"side role-{side.role}")
        for side in told.sides
    ]
    return html.Section(
        [
            html.P(drawing.kicker, className="kicker"),
            html.H1(clauses(drawing.title), id="title-story", className="headline"),
            html.P(told.opening, className="subtitle"),
            html.Div(sides, className="sides"),
        ],
        className="story",
        **aria(labelledby="title-story"),
    )


def _ways_on(site: Site, snapshot: Snapshot, state: ViewState) -> html.Nav:
    """The other pages, each with the finding of its first chart, or what it is for where it has none."""
    texts = site.texts[state.lang]
    items = [
        html.Li(
            [
                html.H3(texts(f"page.{page}.name"), className="way-name"),
                html.P(
                    html.A(_teaser(site, snapshot, state, page), href=site.href(path, keep_reading(state))),
                    className="way-teaser",
                ),
            ]
        )
        for page, path in PAGES.items()
        if page != "overview"
    ]
    return html.Nav(
        [html.H2(texts("story.ways_on"), className="group-heading"), html.Ul(items, className="ways-on")],
        **aria(label=texts("story.ways_on")),
    )


def _teaser(site: Site, snapshot: Snapshot, state: ViewState, page: str) -> str:
    charts = charts_of(page)
    if not charts:
        return site.texts[state.lang](f"page.{page}.description")
    return site.draw(charts[0].slug, snapshot=snapshot, state=ViewState(lang=state.lang)).title
