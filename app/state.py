"""The view state and its one spelling in the address; it knows the grammar, never what a chart or the data allow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, quote

from app.period import Period

LANGUAGES = ("de", "en", "zh")
THEMES = ("auto", "light", "dark", "contrast")
FORMS = ("wide", "narrow", "slide", "square")
TABS = ("chart", "table", "notes")
HIDEABLE = ("title", "controls", "downloads")
IMAGE_SIZES = ("slide", "slide-half", "a4", "square", "natural")
PAGE_WIDE = ("lang", "theme", "period", "time", "series", "milestone")

_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
_LIMIT = 400
_LIMITS = {"charts": 6000, "note": 400, "add": 6000}
_MOST_VALUES = 60


def _one_of(*allowed: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError
        return text

    return parse


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError
        return text

    return parse


def _several(parse_one: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
    def parse(text: str) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(parse_one(part) for part in text.split("~")))
        if len(values) > _MOST_VALUES:
            raise ValueError
        return values

    return parse


def _period(text: str) -> str:
    return text if text == "latest" else Period.parse(text).code


def _time(text: str) -> str:
    start, separator, end = text.partition("..")
    if not separator:
        raise ValueError
    first = start if start == "earliest" else Period.parse(start).code
    last = end if end == "latest" else Period.parse(end).code
    if first != "earliest" and last != "latest" and Period.parse(last) < Period.parse(first):
        raise ValueError
    return f"{first}..{last}"


def _year(text: str) -> str:
    if not re.fullmatch(r"(?:19|20)\d\d", text):
        raise ValueError
    return text


def _words(most: int) -> Callable[[str], str]:
    """A text of one line that can be shown: neither control characters nor any that turn the direction of others."""

    def parse(text: str) -> str:
        cleaned = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        if not cleaned or len(cleaned) > most:
            raise ValueError
        return cleaned

    return parse


def _between(low: int, high: int) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not re.fullmatch(r"[1-9][0-9]{0,4}", text) or not low <= int(text) <= high:
            raise ValueError
        return text

    return parse


def _listed_charts(text: str) -> tuple[str, ...]:
    """Addresses of charts in order, each ``slug`` or ``slug?query``, joined by commas."""
    entries = tuple(text.split(","))
    if len(entries) > _MOST_VALUES or not all(_SLUG.fullmatch(entry.partition("?")[0]) for entry in entries):
        raise ValueError
    return entries


@dataclass(frozen=True)
class _Parameter:
    parse: Callable[[str], Any]
    joint: str = ""  # what joins several values


PARAMETERS: Mapping[str, _Parameter] = {
    "lang": _Parameter(_one_of(*LANGUAGES)),
    "theme": _Parameter(_one_of(*THEMES)),
    "period": _Parameter(_period),
    "time": _Parameter(_time),
    "series": _Parameter(_several(_matching(_CODE)), joint="~"),
    "focus": _Parameter(_matching(_CODE)),
    "measure": _Parameter(_matching(_CODE)),
    "base": _Parameter(_year),
    "scale": _Parameter(_one_of("linear", "log")),
    "milestone": _Parameter(_matching(_SLUG)),
    "category": _Parameter(_several(_matching(_CODE)), joint="~"),
    "compare": _Parameter(lambda text: Period.parse(text).code),
    "form": _Parameter(_one_of(*FORMS)),
    "variant": _Parameter(_one_of("colour", "grey")),
    "q": _Parameter(_words(100)),
    "sort": _Parameter(_matching(re.compile(r"-?[a-z][a-z0-9_]{0,59}"))),
    "tab": _Parameter(_one_of(*TABS)),
    "table": _Parameter(_matching(_CODE)),
    "page": _Parameter(_matching(re.compile(r"[1-9][0-9]{0,3}"))),
    "hide": _Parameter(_several(_one_of(*HIDEABLE)), joint="~"),
    "id": _Parameter(_matching(re.compile(r"[A-Za-z0-9_-]{1,60}"))),
    "size": _Parameter(_one_of(*IMAGE_SIZES)),
    "width": _Parameter(_between(280, 4000)),
    "height": _Parameter(_between(200, 4000)),
    "scale_factor": _Parameter(_between(1, 4)),
    "bom": _Parameter(_one_of("1")),
    "present": _Parameter(_one_of("1")),
    "charts": _Parameter(_listed_charts, joint=","),
    "title": _Parameter(_words(120)),
    "note": _Parameter(_words(400)),
    "add": _Parameter(_words(6000)),
    "at": _Parameter(_between(1, 60)),
    "keys": _Parameter(_one_of("off")),
}


@dataclass(frozen=True, kw_only=True)
class ViewState:
    """What a reader has chosen, as far as it differs from the default. An empty value means: not chosen.

    ``own`` holds (chart, parameter, text) for what is written with a chart's name (``growth-history.scale=log``).
    """

    lang: str = "de"
    theme: str = "auto"
    period: str = ""
    time: str = ""
    series: tuple[str, ...] = ()
    focus: str = ""
    measure: str = ""
    base: str = ""
    scale: str = ""
    milestone: str = ""
    category: tuple[str, ...] = ()
    compare: str = ""
    form: str = ""
    variant: str = ""
    q: str = ""
    sort: str = ""
    tab: str = ""
    table: str = ""
    page: str = ""
    hide: tuple[str, ...] = ()
    id: str = ""
    size: str = ""
    width: str = ""
    height: str = ""
    scale_factor: str = ""
    bom: str = ""
    present: str = ""
    charts: tuple[str, ...] = ()
    title: str = ""
    note: str = ""
    add: str = ""
    at: str = ""
    keys: str = ""
    own: tuple[tuple[str, str, str], ...] = ()

    def for_chart(self, slug: str) -> ViewState:
        """The state of one chart: what is written with its name goes before what holds for the page."""
        chosen = {name: PARAMETERS[name].parse(text) for chart, name, text in self.own if chart == slug}
        return replace(self, own=(), **chosen)


@dataclass(frozen=True)
class Ignored:
    """A parameter that is not used: its name, its value as it came (shortened), the reason as a key of the texts."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True)
class Parsed:
    """A state and what of the address was not used."""

    state: ViewState
    ignored: tuple[Ignored, ...] = ()


def parse(query: str | Mapping[str, str | Sequence[str]] | None) -> Parsed:
    """Read a query string or mapping. Never raises: what cannot be used is ignored and named."""
    chosen: dict[str, Any] = {}
    own: dict[tuple[str, str], str] = {}
    ignored: list[Ignored] = []
    for name, value, times in _pairs(query):
        chart, dot, parameter = name.rpartition(".")
        reason = _reason(chart, dot, parameter, value, times)
        if reason:
            ignored.append(Ignored(name[:60], value[:60], reason))
        elif dot:
            own[chart, parameter] = written(parameter, PARAMETERS[parameter].parse(value))
        else:
            chosen[parameter] = PARAMETERS[parameter].parse(value)
    flat = tuple(sorted((chart, name, text) for (chart, name), text in own.items()))
    return Parsed(ViewState(**chosen, own=flat), tuple(ignored[:20]))


def _pairs(query: str | Mapping[str, str | Sequence[str]] | None) -> Iterable[tuple[str, str, int]]:
    """(name, value, number of times it is given), in the order of the address."""
    if isinstance(query, str):
        try:
            items: Mapping[str, Any] = parse_qs(query[:8000].lstrip("?"), keep_blank_values=True, max_num_fields=100)
        except ValueError:
            return
    else:
        items = query or {}
    for name, value in items.items():
        values = [value] if isinstance(value, str) else list(value)
        if values and (str(values[0]) or not _is_known(str(name))):  # what follows a bare "&" is a name without value
            yield str(name), str(values[0]), len(values)


def _is_known(name: str) -> bool:
    return name.rpartition(".")[2] in PARAMETERS


def _reason(chart: str, dot: str, parameter: str, value: str, times: int) -> str:
    """Why a parameter cannot be used, as a key of the texts; empty where it can."""
    if parameter not in PARAMETERS or (dot and not _SLUG.fullmatch(chart)) or (dot and parameter in ("lang", "theme")):
        return "ignored.unknown"
    if times > 1:
        return "ignored.repeated"
    if len(value) > _LIMITS.get(parameter, _LIMIT):
        return "ignored.too_long"
    try:
        PARAMETERS[parameter].parse(value)
    except ValueError:
        return "ignored.invalid"
    return ""


def written(name: str, value: str | tuple[str, ...]) -> str:
    """The value of a parameter as the address has it, several of them joined."""
    return value if isinstance(value, str) else PARAMETERS[name].joint.join(value)


def to_query(state: ViewState) -> str:
    """The address of a state: only what differs from the default, in one order. ``parse(to_query(s)).state == s``."""
    default = ViewState()
    pairs = [
        (name, written(name, getattr(state, name)))
        for name in PARAMETERS
        if getattr(state, name) and getattr(state, name) != getattr(default, name)
    ]
    pairs += [(f"{chart}.{name}", text) for chart, name, text in state.own]
    return "&".join(f"{name}={quote(text, safe='~.,')}" for name, text in pairs)


def href(path: str, state: ViewState, *, prefix: str = "/", **changes: Any) -> str:
    """A link to ``path`` with the state and what is changed in it; ``prefix`` is the path of the portal."""
    query = to_query(replace(state, **changes))
    address = prefix.rstrip("/") + "/" + path.lstrip("/")
    return f"{address}?{query}" if query else address


def keep_reading(state: ViewState) -> ViewState:
    """What goes along from page to page: language, theme, keys, and the briefing that is being put together."""
    written = {"charts": state.charts, "title": state.title, "note": state.note}
    kept: dict[str, Any] = {"lang": state.lang, "theme": state.theme, "keys": state.keys, **written}
    return ViewState(**kept)
