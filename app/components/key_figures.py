"""Single figures as tiles: a large number, what it measures, its trend, how sure it is; no work on data here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import html

from app.charts.registry import charts_of
from app.charts.spec import Drawing, Key, Tile, TrendPoint
from app.charts.ways import Way
from app.components.addresses import PAGES, Place
from app.components.attributes import aria
from app.components.card import foot, keys
from app.components.tools import tools
from app.i18n import SEPARATOR, Texts
from app.site import Site
from app.state import PAGE_WIDE, ViewState, keep_reading


def key_figures(site: Site, drawing: Drawing, state: ViewState, *, groups: Sequence[str]) -> html.Section:
    """The tiles of a drawing, group by group, with the note, source line, table and sources of all of them."""
    texts = site.texts[drawing.lang]
    parts = []
    for group in groups:
        members = [tile for tile in drawing.tiles if tile.group == group]
        if members:
            parts += _group(site, texts, state, group=group, members=members)
    tab = state.for_chart(drawing.slug).tab
    own_page = site.href(Place("chart", drawing.slug).path, state.for_chart(drawing.slug))
    shown = tools(site, drawing, state, own_page=own_page)
    return html.Section(
        [
            *parts,
            html.Div(keys(_of_tiles(drawing, texts)), className="tiles-keys"),
            html.Div(foot(drawing, texts, level=2, tab=tab, tools=shown), className="card-foot"),
        ],
        id=drawing.slug,
        className="key-figures",
        **aria(label=texts(f"chart.{drawing.slug}.name")),
    )


def _of_tiles(drawing: Drawing, texts: Texts) -> list[Key]:
    """The key of the drawing in the words of tiles, whose doubtful numbers are outlined, too."""
    return [replace(key, text=texts("figures.hollow")) for key in drawing.keys]


def _group(site: Site, texts: Texts, state: ViewState, *, group: str, members: Sequence[Tile]) -> list[Any]:
    shared = {tile.period for tile in members}
    period = members[0].period if len(shared) == 1 else ""
    named: list[Any] = [html.Span(texts(f"figures.group.{group}"))]
    if period:
        named += [" ", html.Span(period, className="group-period")]
    heading = html.H2(named, className="group-heading")
    items = [
        html.Li(tile_parts(site, texts, state, tile, named=not period), className=tile_class(tile)) for tile in members
    ]
    return [heading, html.Ul(items, className=f"tiles tiles-{group}")]


def tile_class(tile: Tile) -> str:
    """The classes of a tile: its role, and whether its value is a doubtful one."""
    return f"tile role-{tile.role}{' tile-hollow' if tile.hollow else ''}"


def tile_parts(site: Site, texts: Texts, state: ViewState, tile: Tile, *, named: bool) -> list[Any]:
    """Label, number, measure (and period where ``named``), comparison, trend, evidence and source, way to the chart."""
    about = [part for part in (tile.measure, tile.period if named else "") if part]
    return [
        html.H3(tile.label, className="tile-label"),
        html.P(
            [html.Span(tile.number, className="tile-number"), html.Span(tile.unit, className="tile-unit")],
            className="tile-value",
        ),
        html.Div(
            [
                *(html.P(part, className="tile-about") for part in about),
                *([html.P(tile.comparison, className="tile-comparison")] if tile.comparison else []),
            ]
        ),
        html.Div(trend(tile), className="tile-trend"),
        html.Div([*_status(tile, texts), *_way(site, texts, state, tile)], className="tile-foot"),
    ]


def trend(tile: Tile) -> list[Any]:
    """A bar for each year, a gap where none is known, the first and the last year named; nothing without a trend."""
    if not tile.trend:
        return []
    known = [point.value for point in tile.trend if point.value is not None]
    low, high = min(0.0, *known), max(0.0, *known)
    last = len(tile.trend) - 1
    bars = [_slot(point, low=low, high=high, current=place == last) for place, point in enumerate(tile.trend)]
    years = [html.Span(str(tile.trend[place].year)) for place in (0, last)]
    return [
        html.Div(bars, className="strip", role="img", **aria(label=tile.trend_words)),
        html.Div(years, className="strip-years", style={"width": f"{len(bars)}em"}, **aria(hidden="true")),
    ]


def _slot(point: TrendPoint, *, low: float, high: float, current: bool) -> html.Div:
    """A year's place in the strip; the bar stands on the line of zero, heights in per cent of the whole span."""
    classes = ["slot", "slot-current" if current else "", "slot-broken" if point.broken else ""]
    if point.value is None:
        return html.Div(className=" ".join(["slot", "slot-empty"]), title=str(point.year))
    span = (high - low) or 1.0
    bottom = (min(0.0, point.value) - low) / span * 100
    style = {"bottom": f"{bottom:.2f}%", "height": f"{abs(point.value) / span * 100:.2f}%"}
    zero = html.Div(className="slot-zero", style={"bottom": f"{-low / span * 100:.2f}%"})
    bar = html.Div(className="slot-bar slot-hollow" if point.hollow else "slot-bar", style=style)
    return html.Div([bar, zero], className=" ".join(c for c in classes if c), title=f"{point.year}: {point.text}")


def _status(tile: Tile, texts: Texts) -> list[Any]:
    """How sure the figure is, in words beside a mark, and who says so."""
    mark = html.Span(className="mark mark-hollow" if tile.hollow else "mark", **aria(hidden="true"))
    parts: list[Any] = [html.P([mark, SEPARATOR.join(tile.status)], className="tile-status")]
    if tile.source:
        named: Any = tile.source
        if tile.source_url:
            named = html.A(tile.source, href=tile.source_url, rel="noopener noreferrer")
        parts.append(html.P([texts("figures.source"), named], className="tile-source"))
    return parts


def _way(site: Site, texts: Texts, state: ViewState, tile: Tile) -> list[Any]:
    if not tile.chart:
        return []
    name = texts(f"chart.{tile.chart}.name")
    way = Way(page=tile.page, chart=tile.chart, name=name, address=tile.address)
    link = html.A(name, href=way_href(site, state, way), **aria(label=f"{name}: {tile.label}"))
    return [html.P([texts("figures.chart"), link], className="tile-way")]


def way_href(site: Site, state: ViewState, way: Way) -> str:
    """The address of a chart with what is chosen there; a chart that opens its page needs no place named."""
    chosen = {name: text for name, text in way.address if name in PAGE_WIDE}
    own = tuple((*name.split("."), text) for name, text in way.address if "." in name)
    place = "" if charts_of(way.page)[0].slug == way.chart else f"#{way.chart}"
    return site.href(PAGES[way.page], keep_reading(state), **chosen, own=own) + place
