"""The codes the dialog shows are those of the one home, for a view that follows the data and one that stays."""

from __future__ import annotations

from flask.testing import FlaskClient

from app.components import embed_code as codes
from app.site import Site
from app.state import parse

HOST = "http://localhost"


def test_the_dialog_gives_the_codes_of_their_home(client: FlaskClient, site: Site) -> None:
    query = "lang=en&period=2025-H1&theme=dark&hide=controls"
    given = client.get(f"/embed-code/sector-growth.json?{query}").get_json()
    state = parse(query).state
    drawing = site.draw("sector-growth", snapshot=site.snapshot, state=state)
    frozen = codes.frozen(site, site.snapshot, drawing, state)
    embed = codes.chart_embed(site, drawing, frozen, origin=HOST)
    assert given["frozen"]["html"] == codes.iframe_snippet(embed)
    assert given["frozen"]["image"] == codes.image_snippet(embed) == "", "a host without a browser has no image"
    assert given["frozen"]["static"] == codes.static_snippet(embed)
    assert given["frozen"]["oembed"] == embed.oembed
    assert given["period"] == "first half of 2025"


def test_following_names_no_period_and_freezing_does(client: FlaskClient) -> None:
    given = client.get("/embed-code/sector-growth.json?lang=en").get_json()
    assert "period=" not in given["following"]["live"]
    assert "period=2025-9M" in given["frozen"]["live"]
    assert given["period"] == "January–September 2025"


def test_theme_language_and_what_is_hidden_go_into_the_frame(client: FlaskClient) -> None:
    given = client.get("/embed-code/sector-growth.json?lang=zh&theme=dark&hide=title~downloads").get_json()
    live = given["following"]["live"]
    assert live.startswith(f"{HOST}/embed/sector-growth?")
    assert all(part in live for part in ("lang=zh", "theme=dark", "hide=title~downloads"))


def test_a_chart_without_a_choice_of_time_only_follows(client: FlaskClient, site: Site) -> None:
    slug = next(slug for slug in ("key-figures", "targets", "changan-millions") if not codes.has_time(site.chart(slug)))
    assert "frozen" not in client.get(f"/embed-code/{slug}.json").get_json()


def test_an_unknown_chart_is_not_found(client: FlaskClient) -> None:
    assert client.get("/embed-code/no-such-chart.json").status_code == 404
