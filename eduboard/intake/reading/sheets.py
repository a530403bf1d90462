"""The worksheets of a workbook as the text that a clerk sees, read by calamine within limits."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from eduboard.errors import UnusableFile
from eduboard.intake.reading.biff import is_old, sheet_marks
from eduboard.intake.reading.marks import Marks, put_back
from eduboard.intake.reading.model import CELL_LIMIT
from eduboard.texts.files import FILE_KINDS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET_LIMIT = 255
"""As many as Excel makes of its own accord; what is longer was made by a program gone wrong."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
"""As many as Excel has."""
_AREA_LIMIT = 30_000_000
_TEXT_LIMIT = 128 * 1024**2


@dataclass
class Sheet:
    """One sheet as rows of the text a clerk sees; row ``n`` of the sheet is ``rows[n - 1]``.

    ``hidden_rows`` and ``hidden_columns`` count from 0.
    """

    name: str
    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def read_sheets(data: bytes) -> list[Sheet]:
    """Return every worksheet; raise UnusableFile for what is no workbook, or more than one may hold."""
    if data.startswith(OLE) and is_old(data):
        raise UnusableFile("file.old_workbook")
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheets = list(_sheets(workbook))
            if data.startswith(OLE):
                names = [sheet.name for sheet in sheets]
                put_marks(sheets, dict(zip(names, sheet_marks(data), strict=True)))
            return sheets
    except PasswordError as failure:
        raise UnusableFile("file.encrypted") from failure
    except (CalamineError, ZipError, XmlError, OSError, ValueError) as failure:
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in data[: 1 << 20]:
            raise UnusableFile("file.encrypted") from failure
        if data.startswith(OLE) and b"W\x00o\x00r\x00d\x00D\x00o\x00c\x00u" in data:
            raise UnusableFile("file.binary", kind=FILE_KINDS["word"]) from failure
        raise UnusableFile("file.damaged") from failure
    except BaseException as failure:
        # What calamine says when it meets what it takes for impossible; the class has no name to import.
        if type(failure).__name__ == "PanicException":
            raise UnusableFile("file.damaged") from failure
        raise


def put_marks(sheets: Iterable[Sheet], marks: Mapping[str, Marks]) -> None:
    """Put back what calamine leaves out of each sheet."""
    for sheet in sheets:
        found = marks.get(sheet.name)
        if found is not None:
            put_back(sheet.rows, found)
            sheet.hidden_rows, sheet.hidden_columns = list(found.hidden_rows), list(found.hidden_columns)


def _sheets(workbook: CalamineWorkbook) -> Iterator[Sheet]:
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) > SHEET_LIMIT:
        raise UnusableFile("file.too_many_sheets", sheets=len(sheets), limit=SHEET_LIMIT)
    area = characters = 0
    for metadata in sheets:
        if metadata.visible != SheetVisibleEnum.Visible:
            yield Sheet(metadata.name, hidden=True)
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        area += sheet.total_height * sheet.total_width
        if area > _AREA_LIMIT or sheet.total_height > _MOST_ROWS or sheet.total_width > _MOST_COLUMNS:
            raise UnusableFile("file.too_many_cells", limit=_AREA_LIMIT)
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        characters += _show(rows)
        if characters > _TEXT_LIMIT:
            raise UnusableFile("file.too_many_cells", limit=_AREA_LIMIT)
        yield Sheet(metadata.name, rows, sheet.merged_cell_ranges or [])


def _show(rows: list[list[Any]]) -> int:
    """Turn the values of a sheet into what a clerk sees, and return how many characters these are.

    Goes by the column: most hold nothing but text, which stays as it is, or the same few numbers.
    """
    characters = 0
    for position, values in enumerate(zip(*rows, strict=True)):
        column: Sequence[str] = values
        kinds = set(map(type, values))
        if kinds == {float, str}:
            shown = {value: _shown(value) for value in set(values)}
            column = list(map(shown.__getitem__, values))
        elif kinds != {str}:
            column = list(map(_shown, values))
        if column is not values:
            for row, cell in zip(rows, column, strict=True):
                row[position] = cell
        characters += _measured(column)
    return characters


def _measured(column: Sequence[str]) -> int:
    """Return how many characters a column has; refuse a cell that no clerk ever wrote."""
    characters = len("".join(column))
    if characters > CELL_LIMIT and max(map(len, column)) > CELL_LIMIT:
        line = next(number for number, cell in enumerate(column, start=1) if len(cell) > CELL_LIMIT)
        raise UnusableFile("file.cell_too_long", line=line, limit=CELL_LIMIT)
    return characters


def _shown(value: object) -> str:
    """Return what a clerk sees in a cell: whole numbers without a point, dates as ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _fifteen_digits(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)


def _fifteen_digits(value: float) -> str:
    """Write a number as Excel does: fifteen digits, which hides the noise of binary fractions."""
    text = f"{value:.15g}"
    return text.replace("e", "E") if "e" in text else text
