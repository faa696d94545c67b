"""What holds for every chart, in every language, theme, form and state."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app import theme
from app.charts.drawn import draw_chart
from app.charts.registry import all_charts
from app.charts.spec import Drawing
from app.i18n import Texts
from app.state import FORMS, LANGUAGES, ViewState, parse
from app.store.snapshot import Snapshot

SLUGS = tuple(all_charts())
STATES = {
    "default": "",
    "empty": "time=1901..1902&period=1901&series=no_such_sector&category=no_such_category&q=zzzzqqq",
    "odd": "period=2018&time=2019..2019&measure=nonsense&series=motorcycles~industry&focus=motorcycles&tab=notes",
}
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)|hsla?\(")
ROLE = re.compile(r"var\(--([a-z-]+)\)")
# What a language does not write: words of the other two in a drawn text would be a mixture.
FOREIGN = {
    "de": re.compile(r"[\u4e00-\u9fff]"),
    "en": re.compile(r"[\u4e00-\u9fff]"),
    "zh": re.compile(r"\b(?:und|von|the|of|and|Januar|January|Quartal|quarter)\b"),
}


DRAWN: dict[tuple[str, ...], Drawing] = {}  # a drawing is a value: one is enough for all that is asked of it


def drawn(
    slug: str, lang: str, *, snapshot: Snapshot, texts: Mapping[str, Texts], query: str = "", form: str = ""
) -> Drawing:
    key = (slug, lang, query, form)
    if key not in DRAWN:
        state = parse(f"{query}&lang={lang}").state
        DRAWN[key] = draw_chart(all_charts()[slug], snapshot=snapshot, state=state, texts=texts[lang], form=form)
    return DRAWN[key]


def strings(value: Any) -> Iterator[str]:
    """Every text in a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_chart_draws_or_says_why_not(
    slug: str, lang: str, state: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn(slug, lang, snapshot=snapshot, texts=texts, query=STATES[state])
    assert drawing.title
    assert drawing.subtitle
    assert drawing.alt
    assert drawing.kicker == f"{texts[lang](f'page.{drawing.page}.name')} · {texts[lang](f'chart.{slug}.name')}"
    assert snapshot.version in drawing.source_line
    if drawing.empty is None:
        assert drawing.figure is not None
        assert drawing.height > 0
        assert drawing.sources
        assert drawing.table.rows
    else:
        assert drawing.figure is None
        assert drawing.empty.reason
        assert drawing.empty.way_out


@pytest.mark.matrix
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_figure_names_roles_of_colour_that_every_theme_has(
    slug: str, form: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    figure = drawn(slug, "de", snapshot=snapshot, texts=texts, form=form).figure
    used = set(strings(figure))
    assert {match for text in used for match in COLOUR.findall(text)} <= {"rgba(0,0,0,0)"}
    roles = {role for text in used for role in ROLE.findall(text)}
    assert roles
    for name in theme.COLOURS:
        assert roles <= set(theme.COLOURS[name])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_languages_are_not_mixed(slug: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn(slug, lang, snapshot=snapshot, texts=texts)
    said = [drawing.title, drawing.subtitle, drawing.note, drawing.kicker, *(key.text for key in drawing.keys)]
    assert [text for text in said if FOREIGN[lang].search(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_headline_is_one_short_finding(slug: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for query in STATES.values():
        title = drawn(slug, lang, snapshot=snapshot, texts=texts, query=query).title
        assert not title.endswith((".", "。"))
        if lang == "zh":
            assert len(re.findall(r"[\u4e00-\u9fff]", title)) <= 24, title
        else:
            assert len(title.split()) <= 15, title


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_drawn_value_is_a_row_of_the_data(
    slug: str, state: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    frame = drawn(slug, "en", snapshot=snapshot, texts=texts, query=STATES[state]).frame
    if frame.empty or "indicator" not in frame:
        return
    for row in frame.to_dict("records"):
        if row.get("derived") is True:
            continue
        key = f"{row['area']}/{row['sector']}/{row['indicator']}/{row['period']}"
        source = snapshot.record(str(row.get("table", "observations")), key)
        assert source["value"] == row["value"]
        assert snapshot.record("sources", str(row["source"]))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_table_holds_the_drawn_values(slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn(slug, "en", snapshot=snapshot, texts=texts)
    if "value" not in drawing.frame:
        return
    shown = sorted(
        cell.value
        for row in drawing.table.rows
        for cell in row
        if isinstance(cell.value, float) and not math.isnan(cell.value)
    )
    wanted = sorted(float(value) for value in drawing.frame["value"])
    missing = list(wanted)
    for value in shown:
        if value in missing:
            missing.remove(value)
    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_row_of_the_table_fills_every_column(
    slug: str, lang: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    table = drawn(slug, lang, snapshot=snapshot, texts=texts).table
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert all(column.label for column in table.columns)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_cannot_be_used_is_named(slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    chart = all_charts()[slug]
    drawing = drawn(slug, "de", snapshot=snapshot, texts=texts, query="measure=nonsense&period=1901")
    named = {item.name for item in drawing.ignored}
    assert named == {"measure", "period"} & set(chart.parameters)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_address_of_a_drawing_gives_the_same_drawing(
    slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    first = drawn(slug, "de", snapshot=snapshot, texts=texts, query=STATES["odd"])
    again = "&".join(f"{name}={text}" for name, text in first.address)
    second = drawn(slug, "de", snapshot=snapshot, texts=texts, query=again)
    assert second.identity == first.identity
    assert second.title == first.title


@pytest.mark.parametrize("slug", SLUGS)
def test_a_control_offers_what_is_chosen(slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    for control in drawn(slug, "zh", snapshot=snapshot, texts=texts).controls:
        offered = {option.value for option in control.options}
        chosen = {control.value} if isinstance(control.value, str) else set(control.value)
        assert control.kind == "search" or chosen <= offered
        assert control.label


def test_the_default_view_of_every_chart_writes_nothing_into_the_address(
    snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    for slug in SLUGS:
        assert draw_chart(all_charts()[slug], snapshot=snapshot, state=ViewState(), texts=texts["de"]).address == ()
