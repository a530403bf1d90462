"""A table as read, by the column: every column is its distinct spellings and, for each row, which of them it has.

What follows reads the spellings, not the cells, so a million rows with a dozen periods cost a dozen readings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv

from eduboard.errors import UnusableFile
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.tables import PlainBody, RawTable, RowsBody, plain_to_rows

_BLOCK = 1 << 23
_MOST_SPELLINGS = 4_000_000
_SPELLINGS = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class BlankRows:
    """Rows in which no column of the contract has anything, and where the first of them stands."""

    count: int
    first_line: int


def column_name(position: int) -> str:
    """Name a column by its position in the file."""
    return f"c{position}"


def stage(table: RawTable) -> Staged:
    """Put a table's body into columns; raise UnusableFile when it holds more different cells than can be read."""
    if table.columns is not None:
        return table.columns
    body, width = table.body, len(table.header)
    if isinstance(body, PlainBody):
        delimiter = table.delimiter or ","
        staged = stage_text(body.text.encode("utf-8"), delimiter, width, body.first_line)
        if staged is not None:
            return staged
        # Not as plain as it looked: the careful reader says what is wrong with which line.
        body = plain_to_rows(body, delimiter, width)
    return _stage_rows(body, width)


def stage_text(text: Any, delimiter: str, width: int, first_line: int) -> Staged | None:
    """Split UTF-8 text without quotes into columns; None when a line has not exactly ``width`` cells.

    Raises UnusableFile as ``stage`` does.
    """
    names = [column_name(position) for position in range(width)]
    # Arrow's own pool keeps what it has freed, as much again as the table takes.
    pool = pa.system_memory_pool()
    try:
        cells = pyarrow.csv.read_csv(
            pa.BufferReader(text),
            read_options=pyarrow.csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter, quote_char=False, escape_char=False, ignore_empty_lines=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, _SPELLINGS), null_values=[""], strings_can_be_null=True
            ),
            memory_pool=pool,
        )
    except pa.ArrowInvalid:
        return None
    lines = pa.array(np.arange(first_line, first_line + cells.num_rows))
    cells = cells.unify_dictionaries(memory_pool=pool)
    pool.release_unused()
    return _within_limits(Staged(cells, lines))


def _stage_rows(body: RowsBody, width: int) -> Staged:
    columns = list(zip(*body.rows, strict=True)) if body.rows else [()] * width
    arrays = [_without_blanks(pa.array(column, pa.string())).dictionary_encode() for column in columns]
    names = [column_name(position) for position in range(width)]
    return _within_limits(Staged(pa.table(arrays, names=names), pa.array(body.lines, pa.int64())))


def _without_blanks(cells: Any) -> Any:
    return pyarrow.compute.if_else(pyarrow.compute.equal(cells, ""), None, cells)


def _within_limits(staged: Staged) -> Staged:
    """Refuse a table in which nearly every cell is another: each spelling is read and remembered by itself."""
    spellings = sum(len(chunk.dictionary) for column in staged.cells.columns for chunk in column.chunks[:1])
    if spellings > _MOST_SPELLINGS:
        raise UnusableFile("file.too_varied", limit=_MOST_SPELLINGS)
    return staged


def leave_out_blank_rows(staged: Staged, columns: Iterable[str]) -> tuple[Staged, BlankRows | None]:
    """Take the rows out that have nothing in any of the columns, as numbered empty forms do."""
    blank: Any = None
    for column in columns:
        empty = staged.cells.column(column).is_null()
        blank = empty if blank is None else pyarrow.compute.and_(blank, empty)
    count = 0 if blank is None else pyarrow.compute.sum(blank).as_py()
    if not count:
        return staged, None
    lines = pa.chunked_array([staged.lines])
    first_line = lines.filter(blank)[0].as_py()
    kept = pyarrow.compute.invert(blank)
    return Staged(staged.cells.filter(kept), lines.filter(kept).combine_chunks()), BlankRows(
        count, first_line
    )
