"""What a chart is and what it makes: ``Chart`` and ``Drawing``; it must not know any single chart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from app.i18n import Texts
from app.state import Ignored, ViewState
from app.store.snapshot import Snapshot

_NAMED = 2  # so many sectors stand by name in a headline


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of a control; ``hint`` says why one is disabled or thin, ``group`` under which heading it stands."""

    value: str
    label: str
    hint: str = ""
    group: str = ""
    disabled: bool = False


@dataclass(frozen=True, kw_only=True)
class Control:
    """A choice a reader has: the parameter it writes, its options, what is chosen and what the default is."""

    parameter: str
    label: str
    options: tuple[Option, ...]
    value: str | tuple[str, ...]
    default: str | tuple[str, ...]
    kind: str = "menu"  # menu, buttons, several, search
    placeholder: str = ""
    find: str = ""  # the label of a field that narrows a long list; none where empty


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """What a chart and the data make of a state.

    ``view`` is concrete (no ``latest``, defaults filled in); ``address`` holds what differs from the default.
    """

    view: ViewState
    address: tuple[tuple[str, str], ...] = ()
    controls: tuple[Control, ...] = ()
    ignored: tuple[Ignored, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a chart draws with: the data, the concrete view, the language and the form.

    ``found`` is what :mod:`app.charts.once` remembers while one drawing is made.
    """

    snapshot: Snapshot
    view: ViewState
    texts: Texts
    form: str = "wide"
    found: dict[tuple[Any, ...], tuple[Any, Any]] = field(default_factory=dict, repr=False, compare=False)

    def label(self, sector: str) -> str:
        """The name of a sector."""
        return self.snapshot.label("sectors", sector, self.texts.lang)

    def short(self, sector: str) -> str:
        """The name of a sector for a headline: without what stands in brackets."""
        return self.label(sector).split(" (")[0].split("（")[0]

    def together(self, sectors: Sequence[str]) -> str:
        """Sectors that share a place in a headline: two are named, more are counted."""
        if len(sectors) > _NAMED:
            return self.texts("headline.several", count=len(sectors))
        return self.texts.listing([self.short(sectors[0]), *(self.inside(code) for code in sectors[1:])])

    def inside(self, sector: str) -> str:
        """The short name of a sector within a sentence: English names begin small there, but for abbreviations."""
        return self.texts.inside(self.short(sector))

    def is_plural(self, sector: str) -> bool:
        """Whether the name of a sector is grammatically plural; Chinese makes no difference."""
        return bool(self.snapshot.record("sectors", sector).get(f"plural_{self.texts.lang}", False))

    def area(self, area: str) -> str:
        """The name of an area."""
        return self.snapshot.label("areas", area, self.texts.lang)

    def measure(self, indicator: str) -> str:
        """The name of an indicator."""
        return self.snapshot.label("indicators", indicator, self.texts.lang)


@dataclass(frozen=True, kw_only=True)
class Key:
    """An entry of the key above a plot: how a mark looks, in which role, and what it means."""

    mark: str  # bar, bar-hollow, dot, dot-hollow, diamond, tick, dash, line, ring
    role: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table: its name in the address, its heading, whether it holds numbers, and their unit.

    ``unit`` is said in the heading where no cell and no word of it says one.
    """

    key: str
    label: str
    numeric: bool = False
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What a number of a table is, in codes: unit, flags, evidence, sources, agreeing sources.

    ``derived`` if computed, ``unsure`` if drawn hollow; ``joined`` where a line may come from the like period before.
    """

    unit: str = ""
    flags: tuple[str, ...] = ()
    evidence: str = ""
    sources: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    derived: bool = False
    unsure: bool = False
    joined: bool = True


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A table cell: what is read, and the value behind it (a number, a sortable text, None where missing).

    ``fact`` stands with every number, and in the empty places of a column of numbers; it may be None there.
    """

    text: str
    value: float | str | None = None
    href: str = ""
    fact: Fact | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """The drawn values as a table: a caption, columns, and a row of cells for each drawn row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a table is drawn with the means of other programs, as a chart they can edit; columns by their keys.

    ``kind``: bars, columns (stacked), lines, pairs, steps, rows (a table) or tiles. ``category`` is what stands along
    the axis, ``values`` the columns of numbers, ``series`` the column whose codes are drawn apart, ``panel`` the one
    whose codes have plots of their own. ``whole`` is a column of numbers above a stack, or the start of the codes of
    such a series; ``aside`` starts the codes of series that are not drawn. ``roles``: colours by code. ``noted``: the
    chart's note is true of this form too.
    """

    kind: str
    category: str = ""
    values: tuple[str, ...] = ()
    series: str = ""
    panel: str = ""
    whole: str = ""
    aside: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    noted: bool = True


@dataclass(frozen=True, kw_only=True)
class Note:
    """A remark a reader may need; ``kind`` is reading, flag, row, definition or derived."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SourceEntry:
    """A source of drawn rows as a reader sees it; ``url`` is empty where there is no address to link to."""

    code: str
    publisher: str
    title: str
    date: str
    evidence: str
    url: str = ""
    remark: str = ""
    lang: str = ""  # of the title
    published: str = ""  # the date as a code


@dataclass(frozen=True, kw_only=True)
class TrendPoint:
    """A year of a tile's trend; ``value`` is None where none is known, ``broken`` where counting changed before it."""

    year: int
    value: float | None = None
    text: str = ""
    hollow: bool = False
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A single figure as it is read alone; ``page``, ``chart`` and ``address`` say where it is charted.

    ``number`` and ``unit`` one after the other are the value in words; ``trend`` ends with the value itself.
    """

    group: str
    label: str
    number: str
    unit: str
    measure: str
    period: str
    role: str
    hollow: bool
    status: tuple[str, ...]
    source: str = ""
    source_url: str = ""
    comparison: str = ""
    trend: tuple[TrendPoint, ...] = ()
    trend_words: str = ""
    page: str = ""
    chart: str = ""
    address: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Marker:
    """A numbered milestone on a time chart."""

    number: int
    milestone: str
    date: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Empty:
    """Why there is nothing to draw, and the way out."""

    reason: str
    way_out: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Everything a reader can see or take away of one chart in one view."""

    slug: str
    page: str
    lang: str
    form: str
    version: str
    address: tuple[tuple[str, str], ...]
    kicker: str
    title: str
    subtitle: str
    alt: str
    source_line: str
    filename: str
    note: str = ""
    cut: str = ""  # the beginning of the note that says how much of the table is not drawn; never left away
    keys: tuple[Key, ...] = ()
    figure: Mapping[str, Any] | None = None
    height: int = 0
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    table: Table
    shape: Shape | None = None
    notes: tuple[Note, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    markers: tuple[Marker, ...] = ()
    tiles: tuple[Tile, ...] = ()
    controls: tuple[Control, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    empty: Empty | None = None

    @property
    def identity(self) -> str:
        """What the drawing depends on, as text: equal identities are equal drawings."""
        return self._identity(self.address)

    @property
    def identity_of_rows(self) -> str:
        """What its rows, notes and sources depend on: a chosen milestone is only emphasised and changes none."""
        return self._identity(tuple(pair for pair in self.address if pair[0] != "milestone"))

    def _identity(self, address: tuple[tuple[str, str], ...]) -> str:
        chosen = "&".join(f"{name}={text}" for name, text in address)
        return f"{self.version}/{self.slug}/{self.lang}/{self.form}?{chosen}"


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart by its public name; each function does one step, ``drawn.draw_chart`` runs them in order.

    resolve(snapshot, state, texts) -> Resolution      what this chart and the data make of a state; never raises
    select(snapshot, view) -> frame                    the drawn rows: columns of observations; ``derived`` if computed
    draw(rows, scene) -> plotly figure as a mapping    for the scene's form
    headline(rows, scene) -> str                       the finding, from the rows alone
    subtitle(rows, scene) -> str                       measure, unit, place, period, price basis
    entries(rows, scene) -> index labels by entry      the weightiest first: what a form of fixed size cuts from the end
    """

    slug: str
    page: str
    order: int
    parameters: tuple[str, ...]
    resolve: Callable[[Snapshot, ViewState, Texts], Resolution]
    select: Callable[[Snapshot, ViewState], pd.DataFrame]
    draw: Callable[[pd.DataFrame, Scene], Mapping[str, Any]]
    headline: Callable[[pd.DataFrame, Scene], str]
    subtitle: Callable[[pd.DataFrame, Scene], str]
    note: Callable[[pd.DataFrame, Scene], str] | None = None
    cut: Callable[[pd.DataFrame, Scene], str] | None = None  # what a form leaves to the table, if not by ``entries``
    keys: Callable[[pd.DataFrame, Scene], tuple[Key, ...]] | None = None
    table: Callable[[pd.DataFrame, Scene], Table] | None = None
    markers: Callable[[pd.DataFrame, Scene], tuple[Marker, ...]] | None = None
    alt: Callable[[pd.DataFrame, Scene], str] | None = None
    tiles: Callable[[pd.DataFrame, Scene], tuple[Tile, ...]] | None = None
    notes: Callable[[pd.DataFrame, Scene], tuple[Note, ...]] | None = None
    shape: Shape | None = None
    entries: Callable[[pd.DataFrame, Scene], Sequence[Collection[Any]]] | None = None
