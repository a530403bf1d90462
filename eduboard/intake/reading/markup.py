"""``.xls`` files that are HTML or Excel-2003 XML inside: the tables in them as rows of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*\?>\s*(?:<\?mso[^>]*\?>\s*)?)?<(?:!doctype\s+html|html|head|meta|style|table|div|body"
    r"|(?:ss:)?workbook)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPAN = 500
_MOST_CELLS = 5_000_000


@dataclass
class MarkupTable:
    """One table: its rows, its merged ranges (as row and column indices), and its name where it has one."""

    name: str | None = None
    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


def is_markup(text: str) -> bool:
    """Return whether a text is HTML or Excel-2003 XML."""
    return _MARKUP.match(text[:4096]) is not None and "<t" in text[:1_000_000].lower()


def read_markup(text: str) -> list[MarkupTable]:
    """Return every table that has rows; text around the tables is left out."""
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return [table for table in reader.tables if any(any(cell.strip() for cell in row) for row in table.rows)]


class _TableReader(HTMLParser):
    """Collects rows and cells; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[MarkupTable] = []
        self._open: list[MarkupTable] = []
        # Columns that a rowspan from above still covers: column -> rows left.
        self._covered: list[dict[int, int]] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._ignored = 0
        self._sheet_name: str | None = None
        self._next_column: int | None = None
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name.removeprefix("ss:"): value or "" for name, value in attrs}
        tag = tag.removeprefix("ss:")
        if tag in ("style", "script", "title"):
            self._ignored += 1
        elif tag == "worksheet":
            self._sheet_name = values.get("name")
        elif tag == "table":
            self._end_cell()
            table = MarkupTable(self._sheet_name)
            self.tables.append(table)
            self._open.append(table)
            self._covered.append({})
        elif tag in ("tr", "row") and self._open:
            self._end_cell()
            self._begin_row(values)
        elif tag in ("td", "th", "cell") and self._open:
            self._end_cell()
            self._begin_cell(tag, values)
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        tag = tag.removeprefix("ss:")
        if tag in ("style", "script", "title"):
            self._ignored = max(0, self._ignored - 1)
        elif tag in ("td", "th", "cell", "tr", "row"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
            self._covered.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._ignored:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _begin_row(self, values: dict[str, str]) -> None:
        rows = self._open[-1].rows
        index = values.get("index", "")
        if index.isdigit() and len(rows) < int(index) - 1 < len(rows) + 100_000:
            rows.extend([] for _ in range(int(index) - 1 - len(rows)))
        rows.append([])
        covered = self._covered[-1]
        self._skip_covered(rows[-1], covered)

    def _skip_covered(self, row: list[str], covered: dict[int, int]) -> None:
        while covered.get(len(row), 0) > 0:
            covered[len(row)] -= 1
            row.append("")

    def _begin_cell(self, tag: str, values: dict[str, str]) -> None:
        if not self._open[-1].rows:
            self._begin_row({})
        if tag == "cell":
            across, down = values.get("mergeacross", "0"), values.get("mergedown", "0")
            self._span = (_span(across) + 1 if across != "0" else 1, _span(down) + 1 if down != "0" else 1)
            index = values.get("index", "")
            row = self._open[-1].rows[-1]
            if index.isdigit() and len(row) < int(index) - 1 < 20_000:
                row.extend([""] * (int(index) - 1 - len(row)))
        else:
            self._span = (_span(values.get("colspan", "1")), _span(values.get("rowspan", "1")))
        self._cell = []

    def _end_cell(self) -> None:
        if self._cell is None or not self._open or not self._open[-1].rows:
            self._cell = None
            return
        table, covered = self._open[-1], self._covered[-1]
        row = table.rows[-1]
        text = _SPACES.sub(" ", "".join(self._cell)).strip()
        self._cell = None
        across, down = self._span
        column = len(row)
        row.append(text)
        self._cells += across
        row.extend([""] * (across - 1) if self._cells < _MOST_CELLS else [])
        if across > 1 or down > 1:
            at = len(table.rows) - 1
            table.merged.append(((at, column), (at + down - 1, column + across - 1)))
        if down > 1:
            for covered_column in range(column, column + across):
                covered[covered_column] = down - 1
        self._skip_covered(row, covered)


def _span(value: str) -> int:
    return max(1, min(int(value), _MOST_SPAN)) if value.isdigit() else 1
