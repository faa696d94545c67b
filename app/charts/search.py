"""Finds entries by words in any of the languages or by their sound; it must not know where they are shown."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from app.charts.pinyin import syllables_of
from app.charts.search_entries import GROUPS, Entry
from app.charts.search_words import (
    asked_words,
    is_chinese,
    is_near,
    parts_of,
    sounds_from,
    spellings,
    without_tones,
)

# How well a word of the question fits one of a name.
_EXACT, _BEGINS, _WITHIN, _NEAR, _TOLD = 1.0, 0.88, 0.5, 0.3, 0.12
_HEARD, _HEARD_BEGINS, _HEARD_LATER, _INITIALS = 0.95, 0.85, 0.6, 0.55
_LEAST_WITHIN = 4  # letters of a word that is looked for inside of others
_LEAST_HEARD = 2
_OTHER_LANGUAGE = 0.9
_OTHER_NAME = 0.85
_CHINESE = "zh"
_PREFERRED = {"charts": 0.16, "sectors": 0.1}  # where the answers are: before events and words that fit a little better
_SHARE = 0.3  # of the best result, below which others do not belong to it


@dataclass(frozen=True, kw_only=True)
class _Name:
    """A name as it is compared: its words, and how it sounds from each syllable on."""

    lang: str
    text: str
    parts: tuple[str, ...]
    weight: float
    sounds: tuple[tuple[str, ...], ...] = ()
    initials: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """An entry that fits; ``name`` is the one of another language by which it was found, with that language."""

    entry: Entry
    score: float
    name: str = ""
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Entries of one kind, the best first; ``total`` counts also those beyond the most that were asked for."""

    name: str
    total: int
    found: tuple[Found, ...]


class Index:
    """What can be found by readers of one language in one version of the data."""

    def __init__(self, entries: Sequence[Entry], *, lang: str) -> None:
        self._lang = lang
        self._entries = tuple(entries)
        sounds = syllables_of(
            name for entry in entries for code, name in (*entry.names, *entry.also) if code == _CHINESE
        )
        self._names = [
            [
                _name(code, text, sounds.get(text, ()), weight=weight * (1.0 if code == lang else _OTHER_LANGUAGE))
                for names, weight in ((entry.names, 1.0), (entry.also, _OTHER_NAME))
                for code, text in names
            ]
            for entry in entries
        ]
        self._told = [frozenset(part for text in entry.words for part in parts_of(text)) for entry in entries]

    def find(self, query: str, *, most: int) -> tuple[Group, ...]:
        """The entries in which every word of the query is found, in groups, the group with the best first."""
        words = asked_words(query)
        if not words:
            return ()
        fits = [_fit(word, whole=word is not words[-1]) for word in words]  # the last one may still be typed
        found = [hit for place in range(len(self._entries)) if (hit := self._hit(place, words, fits))]
        best = max((hit.score for hit in found), default=0.0)
        kept = sorted((hit for hit in found if hit.score >= best * _SHARE), key=lambda hit: -hit.score)
        return grouped(kept, most=most)

    def beginning(self) -> tuple[Group, ...]:
        """What is offered before anything is asked: the charts and the pages."""
        offered = [Found(entry=entry, score=0.0) for entry in self._entries if entry.group == "charts"]
        return grouped(offered, most=len(offered))

    def _hit(self, place: int, words: Sequence[str], fits: Sequence[Callable[[_Name], float]]) -> Found | None:
        names = self._names[place]
        whole = "".join(words)
        best, by = 0.0, None
        told = self._told[place]
        scores = [[fit(name) * name.weight for name in names] for fit in fits]
        per_word = [
            max([*scored, _TOLD if _is_told(word, told) else 0.0], default=0.0)
            for word, scored in zip(words, scores, strict=True)
        ]
        if all(per_word):
            best = sum(per_word) / len(per_word)
            by = _best_name(names, scores)
        if len(words) > 1 and not is_chinese(whole):  # qi che is qiche
            heard = [(_sound(without_tones(whole), name) * name.weight, name) for name in names]
            score, name = max(heard, key=lambda one: one[0], default=(0.0, None))
            if score > best:
                best, by = score, name
        if not best:
            return None
        elsewhere = by is not None and by.lang not in (self._lang, "")
        other = by if by is not None and elsewhere and by.text != self._entries[place].label else None
        return Found(
            entry=self._entries[place],
            score=best + _shortness(by),
            name=other.text if other else "",
            lang=other.lang if other else "",
        )


def grouped(found: Iterable[Found], *, most: int) -> tuple[Group, ...]:
    """Results, the best first, by kind; kinds in the order of their best."""
    kinds: dict[str, list[Found]] = {}
    for hit in found:
        kinds.setdefault(hit.entry.group, []).append(hit)

    def place(name: str) -> tuple[float, int]:
        return -kinds[name][0].score - _PREFERRED.get(name, 0.0), GROUPS.index(name)

    ordered = sorted(kinds, key=place)
    return tuple(Group(name=name, total=len(kinds[name]), found=tuple(kinds[name][:most])) for name in ordered)


def _name(lang: str, text: str, syllables: Sequence[str], *, weight: float) -> _Name:
    return _Name(
        lang=lang,
        text=text,
        parts=parts_of(text),
        weight=weight,
        sounds=tuple(sounds_from(spelled) for spelled in spellings(syllables)) if syllables else (),
        initials="".join(sound[0] for sound in syllables),
    )


def _fit(word: str, *, whole: bool) -> Callable[[_Name], float]:
    """How well a name fits a word, from 0 to 1; ``whole``: of what is heard only whole syllables count."""
    if is_chinese(word):
        return lambda name: max((_written(word, part) for part in name.parts), default=0.0)
    return lambda name: max(
        max((_spelled(word, part) for part in name.parts), default=0.0), _sound(without_tones(word), name, whole=whole)
    )


def _written(word: str, part: str) -> float:
    if word not in part:
        return 0.0
    return _EXACT if word == part else _BEGINS if part.startswith(word) else _HEARD_LATER


def _spelled(word: str, part: str) -> float:
    if part.startswith(word):
        return _EXACT if word == part else _BEGINS
    if len(word) >= _LEAST_WITHIN and word in part:
        return _WITHIN
    return _NEAR if is_near(word, part) else 0.0


def _sound(word: str, name: _Name, *, whole: bool = False) -> float:
    """How well a word in pinyin fits the sound of a name, from any of its syllables on."""
    if len(word) < _LEAST_HEARD or not name.sounds:
        return 0.0
    best = _INITIALS if name.initials.startswith(word) and not whole else 0.0
    for sounds in name.sounds:
        for place, heard in enumerate(sounds):
            if heard.startswith(word) and (not whole or heard[len(word) :] in ("", *sounds[place + 1 :])):
                fits = _HEARD_LATER if place else _HEARD if heard == word else _HEARD_BEGINS
                best = max(best, fits)
    return best


def _is_told(word: str, told: frozenset[str]) -> bool:
    """Whether a word stands in further text: there as it is, in Chinese within a run, but no beginnings."""
    return word in told or (is_chinese(word) and any(word in part for part in told))


def _best_name(names: Sequence[_Name], scores: Sequence[Sequence[float]]) -> _Name | None:
    """The name that fits all the words best; the first of equals."""
    sums = [sum(scored[place] for scored in scores) for place in range(len(names))]
    place = max(range(len(names)), key=sums.__getitem__, default=-1)
    return names[place] if place >= 0 and sums[place] else None


def _shortness(name: _Name | None) -> float:
    """Of names that fit equally well the shorter is meant; less than any difference in fit."""
    return 0.04 / len(name.text) if name else 0.0


@dataclass
class Finder:
    """The indexes of the data in force, by language, each made when it is first asked for."""

    kept: OrderedDict[tuple[str, str], Index] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def index(self, version: str, lang: str, make: Callable[[], Sequence[Entry]]) -> Index:
        """The index of a version of the data and a language; of other versions none is kept."""
        with self.lock:
            if (version, lang) not in self.kept:
                for key in [key for key in self.kept if key[0] != version]:
                    del self.kept[key]
                self.kept[version, lang] = Index(make(), lang=lang)
            return self.kept[version, lang]
