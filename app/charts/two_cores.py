"""The pace of electronics against automotive in value added, and output in pieces beside value added."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from app.charts import values
from app.charts.choices import Choices, button_control
from app.charts.once import listed, once
from app.charts.sourcing import notes_of
from app.charts.spans import choose_span, span_control, within
from app.charts.spec import Chart, Key, Note, Resolution, Scene, Shape
from app.charts.status import codes, is_hollow
from app.charts.two_cores_words import ON_SLIDE, alt, cut, headline, note, pieces_heading, runs_of, table_of
from app.figures.pair_marks import Era
from app.figures.pairs_and_pieces import Pieces, pairs_and_pieces
from app.figures.pieces import Measure
from app.i18n import Texts
from app.period import Period
from app.queries import cores
from app.queries.growth import SUBJECT
from app.queries.records import records, where
from app.state import ViewState
from app.store.snapshot import Snapshot

MEASURES = {"all": 0, "years": 12, "halves": 6}  # months of the periods shown; 0: of any kind
NEWEST = 6  # periods of the second panel
MEASURED = (
    (cores.OUTPUT, cores.CHIPS, "chips"),
    (cores.VALUE_ADDED, cores.ELECTRONICS, "chips"),
    (cores.OUTPUT, cores.NEW_ENERGY, "vehicles"),
)


def resolve(snapshot: Snapshot, state: ViewState, texts: Texts) -> Resolution:
    """Which kind of periods, and which years."""
    choices = Choices(state)
    known = pd.concat([cores.pair_rows(snapshot), cores.piece_rows(snapshot)])
    measure = choices.one("measure", tuple(MEASURES), default="all")
    view = replace(state, measure=measure, period="")
    measures = button_control(
        "measure",
        MEASURES,
        label="chart.two-cores.control.measure",
        words="chart.two-cores.measure",
        value=measure,
        default="all",
        texts=texts,
    )
    if known.empty:
        return choices.resolution(
            view,
            (measures,),
        )
    view = replace(view, time=choose_span(choices, known))
    return choices.resolution(
        view,
        (
            measures,
            span_control(choices, known, texts),
        ),
    )


def select(snapshot: Snapshot, view: ViewState) -> pd.DataFrame:
    """Columns of observations and ``place``: pair, pieces (in the second panel alone), country.

    ``country`` are China's values of the same measures and periods: for hover and table.
    """
    pairs = cores.pair_rows(snapshot)
    pairs = pairs if pairs.empty else _of_kind(within(pairs, view.time), view)
    if pairs.empty:
        return pairs
    beside = within(cores.piece_rows(snapshot), view.time)
    beside = _of_kind(beside[beside["period"].isin(cores.newest_periods(beside["period"], most=NEWEST))], view)
    drawn = set(zip(pairs["sector"].astype(str), pairs["period"].astype(str), strict=True))
    keys = zip(beside["sector"].astype(str), beside["period"].astype(str), strict=True)
    rows = pd.concat(
        [pairs.assign(place="pair"), where(beside, (key not in drawn for key in keys)).assign(place="pieces")]
    )
    return pd.concat([rows, cores.country_rows(snapshot, rows).assign(place="country")], ignore_index=True)


def _of_kind(rows: pd.DataFrame, view: ViewState) -> pd.DataFrame:
    """The rows whose periods are of the chosen kind."""
    months = MEASURES[view.measure]
    return rows[rows["months"] == months] if months else rows


def draw(rows: pd.DataFrame, scene: Scene) -> Mapping[str, Any]:
    """Pairs of growth rates, and beside them pieces against value added."""
    texts = scene.texts
    table = table_of(rows, scene)
    shown = table[table["longest"]] if scene.form == "square" else table
    runs = runs_of(rows, scene)
    told = cores.exceptions(table, runs)
    eras = [
        Era(
            first=lead.first,
            last=lead.last,
            role=cores.ROLES[lead.sector],
            text=texts(f"chart.two-cores.era.{lead.sector}"),
        )
        for lead in runs
    ]
    return pairs_and_pieces(
        pd.DataFrame([_pair(row, rows, told, scene) for row in records(shown)]),
        form=scene.form,
        eras=eras,
        names={side: _name(sector, scene) for sector, side in cores.ROLES.items()},
        gap_word=texts("chart.two-cores.gap"),
        number=lambda value: texts.number(value, sign=True),
        beside=_beside(rows, scene),
    )


def _pair(pair: Mapping[str, Any], rows: pd.DataFrame, told: Collection[str], scene: Scene) -> dict[str, Any]:
    """A pair as the figure wants it; ``told`` are shorter periods whose numbers are shown as well."""
    period = Period.parse(pair["period"])
    found: dict[str, Any] = {
        "year": period.year,
        "kind": kind_of(period, scene.texts, form=scene.form),
        "whole": period.kind == "year",
        "strong": bool(pair["longest"]),
        "numbers": bool(pair["longest"]) or pair["period"] in told,
        "role": cores.ROLES.get(pair["ahead"], "filling"),
    }
    for sector, side in cores.ROLES.items():
        row = _placed(rows, scene)["pair", sector, cores.VALUE_ADDED, period.code]
        found |= {
            side: float(row["value"]),
            f"{side}_text": values.plain(row["value"], cores.VALUE_ADDED, scene),
            f"{side}_hollow": is_hollow(row, scene),
            f"{side}_hover": _hover(row, rows, scene),
        }
    return found


def _name(sector: str, scene: Scene) -> str:
    """The name of a sector with a soft hyphen where the language parts such words."""
    name, part = values.escape(scene.label(sector)), scene.texts("chart.two-cores.hyphen_before")
    return name.replace(part, f"\N{SOFT HYPHEN}{part}") if part else name


def kind_of(period: Period, texts: Texts, *, form: str = "") -> str:
    """The kind of a period for a tick above its year; on a square, where columns are wide, in fewer lines."""
    kind = period.kind if period.kind in ("year", "Q1", "H1", "9M") else "months"
    return texts(f"chart.two-cores.{'kind_square' if form == 'square' else 'kind'}.{kind}", number=period.months)


@once
def _placed(rows: pd.DataFrame, scene: Scene) -> Mapping[tuple[str, str, str, str], Mapping[str, Any]]:
    """Every row by place, sector, measure and period."""
    names = ("place", "sector", "indicator", "period")
    return {tuple(row[name] for name in names): row for row in listed(rows, scene)}


def _hover(row: Mapping[str, Any], rows: pd.DataFrame, scene: Scene) -> str:
    """The hover card, with China's value of the same measure and period where it is known."""
    other = _placed(rows, scene).get(("country", row["sector"], row["indicator"], row["period"]))
    card = values.hover(row, scene)
    if other:
        shown = values.in_words(other["value"], str(other["indicator"]), scene)
        card += "<br>" + scene.texts("chart.two-cores.country", place=scene.area(str(other["area"])), value=shown)
    return card


def _beside(rows: pd.DataFrame, scene: Scene) -> Pieces | None:
    """The second panel, where there are chips in pieces to show."""
    city = [row for row in listed(rows, scene) if row["place"] != "country"]
    chips = [row["period"] for row in city if (row["sector"], row["indicator"]) == (cores.CHIPS, cores.OUTPUT)]
    if not chips:
        return None
    periods = cores.newest_periods(chips, most=ON_SLIDE if scene.form == "slide" else NEWEST)
    measured = [one for one in MEASURED if scene.snapshot.has("sectors", one[1])]
    found = [
        _piece(row, periods.index(str(row["period"])), number, rows, scene)
        for number, (indicator, sector, _) in enumerate(measured)
        for row in city
        if (row["indicator"], row["sector"]) == (indicator, sector) and row["period"] in periods
    ]
    measures = [
        Measure(
            role=role,
            pieces=indicator == cores.OUTPUT,
            name=values.escape(scene.label(sector)),
            detail=scene.texts(f"chart.two-cores.pieces.{indicator}"),
        )
        for indicator, sector, role in measured
    ]
    title, detail = pieces_heading(city, scene)
    names = [scene.texts.period_short(code) for code in periods]
    return Pieces(title=title, detail=detail, measures=measures, rows=names, values=pd.DataFrame(found))


def _piece(row: Mapping[str, Any], place: int, number: int, rows: pd.DataFrame, scene: Scene) -> dict[str, Any]:
    text = values.plain(row["value"], str(row["indicator"]), scene)
    bound = "at_least" in codes(row["flags"])
    return {
        "row": place,
        "measure": number,
        "value": float(row["value"]),
        "text": scene.texts("chart.two-cores.bound", value=text) if bound else text,
        "hollow": is_hollow(row, scene),
        "hover": _hover(row, rows, scene),
    }


def subtitle(rows: pd.DataFrame, scene: Scene) -> str:
    """Measure, place, years drawn, and whose figures they are."""
    table = table_of(rows, scene)
    return scene.texts(
        "chart.two-cores.subtitle",
        place=scene.area(SUBJECT),
        first=int(table["year"].min()),
        last=scene.texts.period(str(table["period"].iloc[-1])),
    )


def keys(rows: pd.DataFrame, scene: Scene) -> tuple[Key, ...]:
    """The two marks where they are not named in the plot, large and small ones, hollow ones."""
    texts = scene.texts
    found = []
    if scene.form != "wide":
        found += [
            Key(mark="diamond", role="chips", text=scene.label(cores.ELECTRONICS)),
            Key(mark="dot", role="vehicles", text=scene.label(cores.AUTOMOTIVE)),
        ]
    if not table_of(rows, scene)["longest"].all() and scene.form != "square":
        found.append(Key(mark="dot", role="other", text=texts("chart.two-cores.key.large")))
    if any(is_hollow(row, scene) for row in listed(rows, scene) if row["place"] != "country"):
        found.append(Key(mark="dot-hollow", role="other", text=texts("chart.two-cores.key.hollow")))
    return tuple(found)


def notes(rows: pd.DataFrame, scene: Scene) -> tuple[Note, ...]:
    """The notes of the rows, and how it is judged who is ahead."""
    title, ahead = (scene.texts(f"chart.two-cores.formula.{key}") for key in ("title", "ahead"))
    return (*notes_of(rows, scene), Note(kind="derived", title=title, text=ahead))


CHART = Chart(
    slug="two-cores",
    page="shift",
    order=1,
    parameters=("measure", "time"),
    resolve=resolve,
    select=select,
    draw=draw,
    headline=headline,
    subtitle=subtitle,
    note=note,
    cut=cut,
    keys=keys,
    notes=notes,
    alt=alt,
    shape=Shape(kind="pairs", category="period", values=("value",), series="sector", panel="measure"),
)
