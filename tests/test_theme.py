"""Colours are told apart and can be read in every theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import theme

ROOT = Path(__file__).resolve().parent.parent
THEMES = tuple(theme.COLOURS)
TEXTS = ("ink", "muted", "link", "vehicles-text", "chips-text", "other-text")
MARKS = ("vehicles", "chips", "other", "reference", "focus")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("role", TEXTS)
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_text_can_be_read(name: str, role: str, ground: str) -> None:
    colours = theme.COLOURS[name]
    assert theme.contrast(colours[role], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("role", MARKS)
def test_marks_stand_out_from_the_paper(name: str, role: str) -> None:
    colours = theme.COLOURS[name]
    assert theme.contrast(colours[role], colours["paper"]) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_the_two_cores_differ_in_luminance_too(name: str) -> None:
    colours = theme.COLOURS[name]
    assert theme.contrast(colours["vehicles"], colours["chips"]) >= 1.8


def test_grey_has_no_hue_and_keeps_what_stands_side_by_side_apart() -> None:
    grey = theme.COLOURS["grey"]
    assert [value for value in grey.values() if len({value[1:3], value[3:5], value[5:7]}) > 1] == []
    for first, second, least in (
        ("chips", "vehicles", 2.5),
        ("vehicles", "other", 1.5),
        ("chips", "other", 4),
        ("vehicles", "vehicles-soft", 2),
        ("chips", "chips-soft", 3),
        ("vehicles", "filling", 2),
        ("filling", "filling-soft", 1.5),
    ):
        assert theme.contrast(grey[first], grey[second]) >= least, (first, second)


def test_a_palette_gives_every_role_one_colour() -> None:
    block = theme.palette("dark", selector="main")
    assert block.startswith("main {")
    assert {f"--{role}: {value.lower()};" in block for role, value in theme.COLOURS["dark"].items()} == {True}


def test_every_theme_has_the_same_roles() -> None:
    assert len({frozenset(roles) for roles in theme.COLOURS.values()}) == 1


def test_the_style_sheet_in_the_tree_is_the_generated_one() -> None:
    written = (ROOT / "assets" / "10-tokens.css").read_text("utf-8")
    assert written == theme.stylesheet(), "run `make tokens`"


def test_a_colour_is_asked_for_by_role() -> None:
    assert theme.colour("vehicles") == "var(--vehicles)"
    with pytest.raises(KeyError):
        theme.colour("pink")


def test_no_colour_is_written_down_elsewhere() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\b(?!\w)")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in [*(ROOT / "app").rglob("*.py"), *(ROOT / "assets").glob("*.css")]
        if path.name not in ("theme.py", "10-tokens.css")
        for match in colour.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_roles_in_style_sheets_exist() -> None:
    sheets = {path: path.read_text("utf-8") for path in (ROOT / "assets").glob("*.css")}
    local = {name for text in sheets.values() for name in re.findall(r"(--[A-Za-z-]+):", text)}
    known = set(theme.COLOURS["light"]) | {"font-text", "font-headline", "width"} | {f"size-{n}" for n in theme.SIZES}
    for path, text in sheets.items():
        used = set(re.findall(r"var\((--[A-Za-z-]+)", text))
        assert {name.removeprefix("--") for name in used - local} <= known, path.name
