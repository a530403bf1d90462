"""Templates for hand-ins, generated from the contracts."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from eduboard.codes import load_code_table
from eduboard.contracts import Contract, Field
from eduboard.texts.templates import (
    EXAMPLE_NOTE,
    LISTS_SHEET,
    NOTES_HEADER,
    NOTES_SHEET,
    OPTIONAL,
    REQUIRED,
    YES_NO,
)

DATA_ROWS = 5000
_LIST_LIMIT = 255  # Excel takes a validation list of at most 255 characters


def example_row(contract: Contract) -> list[str]:
    """The contract's example, marked so that it is refused when a clerk leaves it in."""
    examples = ("" if field.example is None else str(field.example) for field in contract.fields)
    return [
        EXAMPLE_NOTE if field.name == "note" else example
        for field, example in zip(contract.fields, examples, strict=True)
    ]


def build_csv_template(contract: Contract) -> bytes:
    """Header and example row as CSV, UTF-8 with BOM as Excel and WPS open it right."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([field.title for field in contract.fields])
    writer.writerow(example_row(contract))
    return buffer.getvalue().encode("utf-8-sig")


def build_workbook_template(contract: Contract) -> bytes:
    """Header with notes, drop-downs for closed vocabularies, an example row, and a sheet of explanations."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(contract.title)
        header = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1, "text_wrap": True})
        required = workbook.add_format(
            {"bold": True, "bg_color": "#1F4E79", "font_color": "white", "border": 1}
        )
        text = workbook.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        for column, field in enumerate(contract.fields):
            as_text = field.type in ("string", "date")
            sheet.set_column(column, column, max(10, len(field.title) * 2.4), text if as_text else None)
            sheet.write_string(0, column, field.title, required if field.required else header)
            sheet.write_comment(0, column, field.description)
            if allowed := allowed_values(field):
                _add_list(workbook, sheet, column, allowed)
        for column, (field, value) in enumerate(zip(contract.fields, example_row(contract), strict=True)):
            if field.type in ("integer", "number") and value:
                sheet.write_number(1, column, float(value))
            else:
                sheet.write_string(1, column, value)
        _add_notes(workbook, contract.fields, header)
    return buffer.getvalue()


def allowed_values(field: Field) -> tuple[str, ...]:
    """List the words that a field takes, () when it takes any."""
    if field.kind == "boolean":
        return YES_NO
    return load_code_table(field.codes).values if field.codes else ()


def _add_list(
    workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, column: int, values: Sequence[str]
) -> None:
    source: list[str] | str = list(values)
    if len(",".join(values)) > _LIST_LIMIT:
        lists = workbook.get_worksheet_by_name(LISTS_SHEET) or workbook.add_worksheet(LISTS_SHEET)
        lists.hide()
        lists.write_column(0, column, values)
        letter = xl_col_to_name(column)
        source = f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(values)}"
    options = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(1, column, DATA_ROWS, column, options)


def _add_notes(workbook: xlsxwriter.Workbook, fields: Sequence[Field], header: object) -> None:
    notes = workbook.add_worksheet(NOTES_SHEET)
    notes.set_column(0, 1, 16)
    notes.set_column(2, 3, 60)
    for column, title in enumerate(NOTES_HEADER):
        notes.write_string(0, column, title, header)
    for row, field in enumerate(fields, start=1):
        allowed = "、".join(allowed_values(field))
        cells = (field.title, REQUIRED if field.required else OPTIONAL, field.description, allowed)
        for column, value in enumerate(cells):
            notes.write_string(row, column, value)
