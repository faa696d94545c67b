"""Forms of fixed size: no plot is higher than its place or has smaller text, and what is cut is said."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.spec import Drawing
from app.figures.template import LEAST_TEXT, MOST_HEIGHT
from app.i18n import Texts
from app.state import LANGUAGES, parse
from app.store.snapshot import Snapshot

SLUGS = tuple(all_charts())
MOST_STATES = 8


def drawn(slug: str, lang: str, form: str, query: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> Drawing:
    state = parse(f"{query}&lang={lang}").state
    return draw_chart(all_charts()[slug], snapshot=snapshot, state=state, texts=texts[lang], form=form)


def states(slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> list[str]:
    """The default, each choice of each control, all of several, and pairs of choices; of many a fixed sample."""
    controls = drawn(slug, "en", "slide", "", snapshot, texts).controls
    choices = [
        (control.parameter, [option.value for option in control.options if option.value and not option.disabled])
        for control in controls
    ]
    every = [f"{name}={'~'.join(values)}" for name, values in choices if name in ("series", "category")]
    single = [f"{name}={value}" for name, values in choices for value in values]
    pairs = [
        f"{one}={first}&{other}={second}"
        for (one, firsts), (other, seconds) in combinations(choices, 2)
        for first in firsts
        for second in seconds
    ]
    rest = single + pairs
    return ["", *every, *random.Random(7).sample(rest, min(MOST_STATES, len(rest)))]


def sizes(value: Any) -> Iterator[float]:
    """The sizes of all texts of a figure but those of hover cards."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key in ("font", "tickfont", "textfont") and isinstance(inner, Mapping) and "size" in inner:
                yield inner["size"]
            elif key != "hoverlabel":
                yield from sizes(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from sizes(inner)


@pytest.mark.matrix
@pytest.mark.parametrize("form", MOST_HEIGHT)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_plot_of_fixed_size_keeps_to_its_height_and_to_readable_text(
    slug: str, lang: str, form: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    for query in states(slug, snapshot, texts):
        drawing = drawn(slug, lang, form, query, snapshot, texts)
        assert drawing.height <= MOST_HEIGHT[form], query
        assert min(sizes(drawing.figure), default=99) >= LEAST_TEXT[form], query


@pytest.mark.parametrize("slug", ["sector-growth", "growth-contribution", "targets", "key-figures"])
def test_what_a_square_leaves_out_is_counted_in_the_note_and_stands_in_the_table(
    slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    chart = all_charts()[slug]
    whole = drawn(slug, "en", "wide", "", snapshot, texts)
    square = drawn(slug, "en", "square", "", snapshot, texts)
    found = [n for n in range(1, 100) if square.note.startswith(texts["en"]("fit.more", count=n))]
    assert len(found) == 1
    assert square.title == whole.title
    assert square.table == whole.table
    assert chart.entries is not None
    assert texts["en"]("fit.more", count=found[0]) not in whole.note


def test_a_cut_ranking_keeps_the_leaders_the_whole_and_the_sector_in_focus(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    query = "period=2025-H1&focus=electronics"
    figure = drawn("sector-growth", "en", "square", query, snapshot, texts).figure
    assert figure is not None
    written = [item["text"].replace("<br>", " ") for item in figure["layout"]["annotations"]]
    assert any("Motorcycle" in text for text in written)
    assert any("Integrated circuits" in text for text in written)
    assert any(text.startswith("<b>Electronics") for text in written)
    assert "Industry" in written
    assert len(figure["data"][0]["x"]) < len(
        drawn("sector-growth", "en", "wide", query, snapshot, texts).figure["data"][0]["x"]  # type: ignore[index]
    )


def test_the_event_that_is_chosen_keeps_its_title_on_a_slide(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    code = str(snapshot.tables["milestones"]["milestone"].iloc[40])
    title = snapshot.text("milestones", code, "title", "en")
    figure = drawn("milestones", "en", "slide", f"milestone={code}", snapshot, texts).figure
    assert figure is not None
    assert any(title[:20] in item["text"] for item in figure["layout"]["annotations"])
