"""XLSX and XLS through calamine, after a look that the file is not built to exhaust the machine."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

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
from eduboard.intake.reading.archive import FailedFormulas, look_through
from eduboard.texts.files import FILE_KINDS

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CELL_LIMIT = 100_000


@dataclass
class Sheet:
    """One sheet as rows of the text a clerk sees; row ``n`` of the sheet is ``rows[n - 1]``."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    hidden: bool = False


def is_workbook(data: bytes) -> bool:
    """Return whether the bytes are a ZIP (XLSX, ODS) or OLE (XLS) container."""
    return data.startswith((_ZIP, _OLE))


def read_workbook(data: bytes) -> list[Sheet]:
    """Return every worksheet; raise UnusableFile for what is no workbook, or no safe one."""
    failed = look_through(data) if data.startswith(_ZIP) else {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return list(_sheets(workbook, failed))
    except PasswordError as failure:
        raise UnusableFile("file.encrypted") from failure
    except (CalamineError, ZipError, XmlError, OSError, ValueError) as failure:
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in data[: 1 << 20]:
            raise UnusableFile("file.encrypted") from failure
        if data.startswith(_OLE) and b"W\x00o\x00r\x00d\x00D\x00o\x00c\x00u" in data:
            raise UnusableFile("file.binary", kind=FILE_KINDS["word"]) from failure
        raise UnusableFile("file.damaged") from failure


def _sheets(workbook: CalamineWorkbook, failed: FailedFormulas) -> Iterator[Sheet]:
    for metadata in workbook.sheets_metadata:
        if metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        hidden = metadata.visible != SheetVisibleEnum.Visible
        if hidden:
            yield Sheet(metadata.name, hidden=True)
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        rows = [
            [v if type(v) is str else _shown(v) for v in row]
            for row in sheet.to_python(skip_empty_area=False)
        ]
        # calamine leaves a failed formula blank; a blank is no error, so put the error back.
        for row_index, column, error in failed.get(metadata.name, ()):
            if row_index < len(rows) and column < len(rows[row_index]):
                rows[row_index][column] = error
        for number, row in enumerate(rows, start=1):
            if max(map(len, row), default=0) > CELL_LIMIT:
                raise UnusableFile("file.cell_too_long", line=number, limit=CELL_LIMIT)
        yield Sheet(metadata.name, rows, sheet.merged_cell_ranges or [])


def _shown(value: object) -> str:
    """Return what a clerk sees in a cell: whole numbers without a point, dates as ISO."""
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
