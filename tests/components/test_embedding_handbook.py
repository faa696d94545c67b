"""The handbook for portal editors shows the very codes that the dialog and oEmbed give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.components.embed_code import (
    Embed,
    chart_embed,
    iframe_snippet,
    image_snippet,
    page_embed,
    static_snippet,
)
from app.exports.renderer import Renderer
from app.settings import explain
from app.site import Site
from app.state import PARAMETERS, parse
from tests.web.served import ANY_PROGRAM

RENDERER = Renderer(chromium=ANY_PROGRAM, assets=Path(), directory=Path())
ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = (ROOT / "docs/embedding.md").read_text("utf-8")
CODES = re.findall(r"<!-- code: (\w+) (\S+) (\S+) -->\n```\w+\n(.*?)```", HANDBOOK, re.S)
MADE: Mapping[str, Callable[[Embed], str]] = {
    "iframe": iframe_snippet,
    "image": image_snippet,
    "static": static_snippet,
    "page": iframe_snippet,
    "oembed": lambda embed: embed.oembed,
}


@pytest.fixture
def public(site: Site) -> Site:
    return replace(
        site,
        prefix="/portal/doppelkern/",
        public_url="https://portal.example/portal/doppelkern/",
        renderer=RENDERER,
    )


def test_the_handbook_shows_every_kind_of_code() -> None:
    assert sorted(kind for kind, *_ in CODES) == sorted(MADE)


@pytest.mark.parametrize(("kind", "name", "query", "shown"), CODES, ids=[kind for kind, *_ in CODES])
def test_a_code_in_the_handbook_is_the_one_that_is_given(
    public: Site, kind: str, name: str, query: str, shown: str
) -> None:
    state = parse(query).state
    if kind == "page":
        embed = page_embed(public, name, state)
    else:
        embed = chart_embed(public, public.draw(name, snapshot=public.snapshot, state=state, form="wide"), state)
    assert shown == f"{MADE[kind](embed)}\n"


def test_the_handbook_names_only_settings_and_parameters_there_are() -> None:
    assert set(re.findall(r"\bDOPPELKERN_[A-Z_]+", HANDBOOK)) <= {variable for variable, *_ in explain()}
    assert set(re.findall(r"`([a-z_]+)=[^`]*`", HANDBOOK)) - {"sandbox", "require"} <= set(PARAMETERS)


def test_links_of_the_handbook_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", HANDBOOK, re.M)
    }
    for target in re.findall(r"\]\(([^)]+)\)", HANDBOOK):
        if target.startswith("#"):
            assert target[1:] in headings
        else:
            assert (ROOT / "docs" / target).exists()
