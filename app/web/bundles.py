"""The scripts and styles of the pages in few files, named by their content, compressed once; it must not change them.

A page loads ``core`` (React, Dash's renderer, our scripts), ``plot`` (Plotly) and ``page`` (styles); one without charts
``words`` and ``page``. Of Dash's own components it loads none: ``15-components.js`` stands for the few that pages are
made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import distribution
from pathlib import Path

import brotli
from dash import Dash
from flask import Response, request

from app.charts.registry import all_charts
from app.components.addresses import PAGES, Place
from app.errors import NotFound
from app.exports.kept import KeptFiles
from app.web.compression import BEST, compressed

_OF_DASH = ("deps/react@18.3.1.min.js", "deps/react-dom@18.3.1.min.js", "deps/prop-types@15.8.1.min.js")
_RENDERER = "dash-renderer/build/dash_renderer.min.js"
_FRAME = "embed-frame.js"
_WORDS = ("40-doppelkern.js", "44-search.js", "44-terms.js")
_PLOT = "20-plotly-"
_START = "var renderer = new DashRenderer();"
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {"js": "text/javascript", "css": "text/css"}
_OF_SITE = ("42-legal.css", "45-chart-page.css", "47-present.css", "49-briefing.css")  # embeds show none of it


@dataclass(frozen=True)
class Bundle:
    """Scripts or styles in one file."""

    name: str
    kind: str
    body: bytes

    @cached_property
    def file(self) -> str:
        """Its name, another one when its content is another."""
        return f"{self.name}-{blake2b(self.body, digest_size=10).hexdigest()}.{self.kind}"


class Bundles:
    """What the pages of an application load, made from its assets when it is first asked for."""

    def __init__(self, dash_app: Dash, *, assets: Path, prefix: str, kept: KeptFiles) -> None:
        self._dash_app, self._assets, self._prefix, self._kept = dash_app, assets, prefix, kept
        self._compressed: dict[tuple[str, str], bytes] = {}

    @cached_property
    def core(self) -> Bundle:
        """All scripts but Plotly, in the order in which they need each other; embeds have their own first."""
        return Bundle("core", "js", self._core(()))

    @cached_property
    def embed(self) -> Bundle:
        """The same for embeds, whose frame is heard and measured before the application begins."""
        return Bundle("embed", "js", self._core((self._assets / _FRAME,)))

    @cached_property
    def words(self) -> Bundle:
        """What pages without charts need: search, terms, and what both build upon."""
        return Bundle("words", "js", "\n;\n".join((self._assets / name).read_text("utf-8") for name in _WORDS).encode())

    @cached_property
    def plot(self) -> Bundle:
        """Plotly."""
        (path,) = self._assets.glob(f"{_PLOT}*.js")
        return Bundle("plot", "js", path.read_bytes())

    @cached_property
    def page(self) -> Bundle:
        """The styles of all pages."""
        return Bundle("page", "css", self._styles(sorted(self._assets.glob("*.css"))).encode())

    def make_ready(self) -> None:
        """Put all of them together now, for the processes forked from this one to share."""
        for bundle in self._all():
            bundle.file  # noqa: B018  (named by its content, which is kept with it)

    def _all(self) -> tuple[Bundle, ...]:
        return (self.core, self.plot, self.page, self.embed, self.words)

    def styles_of(self, place: Place) -> str:
        """The styles that an embed needs, to stand in its document."""
        others = {*all_charts(), *PAGES} - {"data"} - ({place.slug} if place.slug else _on_page(place.page))
        paths = sorted(self._assets.glob("*.css"))
        return self._styles(path for path in paths if path.name not in _OF_SITE and path.stem[3:] not in others)

    def address(self, bundle: Bundle) -> str:
        """Where a bundle is served."""
        return f"{self._prefix}bundle/{bundle.file}"

    @cached_property
    def faces(self) -> tuple[str, ...]:
        """The addresses of the faces that every page begins with."""
        return tuple(self._dash_app.get_asset_url(f"fonts/{path.name}") for path in self._files("fonts/*-latin-[0-9]*"))

    def _files(self, pattern: str) -> list[Path]:
        return sorted(self._assets.glob(pattern))

    def show(self, file: str) -> Response:
        """A bundle by its file name, compressed as asked for; raises NotFound."""
        found = next((one for one in self._all() if one.file == file), None)
        if found is None:
            raise NotFound(file[:100])
        encoding = request.accept_encodings.best_match(["br", "gzip"]) or ""
        answer = Response(self._body(found, encoding), content_type=f"{_TYPES[found.kind]}; charset=utf-8")
        if encoding:
            answer.headers["Content-Encoding"] = encoding
        answer.vary.add("Accept-Encoding")
        answer.headers["Cache-Control"] = _FOR_EVER
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # a sandbox takes the origin of an embed away
        return answer

    def _body(self, bundle: Bundle, encoding: str) -> bytes:
        """Compressed once for the host: at its best that takes seconds, so other processes find it in the cache."""
        if not encoding:
            return bundle.body
        key = (bundle.file, encoding)
        if key not in self._compressed:
            name = f"bundle/{bundle.file}/{encoding}/{brotli.__version__}"
            made = self._kept.get(name)
            if made is None:
                made = self._ready(bundle, encoding) or compressed(bundle.body, encoding, level=BEST[encoding])
                self._kept.keep(name, made)
            self._compressed[key] = made
        return self._compressed[key]

    def _ready(self, bundle: Bundle, encoding: str) -> bytes | None:
        """What lies compressed beside the file, if it is that of this content."""
        paths = list(self._assets.glob(f"{_PLOT}*.js.{encoding}")) if bundle.name == "plot" else []
        for path in paths:
            made = path.read_bytes()
            if brotli.decompress(made) == bundle.body:
                return made
        return None

    def _core(self, before: Iterable[Path]) -> bytes:
        package = Path(str(distribution("dash").locate_file("dash")))
        own = sorted(path for path in self._assets.glob("[0-9]*.js") if not path.name.startswith(_PLOT))
        paths = [*before, *(package / name for name in _OF_DASH), *own, package / _RENDERER]
        # Dash has its list of callbacks; without it the browser would have to ask for it.
        callbacks = self._dash_app.dependencies().get_data(as_text=True)
        scripts = [path.read_text("utf-8") for path in paths]
        scripts[-1:-1] = [f"window.doppelkernDependencies={callbacks}"]
        return "\n;\n".join([*scripts, _START, ""]).encode()

    def _styles(self, paths: Iterable[Path]) -> str:
        """Styles one after the other; what they load is addressed from the root.

        A face that is not there when the page is first painted waits for the next page: words do not jump.
        """
        text = "\n".join(path.read_text("utf-8") for path in paths).replace(
            "font-display: swap", "font-display: optional"
        )
        base = self._dash_app.get_asset_url("fonts/")
        return re.sub(r"url\((['\"]?)fonts/", rf"url(\1{base}", text)


def _on_page(page: str) -> set[str]:
    return {page, *(slug for slug, chart in all_charts().items() if chart.page == page)}
