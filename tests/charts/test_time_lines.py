"""Lines over time in many views: like neighbours alone, no gap bridged; and nowhere a part beside its whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from app.charts.drawn import draw_chart
from app.charts.growth_contribution_words import bars_of
from app.charts.history_marks import end_of
from app.charts.registry import all_charts
from app.charts.spec import Drawing
from app.i18n import Texts
from app.period import Period
from app.queries.growth import periods
from app.queries.history import ancestors
from app.state import FORMS, parse
from app.store.snapshot import Snapshot

pytestmark = pytest.mark.matrix

Point = tuple[float, float]
SPANS = ("", "earliest..latest", "1996..2012", "2010..2018", "2013..2020", "2017..2025-H1", "2019..2024", "2023..2023")


def drawn(slug: str, query: str, form: str, *, snapshot: Snapshot, texts: Mapping[str, Texts]) -> Drawing:
    state = parse(query).state
    return draw_chart(all_charts()[slug], snapshot=snapshot, state=state, texts=texts["de"], form=form)


def lines(drawing: Drawing) -> list[Mapping[str, Any]]:
    if drawing.figure is None:
        return []
    return [part for part in drawing.figure["data"] if "lines" in str(part.get("mode", ""))]


def segments(line: Mapping[str, Any]) -> Iterator[tuple[Point, Point]]:
    """The pieces of a line that are drawn: None parts them, and nothing may join them over it."""
    assert not line.get("connectgaps")
    points = zip(line["x"], line["y"], strict=True)
    for first, second in pairwise(points):
        if None not in (*first, *second):
            yield first, second


@pytest.mark.parametrize("measure", ["value_added", "output", "gross_output"])
@pytest.mark.parametrize("span", SPANS)
def test_the_history_joins_neighbouring_whole_years_of_one_sector(
    span: str, measure: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    chosen = "&series=automotive~nev~integrated_circuits~electronics" if measure == "output" else ""
    for form in ("wide", "narrow"):
        drawing = drawn("growth-history", f"time={span}&growth-history.measure={measure}{chosen}", form,
                        snapshot=snapshot, texts=texts)  # fmt: skip
        if drawing.figure is None:
            continue
        rows = drawing.frame[drawing.frame["area"].astype(str) == "chongqing"]
        known = {
            (str(row.sector), str(row.indicator), int(row.year)): float(row.value)
            for row in rows[rows["months"] == 12].itertuples()
        }
        own = rows[rows["place"] == "value"]
        top = end_of(own["value"].tolist()) or float("inf")
        allowed = {
            (year + 1.0, min(value, top), year + 2.0, min(known[sector, indicator, year + 1], top))
            for (sector, indicator, year), value in known.items()
            if (sector, indicator, year + 1) in known
        }
        for line in lines(drawing):
            for (x0, y0), (x1, y1) in segments(line):
                near = [a for a in allowed if (a[0], a[2]) == (x0, x1)]
                assert any(abs(a[1] - y0) < 1e-6 and abs(a[3] - y1) < 1e-6 for a in near), (x0, y0, x1, y1)


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("more", ["", "&base=2020", "&base=2016&scale=log", "&base=2009"])
def test_the_index_joins_neighbouring_years_of_one_sector(
    span: str, more: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn("output-index", f"time={span}{more}", "wide", snapshot=snapshot, texts=texts)
    frame = drawing.frame
    assert frame.empty or set(frame["months"]) == {12}
    for line in lines(drawing):
        for (x0, y0), (x1, y1) in segments(line):
            assert x1 - x0 == 1
            ends = frame[frame["year"].isin([int(x0), int(x1)])]
            both = [set(own["value"].round(6)) for _, own in ends.groupby(ends["sector"].astype(str)) if len(own) == 2]
            assert {round(y0, 6), round(y1, 6)} in both


@pytest.mark.parametrize("span", SPANS)
def test_shares_join_neighbouring_whole_years_whatever_is_shown(
    span: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    for measure in ("years", "all"):
        for form in FORMS:
            drawing = drawn("new-industries-share", f"time={span}&measure={measure}", form,
                            snapshot=snapshot, texts=texts)  # fmt: skip
            frame = drawing.frame
            whole = frame if frame.empty else frame[(frame["months"] == 12) & (frame["place"] == "line")]
            for line in lines(drawing):
                for (x0, y0), (x1, y1) in segments(line):
                    assert (x0, x1) == (int(x0), int(x0) + 1)
                    held = whole[whole["year"].isin([int(x0), int(x1)])].groupby("sector", observed=True)["value"]
                    assert any({y0, y1} == set(values) for _, values in held)


@pytest.mark.parametrize("form", FORMS)
def test_the_staircase_has_no_slope(form: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for line in lines(drawn("changan-millions", "", form, snapshot=snapshot, texts=texts)):
        for (x0, y0), (x1, y1) in segments(line):
            assert x0 == x1 or y0 == y1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("span", SPANS[2:6])
def test_the_two_cores_join_the_two_values_of_a_period_and_no_two_periods(
    span: str, form: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    for measure in ("all", "halves"):
        drawing = drawn("two-cores", f"time={span}&measure={measure}", form, snapshot=snapshot, texts=texts)
        for line in lines(drawing):
            for (x0, y0), (x1, y1) in segments(line):
                assert x0 == x1 or y0 == y1


def test_no_ranking_sets_a_part_beside_its_whole(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for known in periods(snapshot, indicators=("value_added_growth", "output_growth")):
        drawing = drawn("sector-growth", f"period={known.period}", "wide", snapshot=snapshot, texts=texts)
        if drawing.frame.empty:  # only sectors that cut across the others, which are drawn when chosen by name
            continue
        bars = drawing.frame[drawing.frame["place"] == "bar"]
        for _, block in bars.groupby(bars["indicator"].astype(str), sort=False):
            assert_parts_under_wholes(block, snapshot)


def assert_parts_under_wholes(block: pd.DataFrame, snapshot: Snapshot) -> None:
    """Each part is marked as one and stands right below its whole or another part of it; nothing else is marked."""
    order = list(block["sector"].astype(str))
    above: list[str] = []
    for sector, part in zip(order, block["part"], strict=True):
        wholes = [code for code in ancestors(snapshot, sector) if code in order and code != "industry"]
        assert part == bool(wholes), f"{sector} in {order}"
        if part:
            assert above[-1] in wholes or set(ancestors(snapshot, above[-1])) & set(wholes), f"{sector} in {order}"
        above.append(sector)


def test_no_bar_adds_a_part_to_its_whole(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for span in ("earliest..latest", "2017..latest", "2024..2024"):
        drawing = drawn("growth-contribution", f"time={span}", "wide", snapshot=snapshot, texts=texts)
        for bar in bars_of(drawing.frame):
            stacked = {str(row["sector"]) for row in bar.parts}
            for sector in stacked:
                assert not stacked & set(ancestors(snapshot, sector))
                assert not snapshot.record("sectors", sector)["cross_cutting"]


@pytest.mark.parametrize("span", SPANS[2:6])
def test_one_panel_holds_one_measure(span: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    """Where two families share a chart they stand in blocks of their own; lines are of one family."""
    for slug, places in (("growth-history", ("value", "tick")), ("new-industries-share", ("line", "country"))):
        frame = drawn(slug, f"time={span}", "wide", snapshot=snapshot, texts=texts).frame
        if not frame.empty:
            assert frame.loc[frame["place"].isin(places), "indicator"].nunique() <= 1
    frame = drawn("output-index", f"time={span}", "wide", snapshot=snapshot, texts=texts).frame
    assert frame.empty or frame["indicator"].nunique() == 1
    pairs = drawn("two-cores", f"time={span}", "wide", snapshot=snapshot, texts=texts).frame
    if pairs.empty:
        return
    assert pairs.loc[pairs["place"] == "pair", "indicator"].nunique() == 1
    kinds = pairs[pairs["place"] == "pair"].groupby(pairs["period"].astype(str))["sector"].nunique()
    assert (kinds == 2).all()
    assert all(Period.parse(code) for code in kinds.index)
