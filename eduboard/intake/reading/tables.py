"""Any file a clerk has to the tables in it, with everything that was recognised as not data listed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from eduboard.errors import UnusableFile
from eduboard.intake.reading.collecting import without_collecting
from eduboard.intake.reading.decode import decode
from eduboard.intake.reading.dialect import find_dialect
from eduboard.intake.reading.grids import named_tables, with_line_ends
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.locate import Merged, Row, below_header, find_header
from eduboard.intake.reading.markup import is_markup
from eduboard.intake.reading.model import (
    CELL_LIMIT,
    FileReading,
    PlainBody,
    RawTable,
    RowsBody,
    SkippedSheet,
    Source,
)
from eduboard.intake.reading.plain import PLAIN_AT_LEAST, cut_plain
from eduboard.intake.reading.rowkinds import SkippedRow, is_blank
from eduboard.intake.reading.splitting import Dialect, split_text
from eduboard.intake.reading.stacking import COLUMN_LIMIT, tables_of
from eduboard.intake.reading.workbook import is_workbook, read_workbook

__all__ = [
    "FileReading",
    "PlainBody",
    "RawTable",
    "RowsBody",
    "SkippedRow",
    "SkippedSheet",
    "plain_to_rows",
    "read_file",
    "read_tables",
]

DATA_LIMIT = 200 * 1024 * 1024
ROW_LIMIT = 5_000_000
_HEAD_CHARACTERS = 1 << 18


def read_tables(
    data: bytes, file_name: str, vocabulary: Collection[str] = (), data_limit: int = DATA_LIMIT
) -> tuple[RawTable, ...]:
    """Return the tables of a file; raise UnusableFile when there is none that can be trusted.

    ``vocabulary`` holds the ``header_key`` of every known column name. With it, two different tables one
    below the other are refused; without it, each is returned.
    """
    return read_file(data, file_name, vocabulary, data_limit).tables


def read_file(
    data: bytes, file_name: str, vocabulary: Collection[str] = (), data_limit: int = DATA_LIMIT
) -> FileReading:
    """Like ``read_tables``, with the sheets that were left out.

    What a file is, its bytes say; its name only goes into the refusal, under ``file``.
    """
    try:
        with without_collecting():
            return _read(data, frozenset(vocabulary), data_limit)
    except UnusableFile as refusal:
        refusal.params.setdefault("file", file_name)
        raise


def _read(data: bytes, vocabulary: frozenset[str], data_limit: int) -> FileReading:
    if len(data) > data_limit:
        raise UnusableFile("file.too_large", size=_megabytes(len(data)), limit=_megabytes(data_limit))
    if is_workbook(data):
        sheets = read_workbook(data)
        grids = [(sheet.name, sheet.rows, sheet.merged, sheet.hidden) for sheet in sheets]
        return _read_grids(grids, None, vocabulary)
    decoded = decode(data)
    text = decoded.text
    if is_markup(text):
        return _read_markup(text, decoded.encoding, vocabulary)
    return FileReading(_read_delimited(with_line_ends(text), decoded.encoding, vocabulary))


def plain_to_rows(body: PlainBody, delimiter: str, width: int) -> RowsBody:
    """Return the same rows as tuples of ``width`` cells."""
    lines = body.text.replace("\r\n", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    rows = [tuple(line.split(delimiter)) for line in lines]
    if any(len(row) != width for row in rows):
        raise ValueError(width)
    return RowsBody(list(range(body.first_line, body.first_line + len(rows))), rows)


def _read_delimited(text: str, encoding: str, vocabulary: frozenset[str]) -> tuple[RawTable, ...]:
    rows_at_most = text.count("\n") + text.count("\r")
    if rows_at_most > 2 * ROW_LIMIT or text.count("\n") > ROW_LIMIT:
        if not text.strip():
            raise UnusableFile("file.empty")
        raise UnusableFile("file.too_many_rows", rows=rows_at_most, limit=ROW_LIMIT)
    dialect = find_dialect(text)
    _refuse_long_cells(text, dialect)
    source = Source(None, encoding, dialect)
    if len(text) >= PLAIN_AT_LEAST:
        table = _read_plain(text, source, dialect, vocabulary)
        if table is not None:
            return (table,)
    rows: list[Row] = list(split_text(text, dialect))
    return tuple(tables_of(rows, source, vocabulary, ()))


def _read_plain(text: str, source: Source, dialect: Dialect, vocabulary: frozenset[str]) -> RawTable | None:
    """Take the fast path: read only the head, and prove of the rest that it needs no reading."""
    head: list[Row] = list(split_text(text[: text.rfind("\n", 0, _HEAD_CHARACTERS) + 1], dialect))
    header = find_header(head, vocabulary)
    if header is None or not all(header.names) or len(header.names) > COLUMN_LIMIT:
        return None
    under = below_header(head, header.last)
    first_line = head[header.last][0] + len(under) + 1
    header_rows = [cells for _, cells in head[header.first : header.last + 1]]
    plain = cut_plain(text, first_line, dialect, len(header.names), header_rows)
    if plain is None:
        return None
    return RawTable(
        sheet=None,
        encoding=source.encoding,
        delimiter=dialect.delimiter,
        quote=dialect.quote,
        header_line=head[header.last][0],
        header=header.names,
        skipped=(*header.above, *under, *plain.skipped),
        body=PlainBody(plain.text, first_line),
    )


def _read_markup(text: str, encoding: str, vocabulary: frozenset[str]) -> FileReading:
    tables = named_tables(text)
    if not tables:
        raise UnusableFile("file.no_table")
    return _read_grids(
        [(name, table.rows, table.merged, False) for name, table in tables], encoding, vocabulary
    )


_Grid = tuple[str | None, list[list[str]], Merged, bool]


def _read_grids(grids: Sequence[_Grid], encoding: str | None, vocabulary: frozenset[str]) -> FileReading:
    """Read every sheet. As soon as one holds a known table, those that do not are left out, and named."""
    tables: list[RawTable] = []
    skipped: list[SkippedSheet] = []
    failure = UnusableFile("file.empty")
    for name, cells, merged, hidden in grids:
        if hidden or all(map(is_blank, cells)):
            skipped.append(SkippedSheet(name or "", "hidden" if hidden else "empty"))
            continue
        rows: list[Row] = list(enumerate(cells, start=1))
        try:
            tables.extend(tables_of(rows, Source(name, encoding), vocabulary, merged))
        except UnusableFile as problem:
            if problem.code not in ("file.no_header", "file.no_table"):
                raise
            failure = problem
            skipped.append(SkippedSheet(name or "", "no_table"))
    known = [table for table in tables if _hits(table, vocabulary) >= 2]
    left_out: list[RawTable] = []
    if known:
        unknown = {table.sheet for table in tables} - {table.sheet for table in known}
        skipped += [SkippedSheet(name or "", "unknown") for name, *_ in grids if name in unknown]
        left_out = [table for table in tables if table.sheet in unknown]
        tables = known
    if not tables:
        raise failure
    return FileReading(tuple(tables), tuple(skipped), tuple(left_out))


def _hits(table: RawTable, vocabulary: frozenset[str]) -> int:
    return len(vocabulary.intersection(map(header_key, table.header)))


def _refuse_long_cells(text: str, dialect: Dialect) -> None:
    """Refuse a text with a cell, or a line of cells, that no clerk ever wrote."""
    position = 0
    while len(text) - position > CELL_LIMIT:
        end = max(text.rfind(end, position, position + CELL_LIMIT) for end in "\n\r")
        if end < 0:
            stops = [text.find(end, position) for end in "\n\r"]
            end = min((stop for stop in stops if stop >= 0), default=len(text))
            columns = text.count(dialect.delimiter, position, end) + 1
            if columns > COLUMN_LIMIT:
                line = _line_at(text, position)
                raise UnusableFile("file.too_many_columns", line=line, columns=columns, limit=COLUMN_LIMIT)
            if max(map(len, text[position:end].split(dialect.delimiter))) > CELL_LIMIT:
                raise UnusableFile("file.cell_too_long", line=_line_at(text, position), limit=CELL_LIMIT)
        position = end + 1


def _line_at(text: str, position: int) -> int:
    return len(text[:position].splitlines()) + 1


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
