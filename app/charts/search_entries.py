"""Everything that can be found, with its names in all languages and where it is shown; it must not search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.charts import glossary
from app.charts.registry import all_charts
from app.i18n import Texts
from app.queries import growth
from app.queries.records import records
from app.store.snapshot import Snapshot

GROUPS = ("charts", "sectors", "milestones", "terms", "pages")
_TABLES = ("observations", "targets", "conflicts", "milestones", "article", "sources")
_MILESTONE_WORDS = ("summary", "actor", "district", "note")
# How the history of growth is asked for a sector, by the measure of which there are values.
_MEASURES = {"value_added_growth": "", "output_growth": "output", "gross_output_growth": "gross_output"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something to be found: its name and a line about it in the reader's language, and where it is shown.

    ``names`` are (language, name), ``also`` other names; ``words`` is further text, which weighs little. Shown is the
    page ``page`` or the chart ``chart``, with what ``address`` chooses there, at ``anchor``.
    """

    group: str
    label: str
    detail: str = ""
    names: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    page: str = ""
    chart: str = ""
    address: tuple[tuple[str, str], ...] = ()
    anchor: str = ""


def entries(snapshot: Snapshot, texts: Mapping[str, Texts], *, lang: str, pages: tuple[str, ...]) -> tuple[Entry, ...]:
    """All there is to find for a reader of a language; ``pages`` are the names of the pages."""
    made = (
        *_charts(texts, lang),
        *_sectors(snapshot, texts, lang),
        *_milestones(snapshot, texts, lang),
        *_terms(snapshot, texts, lang),
        *_pages(texts, lang, pages),
    )
    return tuple(replace(entry, names=_once(entry.names), also=_once(entry.also)) for entry in made)


def _once(names: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(name for name in names if name[1]))


def _charts(texts: Mapping[str, Texts], lang: str) -> Iterator[Entry]:
    """Charts by name, and by the words that say what they are about; the question they answer describes them."""
    for chart in all_charts().values():
        words = f"search.chart.{chart.slug}.words"
        question = f"search.chart.{chart.slug}.question"
        yield Entry(
            group="charts",
            label=texts[lang](f"chart.{chart.slug}.name"),
            detail=texts[lang](question if texts[lang].has(question) else f"page.{chart.page}.name"),
            names=tuple((code, own(f"chart.{chart.slug}.name")) for code, own in texts.items()),
            also=tuple((code, word) for code, own in texts.items() if own.has(words) for word in own(words).split("|")),
            words=(chart.slug, *(own(question) for own in texts.values() if own.has(question))),
            chart=chart.slug,
        )


def _sectors(snapshot: Snapshot, texts: Mapping[str, Texts], lang: str) -> Iterator[Entry]:
    """Sectors, each with its history of growth; those that have none, with their rows of the data."""
    known = {name: set(snapshot.rows(name, growth.SUBJECT)["sector"].astype(str)) for name in _MEASURES}
    for row in records(snapshot.tables["sectors"]):
        code = str(row["sector"])
        measure = next((own for name, own in _MEASURES.items() if code in known[name]), None)
        chosen = (("series", code), *((("measure", measure),) if measure else ()))
        yield Entry(
            group="sectors",
            label=texts[lang].of(row, "label"),
            detail=texts[lang].of(row, "definition"),
            names=tuple((code, own.of(row, "label")) for code, own in texts.items()),
            also=(
                *((other, name) for other, own in texts.items() for name in glossary.other_names("sectors", code, own)),
                ("", code.replace("_", " ")),
            ),
            words=tuple(own.of(row, "definition") for own in texts.values()),
            address=(("table", "observations"), ("series", code)) if measure is None else chosen,
            **({"page": "data"} if measure is None else {"chart": "growth-history"}),
        )


def _milestones(snapshot: Snapshot, texts: Mapping[str, Texts], lang: str) -> Iterator[Entry]:
    for row in records(snapshot.tables["milestones"]):
        yield Entry(
            group="milestones",
            label=texts[lang].of(row, "title"),
            detail=texts[lang].date(str(row["date"])),
            names=tuple((code, own.of(row, "title")) for code, own in texts.items()),
            words=(
                str(row["date"]),
                *(own.of(row, column) for own in texts.values() for column in _MILESTONE_WORDS),
            ),
            page="milestones",
            address=(("milestone", str(row["milestone"])),),
        )


def _terms(snapshot: Snapshot, texts: Mapping[str, Texts], lang: str) -> Iterator[Entry]:
    """Terms, marks, classes of evidence and measures; sectors are found as such, and nothing twice by one name."""
    told = {code: {term.code: term for term in glossary.all_terms(snapshot, own)} for code, own in texts.items()}
    seen: set[str] = set()
    for code, term in told[lang].items():
        if term.section == "sectors" or term.name in seen:
            continue
        seen.add(term.name)
        everywhere = [(other, terms[code]) for other, terms in told.items()]
        yield Entry(
            group="terms",
            label=term.name,
            detail=term.text,
            names=tuple((other, one.name) for other, one in everywhere),
            also=tuple((other, name) for other, one in everywhere for name in one.also),
            words=tuple(one.text for _, one in everywhere),
            page="terms",
            anchor=term.code,
        )


def _pages(texts: Mapping[str, Texts], lang: str, pages: tuple[str, ...]) -> Iterator[Entry]:
    """Pages, and the tables of facts on the page of the data."""
    for page in pages:
        yield Entry(
            group="pages",
            label=texts[lang](f"page.{page}.name"),
            detail=texts[lang](f"page.{page}.title"),
            names=tuple(
                (code, own(f"page.{page}.{part}")) for code, own in texts.items() for part in ("name", "title")
            ),
            words=tuple(own(f"page.{page}.description") for own in texts.values()),
            page=page,
        )
    for table in _TABLES:
        yield Entry(
            group="pages",
            label=texts[lang](f"tables.title.{table}"),
            detail=texts[lang](f"tables.description.{table}"),
            names=tuple((code, own(f"tables.title.{table}")) for code, own in texts.items()),
            words=tuple(own(f"tables.description.{table}") for own in texts.values()),
            page="data",
            address=(("table", table),),
        )
