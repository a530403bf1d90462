"""Which tables of a file are checked, and what is said of those that are not."""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.errors import UnusableFile
from eduboard.intake.findings import WARNING, Finding, make_finding
from eduboard.intake.match import recognise
from eduboard.intake.reading.tables import FileReading, RawTable
from eduboard.intake.said import Said
from eduboard.texts.marked import RESULTS_SHEET
from eduboard.texts.sheets import SHEETS_JOIN
from eduboard.texts.templates import LISTS_SHEET, NOTES_SHEET

OWN_SHEETS = (NOTES_SHEET, LISTS_SHEET, RESULTS_SHEET)
"""The sheets of our own templates, and of files given back marked, that hold no data."""


def choose_tables(reading: FileReading, said: Said) -> Sequence[RawTable]:
    """Leave out what stands beside the tables in a workbook: empty forms, explanations, somebody's notes.

    A sheet of which somebody said what it is comes with the others, whatever its header; one that is to be left out
    does not.  Raises UnusableFile ``sheet.not_there`` and ``sheet.none_left``.
    """
    _require_there(reading, said)
    spoken_of = [table for table in reading.unknown if table.sheet in said.sheets]
    tables: Sequence[RawTable] = [
        table for table in (*reading.tables, *spoken_of) if not said.leaves_out(table.sheet)
    ]
    if not tables:
        raise UnusableFile("sheet.none_left")
    tables = [table for table in tables if table.sheet not in OWN_SHEETS] or tables
    tables = [table for table in tables if not _is_empty(table)] or tables
    return [table for table in tables if recognise(table.header, said.of(table.sheet))[0]] or tables


def _require_there(reading: FileReading, said: Said) -> None:
    """Refuse to leave out a sheet that the file does not have: its name was mistyped, and it would be handed in."""
    names = [table.sheet for table in (*reading.tables, *reading.unknown)]
    names += [sheet.name for sheet in reading.skipped_sheets]
    there = list(dict.fromkeys(name for name in names if name is not None))
    for sheet in sorted(said.left_out.difference(there)):
        raise UnusableFile("sheet.not_there", sheet=sheet, sheets=SHEETS_JOIN.join(there))


def has_several_sheets(reading: FileReading) -> bool:
    """Tell whether a clerk sees several sheets in a file, so that a line alone does not say where to look."""
    names = {table.sheet for table in (*reading.tables, *reading.unknown)}
    names |= {sheet.name for sheet in reading.skipped_sheets if sheet.reason not in ("hidden", "empty")}
    return len(names.difference(OWN_SHEETS)) > 1


def _is_empty(table: RawTable) -> bool:
    return table.row_count == 0


def _why_left_out(table: RawTable, said: Said) -> str:
    if table.sheet in said.left_out:
        return "left_out"
    return "no_rows" if _is_empty(table) else "unknown"


def find_left_out(reading: FileReading, chosen: Sequence[RawTable], said: Said) -> list[Finding]:
    """Name the sheets that were not read, so that nobody takes them for handed in."""
    if said.only:
        return []
    read = {table.sheet for table in chosen}
    skipped = [
        (sheet.name, "left_out" if sheet.name in said.left_out else sheet.reason)
        for sheet in reading.skipped_sheets
        if sheet.reason != "empty" and sheet.name not in read
    ]
    skipped += [
        (table.sheet or "", _why_left_out(table, said))
        for table in reading.tables
        if all(table is not other for other in chosen)
    ]
    return [
        make_finding(f"sheet.{reason}", level=WARNING, value=name)
        for name, reason in skipped
        if name not in OWN_SHEETS
    ]
