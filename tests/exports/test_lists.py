"""A plain list leaves as text, whatever its cells begin with."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from eduboard.exports.lists import build_list_csv, build_list_workbook

COLUMNS = ("谁", "内容")
ROWS = [("张三", '=HYPERLINK("http://evil")'), ("李四", "+1"), ("<b>王五</b>", "一,二\n三")]


def test_a_csv_opens_in_a_spreadsheet_as_text() -> None:
    data = build_list_csv(COLUMNS, ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert tuple(header) == COLUMNS
    assert rows == [["张三", '\'=HYPERLINK("http://evil")'], ["李四", "'+1"], ["<b>王五</b>", "一,二\n三"]]


@pytest.mark.parametrize("rows", [ROWS, []])
def test_a_workbook_holds_what_the_list_shows(rows: list[tuple[str, str]]) -> None:
    data = build_list_workbook("操作记录", COLUMNS, rows)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert [tuple(row) for row in sheet.to_python()] == [COLUMNS, *rows]
