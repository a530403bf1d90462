"""Rows to the tables that stand in them: header, data, and all that is neither."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from eduboard.errors import UnusableFile
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.locate import Header, Merged, Row, below_header, extent, find_header
from eduboard.intake.reading.merged import spread_merged
from eduboard.intake.reading.model import RawTable, RowsBody, Source
from eduboard.intake.reading.rowkinds import (
    NEAR_START,
    RowSorter,
    SkippedRow,
    is_blank,
    is_figure,
    may_name_total,
)
from eduboard.texts.files import UNNAMED_COLUMN

COLUMN_LIMIT = 500
_LOOK_AT = 60
_KNOWN_AT_LEAST, _NAMES_AT_LEAST = 2, 3
_MOST_SKIPPED = 200_000
"""Totals and notes that are listed one by one; a table of nothing else is none."""


def tables_of(
    rows: list[Row], source: Source, vocabulary: Collection[str], merged: Merged
) -> Iterator[RawTable]:
    """Yield the tables that stand in the rows, one below the other."""
    widest = max(rows, key=lambda row: len(row[1]), default=(0, ()))
    if len(widest[1]) > COLUMN_LIMIT:
        raise UnusableFile(
            "file.too_many_columns", line=widest[0], columns=len(widest[1]), limit=COLUMN_LIMIT
        )
    header = find_header(rows, vocabulary, merged)
    if vocabulary and (header is None or header.hits < _KNOWN_AT_LEAST) and _is_transposed(rows, vocabulary):
        raise UnusableFile("file.transposed", line=rows[0][0])
    if header is None:
        header = _without_header(rows, vocabulary)
    table, rest = _cut_table(spread_merged(rows, header, merged), header, source, vocabulary)
    yield table
    if rest:
        yield from tables_of(rest, source, vocabulary, ())


def _is_transposed(rows: list[Row], vocabulary: Collection[str]) -> bool:
    """Tell whether the names of the columns stand below each other, at the start of each row."""
    first_cells = (next(iter(cells), "") for _, cells in rows[:_LOOK_AT])
    return len({key for key in map(header_key, first_cells) if key in vocabulary}) >= _NAMES_AT_LEAST


def _without_header(rows: list[Row], vocabulary: Collection[str]) -> Header:
    """Name the columns by number, where nobody asks for names; otherwise refuse."""
    first = next((index for index, (_, cells) in enumerate(rows) if not is_blank(cells)), None)
    if first is None:
        raise UnusableFile("file.empty")
    full = next((i for i, (_, cells) in enumerate(rows) if sum(map(is_figure, cells)) > 0), None)
    if full is None:
        raise UnusableFile("file.no_table")
    if vocabulary:
        raise UnusableFile("file.no_header", line=rows[full][0])
    width = max(len(cells) for _, cells in rows[full : full + 200])
    names = tuple(UNNAMED_COLUMN.format(number=number + 1) for number in range(width))
    return Header(full, full - 1, names)


def _cut_table(
    rows: list[Row], header: Header, source: Source, vocabulary: Collection[str]
) -> tuple[RawTable, list[Row]]:
    width = len(header.names)
    numbered = header.last < header.first
    under = () if numbered else below_header(rows, header.last)
    sorter = RowSorter([cells for _, cells in rows[header.first : header.last + 1]], width, header.above)
    skipped = [*header.above, *under]
    body = RowsBody([], [])
    rest: list[Row] = []
    begins_data = _glance(sorter, vocabulary)
    blank_before = after_data = False
    for index in range(header.last + 1 + len(under), len(rows)):
        line, cells = rows[index]
        if after_data and len(cells) == width and begins_data(tuple(cells[:NEAR_START])):
            body.lines.append(line)
            body.rows.append(tuple(cells))
            continue
        kind = sorter.kind_of(cells)
        if kind is None and _begins_another_table(rows, index, vocabulary, blank_before):
            if vocabulary:
                raise UnusableFile("file.two_tables", line=rows[header.last][0], second_line=line)
            rest = rows[index:]
            break
        if kind is None:
            _append(body, line, cells, width)
        elif kind != "blank" or not blank_before:
            skipped.append(SkippedRow(line, kind, () if kind == "blank" else tuple(cells)))
            if len(skipped) > _MOST_SKIPPED:
                raise UnusableFile("file.too_many_notes", line=skipped[0].line, limit=_MOST_SKIPPED)
        blank_before, after_data = kind == "blank", kind is None
    dialect = source.dialect
    table = RawTable(
        source.sheet,
        source.encoding,
        dialect.delimiter if dialect else None,
        dialect.quote if dialect else None,
        0 if numbered else rows[header.last][0],
        header.names,
        tuple(skipped),
        body,
        source.hidden_rows,
        source.hidden_columns,
    )
    return table, rest


def _glance(sorter: RowSorter, vocabulary: Collection[str]) -> Callable[[tuple[str, ...]], bool]:
    """Make the test that tells most rows below a data row for data, by the cells they begin with.

    Rows that begin alike are many: each beginning is looked at once.
    """

    @cache
    def begins_data(start: tuple[str, ...]) -> bool:
        return (
            sorter.begins_data(start)
            and not any(map(may_name_total, start))
            and not any(header_key(cell) in vocabulary for cell in start[:2])
        )

    return begins_data


def _append(body: RowsBody, line: int, cells: Sequence[str], width: int) -> None:
    if len(cells) < width:
        cells = [*cells, *[""] * (width - len(cells))]
    elif len(cells) > width:
        if any(map(str.strip, cells[width:])):
            body.ragged.append((line, extent(cells)))
        cells = cells[:width]
    body.lines.append(line)
    body.rows.append(cells if isinstance(cells, tuple) else tuple(cells))


def _begins_another_table(
    rows: list[Row], index: int, vocabulary: Collection[str], blank_before: bool
) -> bool:
    """Return whether a row that is none of this table's is the header of the next."""
    cells = rows[index][1]
    if vocabulary:
        if not any(header_key(cell) in vocabulary for cell in cells[:2]):
            return False
        keys = {header_key(cell) for cell in cells if cell.strip()}
        hits = len(keys & set(vocabulary)) if len(keys) < 60 else 0
        return hits >= 3 and hits >= 0.6 * len(keys) and not any(is_figure(cell) for cell in cells)
    if not blank_before or len([cell for cell in cells if cell.strip()]) < 2:
        return False
    if any(is_figure(cell) for cell in cells if cell.strip()):
        return False
    below = [row for _, row in rows[index + 1 : index + 6]]
    return any(is_figure(cell) for row in below for cell in row if cell.strip())
