"""The data page: every table of the package, and how to read, cite and take it away; no work on data."""

from __future__ import annotations

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update

from app.charts.data_tables import show_table, table_names
from app.components import table_view
from app.components.attributes import aria
from app.components.flattened import INNER, as_html
from app.components.reading_notes import contents, reading_notes
from app.components.shell import shell, stores
from app.errors import MalformedRequest
from app.site import Site
from app.state import Parsed, parse, to_query
from app.store.snapshot import Snapshot

VIEW = {"part": "page-view", "page": table_view.PAGE}


def layout(site: Site, snapshot: Snapshot, parsed: Parsed, *, form: str) -> html.Div:
    """The page from one snapshot."""
    state = parsed.state
    texts = site.texts[state.lang]
    view = show_table(snapshot, state, texts)
    children = [
        *contents(site, snapshot, state),
        html.Section(
            [
                html.H2(texts("data.section.tables"), id="title-tables", className="unseen"),
                html.Nav(
                    table_view.chooser(site, state, table_names(snapshot, texts), shown=view.name),
                    id="table-chooser",
                    **aria(label=texts("tables.choose")),
                ),
                html.Div(table_view.head(site, view, texts), id="table-head", className="table-head"),
                html.Div(table_view.tools(view, texts), id="table-tools", className="controls"),
                html.Div(
                    [
                        html.P(table_view.count(view, texts), id="table-count", role="status"),
                        html.A(
                            texts("tables.reset"), id="table-reset", href=table_view.reset_address(site, state, view)
                        ),
                    ],
                    className="table-state",
                ),
                html.Div(id="table-region"),
            ],
            id="tables",
            className="data-section",
            **aria(labelledby="title-tables"),
        ),
        *reading_notes(site, snapshot, state),
        *stores(defaults={}, form=form),
        dcc.Store(id=VIEW, data={"query": to_query(state), "form": form}),
        dcc.Store(id="table-shown", data=view.name),
        dcc.Store(id="table-rows", data=as_html(table_view.region(site, state, view))),
    ]
    return shell(site, snapshot, state, page="data", children=children, ignored=(*parsed.ignored, *view.ignored))


def register(dash_app: Dash, site: Site) -> None:
    """The address has changed: so has what is shown, and the browser fills in the rows."""
    dash_app.clientside_callback(
        ClientsideFunction("doppelkern_data", "fill"),
        Output("table-region", "data-filled"),
        Input("table-rows", "data"),
    )
    dash_app.callback(
        Output("table-rows", "data"),
        Output("table-count", INNER),
        Output("table-chooser", INNER),
        Output("table-head", INNER),
        Output("table-tools", "children"),
        Output("table-reset", "href"),
        Output("table-shown", "data"),
        Input(VIEW, "data"),
        State("table-shown", "data"),
        prevent_initial_call=True,
    )(partial(update_table, site))


def update_table(site: Site, asked: object, shown: object) -> tuple[Any, ...]:
    """The rows asked for; where another table is asked for also all that belongs to it. Raises MalformedRequest."""
    query = asked.get("query") if isinstance(asked, dict) else None
    if not isinstance(query, str):
        raise MalformedRequest("query is a text")
    state, snapshot = parse(query).state, site.snapshot
    texts = site.texts[state.lang]
    view = show_table(snapshot, state, texts)
    rows = as_html(table_view.region(site, state, view)), as_html(table_view.count(view, texts))
    if view.name == shown:
        return *rows, *(no_update,) * 5
    return (
        *rows,
        as_html(table_view.chooser(site, state, table_names(snapshot, texts), shown=view.name)),
        as_html(table_view.head(site, view, texts)),
        table_view.tools(view, texts),
        table_view.reset_address(site, state, view),
        view.name,
    )
