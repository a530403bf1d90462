"""Which tables of a file are checked, and what is said of those that are not."""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.intake.findings import WARNING, Finding, make_finding
from eduboard.intake.match import recognise
from eduboard.intake.reading.tables import FileReading, RawTable, RowsBody
from eduboard.intake.said import Said
from eduboard.texts.marked import RESULTS_SHEET
from eduboard.texts.templates import LISTS_SHEET, NOTES_SHEET

OWN_SHEETS = (NOTES_SHEET, LISTS_SHEET, RESULTS_SHEET)
"""The sheets of our own templates, and of files given back marked, that hold no data."""


def choose_tables(tables: Sequence[RawTable], said: Said) -> Sequence[RawTable]:
    """Leave out what stands beside the tables in a workbook: empty forms, explanations, somebody's notes."""
    tables = [table for table in tables if table.sheet not in OWN_SHEETS] or tables
    tables = [table for table in tables if not _is_empty(table)] or tables
    return [table for table in tables if recognise(table.header, said)[0] is not None] or tables


def _is_empty(table: RawTable) -> bool:
    return isinstance(table.body, RowsBody) and not table.body.rows


def find_left_out(reading: FileReading, chosen: Sequence[RawTable]) -> list[Finding]:
    """Name the sheets that were not read, so that nobody takes them for handed in."""
    skipped = [(sheet.name, sheet.reason) for sheet in reading.skipped_sheets if sheet.reason != "empty"]
    skipped += [
        (table.sheet or "", "no_rows" if _is_empty(table) else "unknown")
        for table in reading.tables
        if all(table is not other for other in chosen)
    ]
    return [
        make_finding(f"sheet.{reason}", level=WARNING, value=name)
        for name, reason in skipped
        if name not in OWN_SHEETS
    ]
