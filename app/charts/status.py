"""How sure a drawn value is, as words and as a mark; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from app.charts.spec import Scene
from app.i18n import SEPARATOR
from app.queries.records import records

UNSURE_EVIDENCE = ("weak", "founding")
_REPORT_ONLY = "report_only"


@lru_cache(4096)  # a drawing asks for the same few cells again and again
def codes(joined: object) -> tuple[str, ...]:
    """The codes of a cell that joins them with a semicolon."""
    return tuple(code for code in str(joined).split(";") if code) if isinstance(joined, str) else ()


def is_hollow(row: Mapping[str, Any], scene: Scene) -> bool:
    """Whether a value is drawn hollow: a bound, rounded, expected, computed, doubtful or weakly sourced one."""
    if row["evidence"] in UNSURE_EVIDENCE:
        return True
    return any(bool(scene.snapshot.record("flags", code)["hollow"]) for code in codes(row["flags"]))


def words(row: Mapping[str, Any], scene: Scene) -> tuple[str, ...]:
    """The status of a value in words, the doubts first: its flags, and its evidence where that is weak."""
    lang = scene.texts.lang
    said = [scene.snapshot.label("flags", code, lang) for code in codes(row["flags"])]
    if row["evidence"] == "weak" and "doubt" not in codes(row["flags"]):
        said.append(scene.snapshot.label("evidence", "weak", lang))
    return tuple(dict.fromkeys(said))


def evidence(row: Mapping[str, Any], scene: Scene) -> str:
    """The class of evidence in words."""
    return scene.snapshot.label("evidence", str(row["evidence"]), scene.texts.lang)


def status_words(row: Mapping[str, Any], scene: Scene) -> str:
    """The status of a value and its class of evidence in words, each said once."""
    said = words(row, scene)
    if row["evidence"] == "founding":  # its name says what this flag says
        only = scene.snapshot.label("flags", _REPORT_ONLY, scene.texts.lang)
        said = tuple(word for word in said if word != only)
    return SEPARATOR.join(dict.fromkeys((*said, evidence(row, scene))))


def hollow_of(rows: pd.DataFrame, scene: Scene) -> list[bool]:
    """``is_hollow`` for every row, in order."""
    return [is_hollow(row, scene) for row in records(rows)]
