"""Delimited text to rows of cells, each with the physical line it begins on.

Well-formed text goes through Python's own reader in strict mode. Where that stumbles (a quote that is never
closed, one in the middle of a cell, rows swallowed by a stray quote) each line is read on its own terms: the
reading that gives the table's width with the fewest oddities wins.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eduboard.errors import UnusableFile

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

Cells = tuple[str, ...]
Row = tuple[int, Cells]

_FOREIGN_DELIMITERS = (",", "\t", ";", "|", " ")
# From this width on, a line with that many cells is a row and no sentence with commas.
_SURE_WIDTH = 4
_MOST_FOREIGN = 200
_MOST_SHARED = 200_000
_LONGEST_QUOTED_RUN, _MOST_ATTEMPTS = 60, 500
_LONGEST_MENDED = 20_000
_MOST_PIECES = 300
_MOST_MENDING = 20_000_000
_MENDING = 1000
# What each way of reading a piece of a line costs.
_STRAY_QUOTE, _INNER_QUOTE, _WRONG_WIDTH = 2, 1, 12


@dataclass(frozen=True)
class Dialect:
    """How a text file marks its cells; ``pads`` says that a space follows each delimiter."""

    delimiter: str
    quote: str = '"'
    escape: str | None = None
    pads: bool = False


def split_lines(text: str) -> list[str]:
    r"""Return the physical lines with their ends: ``\n``, ``\r\n`` and ``\r``, nothing else."""
    return list(io.StringIO(text, newline=""))


def split_text(text: str, dialect: Dialect) -> list[Row]:
    """Return every row that has a cell, with its first physical line (from 1)."""
    rows = list(_split_plain(text, dialect)) if dialect.quote not in text else _split_strictly(text, dialect)
    if rows is None or _swallows_rows(rows, dialect):
        rows = list(_split_line_by_line(text, dialect))
    return _with_foreign_rows(rows, text, dialect)


class _Sharing:
    """Keeps one copy of each value that comes again and again: most columns hold few different ones."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def __call__(self, cells: list[str]) -> Cells:
        seen = self._seen
        if len(seen) < _MOST_SHARED:
            return tuple([seen.setdefault(cell, cell) for cell in cells])
        return tuple([seen.get(cell, cell) for cell in cells])


def _split_plain(text: str, dialect: Dialect) -> Iterator[Row]:
    delimiter = dialect.delimiter
    share = _Sharing()
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        content = line.rstrip("\r\n")
        cells = content.split(delimiter) if content else []
        yield number, share([cell.strip(" ") for cell in cells] if dialect.pads else cells)


def _split_strictly(text: str, dialect: Dialect) -> list[Row] | None:
    reader = _reader(text, dialect)
    rows: list[Row] = []
    share = _Sharing()
    before = 0
    try:
        for cells in reader:
            rows.append((before + 1, share(cells)))
            before = reader.line_num
    except csv.Error:
        return None
    return rows


def _swallows_rows(rows: list[Row], dialect: Dialect) -> bool:
    """Return whether a quoted cell holds whole rows: two stray quotes that happened to match."""
    width = _usual_width(rows)
    if width < 2:
        return False
    for index, (line, cells) in enumerate(rows):
        if index + 1 < len(rows) and rows[index + 1][0] == line + 1:
            continue
        for cell in cells:
            inner = cell.splitlines()[1:-1] if "\n" in cell or "\r" in cell else []
            whole = sum(1 for part in inner if part.count(dialect.delimiter) == width - 1)
            if whole == len(inner) >= (1 if width >= _SURE_WIDTH else 3):
                return True
    return False


def _reader(text: str, dialect: Dialect) -> CsvReader:
    """Return Python's own reader, in strict mode."""
    if dialect.escape is not None:
        # A backslash that escapes no quote is a backslash.
        text = re.sub(rf"\\(?!{dialect.quote})", r"\\\\", text)
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape,
        doublequote=dialect.escape is None,
        skipinitialspace=dialect.pads,
        strict=True,
    )


def _usual_width(rows: list[Row]) -> int:
    widths = Counter(len(cells) for _, cells in rows[:2000] if len(cells) > 1)
    return widths.most_common(1)[0][0] if widths else 1


def _with_foreign_rows(rows: list[Row], text: str, dialect: Dialect) -> list[Row]:
    """Read again the few data rows that are written with another delimiter than the rest of the table."""
    width = _usual_width(rows)
    first = next((index for index, (_, cells) in enumerate(rows) if len(cells) == width), len(rows))
    odd = [index for index in range(first, len(rows)) if 0 < len(rows[index][1]) != width]
    if width < _SURE_WIDTH or not odd or len(odd) > _MOST_FOREIGN:
        return rows
    lines = split_lines(text)
    for index in odd:
        number = rows[index][0]
        line = lines[number - 1]
        for delimiter in _FOREIGN_DELIMITERS:
            if delimiter == dialect.delimiter or line.count(delimiter) < width - 1:
                continue
            cells = strict_cells(line, Dialect(delimiter, dialect.quote, dialect.escape))
            if cells is not None and len(cells) == width and any(cell[:1].isdigit() for cell in cells):
                rows[index] = (number, tuple(cells))
                break
    return rows


def _split_line_by_line(text: str, dialect: Dialect) -> Iterator[Row]:
    reader = _LineReader(split_lines(text), dialect)
    share = _Sharing()
    position = 0
    while position < len(reader.lines):
        cells, used = reader.row_at(position)
        yield position + 1, share(cells)
        position += used


def strict_cells(text: str, dialect: Dialect) -> list[str] | None:
    """Return the cells of a text that is exactly one well-formed row, else None."""
    try:
        rows = list(_reader(text, dialect))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


class _LineReader:
    """Reads one row after the other, however its quotes are set."""

    def __init__(self, lines: list[str], dialect: Dialect) -> None:
        self.lines = lines
        self._dialect = dialect
        self._width = _width_of_lines(lines, dialect)
        self._attempts_left = _MOST_ATTEMPTS
        self._mending_left = _MOST_MENDING

    def row_at(self, position: int) -> tuple[list[str], int]:
        """Return the cells of the row that begins on a line, and how many lines it takes."""
        dialect, line = self._dialect, self.lines[position]
        content = line.rstrip("\r\n")
        if not content:
            return [], 1
        if dialect.quote not in content:
            cells = content.split(dialect.delimiter)
            return ([cell.strip(" ") for cell in cells] if dialect.pads else cells), 1
        strict = strict_cells(line, dialect)
        if strict is not None:
            return strict, 1
        # What mending takes grows with the square of the pieces.
        self._mending_left -= _MENDING + content.count(dialect.delimiter) ** 2
        if self._mending_left < 0:
            # A few slips are mended; where line after line is one, each would be a guess.
            raise UnusableFile("file.broken_quotes", line=position + 1)
        joined = self._over_several_lines(position) if self._is_open(content) else None
        return joined or (_mend(content, self._width, dialect)[0], 1)

    def _is_open(self, text: str) -> bool:
        """Return whether a text ends inside a quoted cell, if its quotes come in pairs."""
        escaped = text.count(self._dialect.escape + self._dialect.quote) if self._dialect.escape else 0
        return (text.count(self._dialect.quote) - escaped) % 2 == 1

    def _over_several_lines(self, position: int) -> tuple[list[str], int] | None:
        """Join lines while a quoted cell runs on; stop where a line is a whole row by itself."""
        joined = self.lines[position]
        for used in range(2, min(_LONGEST_QUOTED_RUN, len(self.lines) - position) + 1):
            line = self.lines[position + used - 1]
            alone = strict_cells(line, self._dialect) if self._width >= _SURE_WIDTH else None
            joined += line
            if (alone is not None and len(alone) == self._width) or len(joined) > _LONGEST_MENDED:
                return None
            if self._dialect.quote not in line or self._is_open(joined):
                continue
            if not self._attempts_left:
                return None
            cells = strict_cells(joined, self._dialect)
            if cells is None:
                self._attempts_left -= 1
                if self._width < _SURE_WIDTH:
                    continue
                cells, cost = _mend(joined.rstrip("\r\n"), self._width, self._dialect)
                if cost >= _WRONG_WIDTH:
                    continue
            if len(cells) == self._width or self._width == 1:
                return cells, used
        return None


def _width_of_lines(lines: list[str], dialect: Dialect) -> int:
    widths: Counter[int] = Counter()
    for line in lines[:2000]:
        cells = strict_cells(line, dialect)
        if cells is not None and len(cells) > 1:
            widths[len(cells)] += 1
    if not widths:
        widths.update(line.count(dialect.delimiter) + 1 for line in lines[:2000] if line.strip())
    return widths.most_common(1)[0][0] if widths else 1


def _mend(content: str, width: int, dialect: Dialect) -> tuple[list[str], int]:
    """Split a malformed line so that it costs least in stray quotes and missing or surplus cells."""
    pieces = content.split(dialect.delimiter)
    if dialect.pads:
        pieces = [piece.removeprefix(" ") for piece in pieces]
    if len(pieces) > _MOST_PIECES:
        return pieces, _WRONG_WIDTH
    # cheapest[end][count]: what the pieces before `end` cost as `count` cells, and the last of those cells.
    cheapest: list[dict[int, tuple[int, int, str]]] = [{} for _ in range(len(pieces) + 1)]
    cheapest[0][0] = (0, 0, "")
    most_cells = max(width + 2, len(pieces) if width < 2 else 0)
    for start, counts in enumerate(cheapest[:-1]):
        for end, cell, cost in _cells_from(pieces, start, dialect) if counts else ():
            known = cheapest[end]
            for count, (before, _, _) in counts.items():
                if count < most_cells and before + cost < known.get(count + 1, (1 << 30,))[0]:
                    known[count + 1] = (before + cost, start, cell)
    readings = [
        (cost + _WRONG_WIDTH * abs(count - width), count) for count, (cost, _, _) in cheapest[-1].items()
    ]
    if not readings:
        return pieces, _WRONG_WIDTH
    total, count = min(readings)
    cells: list[str] = []
    end = len(pieces)
    for number in range(count, 0, -1):
        _, end, cell = cheapest[end][number]
        cells.append(cell)
    return cells[::-1], total


def _cells_from(pieces: list[str], start: int, dialect: Dialect) -> Iterator[tuple[int, str, int]]:
    """Yield each cell that may begin at a piece: where it ends, its text, its cost."""
    quote, first = dialect.quote, pieces[start]
    plain_cost = 0 if quote not in first else _INNER_QUOTE if first[:1] != quote else _STRAY_QUOTE
    yield start + 1, first, plain_cost
    if first[:1] != quote:
        return
    for end in range(start + 1, min(len(pieces), start + 64) + 1):
        last = pieces[end - 1].rstrip(" ")
        if not last.endswith(quote) or (end == start + 1 and len(last) < 2):
            continue
        inner = dialect.delimiter.join([*pieces[start : end - 1], last])[1:-1]
        cell, cost = _unescape(inner, dialect)
        yield end, cell, cost


def _unescape(inner: str, dialect: Dialect) -> tuple[str, int]:
    """Resolve the quotes inside a quoted cell; each one that is not escaped costs."""
    quote = dialect.quote
    if quote not in inner:
        return inner, 0
    if dialect.escape is not None:
        kept = inner.replace(dialect.escape + quote, "\x00")
        cost = _INNER_QUOTE * kept.count(quote) + (_STRAY_QUOTE if inner.endswith(dialect.escape) else 0)
        return kept.replace("\x00", quote), cost
    kept = inner.replace(quote * 2, "\x00")
    return kept.replace("\x00", quote), _INNER_QUOTE * kept.count(quote)
