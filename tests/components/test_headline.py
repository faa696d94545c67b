"""A title in the pieces that its lines may break between."""

from __future__ import annotations

import re

import pytest

from app.components.headline import clauses
from app.components.markup import markup
from app.i18n.clauses import clauses_of


def test_a_title_in_letters_stays_as_it_is() -> None:
    assert clauses("Mehr Chips, kaum mehr Wert") == "Mehr Chips, kaum mehr Wert"


def test_a_chinese_title_breaks_between_its_clauses() -> None:
    pieces = clauses("双核轮流领跑：2021年及以前电子多领先，2022年起汽车领先")
    said = [re.sub("<[^>]+>", "", str(markup(piece))) for piece in pieces]
    assert said == ["双核轮流领跑：", "2021年及以前电子多领先，", "2022年起汽车领先"]


@pytest.mark.parametrize(
    ("title", "tied"),
    [
        ("2021年及以前", "2021年"),
        ("增加值+27.1%", "+27.1%"),
        ("最近4年7个月", "4年7个月"),
        ("产量278.8万辆", "278.8万辆"),
    ],
)
def test_a_number_is_not_parted_from_what_it_counts(title: str, tied: str) -> None:
    assert f'<span class="tied">{tied}</span>' in str(markup(clauses(title)))


def test_no_character_of_a_title_is_lost() -> None:
    title = "先有汽车与摩托车，2006年起有芯片：145件大事中分别为48件和17件"
    assert re.sub("<[^>]+>", "", str(markup(clauses(title)))) == title


def test_lines_do_not_break_within_the_words_of_chinese_headlines() -> None:
    (clause,) = clauses_of("战略性新兴产业占工业增加值比重由2019年25.0%升至2024年34.6%")
    kept = [text for text, tied in clause if tied]
    assert kept == ["产业", "工业", "增加值", "比重", "2019年25.0%", "升至", "2024年34.6%"]
    assert "".join(text for text, _ in clause) == "战略性新兴产业占工业增加值比重由2019年25.0%升至2024年34.6%"
