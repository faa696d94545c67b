"""What a headline claims, read back from its words: its pattern, the sectors it names, the numbers it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

import pandas as pd

from app.charts.spec import Scene
from app.i18n import Texts
from app.period import Period

SCALES = {"Mio.": 1e6, "Mrd.": 1e9, "million": 1e6, "billion": 1e9, "万": 1e4, "亿": 1e8}
_NUMBER = re.compile(rf"(?P<number>[+−-]?\d[\d.,]*\d|[+−-]?\d)\s?(?P<scale>{'|'.join(map(re.escape, SCALES))})?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FIELD = Formatter()


@dataclass(frozen=True)
class Said:
    """A number as it was written: its value, and how far off rounding may be."""

    text: str
    value: float
    half: float

    def is_one_of(self, values: Iterable[float]) -> bool:
        return any(abs(float(value) - self.value) <= self.half * 1.001 + 1e-9 for value in values)


@dataclass(frozen=True)
class Claim:
    """A headline without the words that attribute it, the key of its text, and what stands in its placeholders."""

    text: str
    key: str
    parts: Mapping[str, str]
    attributed: bool


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """A text as a pattern; each placeholder takes as little as it can."""
    seen: set[str] = set()
    found = ""
    for literal, name, _, _ in _FIELD.parse(text):
        found += re.escape(literal)
        if name is not None:
            found += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            seen.add(name)
    return re.compile(found, re.DOTALL)


def claim_of(headline: str, texts: Texts, *, keys: Iterable[str], tails: Iterable[str] = ()) -> Claim:
    """The text with the longest literal part that the headline is; ``tails`` are texts that may follow it."""
    attribution = _pattern(texts("headline.reported")).fullmatch(headline)
    text = attribution["finding"] if attribution else headline
    ending = "".join(f"(?P<{key.rpartition('.')[2]}_tail>{_plain(texts(key))})?" for key in tails)
    for key in sorted(keys, key=lambda key: -len(re.sub(r"\{.*?\}", "", texts(key)))):
        match = re.fullmatch(_pattern(texts(key)).pattern + ending, text, re.DOTALL)
        if match:
            return Claim(text, key.rpartition(".")[2], match.groupdict(), bool(attribution))
    raise AssertionError(f"no text of the chart is {headline!r}")


def _plain(text: str) -> str:
    return "".join(
        re.escape(literal) + (".*?" if name is not None else "") for literal, name, _, _ in _FIELD.parse(text)
    )


def names_of_sectors(scene: Scene) -> dict[str, set[str]]:
    """Every name a sector goes by, with the codes it may stand for; the longest first."""
    found: dict[str, set[str]] = {}
    for code in scene.snapshot.tables["sectors"]["sector"].astype(str):
        for name in (scene.label(code), scene.short(code)):
            found.setdefault(name, set()).add(code)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def named(text: str, names: Mapping[str, set[str]]) -> tuple[list[set[str]], str]:
    """The codes behind each name in the text, in its order, and the text without the names; capitals do not count."""
    found: list[tuple[int, set[str]]] = []
    for name, codes in names.items():
        edges = ("", "") if _CHINESE.search(name) else (r"(?<![\w-])", r"(?![\w-])")
        pattern = re.compile(edges[0] + re.escape(name) + edges[1], re.IGNORECASE)
        for match in pattern.finditer(text):
            found.append((match.start(), codes))
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return [codes for _, codes in sorted(found, key=lambda item: item[0])], text


def without_periods(text: str, codes: Iterable[str], texts: Texts) -> str:
    """The text without the periods and dates of these codes, in whichever of their forms they stand."""
    known = {str(code) for code in codes}
    periods = [Period.parse(code) for code in known if not _is_date(code)]
    forms = {texts.date(code) for code in known if _is_date(code)}
    forms |= {form for period in periods for form in (texts.period(period.code), texts.period_short(period.code))}
    forms |= {texts.period_kind(period.kind) for period in periods}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "\0")
    years = {str(period.year) for period in periods} | {code[:4] for code in known}
    return re.sub(rf"(?<![\d.,])(?:{'|'.join(sorted(years)) or '$^'})(?![\d]|[.,]\d)", "\0", text)


def _is_date(code: str) -> bool:
    try:
        Period.parse(code)
    except ValueError:
        return True
    return False


def numbers(text: str, lang: str) -> list[Said]:
    """Every number of a text, in the manner of the language, with Mio., million, 万 and their like taken in."""
    found = []
    for match in _NUMBER.finditer(text):
        written = match["number"].replace("−", "-").replace("+", "")
        written = written.replace(".", "").replace(",", ".") if lang == "de" else written.replace(",", "")
        scale = SCALES.get(match["scale"] or "", 1.0)
        decimals = len(written.partition(".")[2])
        found.append(Said(match[0], float(written) * scale, 0.5 * 10**-decimals * scale))
    return found


def values_of(rows: pd.DataFrame, **wanted: Any) -> list[float]:
    """The values of the rows whose columns hold what is wanted."""
    for column, value in wanted.items():
        rows = rows[rows[column].astype(str) == str(value)]
    return [float(value) for value in rows["value"]]
