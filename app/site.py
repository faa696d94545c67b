"""What a running dashboard holds, handed to every handler; it must not know Dash, Flask or the environment.

A handler takes one ``Snapshot`` from ``site.snapshot`` and passes it on: no answer mixes two versions of the data.
"""

from __future__ import annotations

import pickle
import zlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType
from typing import cast
from urllib.parse import urlsplit

from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.search import Finder
from app.charts.spec import Chart, Drawing
from app.errors import NotFound
from app.exports.pictures import Pictures, no_pictures
from app.exports.renderer import Renderer, no_renderer
from app.exports.slide_template import Template
from app.i18n import Texts
from app.i18n.legal import LegalTexts
from app.state import ViewState, href, to_query
from app.store.live import LiveSnapshot
from app.store.snapshot import Snapshot

_MARKS = 1024  # a few hundred bytes each
_AS_THEY_ARE = 6  # drawings: those of one page
_LEVEL = 1  # of compression: fast, and close to the best for such texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """By which a card knows whether it shows a drawing already, wholly or its rows and notes."""

    identity: str
    rows: str
    note: str


class DrawingMemory:
    """Drawings kept by data version, chart, state, language and form, up to a bound, the least used going first.

    Each process keeps its own, so they are packed: 0.2 MiB of many small things become about 25 KiB in one piece. The
    few last asked for are kept as they are too, for a page asks for the same one more than once. Of many more only the
    marks are kept.
    """

    def __init__(self, bound: int) -> None:
        self.bound = bound
        self._packed: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
        self._last: OrderedDict[tuple[str, ...], Drawing] = OrderedDict()
        self._marks: OrderedDict[tuple[str, ...], Marks] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many drawings are kept."""
        return len(self._packed)

    def __contains__(self, key: tuple[str, ...]) -> bool:
        """Whether a drawing is kept under a key."""
        return key in self._packed

    def get(self, key: tuple[str, ...]) -> Drawing | None:
        """What is kept under a key."""
        with self._lock:
            packed, found = self._packed.get(key), self._last.get(key)
            if packed is None:
                return None
            self._packed.move_to_end(key)
        if found is None:
            found = _unpacked(packed)
        with self._lock:
            if key in self._packed:
                self._hold(key, found)
        return found

    def keep(self, key: tuple[str, ...], drawing: Drawing) -> None:
        """Keep a drawing; beyond the bound the one least used goes."""
        if not self.bound:
            return
        marks = Marks(identity=drawing.identity, rows=drawing.identity_of_rows, note=drawing.note)
        packed = _packed(drawing)
        with self._lock:
            self._packed[key] = packed
            self._marks[key] = marks
            self._hold(key, drawing)
            while len(self._packed) > self.bound:
                gone, _ = self._packed.popitem(last=False)
                self._last.pop(gone, None)
            while len(self._marks) > _MARKS:
                self._marks.popitem(last=False)

    def _hold(self, key: tuple[str, ...], drawing: Drawing) -> None:
        self._last[key] = drawing
        self._last.move_to_end(key)
        while len(self._last) > _AS_THEY_ARE:
            self._last.popitem(last=False)

    def marks(self, key: tuple[str, ...]) -> Marks | None:
        """The marks of a drawing kept now or before."""
        with self._lock:
            return self._marks.get(key)

    def keep_only(self, version: str) -> None:
        """Let go of the drawings of every other version of the data, and with them of that data."""
        with self._lock:
            for kept in (self._packed, self._last, self._marks):
                for key in [key for key in kept if key[0] != version]:
                    del kept[key]


@dataclass(frozen=True, kw_only=True)
class Site:
    """Live data, texts, the path prefix, who may embed, the memory of drawings, and the way to the host's browser.

    ``public_url``: the address under which readers know the dashboard, prefix and last slash included; may be empty.
    ``indexed``: whether search engines are let in; ``legal``: what the operator has to say, by name and language.
    ``slide_template``: what slides are made with; None is our own plain one.
    """

    live: LiveSnapshot
    texts: Mapping[str, Texts]
    prefix: str = "/"
    public_url: str = ""
    indexed: bool = False
    legal: LegalTexts = field(default_factory=lambda: MappingProxyType({}))
    ancestors: tuple[str, ...] = ("'self'",)  # who may frame embeds and send them messages
    slide_template: Template | None = None
    memory: DrawingMemory = field(default_factory=lambda: DrawingMemory(48))
    finder: Finder = field(default_factory=Finder)
    renderer: Renderer = field(default_factory=no_renderer)
    pictures: Pictures = field(default_factory=no_pictures)

    def __post_init__(self) -> None:
        """What is drawn from data no longer in force is not kept."""
        self.live.on_change(lambda snapshot: self.memory.keep_only(snapshot.version))

    @property
    def snapshot(self) -> Snapshot:
        """The data as it is now."""
        return self.live.current

    def chart(self, slug: str) -> Chart:
        """The chart of that name; raises NotFound."""
        try:
            return all_charts()[slug]
        except KeyError as error:
            raise NotFound(slug) from error

    def draw(self, slug: str, *, snapshot: Snapshot, state: ViewState, form: str = "") -> Drawing:
        """The drawing of a chart, from memory where it was drawn before; raises NotFound for an unknown chart."""
        chart = self.chart(slug)
        key = _key(chart, snapshot=snapshot, state=state, form=form)
        found = self.memory.get(key)
        if found is None:
            found = draw_chart(chart, snapshot=snapshot, state=state, texts=self.texts[state.lang], form=form)
            self.memory.keep(key, found)
        return found

    def is_drawn(self, slug: str, *, snapshot: Snapshot, state: ViewState, form: str = "") -> bool:
        """Whether the drawing is in memory, so that it costs nothing; raises NotFound for an unknown chart."""
        return _key(self.chart(slug), snapshot=snapshot, state=state, form=form) in self.memory

    def marks(self, slug: str, *, snapshot: Snapshot, state: ViewState, form: str = "") -> Marks | None:
        """The marks of a drawing; None where it was never drawn. Raises NotFound for an unknown chart."""
        return self.memory.marks(_key(self.chart(slug), snapshot=snapshot, state=state, form=form))

    @property
    def makes_images(self) -> bool:
        """Whether this host has a browser to make images with: no address of an image is named where it has none."""
        return self.renderer.available

    def href(self, path: str, state: ViewState, **changes: object) -> str:
        """A link within the dashboard, under the portal's prefix."""
        return href(path, state, prefix=self.prefix, **changes)

    @property
    def origin(self) -> str:
        """Scheme and host of the public address; empty where the operator has named none."""
        scheme, host, *_ = urlsplit(self.public_url)
        return f"{scheme}://{host}" if self.public_url else ""

    def absolute(self, link: str, *, origin: str = "") -> str:
        """A link made by ``href`` as it is printed elsewhere: with the public origin, else with ``origin``, if any.

        What is kept by caches or written into files gives no ``origin``: nothing of a request may get into it.
        """
        return (self.origin or origin) + link


def _packed(drawing: Drawing) -> bytes:
    return zlib.compress(pickle.dumps(drawing, pickle.HIGHEST_PROTOCOL), _LEVEL)


def _unpacked(packed: bytes) -> Drawing:
    """Only what this process has packed itself comes here."""
    return cast(Drawing, pickle.loads(zlib.decompress(packed)))


def _key(chart: Chart, *, snapshot: Snapshot, state: ViewState, form: str) -> tuple[str, ...]:
    """Under which a drawing is kept."""
    return (snapshot.version, chart.slug, to_query(_relevant(state, chart)), state.lang, form)


def _relevant(state: ViewState, chart: Chart) -> ViewState:
    """The part of a state on which a chart depends: neither theme nor what another chart owns."""
    own = state.for_chart(chart.slug)
    chosen = {name: getattr(own, name) for name in (*chart.parameters, "form")}
    return ViewState(lang=state.lang, **chosen)
