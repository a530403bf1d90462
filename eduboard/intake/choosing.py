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


def choose_tables(reading: FileReading, said: Said) -> Sequence[RawTable]:
    """Leave out what stands beside the tables in a workbook: empty forms, explanations, somebody's notes.

    A sheet of which somebody said what it is comes with the others, whatever its header.
    """
    spoken_of = [table for table in reading.unknown if table.sheet in said.sheets]
    tables: Sequence[RawTable] = [*reading.tables, *spoken_of]
    tables = [table for table in tables if table.sheet not in OWN_SHEETS] or tables
    tables = [table for table in tables if not _is_empty(table)] or tables
    return [table for table in tables if recognise(table.header, said.of(table.sheet))[0]] or tables


def _is_empty(table: RawTable) -> bool:
    return isinstance(table.body, RowsBody) and not table.body.rows


def find_left_out(reading: FileReading, chosen: Sequence[RawTable]) -> list[Finding]:
    """Name the sheets that were not read, so that nobody takes them for handed in."""
    read = {table.sheet for table in chosen}
    skipped = [
        (sheet.name, sheet.reason)
        for sheet in reading.skipped_sheets
        if sheet.reason != "empty" and sheet.name not in read
    ]
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
