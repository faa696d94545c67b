"""The table of a chart: caption, headings of columns and rows, units, marks explained, missing values in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.charts.spec import Cell, Column, Table
from app.components.data_table import data_table
from app.components.markup import markup
from app.i18n import Texts
from app.store.snapshot import Snapshot
from tests.drawings import SLUGS, drawn


@pytest.mark.parametrize("slug", SLUGS)
def test_every_table_has_caption_scopes_a_name_and_no_empty_cell(
    slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn(slug, "de", snapshot=snapshot, texts=texts)
    written = str(markup(data_table(drawing, texts["de"])))
    assert written.count("<caption>") == 1
    assert written.count('scope="col"') == len(drawing.table.columns)
    assert written.count('scope="row"') == len(drawing.table.rows)
    assert 'role="region"' in written
    assert 'tabindex="0"' in written
    assert not re.search(r"<t[dh][^>]*>–?</t[dh]>", written)
    flags = [note for note in drawing.notes if note.kind == "flag"]
    assert written.count("<dd>") == len(flags)


def test_counts_say_what_they_count(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    found = {
        lang: [column.unit for column in drawn("vehicle-output", lang, snapshot=snapshot, texts=texts).table.columns]
        for lang in ("de", "zh")
    }
    assert found["de"] == ["", "Stück", "Stück", "Stück", "", "", ""]
    assert found["zh"][1] == "件"
    written = str(markup(data_table(drawn("vehicle-output", "zh", snapshot=snapshot, texts=texts), texts["zh"])))
    assert "（件）" in written


@pytest.mark.parametrize(
    ("value", "sorted_by"),
    [
        (21.2, "21.2"),
        (8823000000.0, "8823000000"),
        (0.0, "0"),
        ("2025-9M", "2025.7500"),
        ("2025", "2026.0000"),
        ("2025-12-10", "2025.9435"),
        ("motorcycles", ""),
    ],
)
def test_cells_are_sorted_by_what_lies_behind_them(
    value: float | str, sorted_by: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    table = Table(caption="", columns=(Column(key="a", label="A"),), rows=((Cell(text="x", value=value),),))
    drawing = replace(drawn("vehicle-output", "de", snapshot=snapshot, texts=texts), table=table)
    written = str(markup(data_table(drawing, texts["de"])))
    assert (f'data-sort="{sorted_by}"' in written) if sorted_by else ("data-sort" not in written)
