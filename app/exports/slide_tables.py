"""Charts that are no plots, as editable tables and tiles on slides; what does not fit is cut by rule and said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from app.charts.spec import Cell, Column, Drawing, Shape, Tile
from app.exports.slide_text import SMALLEST, box, describe, fitting, lines_of, set_colour, shortened, width_of, write
from app.exports.tables import is_quantity
from app.i18n import SEPARATOR, Texts

Place = tuple[int, int, int, int]

_POINT = 12_700
_LINE = int(SMALLEST * 1.22 * _POINT)
_MARGIN = 40_000
_SHORT = 130 * _POINT
_MOST_LINES = 2
_HEAD_LINES = 4
_TILE_COLUMNS = 5
_TILE_WIDTH = 2_050_000  # EMU a tile has at least: a long word at its size, in a wide face too
_ROOM = 1.2  # for faces wider than reckoned
_NUMBER_SIZES = (22, 20, 18, 16, 14)


def add_table(slide: Any, drawing: Drawing, place: Place, *, shape: Shape, texts: Texts) -> int:
    """The columns of the shape as a table, as many rows as fit; how many rows were left out."""
    table = drawing.table
    keys = [column.key for column in table.columns]
    chosen = [keys.index(key) for key in shape.values if key in keys] or list(range(min(len(keys), 6)))
    columns = [table.columns[i] for i in chosen]
    rows = [[row[i] for i in chosen] for row in table.rows]
    left, top, width, height = place
    widths = _widths(columns, rows, width)
    heights = [_height([column.label for column in columns], widths, most=_HEAD_LINES)]
    for row in rows:
        heights.append(_height([cell.text for cell in row], widths))
    fitting = 0
    while fitting < len(rows) and sum(heights[: fitting + 2]) <= height:
        fitting += 1
    frame = slide.shapes.add_table(
        fitting + 1, len(columns), *(Emu(int(v)) for v in (left, top, width, sum(heights[: fitting + 1])))
    )
    describe(frame, name=drawing.slug, text=drawing.alt)
    made = frame.table
    _plain_style(frame)
    for number, wide in enumerate(widths):
        made.columns[number].width = Emu(int(wide))
    for number, high in enumerate(heights[: fitting + 1]):
        made.rows[number].height = Emu(int(high))
    numeric = [is_quantity(table, i) for i in chosen]
    for place_of, column in enumerate(columns):
        _fill(made.cell(0, place_of), column.label, widths[place_of], numeric[place_of], texts, head=True)
        for number, row in enumerate(rows[:fitting], start=1):
            _fill(made.cell(number, place_of), row[place_of].text, widths[place_of], numeric[place_of], texts)
    return len(rows) - fitting


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int) -> list[float]:
    """Widths by the longest words and the usual length of the texts of each column."""
    wishes = []
    for place, column in enumerate(columns):
        lengths = sorted(width_of(row[place].text, SMALLEST) for row in rows)
        usual = lengths[int(len(lengths) * 0.95)] if lengths else 0.0
        words = max(width_of(word, SMALLEST) for word in column.label.split() or [""])
        wish = _POINT * (max(usual, words, 30.0) + 4) + 2 * _MARGIN
        if wish <= _SHORT and lengths:  # such a column takes its longest text, in a wide face too
            longest = _POINT * (lengths[-1] * _ROOM + 4) + 2 * _MARGIN
            wish = max(wish, min(longest, _SHORT))
        wishes.append(wish)
    # Short columns get what they ask for, the long ones share the rest.
    short = sum(wish for wish in wishes if wish <= _SHORT)
    long = sum(wish for wish in wishes if wish > _SHORT)
    if not long or short + long <= width:
        return [width * wish / (short + long) for wish in wishes]
    return [wish if wish <= _SHORT else (width - short) * wish / long for wish in wishes]


def _height(said: Sequence[str], widths: Sequence[float], *, most: int = _MOST_LINES) -> int:
    lines = [
        min(lines_of(text, width=wide - 2 * _MARGIN, size=SMALLEST), most)
        for text, wide in zip(said, widths, strict=True)
    ]
    return max(lines) * _LINE + _MARGIN


def _plain_style(frame: Any) -> None:
    """No bands and no colours of the program: lines and weight carry the table."""
    properties = frame._element.graphic.graphicData.tbl.tblPr
    properties.set("bandRow", "0")
    properties.set("firstRow", "1")
    style = properties.find("{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId")
    if style is not None:
        style.text = "{9D7B030F-B1BA-407E-8B71-5B9A4F9A8A6B}"  # "Light Style 1": thin lines, no fills


def _fill(cell: Any, text: str, width: float, numeric: bool, texts: Texts, *, head: bool = False) -> None:
    cell.margin_left = cell.margin_right = Emu(_MARGIN)
    cell.margin_top = cell.margin_bottom = Emu(_MARGIN // 2)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
    most = _HEAD_LINES if head else _MOST_LINES
    kept = shortened(text, width=width - 2 * _MARGIN, lines=most, size=SMALLEST)
    paragraph = write(cell.text_frame, kept, size=SMALLEST, lang=texts.lang, bold=head)
    if numeric:
        paragraph.alignment = PP_ALIGN.RIGHT


def add_tiles(slide: Any, drawing: Drawing, place: Place, *, texts: Texts) -> int:
    """The figures as tiles in rows, one group after the other; how many did not fit."""
    left, top, width, height = place
    gap = 120_000
    columns = max(2, min(_TILE_COLUMNS, int((width + gap) // (_TILE_WIDTH + gap))))
    rows = -(-len(drawing.tiles) // columns)
    wide = (width - gap * (columns - 1)) / columns
    high = (height - gap * (rows - 1)) / max(rows, 1)
    for number, tile in enumerate(drawing.tiles):
        row, column = divmod(number, columns)
        at = (int(left + column * (wide + gap)), int(top + row * (high + gap)), int(wide), int(high))
        _add_tile(slide, tile, at, texts)
    return 0


def _add_tile(slide: Any, tile: Tile, place: Place, texts: Texts) -> None:
    left, top, width, height = place
    rule = slide.shapes.add_connector(1, Emu(left), Emu(top), Emu(left + width), Emu(top))
    rule.line.width = Pt(2)
    set_colour(rule.line.color, tile.role if tile.role in ("vehicles", "chips") else "filling")
    frame = box(slide, (left, top + 40_000, width, height - 40_000))
    number = f"{tile.number}{tile.unit}"
    write(frame, shortened(tile.label, width=width, lines=2, size=SMALLEST), size=SMALLEST, lang=texts.lang, bold=True)
    size = fitting(number, width=0.74 * width, lines=1, sizes=_NUMBER_SIZES)
    value = write(frame, number, size=size, lang=texts.lang, heading=True, more=True)
    value.runs[0].font.italic = tile.hollow
    parts = (tile.measure, tile.period, *tile.status, tile.comparison)
    said = SEPARATOR.join(part for part in parts if part)
    used = min(lines_of(tile.label, width=width, size=SMALLEST), 2) * _LINE + size * 1.25 * _POINT
    room = max(1, int((height - 40_000 - used) // _LINE))
    kept = shortened(said, width=width, lines=room, size=SMALLEST)
    write(frame, kept, size=SMALLEST, lang=texts.lang, role="muted", more=True)
    describe(slide.shapes[-1], name=tile.label, text=f"{tile.label}: {number}. {said}")
