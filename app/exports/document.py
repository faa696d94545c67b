"""A chart for machines and as plain words: JSON of one documented shape, and the text that stands for the picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.charts.spec import Cell, Drawing, Fact, SourceEntry
from app.exports.key_values import KeyValue, KeyValues, key_values
from app.exports.tables import is_quantity, unit_name
from app.i18n import Texts
from app.store.snapshot import Snapshot

SHAPE = "doppelkern-chart/1"
"""The name of the JSON's shape; it changes when a reader of the former one would stumble."""


def json_bytes(drawing: Drawing, *, address: str, snapshot: Snapshot, texts: Texts) -> bytes:
    """The chart as JSON in UTF-8; ``address`` is where the view stands. See docs/json.md."""
    whole = document(drawing, address=address, snapshot=snapshot, texts=texts)
    return (json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def document(drawing: Drawing, *, address: str, snapshot: Snapshot, texts: Texts) -> dict[str, Any]:
    """What ``json_bytes`` writes."""
    table = drawing.table
    quantities = [is_quantity(table, i) for i in range(len(table.columns))]
    units = dict.fromkeys(cell.fact.unit for row in table.rows for cell in row if cell.fact and cell.fact.unit)
    return {
        "shape": SHAPE,
        "slug": drawing.slug,
        "page": drawing.page,
        "lang": drawing.lang,
        "data_version": drawing.version,
        "address": address,
        "parameters": dict(drawing.address),
        "kicker": drawing.kicker,
        "title": drawing.title,
        "subtitle": drawing.subtitle,
        "note": drawing.note,
        "alt": drawing.alt,
        "source_line": drawing.source_line,
        "empty": asdict(drawing.empty) if drawing.empty else None,
        "columns": [
            {"key": column.key, "label": column.label, "kind": "number" if quantity else "text"}
            for column, quantity in zip(table.columns, quantities, strict=True)
        ],
        "rows": [
            {
                column.key: _number(cell) if quantity else _text(cell)
                for column, cell, quantity in zip(table.columns, row, quantities, strict=True)
            }
            for row in table.rows
        ],
        "units": {code: unit_name(code, snapshot=snapshot, texts=texts) for code in units},
        "key_values": [_key_values(entry) for entry in key_values(table, texts)],
        "milestones": [asdict(marker) for marker in drawing.markers],
        "notes": [asdict(note) for note in drawing.notes],
        "sources": [_source(source) for source in drawing.sources],
    }


def _text(cell: Cell) -> dict[str, Any]:
    found: dict[str, Any] = {"value": cell.value, "text": cell.text}
    return found | {"url": cell.href} if cell.href else found


def _number(cell: Cell) -> dict[str, Any] | None:
    if not isinstance(cell.value, int | float):
        return None
    fact = cell.fact or Fact()
    return {
        "value": int(cell.value) if float(cell.value).is_integer() else cell.value,
        "text": cell.text,
        "unit": fact.unit,
        "flags": list(fact.flags),
        "evidence": fact.evidence,
        "sources": list(fact.sources),
        "also": list(fact.also),
        "derived": fact.derived,
        "unsure": fact.unsure,
    }


def _key_values(entry: KeyValues) -> Mapping[str, Any]:
    return {
        "series": dict(entry.series),
        "quantity": entry.quantity,
        "name": entry.name,
        "start": _dated(entry.start),
        "end": _dated(entry.end),
        "change": {"value": entry.change.value, "unit": entry.change.unit, "text": entry.change.text}
        if entry.change
        else None,
    }


def _dated(value: KeyValue | None) -> dict[str, Any] | None:
    return asdict(value) if value else None


def _source(source: SourceEntry) -> dict[str, Any]:
    said = {name: text for name, text in asdict(source).items() if name != "published"}
    return {name: text for name, text in said.items() if name != "url" or text}


def plain_text(drawing: Drawing, *, address: str) -> bytes:
    """Headline, the chart in words, note, source line and address, in UTF-8: it stands for the picture."""
    headline = "" if drawing.alt.startswith(drawing.title) else drawing.title
    parts = [headline, drawing.alt, drawing.note]
    if drawing.empty:
        parts = [drawing.title, drawing.empty.reason, drawing.empty.way_out]
    paragraphs = [part for part in (*parts, drawing.source_line, address) if part]
    return ("\n\n".join(paragraphs) + "\n").encode("utf-8")
