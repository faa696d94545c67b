"""The milestones page: its panel and its list follow the view; bad requests are refused."""

from __future__ import annotations

from typing import Any

import pytest
from dash import no_update
from dash.development.base_component import Component

from app.errors import MalformedRequest
from app.pages import milestones
from app.site import Site
from app.state import parse


def parts(component: Any) -> list[Component]:
    """A component or list with everything in it."""
    if isinstance(component, Component):
        return [component, *parts(getattr(component, "children", None))]
    if isinstance(component, list | tuple):
        return [inner for one in component for inner in parts(one)]
    return []


def links(component: Any) -> dict[str, str]:
    found = [part for part in parts(component) if hasattr(part, "data-milestone")]
    return {getattr(part, "data-milestone"): part.href for part in found}


def listed(site: Site, query: str = "") -> Any:
    _, _, key = milestones.update_beside(site, {"query": query, "form": "wide"}, None)
    return key


def test_choosing_changes_the_panel_and_leaves_the_list(site: Site) -> None:
    view = {"query": "milestone=cumec-opened", "form": "wide"}
    panel, entries, key = milestones.update_beside(site, view, listed(site))
    assert any(getattr(part, "id", None) == "chosen-milestone" for part in parts(panel))
    assert (entries, key) == (no_update, no_update)


def test_a_filter_changes_the_list(site: Site) -> None:
    view = {"query": "milestones.category=chips", "form": "wide"}
    _, entries, key = milestones.update_beside(site, view, listed(site))
    assert key != listed(site)
    assert len([part for part in parts(entries) if str(getattr(part, "id", "")).startswith("milestone-")]) == 17


def test_an_entry_has_an_address_of_its_own_without_script(site: Site) -> None:
    _, entries, _ = milestones.update_beside(site, {"query": "lang=en", "form": "wide"}, None)
    assert links(entries)["cumec-opened"] == "/milestones?lang=en&milestone=cumec-opened"


def test_without_a_choice_the_reports_events_are_offered(site: Site) -> None:
    panel, _, _ = milestones.update_beside(site, {"query": "", "form": "wide"}, None)
    assert set(links(panel)) == {
        str(code)
        for code, told in zip(
            site.snapshot.tables["milestones"]["milestone"], site.snapshot.tables["milestones"]["founding"], strict=True
        )
        if told == "yes"
    }


def test_the_panel_can_be_closed_and_stepped_through(site: Site) -> None:
    view = {"query": "milestone=cumec-opened&lang=zh", "form": "narrow"}
    panel, _, _ = milestones.update_beside(site, view, None)
    assert links(panel)[""] == "/milestones?lang=zh"
    steps = [getattr(part, "data-step") for part in parts(panel) if hasattr(part, "data-step")]
    assert steps == ["previous", "following"]


@pytest.mark.parametrize("view", [None, 3, {}, {"query": 7}, {"query": None, "form": "wide"}])
def test_a_view_that_no_page_sends_is_refused(view: object, site: Site) -> None:
    with pytest.raises(MalformedRequest):
        milestones.update_beside(site, view, None)


@pytest.mark.parametrize("form", ["wide", "narrow"])
@pytest.mark.parametrize("query", ["", "q=zzzz", "milestone=no-such", "milestone=cumec-opened&time=2025..2025"])
def test_the_page_can_be_laid_out_in_every_state(query: str, form: str, site: Site) -> None:
    page = milestones.layout(site, site.snapshot, parse(query), form=form)
    assert len([part for part in parts(page) if type(part).__name__ == "H1"]) == 1
    named = [part.id for part in parts(page) if isinstance(getattr(part, "id", None), str)]
    assert len(named) == len(set(named))


def test_the_years_of_long_ago_are_folded_by_decade_but_for_the_chosen_one(site: Site) -> None:
    _, entries, _ = milestones.update_beside(site, {"query": "", "form": "wide"}, None)
    folded = [part for part in parts(entries) if getattr(part, "className", "") == "decade"]
    assert len(folded) > 3
    assert not any(part.open for part in folded)
    within = set(links(folded))
    assert 100 < len(links(entries)) - 25 < len(within) + 40
    oldest = list(links(folded[-1]))[-1]
    _, again, _ = milestones.update_beside(site, {"query": f"milestone={oldest}", "form": "wide"}, None)
    opened = [part for part in parts(again) if getattr(part, "className", "") == "decade" and part.open]
    assert [oldest in links(part) for part in opened] == [True]


def test_a_short_list_is_not_folded(site: Site) -> None:
    _, entries, _ = milestones.update_beside(site, {"query": "category=chips", "form": "wide"}, None)
    assert not [part for part in parts(entries) if getattr(part, "className", "") == "decade"]
