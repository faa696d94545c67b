"""Headlines of key figures and of Changan's millions for any figures; and that a false headline is found out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.spec import Scene
from app.charts.story import CARS, CARS_SHARE, CHIPS, ELECTRONICS, INDUSTRY
from app.i18n import Texts
from app.state import LANGUAGES, ViewState, parse
from app.store.snapshot import Snapshot
from tests.charts.test_headlines import BOUNDED, holds
from tests.sentences import Row, step, told

pytestmark = pytest.mark.matrix

FIGURES = (CHIPS, ELECTRONICS, CARS, INDUSTRY, CARS_SHARE)
GROWTH = st.one_of(st.sampled_from((0.0, 2.0, -2.0, 25.0)), st.floats(-50, 90).map(lambda value: round(value, 1)))


@st.composite
def stories(draw: st.DrawFn) -> list[Row]:
    """Rows of a story: some missing, some unsure, some of another period, each with any value."""
    rows = []
    for figure in FIGURES:
        for period in draw(st.lists(st.sampled_from(("2024", "2025-H1")), max_size=2, unique=True)):
            evidence = draw(st.sampled_from(("official", "press", "weak", "founding")))
            flags = draw(st.sampled_from(("", "", "rounded", "at_least")))
            rows.append(told(figure, draw(GROWTH), period, evidence=evidence, flags=flags))
    return rows or [told(CHIPS, 1.0)]


@st.composite
def staircases(draw: st.DrawFn) -> list[Row]:
    """Steps of a maker, each later and higher than the one before, of any precision."""
    years = sorted(draw(st.lists(st.integers(1960, 2030), min_size=2, max_size=6, unique=True)))
    levels = sorted(draw(st.lists(st.integers(0, 40), min_size=len(years), max_size=len(years), unique=True)))
    endings = st.sampled_from(("", "-03", "-01-01", "-05-10", "-06-30", "-12-28"))
    return [step(level * 1e6, f"{year}{draw(endings)}") for year, level in zip(years, levels, strict=True)]


@pytest.mark.parametrize(("slug", "frames"), [("key-figures", stories()), ("changan-millions", staircases())])
def test_a_headline_holds_for_any_figures(
    slug: str, frames: st.SearchStrategy[list[Row]], snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    chart = all_charts()[slug]

    @settings(BOUNDED, max_examples=250)  # more than for the views: these frames are small
    @given(rows=frames)
    def holds_for(rows: list[Row]) -> None:
        frame = pd.DataFrame(rows)
        for lang in LANGUAGES:
            scene = Scene(snapshot=snapshot, view=ViewState(lang=lang), texts=texts[lang])
            holds(chart.headline(frame, scene), frame, chart, scene)

    holds_for()


# What stands in the true headline, and what makes it false.
FALSE = [
    ("sector-growth", "", "Neue-Energie-Fahrzeuge wachsen", "Motorradindustrie wächst"),
    ("sector-growth", "", "+27,1", "+27,2"),
    ("sector-growth", "", "BIP +5,3", "BIP +5,2"),
    ("sector-growth", "", "Neue-Energie-Fahrzeuge", "Motorradindustrie und Neue-Energie-Fahrzeuge"),
    ("sector-growth", "period=2025-H1&series=automotive", "China +11,3", "China +8,4"),
    ("sector-growth", "period=2025-H1&compare=2019-H1", "gewinn", "verlust"),
    (
        "growth-history",
        "",
        "von −17,3\xa0% (2018) auf +26,7\xa0% (2024)",
        "von +26,7\xa0% (2018) auf −17,3\xa0% (2024)",
    ),
    ("growth-history", "", "Automobilindustrie", "Elektronikindustrie"),
    ("growth-history", "", "(2018)", "(2019)"),
    ("growth-contribution", "", "weniger Schub", "mehr Schub"),
    ("growth-contribution", "", "2,5 von", "2,6 von"),
    ("new-industries-share", "", "gestiegen", "gefallen"),
    ("new-industries-share", "", "Strategische Zukunftsindustrien", "Elektronikindustrie"),
    ("output-index", "", "Laptops 2021", "Laptops 2023"),
    ("output-index", "", "+54", "−54"),
    ("two-cores", "", "seit 2022 die Fahrzeuge", "seit 2022 die Elektronik"),
    ("two-cores", "", "seit 2022", "seit 2021"),
    ("vehicle-output", "", "Tief von 2019", "Tief von 2016"),
    ("vehicle-output", "", "2,79", "2,97"),
    ("targets", "", "wurden 2 erreicht", "wurden 3 erreicht"),
    ("targets", "", ", beide nur schwach belegt", ""),
    ("milestones", "", "ab 2006", "ab 2014"),
    ("milestones", "", "17 von", "18 von"),
    ("key-figures", "", "kaum mehr Wert", "mehr Wert"),
    ("key-figures", "", "kaum mehr Wert", "weniger Wert"),
    ("key-figures", "", "kaum mehr Wert", "aber nicht mehr Wert"),
    ("key-figures", "", "tragen Chongqings Wachstum", "bleiben hinter der Industrie zurück"),
    ("changan-millions", "", "anfangs rund 30\xa0Jahre", "anfangs rund 13\xa0Jahre"),
    ("changan-millions", "", "4\xa0Jahre 7\xa0Monate", "6\xa0Jahre 7\xa0Monate"),
    ("changan-millions", "", "10\xa0Mio.", "20\xa0Mio."),
]


@pytest.mark.parametrize(("slug", "query", "true", "false"), FALSE)
def test_a_false_headline_is_found_out(
    slug: str, query: str, true: str, false: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    chart, german = all_charts()[slug], texts["de"]
    drawing = draw_chart(chart, snapshot=snapshot, state=parse(query).state, texts=german)
    view = chart.resolve(snapshot, parse(query).state.for_chart(slug), german).view
    scene = Scene(snapshot=snapshot, view=view, texts=german)
    holds(drawing.title, drawing.frame, chart, scene)
    assert true in drawing.title
    with pytest.raises((AssertionError, LookupError, StopIteration)):  # what is not in the rows cannot be looked up
        holds(drawing.title.replace(true, false), drawing.frame, chart, scene)
