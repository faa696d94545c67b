"""What the words of charts and data mean, and where they stand in a text; definitions of the data stay in the data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from app.charts.spec import Note
from app.i18n import Texts
from app.store.snapshot import Snapshot

SECTIONS = ("concepts", "flags", "evidence", "indicators", "sectors")
_MOST_MARKED = 4  # in one text: more would be a carpet of dots
_EXPLAINED = {"flags": "explanation", "evidence": "explanation", "indicators": "definition", "sectors": "definition"}
# Where the data define what a concept is about, that is said too, with the name it has there.
_IN_DATA: Mapping[str, tuple[str, str]] = {
    "value-added": ("indicators", "value_added_level"),
    "gross-output": ("indicators", "gross_output_level"),
    "output-in-units": ("indicators", "output_volume"),
    "above-designated-size": ("indicators", "value_added_growth"),
    "growth-contribution": ("indicators", "growth_contribution_pp"),
    "new-energy-vehicle": ("sectors", "nev"),
    "chips": ("sectors", "integrated_circuits"),
    "strategic-emerging": ("sectors", "strategic_emerging"),
    "series-break": ("flags", "series_break_2025"),
}
# The control of a parameter, and the concept that it takes to use it.
OF_CONTROLS: Mapping[str, str] = {"period": "year-to-date", "base": "index", "scale": "logarithmic-scale"}


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word and its meaning; ``code`` is its place on the page of terms, ``section`` one of ``SECTIONS``.

    ``in_data`` is the definition that the data give for it, with its name there; ``also`` are other names.
    """

    code: str
    section: str
    name: str
    text: str
    in_data: str = ""
    also: tuple[str, ...] = ()


def concepts(snapshot: Snapshot, texts: Texts) -> tuple[Term, ...]:
    """The terms of statistics that texts use."""
    return tuple(_concept(code, snapshot, texts) for code in _codes(texts))


def all_terms(snapshot: Snapshot, texts: Texts) -> tuple[Term, ...]:
    """Concepts, and every mark, class of evidence, measure and sector of the data with its definition there."""
    named = [
        Term(
            code=anchor(table, code),
            section=table,
            name=snapshot.label(table, code, texts.lang),
            text=snapshot.text(table, code, column, texts.lang),
        )
        for table, column in _EXPLAINED.items()
        for code in snapshot.tables[table].iloc[:, 0].astype(str)
    ]
    return (*concepts(snapshot, texts), *named)


def anchor(table: str, code: str) -> str:
    """The place of a code of the data on the page of terms."""
    return f"{table}-{code}".replace("_", "-")


def _codes(texts: Texts) -> tuple[str, ...]:
    return tuple(key.split(".")[1] for key in texts.entries if key.startswith("term.") and key.endswith(".name"))


def _concept(code: str, snapshot: Snapshot, texts: Texts) -> Term:
    return Term(
        code=code,
        section="concepts",
        name=texts(f"term.{code}.name"),
        text=texts(f"term.{code}.text"),
        in_data=_in_data(code, snapshot, texts),
        also=tuple(f"{texts(f'term.{code}.words')}|{texts(f'term.{code}.also')}".split("|")),
    )


def _in_data(code: str, snapshot: Snapshot, texts: Texts) -> str:
    """What the data say of a concept; empty where they have no such row."""
    table, row = _IN_DATA.get(code, ("", ""))
    if not table or row not in set(snapshot.tables[table].iloc[:, 0].astype(str)):
        return ""
    text = snapshot.text(table, row, _EXPLAINED[table], texts.lang)
    return texts("terms.in_data", name=snapshot.label(table, row, texts.lang), text=text)


def other_names(table: str, code: str, texts: Texts) -> tuple[str, ...]:
    """What something of the data is also called, where a concept is about it."""
    about = [concept for concept, row in _IN_DATA.items() if row == (table, code)]
    return tuple(name for concept in about for name in texts(f"term.{concept}.also").split("|"))


@lru_cache(2048)  # subtitles, notes and headings come again in every drawing
def in_parts(text: str, texts: Texts) -> tuple[tuple[str, str], ...]:
    """A text as (words, code of the term they name or ""), each term at its first place; joined they are the text."""
    pattern, codes = _words(texts)
    parts: list[tuple[str, str]] = []
    seen: set[str] = set()
    at = 0
    for found in pattern.finditer(text):
        code = codes[found[0]]
        if code not in seen and len(seen) < _MOST_MARKED:
            seen.add(code)
            parts += [(text[at : found.start()], ""), (found[0], code)]
            at = found.end()
    return tuple(part for part in (*parts, (text[at:], "")) if part[0])


@lru_cache(32)
def _words(texts: Texts) -> tuple[re.Pattern[str], Mapping[str, str]]:
    listed = tuple((code, word) for code in _codes(texts) for word in texts(f"term.{code}.words").split("|"))
    return _pattern(listed)


@cache
def _pattern(listed: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Any of the words, the longest first; Latin ones as whole words."""
    ordered = sorted((word for _, word in listed), key=len, reverse=True)
    whole = [rf"(?<![\w-]){re.escape(word)}(?![\w-])" if word.isascii() or _latin(word) else word for word in ordered]
    return re.compile("|".join(whole)), {word: code for code, word in listed}


def _latin(word: str) -> bool:
    return max(word) < "\u2e80"


def notes_on(said: Iterable[str], texts: Texts, *, known: Sequence[Note] = ()) -> tuple[Note, ...]:
    """The concepts named in what a chart says, as notes, but for those of which ``known`` already tells."""
    used = dict.fromkeys(code for text in said for _, code in in_parts(text, texts) if code)
    told = [Note(kind="definition", title=texts(f"term.{code}.name"), text=texts(f"term.{code}.text")) for code in used]
    titles = {note.title for note in known}
    return tuple(note for note in told if note.title not in titles)
