"""The sheet that lists what was found in a marked workbook, each line with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from eduboard.exports.cell_marks import ERROR_FILL, WARNING_FILL, set_text
from eduboard.exports.safety import safe_text
from eduboard.intake.findings import (
    ERROR,
    Finding,
    FindingGroup,
    format_lines,
    format_total,
    format_values,
)
from eduboard.intake.report import CheckReport
from eduboard.texts import marked as texts

ADDED_SHEETS = frozenset({texts.RESULTS_SHEET, texts.EXCERPT_SHEET})

LISTED_FINDINGS = 20_000
_WIDTHS = (7, 14, 22, 14, 24, 46, 52, 8)
_LINE_HEIGHT, _MOST_LINES = 15, 8
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
_HEADER_FILL = PatternFill("solid", fgColor="FFDDE6F0")
_FONT = "Calibri"
"""What a new workbook of openpyxl's is written in; a font that names none gets the reader's own."""
_BOLD = Font(name=_FONT, size=11, bold=True)
_TITLE = Font(name=_FONT, size=14, bold=True)
_LINK = Font(name=_FONT, size=11, color="FF0B5394", underline="single")


@dataclass(frozen=True)
class Place:
    """Cells of one row in a sheet of the marked workbook; rows and columns count from 1."""

    sheet: str
    row: int
    columns: tuple[int, ...]

    @property
    def address(self) -> str:
        """The first of the cells, as a link names it."""
        name = self.sheet.replace("'", "''")
        return f"'{name}'!{get_column_letter(self.columns[0])}{self.row}"


def add_results_sheet(
    book: Workbook,
    file_name: str,
    advice: str,
    reports: Sequence[CheckReport],
    places: Mapping[int, Place],
) -> None:
    """Add the sheet as the first and active one; ``places`` gives the cell of a finding by its ``id``."""
    sheet = book.create_sheet(texts.RESULTS_SHEET, 0)
    groups = [(report, group) for report in reports for group in report.groups]
    _write_head(sheet, file_name, advice, [group for _, group in groups])
    row = _write_header(sheet, 5, texts.GROUPS_TITLE)
    for report, group in groups:
        _write_group(sheet, row, report, group, places)
        row += 1
    listed = [(report, finding) for report, group in groups for finding in group.findings]
    if len(listed) > len(groups):
        title = texts.LISTED_TITLE
        if len(listed) > LISTED_FINDINGS:
            title = texts.LISTED_CUT.format(count=f"{LISTED_FINDINGS:,}")
        row = _write_header(sheet, row + 1, title)
        for report, finding in listed[:LISTED_FINDINGS]:
            _write_finding(sheet, row, report, finding, places.get(id(finding)))
            row += 1
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.active = 0
    for other in book.worksheets:
        # Two selected sheets would take every keystroke twice.
        other.sheet_view.tabSelected = other is sheet


def _write_head(sheet: Worksheet, file_name: str, advice: str, groups: Sequence[FindingGroup]) -> None:
    errors = [group for group in groups if group.level == ERROR]
    warnings = [group for group in groups if group.level != ERROR]
    found = texts.FOUND.format(errors=format_total(errors), warnings=format_total(warnings))
    lines = (texts.TITLE.format(file=safe_text(file_name)), found, advice)
    for row, text in enumerate(lines, start=1):
        cell = sheet.cell(row, 1)
        set_text(cell, text)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_WIDTHS))
        cell.alignment = _TOP
        if row == 1:
            cell.font = _TITLE
            sheet.row_dimensions[row].height = 22
        else:
            sheet.row_dimensions[row].height = 32


def _write_header(sheet: Worksheet, row: int, title: str) -> int:
    set_text(sheet.cell(row, 1), title)
    sheet.cell(row, 1).font = _BOLD
    for column, text in enumerate(texts.COLUMNS, start=1):
        cell = sheet.cell(row + 1, column)
        set_text(cell, text)
        cell.font, cell.fill = _BOLD, _HEADER_FILL
    return row + 2


def _write_group(
    sheet: Worksheet, row: int, report: CheckReport, group: FindingGroup, places: Mapping[int, Place]
) -> None:
    cells = (
        texts.LEVELS[group.level],
        report.sheet,
        format_lines(_of_the_sheet_beside(group, report)),
        group.column,
        format_values(group),
        group.reason,
        group.remedy,
    )
    _write_cells(sheet, row, cells, group.level)
    count = sheet.cell(row, len(cells) + 1)
    if group.is_cut:
        set_text(count, format_total([group]))
    else:
        count.value = group.count
    count.alignment = _TOP
    _link(sheet.cell(row, 3), places.get(id(group.findings[0])))


def _of_the_sheet_beside(group: FindingGroup, report: CheckReport) -> FindingGroup:
    """Leave out of a group's lines the sheet that the column beside them names."""
    return replace(
        group,
        findings=tuple(
            replace(item, sheet=None) if item.sheet == report.sheet else item for item in group.findings
        ),
    )


def _write_finding(
    sheet: Worksheet, row: int, report: CheckReport, finding: Finding, place: Place | None
) -> None:
    cells = (
        texts.LEVELS[finding.level],
        finding.sheet or report.sheet,
        None,
        finding.column,
        finding.value,
        finding.reason,
        finding.remedy,
    )
    _write_cells(sheet, row, cells, finding.level)
    line = sheet.cell(row, 3)
    line.value = finding.line
    line.alignment = _TOP
    _link(line, place)


def _write_cells(sheet: Worksheet, row: int, texts_of_row: Sequence[str | None], level: str) -> None:
    lines = 1
    for column, text in enumerate(texts_of_row, start=1):
        if text:
            cell = sheet.cell(row, column)
            set_text(cell, safe_text(text))
            cell.alignment = _TOP
            lines = max(lines, -(-_width_of(text) // _WIDTHS[column - 1]))
    sheet.row_dimensions[row].height = _LINE_HEIGHT * min(lines, _MOST_LINES)
    sheet.cell(row, 1).fill = ERROR_FILL if level == ERROR else WARNING_FILL


def _width_of(text: str) -> int:
    """How wide a text is, in the characters by which a column's width is counted."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _link(cell: Any, place: Place | None) -> None:
    if place is not None:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place.address)
        cell.font = _LINK
