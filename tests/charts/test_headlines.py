"""Headlines against the drawn rows: no sector, number or direction that they do not hold, in any view and language."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.charts import story
from app.charts.history_finding import comparable
from app.charts.history_marks import drawn_values
from app.charts.output_index_words import name_of
from app.charts.registry import all_charts
from app.charts.spec import Chart, Control, Scene
from app.charts.status import hollow_of
from app.i18n import Texts
from app.period import Period
from app.queries import changan
from app.queries import output_index as index
from app.queries import targets as plans
from app.queries.records import records
from app.state import FORMS, LANGUAGES, ViewState
from app.store.snapshot import Snapshot
from tests.claims import Claim, claim_of, named, names_of_sectors, numbers, without_periods

pytestmark = pytest.mark.matrix

CHARTS = all_charts()
# A word that is a sector's name and the name of the whole whose share or growth a chart is about.
WHOLES = {"new-industries-share": {"industry"}, "growth-contribution": {"industry"}}
# Texts that may stand behind another one of the same chart.
TAILS = {
    "sector-growth": ("headline.gdp", "headline.country"),
    "vehicle-output": ("headline.share",),
    "targets": ("headline.weak_one", "headline.weak_only", "headline.weak_two", "headline.weak_many"),
}
# Texts that stand inside another one.
NOT_ALONE = {
    "growth-history": {"kind"},
    "output-index": {"sector", "times"},
}
CHANGES = ("as it is", "as it is", "permuted", "signs", "equal", "weak", "thinned")
# What a chart's rows can be: counts are not negative, and what is counted from dates and results stays as it is.
UNCHANGED = {
    "vehicle-output": {"signs"},
    "output-index": {"signs"},
    "milestones": {"permuted", "signs", "equal"},
    "targets": {"permuted", "signs", "equal"},
    "changan-millions": set(CHANGES[2:]),
    "key-figures": {"permuted"},
}
BOUNDED = settings(
    derandomize=True,
    max_examples=60,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # a failure says its headline; making it smaller takes minutes
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def view_of(data: st.DataObject, chart: Chart, snapshot: Snapshot, texts: Texts) -> ViewState:
    """A view made of what the controls offer, one after the other, and of what there is not."""
    state = ViewState(form=data.draw(st.sampled_from(FORMS), label="form"))
    controls = _controls(chart, snapshot, state, texts)
    for parameter in chart.parameters:
        if parameter == "milestone":
            continue
        if parameter == "series" and state.period:
            controls = _controls(chart, snapshot, state, texts)  # the period decides what else is offered
        asked = data.draw(_choices(parameter, controls), label=parameter)
        state = replace(state, **{parameter: tuple(asked) if isinstance(asked, list) else asked})
    return chart.resolve(snapshot, state, texts).view


def _controls(chart: Chart, snapshot: Snapshot, state: ViewState, texts: Texts) -> Mapping[str, Control]:
    key = (chart.slug, state.period)
    if key not in CONTROLS:
        found = chart.resolve(snapshot, state, texts).controls
        CONTROLS[key] = {control.parameter: control for control in found}
    return CONTROLS[key]


def _choices(parameter: str, controls: Mapping[str, Control]) -> st.SearchStrategy[str | list[str]]:
    control = controls.get("series" if parameter == "focus" and "focus" not in controls else parameter)
    offered = [option.value for option in control.options] if control else []
    one: st.SearchStrategy[str] = st.sampled_from([*offered, ODD.get(parameter, "no_such_thing")])
    if parameter == "time":
        spans = st.tuples(st.integers(1994, 2027), st.integers(0, 12))
        one = one | spans.map(lambda span: f"{span[0]}..{span[0] + span[1]}")
    if parameter == "q":
        one = st.sampled_from(["", "Changan", "BOE", "2025", "chip 2024", "zzzz"])
    if parameter in ("series", "category"):
        return st.just([]) | st.lists(one, max_size=5, unique=True)
    return st.just("") | one


SLOW = ("output-index", "targets", "vehicle-output")  # few views, much to compute
CONTROLS: dict[tuple[str, str], Mapping[str, Control]] = {}
ODD = {"period": "1901", "time": "1901..1902", "compare": "1901-H1", "base": "1901"}


def changed(rows: pd.DataFrame, slug: str, how: str, seed: int) -> pd.DataFrame:
    """The rows with other values or other evidence, or fewer of them: what other data would have drawn."""
    if how in UNCHANGED.get(slug, ()) or how == "as it is":
        return rows
    chance = random.Random(seed)
    rows = rows.copy()
    column = "period" if slug in ("two-cores", "growth-contribution") else "sector"
    keys = sorted(rows[column].astype(str).unique())
    some = rows[column].astype(str).isin(chance.sample(keys, chance.randint(1, len(keys))))
    if how == "weak":
        return rows.assign(evidence=rows["evidence"].astype(object).where(~some, "weak"))
    if how == "thinned":
        return rows[some].reset_index(drop=True)
    values = rows["value"].astype(float).copy()
    if how == "signs":
        values = values.where(~some, -values)
    elif how == "equal":
        values = values.where(~some, float(values[some].iloc[0]))
    else:
        groups = rows["place"] if "place" in rows else rows["sector"].astype(str)
        for _, own in values.groupby(groups):
            values.loc[own.index] = chance.sample(own.tolist(), len(own))
    return rows.assign(value=values)


def firm(rows: pd.DataFrame, scene: Scene) -> pd.DataFrame:
    """The rows that may carry a headline."""
    if "evidence" not in rows:
        return rows
    return rows[[not hollow for hollow in hollow_of(rows, scene)]]


def keys_of(slug: str, texts: Texts) -> list[str]:
    """The texts a chart's headline may be."""
    apart = {f"chart.{slug}.{tail}" for tail in TAILS.get(slug, ())}
    inside = {f"chart.{slug}.headline.{part}" for part in NOT_ALONE.get(slug, ())} | {f"chart.{slug}.compare.pieces"}
    start = (f"chart.{slug}.headline.", f"chart.{slug}.compare.")
    found = [key for key in texts.entries if key.startswith(start) and key not in apart | inside]
    return [key for key in found if key.count(".") == 3]  # what lies deeper stands inside another one


def read(headline: str, slug: str, texts: Texts) -> Claim:
    tails = tuple(f"chart.{slug}.{tail}" for tail in TAILS.get(slug, ()))
    return claim_of(headline, texts, keys=keys_of(slug, texts), tails=tails)


def codes_in(part: str, scene: Scene, rows: pd.DataFrame) -> list[str]:
    """The sectors a part of a headline names, of those that are drawn."""
    drawn = set(rows["sector"].astype(str))
    found, _ = named(part, names_of_sectors(scene))
    return [next(iter(codes & drawn), "") for codes in found]


# What may be said beyond the values of the rows: counts, differences and multiples of them, by chart.


def _no_more(rows: pd.DataFrame, scene: Scene) -> list[float]:
    return []


def _distances(rows: pd.DataFrame, scene: Scene) -> list[float]:
    """Percentage points between two values of a sector for the same part of a year."""
    own = rows[rows["place"] == "value"]
    groups = own.groupby([own["sector"].astype(str), "months"])["value"]
    alike = range(3, own["sector"].nunique() + 1)  # so many sectors may share a place
    return [*(abs(a - b) for _, values in groups for a, b in combinations(values.astype(float), 2)), *alike]


def _index_changes(rows: pd.DataFrame, scene: Scene) -> list[float]:
    values = rows["value"].astype(float)
    return [*(values - 100), *(values / 100)]


def _counts_of_targets(rows: pd.DataFrame, scene: Scene) -> list[float]:
    kept = rows[rows["state"].isin(plans.COMPARED) & (rows["kind"] != plans.FORECAST)]
    return [len(rows), len(kept), int((kept["state"] == plans.HIT).sum())]


def _counts_of_events(rows: pd.DataFrame, scene: Scene) -> list[float]:
    lanes = rows["category"].astype(str)
    years = rows["date"].str[:4]
    return [len(rows), lanes.nunique(), *lanes.value_counts(), *years.value_counts()]


def _changes_of_the_lead(rows: pd.DataFrame, scene: Scene) -> list[float]:
    pairs = rows[rows["place"] == "pair"]
    leaders: list[str] = []
    for _, year in sorted(pairs.groupby("year"), key=lambda item: item[0]):
        longest = year[year["months"] == year["months"].max()].set_index("sector")["value"]
        if longest.get("electronics") != longest.get("automotive") and len(longest) == 2:
            leaders.append("electronics" if longest["electronics"] > longest["automotive"] else "automotive")
    return [sum(a != b for a, b in pairwise(leaders))]


def _steps(rows: pd.DataFrame, scene: Scene) -> list[float]:
    """Vehicles between two steps, and the years and months that took."""
    known = records(rows)
    gaps = [changan.gap(a, b) for a, b in combinations(known, 2)]
    levels = [b["level"] - a["level"] for a, b in combinations(known, 2)]
    return [*levels, *(gap.years for gap in gaps), *(gap.months for gap in gaps)]


def _ties(rows: pd.DataFrame, scene: Scene) -> list[float]:
    parts = rows[rows["place"] == "part"]
    return [int(n) for _, own in parts.groupby("period") for n in own["value"].value_counts() if n > 1]


def _tied_bars(rows: pd.DataFrame, scene: Scene) -> list[float]:
    """How many share a value or a change, and how large the change is."""
    bars = rows[rows["place"] == "bar"]
    both = bars.merge(rows[rows["place"] == "before"], on=["sector", "indicator"], suffixes=("", "_before"))
    change = (both["value"] - both["value_before"]).abs().round(6)
    return [*bars["value"].value_counts(), *change, *change.value_counts()]


BEYOND: Mapping[str, Callable[[pd.DataFrame, Scene], list[float]]] = {
    "sector-growth": _tied_bars,
    "growth-history": _distances,
    "output-index": _index_changes,
    "targets": _counts_of_targets,
    "milestones": _counts_of_events,
    "two-cores": _changes_of_the_lead,
    "changan-millions": _steps,
    "growth-contribution": _ties,
}


# Which way it goes, by chart: `rows` are the sure ones, `drawn` all of them.


def _ranking(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    bars = drawn[drawn["place"] == "bar"]
    family = bars[bars["indicator"] == bars["indicator"].iloc[0]]
    if (drawn["place"] == "before").any():
        return _comparison(claim, rows, drawn, scene)
    if claim.key == "unsure":
        assert "gdp_tail" not in claim.parts or not claim.parts["gdp_tail"]
        return None
    shown = family[family["sector"] != "industry"] if len(family) > 1 else family
    told = codes_in(claim.text, scene, family)
    value = shown.loc[shown["sector"].astype(str).isin(told), "value"].max()
    if not told:
        count, value = (numbers(claim.parts[name], scene.texts.lang)[0].value for name in ("sector", "value"))
        assert (rows.loc[rows["place"] == "bar", "value"].astype(float).round(2) == round(value, 2)).sum() >= count
    if not claim.key.startswith("single"):
        assert value >= shown["value"].max() - 0.05, "something drawn grows faster"
    if claim.key.startswith("fastest"):
        assert value > 0
    if claim.key.endswith("_tie"):
        assert sum(abs(float(other) - value) <= 0.05 for other in shown["value"]) > 1
    said = numbers(claim.parts["value"], scene.texts.lang)[0]
    assert all(said.is_one_of(shown.loc[shown["sector"] == code, "value"]) for code in told), (
        "a value of another sector"
    )
    if claim.parts.get("gdp_tail"):
        city = rows[rows["place"] == "reference"]["value"]
        assert numbers(claim.parts["gdp_tail"], scene.texts.lang)[0].is_one_of(city)
    if claim.parts.get("country_tail"):
        _beside_the_country(claim, shown, drawn, scene)
    if claim.key == "none_grows":
        assert (shown["value"] <= 0).all(), "something drawn grows"
    return None


def _changes(rows: pd.DataFrame) -> pd.DataFrame:
    """Sector, values then and now and how far apart they are, of the first family that has such pairs."""
    both = rows[rows["place"] == "bar"].merge(
        rows[rows["place"] == "before"], on=["sector", "indicator"], suffixes=("", "_before")
    )
    both = both[both["indicator"].astype(str) == str(both["indicator"].iloc[0])] if len(both) else both
    both = both[both["sector"] != "industry"] if len(both) > 1 else both
    return both.assign(size=(both["value"] - both["value_before"]).abs().astype(float).round(6))


def _comparison(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    both = _changes(rows)
    if claim.key in ("unsure", "same"):
        assert both.empty if claim.key == "unsure" else (not both.empty and (both["size"] == 0).all())
        return
    if claim.key == "tie":
        assert (both["size"] == both["size"].max()).sum() > 1
        assert numbers(claim.parts["span"], scene.texts.lang)[0].is_one_of([both["size"].max()])
        return
    told = both[both["sector"] == codes_in(claim.text, scene, both)[0]].iloc[0]
    assert told["size"] == both["size"].max() > 0
    in_pieces = scene.texts("chart.sector-growth.compare.pieces") in claim.text
    assert in_pieces == (told["indicator"] == "output_growth")
    for name, column in (("old", "value_before"), ("new", "value")):
        assert numbers(claim.parts[name], scene.texts.lang)[0].is_one_of([told[column]])
    every = _changes(drawn[drawn["indicator"] == told["indicator"]])
    if claim.key == "single":
        assert len(every) == 1 or told["sector"] == "industry" or every["size"].max() > told["size"]
        return
    assert (told["value"] > told["value_before"]) == (claim.key == "up")
    assert told["size"] >= every["size"].max(), "something drawn changed more"


def _beside_the_country(claim: Claim, shown: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    """China's value is that of the one sector drawn, of the same measure and period, and sure."""
    assert len(shown) == 1
    own = shown.iloc[0]
    same = drawn[(drawn["place"] == "tick") & (drawn["sector"] == own["sector"])]
    same = firm(same[(same["indicator"] == own["indicator"]) & (same["period"] == own["period"])], scene)
    assert scene.area("china") in claim.parts["country_tail"]
    assert numbers(claim.parts["country_tail"], scene.texts.lang)[0].is_one_of(same["value"])


def _history(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    found = drawn_values(rows, scene)
    own = pd.DataFrame(found) if found else rows.iloc[:0]
    apart = comparable(tuple(dict.fromkeys(own["sector"].astype(str))), scene)
    own = own[own["sector"].astype(str).isin(apart)]
    if claim.key == "tie":
        _alike(claim, own, scene)
    if claim.key in ("leader", "leader_tie") and codes_in(claim.text, scene, own):
        sector = codes_in(claim.text, scene, own)[0]
        value = own[own["sector"] == sector]
        newest = [p for p in value["period"] if scene.texts.period(str(p)) == claim.parts["period"]]
        assert (
            float(value.loc[value["period"] == newest[0], "value"].iloc[0])
            == own.loc[own["period"] == newest[0], "value"].max()
        )
    if claim.key not in ("turn", "wide", "alone"):
        return
    (start, first), (end, last) = (_dated(claim, *names, scene) for names in (("start", "first"), ("end", "last")))
    sector = codes_in(claim.text, scene, own)[0]
    assert start < end
    like = own[(own["sector"] == sector) & own["year"].isin([start, end])]
    months = next(
        m
        for m, pair in like.groupby("months")
        if len(pair) == 2 and list(pair.sort_values("year")["value"]) == pytest.approx([first, last])
    )
    assert (first * last < 0) or claim.key != "turn"
    if claim.key in ("turn", "wide"):
        spans = own[own["months"] == months].groupby("sector")["value"].agg(lambda values: values.max() - values.min())
        assert abs(last - first) >= spans.max() - 1e-6


def _alike(claim: Claim, own: pd.DataFrame, scene: Scene) -> None:
    """In one kind of period at least two sectors have the span that is said, and none has a wider one."""
    said = numbers(claim.parts["span"], scene.texts.lang)[0]
    found = []
    for _, like in own.groupby("months"):
        spans = like.groupby("sector")["value"].agg(lambda values: values.max() - values.min()).round(6)
        found.append(said.is_one_of([spans.max()]) and (spans == spans.max()).sum() > 1)
    assert any(found)


def _dated(claim: Claim, year: str, value: str, scene: Scene) -> tuple[int, float]:
    """A year and its value; in Chinese they stand without anything between them."""
    both = claim.parts[year] + claim.parts[value]
    found = re.search(r"\d{4}", both)
    assert found
    return int(found[0]), numbers(both.replace(found[0], "", 1), scene.texts.lang)[0].value


def _contribution(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    if claim.key not in ("more", "less", "level"):
        return
    value, before = (numbers(claim.parts[name], scene.texts.lang)[0].value for name in ("value", "before"))
    assert {"more": value > before, "less": value < before, "level": value == before}[claim.key]
    totals = [numbers(claim.parts[name], scene.texts.lang)[0].value for name in ("total", "before_total")]
    assert value <= totals[0]
    assert before <= totals[1]


def _share(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    if claim.key not in ("rise", "fall", "level"):
        return
    sector = codes_in(claim.text, scene, rows)[0]
    line = rows[(rows["sector"] == sector) & (rows["place"] == "line") & (rows["months"] == 12)]
    first, last = (float(line.loc[line["year"] == int(claim.parts[n]), "value"].iloc[0]) for n in ("first", "last"))
    assert {"rise": last > first, "fall": last < first, "level": last == first}[claim.key]


def _index(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    """Each sector stands with its newest sure value, and the highest stands first."""
    if claim.key == "unsure":
        return
    names = {name_of(code, scene).lower(): code for code in index.SECTORS}
    said = claim.parts["said"].lower()
    told = sorted((said.index(name), code) for name, code in names.items() if name in said)
    later = rows[rows["year"].astype(str) != scene.view.base]
    newest = {str(code): own.loc[own["year"].idxmax()] for code, own in later.groupby("sector", observed=True)}
    values = [float(newest[code]["value"]) for _, code in told]
    assert values == sorted(values, reverse=True)
    assert max(values) == max(float(row["value"]) for row in newest.values())
    for _, code in told:
        assert str(newest[code]["year"]) in said


def _cores(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    pairs = rows[rows["place"] == "pair"]
    pairs = pairs[pairs.groupby(pairs["period"].astype(str))["sector"].transform("count") == 2]
    if claim.key == "unsure":
        assert pairs.empty
        return
    table = pairs.pivot_table(index=["year", "months"], columns="sector", values="value", observed=True).reset_index()
    longest = table[table["months"] == table.groupby("year")["months"].transform("max")]
    ahead = longest["electronics"] - longest["automotive"]
    if claim.key.startswith("always"):
        side = 1 if "electronics" in claim.key else -1
        inside = longest["year"].between(int(claim.parts["first"]), int(claim.parts["last"]))
        assert (ahead[inside] * side >= 0).all()
        every = (table["electronics"] - table["automotive"]) * side
        assert claim.key.endswith("mostly") == bool((every[table["year"].between(*_ends(claim))] < 0).any())
    if claim.key.startswith("turn"):
        newest = longest[longest["year"] >= int(claim.parts["first"])]
        told = claim.parts.get("side") or claim.parts["after"]
        words = [scene.texts(f"chart.two-cores.side.electronics{often}") for often in ("", "_mostly")]
        side = 1 if told in words else -1
        assert ((newest["electronics"] - newest["automotive"]) * side >= 0).all()
    if claim.key.startswith("single"):
        said = {n: numbers(claim.parts[n], scene.texts.lang)[0].value for n in ("electronics", "automotive")}
        assert max(said, key=lambda name: said[name]) == claim.key.removeprefix("single_")
    if claim.key == "tie":
        assert (ahead == 0).all()


def _ends(claim: Claim) -> tuple[int, int]:
    return int(claim.parts["first"]), int(claim.parts["last"])


def _vehicles(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    counts = rows[rows["place"] == "all"].sort_values("year").set_index("year")["value"].astype(float)
    if claim.key in ("rise", "fall"):
        assert (counts.iloc[-1] > counts.iloc[0]) == bool(
            numbers(claim.parts["value"], scene.texts.lang)[0].value
            > numbers(claim.parts["before"], scene.texts.lang)[0].value
        ) or abs(counts.iloc[-1] / counts.iloc[0] - 1) < 0.01
    if claim.key == "level":
        assert counts.iloc[-1] == counts.iloc[0]
    if claim.key == "recovered":
        trough = int(claim.parts["trough"])
        assert counts[trough] < counts.iloc[-1]
        assert counts[trough] < counts[:trough].max()


def _targets(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    kept = drawn[drawn["state"].isin(plans.COMPARED) & (drawn["kind"] != plans.FORECAST)]
    hits = kept[kept["state"] == plans.HIT]
    wanted = {
        "all": len(kept) == len(hits) > 2,
        "all_two": len(kept) == len(hits) == 2,
        "none": len(hits) == 0 and len(kept) > 2,
        "none_two": len(hits) == 0 and len(kept) == 2,
        "some": 1 < len(hits) < len(kept),
        "some_one": 1 == len(hits) < len(kept),
        "only_hit": len(kept) == len(hits) == 1,
        "only_missed": len(kept) == 1 and len(hits) == 0,
    }
    assert wanted.get(claim.key, kept.empty)
    weak = hits["evidence"].isin(["weak", "founding"]) | hits["outcome_evidence"].isin(["weak", "founding"])
    says_weak = any(value for name, value in claim.parts.items() if name.endswith("_tail"))
    assert says_weak == bool(len(hits) and weak.all())


def _events(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    drawn = drawn.assign(year=drawn["date"].str[:4].astype(int), lane=drawn["category"].astype(str))
    if claim.key == "cores":
        sure = rows.assign(year=rows["date"].str[:4].astype(int))
        first = sure.groupby(sure["category"].astype(str))["year"].min()
        assert first["chips"] == int(claim.parts["year"]) > first["vehicles"]
    if claim.key == "lane_most":
        most = drawn["year"].value_counts()
        assert most.idxmax() == int(claim.parts["year"])
        assert most.max() == int(claim.parts["most"]) > most.iloc[1]
    if "vehicle_count" in claim.parts:
        lanes = drawn["lane"].value_counts()
        assert int(re.findall(r"\d+", claim.parts["vehicle_count"])[-1]) == lanes["vehicles"]
        assert int(re.findall(r"\d+", claim.parts["chip_count"])[-1]) == lanes["chips"]
    if claim.key.endswith("_years"):
        assert (drawn["year"].min(), drawn["year"].max()) == _ends(claim)
    if claim.key.endswith("_year"):
        assert set(drawn["year"]) == {int(claim.parts["first"])}
    names = {str(code): scene.snapshot.label("categories", code, scene.texts.lang) for code in _CATEGORIES(scene)}
    if claim.key in ("lane_years", "lane_year", "lane_most"):
        said = claim.parts["category"].casefold()
        assert set(drawn["lane"]) == {code for code, name in names.items() if name.casefold() in said}


def _CATEGORIES(scene: Scene) -> Sequence[str]:  # noqa: N802
    return [str(code) for code in scene.snapshot.tables["categories"]["category"]]


def _key_figures(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    """Pieces of chips, value added of electronics, and vehicles against industry, each from its newest sure row."""
    own = rows[rows["story"].astype(bool) & (rows["area"].astype(str) == "chongqing")]
    chips, worth, cars = (_newest(own, *figure) for figure in (story.CHIPS, story.ELECTRONICS, story.CARS))
    beside = own[own["period"] == cars["period"]] if cars is not None else own.iloc[:0]
    industry, part = (_newest(beside, *figure) for figure in (story.INDUSTRY, story.CARS_SHARE))
    if claim.key == "plain":
        assert chips is None or worth is None or cars is None or industry is None or chips["value"] <= 0
        return
    assert chips is not None
    assert worth is not None
    assert cars is not None
    assert industry is not None
    assert chips["value"] > 0
    ways = {
        "rose": worth["value"] >= story.STILL,
        "fell": worth["value"] <= -story.STILL,
        "still": 0 < worth["value"] < story.STILL,
        "no_more": -story.STILL < worth["value"] <= 0,
    }
    way, place = _sides(claim, scene)
    assert ways[way]
    ahead = cars["value"] > industry["value"]
    places = {
        "lead": ahead and cars["value"] > 0 and part is not None and part["value"] >= story.CARRYING,
        "ahead": ahead,
        "level": cars["value"] == industry["value"],
        "behind": cars["value"] < industry["value"],
    }
    assert places[place]


def _newest(rows: pd.DataFrame, sector: str, indicator: str) -> Mapping[str, Any] | None:
    own = records(rows[(rows["sector"] == sector) & (rows["indicator"] == indicator)])
    return max(own, key=lambda row: Period.parse(str(row["period"])), default=None)


def _sides(claim: Claim, scene: Scene) -> tuple[str, str]:
    """Which of the texts about chips and which of those about vehicles the headline is made of."""
    texts = scene.texts
    start = "chart.key-figures.headline"
    chips, vehicles = (
        [key for key in texts.entries if key.startswith(f"{start}.{about}.")] for about in ("chips", "vehicles")
    )
    found = [
        (first.rpartition(".")[2], second.rpartition(".")[2])
        for first in chips
        for second in vehicles
        if texts(f"{start}.both", first=texts(first), second=texts(second)) == claim.text
    ]
    assert len(found) == 1, "not made of two texts"
    return found[0]


def _pace(claim: Claim, rows: pd.DataFrame, drawn: pd.DataFrame, scene: Scene) -> None:
    """The steps as far apart in number as the two newest: the first of them, the last, and the time each took."""
    known = sorted(records(rows), key=lambda row: row["level"])
    size = known[-1]["level"] - known[-2]["level"]
    pairs = [(a, b) for a, b in combinations(known, 2) if b["level"] - a["level"] == size]
    assert numbers(f"{claim.parts['size']} {claim.parts['maker']}", scene.texts.lang)[0].value == size
    assert (claim.key == "single") == (len(pairs) == 1)
    for name, (first, second) in {"first": pairs[0], "last": pairs[-1]}.items():
        if name in claim.parts:
            _took(claim.parts[name], first, second, scene)


def _took(said: str, first: Mapping[str, Any], second: Mapping[str, Any], scene: Scene) -> None:
    """Two days are so many whole months apart; else the middles of what is known, so many years."""
    texts = scene.texts
    years = [int(n) for n in re.findall(r"(\d+)[\s年]*(?:Jahr|year|年)", said)] or re.findall(r"(\d+)年", said)
    months = re.findall(r"(\d+)\s*(?:Monat|month|个月)", said)
    if first["date_precision"] == second["date_precision"] == "day":
        start, end = (pd.Timestamp(str(row["date"])) for row in (first, second))
        whole = 12 * sum(int(n) for n in years) + sum(int(n) for n in months)
        assert start + pd.DateOffset(months=whole) <= end < start + pd.DateOffset(months=whole + 1)
        return
    assert said.startswith(texts("chart.changan-millions.about").partition("{")[0])
    assert not months
    middles = [(float(row["start"]) + float(row["end"])) / 2 for row in (first, second)]
    assert abs(int(years[0]) - (middles[1] - middles[0])) <= 0.5


DIRECTIONS: Mapping[str, Callable[[Claim, pd.DataFrame, pd.DataFrame, Scene], None]] = {
    "sector-growth": _ranking,
    "growth-history": _history,
    "growth-contribution": _contribution,
    "new-industries-share": _share,
    "output-index": _index,
    "two-cores": _cores,
    "vehicle-output": _vehicles,
    "targets": _targets,
    "milestones": _events,
    "key-figures": _key_figures,
    "changan-millions": _pace,
}


def holds(headline: str, rows: pd.DataFrame, chart: Chart, scene: Scene) -> None:
    """Every claim of a headline against the rows; it may speak of the sure ones, or the report's where said."""
    texts, slug = scene.texts, chart.slug
    claim = read(headline, slug, texts)
    sure = firm(rows, scene)
    spoken = rows[rows["evidence"] == "founding"] if claim.attributed else sure
    # A count is a fact about all that is drawn; milestones name no sectors but titles and fields of their own.
    counted = slug in ("targets", "milestones")
    if slug == "milestones" and len(rows) == 1:
        title = str(rows.iloc[0][f"title_{texts.lang}"])
        assert (title in headline) == (len(sure) == 1)
        return
    text = claim.text
    if scene.view.q:
        text = text.replace(scene.view.q, "\0")
    if slug != "milestones":
        found, text = named(text, names_of_sectors(scene))
        allowed = set((rows if counted else spoken)["sector"].astype(str)) | WHOLES.get(slug, set())
        assert all(codes & allowed for codes in found), "a sector that is not drawn or not sure"
    column = "date" if "date" in rows else "period"
    periods = {*rows[column].astype(str), *([scene.view.base] if scene.view.base else [])}
    if slug == "milestones":
        periods |= {part for part in scene.view.time.split("..") if part[:1].isdigit()}
    if "compare" in chart.parameters and scene.view.compare:
        periods.add(scene.view.compare)
    text = without_periods(text, periods, texts)
    values = [float(value) for value in spoken["value"]] if "value" in spoken and not counted else []
    values += BEYOND.get(slug, _no_more)(rows if counted else spoken, scene)
    wrong = [said.text for said in numbers(text, texts.lang) if not said.is_one_of(values)]
    assert not wrong, "numbers that no sure drawn row holds"
    if not claim.attributed:
        DIRECTIONS[slug](claim, sure, rows, scene)


@pytest.mark.parametrize("slug", CHARTS)
def test_a_headline_claims_nothing_that_the_drawn_rows_do_not_hold(
    slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    chart = CHARTS[slug]
    examples = 40 if slug in SLOW else 60 if chart.parameters else 20

    @settings(BOUNDED, max_examples=examples)
    @given(data=st.data())
    def holds_in_every_view(data: st.DataObject) -> None:
        view = view_of(data, chart, snapshot, texts["en"])
        rows = chart.select(snapshot, view)
        if rows.empty:
            return
        how = data.draw(st.sampled_from(CHANGES), label="change")
        rows = changed(rows, slug, how, data.draw(st.integers(0, 99), label="seed"))
        for lang in LANGUAGES:
            scene = Scene(snapshot=snapshot, view=replace(view, lang=lang), texts=texts[lang], form=view.form)
            headline = chart.headline(rows, scene)
            try:
                holds(headline, rows, chart, scene)
            except AssertionError as error:
                raise AssertionError(f"{headline!r} ({how}): {error}") from error

    holds_in_every_view()


RANKED = {
    "an unsure one is faster": ([("nev", 30.0, "weak"), ("automotive", 5.0, ""), ("materials", 1.0, "")], "single"),
    "an unsure one grows": ([("nev", 3.0, "weak"), ("automotive", -5.0, ""), ("materials", -9.0, "")], "single"),
    "several lead": ([("automotive", 5.0, ""), ("materials", 5.0, "")], "fastest_tie"),
    "none grows": ([("automotive", -5.0, ""), ("materials", -9.0, "")], "none_grows"),
    "one alone": ([("automotive", 5.0, "")], "single"),
    "all unsure": ([("automotive", 5.0, "weak"), ("materials", 1.0, "weak")], "unsure"),
    "only the report": ([("automotive", 5.0, "founding"), ("materials", 1.0, "weak")], "fastest"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", RANKED)
def test_every_turn_of_the_ranking_in_every_language(
    case: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    values, key = RANKED[case]
    columns = {"area": "chongqing", "indicator": "value_added_growth", "period": "2024", "flags": ""}
    rows = pd.DataFrame(
        [
            {**columns, "sector": sector, "value": value, "evidence": evidence or "official", "place": "bar"}
            for sector, value, evidence in values
        ]
    )
    gdp = {**columns, "sector": "total_economy", "indicator": "gdp_growth", "value": 5.3, "place": "reference"}
    scene = Scene(snapshot=snapshot, view=ViewState(period="2024", lang=lang), texts=texts[lang])
    for evidence in ("official", "weak"):
        drawn = pd.concat([rows, pd.DataFrame([{**gdp, "evidence": evidence}])], ignore_index=True)
        headline = CHARTS["sector-growth"].headline(drawn, scene)
        claim = read(headline, "sector-growth", texts[lang])
        if claim.key in ("fastest", "fastest_several") and key.startswith("fastest"):  # in Chinese they are the same
            claim = replace(claim, key=key)
        assert claim.key == key
        assert claim.attributed == (case == "only the report")
        assert bool(claim.parts.get("gdp_tail")) == (
            evidence == "official" and key != "unsure" and not claim.attributed
        )
        holds(headline, drawn, CHARTS["sector-growth"], scene)
