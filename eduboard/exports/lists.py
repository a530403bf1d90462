"""A plain list as CSV and as an Excel workbook: text only, and none of it ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from eduboard.exports.safety import safe_cell, safe_file_name
from eduboard.exports.spreadsheet import open_workbook

Cells = Sequence[Sequence[str]]
_WIDTH = 22  # characters


def build_list_csv(columns: Sequence[str], rows: Cells, notes: Cells = ()) -> bytes:
    """CSV in UTF-8 with BOM, as spreadsheets expect it; ``notes`` stand below, after an empty line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    if notes:
        writer.writerow([])
        writer.writerows([safe_cell(cell) for cell in row] for row in notes)
    return buffer.getvalue().encode("utf-8-sig")


def build_list_workbook(title: str, columns: Sequence[str], rows: Cells, notes: Cells = ()) -> bytes:
    """An Excel workbook of one sheet with a frozen header and a filter; ``notes`` stand below, after an empty line."""
    buffer = io.BytesIO()
    with open_workbook(buffer) as workbook:
        sheet = workbook.add_worksheet(safe_file_name(title)[:31])
        header = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
        sheet.set_column(0, len(columns) - 1, _WIDTH)
        for position, column in enumerate(columns):
            sheet.write_string(0, position, column, header)
        for line, row in enumerate([*rows, (), *notes], start=1):
            for position, cell in enumerate(row):
                sheet.write_string(line, position, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    return buffer.getvalue()
