"""Any file a clerk has to the tables in it, with everything that was recognised as not data listed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from eduboard.errors import UnusableFile
from eduboard.intake.reading.bundles import is_bundle, read_parts, sheet_in
from eduboard.intake.reading.collecting import without_collecting
from eduboard.intake.reading.decode import decode
from eduboard.intake.reading.dialect import find_dialect
from eduboard.intake.reading.grids import named_tables, with_line_ends
from eduboard.intake.reading.headers import header_key
from eduboard.intake.reading.locate import Merged, Row, below_header, find_header
from eduboard.intake.reading.markup import MarkupTable, is_markup
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
from eduboard.intake.reading.sheets import Sheet
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
BUNDLE_CELL_LIMIT, BUNDLE_TEXT_LIMIT = 30_000_000, 256 * 1024 * 1024
"""What the workbooks of a bundle may hold together, each of which may hold as much: they are kept at once."""
_HEAD_CHARACTERS = 1 << 16


QuickReader = Callable[[bytes], RawTable | None]
"""Reads a file that holds one plain table faster than can be done with care; None leaves it to the careful reader."""

QuickSheetReader = Callable[[Sequence[Sequence[str]], Source, Merged], RawTable | None]
"""Reads a sheet of text, a row for each of its lines, as a ``QuickReader`` does a file."""

Keep = Callable[[RawTable], RawTable]
"""Brings a table of a bundle into the form in which it is kept while the other files are read."""


def read_nothing(_data: bytes) -> None:
    """Leave every file to the careful reader."""


def read_no_sheet(_rows: Sequence[Sequence[str]], _source: Source, _merged: Merged) -> None:
    """Leave every sheet to the careful reader."""


def keep_as_read(table: RawTable) -> RawTable:
    """Keep a table as it was read."""
    return table


def read_tables(
    data: bytes, file_name: str, vocabulary: Collection[str] = (), data_limit: int = DATA_LIMIT
) -> tuple[RawTable, ...]:
    """Return the tables of a file; raise UnusableFile when there is none that can be trusted.

    ``vocabulary`` holds the ``header_key`` of every known column name. With it, two different tables one
    below the other are refused; without it, each is returned.
    """
    return read_file(data, file_name, vocabulary, data_limit).tables


def read_file(
    data: bytes,
    file_name: str,
    vocabulary: Collection[str] = (),
    data_limit: int = DATA_LIMIT,
    *,
    quick: QuickReader = read_nothing,
    quick_sheet: QuickSheetReader = read_no_sheet,
    keep: Keep = keep_as_read,
) -> FileReading:
    """Like ``read_tables``, with the sheets that were left out.

    What a file is, its bytes say; its name only goes into the refusal, under ``file``.  Of a bundle, one file that
    cannot be read refuses the others, too: UnusableFile ``bundle.part`` names it.
    """
    try:
        with without_collecting():
            _refuse_large(data, data_limit)

            def read(single: bytes) -> FileReading:
                table = quick(single)
                return FileReading((table,)) if table else _read(single, frozenset(vocabulary), quick_sheet)

            return _read_bundle(data, read, keep) if is_bundle(data) else read(data)
    except UnusableFile as refusal:
        refusal.params.setdefault("file", file_name)
        raise


def _read_bundle(data: bytes, read: Callable[[bytes], FileReading], keep: Keep) -> FileReading:
    """Read every file of a bundle by itself; together they are bound by what bounds a single one."""
    whole, rows, cells, characters = FileReading(()), 0, 0, 0
    for part in read_parts(data):
        try:
            reading = read(part.data)
        except UnusableFile as problem:
            problem.params.setdefault("file", part.name)
            raise UnusableFile("bundle.part", part=part.name, problem=problem) from problem
        tables = (*reading.tables, *reading.unknown)
        rows += sum(table.row_count for table in tables)
        if rows > ROW_LIMIT:
            raise UnusableFile("file.too_many_rows", rows=rows, limit=ROW_LIMIT)
        bodies = [table.body for table in tables if isinstance(table.body, RowsBody)]
        cells += sum(len(row) for body in bodies for row in body.rows)
        characters += sum(len(cell) for body in bodies for row in body.rows for cell in row)
        if cells > BUNDLE_CELL_LIMIT or characters > BUNDLE_TEXT_LIMIT:
            raise UnusableFile("file.too_many_cells", limit=BUNDLE_CELL_LIMIT)
        whole = FileReading(
            (*whole.tables, *_kept(reading.tables, part.name, keep)),
            (*whole.skipped_sheets, *_renamed(reading.skipped_sheets, part.name)),
            (*whole.unknown, *_kept(reading.unknown, part.name, keep)),
        )
    return whole


def _kept(tables: Iterable[RawTable], part: str, keep: Keep) -> Iterator[RawTable]:
    """Name the tables of one file among those of the whole bundle, and bring them into the form they are kept in."""
    return (keep(replace(table, sheet=sheet_in(part, table.sheet))) for table in tables)


def _renamed(sheets: Iterable[SkippedSheet], part: str) -> Iterator[SkippedSheet]:
    return (replace(sheet, name=sheet_in(part, sheet.name)) for sheet in sheets)


def _refuse_large(data: bytes, data_limit: int) -> None:
    if len(data) > data_limit:
        raise UnusableFile("file.too_large", size=_megabytes(len(data)), limit=_megabytes(data_limit))


def _read(data: bytes, vocabulary: frozenset[str], quick_sheet: QuickSheetReader) -> FileReading:
    if is_workbook(data):
        sheets = read_workbook(data)
        return _read_grids([_grid_of(sheet) for sheet in sheets], vocabulary, quick_sheet)
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
        [(_source_of(name, encoding, table), table.rows, table.merged, False) for name, table in tables],
        vocabulary,
    )


def _source_of(name: str | None, encoding: str, table: MarkupTable) -> Source:
    return Source(
        name,
        encoding,
        hidden_rows=frozenset(row + 1 for row in table.hidden_rows),
        hidden_columns=frozenset(table.hidden_columns),
    )


_Grid = tuple[Source, list[list[str]], Merged, bool]


def _grid_of(sheet: Sheet) -> _Grid:
    source = Source(
        sheet.name,
        hidden_rows=frozenset(row + 1 for row in sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
    )
    return source, sheet.rows, sheet.merged, sheet.hidden


def _read_grids(
    grids: Sequence[_Grid], vocabulary: frozenset[str], quick_sheet: QuickSheetReader = read_no_sheet
) -> FileReading:
    """Read every sheet. As soon as one holds a known table, those that do not are left out, and named."""
    tables: list[RawTable] = []
    skipped: list[SkippedSheet] = []
    failure = UnusableFile("file.empty")
    for source, cells, merged, hidden in grids:
        name = source.sheet
        if hidden or all(map(is_blank, cells)):
            skipped.append(SkippedSheet(name or "", "hidden" if hidden else "empty"))
            continue
        table = quick_sheet(cells, source, merged)
        if table is not None:
            tables.append(table)
            continue
        rows: list[Row] = list(enumerate(cells, start=1))
        try:
            tables.extend(tables_of(rows, source, vocabulary, merged))
        except UnusableFile as problem:
            if problem.code not in ("file.no_header", "file.no_table", "file.transposed"):
                raise
            failure = problem
            skipped.append(SkippedSheet(name or "", "no_table"))
    known = [table for table in tables if _hits(table, vocabulary) >= 2]
    left_out: list[RawTable] = []
    if known:
        unknown = {table.sheet for table in tables} - {table.sheet for table in known}
        skipped += [
            SkippedSheet(source.sheet or "", "unknown") for source, *_ in grids if source.sheet in unknown
        ]
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
