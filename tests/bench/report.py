"""What a part of the benchmark found, as a section of docs/performance.md; it measures nothing."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.browser.server import ROOT, chromium

REPORT = ROOT / "docs" / "performance.md"
Progress = Callable[[str], None]
_INTRO = """# Performance

Written by `make bench` (`tests/bench/`), which measures this dashboard beside yardsticks kept there:

- **(a)** Plotly's own static HTML page of the sector ranking, with the full plotly.js bundle, served with gzip;
- **(b)** a plain Dash app of it with plotly.express, compressed (`compress=True`), and uncompressed as Dash comes.

A part is measured in one run, in turn; figures are medians. `make bench ARGS="pages"` measures one part alone and
replaces its section here.
"""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A figure that was promised: what it is about, the bound, what was measured, whether it was reached."""

    about: str
    bound: str
    measured: str
    reached: bool | None


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of texts below a heading."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section: title, how it was measured, targets, tables."""

    title: str
    method: str
    targets: Sequence[Target] = ()
    tables: Sequence[Table] = field(default_factory=tuple)


def at_most(about: str, measured: float, bound: float, *, form: str = "{:.2f}") -> Target:
    """A target that is reached from below."""
    return Target(
        about=about, bound="≤ " + form.format(bound), measured=form.format(measured), reached=measured <= bound
    )


def at_least(about: str, measured: float, bound: float, *, form: str = "{:.2f}") -> Target:
    """A target that is reached from above."""
    return Target(
        about=about, bound="≥ " + form.format(bound), measured=form.format(measured), reached=measured >= bound
    )


def impossible(about: str, bound: str, reason: str) -> Target:
    """A target that could not be measured here."""
    return Target(about=about, bound=bound, measured=f"not measured: {reason}", reached=None)


def section(name: str, part: Part) -> str:
    """The section as Markdown, between marks by which the next run finds it."""
    words = {True: "yes", False: "**no**", None: "–"}
    lines = [f"<!-- {name} -->", f"## {part.title}", "", part.method, "", f"_{machine()}_", ""]
    if part.targets:
        rows = [(t.about, t.bound, t.measured, words[t.reached]) for t in part.targets]
        lines += _table(("target", "bound", "measured", "reached"), rows)
    for table in part.tables:
        lines += [f"**{table.title}**", "", *_table(table.header, table.rows)]
    return "\n".join([*lines, f"<!-- /{name} -->"])


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    aligned = ["---", *["---:" for _ in header[1:]]]
    return [*(f"| {' | '.join(row)} |" for row in (header, aligned, *rows)), ""]


def write(name: str, part: Part, *, order: Sequence[str]) -> None:
    """Replace the section of that name in the report; the others stay as they were measured."""
    text = REPORT.read_text("utf-8") if REPORT.exists() else ""
    kept = {one: found[0] for one in order if (found := re.search(f"<!-- {one} -->.*<!-- /{one} -->", text, re.DOTALL))}
    kept[name] = section(name, part)
    REPORT.write_text("\n\n".join([_INTRO.strip(), *(kept[one] for one in order if one in kept)]) + "\n", "utf-8")


def machine() -> str:
    """Date, machine size and versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    browser = subprocess.run([chromium() or "true", "--version"], capture_output=True, text=True, check=False).stdout
    packages = ", ".join(f"{name} {version(name)}" for name in ("dash", "plotly", "pandas", "gunicorn"))
    busy = os.getloadavg()[0]
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, {packages}, "
        f"{' '.join(browser.split()[:2]) or 'no Chromium'}; load of the machine {busy:.1f} when this was written"
    )


def milliseconds(value: float) -> str:
    """A duration as it stands in a table."""
    return f"{value:,.0f} ms"


def kibibytes(value: float) -> str:
    """A size as it stands in a table."""
    return f"{value / 1024:,.0f} KiB"


def folder(path: Path, name: str) -> Path:
    """A new folder within one."""
    made = path / name
    made.mkdir(parents=True, exist_ok=True)
    return made
