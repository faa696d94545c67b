"""Figures are built as plain data: Plotly, asked afterwards, takes every one of them exactly as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import pytest
from plotly.utils import PlotlyJSONEncoder

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.figures.plain import Figure, bar, scatter
from app.i18n import Texts
from app.state import FORMS, ViewState
from app.store.snapshot import Snapshot
from tests.drawings import SLUGS

pytestmark = pytest.mark.matrix


def plain(figure: Any) -> Any:
    return json.loads(json.dumps(figure, cls=PlotlyJSONEncoder))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("slug", SLUGS)
def test_plotly_takes_every_figure_as_it_is(
    slug: str, form: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    state = ViewState(lang="en")
    figure = draw_chart(all_charts()[slug], snapshot=snapshot, state=state, texts=texts["en"], form=form).figure
    assert figure is not None
    taken, given = plain(go.Figure(figure).to_plotly_json()), plain(figure)
    assert taken["layout"].pop("template")
    assert given["layout"].pop("template") == {}
    assert taken == given


def test_a_change_of_axes_reaches_those_that_are_there_and_keeps_the_rest() -> None:
    figure = Figure({"xaxis": {"ticks": "", "tickfont": {"size": 12, "color": "red"}}, "yaxis": {"ticks": ""}})
    figure.update_layout(xaxis2={"domain": [0.5, 1]})
    figure.update_xaxes(tickfont={"size": 14}, range=[0, 1])
    layout = figure.as_mapping()["layout"]
    assert layout["xaxis"] == {"ticks": "", "tickfont": {"size": 14, "color": "red"}, "range": [0, 1]}
    assert layout["xaxis2"] == {"domain": [0.5, 1], "tickfont": {"size": 14}, "range": [0, 1]}
    assert layout["yaxis"] == {"ticks": ""}


def test_figures_that_begin_alike_do_not_change_each_other() -> None:
    look = {"ticks": "", "tickfont": {"size": 12}}
    first, second = Figure({"xaxis": look, "yaxis": look}), Figure({"xaxis": look, "yaxis": look})
    first.update_xaxes(tickfont={"size": 20})
    assert second.as_mapping()["layout"]["xaxis"] == look
    assert first.as_mapping()["layout"]["yaxis"] == look


def test_traces_and_shapes_stand_in_the_order_in_which_they_were_added() -> None:
    figure = Figure({"annotations": []})
    figure.add_trace(bar(x=[1]))
    figure.add_trace(scatter(x=[2]))
    figure.add_shape(type="line", x0=0)
    figure.add_shape(type="rect", x0=1)
    made = figure.as_mapping()
    assert [trace["type"] for trace in made["data"]] == ["bar", "scatter"]
    assert [shape["type"] for shape in made["layout"]["shapes"]] == ["line", "rect"]
    assert "annotations" not in made["layout"]
