"""The choices of sectors: several to show, grouped and with their coverage, or one to highlight; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.charts.spec import Control, Option
from app.i18n import Texts
from app.store.snapshot import Snapshot

LONG = 10  # options from which a list can be searched
CORES = ("vehicles", "chips", "other", "total")


def series_control(
    offered: Sequence[str], series: tuple[str, ...], counts: Mapping[str, int], snapshot: Snapshot, texts: Texts
) -> Control:
    """The sectors that can be shown, by core; ``counts`` is the number of periods each is known for."""
    by_core = sorted(offered, key=lambda code: CORES.index(str(snapshot.record("sectors", code)["core"])))
    options = tuple(
        Option(
            value=code,
            label=snapshot.label("sectors", code, texts.lang),
            hint=texts("control.periods_known", count=counts.get(code, 0)),
            group=texts(f"core.{snapshot.record('sectors', code)['core']}"),
        )
        for code in by_core
    )
    return Control(
        parameter="series",
        label=texts("control.sectors"),
        options=options,
        value=series,
        default=(),
        kind="several",
        placeholder=texts("control.all_sectors"),
        find=texts("control.find") if len(options) >= LONG else "",
    )


def focus_control(offered: Sequence[str], focus: str, snapshot: Snapshot, texts: Texts) -> Control:
    """The sector to highlight, or none."""
    options = [Option(value="", label=texts("control.focus_none"))]
    options += [Option(value=code, label=snapshot.label("sectors", code, texts.lang)) for code in offered]
    return Control(parameter="focus", label=texts("control.focus"), options=tuple(options), value=focus, default="")
