"""The three languages say the same things, each in its own way."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from app.i18n import Texts, load_all
from app.i18n.clauses import tied
from app.state import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
TEXTS = load_all()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_languages_are_those_of_the_address() -> None:
    assert set(TEXTS) == set(LANGUAGES)


def test_every_language_has_the_same_keys() -> None:
    german = set(TEXTS["de"].entries)
    for texts in TEXTS.values():
        assert set(texts.entries) == german, texts.lang


def test_every_text_has_the_same_placeholders_in_every_language() -> None:
    for key, german in TEXTS["de"].entries.items():
        for texts in TEXTS.values():
            if key.startswith(("period", "format")):
                continue  # each language writes dates with what it needs
            assert placeholders(texts.entries[key]) == placeholders(german), (texts.lang, key)


def test_every_text_is_used() -> None:
    code = "\n".join(
        path.read_text("utf-8") for pattern in ("*.py", "*.html") for path in (ROOT / "app").rglob(pattern)
    )
    whole = set(re.findall(r'"([a-z_]+(?:\.[A-Za-z0-9_-]+)+)"', code)) | set(re.findall(r"'([a-z_.]+)'", code))
    starts = set(re.findall(r'f"([a-z_]+\.[^"{]*)\{', code))
    ends = {"." + end for end in re.findall(r'f"\{[a-z_]+\}\.([a-z_]+)"', code)}
    started = {text.split("{")[0] for text in re.findall(r'f"([a-z_]+(?:\.[a-z_-]+)*\.\{[^"]*)"', code)} | starts
    unused = [
        key
        for key in TEXTS["de"].entries
        if key not in whole
        and not any(key.startswith(start) for start in started if start)
        and not any(key.endswith(end) for end in ends)
    ]
    assert unused == []


@pytest.mark.parametrize(("lang", "shown"), [("de", "8,823 Mrd."), ("en", "8.823 billion"), ("zh", "88.23亿")])
def test_long_counts_are_shortened_as_each_language_does(lang: str, shown: str) -> None:
    assert TEXTS[lang].volume(8_823_000_000).replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("lang", "code", "shown"),
    [
        ("de", "2025-9M", "Januar–September 2025"),
        ("en", "2025-9M", "January–September 2025"),
        ("zh", "2025-9M", "2025年1—9月"),
        ("de", "2025-H1", "1. Halbjahr 2025"),
        ("en", "2025-Q1", "first quarter of 2025"),
        ("zh", "2025-H1", "2025年上半年"),
        ("de", "2025-8M", "Januar–August 2025"),
        ("en", "2025-10M", "January–October 2025"),
        ("zh", "2025", "2025年"),
    ],
)
def test_periods_are_said_in_words(lang: str, code: str, shown: str) -> None:
    assert TEXTS[lang].period(code) == shown


def test_a_period_that_stands_for_itself_begins_with_a_capital_letter() -> None:
    assert TEXTS["en"].period_alone("2025-H1") == "First half of 2025"
    assert TEXTS["de"].period_alone("2025-H1") == TEXTS["de"].period("2025-H1")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("wieder 2,79 Mio. Fahrzeuge", "wieder 2,79\xa0Mio. Fahrzeuge"),
        ("2.79 million vehicles, rank 1 in China", "2.79\xa0million vehicles, rank\xa01 in China"),
        ("um 61,6 Prozent", "um 61,6\xa0Prozent"),
        ("ab 2006 auch Chips", "ab 2006 auch Chips"),
    ],
)
def test_numbers_stay_with_what_they_count(text: str, shown: str) -> None:
    assert tied(text) == shown


@pytest.mark.parametrize(
    ("lang", "value", "shown"),
    [
        ("de", 27.1, "+27,1 %"),
        ("en", 27.1, "+27.1%"),
        ("zh", 27.1, "+27.1%"),
        ("de", -2, "−2,0 %"),
        ("en", -0.04, "−0.04%"),
        ("de", 0, "0,0 %"),
        ("en", 1234.56, "+1,234.56%"),
    ],
)
def test_changes_carry_their_sign(lang: str, value: float, shown: str) -> None:
    assert TEXTS[lang].percent(value, sign=True).replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        ("de", "1950", "1950"),
        ("de", "1958-05", "Mai 1958"),
        ("de", "1952-07-01", "1. Juli 1952"),
        ("en", "1952-07-01", "1 July 1952"),
        ("zh", "1952-07-01", "1952年7月1日"),
        ("zh", "1958-05", "1958年5月"),
        ("en", "2025-02-31", "2025-02-31"),
        ("en", "soon", "soon"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(lang: str, text: str, shown: str) -> None:
    assert TEXTS[lang].date(text) == shown


@pytest.mark.parametrize(("lang", "shown"), [("de", "a, b und c"), ("en", "a, b and c"), ("zh", "a、b和c")])
def test_lists_end_as_in_speech(lang: str, shown: str) -> None:
    assert TEXTS[lang].listing(["a", "b", "c"]) == shown


def test_a_missing_text_is_an_error_not_a_blank() -> None:
    with pytest.raises(KeyError):
        TEXTS["de"]("no.such.text")


def test_chinese_texts_hold_no_half_width_punctuation_between_characters() -> None:
    wrong = {
        key: text
        for key, text in TEXTS["zh"].entries.items()
        if re.search(r"[\u4e00-\u9fff][,;:!?][\u4e00-\u9fff]", text)
    }
    assert wrong == {}


def test_texts_load_for_one_language_alone() -> None:
    assert Texts.load("en").lang == "en"


def test_no_language_takes_words_from_one_that_was_used_before() -> None:
    # Babel once gave German months in Chinese after Chinese dates had been written.
    for texts in (*TEXTS.values(), *reversed(TEXTS.values())):
        texts.date("2025-04-30")
        texts.period("2025-4M")
    assert TEXTS["de"].period("2025-4M") == "Januar–April 2025"
    assert TEXTS["de"].date("1958-05") == "Mai 1958"
    assert TEXTS["en"].period("2025-4M") == "January–April 2025"
    assert TEXTS["zh"].period("2025-4M") == "2025年1—4月"
