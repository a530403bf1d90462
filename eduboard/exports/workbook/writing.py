"""The workbook as an Excel file: heads that stay in sight, filters, ready to print; no text is taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Callable

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from eduboard.exports.office_charts import ACCENT, GRID, MUTED, RED
from eduboard.exports.safety import safe_text
from eduboard.exports.spreadsheet import open_workbook
from eduboard.exports.workbook.sheets import Book, Number, Sheet
from eduboard.texts import workbook as texts
from eduboard.texts.exports import CODE
from eduboard.wrapping import em_width

_FONT = "微软雅黑"
_BLUE, _RULE, _RED, _MUTED = (f"#{colour}" for colour in (ACCENT, GRID, RED, MUTED))
_HEAD_FILL, _INCOMPLETE_FILL = "#E4EDF5", "#FFF4CC"
_A4 = 9
_HEADER_ROW = 2
_LINE_HEIGHT = 16.5
_COVER_WIDTHS = (14, 80)
_NARROW, _WIDE = 0.4, 0.6  # inches around a printed sheet

Make = Callable[..., Format]


def write_book(book: Book) -> bytes:
    """Write the .xlsx file."""
    buffer = io.BytesIO()
    with open_workbook(buffer) as workbook:
        workbook.set_properties({"title": book.title, "author": book.author, "created": book.made_at})
        styles = _Styles(workbook.add_format)
        cover = workbook.add_worksheet(texts.COVER)
        _write_cover(cover, book, styles)
        _set_page(cover, book)
        for sheet in book.sheets:
            page = workbook.add_worksheet(sheet.name)
            _write_sheet(page, sheet, styles)
            page.write_string(1, 0, book.mark, styles.get(bold=True, font_color=_RED))
            _set_page(page, book)
            page.set_landscape()
            page.repeat_rows(_HEADER_ROW)
    return buffer.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._kept: dict[tuple[object, ...], Format] = {}

    def get(self, **properties: object) -> Format:
        """Give the format with these properties, in the workbook's own font."""
        key = tuple(sorted(properties.items(), key=lambda pair: pair[0]))
        if key not in self._kept:
            self._kept[key] = self._make(
                {"font_name": _FONT, "font_size": 10, "valign": "vcenter", **properties}
            )
        return self._kept[key]


def _write_cover(page: Worksheet, book: Book, styles: _Styles) -> None:
    for column, width in enumerate(_COVER_WIDTHS):
        page.set_column(column, column, width)
    page.hide_gridlines(2)
    page.write_string(0, 0, safe_text(book.title), styles.get(bold=True, font_size=20, font_color=_BLUE))
    page.set_row(0, 40)
    label, text = styles.get(font_color=_MUTED, valign="top"), styles.get(text_wrap=True, valign="top")
    row = 2
    for notice in book.notices:
        page.write_string(row, 0, notice, styles.get(bold=True, font_color=_RED))
        row += 1
    for name, said in book.lines:
        page.write_string(row, 0, name, label)
        page.write_string(row, 1, safe_text(said), text)
        page.set_row(row, _LINE_HEIGHT * _lines(said, _COVER_WIDTHS[1]))
        row += 1
    for number, sheet in enumerate(book.sheets):
        if number == 0:
            page.write_string(row, 0, texts.CONTENTS, label)
        link = styles.get(font_color=_BLUE, underline=1)
        page.write_url(row, 1, f"internal:'{sheet.name}'!A1", link, string=safe_text(sheet.title))
        row += 1


def _lines(text: str, width: float) -> int:
    return max(1, -(-int(2 * em_width(text)) // int(width)))


def _write_sheet(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    page.hide_gridlines(2)
    page.write_string(0, 0, safe_text(sheet.title), styles.get(bold=True, font_size=14, font_color=_BLUE))
    page.set_row(0, 26)
    head = styles.get(
        bold=True,
        font_color=_BLUE,
        bg_color=_HEAD_FILL,
        border=1,
        border_color=_RULE,
        text_wrap=True,
        align="center",
    )
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(_HEADER_ROW, number, safe_text(column.title), head)
    # The arrow of the filter takes the end of a head's last line.
    lines = max(_lines(column.title, column.width - 3) for column in sheet.columns)
    page.set_row(_HEADER_ROW, _LINE_HEIGHT * lines + 4)
    for line, row in enumerate(sheet.rows):
        is_summed = line >= sheet.filtered
        wrapped = max(
            _lines(cell, column.width) if isinstance(cell, str) else 1
            for cell, column in zip(row, sheet.columns, strict=True)
        )
        page.set_row(_HEADER_ROW + 1 + line, _LINE_HEIGHT * wrapped + 1)
        for number, cell in enumerate(row):
            _write_cell(page, (_HEADER_ROW + 1 + line, number), cell, sheet, styles, is_summed=is_summed)
    page.freeze_panes(_HEADER_ROW + 1, sheet.fixed)
    if sheet.filtered:
        page.autofilter(_HEADER_ROW, 0, _HEADER_ROW + sheet.filtered, len(sheet.columns) - 1)
    _write_notes(page, sheet, styles)


def _write_cell(
    page: Worksheet,
    at: tuple[int, int],
    cell: str | Number,
    sheet: Sheet,
    styles: _Styles,
    *,
    is_summed: bool,
) -> None:
    common = {"border": 1, "border_color": _RULE, "bold": is_summed}
    if isinstance(cell, Number):
        fill = {"bg_color": _INCOMPLETE_FILL} if cell.is_incomplete else {}
        page.write_number(*at, cell.value, styles.get(num_format=cell.form, **common, **fill))
        return
    is_name = at[1] == 0 or sheet.columns[at[1]].is_prose
    align = {} if is_name else {"align": "center"}
    page.write_string(*at, safe_text(cell), styles.get(text_wrap=True, **common, **align))


def _write_notes(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    """Write what travels with the table beneath it, over the width of its columns."""
    first, last = _HEADER_ROW + len(sheet.rows) + 2, len(sheet.columns) - 1
    width = sum(column.width for column in sheet.columns[1:])
    label = styles.get(font_color=_MUTED, valign="top")
    text = styles.get(font_color=_MUTED, text_wrap=True, valign="top")
    notes = (*sheet.notes, *(((CODE, sheet.codes),) if sheet.codes else ()))
    for row, (name, said) in enumerate(notes, start=first):
        page.write_string(row, 0, name, label)
        if last > 1:
            page.merge_range(row, 1, row, last, "", text)
        page.write_string(row, 1, safe_text(said), text)
        page.set_row(row, min(409, _LINE_HEIGHT * _lines(said, width)))


def _set_page(page: Worksheet, book: Book) -> None:
    """A4, all columns on one page's width; the mark of invented data above, page numbers beneath."""
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(_NARROW, _NARROW, _WIDE, _WIDE)
    page.set_header(f"&L{_plain(book.title)}&R{_plain(book.mark)}")
    page.set_footer(f"&C{texts.PAGE}")


def _plain(text: str) -> str:
    """Text in a header, where an ampersand begins a code; what is too long for one is cut."""
    return safe_text(text).replace("&", "&&")[:100]
