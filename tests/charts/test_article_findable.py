"""Every statement of the December 2025 report can be found with its evidence: each by name, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.charts.article import statements
from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.components.article import article
from app.components.key_figures import way_href
from app.i18n import Texts
from app.site import Site
from app.state import LANGUAGES, ViewState, parse
from app.store.snapshot import Snapshot

pytestmark = pytest.mark.matrix

GDP = "chongqing/total_economy/gdp_growth/2025-9M"
CHIPS = "chongqing/integrated_circuits"
# By statement: the charts that draw its figures, and the milestone that tells of it. All stand in the overview's list.
FIGURES: Mapping[str, Mapping[str, str]] = {
    "art-thirty-millionth": {},
    "art-breakthrough-year": {GDP: "sector-growth"},
    "art-gdp-growth": {GDP: "sector-growth"},
    "art-high-tech-share": {"chongqing/strategic_emerging/value_added_share/2024": "new-industries-share"},
    "art-oklahoma-plant": {},
    "art-us-value-chains": {},
    "art-semi-solid-casting": {},
    "art-standards-export": {},
    "art-solid-state-base": {},
    "art-battery-ecosystem": {},
    "art-smart-car-capital": {},
    "art-solid-state-capital": {},
    "art-depth-over-volume": {"chongqing/automotive/output_volume/2025": "vehicle-output"},
    "art-forged-rings": {},
    "art-drone-engines": {},
    "art-chip-output": {
        f"{CHIPS}/output_volume/2025-9M": "key-figures",
        f"{CHIPS}/output_growth/2025-9M": "sector-growth",
    },
    "art-motorcycles-growth": {"chongqing/motorcycles/value_added_growth/2025-9M": "sector-growth"},
    "art-materials-growth": {"chongqing/materials/value_added_growth/2025-9M": "sector-growth"},
    "art-lcd-growth": {"chongqing/lcd_panels/output_growth/2025-9M": "sector-growth"},
    "art-dual-core": {
        "chongqing/electronics/value_added_growth/2025-H1": "two-cores",
        "chongqing/automotive/growth_contribution_rate/2025-9M": "growth-contribution",
    },
}
MILESTONES = {
    "art-thirty-millionth": "changan-30-millionth",
    "art-gdp-growth": "first-three-quarters-2025",
    "art-oklahoma-plant": "millison-oklahoma-opening",
    "art-us-value-chains": "millison-oklahoma-opening",
    "art-semi-solid-casting": "millison-oklahoma-opening",
    "art-standards-export": "standards-export-claim",
    "art-solid-state-base": "ganfeng-solid-state-base",
    "art-smart-car-capital": "car-parts-plan-draft",
    "art-solid-state-capital": "solid-state-capital-goal",
    "art-depth-over-volume": "vehicle-output-2025",
    "art-forged-rings": "large-aircraft-forged-rings",
    "art-drone-engines": "industrial-drone-engine-share",
    "art-motorcycles-growth": "first-three-quarters-2025",
}
# Neither a figure nor a dated event: what stands of them is the overview's finding alone.
FINDING_ALONE = {"art-battery-ecosystem"}


def parts(component: Any) -> Iterator[Any]:
    yield component
    children = getattr(component, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if child is not None:
            yield from parts(child)


def words(component: Any) -> str:
    return " ".join(part for part in parts(component) if isinstance(part, str))


def items(site: Site, lang: str) -> dict[str, Any]:
    """The entries of the overview's list, by statement."""
    listed = statements(site.snapshot, site.texts[lang])
    section = article(site, listed, ViewState(lang=lang))
    return {part.id: part for part in parts(section) if str(getattr(part, "id", "")).startswith("art-")}


def links(component: Any) -> list[str]:
    return [part.href for part in parts(component) if getattr(part, "href", None)]


def keys_drawn(slug: str, query: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> dict[str, str]:
    """The keys of the drawn rows, each with its source."""
    drawing = draw_chart(all_charts()[slug], snapshot=snapshot, state=parse(query).state, texts=texts["de"])
    columns = [drawing.frame[name].astype(str) for name in ("area", "sector", "indicator", "period", "source")]
    shown = {entry.code for entry in drawing.sources}
    return {"/".join(key): source for *key, source in zip(*columns, strict=True) if source in shown}


def test_no_statement_is_lost_or_new(snapshot: Snapshot) -> None:
    table = snapshot.tables["article"]
    named = {
        str(code): set(str(joined).split(";")) if isinstance(joined, str) and joined else set()
        for code, joined in zip(table["statement"], table["observations"], strict=True)
    }
    assert named == {code: set(keys) for code, keys in FIGURES.items()}
    told = zip(table["statement"], table["milestone"], strict=True)
    assert {str(code): str(event) for code, event in told if isinstance(event, str) and event} == MILESTONES
    assert {code for code in FIGURES if not FIGURES[code] and code not in MILESTONES} == FINDING_ALONE


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("statement", FIGURES)
def test_the_overview_lists_it_with_status_and_finding(statement: str, lang: str, site: Site) -> None:
    record = site.snapshot.record("article", statement)
    said = words(items(site, lang)[statement]).replace("\N{NO-BREAK SPACE}", " ")
    assert record[f"statement_{lang}"] in said
    assert record[f"finding_{lang}"] in said
    assert site.texts[lang](f"article.status.{record['status']}") in said


@pytest.mark.parametrize(
    ("statement", "key"), [(statement, key) for statement, keys in FIGURES.items() for key in keys]
)
def test_its_figures_are_drawn_where_it_links_to(
    statement: str, key: str, site: Site, texts: Mapping[str, Texts]
) -> None:
    slug = FIGURES[statement][key]
    query = ""
    if slug != "key-figures":  # that one stands on the same page
        known = next(one for one in statements(site.snapshot, texts["de"]) if one.code == statement)
        named = {way_href(site, ViewState(), way) for way in known.ways if way.chart == slug}
        ways = [link for link in links(items(site, "de")[statement]) if link in named]
        assert ways, f"{statement} has no way to {slug}"
        query = ways[0].partition("#")[0].partition("?")[2]
    drawn = keys_drawn(slug, query, site.snapshot, texts)
    assert key in drawn
    observation = site.snapshot.record("observations", key)
    assert drawn[key] == observation["source"]
    assert observation["evidence"] in set(site.snapshot.tables["evidence"]["evidence"])


@pytest.mark.parametrize(("statement", "milestone"), MILESTONES.items())
def test_its_milestone_is_drawn_where_it_links_to(
    statement: str, milestone: str, site: Site, texts: Mapping[str, Texts]
) -> None:
    ways = [link for link in links(items(site, "de")[statement]) if f"milestone={milestone}" in link]
    assert ways
    drawing = draw_chart(
        all_charts()["milestones"],
        snapshot=site.snapshot,
        state=parse(ways[0].partition("?")[2]).state,
        texts=texts["de"],
    )
    assert milestone in set(drawing.frame["milestone"])
    assert ("milestone", milestone) in drawing.address
    assert site.snapshot.record("milestones", milestone)["sources"]
