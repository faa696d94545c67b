"""Rows are found, filtered and sorted by what stands in them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from app.queries.tables import among, coded, folded, in_order, joined_counts, present, with_words

FRAME = pd.DataFrame(
    {
        "sector": pd.Categorical(["nev", "chips", "nev", "chips"], categories=["chips", "nev", "steel"]),
        "value": [2.0, 1.0, 2.0, np.nan],
        "flags": ["a;b", "", "b", "b"],
    }
)


def test_entries_are_the_distinct_ones_in_the_order_in_which_they_occur() -> None:
    found = coded(FRAME, ["sector", "value"])
    assert found.entries[:2] == (("nev", 2.0), ("chips", 1.0))
    assert [found.entries[code][0] for code in found.codes] == ["nev", "chips", "nev", "chips"]
    assert len(found.entries) == 3


def test_an_empty_frame_has_no_entries() -> None:
    found = coded(FRAME.iloc[:0], ["sector", "value"])
    assert (len(found), found.entries) == (0, ())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Wertschöpfung", "WERTSCHOPFUNG"),
        ("−2,0\xa0%", "-2,0 %"),
        ("Januar–September", "januar-september"),
        ("Straße", "STRASSE"),
        ("２０２５", "2025"),
    ],
)
def test_search_overlooks_case_accents_dashes_and_widths(text: str, word: str) -> None:
    assert folded(word) in folded(text)


@pytest.mark.parametrize(
    ("words", "rows"),
    [("nev", [0, 2]), ("nev two", [0, 2]), ("two chips", []), ("CHIPS", [1, 3]), ("", [0, 1, 2, 3]), ("zzz", [])],
)
def test_every_word_must_occur_somewhere_in_the_row(words: str, rows: list[int]) -> None:
    columns = [(np.array([0, 1, 0, 1]), ["nev", "chips"]), (np.array([0, 1, 0, 1]), ["two", "one"])]
    assert np.flatnonzero(with_words(columns, words, count=4)).tolist() == rows


def test_ties_stay_as_they_were_and_rows_without_a_value_come_last_either_way() -> None:
    codes = np.array([0, 1, 0, 2, 1])
    values = [2.0, 10.0, None]
    assert in_order(codes, values, descending=False).tolist() == [0, 2, 1, 4, 3]
    assert in_order(codes, values, descending=True).tolist() == [1, 4, 0, 2, 3]


def test_numbers_are_sorted_as_numbers_and_mixtures_do_not_fail() -> None:
    assert in_order(np.array([0, 1, 2]), [9.0, "text", 10.0], descending=False).tolist() == [0, 2, 1]


def test_filters_and_their_choices_look_at_what_occurs() -> None:
    assert among(FRAME, "sector", ("nev", "unheard-of")).tolist() == [True, False, True, False]
    assert present(FRAME, "sector") == ("chips", "nev")
    assert joined_counts(FRAME, "flags") == {"b": 3, "a": 1}
