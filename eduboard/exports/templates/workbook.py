"""Templates as an Excel workbook: a sheet for each table, one of explanations, one of words to choose from.

Headers are locked, since a table is known by them; everything beneath is open, and rows may be added, deleted, sorted
and filtered.  There is no password: the lock is against slips, not against people.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from eduboard.contracts import Field
from eduboard.exports.spreadsheet import open_workbook
from eduboard.exports.templates.columns import (
    DATE,
    allowed_values,
    display_width,
    number_format,
    validation,
    width,
)
from eduboard.exports.templates.example import example_line, shown
from eduboard.exports.templates.forms import Form
from eduboard.texts import templates as texts

ROWS_TO_FILL = 5000
_LAST_COLUMN = 16_383
_LIST_LIMIT = 255  # Excel takes a validation list of at most 255 characters
_CELL_LIMIT = 32_767  # and a text of so many in a cell
_HEADER_HEIGHT = 32
_LINE_HEIGHT = 17  # points, for letters of 11: 思源黑体 of Linux desktops takes 1.45 times its size
_A4 = 9
_PERMITTED = (
    "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter",
)  # fmt: skip


def build_workbook(forms: Sequence[Form]) -> bytes:
    """Build a workbook with a sheet for each form.

    A single blank form shows its example as the first row.  Elsewhere the examples stand among the explanations: a
    row to delete in every sheet would be forgotten in one.
    """
    buffer = io.BytesIO()
    with open_workbook(buffer) as workbook:
        formats = _Formats(workbook)
        sheets = [workbook.add_worksheet(form.contract.title) for form in forms]
        _add_notes(workbook.add_worksheet(texts.NOTES_SHEET), forms, formats)
        lists = _Lists(workbook.add_worksheet(texts.LISTS_SHEET))
        for sheet, form in zip(sheets, forms, strict=True):
            _fill_sheet(sheet, form, formats, lists, shows_example=len(forms) == 1 and not form.lines)
    return buffer.getvalue()


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        head = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
        self.header = self._get(**head, bg_color="#DDE6F0")
        self.required = self._get(**head, bg_color="#1F4E79", font_color="#FFFFFF")
        self.locked = self._get()
        self.wrapped = self._get(text_wrap=True, valign="top", border=1)
        self.sentence = self._get(text_wrap=True, valign="top")

    def column(self, field: Field) -> Format:
        """An empty cell to fill in."""
        return self._get(locked=False, num_format=number_format(field))

    def filled_in(self, field: Field) -> Format:
        """A cell that was filled in beforehand."""
        return self._get(locked=False, num_format=number_format(field), bg_color="#F2F2F2", border=1,
                         border_color="#D9D9D9")  # fmt: skip

    def open(self) -> Format:
        """What lies beside the table: a row can be deleted only when none of its cells is locked."""
        return self._get(locked=False)

    def _get(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


class _Lists:
    """The hidden sheet of words that are too many to stand in a validation rule."""

    def __init__(self, sheet: Worksheet) -> None:
        sheet.hide()
        self._sheet = sheet
        self._sources: dict[tuple[str, ...], str] = {}

    def source(self, values: tuple[str, ...]) -> list[str] | str:
        """Give what a validation rule takes its words from."""
        if len(",".join(values)) <= _LIST_LIMIT:
            return list(values)
        if values not in self._sources:
            column = len(self._sources)
            self._sheet.write_column(0, column, values)
            letter = xl_col_to_name(column)
            self._sources[values] = f"='{texts.LISTS_SHEET}'!${letter}$1:${letter}${len(values)}"
        return self._sources[values]


def _fill_sheet(
    sheet: Worksheet, form: Form, formats: _Formats, lists: _Lists, *, shows_example: bool
) -> None:
    fields = form.contract.fields
    lines = form.lines or ((example_line(form.contract),) if shows_example else ())
    sheet.set_column(0, _LAST_COLUMN, None, formats.open())
    sheet.set_row(0, _HEADER_HEIGHT, formats.locked)
    for column, field in enumerate(fields):
        values = [shown(line.get(field.name)) for line in lines]
        sheet.set_column(column, column, width(field.title, values), formats.column(field))
        sheet.write_string(0, column, field.title, formats.required if field.required else formats.header)
        sheet.write_comment(0, column, _explain(field), {"x_scale": 1.6})
        for row, value in enumerate(values, start=1):
            cell = formats.filled_in(field) if form.lines and value != "" else formats.column(field)
            _write(sheet, row, column, value, cell)
        _add_rule(sheet, column, field, lists, last_row=len(lines) + ROWS_TO_FILL)
    _freeze(sheet, form)
    sheet.protect("", dict.fromkeys(_PERMITTED, True))
    sheet.hide_gridlines(0)  # that is: show them on paper, too
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _freeze(sheet: Worksheet, form: Form) -> None:
    """Keep the header in sight, and in a form that is filled in the school, too."""
    names = [field.name for field in form.contract.fields]
    if form.lines:
        sheet.autofilter(0, 0, len(form.lines), len(names) - 1)
    sheet.freeze_panes(1, names.index("school_name") + 1 if form.lines else 0)


def _write(sheet: Worksheet, row: int, column: int, value: object, cell: Format) -> None:
    if value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, cell)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, cell)
    elif cell.num_format == DATE and isinstance(value, str):
        sheet.write_datetime(row, column, date.fromisoformat(value), cell)
    else:
        sheet.write_string(row, column, str(value)[:_CELL_LIMIT], cell)


def _requirement(field: Field) -> str:
    # One cell with both: two cells that are names of columns would make a header of the line when it is handed in.
    return (texts.REQUIRED if field.required else texts.OPTIONAL).format(description=field.description)


def _explain(field: Field) -> str:
    lines = [_requirement(field)]
    if allowed := allowed_values(field):
        lines.append(f"{texts.ALLOWED}：{'、'.join(allowed)}")
    if field.example not in (None, ""):
        lines.append(f"{texts.EXAMPLE}：{field.example}")
    return "\n".join(lines)


def _add_rule(sheet: Worksheet, column: int, field: Field, lists: _Lists, *, last_row: int) -> None:
    if allowed := allowed_values(field):
        rule: dict[str, Any] | None = {
            "validate": "list",
            "source": lists.source(allowed),
            "error_type": "warning",
            "error_title": texts.LOOK_AGAIN,
            "error_message": texts.CHOOSE_FROM_LIST,
        }
    else:
        rule = validation(field, xl_rowcol_to_cell(1, column))
    if rule is not None:
        sheet.data_validation(1, column, last_row, column, rule)


def _add_notes(sheet: Worksheet, forms: Sequence[Form], formats: _Formats) -> None:
    """How to fill the sheets in, and every column with its meaning, allowed words and example."""
    widths = (16, 16, 48, 48, 24)
    for column, characters in enumerate(widths):
        sheet.set_column(column, column, characters)
    is_filled_in = any(form.lines for form in forms)
    steps = texts.STEPS_FILLED_IN if is_filled_in else texts.STEPS_BLANK
    for row, sentence in enumerate(steps):
        sheet.merge_range(row, 0, row, len(widths) - 1, "", formats.sentence)
        sheet.write_string(row, 0, f"{row + 1}. {sentence}", formats.sentence)
    header_row = len(steps) + 1
    for column, title in enumerate(texts.NOTES_HEADER):
        sheet.write_string(header_row, column, title, formats.header)
    rows = list(_explanations(forms))
    for row, cells in enumerate(rows, start=header_row + 1):
        # Excel would find the height by itself, others do not.
        lines = max(-(-display_width(text) // wide) for text, wide in zip(cells, widths, strict=True))
        sheet.set_row(row, _LINE_HEIGHT * max(1, lines))
        for column, value in enumerate(cells):
            sheet.write_string(row, column, value, formats.wrapped)
    sheet.autofilter(header_row, 0, header_row + len(rows), len(widths) - 1)
    sheet.freeze_panes(header_row + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)


def _explanations(forms: Iterable[Form]) -> Iterable[tuple[str, ...]]:
    for form in forms:
        for field in form.contract.fields:
            yield (
                form.contract.title,
                field.title,
                _requirement(field),
                "、".join(allowed_values(field)),
                "" if field.example is None else str(field.example),
            )
