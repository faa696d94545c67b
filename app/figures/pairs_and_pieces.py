"""The picture of the two cores: pairs of growth rates, and pieces beside value added; it must not choose rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from app.figures import pair_rows, pieces
from app.figures.pair_marks import SIZES, Era
from app.figures.pairs import add_standing, wrapped_names
from app.figures.pieces import Measure
from app.figures.plain import Figure
from app.figures.template import FLATTEST, MOST_HEIGHT, TEXT_SIZE, label, new_figure, text_width, wrap
from app.theme import colour

_PLOT: Mapping[str, int] = {"wide": 360, "slide": 350, "square": 260}
_ERAS: Mapping[str, int] = {"wide": 32, "slide": 40, "square": 36}  # pixels above the plot for the names of the eras
_LEFT = 44  # pixels left of standing pairs
_BESIDE = 0.62  # part of the width of the pairs where the pieces stand beside them
_NARROW = 306  # pixels of the figure on the narrowest page


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """The second panel: heading, what is measured, names of its rows, and the values (see ``figures.pieces``)."""

    title: str
    detail: str
    measures: Sequence[Measure]
    rows: Sequence[str]
    values: pd.DataFrame


def pairs_and_pieces(
    pairs: pd.DataFrame,
    *,
    form: str,
    eras: Sequence[Era],
    names: Mapping[str, str],
    gap_word: str,
    number: Callable[[float], str],
    beside: Pieces | None,
) -> dict[str, Any]:
    """The figure. ``pairs`` as in ``figures.pairs``; ``names`` of the two sides; ``number`` writes a tick; ``gap_word``
    stands where there are no values."""
    if form == "narrow":
        figure = _narrow(pairs, eras=eras, gap_word=gap_word, number=number, beside=beside)
    else:
        figure = _standing(pairs, form=form, eras=eras, names=names, gap_word=gap_word, number=number, beside=beside)
    return figure.as_mapping()


def _standing(
    pairs: pd.DataFrame,
    *,
    form: str,
    eras: Sequence[Era],
    names: Mapping[str, str],
    gap_word: str,
    number: Callable[[float], str],
    beside: Pieces | None,
) -> Figure:
    """Pairs side by side; the pieces below (wide) or to the right (slide)."""
    shown = wrapped_names(names, size=TEXT_SIZE[form]) if form == "wide" else {}
    right = int(max((text_width(name, TEXT_SIZE[form]) for name in shown.values()), default=0.0)) + 12
    deep = 1 + max(str(kind).count("<br>") for kind in pairs["kind"])
    under = 22 + int((deep + 1) * SIZES[form].tick * 1.35)
    plot = min(_PLOT[form], MOST_HEIGHT.get(form, 10_000) - _ERAS[form] - under)
    first = _ERAS[form] + plot + under
    below = beside if form == "wide" else None
    head = 84 + pieces.facets_head(below.measures, form=form) if below else 0
    height = first + head + (pieces.ROW * len(below.rows) if below else 0)
    # Alone on a plot that may be pressed flat, years and eras keep their pixels: only what is between gives way.
    alone = form == "square"
    margin = {"t": _ERAS[form], "b": under} if alone else {"t": 0, "b": 0}
    figure = new_figure(form=form, height=height, margin={"l": _LEFT, "r": right, **margin})
    if not alone:
        figure.update_yaxes(domain=[1 - (_ERAS[form] + plot) / height, 1 - _ERAS[form] / height])
    texts = add_standing(
        figure,
        pairs,
        form=form,
        height=int(plot - first * (1 - FLATTEST) / 2) if alone else plot,
        right=right,
        eras=eras,
        gap_word=gap_word,
        names=shown,
        number=number,
    )
    if below:
        texts += _below(figure, below, first=first, head=head, height=height, gap_word=gap_word)
    elif beside and form == "slide":
        figure.update_xaxes(domain=[0, _BESIDE])
        texts += _to_the_right(figure, beside, height=height, gap_word=gap_word)
    figure.update_layout(annotations=texts)
    return figure


def _below(figure: Figure, panel: Pieces, *, first: int, head: int, height: int, gap_word: str) -> list[dict[str, Any]]:
    """The pieces below the pairs, which take ``first`` pixels; their headings take ``head``."""
    at = 1 - (first + 6) / height
    figure.add_shape(
        type="line",
        xref="paper",
        yref="paper",
        x0=-0.5,  # beyond both margins: the figure cuts it at its edges
        x1=1.5,
        y0=at,
        y1=at,
        line={"color": colour("hairline"), "width": 1},
    )
    texts = _heading(panel, at=1 - (first + 22) / height, size=TEXT_SIZE["wide"], shift=-_LEFT, width=10_000)
    return texts + pieces.add_facets(
        figure,
        panel.values,
        names=panel.rows,
        measures=panel.measures,
        form="wide",
        top=1 - (first + head) / height,
        bottom=0.0,
        missing=gap_word,
        shift=-_LEFT,
    )


def _to_the_right(figure: Figure, panel: Pieces, *, height: int, gap_word: str) -> list[dict[str, Any]]:
    """The pieces right of the pairs."""
    start, size = _BESIDE + 0.05, SIZES["slide"].text
    title = label(start, 1, f"<b>{panel.title}</b>", size=size + 2, xref="paper", yref="paper", yanchor="top")
    texts = pieces.add_groups(
        figure,
        panel.values,
        names=panel.rows,
        measures=panel.measures,
        form="slide",
        top=1 - 36 / height,
        bottom=0.0,
        start=start,
        left=start + 0.09,
        room=290,
        missing=gap_word,
    )
    return [title, *texts]


def _narrow(
    pairs: pd.DataFrame, *, eras: Sequence[Era], gap_word: str, number: Callable[[float], str], beside: Pieces | None
) -> Figure:
    """Pairs below each other, the pieces below them."""
    form = "narrow"
    size = TEXT_SIZE[form]
    left = pair_rows.left_margin(pairs, form=form)
    first = 22 + int(pair_rows.rows_needed(pairs, eras) * pair_rows.ROW)
    title = wrap(beside.title, width=_NARROW, size=size + 3) if beside else ""
    detail = wrap(beside.detail, width=_NARROW, size=size) if beside else ""
    head = 34 + 22 * (title.count("<br>") + 1) + int(size * 1.3) * (detail.count("<br>") + 1)
    height = first + (head + pieces.groups_height(len(beside.rows), size=SIZES[form].text) if beside else 0)
    figure = new_figure(form=form, height=height, margin={"l": left, "r": 0, "t": 0, "b": 0})
    figure.update_yaxes(domain=[1 - first / height, 1 - 22 / height])
    texts = pair_rows.add_rows(figure, pairs, form=form, eras=eras, left=left, gap_word=gap_word, number=number)
    if beside:
        texts += _heading(beside, at=1 - (first + 20) / height, size=size, shift=-left, width=_NARROW)
        texts += pieces.add_groups(
            figure,
            beside.values,
            names=beside.rows,
            measures=beside.measures,
            form=form,
            top=1 - (first + head) / height,
            bottom=0.0,
            start=0,
            shift=-left,
            left=0.0,
            room=_NARROW - left,
            missing=gap_word,
        )
    figure.update_layout(annotations=texts)
    return figure


def _heading(panel: Pieces, *, at: float, size: int, shift: int, width: int) -> list[dict[str, Any]]:
    """Title and detail of the second panel at the left edge, ``at`` a part of the height."""
    title = wrap(panel.title, width=width, size=size + 3)
    detail = wrap(panel.detail, width=width, size=size)
    lines = title.count("<br>") + 1
    place: dict[str, Any] = {"xref": "paper", "yref": "paper", "yanchor": "top", "xshift": shift}
    return [
        label(0, at, f"<b>{title}</b>", size=size + 3, **place),
        label(0, at, detail, role="muted", size=size, yshift=-int(lines * (size + 3) * 1.3 + 2), **place),
    ]
