"""The address and the state are two spellings of one thing."""

from __future__ import annotations

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.period import Period
from app.state import (
    FORMS,
    HIDEABLE,
    IMAGE_SIZES,
    LANGUAGES,
    PARAMETERS,
    TABS,
    THEMES,
    ViewState,
    href,
    keep_reading,
    parse,
    to_query,
)

CODES = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
SLUGS = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
PERIODS = st.builds(Period, st.integers(1900, 2099), st.integers(1, 12)).map(lambda period: period.code)
WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)


@st.composite
def spans(draw: st.DrawFn) -> str:
    """A valid ``time``: from a period or earliest to a period or latest."""
    first, last = sorted((draw(st.integers(1900, 2099)), draw(st.integers(1900, 2099))))
    start = draw(st.sampled_from(["earliest", str(first)]))
    end = draw(st.sampled_from(["latest", str(last)]))
    return f"{start}..{end}"


def several(one: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(one, max_size=5, unique=True).map(tuple)


STATES = st.builds(
    ViewState,
    lang=st.sampled_from(LANGUAGES),
    theme=st.sampled_from(THEMES),
    period=st.one_of(st.just(""), st.just("latest"), PERIODS),
    time=st.one_of(st.just(""), spans()),
    series=several(CODES),
    focus=st.one_of(st.just(""), CODES),
    measure=st.one_of(st.just(""), CODES),
    scale=st.sampled_from(["", "linear", "log"]),
    milestone=st.one_of(st.just(""), SLUGS),
    category=several(CODES),
    compare=st.one_of(st.just(""), PERIODS),
    form=st.sampled_from(["", *FORMS]),
    q=st.one_of(st.just(""), WORDS),
    tab=st.sampled_from(["", *TABS]),
    hide=several(st.sampled_from(HIDEABLE)),
    id=st.one_of(st.just(""), st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True)),
    size=st.sampled_from(["", *IMAGE_SIZES]),
    width=st.one_of(st.just(""), st.integers(280, 4000).map(str)),
    charts=several(st.builds("{}?period={}&series=a~b".format, SLUGS, PERIODS)),
    title=st.one_of(st.just(""), WORDS),
    note=st.one_of(st.just(""), WORDS),
    at=st.one_of(st.just(""), st.integers(1, 60).map(str)),
    own=st.dictionaries(SLUGS, st.sampled_from(["linear", "log"]), max_size=3).map(
        lambda chosen: tuple(sorted((slug, "scale", text) for slug, text in chosen.items()))
    ),
)


@pytest.mark.matrix
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no mistake
@given(STATES)
def test_a_state_survives_its_address(state: ViewState) -> None:
    parsed = parse(to_query(state))
    assert parsed.state == state
    assert parsed.ignored == ()


@given(st.text(max_size=300))
def test_no_text_breaks_the_parser_and_what_it_keeps_is_canonical(query: str) -> None:
    parsed = parse(query)
    assert parse(to_query(parsed.state)).state == parsed.state


@given(
    st.dictionaries(st.text(max_size=20), st.one_of(st.text(max_size=50), st.lists(st.text(max_size=20), max_size=3)))
)
def test_no_mapping_breaks_the_parser(query: dict[str, str | list[str]]) -> None:
    parse(query)


def test_only_what_differs_from_the_default_is_written() -> None:
    assert to_query(ViewState()) == ""
    assert to_query(ViewState(lang="de", theme="auto")) == ""
    assert to_query(ViewState(lang="en", period="2025-H1")) == "lang=en&period=2025-H1"


@pytest.mark.parametrize(
    ("query", "name", "reason"),
    [
        ("foo=1", "foo", "ignored.unknown"),
        ("& cars", " cars", "ignored.unknown"),  # what is left of a title with a bare "&"
        ("lang=fr", "lang", "ignored.invalid"),
        ("period=2025-3M", "period", "ignored.invalid"),
        ("period=2025&period=2024", "period", "ignored.repeated"),
        ("time=2025..2017", "time", "ignored.invalid"),
        ("series=" + "a" * 500, "series", "ignored.too_long"),
        ("growth.lang=en", "growth.lang", "ignored.unknown"),
        ("Growth History.scale=log", "Growth History.scale", "ignored.unknown"),
        ("series=Robert');DROP", "series", "ignored.invalid"),
        ("base=99", "base", "ignored.invalid"),
        ("hide=source", "hide", "ignored.invalid"),
        ("width=100000", "width", "ignored.invalid"),
        ("scale_factor=0", "scale_factor", "ignored.invalid"),
        ("charts=/etc/passwd", "charts", "ignored.invalid"),
        ("charts=" + ",".join(["two-cores"] * 700), "charts", "ignored.too_long"),
    ],
)
def test_what_cannot_be_used_is_ignored_and_named(query: str, name: str, reason: str) -> None:
    parsed = parse(query)
    assert parsed.state == ViewState()
    assert [(item.name, item.reason) for item in parsed.ignored] == [(name, reason)]


def test_a_chart_sees_what_is_written_with_its_name_and_no_other() -> None:
    state = parse("period=2024&growth-history.period=2025&growth-history.scale=log").state
    assert state.for_chart("growth-history").period == "2025"
    assert state.for_chart("growth-history").scale == "log"
    assert state.for_chart("sector-growth").period == "2024"
    assert state.for_chart("sector-growth").scale == ""


def test_links_carry_the_prefix_and_what_is_changed() -> None:
    state = ViewState(lang="zh", period="2025")
    assert href("/growth", state) == "/growth?lang=zh&period=2025"
    assert href("/growth", state, prefix="/portal/dk/", lang="de") == "/portal/dk/growth?period=2025"
    assert href("/", ViewState(), prefix="/portal/dk/") == "/portal/dk/"


def test_from_page_to_page_go_language_and_theme_alone() -> None:
    state = ViewState(lang="en", theme="dark", period="2025", series=("nev",))
    assert keep_reading(state) == ViewState(lang="en", theme="dark")


def test_a_briefing_that_is_being_put_together_goes_along() -> None:
    state = ViewState(charts=("two-cores", "targets?period=2025"), title="Mine", note="x", at="1", period="2025")
    assert keep_reading(state) == ViewState(charts=state.charts, title="Mine", note="x")


def test_every_parameter_is_a_field_of_the_state() -> None:
    assert set(PARAMETERS) <= set(ViewState.__dataclass_fields__)
    assert all(set(name) <= set(string.ascii_lowercase + "_") for name in PARAMETERS)
