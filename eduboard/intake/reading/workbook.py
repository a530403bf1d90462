"""XLSX, XLS and ODS: what was looked through is read here, everything else in a process apart."""

from __future__ import annotations

from eduboard.errors import UnusableFile
from eduboard.intake.reading.apart import read_apart
from eduboard.intake.reading.sheets import OLE, Sheet, put_marks, read_sheets
from eduboard.intake.reading.survey import survey

_ZIP = b"PK\x03\x04"
_SMALLEST_OLE = 1536


def is_workbook(data: bytes) -> bool:
    """Return whether the bytes are a ZIP (XLSX, ODS) or OLE (XLS) container."""
    return data.startswith((_ZIP, OLE))


def read_workbook(data: bytes) -> list[Sheet]:
    """Return every worksheet; raise UnusableFile for what is no workbook, or no safe one."""
    if data.startswith(OLE):
        if len(data) < _SMALLEST_OLE:
            raise UnusableFile("file.damaged")
        return read_apart(data)
    seen = survey(data)
    sheets = read_sheets(data) if seen.is_usual else read_apart(data)
    put_marks(sheets, seen.marks)
    return sheets
