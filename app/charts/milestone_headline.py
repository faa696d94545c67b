"""The finding of the timeline, counted from the drawn events; it must not count any others."""

from __future__ import annotations

import pandas as pd

from app.charts import milestone_words as wording
from app.charts.spec import Scene
from app.charts.status import is_hollow
from app.i18n import SEPARATOR, Texts, opening
from app.queries import timeline as events
from app.queries.records import records

VEHICLES, CHIPS = "vehicles", "chips"
_NAMED = 2  # so many lanes are named, more are counted
_LONGEST = 40  # characters of search words in a headline


def headline(rows: pd.DataFrame, scene: Scene) -> str:
    """The finding of the drawn events, from the special to the general; a single one says itself where it is sure."""
    if len(rows) == 1:
        return _single(rows, scene)
    if scene.view.q:
        words = scene.view.q if len(scene.view.q) <= _LONGEST else scene.view.q[: _LONGEST - 1].rstrip() + "…"
        return _between("search", rows, scene, words=words)
    lanes = rows["category"].astype(str)
    if lanes.nunique() == 1:
        return _of_one_lane(rows, scene)
    if {VEHICLES, CHIPS} <= set(lanes):
        return _of_both_cores(rows, scene)
    if lanes.nunique() <= _NAMED:
        return _between("lane", rows, scene, category=_together(list(dict.fromkeys(lanes)), scene))
    return _between("lanes", rows, scene, lanes=lanes.nunique())


def _together(lanes: list[str], scene: Scene) -> str:
    """The names of lanes; those of several words may hold an „and“ of their own, so that another does not join them."""
    names = [wording.category(code, scene) for code in lanes]
    if any(" " in name for name in names):
        return SEPARATOR.join(names)
    if scene.texts.lang == "en":
        names[1:] = [name.lower() for name in names[1:]]
    return scene.texts.listing(names)


def _single(rows: pd.DataFrame, scene: Scene) -> str:
    row = records(rows)[0]
    date = scene.texts.date(str(row["date"]))
    if is_hollow(row, scene):
        return scene.texts("chart.milestones.headline.single_unsure", date=date)
    return scene.texts("chart.milestones.headline.single", date=date, title=wording.text(row, "title", scene))


def _of_one_lane(rows: pd.DataFrame, scene: Scene) -> str:
    """How many, and the year with the most of them where there is one such year."""
    category = wording.category(str(rows["category"].iloc[0]), scene)
    counts = events.per_year(rows)
    most = max(counts.values())
    years = [year for year, count in counts.items() if count == most]
    if len(counts) > 1 and len(years) == 1:
        return scene.texts(
            "chart.milestones.headline.lane_most", category=category, count=len(rows), year=years[0], most=most
        )
    return _between("lane", rows, scene, category=category)


def _of_both_cores(rows: pd.DataFrame, scene: Scene) -> str:
    """Over all years when the second core began, else how many events each core has; doubtful ones date nothing."""
    texts = scene.texts
    lanes = rows["category"].astype(str)
    sure = rows[[not is_hollow(row, scene) for row in records(rows)]]
    began = {core: sure.loc[sure["category"].astype(str) == core, "start"].min() for core in (VEHICLES, CHIPS)}
    words = {
        "count": len(rows),
        "vehicles": wording.category(VEHICLES, scene),
        "chips": wording.category(CHIPS, scene),
        "vehicle_count": int((lanes == VEHICLES).sum()),
        "chip_count": int((lanes == CHIPS).sum()),
    }
    if texts.lang == "en":  # names of categories begin with a capital letter, within a sentence they do not
        words |= {name: str(words[name]).lower() for name in (VEHICLES, CHIPS)}
    if scene.view.time == events.EVERYTHING and began[VEHICLES] < began[CHIPS] - 1:
        found = texts("chart.milestones.headline.cores", year=int(began[CHIPS]), **words)
    else:
        found = texts("chart.milestones.headline.both", span=span_words(scene.view.time, texts), **words)
    return opening(found)


def _between(key: str, rows: pd.DataFrame, scene: Scene, **words: object) -> str:
    """A count with the first and the last year, or the one year of all."""
    first, last = int(rows["start"].iloc[0]), int(rows["start"].max())
    key = f"{key}_{'year' if first == last else 'years'}"
    return scene.texts(f"chart.milestones.headline.{key}", count=len(rows), first=first, last=last, **words)


def span_words(span: str, texts: Texts, *, alone: bool = False) -> str:
    """A span in words; ``alone`` where it is not part of a sentence."""
    first, _, last = span.partition("..")
    form = "alone" if alone else "inside"
    if span == events.EVERYTHING:
        return texts(f"milestone.time.all.{form}")
    if last == events.LATEST:
        return texts(f"milestone.time.since.{form}", first=texts.period_short(first))
    if first == last:
        return texts(f"milestone.time.one.{form}", first=texts.period_short(first))
    if first == events.EARLIEST:
        return texts(f"milestone.time.until.{form}", last=texts.period_short(last))
    return texts(f"milestone.time.between.{form}", first=texts.period_short(first), last=texts.period_short(last))
