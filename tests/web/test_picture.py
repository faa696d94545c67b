"""What a reader's browser makes a picture of: the composition of a host, its plot still to be drawn."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from app.charts.registry import all_charts
from app.exports.sizes import PRESETS
from app.theme import COLOURS


@pytest.mark.parametrize("slug", sorted(all_charts()))
def test_every_chart_is_composed_without_a_browser_of_the_host(client: FlaskClient, slug: str) -> None:
    for name, size in PRESETS.items():
        made = client.get(f"/picture/{slug}.json?lang=zh&size={name}").get_json()
        assert (made["output"]["width"], made["output"]["height"]) == size.output
        assert made["layout"] == {"width": size.width, "height": size.height}
        assert made["document"].count("data-plot") == 1
        assert 'class="source-line"' in made["document"]
        assert f'viewBox="0 0 {made["plot"]["width"]} {made["plot"]["height"]}"' in made["document"]
        assert "<script" not in made["document"]
        assert made["filename"].startswith(f"doppelkern-{slug}-")


def test_the_plot_comes_in_the_colours_that_are_asked_for(client: FlaskClient) -> None:
    for query, theme in (("theme=dark", "dark"), ("variant=grey", "grey"), ("", "light")):
        figure = json.dumps(client.get(f"/picture/two-cores.json?{query}").get_json()["figure"])
        assert not re.search(r"var\(--|rgb\(1, 2, ", figure)
        assert COLOURS[theme]["chips"] in figure


def test_what_does_not_exist_is_a_real_404_and_what_is_not_possible_is_named(client: FlaskClient) -> None:
    assert client.get("/picture/no-such-chart.json").status_code == 404
    answer = client.get("/picture/targets.json?width=9&colour=red")
    assert answer.status_code == 200
    assert set(answer.headers["X-Ignored-Params"].split(", ")) == {"colour", "width"}
