"""What is found once for a version of the data belongs to that version alone, and to nobody who was given it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pandas as pd

from app.queries.kept import kept, plain_table
from app.store.snapshot import Snapshot, load_snapshot
from tests.packages import write_package

ASKED: list[str] = []


@kept
def sectors_of(snapshot: Snapshot, *, core: str) -> pd.DataFrame:
    ASKED.append(core)
    table = snapshot.tables["sectors"]
    return table[table["core"] == core]


def test_it_is_found_once_for_each_version_and_choice(tiny_snapshot: Snapshot, tmp_path: Path) -> None:
    ASKED.clear()
    other = load_snapshot(write_package(tmp_path / "package"), cache_dir=tmp_path / "cache")
    for snapshot, core in (
        (tiny_snapshot, "chips"),
        (tiny_snapshot, "chips"),
        (tiny_snapshot, "total"),
        (other, "chips"),
    ):
        sectors_of(snapshot, core=core)
    assert ASKED == ["chips", "total", "chips"]


def test_what_is_done_to_an_answer_reaches_nobody_else(tiny_snapshot: Snapshot) -> None:
    answer = plain_table(tiny_snapshot, "sectors")
    answer.loc[:, "core"] = "changed"
    answer["sector"].to_numpy()
    assert "changed" not in set(plain_table(tiny_snapshot, "sectors")["core"])


def test_a_version_that_is_no_longer_in_force_is_let_go(tmp_path: Path) -> None:
    snapshot = load_snapshot(write_package(tmp_path / "package"), cache_dir=tmp_path / "cache")
    sectors_of(snapshot, core="chips")
    held = weakref.ref(snapshot)
    del snapshot
    gc.collect()
    assert held() is None
