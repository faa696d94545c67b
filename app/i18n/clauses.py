"""Where the lines of a title or sentence may break; it must not change a word of it."""

from __future__ import annotations

import re

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE = re.compile(r"[^，：；]+[，：；]?|[，：；]")
# A number with its sign and what it counts or dates: 2021年, −17.3%, 4年7个月, 278.8万辆; and words that headlines use.
_NUMBER = r"(?:[+\N{MINUS SIGN}]?\d[\d.,—]*(?:%|年|月|日|个月|个|万|亿|件|项|辆|块)*)+"
_WORDS = (
    "分别|增加值|工业|比重|新能源|汽车|集成电路|产业|百分点|芯片|电子|领先|目标|预测|增长|以前|升至|降至|回到|达成|可比"
)
_TIED = re.compile(rf"({_NUMBER}|{_WORDS})")
# Between a number and what it counts, in German and English.
_UNITS = (
    r"Mrd\.|Mio\.|Milliarden|Millionen|Millionste|Prozent|billion|million|percent|pp\b|Yuan|yuan|Punkte|points"
    r"|Jahre|Monate|years|months|GWh|MW|km|kg|m\b|mm\b|nm\b|Zoll|inch"
)
_COUNTED = re.compile(rf"(?<=\d) (?={_UNITS})|(?<=\bRang) (?=\d)|(?<=\brank) (?=\d)")


def clauses_of(title: str) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """The clauses of a Chinese title, each as (text, whether its line must not break); nothing for another title.

    Lines would else break within a word or a year.
    """
    if not _CHINESE.search(title):
        return ()
    return tuple(_parts(clause) for clause in _CLAUSE.findall(title))


def _parts(clause: str) -> tuple[tuple[str, bool], ...]:
    return tuple((part, bool(_TIED.fullmatch(part))) for part in _TIED.split(clause) if part)


def tied(text: str) -> str:
    """The text with numbers and what they count kept on one line."""
    return _COUNTED.sub("\N{NO-BREAK SPACE}", text)
