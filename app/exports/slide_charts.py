"""Native, editable charts on slides from panels: bars, stacks, lines, pairs and steps; it must not choose numbers."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN_TYPE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Pt

from app.exports.chart_axis import Span, date_position
from app.exports.number_formats import number_format
from app.exports.panels import Panel, Point, Series
from app.exports.slide_text import LANGUAGES, SMALLEST, set_colour, width_of
from app.exports.tables import harmless
from app.i18n import Texts
from app.store.snapshot import Snapshot

Place = tuple[int, int, int, int]

_POINT = 12_700  # EMU
_LABEL = 11  # points of height that a number beside a bar needs; where there is less, only the city's have theirs

_TYPES = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_STACKED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
    "pairs": XL_CHART_TYPE.LINE_MARKERS,
}
_SIZES = {"line": 7, "dot": 6, "tick": 8, "whole": 8}
_SHAPES = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.TRIANGLE)
"""Of the series of a plot in their order: apart also without colour."""


def add_chart(
    slide: Any, panel: Panel, place: Place, *, kind: str, span: Span, log: bool, snapshot: Snapshot, texts: Texts
) -> Any:
    """A chart of a panel at (left, top, width, height) in EMU, with its numbers in a workbook inside; its frame."""
    if kind == "steps":
        return _add_steps(slide, panel, place, span=span, texts=texts)
    data = CategoryChartData()
    data.categories = [harmless(name) for name in panel.categories]
    formats = [number_format(series.cells, snapshot=snapshot, texts=texts, with_unit=False) for series in panel.series]
    for series, code in zip(panel.series, formats, strict=True):
        data.add_series(harmless(series.name or panel.title), [p.value for p in series.points], number_format=code)
    frame = slide.shapes.add_chart(_TYPES[kind], *(Emu(int(value)) for value in place), data)
    chart = frame.chart
    _set_text(chart, texts)
    _set_axes(chart, kind=kind, span=span, log=log, code=formats[0] if formats else "General")
    last = {series.label: series for series in panel.series}
    crowded = kind == "bars" and len(panel.categories) * len(panel.series) * _LABEL * _POINT > place[3]
    for drawn, series, code in zip(list(chart.plots[0].series), panel.series, formats, strict=True):
        (_draw_bars if kind in ("bars", "columns") and series.mark == "bar" else _draw_marks)(drawn, series)
        if last[series.label] is series and not (crowded and series.role):
            _label(drawn, series, kind=kind, code=code, texts=texts)
    if kind != "bars":
        _turn_names(chart, panel, place[2])
    if kind == "columns":
        _set_wholes_above(chart, panel)
    if kind == "pairs":
        _join_pairs(chart)
    return frame


def _set_text(chart: Any, texts: Texts) -> None:
    chart.font.size = Pt(SMALLEST)
    set_colour(chart.font.color, "ink")
    chart.font._rPr.set("lang", LANGUAGES[texts.lang])
    chart.has_title = False
    chart.has_legend = False


def _set_axes(chart: Any, *, kind: str, span: Span, log: bool, code: str) -> None:
    plot, names, numbers = chart.plots[0], chart.category_axis, chart.value_axis
    plot.vary_by_categories = False
    numbers.minimum_scale, numbers.maximum_scale, numbers.major_unit = span.low, span.high, span.step
    numbers.has_major_gridlines = True
    numbers.major_gridlines.format.line.width = Pt(0.5)
    set_colour(numbers.major_gridlines.format.line.color, "hairline")
    numbers.format.line.fill.background()
    numbers.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    numbers.tick_labels.number_format, numbers.tick_labels.number_format_is_linked = span.code, False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.width = Pt(0.75)
    set_colour(names.format.line.color, "muted")
    for labels in (numbers.tick_labels, names.tick_labels):
        labels.font.size = Pt(SMALLEST)
        set_colour(labels.font.color, "muted" if labels is numbers.tick_labels else "ink")
    if kind == "bars":
        _show_every_name(names)
        plot.gap_width, plot.overlap = 45, 0
        names.reverse_order = True
        numbers.visible = False
        numbers.has_major_gridlines = False
    if kind == "columns":
        plot.gap_width, plot.overlap = 40, 100
    if log:
        scaling = numbers._element.find(qn("c:scaling"))
        scaling.insert(0, _child(scaling, "c:logBase", val="10"))
        for name in ("c:majorUnit",):
            found = numbers._element.find(qn(name))
            if found is not None:
                numbers._element.remove(found)


def _show_every_name(names: Any) -> None:
    """Programs leave out every second name where they think that it is crowded."""
    skip = _child(names._element, "c:tickLblSkip", val="1")
    before = names._element.find(qn("c:noMultiLvlLbl"))
    before.addprevious(skip) if before is not None else names._element.append(skip)
    _set_turn(names, "0")  # said outright: LibreOffice leaves out names that it may turn


def _turn_names(chart: Any, panel: Panel, width: int) -> None:
    """Names along the axis are broken into lines where these have room, else they all stand upright."""
    widest = max(width_of(part, SMALLEST) for name in panel.categories for part in name.split() or [""])
    fits = len(panel.categories) * (widest + 6) * _POINT <= 0.9 * width
    _set_turn(chart.category_axis, "0" if fits else "-5400000")


def _set_turn(names: Any, angle: str) -> None:
    """How names along an axis are turned, in 60,000ths of a degree."""
    body = names._element.find(qn("c:txPr")).find(qn("a:bodyPr"))
    body.set("rot", angle)
    body.set("vert", "horz")


def _draw_bars(drawn: Any, series: Series) -> None:
    """Bars in their role; unsure ones empty with an outline, computed ones hatched."""
    drawn.invert_if_negative = False
    _fill(drawn.format, series.role or "other")
    for place, point in enumerate(series.points):
        role = point.role or series.role or "other"
        if point.value is None or not (point.role or point.hollow or point.derived):
            continue
        style = drawn.points[place].format
        if point.hollow and not point.derived:
            _outline(style, role)
        elif point.derived:
            style.fill.patterned()
            style.fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
            set_colour(style.fill.fore_color, role)
            set_colour(style.fill.back_color, "paper")
            _line(style.line, "other", width=0.75)
        else:
            _fill(style, role)


def _fill(style: Any, role: str) -> None:
    style.fill.solid()
    set_colour(style.fill.fore_color, role)


def _outline(style: Any, role: str) -> None:
    style.fill.solid()
    set_colour(style.fill.fore_color, "paper")
    _line(style.line, role, width=1.75)


def _line(line: Any, role: str, *, width: float) -> None:
    line.width = Pt(width)
    set_colour(line.color, role)


def _draw_marks(drawn: Any, series: Series) -> None:
    """Markers, joined by a line where they are full years; unsure ones empty."""
    drawn.smooth = False
    if series.mark == "line":
        _line(drawn.format.line, series.role, width=2.25)
    else:
        drawn.format.line.fill.background()
    if series.mark == "whole":
        return
    _mark(drawn.marker, series, hollow=False)
    for place, point in enumerate(series.points):
        if point.value is not None and point.hollow:
            _mark(drawn.points[place].marker, series, hollow=True)


def _mark(marker: Any, series: Series, *, hollow: bool) -> None:
    role, dash = series.role, series.mark == "tick"
    marker.style = XL_MARKER_STYLE.DASH if dash else _SHAPES[series.order % len(_SHAPES)]
    marker.size = _SIZES.get(series.mark, 7)
    marker.format.fill.solid()
    set_colour(marker.format.fill.fore_color, "paper" if hollow else role)
    _line(marker.format.line, role, width=1.5)


def _label(drawn: Any, series: Series, *, kind: str, code: str, texts: Texts) -> None:
    """Numbers at the marks, as far as there is room for them: at every bar, at the newest point of a line."""
    above = XL_LABEL_POSITION.ABOVE
    if kind == "bars":
        labels = drawn.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format, labels.number_format_is_linked = code, False
        labels.font.size = Pt(SMALLEST)
        set_colour(labels.font.color, "ink" if not series.role else "muted")
    elif kind == "columns" and series.mark == "bar" and len(series.points) <= 12:
        labels = drawn.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.CENTER
        labels.number_format, labels.number_format_is_linked = code, False
        labels.font.size = Pt(SMALLEST)
        set_colour(labels.font.color, "ink")
        _label_full_bars(drawn, series)
    elif kind == "columns" and series.mark == "whole":
        _label_some(drawn, series, _telling(series), above, texts)
    elif kind == "lines" and series.mark == "line":
        _label_some(drawn, series, (series.newest,), above, texts)
    elif kind == "pairs":
        _label_some(drawn, series, (series.newest,), XL_LABEL_POSITION.RIGHT, texts)


def _label_full_bars(drawn: Any, series: Series) -> None:
    """Light numbers on full bars of a strong colour; empty and hatched ones keep dark numbers."""
    if series.role not in ("vehicles", "chips", "other"):
        return
    for place, point in enumerate(series.points):
        if point.value is not None and not point.hollow and not point.derived:
            label = drawn.points[place].data_label
            label.font.size = Pt(SMALLEST)
            set_colour(label.font.color, "paper")
            label.position = XL_LABEL_POSITION.CENTER


def _telling(series: Series) -> tuple[int, ...]:
    """Every place where there are few; else the first, the newest, the highest and the lowest after it."""
    known = [i for i, point in enumerate(series.points) if point.value is not None]
    if len(known) <= 12:
        return tuple(known)
    highest = max(known, key=lambda i: series.points[i].value or 0.0)
    later = [i for i in known if highest < i < known[-1]]
    lowest = min(later, key=lambda i: series.points[i].value or 0.0, default=highest)
    return tuple(sorted({known[0], highest, lowest, known[-1]}))


def _label_some(drawn: Any, series: Series, places: Sequence[int], position: Any, texts: Texts) -> None:
    for place in places:
        point = series.points[place]
        label = drawn.points[place].data_label
        frame = label.text_frame
        frame.word_wrap = False
        frame.text = _short(point, series, place, texts)
        run = frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(SMALLEST), True
        set_colour(run.font.color, f"{series.role}-text" if series.role in ("vehicles", "chips", "other") else "ink")
        label.position = position


def _short(point: Point, series: Series, place: int, texts: Texts) -> str:
    """A number as a label: long counts shortened, all others as they are written."""
    cell = series.cells[place]
    unit = cell.fact.unit if cell.fact else ""
    if unit in ("units", "vehicles") and point.value is not None:
        return texts.volume(point.value)
    return point.text


def _set_wholes_above(chart: Any, panel: Panel) -> None:
    """What a stack is part of becomes a series of marks in the same plot, its numbers above the stack."""
    plot = chart._chartSpace.find(".//" + qn("c:barChart"))
    wholes = [i for i, series in enumerate(panel.series) if series.mark == "whole"]
    if not wholes:
        return
    lines = OxmlElement("c:lineChart")
    _child(lines, "c:grouping", val="standard")
    _child(lines, "c:varyColors", val="0")
    for number in wholes:
        series = next(s for s in plot.findall(qn("c:ser")) if s.find(qn("c:idx")).get("val") == str(number))
        plot.remove(series)
        for name in ("c:invertIfNegative",):
            found = series.find(qn(name))
            if found is not None:
                series.remove(found)
        lines.append(_with_marker(series, shown=bool(panel.series[number].name) and not _is_divided(panel)))
    _child(lines, "c:marker", val="1")
    for axis in plot.findall(qn("c:axId")):
        lines.append(copy.deepcopy(axis))
    plot.addnext(lines)


def _is_divided(panel: Panel) -> bool:
    """Whether the whole stands in the stack as well, where its parts are unknown: then it needs no mark."""
    whole = next(series for series in panel.series if series.mark == "whole")
    return any(series.name == whole.name and series.mark == "bar" for series in panel.series)


def _with_marker(series: Any, *, shown: bool) -> Any:
    """The element of a series with its marker where a line chart expects it: after the shape properties."""
    found = series.find(qn("c:marker"))
    if found is not None:
        series.remove(found)
    marker = OxmlElement("c:marker")
    _child(marker, "c:symbol", val="diamond" if shown else "none")
    if shown:
        _child(marker, "c:size", val="9")
        _child(_child(_child(marker, "c:spPr"), "a:solidFill"), "a:schemeClr", val="tx1")
    properties = series.find(qn("c:spPr"))
    if properties is None:
        series.find(qn("c:tx")).addnext(marker)
    else:
        properties.addnext(marker)
    return series


def _join_pairs(chart: Any) -> None:
    """A thin line between the two dots of a period."""
    plot = chart._chartSpace.find(".//" + qn("c:lineChart"))
    joined = OxmlElement("c:hiLowLines")
    line = _child(_child(joined, "c:spPr"), "a:ln", w="12700")
    _child(_child(line, "a:solidFill"), "a:schemeClr", val="accent4")
    plot.find(qn("c:marker")).addprevious(joined)


def _child(parent: Any, name: str, **attributes: str) -> Any:
    child = OxmlElement(name)
    parent.append(child)
    for key, value in attributes.items():
        child.set(key, value)
    return child


def _add_steps(slide: Any, panel: Panel, place: Place, *, span: Span, texts: Texts) -> Any:
    """Dots at dates on an axis of years."""
    series = panel.series[0]
    data = XyChartData(number_format="#,##0")
    drawn = data.add_series(harmless(series.name))
    for code, point in zip(panel.categories, series.points, strict=True):
        drawn.add_data_point(date_position(code), point.value)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *(Emu(int(value)) for value in place), data)
    chart = frame.chart
    _set_text(chart, texts)
    _set_axes(chart, kind="steps", span=span, log=False, code="#,##0")
    years = [date_position(code) for code in panel.categories]
    axis = chart.category_axis
    axis.minimum_scale, axis.maximum_scale = int(min(years)) // 5 * 5, int(max(years)) // 5 * 5 + 10
    axis.major_unit, axis.has_major_gridlines = 10, False
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    made = chart.plots[0].series[0]
    made.format.line.fill.background()
    _mark(made.marker, series, hollow=False)
    made.marker.size = 11
    for number, (code, point) in enumerate(zip(panel.categories, series.points, strict=True)):
        if point.hollow:
            _mark(made.points[number].marker, series, hollow=True)
        label = made.points[number].data_label
        frame_of = label.text_frame
        frame_of.word_wrap = False
        frame_of.text = texts("slides.step", value=texts.volume(point.value or 0.0), date=texts.date(code))
        if panel.captions[number] not in ("", "–"):
            frame_of.add_paragraph().text = panel.captions[number]
        for paragraph in frame_of.paragraphs:
            paragraph.runs[0].font.size = Pt(SMALLEST)
            paragraph.runs[0].font.bold = paragraph is frame_of.paragraphs[0]
        low = (point.value or 0.0) < 0.1 * span.high  # beside a dot near the axis a label would lie on it
        label.position = XL_LABEL_POSITION.ABOVE if low else XL_LABEL_POSITION.LEFT
    return frame
