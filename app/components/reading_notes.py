"""What stands around the tables of the data page: opening, method, evidence, omissions, licence; no work on data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from app.charts import package_notes as notes
from app.charts.data_tables import TableView, preview, table_names
from app.charts.package_notes import Explained
from app.charts.spec import Note
from app.components.addresses import PAGES, PLAIN
from app.components.attributes import aria, data
from app.components.table_view import table_link
from app.i18n import Texts
from app.site import Site
from app.state import ViewState, keep_reading
from app.store.snapshot import Snapshot

SECTIONS = ("tables", "reading", "evidence", "flags", "conflicts", "left_out", "reuse")
_CONFLICTS_SHOWN = 4
_CONFLICT = ("sector", "indicator", "area", "period", "kept_value", "value", "note")


def contents(site: Site, snapshot: Snapshot, state: ViewState) -> list[Any]:
    """Heading, what the package holds, and the sections as a row of links."""
    texts = site.texts[state.lang]
    links = [html.Li(html.A(texts(f"data.short.{name}"), href=f"#{anchor(name)}")) for name in SECTIONS]
    return [
        html.P(texts("data.kicker"), className="kicker"),
        html.H1(texts("page.data.title"), className="headline"),
        html.P(notes.opening(snapshot, texts), className="subtitle"),
        html.Nav(html.Ul(links), className="contents", **aria(label=texts("data.contents"))),
    ]


def anchor(name: str) -> str:
    """The name of a section in an address."""
    return name.replace("_", "-")


def reading_notes(site: Site, snapshot: Snapshot, state: ViewState) -> list[html.Section]:
    """All sections after the tables."""
    texts = site.texts[state.lang]
    return [
        _section("reading", texts, _method(site, snapshot, state)),
        _section("evidence", texts, _evidence(snapshot, texts)),
        _section("flags", texts, _flags(site, snapshot, state)),
        _section("conflicts", texts, _conflicts(site, snapshot, state)),
        _section("left_out", texts, _left_out(snapshot, texts)),
        _section("reuse", texts, _reuse(site, snapshot, state)),
    ]


def _section(name: str, texts: Texts, children: Sequence[Any]) -> html.Section:
    return html.Section(
        [html.H2(texts(f"data.section.{name}"), id=f"title-{anchor(name)}", className="headline"), *children],
        id=anchor(name),
        className="data-section",
        **aria(labelledby=f"title-{anchor(name)}"),
    )


def _way(site: Site, state: ViewState, text: str, *, table: str) -> html.P:
    """A link to a table above, which comes into sight."""
    return html.P(table_link(site, state, text, table=table, className="to-table"), className="way-on")


def _method(site: Site, snapshot: Snapshot, state: ViewState) -> list[Any]:
    texts = site.texts[state.lang]
    report = notes.report_note(snapshot, texts)
    blocks = [_block(note) for note in notes.method_notes(snapshot, texts)]
    link = _way(site, state, texts("method.report.link"), table="article")
    return [html.Div([*blocks, _block(report, link)], className="method")]


def _block(note: Note, *more: Any) -> html.Div:
    return html.Div([html.H3(note.title), html.P(note.text), *more], className="method-note")


def _evidence(snapshot: Snapshot, texts: Texts) -> list[Any]:
    classes = notes.evidence_classes(snapshot, texts)
    intro = html.P(texts("method.evidence.intro", count=len(classes)), className="section-intro")
    return [intro, _explained(classes, texts)]


def _explained(entries: Sequence[Explained], texts: Texts) -> html.Dl:
    return html.Dl([part for entry in entries for part in _entry(entry, texts)], className="explained")


def _entry(entry: Explained, texts: Texts) -> tuple[html.Dt, html.Dd]:
    ring = (
        [html.Span(role="img", className="unsure-mark", **aria(label=texts("tables.unsure")))] if entry.unsure else []
    )
    count = texts("method.evidence.count", count=texts.number(entry.count))
    return (
        html.Dt([*ring, entry.name]),
        html.Dd([entry.text, " ", html.Span(count, className="explained-count")]),
    )


def _flags(site: Site, snapshot: Snapshot, state: ViewState) -> list[Any]:
    texts = site.texts[state.lang]
    entries = notes.flags_of_values(snapshot, texts)
    every = len(snapshot.tables["flags"])
    return [
        html.P(texts("method.flags.intro"), className="section-intro"),
        html.Details(
            [html.Summary(texts("method.flags.open", count=len(entries))), _explained(entries, texts)],
            className="folded",
        ),
        _way(site, state, texts("method.flags.link", count=every), table="flags"),
    ]


def _conflicts(site: Site, snapshot: Snapshot, state: ViewState) -> list[Any]:
    """The newest cases, and the way to all."""
    texts = site.texts[state.lang]
    view = preview(snapshot, texts, "conflicts", rows=_CONFLICTS_SHOWN, keys=_CONFLICT)
    link = texts("method.conflicts.link", count=view.total)
    return [
        html.P(texts("method.conflicts.intro", count=view.total), className="section-intro"),
        _cases(view, texts),
        _way(site, state, link, table="conflicts"),
    ]


def _cases(view: TableView, texts: Texts) -> html.Div:
    labels = {heading.key: heading.label for heading in view.headings}
    header = (texts("method.conflicts.what"), labels["kept_value"], labels["value"], labels["note"])
    body = [_case([" ".join(part.text for part in parts) for parts in row], header, texts) for row in view.rows]
    heads = html.Tr([html.Th(label, scope="col", role="columnheader") for label in header], role="row")
    name = texts("data.section.conflicts")
    labelled = texts("spoken.named", name=texts("card.table"), value=name)
    table = html.Table(
        [html.Caption(name), html.Thead(heads, role="rowgroup"), html.Tbody(body, role="rowgroup")],
        role="table",
        className="data-table stacking cases",
    )
    return html.Div(table, className="table-area", tabIndex="0", role="region", **aria(label=labelled))


def _case(row: Sequence[str], header: Sequence[str], texts: Texts) -> html.Tr:
    sector, measure, area, period, *rest = row
    what = texts("format.list_mark").join((sector, measure, area, period))
    styles = ("", "", "column-long")
    cells = [
        html.Td(text, role="cell", className=style, **data(label=label))
        for text, label, style in zip(rest, header[1:], styles, strict=True)
    ]
    return html.Tr([html.Th(what, scope="row", role="rowheader"), *cells], role="row")


def _left_out(snapshot: Snapshot, texts: Texts) -> list[Any]:
    rows, others = notes.left_out(snapshot, texts), notes.changes(snapshot, texts)
    parts: list[Any] = [
        html.P(texts("method.left_out.intro", count=len(rows)), className="section-intro"),
        _listed(rows),
    ]
    if others:
        summary = html.Summary(texts("method.left_out.changes", count=len(others)))
        parts.append(html.Details([summary, _listed(others)], className="folded"))
    return parts


def _listed(entries: Sequence[Note]) -> html.Dl:
    return html.Dl(
        [part for note in entries for part in (html.Dt(note.title), html.Dd(note.text))], className="explained"
    )


def _reuse(site: Site, snapshot: Snapshot, state: ViewState) -> list[Any]:
    texts = site.texts[state.lang]
    told = notes.reuse(snapshot, texts)
    licence: Any = html.A(told.licence, href=told.licence_address) if told.licence_address else told.licence
    before, _, after = texts("method.reuse.licence_text", name="\n").partition("\n")
    return [
        html.Dl(
            [
                html.Dt(texts("method.reuse.licence")),
                html.Dd([before, licence, after]),
                html.Dt(texts("method.reuse.version")),
                html.Dd(
                    [
                        texts("method.reuse.version_text", edition=told.edition, version=told.version),
                        " ",
                        html.A(texts("page.changes.title"), href=site.href(PLAIN["changes"], keep_reading(state))),
                    ]
                ),
                html.Dt(texts("method.reuse.cite")),
                html.Dd([html.P(told.citation, className="citation"), texts("method.reuse.cite_hint")]),
                html.Dt(texts("method.reuse.files")),
                html.Dd([texts("method.reuse.files_hint"), _files(site, snapshot, texts)]),
            ],
            className="explained",
        )
    ]


def _files(site: Site, snapshot: Snapshot, texts: Texts) -> html.Ul:
    """Every file of the package, to be saved."""
    items = [
        html.Li(
            [
                html.A(f"{each.name}.csv", href=site.href(f"{PAGES['data']}/{each.name}.csv", ViewState())),
                html.Span(f" {each.title}, {texts('tables.all_rows', total=texts.number(each.count))}"),
            ]
        )
        for each in table_names(snapshot, texts)
    ]
    descriptor = site.href(f"{PAGES['data']}/datapackage.json", ViewState())
    items.append(
        html.Li([html.A("datapackage.json", href=descriptor), html.Span(f" {texts('method.reuse.descriptor')}")])
    )
    return html.Ul(items, className="files")
