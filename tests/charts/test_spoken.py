"""What is said of a chart is what its table holds: every value of every row, and where each is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.spec import Cell, Column, Drawing, Shape, Table
from app.charts.spoken import aloud, speech
from app.i18n import SEPARATOR, Texts
from app.state import LANGUAGES, parse
from app.store.snapshot import Snapshot
from tests.drawings import EMPTY, SLUGS, drawn

WORDS = {
    "de": {"plus ": "+", "minus ": "-"},
    "en": {"plus ": "+", "minus ": "-"},
    "zh": {"增长": "+", "下降": "-", "正": "+", "负": "-"},
}
NOT_DRAWN = {"growth-contribution": 1, "key-figures": 15}
"""Rows that only the table has: a part that lies within another one, values behind a tile."""


def points(drawing: Drawing) -> list[list[object]]:
    assert drawing.figure is not None
    return list(drawing.figure["layout"]["meta"]["spoken"]["points"])


def numbers_heard(said: str, lang: str) -> list[float]:
    """The numbers of a sentence as a listener takes them down: signs as words, thousands and decimals by language."""
    for word, sign in WORDS[lang].items():
        said = re.sub(rf"{word}(?=\d)", sign, said)
    return [_number(found, lang) for found in re.findall(r"[+-]?\d[\d.,]*\d|[+-]?\d", said.replace("\u00a0", " "))]


def _number(text: str, lang: str) -> float:
    thousands, decimal = (".", ",") if lang == "de" else (",", ".")
    plain = text.replace(thousands, "").replace(decimal, ".") if re.search(rf"\{decimal}\d+$", text) else text
    return float(plain.replace(thousands, "")) if plain == text else float(plain)


def written(cells: tuple[Cell, ...], columns: tuple[Column, ...], lang: str) -> Iterator[float]:
    """The numbers a reader sees in the numeric columns of a row."""
    for cell, column in zip(cells, columns, strict=True):
        if column.numeric and cell.value is not None:
            yield from (
                _number(found, lang) for found in re.findall(r"[+-]?\d[\d.,]*\d|[+-]?\d", cell.text.replace("−", "-"))
            )


@pytest.mark.matrix
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_row_is_said_once_with_all_its_values(
    slug: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn(slug, lang, snapshot=snapshot, texts=texts)
    table = drawing.table
    said = [str(point[0]) for point in points(drawing)][: len(table.rows)]
    assert len(said) == len(table.rows)
    keys = [column.key for column in table.columns]
    left = list(said)
    for row in table.rows:
        words = [
            row[keys.index(key)].text for key in ("title", "sector", "measure", "period", "year", "date") if key in keys
        ]
        status = row[keys.index("status")].text.split(SEPARATOR)
        known = list(written(row, table.columns, lang))
        fitting = [
            sentence
            for sentence in left
            if all(word in sentence for word in (*words, *status)) and _holds(numbers_heard(sentence, lang), known)
        ]
        assert fitting, (words, known)
        left.remove(fitting[0])
    assert left == []


def _holds(heard: list[float], known: list[float]) -> bool:
    rest = list(heard)
    for number in known:
        if number not in rest:
            return False
        rest.remove(number)
    return True


@pytest.mark.matrix
@pytest.mark.parametrize("form", ["wide", "narrow"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_value_that_is_drawn_has_its_marks(
    slug: str, form: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    state = parse("lang=zh").state
    drawing = draw_chart(all_charts()[slug], snapshot=snapshot, state=state, texts=texts["zh"], form=form)
    without = [point[0] for point in points(drawing) if not point[3]]
    assert len(without) <= NOT_DRAWN.get(slug, 0) + (form == "narrow" and slug == "changan-millions"), without
    assert drawing.figure is not None
    for point in points(drawing):
        for kind, first, *rest in point[3]:  # type: ignore[attr-defined]
            if kind == "p":
                assert rest[0] < len(drawing.figure["data"][first]["customdata"])
            else:
                assert first < len(drawing.figure["layout"]["shapes" if kind == "s" else "annotations"])


def test_courses_of_time_are_said_from_the_oldest_to_the_newest(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    found = points(drawn("vehicle-output", "en", snapshot=snapshot, texts=texts))
    years = [int(str(point[0])[:4]) for point in found]
    assert years == sorted(years)


def test_numbered_milestones_come_last_and_know_what_they_open(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("growth-history", "en", snapshot=snapshot, texts=texts)
    last = points(drawing)[-len(drawing.markers) :]
    assert [point[4] for point in last] == [marker.milestone for marker in drawing.markers]
    assert all(point[3] for point in last)


def test_nothing_is_said_where_nothing_is_drawn(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("sector-growth", "de", snapshot=snapshot, texts=texts, query=EMPTY)
    assert drawing.figure is None or points(drawing)


@pytest.mark.parametrize(
    ("written", "lang", "said"),
    [
        ("+21,2\u00a0%", "de", "plus 21,2 Prozent"),
        ("−4.1%", "en", "minus 4.1 percent"),
        ("−4.1%", "zh", "下降4.1%"),
        ("+0.8个百分点", "zh", "正0.8个百分点"),
        ("+2.5\u00a0pp", "en", "plus 2.5 percentage points"),
        ("≈ 20\u00a0%", "de", "rund 20 Prozent"),
        ("450\u00a0Mrd. Yuan", "de", "450\u00a0Milliarden Yuan"),
    ],
)
def test_signs_and_short_words_are_said_in_full(written: str, lang: str, said: str, texts: Mapping[str, Texts]) -> None:
    assert aloud(written, texts[lang]) == said


def test_a_row_without_any_value_says_so(texts: Mapping[str, Texts]) -> None:
    columns = (
        Column(key="sector", label="Sector"),
        Column(key="period", label="Period"),
        Column(key="value", label="Value", numeric=True),
    )
    row = (Cell(text="Chips", value="chips"), Cell(text="2024", value="2024"), Cell(text="–"))
    table = Table(caption="", columns=columns, rows=(row,))
    found = speech(table, {"data": [], "layout": {}}, texts["en"], shape=Shape(kind="lines", series="sector"))
    assert found["points"] == [["2024, Chips, no value", "", 0, [], ""]]
