"""The CSV of a chart: for machines and for spreadsheets, its numbers those of the table, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.charts.spec import Cell, Column, Fact, Table
from app.exports.tables import harmless, is_quantity, machine_csv, spreadsheet_csv
from app.i18n import Texts
from app.state import LANGUAGES
from app.store.snapshot import Snapshot
from tests.drawings import SLUGS, drawn


def numbers(table: Table, place: int) -> list[float | None]:
    return [float(row[place].value) if isinstance(row[place].value, int | float) else None for row in table.rows]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_of_the_table_is_in_the_csv_as_it_is(
    slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn(slug, "de", snapshot=snapshot, texts=texts)
    raw = machine_csv(drawing)
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))
    assert len(rows) == len(drawing.table.rows)
    seen = 0
    for place, column in enumerate(drawing.table.columns):
        if is_quantity(drawing.table, place):
            read = [float(row[column.key]) if row[column.key] else None for row in rows]
            assert read == numbers(drawing.table, place)
            seen += sum(value is not None for value in read)
    assert seen


@pytest.mark.matrix
@pytest.mark.parametrize("slug", SLUGS)
def test_the_keys_of_a_csv_are_the_same_in_every_language(
    slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    heads = {machine_csv(drawn(slug, lang, snapshot=snapshot, texts=texts)).partition(b"\n")[0] for lang in LANGUAGES}
    assert len(heads) == 1
    head = heads.pop().decode("ascii").split(",")
    assert len(set(head)) == len(head)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_says_unit_evidence_and_a_known_source(
    slug: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    table = drawn(slug, "en", snapshot=snapshot, texts=texts).table
    found = [cell for row in table.rows for cell in row if isinstance(cell.value, int | float)]
    assert found
    for cell in found:
        assert cell.fact is not None, cell
        assert cell.fact.unit
        assert snapshot.record("evidence", cell.fact.evidence)
        assert cell.fact.sources
        for code in (*cell.fact.sources, *cell.fact.also):
            assert snapshot.record("sources", code)
        for code in cell.fact.flags:
            assert snapshot.record("flags", code)


def test_an_index_is_no_percentage_whatever_its_row_says(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(machine_csv(drawn("output-index", "en", snapshot=snapshot, texts=texts)).decode(), newline="")
        )
    )
    assert {row["value_unit"] for row in rows} == {"index"}
    assert {row["count_unit"] for row in rows} == {"units"}
    assert {row["value_derived"] for row in rows} == {"true"}
    assert {row["count_derived"] for row in rows} == {"false"}


def test_a_target_and_its_outcome_have_marks_of_their_own(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(machine_csv(drawn("targets", "en", snapshot=snapshot, texts=texts)).decode(), newline="")
        )
    )
    steel = next(row for row in rows if row["sector"] == "industry" and row["year"] == "2025")
    assert (steel["promise_evidence"], steel["outcome_evidence"]) == ("weak", "press")
    assert steel["promise_sources"] != steel["outcome_sources"]
    assert steel["percent_derived"] == "true"
    assert steel["percent_evidence"] == "weak"


@pytest.mark.parametrize(
    ("lang", "delimiter", "number"), [("de", ";", "12,6"), ("en", ",", "12.6"), ("zh", ",", "12.6")]
)
def test_a_spreadsheet_of_the_language_reads_its_csv(
    lang: str, delimiter: str, number: str, snapshot: Snapshot, texts: Mapping[str, Texts]
) -> None:
    drawing = drawn("sector-growth", lang, snapshot=snapshot, texts=texts)
    raw = spreadsheet_csv(drawing, snapshot=snapshot, texts=texts[lang])
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert rows[0][0] == drawing.table.columns[0].label
    car = next(row for row in rows if row[0] == snapshot.label("sectors", "automotive", lang))
    value = rows[0].index(drawing.table.columns[3].label)
    assert car[value : value + 2] == [number, snapshot.label("units", "percent", lang)]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@cmd", "\t=1", "\r=1", " =1", "＝1", "\N{NO-BREAK SPACE}+1"])
def test_a_text_that_would_be_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "–", "− 3", "GWh", "’", "1-2", "中国", "≥ 3"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_numbers_and_only_texts_are_made_harmless(snapshot: Snapshot, texts: Mapping[str, Texts]) -> None:
    drawing = drawn("sector-growth", "de", snapshot=snapshot, texts=texts)
    table = Table(
        caption="",
        columns=(Column(key="sector", label="=Sektor"), Column(key="value", label="Wert", numeric=True)),
        rows=((Cell(text="=HYPERLINK(1)", value="@x"), Cell(text="−1,5", value=-1.5, fact=Fact(unit="percent"))),),
    )
    hostile = replace(drawing, table=table)
    machine = list(csv.reader(io.StringIO(machine_csv(hostile).decode(), newline="")))
    assert machine[1][:4] == ["'@x", "'=HYPERLINK(1)", "-1.5", "percent"]
    raw = spreadsheet_csv(hostile, snapshot=snapshot, texts=texts["de"]).decode("utf-8-sig")
    sheet = list(csv.reader(io.StringIO(raw, newline=""), delimiter=";"))
    assert sheet[0][0] == "'=Sektor"
    assert sheet[1][:2] == ["'=HYPERLINK(1)", "-1,5"]
