"""Images as they are asked for and answered; these tests make none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.errors import RendererBusy
from app.exports.renderer import Renderer
from app.site import DrawingMemory, Site
from app.state import parse
from app.web.images import admitted, image_answer


def test_without_a_browser_the_answer_says_so(client: FlaskClient) -> None:
    answer = client.get("/chart/sector-growth.png?size=slide", headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.get_json()["error"]["title"]


@pytest.mark.parametrize("path", ["/chart/no-such-chart.png", "/chart/sector-growth.gif", "/chart/.png"])
def test_what_does_not_exist_is_a_real_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_who_holds_the_image_is_told_so_without_making_it(client: FlaskClient, dash_app: object, site: Site) -> None:
    parsed = parse("size=a4&lang=en&colour=red")
    tag = image_answer(site, slug="sector-growth", parsed=parsed, extension="svg").tag
    for held in (f'"{tag}"', f'W/"{tag}:br"'):
        answer = client.get(
            "/chart/sector-growth.svg?size=a4&lang=en&colour=red", headers={"If-None-Match": f'"other", {held}'}
        )
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["X-Ignored-Params"] == "colour"
        assert "Set-Cookie" not in answer.headers


def test_the_order_of_parameters_does_not_matter(site: Site) -> None:
    tags = {
        image_answer(site, slug="sector-growth", parsed=parse(query), extension="png").tag
        for query in ("period=2025-H1&size=a4", "size=a4&period=2025-H1&lang=de", "size=a4&period=2025-H1&theme=light")
    }
    assert len(tags) == 1


class BusyRenderer(Renderer):
    """A renderer that is there, and whose one turn can be held."""

    available = True  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(chromium="off", assets=Path(), directory=Path(), turns=1)


def test_who_cannot_be_served_is_refused_before_anything_is_drawn(site: Site) -> None:
    busy = replace(site, renderer=BusyRenderer(), memory=DrawingMemory(8))
    parsed = parse("period=2025-H1&size=a4")

    def ask() -> str:
        try:
            with admitted(busy, slug="sector-growth", parsed=parsed):
                return "admitted"
        except RendererBusy:
            return "refused"

    with ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(ask).result() == "admitted"
        with busy.renderer.turn():
            assert elsewhere.submit(ask).result() == "refused"
            assert len(busy.memory) == 0
            busy.draw("sector-growth", snapshot=busy.snapshot, state=parsed.state, form="square")
            assert elsewhere.submit(ask).result() == "admitted", "it may be kept"
        assert elsewhere.submit(ask).result() == "admitted"
