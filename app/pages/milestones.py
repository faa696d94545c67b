"""The milestones page: the timeline, the chosen milestone beside it, and all of them as a list; no work on data."""

from __future__ import annotations

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.dependencies import ALL

from app.charts import milestone_views as views
from app.charts.milestone_figures import Figures
from app.charts.spec import Drawing
from app.components import card, milestone
from app.components.addresses import PAGES, Place
from app.components.attributes import aria
from app.components.chart_page import all_ignored, cards_of, drawings_of
from app.components.controls import PAGE, control_row, defaults_of
from app.components.flattened import INNER, as_html
from app.components.shell import shell, stores
from app.components.tools import tools
from app.errors import MalformedRequest
from app.site import Site
from app.state import FORMS, Parsed, ViewState, keep_reading, parse, to_query
from app.store.snapshot import Snapshot

NAME = "milestones"
CHOSEN = {"part": "control", "of": PAGE, "parameter": "milestone"}
VIEW = {"part": "page-view", "page": NAME}


def layout(site: Site, snapshot: Snapshot, parsed: Parsed, *, form: str) -> html.Div:
    """The page from one snapshot; the timeline's finding is its heading."""
    state = parsed.state
    texts = site.texts[state.lang]
    drawing = site.draw(NAME, snapshot=snapshot, state=state, form=form)
    reset = site.href(PAGES[NAME], keep_reading(state))
    content = html.Section(
        [
            html.Div(card.head(drawing, texts, level=1), id={"part": "head", "chart": NAME}, className="card-head"),
            control_row(drawing, texts, shown=(), reset=reset, alone=True),
            html.Div(_timeline(site, snapshot, state, drawing), className="timeline"),
            *_kept(drawing, state),
        ],
        id=NAME,
        className="card card-milestones",
        **aria(labelledby=f"title-{NAME}"),
    )
    others = [one for one in drawings_of(site, snapshot, state, page=NAME, form=form) if one.slug != NAME]
    defaults = {**defaults_of(others), **defaults_of([drawing], alone=True)}
    children = [
        content,
        *cards_of(site, state, others, page=NAME, first_level=2),
        *stores(defaults=defaults, form=form),
    ]
    ignored = all_ignored(parsed, [drawing, *others])
    return shell(site, snapshot, state, page=NAME, children=children, ignored=ignored)


def _timeline(site: Site, snapshot: Snapshot, state: ViewState, drawing: Drawing) -> list[Any]:
    """Plot and foot, the panel beside them, and the list."""
    texts = site.texts[state.lang]
    own_page = site.href(Place("chart", NAME).path, state.for_chart(NAME))
    reset = site.href(PAGES[NAME], keep_reading(state))
    shown = tools(site, drawing, state, own_page=own_page)
    foot = card.foot(drawing, texts, level=1, tab=state.for_chart(NAME).tab, tools=shown)
    return [
        html.Div(
            [
                html.Div(card.plot_parts(drawing, texts, milestones=reset), className="plot"),
                html.Div(foot, id={"part": "foot", "chart": NAME}, className="card-foot"),
            ],
            className="timeline-plot",
        ),
        html.Aside(
            _panel(site, snapshot, state, drawing),
            id="milestone-panel",
            className="timeline-panel",
            **aria(label=texts("milestone.panel.name")),
        ),
        html.Div(_list(site, snapshot, state, drawing), id="milestone-list", className="timeline-list"),
    ]


def _kept(drawing: Drawing, state: ViewState) -> list[Any]:
    """What the browser keeps of the page, and the control of the chosen milestone, which nobody sees."""
    view = {"query": to_query(state), "form": drawing.form}
    return [
        dcc.Store(id={"part": "view", "chart": NAME}, data=view),
        dcc.Store(id={"part": "shown", "chart": NAME}, data=card.shown_data(drawing, level=1)),
        dcc.Store(id={"part": "news", "chart": NAME}),
        dcc.Store(id=VIEW, data=view),
        dcc.Store(id="milestones-listed", data=drawing.identity_of_rows),
        dcc.Store(id="milestone-settled"),
        dcc.Store(id={"part": "clicked", "page": NAME}),
        dcc.Input(id=CHOSEN, type="hidden", value=views.chosen(drawing)),
    ]


def register(dash_app: Dash, site: Site) -> None:
    """The view has changed, so have the panel and perhaps the list; a mark that is clicked is chosen."""
    dash_app.callback(
        Output("milestone-panel", INNER),
        Output("milestone-list", INNER),
        Output("milestones-listed", "data"),
        Input(VIEW, "data"),
        State("milestones-listed", "data"),
        prevent_initial_call=True,
    )(partial(_sent, site))
    dash_app.clientside_callback(
        ClientsideFunction("milestones", "clicked"),
        Output({"part": "clicked", "page": ALL}, "data"),
        Input({"part": "figure", "chart": ALL}, "clickData"),
        prevent_initial_call=True,
    )
    dash_app.clientside_callback(
        ClientsideFunction("milestones", "settle"),
        Output("milestone-settled", "data"),
        Input("milestone-panel", INNER),
    )


def _sent(site: Site, view: object, listed: object) -> tuple[Any, ...]:
    """Panel and list as HTML."""
    panel, entries, now = update_beside(site, view, listed)
    return as_html(panel), entries if entries is no_update else as_html(entries), now


def update_beside(site: Site, view: object, listed: object) -> tuple[Any, ...]:
    """The panel of the view; where other events are drawn than before, their list too. Raises MalformedRequest."""
    asked = view if isinstance(view, dict) else {}
    query, form = asked.get("query"), asked.get("form")
    if not isinstance(query, str):
        raise MalformedRequest("query is a text")
    snapshot, state = site.snapshot, parse(query).state
    drawing = site.draw(NAME, snapshot=snapshot, state=state, form=form if form in FORMS else "wide")
    panel = _panel(site, snapshot, state, drawing)
    if drawing.identity_of_rows == listed:
        return panel, no_update, no_update
    return panel, _list(site, snapshot, state, drawing), drawing.identity_of_rows


def _panel(site: Site, snapshot: Snapshot, state: ViewState, drawing: Drawing) -> list[Any]:
    texts = site.texts[state.lang]
    details = views.details_of(drawing, snapshot=snapshot, state=state, texts=texts)
    report = views.report_events(snapshot, state=state, texts=texts)
    here = site.href(PAGES[NAME], state)
    ways = {"href": partial(_href, site, state), "history": partial(_history, site, state)}
    return milestone.panel(details, report, texts, here=here, **ways)


def _list(site: Site, snapshot: Snapshot, state: ViewState, drawing: Drawing) -> list[Any]:
    texts = site.texts[state.lang]
    years = views.years_of(drawing, snapshot=snapshot, state=state, texts=texts)
    return milestone.listing(years, texts, partial(_href, site, state))


def _href(site: Site, state: ViewState, code: str) -> str:
    """The address of the page with a milestone chosen; with none for an empty code."""
    return site.href(PAGES[NAME], keep_reading(state), milestone=code)


def _history(site: Site, state: ViewState, found: Figures) -> str:
    """The address of the history of growth with the sector, years and measure of the figures, or of their chart."""
    if not found.measure:
        return site.href(PAGES[found.page], keep_reading(state)) + f"#{found.chart}"
    own = (("growth-history", "measure", found.measure),) if found.measure != "value_added" else ()
    chosen = {"series": (found.sector,), "time": found.time, "own": own}
    return site.href(PAGES["growth"], keep_reading(state), **chosen) + "#growth-history"
