"""Bytes of one CSV file into a table of text, every fault of the file's form a problem; it must not know
what cells mean.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
from numpy.typing import NDArray

from app.store.cells import Ints, Mask, TextColumn, TextTable, text_column
from app.store.problem import Findings

_BLOCK = 1 << 24
_SAVE = "save the file as “CSV UTF-8 (comma separated)”"
_SIGNATURES = (
    (b"PK\x03\x04", f"is a workbook or zip archive, not a text file; {_SAVE}"),
    (b"\xd0\xcf\x11\xe0", f"is an old Excel workbook, not a text file; {_SAVE}"),
    (b"\xff\xfe", f"is encoded as UTF-16, not UTF-8; {_SAVE}"),
    (b"\xfe\xff", f"is encoded as UTF-16, not UTF-8; {_SAVE}"),
)
_QUOTES = (
    "a quotation mark stands where none may: put the whole cell in quotation marks and write a quotation "
    'mark inside it twice (""); the file cannot be read beyond this place'
)


def read_table(file: str, data: bytes, *, columns: Sequence[str], findings: Findings) -> TextTable | None:
    """Read CSV bytes (UTF-8 with or without BOM, LF or CRLF); None where not even the header is readable.

    A table that comes back may lack columns or ragged rows; each is a problem already, so that nothing of it
    is ever used, but the rest of it can still be checked.
    """
    if not _is_text(file, data, findings):
        return None
    body = data.removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n") + b"\n"
    if _has_stray_quote(file, body, findings):
        return None
    header = _header(file, body, columns=columns, findings=findings)
    if header is None:
        return None
    table = _read_fast(file, body, header) or _read_slowly(file, body, header, findings)
    return None if table is None else _without_empty_rows(table, findings)


def _is_text(file: str, data: bytes, findings: Findings) -> bool:
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            findings.add(file, f"the file {reason}")
            return False
    position = data.find(b"\0")
    if position >= 0:
        reason = f"the file holds a NUL character, as UTF-16 or damaged files do; {_SAVE}"
        findings.add(file, reason, row=_row_at(data, position))
        return False
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        findings.add(file, "the file is empty; its first row must hold the column names")
        return False
    return _is_utf8(file, data, findings)


def _is_utf8(file: str, data: bytes, findings: Findings) -> bool:
    """Decode piece by piece: a whole large file as str would take several times its size."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    for start in range(0, len(data), _BLOCK):
        end = start + _BLOCK
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(view[start:end], final=end >= len(data))
        except UnicodeDecodeError as error:
            position = start - pending + error.start
            reason = f"the text is not UTF-8{_guess(data)}; {_SAVE}"
            findings.add(file, reason, row=_row_at(data, position), value=_around(data, position))
            return False
    position = data.find("\ufffd".encode())
    if position >= 0:
        reason = "holds the sign �: the text was damaged by a wrong encoding earlier; put the right signs back"
        findings.add(file, reason, row=_row_at(data, position), value=_around(data, position))
    return True


def _guess(data: bytes) -> str:
    try:
        text = data[:_BLOCK].decode("gb18030")
    except UnicodeDecodeError:
        return " (perhaps Windows-1252)"
    return " (it looks like Chinese GBK)" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else ""


def _around(data: bytes, position: int) -> str:
    return data[max(position - 10, 0) : position + 10].decode("utf-8", "replace")


def _row_at(data: bytes, position: int) -> int:
    """The spreadsheet row of a byte: line ends inside quotation marks do not count."""
    signs = np.frombuffer(data, np.uint8)[:position]
    ends = np.flatnonzero(signs == ord("\n"))
    quotes = np.flatnonzero(signs == ord('"'))
    return int(np.count_nonzero(np.searchsorted(quotes, ends) % 2 == 0)) + 1


def _has_stray_quote(file: str, body: bytes, findings: Findings) -> bool:
    """Quotation marks must open after and close before a comma or line end; pairs inside a cell fit that
    too.
    """
    signs = np.frombuffer(body, np.uint8)
    quotes = np.flatnonzero(signs == ord('"'))
    opening, closing = quotes[0::2], quotes[1::2]
    before = np.where(opening > 0, signs[np.maximum(opening - 1, 0)], ord(","))
    last = len(signs) - 1
    after = np.where(closing < last, signs[np.minimum(closing + 1, last)], ord(","))
    strays = [*opening[~_may_border_quote(before)][:1], *closing[~_may_border_quote(after)][:1]]
    if not strays and len(quotes) % 2:
        strays = [quotes[-1]]
    if strays:
        position = int(min(strays))
        findings.add(file, _QUOTES, row=_row_at(body, position), value=_around(body, position))
    return bool(strays)


def _may_border_quote(signs: NDArray[np.uint8]) -> Mask:
    return np.isin(signs, np.frombuffer(b',\r\n"', np.uint8))


def _header(file: str, body: bytes, *, columns: Sequence[str], findings: Findings) -> list[str] | None:
    line = body[: 1 << 16].splitlines()[0].decode("utf-8", "replace")
    if _is_separated_otherwise(file, line, columns=columns, findings=findings):
        return None
    try:
        header = next(csv.reader([line], strict=True), [])
    except csv.Error:
        findings.add(file, "the header cannot be read; a column name may not contain a line break", row=1)
        return None
    missing = [name for name in columns if name not in header]
    for name in missing:
        findings.add(file, "the column is missing; add it with exactly this name", row=1, column=name)
    for name in dict.fromkeys(header):
        if name not in columns:
            findings.add(file, _unknown_column(name, missing), row=1, column=name)
        if header.count(name) > 1:
            findings.add(file, f"the column is there {header.count(name)} times; keep one", row=1, column=name)
    return header if len(set(header)) == len(header) else None


def _is_separated_otherwise(file: str, line: str, *, columns: Sequence[str], findings: Findings) -> bool:
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        found = {cell.strip(' "') for cell in line.split(sign)}
        if len(found) > 1 and len(columns) > 1 and len(found & set(columns)) * 2 > len(columns):
            findings.add(file, f"the file is separated by {name}; save it as CSV with commas", row=1, value=line)
            return True
    return False


def _unknown_column(name: str, missing: Sequence[str]) -> str:
    if not name.strip():
        return "a column has no name; delete the empty column"
    for known in missing:
        if name.strip().casefold() == known.casefold():
            return f"the column name must be spelled {known}, without spaces and in lower case"
    return "the descriptor does not know this column; delete it or describe it in datapackage.json"


def _read_fast(file: str, body: bytes, header: Sequence[str]) -> TextTable | None:
    """Read with Arrow; None where a row is ragged or something else needs a closer look."""
    names = [str(place) for place in range(len(header))]
    ragged: list[object] = []

    def skip(row: object) -> str:
        ragged.append(row)
        return "skip"

    try:
        table = pa_csv.read_csv(
            pa.BufferReader(pa.py_buffer(body)),
            read_options=pa_csv.ReadOptions(column_names=names, skip_rows=1, block_size=_BLOCK),
            parse_options=pa_csv.ParseOptions(
                newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())), check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    if ragged:
        return None
    columns = {name: _coded(table.column(place)) for place, name in enumerate(header)}
    return TextTable(file, columns, np.arange(2, table.num_rows + 2))


def _coded(column: pa.ChunkedArray) -> TextColumn:
    """Join the blocks of a column; each block has come with a dictionary of its own."""
    if column.num_chunks == 0:
        return text_column([])
    whole = column.unify_dictionaries()
    codes = np.concatenate([chunk.indices.to_numpy() for chunk in whole.chunks])
    return TextColumn(codes, whole.chunk(0).dictionary)


def _read_slowly(file: str, body: bytes, header: Sequence[str], findings: Findings) -> TextTable | None:
    """Read a file that Arrow refuses row by row, to name each row that is at fault."""
    reader = csv.reader(io.StringIO(body.decode("utf-8"), newline=""), strict=True)
    good: list[list[str]] = []
    rows: list[int] = []
    ragged: list[tuple[int, str | None]] = []
    try:
        next(reader)
        for row, cells in enumerate(reader, start=2):
            if len(cells) in (0, len(header)):
                good.append(cells or [""] * len(header))
                rows.append(row)
            else:
                ragged.append((row, f"{len(cells)} cells: {','.join(cells)}"))
    except csv.Error as error:
        findings.add(file, f"the file cannot be read from here: {error}", row=len(rows) + len(ragged) + 2)
    reason = (
        f"the row has not as many cells as the header ({len(header)}); "
        "put cells that hold a comma in quotation marks, or save again from a spreadsheet"
    )
    findings.add_cells(file, None, count=len(ragged), cells=ragged, reason=reason)
    columns = {name: text_column([cells[place] for cells in good]) for place, name in enumerate(header)}
    return TextTable(file, columns, np.array(rows, dtype=np.int64))


def _without_empty_rows(table: TextTable, findings: Findings) -> TextTable:
    empty = np.ones(len(table.rows), dtype=np.bool_)
    for column in table.columns.values():
        place = column.words.index("").as_py()
        empty &= column.codes == place
    if not empty.any():
        return table
    found: Ints = table.rows[empty]
    cells = [(int(row), None) for row in found]
    findings.add_cells(table.file, None, count=len(found), cells=cells, reason="the row is empty; delete it")
    kept = {name: TextColumn(column.codes[~empty], column.words) for name, column in table.columns.items()}
    return TextTable(table.file, kept, table.rows[~empty])
