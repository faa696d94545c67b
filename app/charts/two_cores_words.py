"""What the chart of the two cores says: headline, heading of the second panel, note, alt; it must not draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.spec import Scene
from app.charts.status import codes, is_hollow, words
from app.queries import cores
from app.queries.growth import SUBJECT
from app.queries.records import records, where

STILL = 1.0  # percent: growth of value added below which it is said to stand still
ON_SLIDE = 4  # periods of the second panel that a slide has room for
LITTLE = 0.2  # part of the growth in pieces below which growth of value added is said to be small


def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """Who was ahead when, from the pairs of sure values; the longest period of a year stands for it."""
    firm = firm_pairs(rows, scene)
    if firm.empty:
        return scene.texts("chart.two-cores.headline.unsure")
    table = cores.wide_pairs(firm)
    runs = cores.leads(table)
    if not runs:
        return scene.texts("chart.two-cores.headline.tie")
    return _of_runs(table, runs, scene)


def firm_pairs(rows: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The rows of pairs of which neither value is unsure."""
    pairs = rows[rows["place"] == "pair"]
    unsure = {row["period"] for row in records(pairs) if is_hollow(row, scene)}
    return pairs[~pairs["period"].isin(unsure)]


def runs_of(rows: pd.DataFrame, scene: Scene) -> tuple[cores.Lead, ...]:
    """Who is ahead from when to when, from the pairs of sure values."""
    firm = firm_pairs(rows, scene)
    return () if firm.empty else cores.leads(cores.wide_pairs(firm))


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
    period = scene.texts.period(pair["period"])
    period = period[0].upper() + period[1:]
    return scene.texts(f"chart.two-cores.headline.single_{sector}", period=period, **shown)


def pieces_heading(rows: pd.DataFrame, scene: Scene) -> tuple[str, str]:
    """What the second panel shows, from the newest sure pair of pieces and value added; and how to read it."""
    sure = where(rows, (not is_hollow(row, scene) for row in records(rows)))
    chips = sure[(sure["sector"] == cores.CHIPS) & (sure["indicator"] == cores.OUTPUT)]
    worth = sure[(sure["sector"] == cores.ELECTRONICS) & (sure["indicator"] == cores.VALUE_ADDED)]
    both = chips.merge(worth[["period", "value"]], on="period", suffixes=("", "_worth")).sort_values("end")
    key = "plain"
    if not both.empty:
        key = finding(pieces=float(both.iloc[-1]["value"]), worth=float(both.iloc[-1]["value_worth"]))
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
    pairs = rows[rows["place"] == "pair"]
    table = cores.wide_pairs(pairs)
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
    if _pieces(rows) and scene.form != "square":
        parts.append(texts("chart.two-cores.note.pieces"))
        parts += _report_only(rows, scene)
    return texts.sentence(*parts)


def cut(rows: pd.DataFrame, scene: Scene) -> str:
    """How many periods the form leaves to the table: shorter ones on a square, older ones of pieces on a slide."""
    shorter = int((~cores.wide_pairs(rows[rows["place"] == "pair"])["longest"]).sum())
    left = {"square": shorter + _pieces(rows), "slide": max(0, _pieces(rows) - ON_SLIDE)}.get(scene.form, 0)
    return scene.texts("chart.two-cores.note.cut", count=left) if left else ""


def _pieces(rows: pd.DataFrame) -> int:
    """For how many periods chips in pieces are known."""
    return int(rows.loc[(rows["sector"] == cores.CHIPS) & (rows["area"] == SUBJECT), "period"].nunique())


def _report_only(rows: pd.DataFrame, scene: Scene) -> list[str]:
    """Drawn figures that stand in the founding report alone, said so."""
    alone = [row for row in records(rows) if "report_only" in codes(row["flags"])]
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
    pairs = rows[rows["place"] == "pair"]
    table = cores.wide_pairs(pairs)
    listed = []
    for period in reversed(list(table.loc[table["longest"], "period"])):
        both = {str(row["sector"]): _said(row, scene) for row in records(pairs[pairs["period"] == period])}
        listed.append(texts("chart.two-cores.alt.pair", period=texts.period_short(period), **both))
    beside = rows[(rows["place"] == "pieces") & (rows["indicator"] == cores.OUTPUT)]
    for row in records(beside):
        listed.append(
            texts(
                "chart.two-cores.alt.piece",
                period=texts.period_short(str(row["period"])),
                sector=scene.label(str(row["sector"])),
                measure=texts(f"chart.two-cores.pieces.{cores.OUTPUT}"),
                value=_said(row, scene),
            )
        )
    more = len(rows[rows["place"] != "country"]) - 2 * int(table["longest"].sum()) - len(beside)
    stop = texts("mark.stop")
    said = f"{texts('mark.semicolon').join(listed)}{stop}"
    return texts.sentence(f"{headline(rows, scene)}{stop}", said, texts("alt.more", count=more) if more else "")


def _said(row: Mapping[str, Any], scene: Scene) -> str:
    """A value in words, with what makes it unsure."""
    value = values.in_words(row["value"], str(row["indicator"]), scene)
    status = scene.texts("mark.separator").join(words(row, scene))
    return scene.texts("chart.two-cores.alt.unsure", value=value, status=status) if status else value
