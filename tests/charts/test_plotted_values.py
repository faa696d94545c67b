"""What a figure plots stands in its table and the other way round, value by value, in many views of every chart."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.spec import Chart, Control, Drawing
from app.i18n import Texts
from app.queries.timeline import extent
from app.state import LANGUAGES, PARAMETERS, parse
from app.store.snapshot import Snapshot
from app.theme import FONT_HEADLINE
from tests.claims import numbers
from tests.plotted import Key, Mark, cells, key_of, line_points, marks, number, observed, said_of, time_of, words_of

pytestmark = pytest.mark.matrix

VIEWS = 8  # drawn at random from what the controls offer, beside every single offer
WAYS = [(lang, form) for form in ("wide", "narrow") for lang in LANGUAGES]
SPANS = ("2018..2020", "2021..2025", "2024..2024", "earliest..2016")


def views(chart: Chart, snapshot: Snapshot, texts: Texts) -> Iterator[str]:
    """Addresses: the default, every single offer, and offers put together as a reader would, one after the other."""
    yield ""
    for control in _controls(chart, snapshot, texts, ""):
        for value in _offers(control):
            yield f"{control.parameter}={value}"
    if "time" in chart.parameters:
        yield from (f"time={span}" for span in SPANS)
    if "category" in chart.parameters:
        yield from ("q=Changan", "q=BOE&category=displays")
    for seed in range(VIEWS if chart.parameters else 0):
        chance, query = random.Random(seed), ""
        for parameter in (name for name in PARAMETERS if name in chart.parameters):
            offered = {control.parameter: control for control in _controls(chart, snapshot, texts, query)}
            if parameter in offered and chance.random() < 0.6:
                query += f"&{parameter}={_some(offered[parameter], chance)}"
        yield query


def _controls(chart: Chart, snapshot: Snapshot, texts: Texts, query: str) -> tuple[Control, ...]:
    return chart.resolve(snapshot, parse(query).state, texts).controls


def _offers(control: Control) -> list[str]:
    return [option.value for option in control.options if option.value and not option.disabled]


def _some(control: Control, chance: random.Random) -> str:
    offers = _offers(control) or ["2018..2020"]
    if control.kind == "several":
        return "~".join(chance.sample(offers, chance.randint(1, min(4, len(offers)))))
    return chance.choice(offers)


# How each chart is read. A reader gives nothing where all is well; what it excepts, it says why.


def same(plotted: Mapping[Key, float], tabled: Mapping[Key, float], *, apart: float = 1e-9) -> None:
    """The same keys, and the same value under each."""
    assert set(plotted) == set(tabled)
    wrong = {key: (plotted[key], tabled[key]) for key in plotted if abs(plotted[key] - tabled[key]) > apart}
    assert not wrong, "plotted, and in the table"


def _along(found: list[Mark], axis: Callable[[Mark], float]) -> dict[Key, float]:
    """Name, measure and period to the coordinate; a value that is plotted twice has one place."""
    plotted: dict[Key, float] = {}
    for mark in found:
        at = plotted.setdefault(key_of(mark), axis(mark))
        assert at == axis(mark), mark.card
    return plotted


def _ranking(drawing: Drawing, texts: Texts, country: str) -> None:
    """Bars, ticks and diamonds along x. GDP is a line; China's GDP stands in the words beside it."""
    plotted = _along(list(marks(drawing)), lambda mark: mark.x)
    tabled = observed(drawing, country)
    economy = [key for key in tabled if key not in plotted]
    lines = [shape["x0"] for shape in (drawing.figure or {})["layout"]["shapes"] if shape["x0"] == shape["x1"]]
    for key in economy:
        row = next(row for row in cells(drawing) if (row["sector"].text, row["measure"].text) == key[:2])
        assert row["sector"].value == "total_economy"
        value = tabled.pop(key)
        if key[2].startswith(time_of(f"{country}, ")):
            assert texts.number(value, digits=(1, 2), sign=True) in words_of(drawing)
        else:
            assert value in lines
    same(plotted, tabled)


def _history(drawing: Drawing, texts: Texts, country: str) -> None:
    """Dots, ticks and the line of GDP along y; what lies beyond the axis stands at its end, as the note says."""
    tabled = observed(drawing, country)
    plotted = _along(list(marks(drawing)), lambda mark: mark.y)
    end = max(plotted.values())
    for key, value in tabled.items():
        if value > plotted.get(key, value) and plotted[key] == end:
            assert texts.number(end, sign=True) in drawing.note
            plotted[key] = value
    same(plotted, tabled)
    _lines_through_marks(drawing, {(mark.axis, mark.x, mark.y) for mark in marks(drawing)})


def _lines_through_marks(drawing: Drawing, known: set[tuple[str, float, float]]) -> None:
    """A line goes through marks alone."""
    assert [point for point in line_points(drawing) if point not in known] == []


def _contribution(drawing: Drawing, texts: Texts, country: str) -> None:
    """Pieces of a bar end to end along x, and the total as a dot; what lies within a piece is only listed."""
    pieces: dict[float, list[Mark]] = {}
    totals: dict[float, float] = {}
    for mark in marks(drawing):
        if mark.kind.startswith("bar"):
            pieces.setdefault(mark.y, []).append(mark)
        else:
            totals[mark.y] = mark.x
    drawn: dict[str, list[tuple[str, float]]] = {}
    for row in cells(drawing):
        place = str(row["sector"].value).partition(":")[0]
        assert place in ("part", "within", "rest", "total")
        if place != "within":
            drawn.setdefault(time_of(row["period"].text), []).append((place, number(row["points"])))
    assert len(pieces) == len(drawn)
    for at, parts in pieces.items():
        listed = drawn[key_of(parts[0])[2]]
        assert {key_of(mark)[2] for mark in parts} == {key_of(parts[0])[2]}
        assert totals.get(at) == next((value for place, value in listed if place == "total"), None)
        _end_to_end(parts, [value for place, value in listed if place != "total"])


def _end_to_end(parts: list[Mark], values: list[float]) -> None:
    """Each piece lies around the middle of its value, which starts where the one before ends; between them is paper."""
    ends = {True: 0.0, False: 0.0}
    assert len(parts) == len(values)
    for mark, value in zip(parts, values, strict=True):
        middle = ends[value < 0] + value / 2
        ends[value < 0] += value
        assert math.isclose(mark.base + mark.x / 2, middle, abs_tol=1e-9), mark.card
        assert abs(value) / 2 - 1e-9 <= abs(mark.x) <= abs(value)
        assert mark.x * value >= 0


def _cores(drawing: Drawing, texts: Texts, country: str) -> None:
    """Pairs along y, on a narrow form along x, pieces along x; China's values stand on the cards."""
    found = list(marks(drawing))
    upright = drawing.form == "wide"
    plotted = _along(found, lambda mark: mark.y if upright and mark.axis == "xy" else mark.x)
    tabled = observed(drawing, country)
    cards = {key_of(mark): mark.lines for mark in found}
    for key in [key for key in tabled if key[2].startswith(time_of(f"{country}, "))]:
        own = (*key[:2], key[2].removeprefix(time_of(f"{country}, ")))
        shown = texts.percent(tabled.pop(key), sign=True)
        assert any(country in line and shown in line for line in cards[own])
    same(plotted, tabled)


def _vehicles(drawing: Drawing, texts: Texts, country: str) -> None:
    """Columns in the unit of the axis; the rest is their difference, the share what they make."""
    factor = float(texts("chart.vehicle-output.scale.factor"))
    plotted: dict[Key, float] = {}
    names: list[str] = []
    for mark in marks(drawing):
        name, _, period = key_of(mark)
        names += [] if name in names else [name]
        plotted["all" if name == names[0] else "nev", period] = (mark.y if mark.kind == "bar-v" else mark.x) * factor
    tabled: dict[Key, float] = {}
    for row in cells(drawing):
        known = {key: number(row[key]) for key in ("all", "nev", "rest", "share") if row[key].value is not None}
        tabled |= {(key, row["year"].text): known[key] for key in ("all", "nev") if key in known}
        if "nev" in known:
            assert known["rest"] == known["all"] - known["nev"]
            assert abs(known["share"] - 100 * known["nev"] / known["all"]) < 0.1
    same(plotted, tabled, apart=1e-6)


def _index(drawing: Drawing, texts: Texts, country: str) -> None:
    """The index along y, the count on the card."""
    found = list(marks(drawing))
    tabled = {}
    for row in cells(drawing):
        tabled[str(row["sector"].value), time_of(row["period"].text)] = number(row["value"])
    order = list(dict.fromkeys(key[0] for key in tabled))
    names = list(dict.fromkeys(key_of(mark)[0] for mark in found))
    plotted = {(order[names.index(key_of(mark)[0])], key_of(mark)[2]): mark.y for mark in found}
    same(plotted, tabled)
    counts = {(order[names.index(key_of(mark)[0])], key_of(mark)[2]): said_of(mark) for mark in found}
    for row in cells(drawing):
        said = numbers(counts[str(row["sector"].value), time_of(row["period"].text)], texts.lang)[0]
        assert said.is_one_of([number(row["count"])])
    _lines_through_marks(drawing, {(mark.axis, mark.x, mark.y) for mark in found})


def _shares(drawing: Drawing, texts: Texts, country: str) -> None:
    """Lines and ticks along y, the dated shares along x."""
    found = list(marks(drawing))
    plotted = _along(found, lambda mark: mark.x if _is_dated(mark, drawing) else mark.y)
    same(plotted, observed(drawing, country))
    _lines_through_marks(drawing, {(mark.axis, mark.x, mark.y) for mark in found})


def _is_dated(mark: Mark, drawing: Drawing) -> bool:
    measures = {row["measure"].text: str(row["measure"].value) for row in cells(drawing)}
    return measures[key_of(mark)[1]] == "gross_output_share"


def _promises(drawing: Drawing, texts: Texts, country: str) -> None:
    """The promise at a hundred and the outcome in percent of it along x; what is not compared has a dot of a list."""
    found: dict[Key, list[Mark]] = {}
    for mark in marks(drawing):
        found.setdefault(tuple(mark.lines[:2]), []).append(mark)
    listed = {
        (f"{row['sector'].text}{texts('mark.comma')}{row['year'].text}", row["what"].text): row
        for row in cells(drawing)
    }
    assert set(found) == set(listed)
    for key, row in listed.items():
        if row["percent"].value is None:
            assert [mark.x for mark in found[key]] == [0.0]
            assert row["outcome"].value is None
            continue
        assert sorted(mark.x for mark in found[key]) == sorted([100.0, number(row["percent"])])
        assert abs(number(row["outcome"]) / number(row["promise"]) * 100 - number(row["percent"])) < 1e-9


def _events(drawing: Drawing, texts: Texts, country: str) -> None:
    """Every event has one place and one row; on a narrow form all are counted, by year or within one year by month."""
    rows = cells(drawing)
    if drawing.form == "narrow":
        counts = {mark.x: numbers(mark.lines[1], texts.lang)[0].value for mark in marks(drawing)}
        years = [float(str(row["date"].value)[:4]) for row in rows]
        assert sum(counts.values()) == len(rows)
        if len(set(years)) > 1:
            assert counts == {year: years.count(year) for year in set(years)}
        return
    places: dict[str, set[tuple[float, float]]] = {}
    for mark in marks(drawing):  # a ring lies around the mark of what the report tells
        places.setdefault(mark.card, set()).add((round(mark.x + mark.base, 3), mark.y))
    assert len(places) == len(rows)
    titles = {"".join(row["title"].text.split()) for row in rows}
    said = {"".join(re.sub(r"<.*?>", "", card.partition("</b>")[0]).split()) for card in places}
    assert len(said) == len(titles)


def _steps(drawing: Drawing, texts: Texts, country: str) -> None:
    """Steps stand at their number and their date."""
    tabled = {(round(sum(extent(str(row["date"].value))) / 2, 9),): number(row["level"]) for row in cells(drawing)}
    if drawing.form == "narrow":  # there a step is a line of a list: its date along x, its number in words
        assert {(round(mark.x, 9),) for mark in marks(drawing)} == {key for key, level in tabled.items() if level}
        assert all(texts.volume(level) in words_of(drawing) for level in tabled.values() if level)
        return
    plotted = {(round(mark.x, 9),): mark.y * 1e6 for mark in marks(drawing)}
    same(plotted, tabled, apart=1e-3)


def _tiles(drawing: Drawing, texts: Texts, country: str) -> None:
    """The number of every tile is a row of the table, and the bars of a trend are as high as rows of the table."""
    values = [number(row["value"]) for row in cells(drawing)]
    written = (drawing.figure or {})["layout"]["annotations"]
    shown = [note for note in written if note.get("font", {}).get("family") == FONT_HEADLINE]
    assert len(shown) == len(drawing.tiles)
    for note in shown:
        said = numbers(" ".join(re.sub(r"<.*?>", " ", note["text"]).split()), texts.lang)[0]
        assert said.is_one_of(values), note["text"]
    trends: dict[tuple[float, str], list[Mark]] = {}
    for mark in marks(drawing):
        trends.setdefault((mark.base, _tile_of(mark.x, shown)), []).append(mark)
    for bars in trends.values():
        highs = [numbers(re.split(": |：", mark.card, maxsplit=1)[1], texts.lang)[0] for mark in bars]
        assert all(said.is_one_of(values) for said in highs)
        tallest = max(zip(bars, highs, strict=True), key=lambda pair: abs(pair[1].value))
        for mark, said in zip(bars, highs, strict=True):
            wanted = said.value / tallest[1].value * tallest[0].y
            room = (said.half + tallest[1].half) / abs(tallest[1].value) * abs(tallest[0].y)
            assert abs(mark.y - wanted) <= room + 1e-6, mark.card


def _tile_of(x: float, shown: list[Mapping[str, Any]]) -> str:
    """The column in which a bar stands: that of the last number before it."""
    return str(max(note["x"] for note in shown if note["x"] <= x))


READERS: Mapping[str, Callable[[Drawing, Texts, str], None]] = {
    "sector-growth": _ranking,
    "growth-history": _history,
    "growth-contribution": _contribution,
    "two-cores": _cores,
    "vehicle-output": _vehicles,
    "output-index": _index,
    "new-industries-share": _shares,
    "targets": _promises,
    "milestones": _events,
    "changan-millions": _steps,
    "key-figures": _tiles,
}


def test_every_chart_can_be_read() -> None:
    assert set(READERS) == set(all_charts())


@pytest.mark.parametrize("slug", READERS)
def test_the_table_equals_the_figure_value_by_value(slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    chart = all_charts()[slug]
    wrong: list[str] = []
    drawn = 0
    for count, query in enumerate(views(chart, snapshot, texts["de"])):
        lang, form = WAYS[count % len(WAYS)]
        state = parse(f"{query}&lang={lang}").state
        drawing = draw_chart(chart, snapshot=snapshot, state=state, texts=texts[lang], form=form)
        if drawing.empty:
            continue
        drawn += 1
        try:
            READERS[slug](drawing, texts[lang], snapshot.label("areas", "china", lang))
        except (AssertionError, KeyError, StopIteration) as error:
            wrong.append(f"{query} {lang} {form}: {type(error).__name__} {str(error)[:1500]}")
    assert drawn
    assert not wrong, f"{len(wrong)} of {drawn} views\n" + "\n".join(wrong[:5])
