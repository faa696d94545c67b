"""``doppelkern export``: charts and briefings as files; what it writes is what the server would answer."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from app.charts.registry import all_charts
from app.components.briefing import briefing_of
from app.errors import MalformedRequest, RendererBusy
from app.exports.batch import Made, Wanted, wanted, written
from app.exports.formats import FORMATS, IMAGES, Wish
from app.factory import new_site
from app.settings import Settings
from app.site import Site
from app.state import IMAGE_SIZES, LANGUAGES, THEMES, Parsed, parse
from app.web.briefing import EXTENSIONS, filename, make
from app.web.downloads import address_of
from app.web.images import order_of

BRIEFING = "briefing"
_TRIES = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--chart", nargs="+", choices=tuple(all_charts()), metavar="CHART", help=", ".join(all_charts()))
    which.add_argument("--all", action="store_true", help="every chart")
    which.add_argument(
        "--briefing",
        metavar="QUERY",
        help='a briefing as in its address: "charts=two-cores,targets&title=Title"; within a title %%26 is an &',
    )
    formats = (*FORMATS, *IMAGES)
    parser.add_argument(
        "--format", nargs="+", choices=formats, required=True, help="one or several; a briefing: pptx, pdf"
    )
    parser.add_argument(
        "--lang", nargs="+", choices=LANGUAGES, help="one or several (default: that of the view, or de)"
    )
    parser.add_argument("--query", default="", help='the view, as in an address, such as "period=2025-H1"')
    parser.add_argument("--size", choices=IMAGE_SIZES, default="", help="of images (default: natural)")
    parser.add_argument("--theme", choices=THEMES[1:], default="", help="of images (default: light)")
    parser.add_argument("--variant", choices=("colour", "grey"), default="", help="grey for copies without colour")
    parser.add_argument(
        "--bom", action="store_true", help="CSV for spreadsheets: byte-order mark, words, local numbers"
    )
    parser.add_argument("--out", type=Path, default=Path(), help="folder to write to (default: this one)")
    parser.set_defaults(run=export)


def export(parsed: argparse.Namespace) -> int:
    """Write files; what of the view cannot be used is named; 1 where the folder cannot be written to."""
    if parsed.briefing is not None and set(parsed.format) - set(EXTENSIONS):
        print(f"doppelkern: a briefing is made as {', '.join(EXTENSIONS)}", file=sys.stderr)
        return 2
    site = new_site(Settings.from_env())
    view = _view(parsed)
    ignored = [item.name for item in view.ignored]
    made = _briefings(site, parsed, view) if parsed.briefing is not None else _charts(site, parsed, view)
    try:
        for path, file in made:
            ignored += file.ignored
            tqdm.write(str(path), file=sys.stdout)
    except OSError as error:
        print(f"doppelkern: {parsed.out}: {error.strerror}", file=sys.stderr)
        return 1
    finally:
        site.renderer.stop()
    if ignored:
        print(f"doppelkern: not used of the view: {', '.join(dict.fromkeys(ignored))}", file=sys.stderr)
    return 0


def _view(parsed: argparse.Namespace) -> Parsed:
    """The view that is asked for: that of the query, and what is named besides."""
    view = parse(parsed.query if parsed.briefing is None else parsed.briefing)
    named = {name: getattr(parsed, name) for name in ("size", "theme", "variant") if getattr(parsed, name)}
    return replace(view, state=replace(view.state, bom="1" if parsed.bom else "", **named))


def _charts(site: Site, parsed: argparse.Namespace, view: Parsed) -> Iterator[tuple[Path, Made]]:
    files = wanted(parsed.chart or tuple(all_charts()), parsed.lang or [view.state.lang], parsed.format)
    made = written(files, parsed.out, lambda file: (_image if file.extension in IMAGES else _file)(site, file, view))
    return iter(tqdm(made, total=len(files), unit="file", disable=None))


def _patiently(make_one: Callable[[], bytes]) -> bytes:
    """What is made, asked for again where the browser, which a server may be using too, has no time now."""
    for _ in range(_TRIES):
        try:
            return make_one()
        except RendererBusy as error:
            time.sleep(error.retry_after)
    return make_one()


def _image(site: Site, file: Wanted, view: Parsed) -> Made:
    asked = replace(view, state=replace(view.state, lang=file.lang), ignored=())
    order, ignored = order_of(site, slug=file.slug, parsed=asked, extension=file.extension)
    name = f"{order.drawing.filename}.{file.extension}"
    return Made(
        name=name, data=_patiently(lambda: site.pictures.image(order)), ignored=tuple(item.name for item in ignored)
    )


def _file(site: Site, file: Wanted, view: Parsed) -> Made:
    snapshot, state = site.snapshot, replace(view.state, lang=file.lang)
    drawing = site.draw(file.slug, snapshot=snapshot, state=state, form="wide")
    wish = Wish(
        drawing=drawing,
        snapshot=snapshot,
        texts=site.texts[file.lang],
        address=site.absolute(site.href(f"/chart/{file.slug}", address_of(drawing))),
        for_spreadsheet=state.bom == "1",
        template=site.slide_template,
    )
    return Made(
        name=f"{drawing.filename}.{file.extension}",
        data=FORMATS[file.extension].make(wish),
        ignored=tuple(item.name for item in drawing.ignored),
    )


def _briefings(site: Site, parsed: argparse.Namespace, view: Parsed) -> Iterator[tuple[Path, Made]]:
    """The briefing in every language and format, with a bar that counts its charts."""
    files = wanted([BRIEFING], parsed.lang or [view.state.lang], parsed.format)
    snapshot = site.snapshot
    with tqdm(total=len(files) * len(view.state.charts), unit="chart", disable=None) as bar:

        def make_one(file: Wanted) -> Made:
            briefing, ignored = briefing_of(site, snapshot, replace(view.state, lang=file.lang))
            if not briefing.entries:
                raise MalformedRequest("the briefing has no chart: charts=slug,slug?query")
            before = bar.n

            def count(number: int) -> None:
                bar.update(before + number - bar.n)

            made = _patiently(lambda: make(site, briefing, snapshot=snapshot, extension=file.extension, progress=count))
            names = tuple(item.name for item in ignored)
            return Made(name=f"{filename(briefing)}.{file.extension}", data=made, ignored=names)

        yield from written(files, parsed.out, make_one)
