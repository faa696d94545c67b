"""First visits, reloads and second pages, ours beside the yardsticks, on a free line and on a slow one."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench import servers, visits
from tests.bench.report import Part, Progress, Table, Target, at_most, kibibytes, milliseconds
from tests.bench.visits import Visit
from tests.browser.server import open_browser

RUNS = 5
_METHOD = (
    f"Real Chromium, window 1280 × 800, an empty cache, medians of {RUNS} visits in turn. _Seen_: the first frame with "
    "the headline and a picture or table of the data. _Drawn_: every live chart of the page is drawn. _Interactive_: "
    "each has answered the mouse. Slow line: 10 Mbit/s, 40 ms. Servers have answered once before."
)
EMBED, GROWTH, STATIC, PLAIN, RAW = (
    "/embed/sector-growth",
    "/growth",
    "(a) static",
    "(b) plain Dash",
    "(b) uncompressed",
)


def measure(folder: Path, progress: Progress) -> Part:
    """The part `pages`."""
    with ExitStack() as stack:
        ours = stack.enter_context(servers.dashboard(folder / "cache"))
        places = {
            EMBED: (f"{ours.address}{EMBED}", 1),
            GROWTH: (f"{ours.address}{GROWTH}", 3),
            STATIC: (f"{stack.enter_context(servers.static()).address}/", 1),
            PLAIN: (f"{stack.enter_context(servers.plain()).address}/", 1),
            RAW: (f"{stack.enter_context(servers.plain(compressed=False)).address}/", 1),
        }
        browser = stack.enter_context(open_browser())
        for address, plots in places.values():  # both workers
            for _ in range(2):
                visits.first_visit(browser, address, slow=False, plots=plots)
        found = {slow: _in_turn(browser, places, slow=slow, progress=progress) for slow in (True, False)}
        again = [_again(browser, ours.address, slow=True) for _ in range(RUNS)]
    return _part(found[True], found[False], [median(values) for values in zip(*again, strict=True)])


def _in_turn(
    browser: Browser, places: dict[str, tuple[str, int]], *, slow: bool, progress: Progress
) -> dict[str, Visit]:
    taken: dict[str, list[Visit]] = {name: [] for name in places}
    for run in range(RUNS):
        for name, (address, plots) in places.items():
            visit = visits.first_visit(browser, address, slow=slow, plots=plots)
            taken[name].append(visit)
            progress(f"{'slow' if slow else 'free'} line {run + 1}/{RUNS} {name}: interactive {visit.answers:.0f} ms")
    return {
        name: Visit(**{one.name: median(getattr(visit, one.name) for visit in each) for one in fields(Visit)})
        for name, each in taken.items()
    }


def _again(browser: Browser, address: str, *, slow: bool) -> tuple[float, float]:
    """Bytes of a reload of /growth, and of the page of the shift after it."""
    with visits.reader(browser, slow=slow, plots=2) as (page, line):
        page.goto(f"{address}{GROWTH}", wait_until="commit")
        visits.settled(page, line)
        line.begin()
        page.reload(wait_until="commit")
        reload = visits.settled(page, line).transferred
        line.begin()
        page.goto(f"{address}/shift", wait_until="commit")
        return reload, visits.settled(page, line).transferred


def _part(slow: dict[str, Visit], free: dict[str, Visit], again: list[float]) -> Part:
    a, b, embed, growth = slow[STATIC], slow[PLAIN], slow[EMBED], slow[GROWTH]
    kib = "{:.0f} KiB"
    targets: list[Target] = [
        at_most(f"`{EMBED}` interactive ÷ (a), slow line", embed.answers / a.answers, 0.40),
        at_most(f"`{EMBED}` interactive ÷ (b) compressed, slow line", embed.answers / b.answers, 0.33),
        at_most(f"`{EMBED}` seen ÷ (a) interactive, slow line", embed.content / a.answers, 0.10),
        at_most(f"`{EMBED}` layout shift", embed.shift, 0.02, form="{:.3f}"),
        at_most(f"`{GROWTH}` all charts interactive ÷ (a), slow line", growth.answers / a.answers, 0.60),
        at_most(f"`{GROWTH}` layout shift", growth.shift, 0.02, form="{:.3f}"),
        at_most(f"`{EMBED}` transferred, first visit", embed.transferred / 1024, 600, form=kib),
        at_most(f"`{GROWTH}` transferred, first visit", growth.transferred / 1024, 750, form=kib),
        at_most("second page (`/shift` after `/growth`)", again[1] / 1024, 60, form=kib),
        at_most(f"reload of `{GROWTH}`", again[0] / 1024, 20, form=kib),
    ]
    tables = [_table("10 Mbit/s, 40 ms", slow), _table("Unthrottled", free)]
    return Part(title="Pages", method=_METHOD, targets=targets, tables=tables)


def _table(title: str, found: dict[str, Visit]) -> Table:
    rows = [
        (
            name,
            milliseconds(visit.paint),
            milliseconds(visit.content),
            milliseconds(visit.drawn),
            milliseconds(visit.answers),
            f"{visit.answers / found[STATIC].answers:.2f}",
            f"{visit.answers / found[PLAIN].answers:.2f}",
            f"{visit.shift:.3f}",
            kibibytes(visit.transferred),
            f"{visit.requests:.0f}",
        )
        for name, visit in found.items()
    ]
    header = ("", "first paint", "seen", "drawn", "interactive", "÷ (a)", "÷ (b)", "shift", "transferred", "requests")
    return Table(title=title, header=header, rows=rows)
