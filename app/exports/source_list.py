"""The sources of several drawings as one numbered list, gathered by publisher; it must not write files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from app.charts.spec import Drawing, SourceEntry
from app.i18n import Texts

_FEW = 3  # documents from which a publisher has a paragraph of its own
_SIGNS = ("°", "*", "†", "‡")
LINKED = ("https://", "http://")


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A source with its number in the whole list; ``codes`` are all rows of the package that name this document."""

    number: int
    source: SourceEntry
    codes: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The number as it stands wherever the source is meant."""
        return f"[{self.number}]"

    @property
    def url(self) -> str:
        """Where it may be linked to."""
        return self.source.url if self.source.url.startswith(LINKED) else ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Sources that stand together as a paragraph, those of like evidence and publisher beside each other.

    ``heading`` is their publisher, or what stands above several of few documents each.
    """

    heading: str
    sources: tuple[Numbered, ...]

    @property
    def by_evidence(self) -> list[tuple[str, list[Numbered]]]:
        """(evidence, its sources) in order."""
        return [(name, list(own)) for name, own in groupby(self.sources, key=lambda one: one.source.evidence)]


Column = tuple[Group, ...]


def groups_of(drawings: Sequence[Drawing], texts: Texts) -> tuple[Group, ...]:
    """Every source of the drawings once, numbered throughout; rows that name the same document share a number.

    Publishers stand where they first come, those of few documents together after them (but for the
    founding report), pages without one last. In a group sources stand by evidence, the newest of a publisher first.
    """
    sources = {source.code: source for drawing in drawings for source in drawing.sources}.values()
    documents: dict[tuple[str, ...], list[SourceEntry]] = {}
    for one in sources:
        key = (one.publisher, one.evidence, one.title, one.published, one.url)
        documents.setdefault(key, []).append(one)
    count = Counter(publisher for publisher, *_ in documents)
    unnamed, others = texts("source.no_name"), texts("slides.others")
    found: dict[str, list[list[SourceEntry]]] = {}
    for (publisher, *_), rows in documents.items():
        few = count[publisher] < _FEW and publisher not in (unnamed, texts("source.report_name"))
        found.setdefault(others if few else publisher, []).append(rows)
    number, groups = 0, []
    for heading in sorted(found, key=lambda name: (name == unnamed, name == others)):
        entries = []
        for rows in _ordered(found[heading]):
            number += 1
            entries.append(Numbered(number=number, source=rows[0], codes=tuple(row.code for row in rows)))
        groups.append(Group(heading=heading, sources=tuple(entries)))
    return tuple(groups)


def _ordered(documents: Sequence[list[SourceEntry]]) -> list[list[SourceEntry]]:
    """By evidence and publisher in the order of their first, the newest of each first."""
    evidence = list(dict.fromkeys(rows[0].evidence for rows in documents))
    publishers = list(dict.fromkeys(rows[0].publisher for rows in documents))
    newest = sorted(documents, key=lambda rows: rows[0].published, reverse=True)
    return sorted(newest, key=lambda rows: (evidence.index(rows[0].evidence), publishers.index(rows[0].publisher)))


def numbers_of(drawing: Drawing, groups: Sequence[Group]) -> str:
    """Under which numbers the sources of a drawing stand: [1–7], [9]."""
    codes = {source.code for source in drawing.sources}
    numbers = sorted(one.number for group in groups for one in group.sources if codes.intersection(one.codes))
    starts = [0, *(place for place, (one, two) in enumerate(pairwise(numbers), start=1) if two - one > 1)]
    runs = [numbers[start:end] for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True) if numbers]
    return ", ".join(f"[{run[0]}–{run[-1]}]" if len(run) > 1 else f"[{run[0]}]" for run in runs)


def signs_of(groups: Sequence[Group]) -> Mapping[str, str]:
    """A sign for each remark that several sources share: it is said once, and the sign stands at each of them."""
    remarks = Counter(one.source.remark for group in groups for one in group.sources if one.source.remark)
    shared = [remark for remark, count in remarks.items() if count > 1]
    return dict(zip(shared, _SIGNS, strict=False))


def columns_of(groups: Sequence[Group], *, height: float, height_of: Callable[[Group], float]) -> list[Column]:
    """The list in as many columns of that height as it needs; a group in two columns is named in both."""
    columns: list[list[Group]] = [[]]
    used = 0.0
    for whole in groups:
        group = Group(heading=whole.heading, sources=())
        for source in whole.sources:
            more = Group(heading=whole.heading, sources=(*group.sources, source))
            if used + height_of(more) > height and (columns[-1] or group.sources):
                columns[-1] += [group] if group.sources else []
                columns.append([])
                used, more = 0.0, Group(heading=whole.heading, sources=(source,))
            group = more
        columns[-1].append(group)
        used += height_of(group)
    return [tuple(column) for column in columns if column]
