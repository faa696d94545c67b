"""A page as HTML before any script runs: the same words in the same places, a picture or the table for each chart.

The live page takes the place of it; what lies folded is sent once, here, and taken over from here. It must not draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from dash._utils import stringify_id
from dash.development.base_component import Component
from markupsafe import Markup

from app.charts.spec import Drawing
from app.components.card import plot_style
from app.components.data_table import data_table
from app.components.markup import Element, attributes_of, markup
from app.i18n import Texts

_FOLDED = "data-html"
_NOT_SHOWN = frozenset({"dialogs"})  # folded content of no use without script
_FILLED = {"table-region": "table-rows"}  # elements that the browser fills from what it keeps
_OF_PICTURES = frozenset(  # what a table is not said to be
    {"role", "tabIndex", "aria-label", "aria-labelledby", "aria-describedby", "aria-roledescription"}
)

Pictures = Callable[[Drawing], Sequence[Markup]]


def first_words(page: Component, drawings: Sequence[Drawing], texts: Texts, *, pictures: Pictures) -> Markup:
    """The HTML of a page. Folded content is replaced in ``page`` by its number: the browser has it from here.

    ``pictures`` gives a drawing's plots at hand, the narrowest first; where there are none its table stands there.
    """
    return _Words(page, {drawing.slug: drawing for drawing in drawings}, texts, pictures).html()


class _Words:
    def __init__(self, page: Component, drawings: Mapping[str, Drawing], texts: Texts, pictures: Pictures) -> None:
        self._page, self._drawings, self._texts, self._pictures = page, drawings, texts, pictures
        self._kept = dict(_stores(page))
        self._folded = 0

    def html(self) -> Markup:
        """All of it; what scripts look for in the live page has another name here."""
        text = str(markup(self._page, instead=self._instead))
        return Markup(
            text.replace('id="content"', 'id="content-words"', 1).replace('href="#content"', 'href="#content-words"', 1)
        )

    def _instead(self, node: Component) -> Any:
        """What stands for a component that is more than an element, or holds folded content."""
        if node._namespace == "dash_core_components":
            return self._of_dash(node)
        given = attributes_of(node)
        name, folded = given.get("id", ""), given.pop(_FOLDED, None)
        tag = str(node._type).lower()
        if isinstance(folded, str) and name in _NOT_SHOWN:
            return Element(tag, None, given)
        if isinstance(folded, str):
            setattr(node, _FOLDED, self._folded)
            self._folded += 1
            return Element(tag, Markup(folded), {**given, "data-part-html": ""})
        if isinstance(name, str) and _FILLED.get(name) in self._kept:
            return Element(tag, Markup(self._kept[_FILLED[name]]), given)
        if self._holds_table(node):
            return Element(tag, node.children, {key: said for key, said in given.items() if key not in _OF_PICTURES})
        return None

    def _holds_table(self, node: Component) -> bool:
        """Whether it is the frame of a chart in whose place its table stands: that is no image, and read as a table."""
        if getattr(node, "className", "") == "chart-region":
            return self._holds_table(node.children[0])
        name = getattr(node, "id", "")
        if not (isinstance(name, dict) and name.get("part") == "picture"):
            return False
        drawing = self._drawings[name["chart"]]
        return bool(drawing.figure) and not self._pictures(drawing)

    def _of_dash(self, node: Component) -> Markup:
        if node._type == "Graph":
            return self._chart(node)
        if node._type == "Input" and getattr(node, "type", "text") != "hidden":
            shown = Markup('<input class="dash-input-element" id="{id}" placeholder="{hint}" value="{value}">').format(
                id=stringify_id(getattr(node, "id", "")),
                hint=getattr(node, "placeholder", ""),
                value=getattr(node, "value", ""),
            )
            name = getattr(node, "className", "")
            return Markup('<div class="dash-input-container {name}">{shown}</div>').format(name=name, shown=shown)
        return Markup("")

    def _chart(self, node: Component) -> Markup:
        slug = str(node.to_plotly_json()["props"]["id"]["chart"])
        drawing = self._drawings[slug]
        style = "; ".join(f"{name}: {value}" for name, value in plot_style(drawing).items())
        plots = self._pictures(drawing) if drawing.figure else ()
        if plots:
            shown = Markup('<div class="plot-picture fits-{form}">{plots}</div>').format(
                form=drawing.form, plots=Markup("").join(plots)
            )
        elif drawing.figure:
            table = markup(data_table(drawing, self._texts, marks=f"first-marks-{slug}"))
            shown = Markup('<div class="plot-picture plot-table">{table}</div>').format(table=table)
        else:
            shown = Markup("")
        return Markup('<div class="dash-graph" style="{style}" data-picture-of="{slug}">{shown}</div>').format(
            style=style, slug=slug, shown=shown
        )


def _stores(node: Any) -> Iterator[tuple[str, Any]]:
    """Name and content of what the browser keeps under a plain name, anywhere in a tree."""
    if isinstance(node, list | tuple):
        for inner in node:
            yield from _stores(inner)
    elif isinstance(node, Component):
        described = node.to_plotly_json()
        name = described["props"].get("id")
        if described["type"] == "Store" and isinstance(name, str):
            yield name, described["props"].get("data")
        yield from _stores(described["props"].get("children"))
