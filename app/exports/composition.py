"""The one composition of headline, chart, note and source: a document without script; it must not make images of it.

A chart embedded without script, its image, its printed page: all are this document, of a fixed ``Size`` or
fluid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.charts.spec import Drawing, Key, Note
from app.errors import CaptureRejected
from app.exports.fitting import Layout
from app.exports.marks import mark
from app.exports.sizes import Size
from app.i18n import SEPARATOR, Texts
from app.i18n.clauses import clauses_of
from app.theme import FONT_HEADLINE, FONT_TEXT, SIZES, palette, themes

_FOLDER = Path(__file__).resolve().parent / "templates"
_FOLLOWED = ("https://", "http://", "/")
_UNSAFE = re.compile(
    r"<\s*(?:script|foreignObject|iframe|object|embed|link|meta)\b|\son\w+\s*=|javascript:", re.IGNORECASE
)
_NOTE_KINDS = ("reading", "flag", "derived", "conflict", "row", "definition")
GREY = "grey"
# A fluid document holds the chart drawn at each of these widths, in this form; its style sheet shows the one that fits.
FLUID: tuple[tuple[str, int], ...] = (("narrow", 310), ("narrow", 460), ("wide", 720), ("wide", 1060))


@dataclass(frozen=True, kw_only=True)
class View:
    """A chart drawn at one width: the key of that form, and its plot as SVG."""

    keys: tuple[Key, ...]
    plot: Markup


def plot_of(svg: str) -> Markup:
    """The markup of a plot, to stand in a document; raises CaptureRejected where it holds what could run or load."""
    if not svg.lstrip().startswith("<svg") or _UNSAFE.search(svg):
        raise CaptureRejected("the plot is not a plain SVG")
    return _filling(svg)


def compose(
    drawing: Drawing,
    texts: Texts,
    *,
    size: Size,
    layout: Layout,
    plot: str | None,
    theme: str = "light",
    variant: str = "",
    fonts: str = "",
) -> str:
    """The document of a fixed size in a layout.

    ``plot`` is SVG drawn as the layout says; where it is None the table stands in. ``fonts`` are the style sheet of the
    faces. ``auto`` is light: a file has no device.
    """
    shown = _theme_of(theme, variant)
    return _render(
        drawing,
        texts,
        theme=shown,
        scheme="dark" if shown == "dark" else "light",
        kind="fixed",
        fluid=False,
        styles=_joined(fonts, palette(shown), _fixed_sizes(layout, size), _sheet("composition"), _sheet("fixed")),
        views=[View(keys=drawing.keys, plot=plot_of(plot))] if plot else [],
        show={"title": True, "kicker": layout.kicker},
        markers=layout.markers,
        note=layout.note,
        terms=layout.terms,
        rows=layout.rows,
        link="",
        address=layout.address,
        said=_where(layout, drawing, texts),
        notes=[],
        ignored="",
    )


def compose_fluid(
    drawing: Drawing,
    texts: Texts,
    *,
    views: Sequence[View],
    theme: str = "auto",
    variant: str = "",
    link: str = "",
    address: str = "",
    fonts: str = "",
    hide: Iterable[str] = (),
    ignored: Sequence[str] = (),
) -> str:
    """The document that fits any width from 280 pixels, with table and notes to open.

    ``views`` are the chart at each width of ``FLUID``; where there are none the table stands in. ``link`` leads to the
    live view, ``address`` says in words where that is. ``hide=title`` leaves the headline to the page around it.
    ``ignored`` names what of the address was not used.
    """
    shown = GREY if variant == GREY else theme
    return _render(
        drawing,
        texts,
        theme=shown,
        scheme={"auto": "light dark", "dark": "dark"}.get(shown, "light"),
        kind="fluid",
        fluid=True,
        styles=_joined(fonts, themes(shown), _FACES, _fluid_sizes(), _sheet("composition"), _sheet("fluid")),
        views=views,
        show={"title": "title" not in hide, "kicker": "title" not in hide},
        markers=drawing.markers,
        note=drawing.note,
        terms=(),
        rows=len(drawing.table.rows),
        link=link,
        address=address,
        said="",
        notes=_notes(drawing.notes, texts),
        ignored=texts("mark.semicolon").join(ignored),
    )


def _where(layout: Layout, drawing: Drawing, texts: Texts) -> str:
    """The address, and what is found there that did not fit."""
    if not layout.shortened:
        return layout.address
    cut = "composition.more_markers" if layout.markers != drawing.markers else "composition.more"
    return texts(cut, address=layout.address)


def _theme_of(theme: str, variant: str) -> str:
    return GREY if variant == GREY else {"auto": "light"}.get(theme, theme)


def _render(drawing: Drawing, texts: Texts, **parts: Any) -> str:
    template = _environment().get_template("composition.html")
    return template.render(drawing=drawing, texts=texts, clauses=clauses_of(drawing.title), **parts)


def _filling(plot: str) -> Markup:
    """The plot as large as its place, whatever its own pixels: they stay in its ``viewBox``."""
    head, bracket, rest = plot.partition(">")
    width, height = (re.search(rf'\s{name}="([0-9.]+)"', head) for name in ("width", "height"))
    if width and height and "viewBox" not in head:
        head += f' viewBox="0 0 {width[1]} {height[1]}"'
    return Markup(head + ' data-plot=""' + bracket + rest)


def _notes(notes: Sequence[Note], texts: Texts) -> list[tuple[str, list[Note]]]:
    """(heading, notes) by kind, in the order a reader needs them."""
    grouped = [(kind, [note for note in notes if note.kind == kind]) for kind in _NOTE_KINDS]
    return [(texts(f"notes.{kind}"), chosen) for kind, chosen in grouped if chosen]


_FACES = f":root {{ --font-text: {FONT_TEXT}; --font-headline: {FONT_HEADLINE}; }}"


def _fixed_sizes(layout: Layout, size: Size) -> str:
    lengths: Mapping[str, float] = MappingProxyType(
        {
            "width": size.width,
            "height": size.height,
            "side": layout.side,
            "top": layout.top,
            "gap": layout.gap,
            "text": layout.text,
            "headline-size": layout.headline,
            "subtitle-size": layout.subtitle,
        }
    )
    return (
        _FACES + " :root { " + " ".join(f"--{name}: {round(value, 3):g}px;" for name, value in lengths.items()) + " }"
    )


def _fluid_sizes() -> str:
    return ":root { " + " ".join(f"--size-{name}: {pixels / 16:g}rem;" for name, pixels in SIZES.items()) + " }"


def _joined(*sheets: str) -> Markup:
    """Style sheets of our own as one; none of them may hold what ends a style element."""
    joined = "\n".join(sheet for sheet in sheets if sheet)
    if "</" in joined:
        raise ValueError("a style sheet holds markup")
    return Markup(joined)


def _breaking(address: str) -> Markup:
    """An address whose lines may end after its separators."""
    return Markup("<wbr>").join(re.split(r"(?<=[/?&=-])", address))


@lru_cache(maxsize=4)
def _sheet(name: str) -> str:
    return (_FOLDER / f"{name}.css").read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["followed"] = lambda address: str(address).startswith(_FOLLOWED)
    environment.filters["breaking"] = _breaking
    environment.globals |= {"mark": mark, "separator": SEPARATOR}
    return environment
