"""A plot's markup is ours: roles for colours, ids by content, nothing that acts or leads out."""

from __future__ import annotations

import json

import pytest

from app.errors import CaptureRejected
from app.exports.plot_markup import figure_json, plot_markup
from app.theme import COLOURS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'


def sentinel(role: str) -> str:
    return str(json.loads(figure_json({"colour": f"var(--{role})"}))["colour"])


def test_each_role_goes_in_as_a_colour_of_its_own() -> None:
    assert len({sentinel(role) for role in COLOURS["light"]}) == len(COLOURS["light"])


def test_roles_within_a_longer_text_go_in_too() -> None:
    text = figure_json({"text": ['<span style="color:var(--muted)">汽车</span>']}).decode()
    assert "var(" not in text
    assert "汽车" in text


def test_a_role_that_no_theme_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no-such-role"):
        figure_json({"colour": "var(--no-such-role)"})


@pytest.mark.parametrize("role", sorted(COLOURS["light"]))
def test_a_role_comes_out_in_every_spelling_of_its_colour(role: str) -> None:
    given = sentinel(role)
    red, green, blue = (int(part) for part in given[4:-1].split(","))
    spellings = (given, given.replace(" ", ""), f"rgba({red}, {green}, {blue}, 1)", f"#{red:02x}{green:02X}{blue:02x}")
    for spelling in spellings:
        markup = plot_markup(SVG.format(f'<rect fill="{spelling}" style="stroke: {spelling}; fill-opacity: 0.5;"/>'))
        assert markup.count(f"var(--{role})") == 2, spelling
        assert "fill-opacity: 0.5" in markup


def test_neighbouring_colours_stay_what_they_are() -> None:
    markup = plot_markup(SVG.format('<rect fill="rgb(1, 2, 3)" stroke="#010203"/><rect fill="rgb(11, 2, 105)"/>'))
    assert "var(" not in markup


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<image href="https://example.org/x.png"/>',
        '<use xlink:href="https://example.org/x.svg#a"/>',
        '<rect style="fill: url(https://example.org/#a)"/>',
        '<rect style="fill: url(#a); stroke: url(//example.org/)"/>',
        '<rect style="fill: URL(//example.org/)"/>',
        '<rect style="fill: u\\72l(//example.org/)"/>',
        '<a xlink:href="javascript:alert(1)"><text>word</text></a>',
        "<style>@import url(https://example.org/)</style>",
        '<animate attributeName="href" values="javascript:alert(1)"/>',
    ],
)
def test_what_acts_or_leads_out_is_removed(hostile: str) -> None:
    markup = plot_markup(SVG.format(f"{hostile}<text>kept</text>"))
    assert "kept" in markup
    for wrong in ("script", "onload", "foreignObject", "example.org", "import", "animate"):
        assert wrong not in markup.replace("http://www.w3.org", "")


def test_the_words_of_a_link_stay() -> None:
    inner = '<text>before <a xlink:href="https://example.org">link</a> after</text>'
    assert "".join(plot_markup(SVG.format(inner)).split("tspan")).count("link") == 1


def test_equal_plots_have_equal_markup_whatever_ids_chance_gave() -> None:
    inner = '<defs><clipPath id="clip{0}xy"><rect/></clipPath></defs><g clip-path="url(#clip{0}xy)"><text>a</text></g>'
    first, second = (plot_markup(SVG.format(inner.format(uid))) for uid in ("3fa2", "99b1"))
    assert first == second
    assert "3fa2" not in first


def test_ids_of_different_plots_differ() -> None:
    inner = '<clipPath id="c"><rect/></clipPath><g clip-path="url(\'#c\')"><text>{}</text></g>'
    markups = [plot_markup(SVG.format(inner.format(word))) for word in ("one", "two")]
    ids = [markup.split('id="')[1].split('"')[0] for markup in markups]
    assert ids[0] != ids[1]
    for markup, name in zip(markups, ids, strict=True):
        assert f"#{name}" in markup


@pytest.mark.parametrize(
    "broken", ["", "<svg", "<p/>", '<!DOCTYPE x [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>']
)
def test_what_is_no_plot_is_rejected(broken: str) -> None:
    with pytest.raises(CaptureRejected):
        plot_markup(broken)
