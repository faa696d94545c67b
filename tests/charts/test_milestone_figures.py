"""The figures around a milestone: few, alike, of its own sector, with their status and the way to their history."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.charts.milestone_figures import figures_around
from app.charts.registry import all_charts
from app.charts.spec import Scene
from app.i18n import Texts
from app.pages.milestones import _history
from app.queries.around import REACH, around
from app.site import Site
from app.state import LANGUAGES, ViewState, parse
from app.store.snapshot import Snapshot


def scene(lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> Scene:
    return Scene(snapshot=snapshot, view=ViewState(lang=lang), texts=texts[lang])


def test_rows_are_alike_and_near(snapshot: Snapshot) -> None:
    for row in snapshot.tables["milestones"].to_dict("records"):
        year = int(row["date"][:4])
        rows = around(snapshot, sector=str(row["sector"]), year=year)
        if rows.empty:
            continue
        assert len(rows) <= 2 * REACH + 1
        assert rows["months"].nunique() == rows["indicator"].nunique() == rows["sector"].nunique() == 1
        assert set(rows["area"].astype(str)) == {"chongqing"}
        assert rows["year"].between(year - REACH, year + REACH).all()
        assert rows["year"].is_monotonic_increasing


def test_the_kind_with_the_most_periods_is_chosen(snapshot: Snapshot) -> None:
    assert around(snapshot, sector="automotive", year=2019)["period"].tolist() == ["2018-H1", "2019-H1", "2021-H1"]
    assert around(snapshot, sector="automotive", year=2014)["indicator"].astype(str).unique().tolist() == [
        "output_volume"
    ]
    assert around(snapshot, sector="no_such_sector", year=2014).empty


@pytest.mark.parametrize("lang", LANGUAGES)
def test_unsure_figures_say_so(lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    record = snapshot.record("milestones", "vehicle-output-2025")
    found = figures_around(record, scene(lang, snapshot, texts))
    assert found
    assert [figure.period for figure in found.figures] == [texts[lang].period(code) for code in ("2023", "2024")]
    assert [figure.hollow for figure in found.figures] == [True, False]
    assert [bool(figure.status) for figure in found.figures] == [True, False]
    assert snapshot.label("sectors", "automotive", lang) in found.about


def test_an_event_without_a_sector_has_no_figures(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    record = snapshot.record("milestones", "chengyu-railway-opens")
    assert figures_around(record, scene("de", snapshot, texts)) is None


def test_the_way_leads_to_a_history_that_draws_the_figures(site: Site, texts: Mapping[str, Texts]) -> None:
    snapshot, seen = site.snapshot, set()
    for row in snapshot.tables["milestones"].to_dict("records"):
        found = figures_around(row, scene("de", snapshot, texts))
        if found is None or not found.measure or (found.sector, found.time) in seen:
            continue
        seen.add((found.sector, found.time))
        address, _, place = _history(site, ViewState(), found).partition("#")
        assert place == "growth-history"
        state = parse(address.partition("?")[2]).state
        frame = all_charts()[place].select(
            snapshot, all_charts()[place].resolve(snapshot, state.for_chart(place), texts["de"]).view
        )
        wanted = around(snapshot, sector=found.sector, year=int(row["date"][:4]))
        own = frame[frame["sector"].astype(str) == found.sector]
        assert set(wanted["period"].astype(str)) <= set(own["period"].astype(str)), (row["milestone"], address)
    assert len(seen) > 10


def test_figures_in_pieces_lead_to_a_chart_that_draws_pieces_of_their_sector(
    site: Site, texts: Mapping[str, Texts]
) -> None:
    seen = set()
    for row in site.snapshot.tables["milestones"].to_dict("records"):
        found = figures_around(row, scene("en", site.snapshot, texts))
        if found is None or found.measure or not found.chart:
            continue
        assert _history(site, ViewState(), found).endswith(f"#{found.chart}")
        chart = all_charts()[found.chart]
        assert chart.page == found.page
        frame = chart.select(site.snapshot, chart.resolve(site.snapshot, ViewState(), texts["en"]).view)
        assert found.sector in set(frame["sector"].astype(str)), (row["milestone"], found.chart)
        seen.add(found.chart)
    assert "vehicle-output" in seen
