"""The story: both sides of it, every figure from a row, each turn only where the rows say so."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pytest

from app.charts import story
from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.spec import Scene
from app.charts.values import in_words
from app.i18n import Texts
from app.state import LANGUAGES, ViewState
from app.store.snapshot import Snapshot

NUMBER = re.compile(r"[+−]?\d[\d.,]*\s?(?:%|Mrd\.|Mio\.|billion|million|亿|万)")


@pytest.fixture
def rows(snapshot: Snapshot, texts: Mapping[str, Texts]) -> pd.DataFrame:
    chart = all_charts()["key-figures"]
    return draw_chart(chart, snapshot=snapshot, state=ViewState(), texts=texts["de"]).frame


def scene(lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> Scene:
    return Scene(snapshot=snapshot, view=ViewState(lang=lang), texts=texts[lang])


def changed(rows: pd.DataFrame, figure: tuple[str, str], value: float) -> pd.DataFrame:
    """The rows with another value for the city's rows of a figure."""
    of_figure = (rows["sector"] == figure[0]) & (rows["indicator"] == figure[1]) & (rows["area"] == "chongqing")
    return rows.assign(value=rows["value"].where(~of_figure, value))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_of_the_story_is_a_row_in_words(
    lang: str, rows: pd.DataFrame, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    told = story.tell(rows, snapshot, texts[lang])
    view = scene(lang, snapshot, texts)
    known = {
        in_words(float(row["value"]), str(row["indicator"]), view).replace("\xa0", " ").lstrip("+")
        for row in rows.to_dict("records")
    }
    text = " ".join([told.opening, *(side.text for side in told.sides)]).replace("\xa0", " ")
    said = [figure.lstrip("+") for figure in NUMBER.findall(text)]
    assert len(said) >= 12
    assert [figure for figure in said if figure not in known] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_story_tells_more_pieces_value_standing_still_and_vehicles(
    lang: str, rows: pd.DataFrame, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    told = story.tell(rows, snapshot, texts[lang])
    assert [side.title for side in told.sides] == [
        texts[lang]("story.chips_title.rose"),
        texts[lang]("story.electronics_title.still"),
        texts[lang]("story.vehicles_title.lead"),
    ]


def test_what_only_the_report_says_is_said_to_be_so(
    rows: pd.DataFrame, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    text = story.tell(rows, snapshot, texts["en"]).sides[0].text
    assert "only the December 2025 report gives figures: +61.6% to 8.823" in text
    confirmed = rows.assign(evidence=rows["evidence"].astype(str).where(rows["place"] != "report", "official"))
    assert "61.6" not in story.tell(confirmed, snapshot, texts["en"]).sides[0].text


@pytest.mark.parametrize(
    ("figure", "value", "title"),
    [
        (story.ELECTRONICS, -3.9, "More chips, less value: vehicles carry Chongqing’s growth"),
        (story.ELECTRONICS, 12.0, "More chips, more value: vehicles carry Chongqing’s growth"),
        (story.CARS, 2.0, "More chips, hardly more value: vehicles lag behind industry"),
        (story.CARS_SHARE, 5.0, "More chips, hardly more value: vehicles are ahead of industry"),
        (story.CHIPS, -4.0, "Chongqing in key figures"),
    ],
)
def test_the_finding_follows_the_rows(
    figure: tuple[str, str],
    value: float,
    title: str,
    rows: pd.DataFrame,
    snapshot: Snapshot,
    texts: Mapping[str, Texts],
) -> None:
    assert story.finding(changed(rows, figure, value), scene("en", snapshot, texts)) == title


def test_falling_figures_are_told_as_falling(
    rows: pd.DataFrame, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    fallen = changed(changed(rows, story.GDP, -1.5), story.CHIPS, -4.0)
    told = story.tell(fallen, snapshot, texts["en"])
    assert "GDP fell by 1.5%" in told.opening
    assert "fell by 4.0%" in told.sides[0].text


def test_a_side_without_rows_is_left_out(rows: pd.DataFrame, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    without = rows[(rows["sector"] != "electronics") & (rows["sector"] != "industry")]
    told = story.tell(without, snapshot, texts["de"])
    assert [side.title for side in told.sides] == [texts["de"]("story.chips_title.rose")]
    assert story.finding(without, scene("de", snapshot, texts)) == texts["de"]("chart.key-figures.headline.plain")
    assert story.tell(rows.iloc[:0], snapshot, texts["de"]).sides == ()


def test_a_weak_value_of_the_country_is_not_told(
    rows: pd.DataFrame, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    weak = rows.assign(evidence=rows["evidence"].astype(str).where(rows["area"] != "china", "weak"))
    assert "China:" in story.tell(rows, snapshot, texts["en"]).opening
    assert "China:" not in story.tell(weak, snapshot, texts["en"]).opening
