"""The fast path for big clean files: prove that the text needs no reading of its own, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from eduboard.intake.reading.rowkinds import NEAR_START, RowSorter, SkippedRow, may_be_total
from eduboard.intake.reading.splitting import Dialect
from eduboard.intake.reading.words import MARKER_CHARACTERS, TOTAL_CHARACTERS, TOTAL_HINT

PLAIN_AT_LEAST = 1 << 18
_CHUNK = 1 << 22
_TAIL_LINES = 64
_MOST_SUSPECTS = 5000
_WHITESPACE = " \t\u00a0\u3000\u2000\u2001\u2002\u2003\u2009\u200a\u202f\x0b\x0c\r\x1c\x1d\x1e\x1f\x85"


@dataclass(frozen=True)
class PlainText:
    """The rows' text, and what was cut off below them."""

    text: str
    skipped: tuple[SkippedRow, ...]


def cut_plain(
    text: str, body_line: int, dialect: Dialect, width: int, header_rows: Sequence[Sequence[str]]
) -> PlainText | None:
    """Return the text from a line on when every row of it is simple data, else None.

    What stands below the last data row (totals, notes, blank rows) is cut off and listed.
    """
    if width < 2 or dialect.pads or not _has_one_line_end(text):
        return None
    start = _offset_of_line(text, body_line)
    if text.find(dialect.quote, start) >= 0:
        return None
    end, skipped = _cut_tail(text, start, body_line, dialect, header_rows, width)
    if end <= start:
        return None
    body = text[start:end]
    sorter = RowSorter(header_rows, width)
    if not all(_is_simple(lines, dialect.delimiter, width, sorter) for lines in _chunks(body)):
        return None
    return PlainText(body, skipped)


def _has_one_line_end(text: str) -> bool:
    returns = text.count("\r")
    return returns == 0 or returns == text.count("\r\n") == text.count("\n")


def _offset_of_line(text: str, line: int) -> int:
    offset = 0
    for _ in range(line - 1):
        offset = text.find("\n", offset) + 1
        if not offset:
            return len(text)
    return offset


def _cut_tail(
    text: str, start: int, first_line: int, dialect: Dialect, header_rows: Sequence[Sequence[str]], width: int
) -> tuple[int, tuple[SkippedRow, ...]]:
    """Return where the data ends, and the rows below it."""
    offset = len(text)
    for _ in range(_TAIL_LINES + 1):
        offset = text.rfind("\n", start, offset)
        if offset < 0:
            break
    offset = start if offset < 0 else offset + 1
    line = first_line + text.count("\n", start, offset)
    sorter = RowSorter(header_rows, width)
    end, skipped, blank_before = offset, list[SkippedRow](), False
    for number, content in enumerate(text[offset:].splitlines(keepends=True), start=line):
        offset += len(content)
        cells = content.rstrip("\r\n").split(dialect.delimiter)
        kind = sorter.kind_of(cells)
        if kind is None:
            end, skipped = offset, []
        elif not (kind == "blank" and blank_before):
            skipped.append(SkippedRow(number, kind, () if kind == "blank" else tuple(cells)))
        blank_before = kind == "blank"
    return end, tuple(skipped)


def _chunks(body: str) -> Iterator[list[str]]:
    position = 0
    while position < len(body):
        cut = body.rfind("\n", position, position + _CHUNK) + 1
        if cut <= position:
            cut = body.find("\n", position) + 1 or len(body)
        lines = body[position:cut].split("\n")
        if not lines[-1]:
            lines.pop()
        yield lines
        position = cut


def _is_simple(lines: list[str], delimiter: str, width: int, sorter: RowSorter) -> bool:
    """Return whether every line is one data row of the full width."""
    if set(map(str.count, lines, repeat(delimiter))) != {width - 1}:
        return False
    stripped = list(map(str.strip, lines, repeat(_WHITESPACE + delimiter)))
    # A blank row, or one with a single cell, is for the slow path to judge.
    if any(delimiter not in line for line in stripped):
        return False
    starts = sorter.first_characters | MARKER_CHARACTERS
    suspects = [line for line in stripped if line[0] in starts]
    if len(suspects) > _MOST_SUSPECTS or any(sorter.kind_of(line.split(delimiter)) for line in suspects):
        return False
    return not any(map(may_be_total, _cells_with_totals(lines, delimiter)))


def _cells_with_totals(lines: list[str], delimiter: str) -> set[str]:
    """Return the different cells near the start of each line that mention a total."""
    found: set[str] = set()
    text = "\n".join(lines)
    for character in filter(text.__contains__, TOTAL_CHARACTERS):
        for line in lines:
            if character in line:
                found.update(line.split(delimiter, NEAR_START)[:NEAR_START])
    return set(filter(TOTAL_HINT.search, found))
