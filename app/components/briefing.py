"""A briefing as its address says it: charts in their views and order, title and note; it must not draw a page.

Nothing is stored: every change is another address, made here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from app.charts.registry import all_charts
from app.charts.spec import Drawing
from app.components.addresses import PAGES
from app.components.embed_code import view_of
from app.exports.briefing import PLACE_HEIGHT, PLACE_WIDTH
from app.site import Site
from app.state import Ignored, ViewState, parse, to_query
from app.store.snapshot import Snapshot

PAGE = "briefing"
MOST = 20
"""Charts that a briefing holds."""
_TOO_LONG = 7600  # bytes of an address; servers and mail programs cut longer ones


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A chart of a briefing: its drawing and its view, language included."""

    drawing: Drawing
    view: ViewState

    @property
    def text(self) -> str:
        """How it is written into the address: ``slug`` or ``slug?query``, without language."""
        return written(self.drawing.slug, self.view)


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """The charts of a briefing in order, and the state its address says besides."""

    entries: tuple[Entry, ...]
    state: ViewState

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """What its charts draw."""
        return tuple(entry.drawing for entry in self.entries)

    @property
    def look(self) -> ViewState:
        """How its pictures look: on paper and slides, hence never dark."""
        theme = "contrast" if self.state.theme == "contrast" else "auto"
        return ViewState(lang=self.state.lang, theme=theme, variant=self.state.variant)

    def moved(self, place: int, to: int) -> tuple[str, ...]:
        """The charts with one of them elsewhere; places count from 0."""
        texts = [entry.text for entry in self.entries]
        texts.insert(to, texts.pop(place))
        return tuple(texts)

    def without(self, place: int) -> tuple[str, ...]:
        """The charts without one of them."""
        return tuple(entry.text for at, entry in enumerate(self.entries) if at != place)


def briefing_of(site: Site, snapshot: Snapshot, state: ViewState) -> tuple[Briefing, tuple[Ignored, ...]]:
    """What an address says, and what of it cannot be; ``add`` is put after the charts."""
    entries: list[Entry] = []
    ignored: list[Ignored] = []
    added = tuple(added_by(site, state.add))
    if state.add and not added:
        ignored.append(Ignored("add", state.add[:60], "ignored.invalid"))
    for text in (*state.charts, *added):
        slug = text.partition("?")[0]
        if slug not in all_charts() or len(entries) == MOST:
            reason = "ignored.too_long" if slug in all_charts() else "ignored.not_here"
            ignored.append(Ignored("charts", text[:60], reason))
            continue
        entry, unused = _entry(site, snapshot, text, lang=state.lang)
        entries.append(entry)
        ignored += unused
    kept = replace(
        ViewState(lang=state.lang, theme=state.theme, variant=state.variant, title=state.title, note=state.note),
        charts=tuple(entry.text for entry in entries),
    )
    return Briefing(entries=tuple(entries), state=kept), tuple(dict.fromkeys(ignored))


def _entry(site: Site, snapshot: Snapshot, text: str, *, lang: str) -> tuple[Entry, tuple[Ignored, ...]]:
    slug, _, query = text.partition("?")
    parsed = parse(query)
    asked = view_of(site.chart(slug), replace(parsed.state, lang=lang))
    drawing = site.draw(slug, snapshot=snapshot, state=asked, form="wide")
    view = parse({"lang": lang, **dict(drawing.address)}).state
    unused = [replace(item, name=f"{slug}.{item.name}"[:60]) for item in (*parsed.ignored, *drawing.ignored)]
    return Entry(drawing=drawing, view=view), tuple(unused)


def written(slug: str, view: ViewState) -> str:
    """A chart in a view as an entry of ``charts``; the language is the briefing's."""
    query = to_query(replace(view, lang="de")).replace(",", "%2C")
    return f"{slug}?{query}" if query else slug


def added_by(site: Site, text: str) -> Sequence[str]:
    """The entries that a reader adds with a chart's name or with an address that was pasted; none where it has none.

    The host is not looked at: the same installation has several names. A briefing's address gives all its charts.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ()
    state = parse(parts.query).state
    name = parts.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    if name == PAGE:
        return state.charts
    for slug in (name, parts.fragment):
        if slug in all_charts():
            return (written(slug, view_of(site.chart(slug), state)),)
    return ()


def address_of(site: Site, briefing: Briefing, **changes: object) -> str:
    """The page of a briefing with changes, under the portal's prefix."""
    return site.href(PAGES[PAGE], briefing.state, **changes)


def file_address(site: Site, briefing: Briefing, extension: str) -> str:
    """The whole briefing as a file."""
    shown = replace(briefing.state, theme=briefing.look.theme)
    return site.href(f"{PAGES[PAGE]}.{extension}", shown)


def picture_state(briefing: Briefing, entry: Entry) -> ViewState:
    """A chart as it stands on a page of the briefing: the same view as an image of the size of its place."""
    look = briefing.look
    return replace(entry.view, theme=look.theme, variant=look.variant, width=str(PLACE_WIDTH), height=str(PLACE_HEIGHT))


def picture_address(site: Site, briefing: Briefing, entry: Entry, extension: str) -> str:
    """That image, in a format."""
    return site.href(f"/chart/{entry.drawing.slug}.{extension}", picture_state(briefing, entry))


def edit_address(site: Site, briefing: Briefing, place: int) -> str:
    """The page where the view of a chart is chosen; it knows the way back to its place, counted from 0."""
    state, entry = briefing.state, briefing.entries[place]
    kept = replace(
        entry.view, theme=state.theme, charts=state.charts, title=state.title, note=state.note, at=str(place + 1)
    )
    return site.href(f"/chart/{entry.drawing.slug}", kept)


def way_to_briefing(site: Site, slug: str, state: ViewState) -> str:
    """Where a chart's card leads: to the briefing that the address carries, with this chart in it."""
    entry = written(slug, view_of(site.chart(slug), state))
    charts = (*state.charts, entry)
    if replaces(state, slug):
        at = int(state.at) - 1
        charts = (*state.charts[:at], entry, *state.charts[at + 1 :])
    return site.href(
        PAGES[PAGE], ViewState(lang=state.lang, theme=state.theme, title=state.title, note=state.note, charts=charts)
    )


def replaces(state: ViewState, slug: str) -> bool:
    """Whether the chart was opened from its place in a briefing and goes back there."""
    at = int(state.at or 0)
    return 0 < at <= len(state.charts) and state.charts[at - 1].partition("?")[0] == slug


def is_too_long(address: str) -> bool:
    """Whether an address is longer than all servers and programs on its way take."""
    return len(address) > _TOO_LONG
