"""Images as they are asked for and answered; these tests make none."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.site import Site
from app.state import parse
from app.web.images import image_answer


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
