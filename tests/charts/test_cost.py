"""What a drawing costs does not grow with the observations; counted in rows, for time depends on the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pandas as pd
import pytest

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.i18n import Texts
from app.state import parse
from app.store.snapshot import Snapshot, load_snapshot
from tests.bench.packages import ORIGIN, write_package
from tests.drawings import SLUGS

pytestmark = pytest.mark.matrix

STATES = ("", "time=2015..2022&period=2024&measure=output&base=2015&focus=electronics&q=changan")


class Counted(Snapshot):
    """A snapshot that counts the rows it is asked for, and refuses to be gone through from end to end."""

    seen = 0

    @property
    def observations(self) -> pd.DataFrame:
        raise AssertionError("a drawing goes through all observations")

    def rows(self, indicator: str, area: str = "chongqing", sector: str | None = None) -> pd.DataFrame:
        found = super().rows(indicator, area, sector)
        Counted.seen += len(found)
        return found


class NoObservations(dict[str, pd.DataFrame]):
    def __getitem__(self, name: str) -> pd.DataFrame:
        assert name != "observations", "a drawing goes through all observations"
        return super().__getitem__(name)


def counted(snapshot: Snapshot) -> Snapshot:
    held: dict[str, Any] = {field.name: getattr(snapshot, field.name) for field in fields(snapshot)}
    return Counted(**{**held, "tables": NoObservations(snapshot.tables)})


def rows_seen(snapshot: Snapshot, slug: str, texts: Texts) -> int:
    """How many rows the drawings of a chart look at, the first time and again."""
    own = counted(snapshot)
    before = Counted.seen
    for query in (*STATES, *STATES):
        draw_chart(all_charts()[slug], snapshot=own, state=parse(query).state, texts=texts)
    return Counted.seen - before


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot]:
    """The package in the tree, and one with ten times the observations."""
    folder = tmp_path_factory.mktemp("cost")
    large = write_package(folder / "large", observations=13_000)
    return load_snapshot(ORIGIN, cache_dir=folder / "cache"), load_snapshot(large, cache_dir=folder / "cache")


@pytest.mark.parametrize("slug", SLUGS)
def test_a_drawing_looks_at_the_same_rows_however_many_there_are(
    slug: str, both: tuple[Snapshot, Snapshot], texts: Mapping[str, Texts]
) -> None:
    small, large = (rows_seen(snapshot, slug, texts["en"]) for snapshot in both)
    assert small == large
