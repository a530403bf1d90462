"""Every row of a file as it stands, titles and notes included, for giving a clerk's own file back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from eduboard.intake.reading.bundles import is_bundle, read_parts, sheet_in
from eduboard.intake.reading.decode import decode
from eduboard.intake.reading.dialect import find_dialect
from eduboard.intake.reading.locate import Merged, Row
from eduboard.intake.reading.markup import MarkupTable, is_markup, read_markup
from eduboard.intake.reading.splitting import Dialect, split_text
from eduboard.intake.reading.workbook import is_workbook, read_workbook
from eduboard.texts.files import NUMBERED_TABLE

_PARAGRAPH_ENDS = str.maketrans("\u2028\u2029", "\n\n")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Grid:
    """A sheet, or a text as if it were one: rows with their number in the file, from 1."""

    name: str | None
    rows: Sequence[Row]
    merged: Merged = ()


def read_grids(data: bytes, lines: Collection[int] | None = None) -> list[Grid]:
    """Read the visible sheets of a file that has been checked, or only the given lines of them.

    Raises UnusableFile as ``read_file`` does.
    """
    if is_bundle(data):
        return [
            replace(grid, name=sheet_in(part.name, grid.name))
            for part in read_parts(data)
            for grid in _read_grids(part.data, lines)
        ]
    return _read_grids(data, lines)


def _read_grids(data: bytes, lines: Collection[int] | None) -> list[Grid]:
    if is_workbook(data):
        return [
            Grid(sheet.name, _kept(enumerate(sheet.rows, start=1), lines), sheet.merged)
            for sheet in read_workbook(data)
            if not sheet.hidden
        ]
    text = decode(data).text
    if is_markup(text):
        return [
            Grid(name, _kept(enumerate(table.rows, start=1), lines), table.merged)
            for name, table in named_tables(text)
        ]
    text = with_line_ends(text)
    return [Grid(None, _lines_of(text, find_dialect(text), lines))]


def named_tables(text: str) -> list[tuple[str | None, MarkupTable]]:
    """Read the tables of a markup text; of several, those without a name have a number for one."""
    tables = read_markup(text)
    if len(tables) == 1:
        return [(tables[0].name, tables[0])]
    return [
        (table.name or NUMBERED_TABLE.format(number=number), table)
        for number, table in enumerate(tables, start=1)
    ]


def with_line_ends(text: str) -> str:
    """Give a text that has no line ends but Unicode's own the usual ones."""
    return text if "\n" in text or "\r" in text else text.translate(_PARAGRAPH_ENDS)


def _kept(rows: Iterator[Row] | enumerate[list[str]], lines: Collection[int] | None) -> list[Row]:
    return [row for row in rows if lines is None or row[0] in lines]


def _lines_of(text: str, dialect: Dialect, lines: Collection[int] | None) -> list[Row]:
    if lines is None or dialect.quote in text or text.count("\r") != text.count("\r\n"):
        return _kept(iter(split_text(text, dialect)), lines)
    # A few lines of a text with a row on each: the others need not be split.
    rows: list[Row] = []
    for number, match in enumerate(_LINE.finditer(text), start=1):
        if number in lines:
            rows.extend((number, cells) for _, cells in split_text(match[0], dialect))
    return rows
