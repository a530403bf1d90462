"""Rows by the column: every column is its distinct spellings and, for each row, which of them it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Staged:
    """Rows in columns named by position (``c0``, ``c1`` …), empty cells null, and the user's line of each row."""

    cells: Any
    lines: Any

    @property
    def row_count(self) -> int:
        """The number of rows."""
        return int(self.cells.num_rows)

    @property
    def with_lines(self) -> Any:
        """The rows as the rules know them under the name ``staging``."""
        return self.cells.append_column("line", self.lines)

    def spellings(self, column: str) -> list[str | None]:
        """List the different cells of a column, None last when some are empty."""
        chunks = self.cells.column(column)
        found: list[str | None] = chunks.chunk(0).dictionary.to_pylist() if chunks.num_chunks else []
        return [*found, None] if chunks.null_count else found

    def first_rows(self, count: int) -> list[tuple[str, ...]]:
        """Give the first rows as text."""
        columns = [column.to_pylist() for column in self.cells.slice(0, count).columns]
        return [tuple(cell or "" for cell in row) for row in zip(*columns, strict=True)]
