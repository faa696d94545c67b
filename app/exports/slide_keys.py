"""The key above native charts: what each colour and mark means, in one line; it must not draw charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.exports.panels import PARTS_OF_YEARS, Panel, Series
from app.exports.slide_text import SMALLEST, box, lines_of, write
from app.i18n import Texts

Place = tuple[int, int, int, int]
_GLYPHS = {"bar": "■", "tick": "–", "whole": "◆"}
_MARKS = ("●", "◆", "■", "▲")
_HATCHED = "▨"
_SPACE = "    "


def add_keys(slide: Any, panels: Sequence[Panel], *, kind: str, place: Place, texts: Texts) -> int:
    """A line with every series that has a name, and with what empty and hatched marks mean; its height in EMU."""
    entries = [*_named(panels, kind, texts), *_marked(panels, texts)]
    if not entries:
        return 0
    whole = _SPACE.join(f"{glyph} {text}" for glyph, _, text in entries)
    lines = lines_of(whole, width=place[2], size=SMALLEST)
    height = lines * place[3]
    frame = box(slide, (place[0], place[1], place[2], height))
    for number, (glyph, role, text) in enumerate(entries):
        write(frame, f"{_SPACE if number else ''}{glyph}\N{NO-BREAK SPACE}", size=SMALLEST, lang=texts.lang, role=role)
        write(frame, text.replace(" ", "\N{NO-BREAK SPACE}"), size=SMALLEST, lang=texts.lang)
    return height + 60_000


def _named(panels: Sequence[Panel], kind: str, texts: Texts) -> list[tuple[str, str, str]]:
    found: dict[str, tuple[str, set[str]]] = {}
    alone = all(len({series.label for series in panel.series if series.mark != "whole"}) == 1 for panel in panels)
    divided = {series.name for panel in panels for series in panel.series if series.mark == "bar"}
    for panel in panels:
        for series in panel.series:
            if series.mark == "whole" and series.name in divided:
                continue
            found.setdefault(series.label, (_glyph(series), set()))[1].add(series.role)
    if kind == "steps" or (alone and len(found) <= len(panels) and kind != "columns"):
        return []
    return [
        (glyph, next(iter(roles)) if len(roles) == 1 and "" not in roles else "other", _said(label, texts))
        for label, (glyph, roles) in found.items()
    ]


def _said(label: str, texts: Texts) -> str:
    return texts("slides.key.parts") if label == PARTS_OF_YEARS else label


def _glyph(series: Series) -> str:
    if series.mark == "bar" and all(point.derived for point in series.points if point.value is not None):
        return _HATCHED
    return _GLYPHS.get(series.mark) or _MARKS[series.order % len(_MARKS)]


def _marked(panels: Sequence[Panel], texts: Texts) -> list[tuple[str, str, str]]:
    drawn = [(s.mark, point) for panel in panels for s in panel.series for point in s.points if point.value is not None]
    found = []
    if any(point.hollow and not (point.derived and mark == "bar") for mark, point in drawn if mark != "whole"):
        found.append(("□" if any(mark == "bar" for mark, _ in drawn) else "○", "other", texts("slides.key.hollow")))
    if any(point.derived for mark, point in drawn if mark == "bar"):
        found.append((_HATCHED, "other", texts("slides.key.hatched")))
    return found
