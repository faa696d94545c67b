"""The page of what has changed between two packages: headlines, rows, cells, in words; it must not compare."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dash import html

from app.components.addresses import Place
from app.components.attributes import aria, data
from app.curation.difference import ChangedCell, ChangedHeadline, ChangedTable, Difference
from app.i18n import SEPARATOR, Texts
from app.site import Site
from app.state import LANGUAGES, ViewState, keep_reading
from app.store.snapshot import Snapshot

_SHOWN = 100
_LONGEST = 240
_FACTS = ("observations", "targets")
_IN_LANGUAGE = re.compile(rf"(.+)_({'|'.join(LANGUAGES)})")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.([0-9]{1,6}))?")
_COUNTED = frozenset({"value", "kept_value", "outcome_value", "figure_value", "alt_factor", "latitude", "longitude"})


def changes_page(
    site: Site, snapshot: Snapshot, state: ViewState, difference: Difference | None, *, since: str
) -> list[Any]:
    """Heading, what is compared, and all that differs; ``since``: the day from which the data are in force here."""
    texts = site.texts[state.lang]
    opening = [
        html.P(texts("page.data.name"), className="kicker"),
        html.H1(texts("page.changes.title"), className="headline"),
    ]
    if difference is None:
        said = texts("changes.unknown", after=snapshot.version, since=texts.date(since))
        return [*opening, html.P(said, className="subtitle")]
    said = texts("changes.compared", after=difference.after, before=difference.before, since=texts.date(since))
    whole = html.A(texts("changes.machine"), href=site.href("/changes.json", ViewState()))
    return [
        *opening,
        html.P(said, className="subtitle"),
        *_featured(difference, texts),
        *([] if difference else [html.P(texts("changes.same"))]),
        *_headlines(site, state, [one for one in difference.headlines if one.lang == state.lang]),
        *(_table(table, snapshot, texts) for table in difference.tables),
        html.P(whole, className="changes-whole"),
    ]


def _featured(difference: Difference, texts: Texts) -> list[html.P]:
    before, after = difference.featured_before, difference.featured_after
    if before == after:
        return []
    return [html.P(texts("changes.featured", before=texts.period(before), after=texts.period(after)))]


def _section(name: str, heading: str, children: Sequence[Any]) -> html.Section:
    title = f"title-{name}"
    return html.Section(
        [html.H2(heading, id=title, className="headline"), *children], className="changes", **aria(labelledby=title)
    )


def _headlines(site: Site, state: ViewState, found: Sequence[ChangedHeadline]) -> list[html.Section]:
    """Each chart that opens with another sentence, as a link to it."""
    if not found:
        return []
    texts, kept = site.texts[state.lang], keep_reading(state)
    rows = []
    for one in found:
        chart = html.A(texts(f"chart.{one.chart}.name"), href=site.href(Place("chart", one.chart).path, kept))
        rows.append(_row(chart, (one.before, one.after), texts))
    heads = [texts(f"changes.column.{name}") for name in ("chart", "before", "after")]
    return [_section("headlines", texts("changes.headlines"), [_grid(texts("changes.headlines"), heads, rows)])]


def _table(table: ChangedTable, snapshot: Snapshot, texts: Texts) -> html.Section:
    name = table.table
    heading = texts(f"tables.title.{name}") if texts.has(f"tables.title.{name}") else name
    here, elsewhere = _of_language(table.changed, texts.lang)
    parts: list[Any] = []
    for kind, columns in (("added", table.columns_added), ("removed", table.columns_removed)):
        if columns:
            parts.append(html.P(texts(f"changes.columns_{kind}", names=texts("format.list_mark").join(columns))))
    parts += _keys("added", table, table.added, snapshot, texts)
    parts += _keys("removed", table, table.removed, snapshot, texts)
    if here:
        heads = [texts(f"changes.column.{name}") for name in ("row", "before", "after")]
        rows = [_cell(cell, name, snapshot, texts) for cell in here[:_SHOWN]]
        title = texts("changes.changed", count=texts.number(len(here)))
        parts += [html.H3(title), _grid(title, heads, rows), *_more(len(here), texts)]
    if elsewhere:
        parts.append(html.P(texts("changes.other_languages", count=texts.number(elsewhere)), className="quiet"))
    return _section(f"changes-{name}", heading, parts)


def _of_language(cells: Sequence[ChangedCell], lang: str) -> tuple[list[ChangedCell], int]:
    """The cells that a reader of this language sees, and how many are texts in the others."""
    shown = [cell for cell in cells if (found := _IN_LANGUAGE.fullmatch(cell.column)) is None or found[2] == lang]
    return shown, len(cells) - len(shown)


def _keys(kind: str, table: ChangedTable, keys: Sequence[str], snapshot: Snapshot, texts: Texts) -> list[Any]:
    if not keys:
        return []
    items = [html.Li(_row_name(table.table, key, snapshot, texts)) for key in keys[:_SHOWN]]
    return [
        html.H3(texts(f"changes.{kind}", count=texts.number(len(keys)))),
        html.Ul(items, className="changes-rows"),
        *_more(len(keys), texts),
    ]


def _more(count: int, texts: Texts) -> list[html.P]:
    left = count - _SHOWN
    return [html.P(texts("changes.more", count=texts.number(left)), className="quiet")] if left > 0 else []


def _cell(cell: ChangedCell, table: str, snapshot: Snapshot, texts: Texts) -> html.Tr:
    found = _IN_LANGUAGE.fullmatch(cell.column)
    base = found[1] if found else cell.column
    column = texts(f"tables.column.{base}") if texts.has(f"tables.column.{base}") else base
    unit = _unit(table, cell, snapshot, texts.lang)
    said = f"{column}{SEPARATOR}{unit}" if unit else column
    name = [_row_name(table, cell.key, snapshot, texts), html.Span(said, className="changes-column")]
    contents = (cell.before, cell.after)
    return _row(name, _numbers(contents, texts) if base in _COUNTED else _words(contents), texts)


def _unit(table: str, cell: ChangedCell, snapshot: Snapshot, lang: str) -> str:
    """In what a value is counted; empty for anything else."""
    if table != "observations" or cell.column != "value":
        return ""
    try:
        return snapshot.label("units", str(snapshot.record(table, cell.key)["unit"]), lang)
    except KeyError:
        return ""


def _numbers(contents: tuple[str, str], texts: Texts) -> tuple[str, str]:
    """Both as a reader of the language writes them, with as many decimals as the one that has more."""
    found = [_NUMBER.fullmatch(content) for content in contents]
    decimals = max(len(one[1] or "") if one else 0 for one in found)
    shown = [
        texts.number(float(content), digits=(decimals, decimals)) if one else _words((content, ""))[0]
        for content, one in zip(contents, found, strict=True)
    ]
    return shown[0], shown[1]


def _words(contents: tuple[str, str]) -> tuple[str, str]:
    """Both, bounded; a dash where there is nothing."""
    before, after = (_short(content) or "–" for content in contents)
    return before, after


def _row(name: Any, contents: tuple[str, str], texts: Texts) -> html.Tr:
    labels = (texts("changes.column.before"), texts("changes.column.after"))
    cells = [html.Td(text, **data(label=label)) for text, label in zip(contents, labels, strict=True)]
    return html.Tr([html.Th(name, scope="row"), *cells])


def _grid(caption: str, heads: Sequence[str], rows: Sequence[html.Tr]) -> html.Div:
    table = html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody(list(rows)),
        ],
        className="changes-table",
    )
    return html.Div(table, className="table-area", tabIndex="0", role="region", **aria(label=caption))


def _row_name(table: str, key: str, snapshot: Snapshot, texts: Texts) -> str:
    """What a row is about, in words as far as the package in force knows them; else its key."""
    if table in _FACTS and key.count("/") == 3:
        area, sector, indicator, period = key.split("/")
        names = zip(("sectors", "indicators", "areas"), (sector, indicator, area), strict=True)
        labels = [_label(snapshot, name, code, texts.lang) for name, code in names]
        return texts("format.list_mark").join([*labels, texts.period(period)])
    for column in ("label", "title", "statement", "publisher"):
        try:
            said = snapshot.text(table, key, column, texts.lang)
        except KeyError:
            continue
        if said:
            return _short(said)
    return _short(key)


def _label(snapshot: Snapshot, table: str, code: str, lang: str) -> str:
    try:
        return snapshot.label(table, code, lang)
    except KeyError:
        return code


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
