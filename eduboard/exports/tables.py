"""A table as CSV and as an Excel workbook: the values the page shows, unrounded, with definitions and sources."""

from __future__ import annotations

import csv
import io

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from eduboard.exports.safety import safe_cell, safe_file_name
from eduboard.exports.spreadsheet import number_format, open_workbook
from eduboard.formats import drop_point, format_value
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import Caption, DataTable, Qualified
from eduboard.texts.exports import CODE, DEFINITION, DEMO, NOTE, PERIOD, PLACE, SOURCE, UNDEFINED
from eduboard.texts.outward import EXTERNAL, FILE_SUFFIX, FOR_WHOM, INTERNAL

COLUMN_WIDTH = 14  # characters; a Chinese one takes two
LINE_HEIGHT = 15


def download_name(caption: Caption, extension: str) -> str:
    """A file name that says what, where and when."""
    suffix = FILE_SUFFIX if caption.is_outward else ""
    return f"{safe_file_name(f'{caption.place}_{caption.title}_{caption.period}{suffix}')}.{extension}"


def caption_lines(caption: Caption) -> list[tuple[str, str]]:
    """What must travel with the table: place, period, definitions, sources, for whom it is, whether it is invented."""
    lines = [(PLACE, caption.place), (PERIOD, caption.period), (DEFINITION, caption.definition)]
    sources = "；".join(f"{source.batch} {source.file_name}" for source in caption.sources)
    lines.append((SOURCE, sources or UNDEFINED))
    if caption.code:
        lines.append((CODE, caption.code))
    lines.append(audience_line(caption))
    lines += [(NOTE, note) for note in caption.notes]
    return [*lines, (DEMO, DEMO)] if caption.is_demo else lines


def audience_line(caption: Caption) -> tuple[str, str]:
    """Whether it may leave the house: what was not made for outside says so on every sheet, as on every paper."""
    return FOR_WHOM, EXTERNAL if caption.is_outward else INTERNAL


def _title(title: str, metric: Metric | None) -> str:
    return title if metric is None else f"{title}（{metric.unit}）"


def _number(value: object, metric: Metric | None) -> object:
    """Shares leave as percentages, as the header's unit says; round numbers keep their word: 90余."""
    if isinstance(value, Qualified) and metric is not None:
        return format_value(value.value, metric, value.qualifier)
    if isinstance(value, float) and metric is not None and metric.is_share:
        value = round(value * 100, 10)
    return drop_point(value)


def build_csv(table: DataTable) -> bytes:
    """CSV in UTF-8 with BOM: the table first, then an empty line and what must travel with it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([safe_cell(_title(*column)) for column in zip(table.columns, table.metrics, strict=True)])
    for row in table.rows:
        cells = [_number(value, metric) for value, metric in zip(row, table.metrics, strict=True)]
        writer.writerow([UNDEFINED if cell is None else safe_cell(cell) for cell in cells])
    writer.writerow([])
    writer.writerows([safe_cell(label), safe_cell(text)] for label, text in caption_lines(table.caption))
    return buffer.getvalue().encode("utf-8-sig")


def build_workbook(table: DataTable) -> bytes:
    """An Excel workbook: frozen header, number formats, notes below; text is never taken for a formula."""
    buffer = io.BytesIO()
    with open_workbook(buffer) as workbook:
        sheet = workbook.add_worksheet(safe_file_name(table.caption.title)[:31])
        header = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1, "text_wrap": True})
        for position, column in enumerate(zip(table.columns, table.metrics, strict=True)):
            sheet.write_string(0, position, _title(*column), header)
            sheet.set_column(position, position, COLUMN_WIDTH)
        formats = [workbook.add_format({"num_format": number_format(metric)}) for metric in table.metrics]
        for line, row in enumerate(table.rows, start=1):
            for position, value in enumerate(row):
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    sheet.write_number(line, position, value, formats[position])
                else:
                    text = UNDEFINED if value is None else str(_number(value, table.metrics[position]))
                    sheet.write_string(line, position, text)
        sheet.freeze_panes(1, 1)
        _add_caption(sheet, table, workbook.add_format({"text_wrap": True, "valign": "top"}))
        sheet.set_row(0, 2 * LINE_HEIGHT)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()


def _add_caption(sheet: Worksheet, table: DataTable, wrapped: Format) -> None:
    """Write what travels with the table below it, wrapped within the table's own width."""
    last = len(table.columns) - 1
    characters = max(1, last) * COLUMN_WIDTH // 2
    for line, (label, text) in enumerate(caption_lines(table.caption), start=len(table.rows) + 2):
        sheet.write_string(line, 0, label, wrapped)
        if last > 1:
            sheet.merge_range(line, 1, line, last, "", wrapped)
        sheet.write_string(line, 1, text, wrapped)
        sheet.set_row(line, LINE_HEIGHT * min(25, 1 + len(text) // characters))
