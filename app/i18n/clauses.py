"""A title in the pieces that its lines may break between; it must not change a word of it."""

from __future__ import annotations

import re

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE = re.compile(r"[^，：；]+[，：；]?|[，：；]")
# A number with its sign and what it counts or dates: 2021年, −17.3%, 4年7个月, 278.8万辆.
_TIED = re.compile(r"((?:[+\N{MINUS SIGN}]?\d[\d.,—]*(?:%|年|月|日|个月|个|万|亿|件|项|辆|块)*)+)")


def clauses_of(title: str) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """The clauses of a Chinese title, each as (text, whether its line must not break); nothing for another title.

    Lines would else break within a word or a year.
    """
    if not _CHINESE.search(title):
        return ()
    return tuple(_parts(clause) for clause in _CLAUSE.findall(title))


def _parts(clause: str) -> tuple[tuple[str, bool], ...]:
    return tuple((part, bool(_TIED.fullmatch(part))) for part in _TIED.split(clause) if part)
