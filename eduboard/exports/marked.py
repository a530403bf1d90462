"""A clerk's own file with the cells to mend coloured and commented, and the same findings as JSON.

A workbook (XLSX) comes back as it was, as far as openpyxl can keep it: values, formulas, formats, column widths,
merged cells, drop-downs, conditional formats, protection, names and plain comments stay; charts, shapes, form
controls, macros, slicers, threaded comments and the stored results of formulas are lost (a spreadsheet computes
the latter anew when it opens the file).  Every other file comes back as a workbook with the same rows at the same
places.  Of a file too large for that, the rows with findings come back alone, which cannot be handed in.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from eduboard.exports.cell_marks import ERROR_FILL, WARNING_FILL, clear_marks, mark, set_text
from eduboard.exports.results_sheet import ADDED_SHEETS, Place, add_results_sheet
from eduboard.exports.safety import safe_file_name
from eduboard.exports.templates.columns import width
from eduboard.intake.findings import ERROR, Finding
from eduboard.intake.reading.grids import Grid, read_grids
from eduboard.intake.report import CheckReport
from eduboard.texts import marked as texts
from eduboard.texts.findings import LISTED

COPIED_CELLS = 200_000
"""A larger file comes back as an excerpt: openpyxl takes 20 µs a cell, and twice that for a workbook."""
UNPACKED_LIMIT = 48 << 20
EXCERPT_ROWS = 20_000
MERGED_CELLS = 200_000
AREA_LIMIT = 2_000_000
"""What openpyxl keeps as a full rectangle."""
COMMENTED_CELLS = 10_000
"""A spreadsheet opens a sheet with more comments in minutes."""

_XLSX = b"PK\x03\x04"
_NOT_OURS = (
    AttributeError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl says of a workbook that a spreadsheet still opens: a broken style, a foreign extension."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{0,8}[1-9])?")
"""Longer ones are codes: a number with ten digits is 1.2E+09 in a narrow column, and in a CSV made from that."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([^\"']*)")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_SHEET_NAME_LENGTH = 31
_MEASURED_ROWS = 500


@dataclass(frozen=True)
class _Table:
    """Where a report's table lies: its sheet, the row of each line, and how far its columns were moved."""

    report: CheckReport
    sheet: Worksheet
    rows: Mapping[int, int] | None = None
    moved: int = 0

    def row_of(self, line: int) -> int | None:
        return line if self.rows is None else self.rows.get(line)


def build_marked_workbook(data: bytes, file_name: str, reports: Sequence[CheckReport]) -> bytes:
    """Mark the findings of a file's tables in it; the first sheet lists them all.

    ``reports`` are those of ``check_file`` on the same bytes.  Text of the file never becomes a formula.
    """
    reports = [part for report in reports for part in report.apart]
    cells = sum(report.rows * len(report.columns) for report in reports)
    if cells > COPIED_CELLS:
        return _finish(*_excerpt(data, reports), file_name, reports)
    if _is_ours_to_open(data):
        try:
            return _mark_own(data, file_name, reports)
        except _NOT_OURS:
            # What openpyxl cannot keep, the reader has read all the same.
            pass
    return _finish(*_copy(data, reports), file_name, reports)


def build_findings_json(reports: Sequence[CheckReport]) -> bytes:
    """Give the findings as ``check --json`` prints them: one object for each table."""
    return json.dumps([report.as_json() for report in reports], ensure_ascii=False, indent=2).encode("utf-8")


def marked_name(file_name: str, template: str) -> str:
    """Name a download after the file it belongs to."""
    return safe_file_name(template.format(name=PurePath(file_name).stem[:60]))


def _is_ours_to_open(data: bytes) -> bool:
    """Tell whether openpyxl may open a workbook: it keeps a cell for every place of a merged range."""
    if not data.startswith(_XLSX):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > UNPACKED_LIMIT:
            return False
        if not any(member.filename == "xl/workbook.xml" for member in members):
            return False
        merged = (
            _area(found[1].decode("ascii", "replace"))
            for member in members
            if member.filename.endswith(".xml")
            for found in _MERGED.finditer(archive.read(member))
        )
        return sum(merged) <= MERGED_CELLS


def _area(reference: str) -> int:
    try:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
        return int((last_column - first_column + 1) * (last_row - first_row + 1))
    except (TypeError, ValueError):
        return MERGED_CELLS + 1


def _mark_own(data: bytes, file_name: str, reports: Sequence[CheckReport]) -> bytes:
    book = load_workbook(io.BytesIO(data), rich_text=True)
    for name in ADDED_SHEETS.intersection(book.sheetnames) - {report.sheet for report in reports}:
        del book[name]
    tables = [_Table(report, book[report.sheet or ""]) for report in reports]
    for table in tables:
        if table.sheet.max_row * table.sheet.max_column > AREA_LIMIT:
            raise ValueError(table.sheet.dimensions)
        clear_marks(table.sheet)
    # The results that were stored with formulas are gone.
    book.calculation.fullCalcOnLoad = True
    return _finish(book, tables, texts.MEND_HERE, file_name, reports)


def _copy(data: bytes, reports: Sequence[CheckReport]) -> tuple[Workbook, list[_Table], str]:
    """Put every row where it stands in the file; text stays text, so that 001 and 2025-09 do."""
    book = Workbook()
    del book["Sheet"]
    grids = read_grids(data)
    sheets = {grid.name: _add_grid(book, grid, _title_of(grid, grids, reports)) for grid in grids}
    tables = [_Table(report, sheets[report.sheet]) for report in reports]
    for table in tables:
        table.sheet.freeze_panes = f"A{(table.report.header_line or 0) + 1}"
        _widen_columns(table.sheet, table.report.header_line or 1)
    return book, tables, texts.MEND_HERE


def _title_of(grid: Grid, grids: Sequence[Grid], reports: Sequence[CheckReport]) -> str:
    if grid.name is not None:
        return grid.name
    return (reports[0].dataset_title if len(grids) == 1 else None) or texts.DATA_SHEET


def _add_grid(book: Workbook, grid: Grid, title: str) -> Worksheet:
    sheet = _add_sheet(book, title)
    for line, cells in grid.rows:
        _write_row(sheet, line, cells)
    merged = 0
    for (first_row, first_column), (last_row, last_column) in grid.merged:
        merged += (last_row - first_row + 1) * (last_column - first_column + 1)
        if merged > MERGED_CELLS:
            break
        sheet.merge_cells(
            start_row=first_row + 1,
            start_column=first_column + 1,
            end_row=last_row + 1,
            end_column=last_column + 1,
        )
    return sheet


def _add_sheet(book: Workbook, title: str) -> Worksheet:
    name = _NO_SHEET_NAME.sub("_", title).strip("' ")
    # What tells the files of a bundle apart stands at the end, behind their folders.
    name = (name[-_SHEET_NAME_LENGTH:] if "/" in title else name[:_SHEET_NAME_LENGTH]) or texts.DATA_SHEET
    taken = {other.lower() for other in book.sheetnames}
    numbered, again = name, 1
    while numbered.lower() in taken:
        again += 1
        number = f" ({again})"
        numbered = name[: _SHEET_NAME_LENGTH - len(number)] + number
    return book.create_sheet(numbered)


def _write_row(sheet: Worksheet, row: int, cells: Iterable[str], moved: int = 0) -> None:
    for column, text in enumerate(cells, start=1 + moved):
        if not text:
            continue
        cell = sheet.cell(row, column)
        if _NUMBER.fullmatch(text):
            cell.value = float(text) if "." in text else int(text)
        else:
            set_text(cell, text)


def _widen_columns(sheet: Worksheet, header_row: int) -> None:
    """Make each column as wide as the text in it; the title above the table runs on over all of them."""
    last = min(sheet.max_row, header_row + _MEASURED_ROWS)
    for cells in sheet.iter_cols(min_row=header_row, max_row=last):
        letter = get_column_letter(cells[0].column)
        sheet.column_dimensions[letter].width = width("", [cell.value for cell in cells])


def _excerpt(data: bytes, reports: Sequence[CheckReport]) -> tuple[Workbook, list[_Table], str]:
    """Give the rows with findings alone, each with its line in the file."""
    book = Workbook()
    del book["Sheet"]
    wanted = {
        finding.line for report in reports for finding in (*report.errors, *report.warnings) if finding.line
    }
    grids = {grid.name: grid for grid in read_grids(data, wanted)}
    tables, left, is_cut = [], EXCERPT_ROWS, False
    for report in reports:
        lines = {finding.line for finding in (*report.errors, *report.warnings)}
        if not lines:
            continue
        found = [row for row in grids[report.sheet].rows if row[0] in lines and row[0] != report.header_line]
        shown, is_cut = found[:left], is_cut or len(found) > left
        left -= len(shown)
        sheet = _add_sheet(book, texts.EXCERPT_SHEET)
        set_text(sheet.cell(1, 1), texts.LINE_NUMBER)
        _write_row(sheet, 1, (column.header for column in report.columns), moved=1)
        places = {report.header_line or 0: 1}
        for row, (line, cells) in enumerate(shown, start=2):
            sheet.cell(row, 1).value = line
            _write_row(sheet, row, cells, moved=1)
            places[line] = row
        sheet.freeze_panes = "B2"
        _widen_columns(sheet, 1)
        tables.append(_Table(report, sheet, places, moved=1))
    template = texts.MEND_THERE_CUT if is_cut else texts.MEND_THERE
    return book, tables, template.format(rows=f"{EXCERPT_ROWS - left:,}")


def _finish(
    book: Workbook, tables: Sequence[_Table], advice: str, file_name: str, reports: Sequence[CheckReport]
) -> bytes:
    places: dict[int, Place] = {}
    comments = COMMENTED_CELLS
    for table in tables:
        for place, findings in _by_cell(table):
            for finding in findings:
                places[id(finding)] = place
            comments -= 1
            _mark_place(table, place, findings, with_comment=comments >= 0)
    if comments < 0:
        advice += texts.COMMENTS_CUT.format(count=f"{COMMENTED_CELLS:,}")
    add_results_sheet(book, file_name, advice, reports, places)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _mark_place(table: _Table, place: Place, findings: Sequence[Finding], *, with_comment: bool) -> None:
    is_error = any(finding.level == ERROR for finding in findings)
    for number, column in enumerate(place.columns):
        cell = table.sheet.cell(place.row, column)
        mark(
            cell,
            ERROR_FILL if is_error else WARNING_FILL,
            findings if with_comment and number == 0 else (),
        )


def _by_cell(table: _Table) -> Iterator[tuple[Place, list[Finding]]]:
    """Bring the findings of a cell together; what concerns a whole row stands in its first cell."""
    found = []
    for finding in (*table.report.errors, *table.report.warnings):
        row = table.row_of(finding.line) if finding.line else None
        if row is not None:
            found.append((_place(table.sheet, row, _columns_of(finding, table)), finding))
    found.sort(key=lambda item: (item[0].row, item[0].columns))
    for place, items in groupby(found, key=lambda item: item[0]):
        yield place, [finding for _, finding in items]


def _place(sheet: Worksheet, row: int, columns: tuple[int, ...]) -> Place:
    """Of merged cells, only the first has a colour and a comment."""
    cell = sheet.cell(row, columns[0])
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if cell.coordinate in merged:
                return Place(sheet.title, merged.min_row, (merged.min_col,))
    return Place(sheet.title, row, columns)


def _columns_of(finding: Finding, table: _Table) -> tuple[int, ...]:
    """Find the cells of a finding in its row; a key of several columns has several."""
    columns = table.report.columns
    by_name = {column.title: number for number, column in reversed(list(enumerate(columns))) if column.title}
    by_name |= {
        column.header: number for number, column in enumerate(columns) if not column.title and column.header
    }
    title = finding.column or ""
    names = [title] if title in by_name else title.split(LISTED)
    first = min(by_name.values(), default=0)
    found = sorted({by_name[name] for name in names if name in by_name}) or [first]
    return tuple(number + 1 + table.moved for number in found)
