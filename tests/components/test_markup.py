"""Components become HTML in which nothing from the data can be more than text."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html

from app.components.markup import markup


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (None, ""),
        ("a < b & c", "a &lt; b &amp; c"),
        (["a", html.B("c")], "a<b>c</b>"),
        (html.Td(1.5, className="numeric", role="cell"), '<td class="numeric" role="cell">1.5</td>'),
        (html.P(["a", html.Br(), "b"]), "<p>a<br>b</p>"),
        (html.Nav(hidden=True), "<nav hidden></nav>"),
        (
            html.Div("x", tabIndex="0", **{"aria-label": 'a "b"'}),
            '<div tabindex="0" aria-label="a &#34;b&#34;">x</div>',
        ),
        (html.A("x", href="/data?a=1&b=2"), '<a href="/data?a=1&amp;b=2">x</a>'),
    ],
)
def test_a_component_becomes_its_html(node: Any, text: str) -> None:
    assert markup(node) == text


@pytest.mark.parametrize("address", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x"])
def test_an_address_that_is_a_program_is_left_away(address: str) -> None:
    assert markup(html.A("x", href=address)) == "<a>x</a>"


def test_markup_in_a_text_stays_text() -> None:
    assert "<img" not in markup(html.Td("<img src=x onerror=alert(1)>", title="<img>"))
