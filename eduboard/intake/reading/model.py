"""What reading a file gives: tables, their bodies, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.rowkinds import SkippedRow
from eduboard.intake.reading.splitting import Dialect

CELL_LIMIT = 100_000
"""Characters in one cell; Excel has room for a third of it."""


@dataclass(frozen=True)
class PlainBody:
    """Rows as text so simple that any strict reader splits it alike; ``first_line`` is its place in the file.

    No quotes, one kind of line end, as many cells in each line as the header has, no blank lines, nothing
    that is not data.
    """

    text: str
    first_line: int


@dataclass(frozen=True)
class RowsBody:
    """Rows as tuples, each exactly as wide as the header, with the physical line each begins on.

    ``ragged`` lists the lines that had text beyond the header's last column, and how far they reach.
    """

    lines: list[int]
    rows: list[tuple[str, ...]]
    ragged: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class RawTable:
    """One table as read. ``header_line`` is 0 where the file names no columns (``look`` only).

    ``hidden_rows`` are the lines of its sheet that nobody sees, ``hidden_columns`` the positions; both are read.
    Where the rows are in ``columns``, the body has none.
    """

    sheet: str | None
    encoding: str | None
    delimiter: str | None
    quote: str | None
    header_line: int
    header: tuple[str, ...]
    skipped: tuple[SkippedRow, ...]
    body: PlainBody | RowsBody
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    columns: Staged | None = None

    @property
    def row_count(self) -> int:
        """The rows of the table."""
        if self.columns is not None:
            return self.columns.row_count
        if isinstance(self.body, RowsBody):
            return len(self.body.rows)
        return self.body.text.count("\n") + (not self.body.text.endswith("\n"))


@dataclass(frozen=True)
class SkippedSheet:
    """A sheet that was not read: it is empty, hidden, or holds no table that the vocabulary knows."""

    name: str
    reason: str


@dataclass(frozen=True)
class FileReading:
    """Everything a file holds; ``unknown`` are the tables of skipped sheets that the vocabulary does not know."""

    tables: tuple[RawTable, ...]
    skipped_sheets: tuple[SkippedSheet, ...] = ()
    unknown: tuple[RawTable, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where rows come from: the sheet and what of it is hidden, or the encoding and dialect of a text."""

    sheet: str | None = None
    encoding: str | None = None
    dialect: Dialect | None = None
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
