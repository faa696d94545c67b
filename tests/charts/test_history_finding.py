"""The sentence above a growth history: like with like, no totals and parts, no unsure values, ties included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from app.charts.history_finding import comparable, finding
from app.charts.spec import Scene
from app.i18n import Texts
from app.period import Period
from app.state import ViewState
from app.store.snapshot import Snapshot

Value = tuple[str, str, float]


@pytest.fixture
def scene(snapshot: Snapshot, texts: Mapping[str, Texts]) -> Scene:
    return Scene(snapshot=snapshot, view=ViewState(), texts=texts["en"])


def rows(*values: Value, flags: str = "", evidence: str = "press") -> list[dict[str, Any]]:
    found = []
    for sector, code, value in values:
        period = Period.parse(code)
        row = {"sector": sector, "period": code, "value": value, "year": period.year, "months": period.months}
        found.append({**row, "flags": flags, "evidence": evidence})
    return found


CASES = {
    "a turn from decline to growth": (
        [
            ("automotive", "2018", -17.3),
            ("automotive", "2024", 26.7),
            ("materials", "2018", 11.0),
            ("materials", "2024", 3.7),
        ],
        "Biggest turnaround: Automotive industry, from −17.3% (2018) to +26.7% (2024)",
    ),
    "a range without a turn": (
        [
            ("automotive", "2018", 2.0),
            ("automotive", "2019", 3.0),
            ("materials", "2018", 14.7),
            ("materials", "2024", 3.7),
        ],
        "Widest range: Materials industry, from +14.7% (2018) to +3.7% (2024)",
    ),
    "parts of years where whole years are too few": (
        [
            ("automotive", "2019-H1", -14.1),
            ("automotive", "2021-H1", 25.3),
            ("electronics", "2021-H1", 33.0),
            ("electronics", "2023-H1", -3.9),
        ],
        "Biggest turnaround (first halves): Automotive industry, from −14.1% (2019) to +25.3% (2021)",
    ),
    "a year and a part of a year are not compared": (
        [("automotive", "2018", -17.3), ("automotive", "2025-9M", 12.6)],
        "Automotive industry: +12.6% (January–September 2025)",
    ),
    "one sector alone is no superlative": (
        [("electronics", "2019", 14.3), ("electronics", "2024", 2.9)],
        "Electronics industry: from +14.3% (2019) to +2.9% (2024)",
    ),
    "a tie": (
        [
            ("automotive", "2018", 1.0),
            ("automotive", "2019", 4.0),
            ("materials", "2018", 7.0),
            ("materials", "2019", 4.0),
        ],
        "Equally wide range: Automotive industry and materials industry, 3.0 pp each",
    ),
    "one value each in a common period": (
        [("automotive", "2024", 26.7), ("electronics", "2024", 2.9)],
        "Automotive industry ahead with +26.7% (2024)",
    ),
    "values that never change": (
        [("automotive", "2018", 5.0), ("automotive", "2019", 5.0)],
        "Automotive industry: +5.0% (2019)",
    ),
    "a single value": ([("industry", "2025", 5.9)], "Industry: +5.9% (2025)"),
    "the total stands back behind its parts": (
        [
            ("industry", "2018", -50.0),
            ("industry", "2019", 50.0),
            ("materials", "2018", 1.0),
            ("materials", "2019", 2.0),
        ],
        "Materials industry: from +1.0% (2018) to +2.0% (2019)",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_finding_says_what_the_rows_show(case: str, scene: Scene) -> None:
    values, sentence = CASES[case]
    assert finding(rows(*values), scene).replace("\xa0", " ") == sentence


def test_unsure_values_carry_no_headline(scene: Scene) -> None:
    unsure = rows(("automotive", "2018", -90.0), ("automotive", "2019", 90.0), flags="doubt")
    firm = rows(("materials", "2018", 1.0), ("materials", "2019", 2.0))
    assert "Materials industry" in finding([*unsure, *firm], scene)
    assert finding(unsure, scene) == "Only uncertain figures for this choice"
    assert finding(rows(("materials", "2025-9M", 6.8), evidence="founding"), scene) == finding(unsure, scene)


def test_sectors_are_ranked_only_beside_their_equals(scene: Scene) -> None:
    assert comparable(("industry", "automotive", "nev", "strategic_emerging"), scene) == ("automotive",)
    assert comparable(("industry", "strategic_emerging"), scene) == ("strategic_emerging",)
    assert comparable(("nev", "electronics"), scene) == ("nev", "electronics")
    assert comparable(("industry",), scene) == ("industry",)
    assert comparable((), scene) == ()
