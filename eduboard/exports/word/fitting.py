"""How much room text takes, as far as that can be told without the reader's fonts: to decide what a page holds."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from eduboard.exports.blocks import Cell, Table

CELL_POINTS = 10.5
_LINE_POINTS = 15.5
_ROW_PADDING = 3.0
_CELL_PADDING_MM = 3.0
_CAPTION_POINTS = 29.0
_NOTE_POINTS = 9.0
_NOTE_LINE_POINTS = 14.5
POINTS_PER_MM = 72 / 25.4


def count_lines(text: str, width_mm: float, points: float = CELL_POINTS) -> int:
    """Estimate the lines that a text takes in a column: a Chinese character is as wide as it is high."""
    halves = sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
    return max(1, math.ceil(halves * points / 2 / (width_mm * POINTS_PER_MM)))


def table_height(table: Table) -> float:
    """Estimate the height of a table with its caption and notes, in points."""
    heights = [_row_height(row, table) for row in table.rows]
    notes = notes_height(table.notes, sum(table.widths))
    return sum(heights) + notes + (_CAPTION_POINTS if table.caption else 0)


def notes_height(notes: Sequence[str], width_mm: float) -> float:
    """Estimate the height of the notes beneath a table or figure, in points."""
    return sum(count_lines(note, width_mm, _NOTE_POINTS) for note in notes) * _NOTE_LINE_POINTS


def _row_height(cells: tuple[Cell, ...], table: Table) -> float:
    lines, column = 1, 0
    for cell in cells:
        width = sum(table.widths[column : column + cell.span]) - _CELL_PADDING_MM
        lines = max(lines, count_lines(cell.text, width))
        column += cell.span
    return max(lines * _LINE_POINTS + _ROW_PADDING, table.row_height * POINTS_PER_MM)
