"""From a changed control to the painted chart, ours beside plain Dash."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser

from tests.bench import servers, visits
from tests.bench.ranking_data import PERIOD, periods
from tests.bench.report import Part, Progress, Table, at_most, milliseconds
from tests.browser.server import open_browser

ROUNDS = 5
CHANGES = 12
_METHOD = (
    f"The period of the ranking is changed {CHANGES} times in each of {ROUNDS} fresh pages, to periods not seen "
    "there; from the change of the control to the frame after the chart has its new data."
)
# Ours is the reader's own menu; Dash's dropdown is told its value as its own script would.
_OURS = """() => { const menu = document.getElementById('choose-sector-growth-period');
  menu.value = %r; menu.dispatchEvent(new Event("change", {bubbles: true})); }"""
_PLAIN = '() => window.dash_clientside.set_props("period", {value: %r})'


def measure(folder: Path, progress: Progress) -> Part:
    """The part `controls`."""
    offered = [period for period in reversed(periods()) if period != PERIOD]
    with ExitStack() as stack:
        ours = stack.enter_context(servers.dashboard(folder / "cache"))
        plain = stack.enter_context(servers.plain())
        browser = stack.enter_context(open_browser())
        rivals = {"ours": (f"{ours.address}/chart/sector-growth", _OURS), "plain": (f"{plain.address}/", _PLAIN)}
        found: dict[tuple[str, bool], list[float]] = {(name, slow): [] for name in rivals for slow in (True, False)}
        for address, choose in rivals.values():  # each process imports what it needs at its first answer
            for _ in range(2):
                _changes(browser, address, choose, offered[:2], slow=False)
        for turn in range(ROUNDS):
            chosen = [offered[(turn * CHANGES + step) % len(offered)] for step in range(CHANGES)]
            for (name, slow), times in found.items():
                address, choose = rivals[name]
                times += _changes(browser, address, choose, chosen, slow=slow)
                progress(f"round {turn + 1}/{ROUNDS} {name} {'slow' if slow else 'free'}: {median(times):.0f} ms")
    return _part(found)


def _changes(browser: Browser, address: str, choose: str, chosen: Sequence[str], *, slow: bool) -> list[float]:
    with visits.reader(browser, slow=slow) as (page, line):
        page.goto(address, wait_until="commit")
        visits.settled(page, line)
        times = []
        for period in chosen:
            times.append(float(page.evaluate(f"() => window.benchChange({choose % period}, 15000)")))
            page.wait_for_timeout(50)
        return times


def _part(found: dict[tuple[str, bool], list[float]]) -> Part:
    def p95(times: list[float]) -> float:
        return quantiles(times, n=20)[-1]

    ours, plain = found[("ours", False)], found[("plain", False)]
    targets = [
        at_most("control to painted chart ÷ (b), unthrottled, median", median(ours) / median(plain), 0.8),
        at_most("… 95th percentile, unthrottled", p95(ours), 100, form="{:.0f} ms"),
        at_most("… ÷ (b), slow line, median", median(found[("ours", True)]) / median(found[("plain", True)]), 0.8),
    ]
    rows = [
        (name, "slow" if slow else "free", milliseconds(median(times)), milliseconds(p95(times)), str(len(times)))
        for (name, slow), times in found.items()
    ]
    table = Table(title="Changes", header=("", "line", "median", "95 %", "changes"), rows=rows)
    return Part(title="Controls", method=_METHOD, targets=targets, tables=[table])
