"""A table of the package with what chooses in it: search, filters, headings that sort, pages; no work on data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from dash import html

from app.charts.data_tables import FIRST, Heading, TableName, TableView
from app.charts.spec import Control, Option
from app.charts.table_cells import Part, Parts
from app.charts.table_columns import FILTERED
from app.components.addresses import PAGES
from app.components.attributes import aria, data
from app.components.controls import page_control
from app.components.markup import Element, written
from app.i18n import SEPARATOR, Texts
from app.site import Site
from app.state import ViewState, keep_reading

PAGE = "data"
_CLEARED = dict.fromkeys(("q", "sort", "page", *FILTERED), "")


def choosing(**changes: str) -> Any:
    """The attributes of a link or button that changes the address of the page by these parameters; empty ones go."""
    return data(choose=urlencode(changes), of=PAGE)


def table_link(site: Site, state: ViewState, content: Any, *, table: str, **attributes: Any) -> html.A:
    """A link to a table, all of it: within the page it changes the view in place."""
    target = replace(keep_reading(state), table="" if table == FIRST else table)
    changes = {**_CLEARED, "table": target.table}
    return html.A(content, href=site.href(PAGES[PAGE], target), **attributes, **choosing(**changes))


def chooser(site: Site, state: ViewState, names: Sequence[TableName], *, shown: str) -> list[Any]:
    """All tables of the package, each with its number of rows."""
    texts = site.texts[state.lang]
    groups = []
    for group in ("facts", "terms"):
        links = [html.Li(_name_link(site, state, each, shown=shown)) for each in names if each.group == group]
        label = html.P(texts(f"tables.group.{group}"), id=f"tables-{group}", className="table-group")
        groups.append(html.Div([label, html.Ul(links, className="table-names", **aria(labelledby=f"tables-{group}"))]))
    return groups


def _name_link(site: Site, state: ViewState, name: TableName, *, shown: str) -> html.A:
    count = html.Span(site.texts[state.lang].number(name.count), className="table-count")
    current = aria(current="true") if name.name == shown else {}
    content = [html.Span(name.title), " ", count]
    return table_link(site, state, content, table=name.name, className="table-name", **current)


def head(site: Site, view: TableView, texts: Texts) -> list[Any]:
    """The table's name, what a row of it is, and the table to take away."""
    address = site.href(f"/data/{view.name}.csv", ViewState())
    return [
        html.Div(
            [
                html.H3(view.title, className="headline", id="title-table"),
                html.P(view.description, className="table-about"),
            ]
        ),
        html.P(
            [
                html.A(texts("tables.download"), href=address, className="download", **data(download="table")),
                html.Span(texts("tables.download_hint"), className="download-hint"),
            ],
            className="table-download",
        ),
    ]


def tools(view: TableView, texts: Texts) -> list[Any]:
    """Search and filters of a table."""
    search = Control(
        parameter="q",
        label=texts("tables.search", title=view.title),
        options=(),
        value=view.words,
        default="",
        kind="search",
        placeholder=texts("tables.search_hint"),
    )
    return [page_control(each, f"{PAGE}-{view.name}") for each in (search, *map(_with_all, view.filters))]


def _with_all(control: Control) -> Control:
    """A menu whose first entry chooses nothing."""
    if control.kind != "menu":
        return control
    return replace(control, options=(Option(value="", label=control.placeholder), *control.options))


def region(site: Site, state: ViewState, view: TableView) -> list[Any]:
    """The rows of the page, and the way to the other pages."""
    texts = site.texts[state.lang]
    shown = _rows(site, state, view, texts) if view.rows else _nothing(texts)
    return [shown, _pages(site, state, view, texts)]


def count(view: TableView, texts: Texts) -> str:
    """How many rows match, and which of them are shown."""
    matched, total = texts.number(view.matched), texts.number(view.total)
    said = (
        texts("tables.matched", matched=matched, total=total)
        if view.narrowed
        else texts("tables.all_rows", total=total)
    )
    if view.pages == 1:
        return said
    span = texts("tables.range", first=texts.number(view.first), last=texts.number(view.last))
    return SEPARATOR.join((said, span))


def reset_address(site: Site, state: ViewState, view: TableView) -> str:
    """The table without search, filters, sorting and page."""
    table = "" if view.name == FIRST else view.name
    return site.href(PAGES[PAGE], replace(keep_reading(state), table=table))


def _nothing(texts: Texts) -> Element:
    return written.Div([written.P(texts("tables.none")), written.P(texts("tables.none_way_out"))], className="empty")


def _rows(site: Site, state: ViewState, view: TableView, texts: Texts) -> Element:
    """A real table in an area that can be scrolled by keyboard.

    Roles are said although the elements have them: phones show a row as a block, and then browsers forget.
    """
    body = [
        written.Tr(
            [_cell(site, state, parts, heading, texts) for parts, heading in zip(row, view.headings, strict=True)],
            role="row",
        )
        for row in view.rows
    ]
    return written.Div(
        written.Table(
            [
                written.Caption(view.title),
                written.Thead(
                    written.Tr([_heading(heading, texts) for heading in view.headings], role="row"), role="rowgroup"
                ),
                written.Tbody(body, role="rowgroup"),
            ],
            role="table",
            className=f"data-table stacking package-table table-{view.name}",
        ),
        className="table-area package-area",
        tabIndex="0",
        role="region",
        **aria(label=view.title),
    )


def _heading(heading: Heading, texts: Texts) -> Element:
    mark = written.Span(className=f"sort-mark sort-{heading.sorted or 'none'}", **aria(hidden="true"))
    button = written.Button(
        [written.Span(heading.label), mark],
        type="button",
        className="sort-button",
        title=texts("tables.sort_by", column=heading.label),
        **choosing(sort=heading.next, page=""),
    )
    sorting = aria(sort=heading.sorted) if heading.sorted else {}
    return written.Th(button, scope="col", role="columnheader", className=_classes(heading), **sorting)


def _classes(heading: Heading) -> str:
    named = ("numeric" if heading.numeric else "", "heads" if heading.heads else "")
    style = f"column-{heading.style}" if heading.style else ""
    return " ".join(name for name in (f"of-{heading.key}", style, *named) if name)


def _cell(site: Site, state: ViewState, parts: Parts, heading: Heading, texts: Texts) -> Any:
    content: list[Any] = []
    for part in parts:
        lead = SEPARATOR + (part.lead and part.lead + texts("format.sentence_mark"))
        content += [written.Span(lead, className="quiet"), _part(site, state, part, texts)]
    content = content[1:]
    if heading.heads:
        return written.Th(content, scope="row", role="rowheader", className=_classes(heading))
    return written.Td(content, role="cell", className=_classes(heading), **data(label=heading.label))


def _part(site: Site, state: ViewState, part: Part, texts: Texts) -> Any:
    extra: dict[str, Any] = {"className": f"part{' quiet' * part.quiet}{' tied' * part.whole}"}
    if part.lang:
        extra["lang"] = part.lang
    if part.href:
        return written.A(part.text, href=part.href, rel="noopener noreferrer", **extra)
    if part.view is not None:
        kept = replace(part.view, lang=state.lang, theme=state.theme)
        return written.A(part.text, href=site.href(PAGES[part.page], kept), **extra)
    if part.unsure:
        ring = written.Span(
            role="img", className="unsure-mark", title=texts("tables.unsure"), **aria(label=texts("tables.unsure"))
        )
        return written.Span([ring, part.text], **extra)
    return written.Span(part.text, **extra)


def _pages(site: Site, state: ViewState, view: TableView, texts: Texts) -> Element:
    """Links to the pages of the table: the one before, the next, the first, the last, and those around."""
    if view.pages == 1:
        return written.Nav(hidden=True, className="table-pages")
    items: list[Any] = [_step(site, state, view.page - 1, view, texts("tables.previous"))]
    before = 0
    for number in _near(view.page, view.pages):
        if number - before > 1:
            items.append(written.Li("…", className="page-gap", **aria(hidden="true")))
        items.append(_page(site, state, number, view, texts))
        before = number
    items.append(written.Li(texts("tables.page_of", page=view.page, pages=view.pages), className="page-of"))
    items.append(_step(site, state, view.page + 1, view, texts("tables.next")))
    return written.Nav(written.Ul(items), className="table-pages", **aria(label=texts("tables.pages")))


def _near(page: int, pages: int) -> list[int]:
    return sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})


def _page(site: Site, state: ViewState, number: int, view: TableView, texts: Texts) -> Element:
    current = aria(current="page") if number == view.page else {}
    named = {**aria(label=texts("tables.page", page=number)), **current}
    return written.Li(_page_link(site, state, number, str(number), **named), className="page-number")


def _step(site: Site, state: ViewState, number: int, view: TableView, label: str) -> Element:
    if not 1 <= number <= view.pages:
        return written.Li(written.Span(label, className="page-off"), className="page-step")
    return written.Li(_page_link(site, state, number, label), className="page-step")


def _page_link(site: Site, state: ViewState, number: int, label: str, **attributes: Any) -> Element:
    page = "" if number == 1 else str(number)
    return written.A(label, href=site.href(PAGES[PAGE], state, page=page), **attributes, **choosing(page=page))
