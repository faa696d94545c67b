"""The texts of one language and its way of writing numbers, dates and periods; it must not know the data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from app.period import Period

SEPARATOR = "\N{NO-BREAK SPACE}· "  # between what is said of one thing; a line breaks after it, not before
_FOLDER = Path(__file__).resolve().parent
_MINUS = "\N{MINUS SIGN}"
_NOT_ZERO = frozenset("123456789")
_COMPACT_FROM = {"de": 1e6, "en": 1e6, "zh": 1e4}


def opening(words: str) -> str:
    """The words as what begins a sentence or stands for itself: with a capital letter, the rest as it is."""
    return words[:1].upper() + words[1:]


def load_all() -> Mapping[str, Texts]:
    """The texts of every language, read once at start."""
    languages = sorted(path.name for path in _FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_"))
    return MappingProxyType({lang: Texts.load(lang) for lang in languages})


def _flatten(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping):
            flat.update(_flatten(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat


@dataclass(frozen=True, eq=False)
class Texts:
    """Everything a reader of one language sees that is not data."""

    lang: str
    entries: Mapping[str, str]
    locale: Locale

    @classmethod
    def load(cls, lang: str) -> Texts:
        """Read every file of the language's folder; raises ValueError where two files give the same key."""
        entries: dict[str, str] = {}
        for path in sorted((_FOLDER / lang).glob("*.toml")):
            found = _flatten(tomllib.loads(path.read_text("utf-8")))
            if twice := entries.keys() & found.keys():
                raise ValueError(f"{path.name} gives again: {', '.join(sorted(twice))}")
            entries |= found
        return cls(lang, MappingProxyType(entries), Locale.parse(lang))

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key`` with its placeholders filled; raises KeyError where there is none."""
        text = self.entries[key]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.entries

    def of(self, labels: Mapping[str, Any], name: str) -> str:
        """The cell ``name`` of a record that is written in three languages, in this one."""
        return str(labels[f"{name}_{self.lang}"])

    def inside(self, name: str) -> str:
        """A name within a sentence: English names begin small there, but for abbreviations."""
        return name[0].lower() + name[1:] if self.lang == "en" and name[1:2].islower() else name

    # numbers

    def number(self, value: float, *, digits: tuple[int, int] = (0, 3), sign: bool = False) -> str:
        """A number with at least and at most so many decimals, a true minus, and a plus where asked for."""
        shown = _decimal(abs(value), digits, self.locale)
        is_zero = _NOT_ZERO.isdisjoint(shown)
        return shown if is_zero else (_MINUS if value < 0 else "+" if sign else "") + shown

    def percent(self, value: float, *, sign: bool = False) -> str:
        """A value in percent, as published: one decimal, two where two are given."""
        return self("format.percent", value=self.number(value, digits=(1, 2), sign=sign))

    def points(self, value: float, *, sign: bool = False) -> str:
        """Percentage points, one decimal, two where two are given."""
        return self("format.points", value=self.number(value, digits=(1, 2), sign=sign))

    def volume(self, value: float) -> str:
        """A count of pieces, shortened where it is long: 8,823 Mrd., 8.823 billion, 88.23亿."""
        if abs(value) < _COMPACT_FROM[self.lang]:
            return self.number(value)
        form: Literal["long", "short"] = "long" if self.lang == "en" else "short"
        return _compact(value, form, self.locale).replace("-", _MINUS)

    # time

    def period(self, code: str) -> str:
        """A period in words: Januar–September 2025, January–September 2025, 2025年1—9月."""
        return _period(self, code)

    def period_alone(self, code: str) -> str:
        """A period in words that stands for itself, as in a cell or a menu: it begins with a capital letter."""
        return opening(self.period(code))

    def period_short(self, code: str) -> str:
        """A period for a tick or a narrow column: 9M 2025, 1.–3. Quartal, 前三季度."""
        period = Period.parse(code)
        kind = period.kind if period.kind in ("year", "Q1", "H1", "9M") else "months"
        return self(f"period_short.{kind}", year=period.year, number=period.months)

    def period_kind(self, kind: str) -> str:
        """A type of period in words: full years, first halves."""
        if kind in ("year", "Q1", "H1", "9M"):
            return self(f"period_kind.{kind}")
        return self("period_kind.months", month=self._month(int(kind[:-1])), number=int(kind[:-1]))

    def date(self, text: str, *, short: bool = False) -> str:
        """A date as exact as it is known: 1950, Mai 1958, 1. Juli 1952; ``short`` in figures where that is read.

        Other texts are given back unchanged.
        """
        return _day(self, text, short)

    def _month(self, number: int) -> str:
        return _months(self.locale)[number]

    # lists

    def listing(self, items: Sequence[str]) -> str:
        """a, b and c in the manner of the language."""
        if len(items) < 2:
            return "".join(items)
        return self("format.list_last", first=self("format.list_mark").join(items[:-1]), last=items[-1])

    def sentence(self, *parts: str) -> str:
        """Whole sentences one after the other."""
        return self("format.sentence_mark").join(part for part in parts if part)


# Babel is thorough and slow; the numbers and dates of a package are few, and a drawing writes most of them many times.
_KEPT = 8192


@lru_cache(_KEPT)
def _decimal(value: float, digits: tuple[int, int], locale: Locale) -> str:
    least, most = digits
    return format_decimal(value, format=f"#,##0.{'0' * least}{'#' * (most - least)}".rstrip("."), locale=locale)


@lru_cache(_KEPT)
def _compact(value: float, form: Literal["long", "short"], locale: Locale) -> str:
    return format_compact_decimal(value, format_type=form, locale=locale, fraction_digits=3)


@lru_cache(_KEPT)
def _period(texts: Texts, code: str) -> str:
    period = Period.parse(code)
    kind = period.kind if period.kind in ("year", "Q1", "H1", "9M") else "months"
    month = _months(texts.locale)[period.months]
    return texts(f"period.{kind}", year=period.year, month=month, number=period.months)


@lru_cache(_KEPT)
def _day(texts: Texts, text: str, short: bool) -> str:
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return texts("format.year", year=numbers[0])
        form = ("month" if len(numbers) == 2 else "day") + ("_short" if short else "")
        day = date(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 1)
    except ValueError:
        return text
    return format_date(day, texts(f"format.{form}"), locale=texts.locale)


@lru_cache(_KEPT)
def _months(locale: Locale) -> Mapping[int, str]:
    # Not "stand-alone": Babel 2.18 gives the months of whichever locale asked first; locales share that alias.
    return MappingProxyType({number: str(name) for number, name in locale.months["format"]["wide"].items()})
