"""A table of the package as a reader asked for it: searched, filtered, sorted, a page of it; it makes no components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from app.charts.choices import Choices
from app.charts.spec import Control, Option, Scene
from app.charts.table_cells import Parts
from app.charts.table_columns import FILTERED, LAYOUTS, TERMS, Layout, Shown, layout_of
from app.i18n import Texts
from app.period import Period
from app.queries import tables as query
from app.state import PARAMETERS, Ignored, ViewState, written
from app.store.snapshot import Snapshot

FIRST = "observations"
PAGE_ROWS = 50
_USED = ("lang", "theme", "form", "table", "q", "sort", "page", "charts", "title", "note", "keys")
_SEVERAL = ("series", "category")


@dataclass(frozen=True, kw_only=True)
class TableName:
    """A table of the package: its name in the address, its title, and how many rows it has."""

    name: str
    title: str
    count: int
    group: str  # facts, terms


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A column's heading: ``sorted`` is ascending, descending or empty, ``next`` the ``sort`` that pressing it asks."""

    key: str
    label: str
    numeric: bool
    style: str
    heads: bool
    sorted: str
    next: str


@dataclass(frozen=True, kw_only=True)
class TableView:
    """One page of a table. ``first`` and ``last`` count its rows from 1 among the ``matched`` of ``total``."""

    name: str
    title: str
    description: str
    total: int
    matched: int
    first: int
    last: int
    page: int
    pages: int
    words: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Parts, ...], ...]
    filters: tuple[Control, ...]
    ignored: tuple[Ignored, ...]

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter leaves rows out."""
        return bool(self.words) or any(control.value for control in self.filters)


def table_names(snapshot: Snapshot, texts: Texts) -> tuple[TableName, ...]:
    """All tables of the package, those with facts first."""
    ordered = [name for name in LAYOUTS if name in snapshot.tables]
    ordered += [name for name in snapshot.tables if name not in LAYOUTS]
    return tuple(
        TableName(
            name=name,
            title=_title(name, snapshot, texts),
            count=len(snapshot.tables[name]),
            group="terms" if name in TERMS else "facts",
        )
        for name in ordered
    )


def show_table(snapshot: Snapshot, state: ViewState, texts: Texts, *, page_rows: int = PAGE_ROWS) -> TableView:
    """The table asked for, as asked for; what cannot be used is left aside and named. Never raises."""
    choices = Choices(state)
    name = choices.one("table", tuple(snapshot.tables), default=FIRST)
    frame = snapshot.observations if name == FIRST else snapshot.tables[name]
    layout = layout_of(name, tuple(frame.columns))
    scene = Scene(snapshot=snapshot, view=state, texts=texts)
    filters = tuple(_filter(parameter, frame, choices, scene) for parameter in layout.filters)
    sort = _sort(choices, layout)
    chosen = _chosen(frame, layout, filters, scene)
    places = _ordered(frame.iloc[chosen], layout, sort, scene)
    pages = max(1, -(-len(places) // page_rows))
    page = int(choices.one("page", [str(number) for number in range(1, pages + 1)], default="1"))
    start = (page - 1) * page_rows
    shown = frame.iloc[chosen[places[start : start + page_rows]]]
    _refuse_others(choices, layout)
    return TableView(
        name=name,
        title=_title(name, snapshot, texts),
        description=_described(name, snapshot, texts),
        total=len(frame),
        matched=len(places),
        first=start + 1 if len(places) else 0,
        last=start + len(shown),
        page=page,
        pages=pages,
        words=state.q,
        headings=tuple(_heading(column, layout, sort, texts) for column in layout.columns),
        rows=_rows(shown, layout, scene),
        filters=filters,
        ignored=tuple(choices.ignored),
    )


def _title(name: str, snapshot: Snapshot, texts: Texts) -> str:
    key = f"tables.title.{name}"
    return texts(key) if texts.has(key) else str(_resource(name, snapshot).get("title") or name)


def _described(name: str, snapshot: Snapshot, texts: Texts) -> str:
    key = f"tables.description.{name}"
    return texts(key) if texts.has(key) else str(_resource(name, snapshot).get("description") or "")


def _resource(name: str, snapshot: Snapshot) -> Mapping[str, Any]:
    return next((each for each in snapshot.descriptor["resources"] if each["name"] == name), {})


def _columns_of(column: Shown, texts: Texts) -> list[str]:
    return [name.replace("*", texts.lang) for name in column.of]


# choices


def _filter(parameter: str, frame: pd.DataFrame, choices: Choices, scene: Scene) -> Control:
    """A filter over the codes that occur in the table."""
    column = FILTERED[parameter]
    codes = query.present(frame, column)
    if parameter == "period":
        codes = tuple(sorted(codes, key=Period.parse, reverse=True))
    value: str | tuple[str, ...]
    if parameter in _SEVERAL:
        value = choices.several(parameter, codes)
    elif parameter == "period" and choices.state.period == "latest" and codes:
        value = codes[0]
    else:
        value = choices.one(parameter, codes, default="")
    return Control(
        parameter=parameter,
        label=scene.texts(f"tables.filter.{parameter}"),
        options=tuple(Option(value=code, label=_named(parameter, code, scene)) for code in codes),
        value=value,
        default=() if parameter in _SEVERAL else "",
        kind="several" if parameter in _SEVERAL else "menu",
        placeholder=scene.texts(f"tables.all.{parameter}"),
    )


def _named(parameter: str, code: str, scene: Scene) -> str:
    if parameter == "period":
        return scene.texts.period(code)
    table = {"measure": "indicators", "series": "sectors", "category": "categories"}[parameter]
    return scene.snapshot.label(table, code, scene.texts.lang)


def _sort(choices: Choices, layout: Layout) -> str:
    allowed = [sign + column.key for column in layout.columns for sign in ("", "-")]
    return choices.one("sort", allowed, default=layout.sort)


def _refuse_others(choices: Choices, layout: Layout) -> None:
    """Parameters that belong to charts, or to another table, change nothing here: they are named."""
    state, default = choices.state, ViewState()
    for name in PARAMETERS:
        value = getattr(state, name)
        if name not in _USED and name not in layout.filters and value != getattr(default, name):
            choices.refuse(name, written(name, value), "ignored.not_here")
    for chart, name, text in state.own:
        choices.refuse(f"{chart}.{name}", text, "ignored.not_here")


# rows


def _chosen(frame: pd.DataFrame, layout: Layout, filters: Sequence[Control], scene: Scene) -> query.Places:
    """Places of the rows that pass every filter and hold every word."""
    kept = np.ones(len(frame), np.bool_)
    for control in filters:
        if control.value:
            values = (control.value,) if isinstance(control.value, str) else control.value
            kept &= query.among(frame, FILTERED[control.parameter], values)
    places = np.flatnonzero(kept)
    if not scene.view.q:
        return places
    rows = frame.iloc[places]
    texts = [
        _searchable(query.coded(rows, _columns_of(column, scene.texts)), column, scene) for column in layout.columns
    ]
    return np.asarray(places[query.with_words(texts, scene.view.q, count=len(rows))])


def _searchable(entries: query.Coded, column: Shown, scene: Scene) -> tuple[query.Places, list[str]]:
    """For each entry of a column what is read in its cells, and the codes behind it."""
    texts = []
    for entry in entries.entries:
        parts = column.show(scene, *entry)
        texts.append(query.folded(" ".join([*(part.text for part in parts), *(str(code) for code in entry)])))
    return entries.codes, texts


def _ordered(frame: pd.DataFrame, layout: Layout, sort: str, scene: Scene) -> query.Places:
    if not sort:
        return np.arange(len(frame))
    column = next(column for column in layout.columns if column.key == sort.removeprefix("-"))
    entries = query.coded(frame, _columns_of(column, scene.texts))
    values = [_sort_value(column, entry, scene) for entry in entries.entries]
    return query.in_order(entries.codes, values, descending=sort.startswith("-"))


def _sort_value(column: Shown, entry: tuple[Any, ...], scene: Scene) -> query.SortValue:
    if column.sort:
        found: query.SortValue = column.sort(scene, *entry)
        return found
    parts = column.show(scene, *entry)
    return query.folded(parts[0].text) if parts else None


def _rows(frame: pd.DataFrame, layout: Layout, scene: Scene) -> tuple[tuple[Parts, ...], ...]:
    columns = []
    for column in layout.columns:
        entries = query.coded(frame, _columns_of(column, scene.texts))
        made = [column.show(scene, *entry) for entry in entries.entries]
        columns.append([made[code] for code in entries.codes])
    return tuple(zip(*columns, strict=True))


def _heading(column: Shown, layout: Layout, sort: str, texts: Texts) -> Heading:
    """The heading of a column; pressed, it turns the order, or begins with the order a reader expects first."""
    sorted_now = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "")
    rising, falling = column.key, f"-{column.key}"
    begins = falling if column.first else rising
    following = {"ascending": falling, "descending": rising}.get(sorted_now, begins)
    key = f"tables.column.{column.name or column.key}"
    return Heading(
        key=column.key,
        label=texts(key) if texts.has(key) else column.key,
        numeric=column.numeric,
        style=column.style,
        heads=column.heads,
        sorted=sorted_now,
        next="" if following == layout.sort else following,
    )


def preview(snapshot: Snapshot, texts: Texts, table: str, *, rows: int, keys: Sequence[str]) -> TableView:
    """The first rows of a table and some of its columns, for a look into it."""
    view = show_table(snapshot, ViewState(lang=texts.lang, table=table), texts, page_rows=rows)
    places = [place for key in keys for place, heading in enumerate(view.headings) if heading.key == key]
    return replace(
        view,
        headings=tuple(view.headings[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in view.rows),
    )
