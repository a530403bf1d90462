"""Downloaded tables: the page's values, in CSV and Excel alike, with what must travel with them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from eduboard.exports.programme_lists import list_notes
from eduboard.exports.tables import build_csv, build_workbook, download_name
from eduboard.metrics.results import Caption, DataTable, Qualified, Source
from eduboard.texts.outward import FOR_WHOM
from tests.charts.samples import AVERAGE, COUNT, SHARE

SOURCE = Source("20251001-001", "classes", "班额.csv", "demo", "2025-10-01")
CAPTION = Caption("班额数据", "%", "2025Q3", "云川市", "大班÷班级", (SOURCE,))
TABLE = DataTable(
    columns=("区县", "占比", "个数", "平均"),
    rows=(
        ("临湖区", 0.25, 33.0, 45.5),
        ("=1+1", None, Qualified(90.0, "余"), None),
    ),
    caption=CAPTION,
    metrics=(None, SHARE, COUNT, AVERAGE),
)


def csv_rows(table: DataTable) -> list[list[str]]:
    return list(csv.reader(io.StringIO(build_csv(table).decode("utf-8-sig"))))


def sheet_of(table: DataTable) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(build_workbook(table))).worksheets[0]


def test_a_csv_has_shares_in_per_cent_and_counts_without_decimals() -> None:
    rows = csv_rows(TABLE)
    assert rows[0] == ["区县", "占比（%）", "个数（个）", "平均（人）"]
    assert rows[1] == ["临湖区", "25", "33", "45.5"]


def test_undefined_is_a_dash_a_round_number_keeps_its_word_and_no_text_is_a_formula() -> None:
    assert csv_rows(TABLE)[2] == ["'=1+1", "—", "90余", "—"]
    assert [cell.value for cell in sheet_of(TABLE)[3]] == ["=1+1", "—", "90余", "—"]
    assert sheet_of(TABLE)["A3"].data_type == "s"


def test_excel_holds_numbers_with_formats() -> None:
    cells = sheet_of(TABLE)[2]
    assert [cell.value for cell in cells] == ["临湖区", 0.25, 33, 45.5]
    assert [cell.number_format for cell in cells[1:]] == ["0.0%", "#,##0", "#,##0.0"]


def test_definition_source_and_the_mark_of_invented_data_travel_along() -> None:
    written = {row[0].value: row[1].value for row in sheet_of(TABLE).iter_rows(min_row=5)}
    assert written["口径"] == "大班÷班级"
    assert "20251001-001" in written["数据来源"]
    assert written["演示数据"] == "演示数据"
    assert ["演示数据", "演示数据"] in csv_rows(TABLE)


@pytest.mark.parametrize(("is_outward", "said"), [(False, "内部资料"), (True, "对外")])
def test_every_table_says_whether_it_may_leave_the_house(is_outward: bool, said: str) -> None:
    table = replace(TABLE, caption=replace(CAPTION, is_outward=is_outward))
    assert [row for row in csv_rows(table) if row[:1] == ["用途"]] == [["用途", said]]
    written = {row[0].value: row[1].value for row in sheet_of(table).iter_rows(min_row=5)}
    assert written["用途"] == said
    assert (FOR_WHOM, said) in list_notes(table)


def test_a_file_name_says_place_title_and_period_and_is_safe() -> None:
    assert download_name(CAPTION, "csv") == "云川市_班额数据_2025Q3.csv"
    assert "/" not in download_name(replace(CAPTION, title="a/b"), "csv")


def test_what_was_said_of_unlikely_numbers_travels_along() -> None:
    notes = ("2025Q3 东岭区 大班额占比由上季度的31.0%变为13.0%：=新校区启用（王某说明，批次 20251001-001）",)
    table = replace(TABLE, caption=replace(CAPTION, notes=notes))
    assert ["注", notes[0]] in csv_rows(table)
    written = {row[0].value: row[1].value for row in sheet_of(table).iter_rows(min_row=5)}
    assert written["注"] == notes[0]
