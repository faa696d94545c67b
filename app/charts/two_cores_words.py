"""What the chart of the two cores says: headline, heading of the second panel, note, alt; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.once import listed, once
from app.charts.spec import Scene
from app.charts.status import codes, is_hollow, words
from app.i18n import SEPARATOR
from app.queries import cores
from app.queries.growth import SUBJECT

Row = Mapping[str, Any]
STILL = 1.0  # percent: growth of value added below which it is said to stand still
ON_SLIDE = 4  # periods of the second panel that a slide has room for
LITTLE = 0.2  # part of the growth in pieces below which growth of value added is said to be small


@once
def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """Who was ahead when, from the pairs of sure values; the longest period of a year stands for it."""
    table = _firm_table(rows, scene)
    if table.empty:
        return scene.texts("chart.two-cores.headline.unsure")
    runs = runs_of(rows, scene)
    if not runs:
        return scene.texts("chart.two-cores.headline.tie")
    return _of_runs(table, runs, scene)


@once
def table_of(rows: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The pairs as one row for each period; columns as from ``cores.wide_pairs``."""
    return cores.wide_pairs(rows[rows["place"] == "pair"])


@once
def _firm_table(rows: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The pairs of which neither value is unsure; columns as from ``cores.wide_pairs``, maybe empty."""
    pairs = rows[rows["place"] == "pair"]
    unsure = {row["period"] for row in listed(pairs, scene) if is_hollow(row, scene)}
    return cores.wide_pairs(pairs[~pairs["period"].isin(unsure)]) if unsure else table_of(rows, scene)


@once
def runs_of(rows: pd.DataFrame, scene: Scene) -> tuple[cores.Lead, ...]:
    """Who is ahead from when to when, from the pairs of sure values."""
    table = _firm_table(rows, scene)
    return () if table.empty else cores.leads(table)


def _of_runs(table: pd.DataFrame, runs: tuple[cores.Lead, ...], scene: Scene) -> str:
    texts = scene.texts
    newest = runs[-1]
    odd = [int(code[:4]) for code in cores.exceptions(table, runs)]
    mostly = ["_mostly" if any(run.first <= year <= run.last for year in odd) else "" for run in runs]
    if len(runs) == 1 and newest.first == newest.last:
        return _single(table, newest.sector, scene)
    if len(runs) == 1:
        key = f"chart.two-cores.headline.always_{newest.sector}{mostly[0]}"
        return texts(key, first=newest.first, last=newest.last)
    sides = [texts(f"chart.two-cores.side.{run.sector}{often}") for run, often in zip(runs, mostly, strict=True)]
    if len(runs) == 2:
        key = f"chart.two-cores.headline.turn_{runs[0].sector}"
        return texts(key, last=runs[0].last, first=newest.first, before=sides[0], after=sides[1])
    key = f"chart.two-cores.headline.turns_{newest.sector}"
    return texts(key, count=len(runs) - 1, first=newest.first, side=sides[-1])


def _single(table: pd.DataFrame, sector: str, scene: Scene) -> str:
    """The one year with a leader: its longest pair in numbers."""
    pair = table[table["longest"] & (table["ahead"] == sector)].iloc[-1]
    shown = {code: scene.texts.percent(float(pair[code]), sign=True) for code in cores.ROLES}
    period = scene.texts.period_alone(pair["period"])
    return scene.texts(f"chart.two-cores.headline.single_{sector}", period=period, **shown)


def pieces_heading(rows: Sequence[Row], scene: Scene) -> tuple[str, str]:
    """What the second panel shows, from the newest sure pair of pieces and value added; and how to read it."""
    sure = [row for row in rows if not is_hollow(row, scene)]
    chips, worth = (
        {str(row["period"]): float(row["value"]) for row in sure if (row["sector"], row["indicator"]) == measured}
        for measured in ((cores.CHIPS, cores.OUTPUT), (cores.ELECTRONICS, cores.VALUE_ADDED))
    )
    newest = cores.newest_periods(chips.keys() & worth.keys(), most=1)
    key = finding(pieces=chips[newest[0]], worth=worth[newest[0]]) if newest else "plain"
    return scene.texts(f"chart.two-cores.pieces.{key}"), scene.texts("chart.two-cores.pieces.detail")


def finding(*, pieces: float, worth: float) -> str:
    """What growth in pieces and growth in value added (percent) say together: less, still, little or plain."""
    if pieces < 5 * STILL or worth >= pieces * LITTLE:
        return "plain"
    if worth <= -STILL:
        return "less"
    return "still" if worth < STILL else "little"


def note(rows: pd.DataFrame, scene: Scene) -> str:
    """How periods of a year stand to each other, exceptions, and figures of the report alone."""
    texts = scene.texts
    table = table_of(rows, scene)
    parts = []
    if (table["months"] < 12).any():
        parts.append(texts("chart.two-cores.note.kinds"))
    if not table["longest"].all():
        parts.append(texts("chart.two-cores.note.longest"))
    odd = cores.exceptions(table, runs_of(rows, scene))
    if odd:
        parts.append(
            texts("chart.two-cores.note.exception", periods=texts.listing([texts.period(code) for code in odd]))
        )
    if _pieces(rows, scene) and scene.form != "square":
        parts.append(texts("chart.two-cores.note.pieces"))
        parts += _report_only(rows, scene)
    return texts.sentence(*parts)


def cut(rows: pd.DataFrame, scene: Scene) -> str:
    """How many periods the form leaves to the table: shorter ones on a square, older ones of pieces on a slide."""
    shorter, pieces = int((~table_of(rows, scene)["longest"]).sum()), _pieces(rows, scene)
    left = {"square": shorter + pieces, "slide": max(0, pieces - ON_SLIDE)}.get(scene.form, 0)
    return scene.texts("chart.two-cores.note.cut", count=left) if left else ""


def _pieces(rows: pd.DataFrame, scene: Scene) -> int:
    """For how many periods chips in pieces are known."""
    chips = (cores.CHIPS, SUBJECT)
    return len({row["period"] for row in listed(rows, scene) if (row["sector"], row["area"]) == chips})


def _report_only(rows: pd.DataFrame, scene: Scene) -> list[str]:
    """Drawn figures that stand in the founding report alone, said so."""
    alone = [row for row in listed(rows, scene) if "report_only" in codes(row["flags"])]
    return [
        scene.texts(
            "chart.two-cores.note.unsure",
            sector=scene.label(str(row["sector"])),
            period=scene.texts.period(str(row["period"])),
            status=scene.snapshot.label("evidence", str(row["evidence"]), scene.texts.lang),
        )
        for row in alone
    ]


def alt(rows: pd.DataFrame, scene: Scene) -> str:
    """The chart in words: the finding, the longest pair of each year and the pieces beside them, newest first."""
    texts = scene.texts
    known = listed(rows, scene)
    pairs = [row for row in known if row["place"] == "pair"]
    table = table_of(rows, scene)
    told = []
    for period in reversed(list(table.loc[table["longest"], "period"])):
        both = {str(row["sector"]): _said(row, scene) for row in pairs if row["period"] == period}
        told.append(texts("chart.two-cores.alt.pair", period=texts.period_short(period), **both))
    beside = [row for row in known if (row["place"], row["indicator"]) == ("pieces", cores.OUTPUT)]
    for row in beside:
        told.append(
            texts(
                "chart.two-cores.alt.piece",
                period=texts.period_short(str(row["period"])),
                sector=scene.label(str(row["sector"])),
                measure=texts(f"chart.two-cores.pieces.{cores.OUTPUT}"),
                value=_said(row, scene),
            )
        )
    more = sum(row["place"] != "country" for row in known) - 2 * int(table["longest"].sum()) - len(beside)
    stop = texts("mark.stop")
    said = f"{texts('mark.semicolon').join(told)}{stop}"
    return texts.sentence(f"{headline(rows, scene)}{stop}", said, texts("alt.more", count=more) if more else "")


def _said(row: Mapping[str, Any], scene: Scene) -> str:
    """A value in words, with what makes it unsure."""
    value = values.in_words(row["value"], str(row["indicator"]), scene)
    status = SEPARATOR.join(words(row, scene))
    return scene.texts("chart.two-cores.alt.unsure", value=value, status=status) if status else value
