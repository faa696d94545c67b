"""The site: which drawings it keeps, for how long, and what a drawing depends on."""

from __future__ import annotations

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from app.charts.registry import all_charts
from app.charts.spec import Drawing
from app.errors import NotFound
from app.i18n import load_all
from app.routing import warm_up
from app.site import DrawingMemory, Site
from app.state import LANGUAGES, ViewState, parse
from app.store.live import LiveSnapshot
from tests.browser.server import served

SLUG = "sector-growth"


@pytest.fixture
def fresh(site: Site) -> Site:
    """The site with an empty memory."""
    return replace(site, memory=DrawingMemory(8))


def draw(site: Site, query: str = "", *, slug: str = SLUG, form: str = "wide") -> Drawing:
    return site.draw(slug, snapshot=site.snapshot, state=parse(query).state, form=form)


def test_the_drawing_used_longest_ago_goes_first(fresh: Site) -> None:
    drawing = draw(fresh)
    memory = DrawingMemory(2)
    memory.keep(("a",), drawing)
    memory.keep(("b",), drawing)
    assert memory.get(("a",)) is drawing
    memory.keep(("c",), drawing)
    assert len(memory) == 2
    assert memory.get(("a",)) is memory.get(("c",)) is drawing
    assert memory.get(("b",)) is None


def test_a_memory_of_none_keeps_none(fresh: Site) -> None:
    memory = DrawingMemory(0)
    memory.keep(("a",), draw(fresh))
    assert len(memory) == 0


def test_many_readers_at_once_never_exceed_the_bound(fresh: Site) -> None:
    drawing, memory = draw(fresh), DrawingMemory(5)

    def read(number: int) -> None:
        memory.keep((str(number % 17),), drawing)
        memory.get((str(number % 13),))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(2000)))
    assert len(memory) == 5


@pytest.mark.parametrize(
    "query", ["theme=dark", "theme=contrast", "growth-history.scale=log", "milestones.category=chips"]
)
def test_neither_theme_nor_what_another_chart_owns_makes_another_drawing(fresh: Site, query: str) -> None:
    assert draw(fresh, query) is draw(fresh)
    assert len(fresh.memory) == 1


@pytest.mark.parametrize("query", ["lang=en", "period=2025-H1", "sector-growth.period=2025-H1"])
def test_what_a_chart_depends_on_makes_another_drawing(fresh: Site, query: str) -> None:
    assert draw(fresh, query) is not draw(fresh)
    assert draw(fresh, query) is draw(fresh, query)


def test_both_spellings_of_a_choice_are_one_drawing(fresh: Site) -> None:
    assert draw(fresh, "sector-growth.period=2025-H1") is draw(fresh, "period=2025-H1")


def test_each_form_has_its_drawing(fresh: Site) -> None:
    assert draw(fresh, form="narrow") is not draw(fresh, form="wide")


def test_there_is_no_drawing_of_an_unknown_chart(fresh: Site) -> None:
    with pytest.raises(NotFound):
        draw(fresh, slug="nope")


def test_links_stand_under_the_prefix(site: Site) -> None:
    under = replace(site, prefix="/portal/doppelkern/")
    assert under.href("/growth", ViewState(lang="en")) == "/portal/doppelkern/growth?lang=en"


@pytest.mark.matrix
def test_two_workers_answer_readiness_alike_under_load(tmp_path: Path) -> None:
    with served(tmp_path, DOPPELKERN_WORKERS="2") as address, ThreadPoolExecutor(8) as pool:

        def ask(path: str) -> tuple[int, bytes]:
            with urllib.request.urlopen(f"{address}{path}", timeout=30) as answer:
                return answer.status, answer.read()

        paths = ["/readyz", "/readyz", "/growth", "/readyz"] * 25
        answers = list(pool.map(ask, paths))
        assert {status for status, _ in answers} == {200}
        assert len({body for (_, body), path in zip(answers, paths, strict=True) if path == "/readyz"}) == 1
    assert len(list(tmp_path.glob("*.arrow"))) == 1


@pytest.mark.matrix
def test_pages_made_beforehand_are_answered_from_memory(package: Path, cache_dir: Path) -> None:
    made = Site(live=LiveSnapshot(package, cache_dir=cache_dir), texts=load_all())
    warm_up(made)
    for slug in ("sector-growth", "targets"):
        for lang in LANGUAGES:
            assert made.is_drawn(slug, snapshot=made.snapshot, state=ViewState(lang=lang), form="wide")


@pytest.mark.matrix
def test_a_packed_drawing_is_the_one_that_was_drawn(package: Path, cache_dir: Path) -> None:
    made = Site(live=LiveSnapshot(package, cache_dir=cache_dir), texts=load_all())
    fresh = {slug: made.draw(slug, snapshot=made.snapshot, state=ViewState(), form="wide") for slug in all_charts()}
    again = {slug: made.draw(slug, snapshot=made.snapshot, state=ViewState(), form="wide") for slug in all_charts()}
    assert sum(again[slug] is fresh[slug] for slug in fresh) < len(fresh)
    for slug, drawing in fresh.items():
        seen, before = vars(again[slug]) | {"frame": None}, vars(drawing) | {"frame": None}
        assert seen == before
        pd.testing.assert_frame_equal(again[slug].frame, drawing.frame)
