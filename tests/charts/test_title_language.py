"""The titles of sources say their language, so that they are read aloud in it."""

from __future__ import annotations

import pytest

from app.charts.sourcing import title_language


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("Statistical communiqué", "en", "en"),
        ("统计公报", "zh", "zh"),
        ("统计公报", "en", "zh"),
        ("四川省の2025年のGRP成長率は5.5%", "ja", "ja"),
        ("统计公报", None, "zh"),
        (None, None, ""),
    ],
)
def test_a_chinese_title_is_chinese_whatever_page_it_stands_on(
    title: str | None, language: str | None, expected: str
) -> None:
    assert title_language({"title": title, "language": language}) == expected
