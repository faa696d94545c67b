"""A title in the pieces that its lines may break between; it must not change a word of it."""

from __future__ import annotations

import re
from typing import Any

from dash import html

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE = re.compile(r"[^，：；]+[，：；]?|[，：；]")
# A number with its sign and what it counts or dates: 2021年, −17.3%, 4年7个月, 278.8万辆.
_TIED = re.compile(r"((?:[+\N{MINUS SIGN}]?\d[\d.,—]*(?:%|年|月|日|个月|个|万|亿|件|项|辆|块)*)+)")


def clauses(title: str) -> Any:
    """The title for a heading: a Chinese one in its clauses, for lines would else break within a word or a year."""
    if not _CHINESE.search(title):
        return title
    return [html.Span(_tied(clause), className="clause") for clause in _CLAUSE.findall(title)]


def _tied(clause: str) -> list[Any]:
    parts = [part for part in _TIED.split(clause) if part]
    return [html.Span(part, className="tied") if _TIED.fullmatch(part) else part for part in parts]
