"""Big plain files: head and tail are read with care, the middle by the column.

What the careful reader would look for in every row (totals, notes, repeated headers, blank rows) shows in the
distinct spellings of the first columns.  As soon as there is any doubt, the careful reader has the whole file.
"""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute

from eduboard.errors import UnusableFile
from eduboard.intake.reading.bundles import is_bundle
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.decode import decode
from eduboard.intake.reading.dialect import find_dialect
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.locate import Merged
from eduboard.intake.reading.model import Source
from eduboard.intake.reading.rowkinds import NEAR_START, RowSorter, may_be_total
from eduboard.intake.reading.stacking import tables_of
from eduboard.intake.reading.tables import (
    FileReading,
    PlainBody,
    RawTable,
    RowsBody,
    keep_as_read,
    read_file,
)
from eduboard.intake.reading.unquoting import without_quotes
from eduboard.intake.reading.words import MARKER_CHARACTERS
from eduboard.intake.reading.workbook import is_workbook
from eduboard.intake.staging import stage, stage_text

BULK_AT_LEAST, BULK_ROWS_AT_LEAST = 1 << 20, 5000
_HEAD, _HEAD_ROWS = 1 << 19, 500
_TAIL_LINES = 64
_UNIT_SEPARATOR = "\x1f"
_MOST_SUSPECTS = 5000


def read_in_columns(data: bytes, file_name: str, vocabulary: Collection[str], data_limit: int) -> FileReading:
    """Read a file as ``read_file`` does, big plain ones by the column.

    Those of a bundle are all put into columns, each before the next is read, so that one at a time is held as text.
    """
    return read_file(
        data,
        file_name,
        vocabulary,
        data_limit,
        quick=partial(read_bulk, vocabulary=vocabulary),
        quick_sheet=partial(read_bulk_sheet, vocabulary=vocabulary),
        keep=in_columns if is_bundle(data) else keep_as_read,
    )


def in_columns(table: RawTable) -> RawTable:
    """Put the rows of a table into columns; what of its body is still asked for is kept."""
    body = table.body if isinstance(table.body, RowsBody) else None
    lines = body.lines if body and table.hidden_rows else []
    return replace(table, columns=stage(table), body=RowsBody(lines, [], body.ragged if body else []))


def read_bulk(data: bytes, vocabulary: Collection[str]) -> RawTable | None:
    """Read a big plain file into columns; None leaves it to the careful reader.

    Raises UnusableFile when the bytes are not text in one encoding.
    """
    if len(data) < BULK_AT_LEAST or b"\x00" in data or is_workbook(data):
        return None
    encoding, text = _as_utf8(data)
    dialect = find_dialect(text[: text.rfind(b"\n", 0, _HEAD) + 1].decode("utf-8", "replace"))
    if dialect.quote.encode() in text:
        unquoted = None if dialect.escape else without_quotes(text, dialect.delimiter, dialect.quote)
        if unquoted is None:
            return None
        text = unquoted
    head, tail = text.rfind(b"\n", 0, _HEAD) + 1, _start_of_last_lines(text)
    if not 0 < head < tail or not _has_one_line_end(text):
        return None
    sample = text[:head] + text[tail:]
    table = _only_plain_table(sample, vocabulary)
    if table is None:
        return None
    staged = _stage_between(text, len(sample), table)
    if staged is None or not _is_all_data(staged, table):
        return None
    head_lines = text.count(b"\n", 0, head)
    left_out = staged.row_count - table.row_count
    skipped = tuple(
        replace(row, line=row.line + left_out) if row.line > head_lines else row for row in table.skipped
    )
    return replace(table, encoding=encoding, skipped=skipped, columns=staged, body=RowsBody([], []))


def read_bulk_sheet(
    rows: Sequence[Sequence[str]], source: Source, merged: Merged, vocabulary: Collection[str]
) -> RawTable | None:
    """Read a long plain sheet as ``read_bulk`` does a file."""
    if len(rows) < BULK_ROWS_AT_LEAST or source.hidden_rows or _reach(merged) >= _HEAD_ROWS:
        return None
    tail = len(rows) - _TAIL_LINES
    sample = [*enumerate(rows[:_HEAD_ROWS], start=1), *enumerate(rows[tail:], start=tail + 1)]
    try:
        table, *others = tables_of(sample, source, vocabulary, merged)
    except UnusableFile:
        # The careful reader says so of the whole sheet.
        return None
    if others or not table.header_line or not isinstance(table.body, RowsBody) or not table.body.lines:
        return None
    first, last = table.body.lines[0], table.body.lines[-1]
    has_gaps = table.body.lines != [*range(first, _HEAD_ROWS + 1), *range(tail + 1, last + 1)]
    if has_gaps or last <= tail or tuple(map(str.strip, rows[table.header_line - 1])) != table.header:
        return None
    staged = _stage_as_text(rows[first - 1 : last], len(table.header), first)
    if staged is None or not _is_all_data(staged, table) or _names_columns_again(staged, vocabulary):
        return None
    return replace(table, columns=staged, body=RowsBody([], []))


def _names_columns_again(staged: Staged, vocabulary: Collection[str]) -> bool:
    """Tell whether another table may begin among the rows, which in a sheet are all of one width."""
    spellings = chain.from_iterable(map(staged.spellings, staged.cells.column_names[:2]))
    return any(header_key(spelling or "") in vocabulary for spelling in spellings)


def _reach(merged: Merged) -> int:
    """Return how far down merged cells reach, counted from 0."""
    return max((row for _, (row, _) in merged), default=0)


def _stage_as_text(rows: Sequence[Sequence[str]], width: int, first_line: int) -> Staged | None:
    """Split cells anew by a character that none of them has: the column goes through Arrow's hands, not Python's."""
    text = "\n".join(map(_UNIT_SEPARATOR.join, rows))
    is_split_alike = (
        text.count(_UNIT_SEPARATOR) == len(rows) * (width - 1) and text.count("\n") == len(rows) - 1
    )
    if width < 2 or not is_split_alike or "\r" in text:
        return None
    return stage_text(text.encode("utf-8"), _UNIT_SEPARATOR, width, first_line)


def _only_plain_table(sample: bytes, vocabulary: Collection[str]) -> RawTable | None:
    """Read head and tail with care; None when there is more than one plain table with one row of header."""
    try:
        table, *others = read_file(sample, "", vocabulary).tables
    except UnusableFile:
        # The careful reader says so with the lines of the whole file.
        return None
    is_plain = isinstance(table.body, PlainBody) and table.delimiter and table.quote
    return table if is_plain and not others and _has_one_header_row(sample, table) else None


def _stage_between(text: bytes, sample_size: int, table: RawTable) -> Staged | None:
    """Split all that stands between the header and what was left out at the end."""
    body, delimiter, quote = table.body, table.delimiter or "", table.quote or ""
    if not isinstance(body, PlainBody):
        return None
    start = _offset_of_line(text, body.first_line)
    end = len(text) - (sample_size - start - len(body.text.encode("utf-8")))
    if text.find(quote.encode(), start, end) >= 0:
        return None
    return stage_text(memoryview(text)[start:end], delimiter, len(table.header), body.first_line)


def _as_utf8(data: bytes) -> tuple[str, bytes]:
    """Give the encoding, and the text as UTF-8.

    Where the head leaves no doubt that it is UTF-8, the rest is not decoded here: whatever is not UTF-8 in it
    stops ``stage_text``.
    """
    head = data[: data.rfind(b"\n", 0, _HEAD) + 1]
    if not head.isascii() and not _has_mark(data) and decode(head).encoding == "utf-8":
        return "utf-8", data
    decoded = decode(data)
    return decoded.encoding, data if decoded.encoding == "utf-8" else decoded.text.encode("utf-8")


def _has_mark(data: bytes) -> bool:
    # A single byte is found in a twentieth of the time.
    return codecs.BOM_UTF8[:1] in data and codecs.BOM_UTF8 in data


def _start_of_last_lines(text: bytes) -> int:
    offset = len(text)
    for _ in range(_TAIL_LINES + 1):
        offset = text.rfind(b"\n", 0, offset)
    return offset + 1


def _has_one_line_end(text: bytes) -> bool:
    return b"\r" not in text or text.count(b"\r") == text.count(b"\r\n") == text.count(b"\n")


def _offset_of_line(text: bytes, line: int) -> int:
    offset = 0
    for _ in range(line - 1):
        offset = text.find(b"\n", offset) + 1
    return offset


def _has_one_header_row(text: bytes, table: RawTable) -> bool:
    start = _offset_of_line(text, table.header_line)
    line = text[start : text.find(b"\n", start)].decode("utf-8").rstrip("\r")
    return tuple(cell.strip() for cell in line.split(table.delimiter)) == table.header


def _is_all_data(staged: Staged, table: RawTable) -> bool:
    """Tell whether the careful reader would take every row for data."""
    columns = staged.cells.column_names
    spellings = {column: staged.spellings(column) for column in columns[:NEAR_START]}
    if any(spelling and may_be_total(spelling) for found in spellings.values() for spelling in found):
        return False
    if _has_lone_cells(staged):
        return False
    sorter = RowSorter([table.header], len(table.header))
    starts = sorter.first_characters | MARKER_CHARACTERS
    suspects = [
        spelling
        for spelling in spellings[columns[0]]
        if spelling is None or not spelling.strip() or spelling.strip()[0] in starts
    ]
    rows = _rows_that_begin_with(staged, suspects)
    return rows is not None and not any(sorter.kind_of(row) for row in rows)


def _has_lone_cells(staged: Staged) -> bool:
    """Tell whether a row has so few cells with text that it may be a heading, a note or signed."""
    columns = staged.cells.columns
    enough = min(3, len(columns))
    with_gaps = [column for column in columns if _has_gaps(column)]
    if len(columns) - len(with_gaps) >= enough:
        return False
    filled: Any = pa.scalar(0, pa.int16())
    for column in columns:
        filled = pyarrow.compute.add(filled, column.is_valid().cast(pa.int16()))
    return bool(pyarrow.compute.min(filled).as_py() < enough) or any(map(_has_spaces_only, with_gaps))


def _has_gaps(column: Any) -> bool:
    return column.null_count > 0 or _has_spaces_only(column)


def _has_spaces_only(column: Any) -> bool:
    return any(not spelling.strip() for spelling in column.chunk(0).dictionary.to_pylist())


def _rows_that_begin_with(
    staged: Staged, spellings: Sequence[str | None]
) -> Iterable[tuple[str, ...]] | None:
    """Give the rows whose first cell is one of the spellings; None when there are too many to look at."""
    if not spellings:
        return ()
    wanted = pa.array(spellings, pa.string())
    first = staged.cells.column(0).cast(pa.string())
    rows = staged.cells.filter(pyarrow.compute.is_in(first, value_set=wanted))
    if rows.num_rows > _MOST_SUSPECTS:
        return None
    return Staged(rows, None).first_rows(rows.num_rows)
