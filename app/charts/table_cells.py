"""What stands in a cell of a table of the package: names for codes, values with units, sources; it knows no tables.

Each ``Show`` takes the scene and the entries of the columns it is made from, and gives the parts of the cell in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from babel import Locale

from app.charts.sourcing import publisher, title_language
from app.charts.spec import Scene
from app.charts.status import codes, is_hollow
from app.charts.values import is_change
from app.i18n import Texts
from app.period import Period
from app.queries.tables import count_of
from app.state import ViewState

EXACT = (0, 6)
EXACT_RATE = (1, 6)
_WAN, _YI = 1e4, 1e8


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a cell. It may lead to an address, or to a page in a state; ``lead`` stands before it.

    A ``whole`` one stays on a line.
    """

    text: str
    lead: str = ""
    href: str = ""
    page: str = ""
    view: ViewState | None = None
    lang: str = ""
    quiet: bool = False
    unsure: bool = False
    whole: bool = False


Parts = tuple[Part, ...]
Show = Callable[..., Parts]


def _said(text: str) -> Parts:
    return (Part(text=text),) if text else ()


def as_written(scene: Scene, text: Any) -> Parts:
    """A text of the table as it is; an empty one is an empty cell."""
    return _said("" if text is None or text != text else str(text))


def label(table: str) -> Show:
    """The name of a code of a table."""
    return partial(_label, table)


def _label(table: str, scene: Scene, code: str) -> Parts:
    return _said(scene.snapshot.label(table, code, scene.texts.lang)) if code else ()


def labels(table: str) -> Show:
    """The names of the codes that a cell joins."""
    return partial(_labels, table)


def _labels(table: str, scene: Scene, joined: str) -> Parts:
    lang = scene.texts.lang
    return _said(scene.texts("mark.semicolon").join(scene.snapshot.label(table, code, lang) for code in codes(joined)))


def period(scene: Scene, code: str) -> Parts:
    """A period in words."""
    return _said(scene.texts.period_alone(code)) if code else ()


def date(scene: Scene, text: str) -> Parts:
    """A date as exact as it is known."""
    return _said(scene.texts.date(text)) if text else ()


def yes_or_no(scene: Scene, value: Any) -> Parts:
    """A switch in a word."""
    return _said(scene.texts("tables.word.yes" if value in (True, "yes") else "tables.word.no"))


def word(name: str) -> Show:
    """The word for a code that only the descriptor lists; ``name`` is where the texts keep such words."""
    return partial(_word, name)


def _word(name: str, scene: Scene, code: str) -> Parts:
    key = f"{name}.{code}"
    return _said(scene.texts(key) if scene.texts.has(key) else str(code))


def language(scene: Scene, code: str) -> Parts:
    """The name of a language by its two letters."""
    if not code:
        return ()
    known: Locale = scene.texts.locale
    return _said(str(known.languages.get(code, code)))


def number(scene: Scene, value: float) -> Parts:
    """A number that has no unit."""
    return () if value != value else _said(scene.texts.number(value, digits=EXACT))


def exact(value: float, unit: str, *, change: bool, scene: Scene, sector: str = "") -> str:
    """A value as published, with its unit: no decimal is dropped; Chinese counts in the unit it is used to."""
    texts = scene.texts
    if unit == "percent":
        return texts("format.percent", value=texts.number(value, digits=EXACT_RATE, sign=change))
    if unit == "percentage points":
        return texts("format.points", value=texts.number(value, digits=EXACT_RATE, sign=change))
    record = scene.snapshot.record("units", unit)
    factor = record.get("alt_factor_zh")
    if texts.lang == "zh" and factor is not None and factor == factor:
        return texts.number(value * float(factor), digits=EXACT) + str(record["alt_label_zh"])
    return texts(
        "format.amount", value=_counted(value, texts), unit=_unit(unit, sector, texts) or texts.of(record, "label")
    )


def _unit(unit: str, sector: str, texts: Texts) -> str:
    """The word by which the pieces of a sector are counted, vehicles otherwise than circuits; empty without one."""
    key = f"figures.counted.{sector}"
    return texts(key) if unit == "units" and texts.has(key) else ""


def _counted(value: float, texts: Texts) -> str:
    """A count in full; Chinese counts in 万 and 亿 where that loses nothing."""
    if texts.lang == "zh" and abs(value) >= _WAN:
        step = _YI if abs(value) >= _YI else _WAN
        if round(value / step, 3) * step == value:
            return texts.volume(value)
    return texts.number(value, digits=EXACT)


def value(
    scene: Scene, number: float, unit: str, indicator: str, flags: str = "", evidence: str = "", sector: str = ""
) -> Parts:
    """A value of an indicator; one that is not a plain result is marked as such."""
    if number != number:
        return ()
    text = exact(number, unit, change=is_change(indicator), scene=scene, sector=sector)
    return (Part(text=text, unsure=is_hollow({"flags": flags, "evidence": evidence}, scene)),)


def told(scene: Scene, number: float, unit: str, indicator: str, sector: str) -> Parts:
    """A value of which nothing else is said."""
    return value(scene, number, unit, indicator, sector=sector)


def figure(scene: Scene, number: float, unit: str) -> Parts:
    """The figure of a milestone."""
    return () if number != number else _said(exact(number, unit, change=False, scene=scene))


def outcome(scene: Scene, number: float, unit: str, indicator: str, reason: str, sector: str = "") -> Parts:
    """What came of a target, or why that cannot be said."""
    return value(scene, number, unit, indicator, sector=sector) or _said(reason)


def source(scene: Scene, code: str) -> Parts:
    """Publisher, title with the address where there is one to follow, and date."""
    if not code:
        return ()
    record = scene.snapshot.record("sources", code)
    date = scene.texts.date(str(record["published_date"])) if record["published_date"] else ""
    title, address = str(record["title"] or ""), address_of(record)
    name = publisher(code, scene)
    parts = [Part(text=name, href="" if title else address)]
    if title and record["access"] != "founding":
        parts.append(Part(text=title, href=address, lang=title_language(record), quiet=not address))
    if date:
        parts.append(Part(text=date, quiet=True, whole=True))
    return tuple(parts)


def sources(scene: Scene, joined: str) -> Parts:
    """Several sources: each by its publisher, linked where there is an address."""
    return tuple(_brief(code, scene) for code in codes(joined))


def source_and_also(scene: Scene, code: str, also: str) -> Parts:
    """The source of a value, and who else says the same."""
    lead = scene.texts("tables.also")
    agreeing = [_brief(each, scene, lead="" if place else lead) for place, each in enumerate(codes(also))]
    return (*source(scene, code), *agreeing)


def _brief(code: str, scene: Scene, *, lead: str = "") -> Part:
    record = scene.snapshot.record("sources", code)
    return Part(text=publisher(code, scene), href=address_of(record), lead=lead)


def address_of(record: Any) -> str:
    """The address of a source where a reader may follow it, else nothing."""
    url = str(record["url"] or "")
    return url if record["access"] == "linked" and url.startswith(("https://", "http://")) else ""


def title(scene: Scene, text: str, url: str, access: str, lang: str) -> Parts:
    """The title of a source in its own language, linked where there is an address."""
    return (Part(text=text, href=address_of({"url": url, "access": access}), lang=lang),) if text else ()


def access(scene: Scene, code: str) -> Parts:
    """How a source was read."""
    return _said(scene.texts("tables.linked") if code == "linked" else scene.texts(f"source.{code}"))


def publisher_of(scene: Scene, code: str) -> Parts:
    """Who published a source."""
    return _said(publisher(code, scene))


def observed(scene: Scene, joined: str) -> Parts:
    """The values that belong to a statement: what, when, how much."""
    return tuple(_observed(key, scene) for key in codes(joined))


def _observed(key: str, scene: Scene) -> Part:
    row = scene.snapshot.record("observations", key)
    sector, indicator = str(row["sector"]), str(row["indicator"])
    shown = exact(float(row["value"]), str(row["unit"]), change=is_change(indicator), scene=scene)
    view = ViewState(table="observations", series=(sector,), measure=indicator, period=str(row["period"]))
    text = scene.texts(
        "tables.observed",
        sector=scene.label(sector),
        measure=scene.measure(indicator),
        period=scene.texts.period(str(row["period"])),
        value=shown,
    )
    return Part(text=text, page="data", view=view)


def milestone(scene: Scene, code: str) -> Parts:
    """The title of a milestone, leading to it on the timeline."""
    if not code:
        return ()
    text = scene.snapshot.text("milestones", code, "title", scene.texts.lang)
    return (Part(text=text, page="milestones", view=ViewState(milestone=code)),)


def rows_of(table: str, column: str, parameter: str) -> Show:
    """How many rows of a table have a code, leading to them."""
    return partial(_rows_of, table, column, parameter)


def _rows_of(table: str, column: str, parameter: str, scene: Scene, code: str) -> Parts:
    found = count_of(scene.snapshot.tables[table], column, code)
    if not found:
        return ()
    chosen: Any = (code,) if parameter in ("series", "category") else code
    return (Part(text=scene.texts.number(found), page="data", view=ViewState(**{"table": table, parameter: chosen})),)


# what cells are sorted by


def by_period(scene: Scene, code: str) -> float | None:
    """When a period ends."""
    return Period.parse(code).position if code else None


def by_number(scene: Scene, number: float, *rest: Any) -> float | None:
    """The number itself, whatever its unit."""
    return None if number != number else float(number)


def by_text(scene: Scene, text: str, *rest: Any) -> str | None:
    """The text as it is written: dates stand in order that way."""
    return text or None


def by_rank(scene: Scene, code: str) -> float:
    """How good a class of evidence is, 1 the best."""
    return float(scene.snapshot.record("evidence", code)["rank"])


def by_rows(table: str, column: str) -> Callable[..., float]:
    """How many rows of a table have a code."""
    return partial(_by_rows, table, column)


def _by_rows(table: str, column: str, scene: Scene, code: str) -> float:
    return float(count_of(scene.snapshot.tables[table], column, code))
