"""How words are compared: folded, in parts, by their sound, with a slip of the finger; it knows nothing to be found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

MOST_WORDS = 8
_LONGEST = 40
_PART = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_TONED = re.compile(r"(?:[a-z]+[1-5])+")
_LONG_VOWELS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORT = 4  # letters from which a slip is allowed, and from twice as many a second one


def folded(text: str) -> str:
    """Without case, accents, tones and widths; ß as ss."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def parts_of(text: str) -> tuple[str, ...]:
    """The words of a text in Latin letters, those with umlauts in both spellings, and its runs of Chinese."""
    plain = _PART.findall(folded(text))
    spelled = _PART.findall(folded(unicodedata.normalize("NFC", text.casefold()).translate(_LONG_VOWELS)))
    return tuple(dict.fromkeys((*plain, *spelled)))


def asked_words(query: str) -> tuple[str, ...]:
    """The words asked for: at most eight, of at most forty letters."""
    return tuple(dict.fromkeys(word[:_LONGEST] for word in _PART.findall(folded(query))))[:MOST_WORDS]


def is_chinese(word: str) -> bool:
    """Whether a word of ``parts_of`` is a run of Chinese characters."""
    return word[0] > "\u33ff"


def without_tones(word: str) -> str:
    """qi4che1 as qiche; other words as they are."""
    return re.sub(r"[1-5]", "", word) if _TONED.fullmatch(word) else word


def sounds_from(syllables: Sequence[str]) -> tuple[str, ...]:
    """What is heard from each syllable on to the end: qiche, che; the first is the whole."""
    return tuple("".join(syllables[start:]) for start in range(len(syllables)))


def spellings(syllables: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """ü is typed as v or as u: the syllables in both ways, where they differ."""
    with_v = tuple(syllables)
    with_u = tuple(sound.replace("v", "u") for sound in with_v)
    return (with_v,) if with_v == with_u else (with_v, with_u)


def is_near(word: str, other: str) -> bool:
    """Whether a word is the other, or its beginning, but for a slip: a letter missing, too many, wrong or swapped."""
    if len(word) < _SHORT or word[0] != other[:1]:
        return False
    slips = 2 if len(word) >= 2 * _SHORT else 1
    return any(
        _distance(word, other[:length], slips) <= slips
        for length in {len(other), len(word)}
        if abs(length - len(word)) <= slips and length <= len(other)
    )


def _distance(one: str, other: str, most: int) -> int:
    """How many letters were missed, added, changed or swapped with their neighbour; ``most`` + 1 where more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            best = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]
