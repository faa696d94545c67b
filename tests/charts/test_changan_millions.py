"""The staircase of Changan's millions: the pace in the headline, dates as exact as known."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.charts.changan_millions import CHART
from app.charts.drawn import draw_chart
from app.charts.spec import Scene
from app.i18n import Texts
from app.queries.changan import steps
from app.state import ViewState
from app.store.snapshot import Snapshot


@pytest.mark.parametrize(
    ("lang", "headline"),
    [
        ("de", "10\u00a0Mio. Fahrzeuge von Changan: anfangs rund 30\u00a0Jahre, zuletzt 4\u00a0Jahre 7\u00a0Monate"),
        ("en", "10 million Changan vehicles: initially about 30\u00a0years, recently 4\u00a0years 7\u00a0months"),
        ("zh", "长安每造1000万辆：起初约30年，最近4年7个月"),
    ],
)
def test_the_headline_sets_the_first_equal_step_against_the_newest(
    lang: str, headline: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    assert draw_chart(CHART, snapshot=snapshot, state=ViewState(), texts=texts[lang]).title == headline


def test_with_a_single_step_the_headline_tells_its_time_alone(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    scene = Scene(snapshot=snapshot, view=ViewState(), texts=texts["de"])
    said = CHART.headline(steps(snapshot).iloc[:2], scene)
    assert said == "Für 1\u00a0Mio. Fahrzeuge brauchte Changan rund 17\u00a0Jahre"


def test_a_ring_marks_the_event_of_the_report(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = draw_chart(CHART, snapshot=snapshot, state=ViewState(), texts=texts["de"])
    assert "ring" in {key.mark for key in drawing.keys}
    figure = drawing.figure or {}
    rings = [trace for trace in figure["data"] if trace.get("marker", {}).get("color") == "rgba(0,0,0,0)"]
    assert [len(trace["x"]) for trace in rings] == [1]
