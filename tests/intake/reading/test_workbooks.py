"""Workbooks, and files that only say they are: every sheet as its clerk sees it, and no bomb opened."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from eduboard.errors import UnusableFile
from eduboard.intake.reading.locate import Header
from eduboard.intake.reading.merged import spread_merged
from eduboard.intake.reading.tables import RowsBody, read_file, read_tables
from tests.cost import cpu_seconds


def book(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        fill(workbook)
    return file.getvalue()


def sheet(rows: list[list[object]]) -> bytes:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        worksheet = workbook.add_worksheet("班额")
        for number, row in enumerate(rows):
            worksheet.write_row(number, 0, row)

    return book(fill)


def rows_of(data: bytes, vocabulary: frozenset[str] = frozenset()) -> list[tuple[str, ...]]:
    (table,) = read_tables(data, "班额.xlsx", vocabulary)
    assert isinstance(table.body, RowsBody)
    return table.body.rows


def test_numbers_dates_and_codes_are_the_text_a_clerk_sees() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        worksheet = workbook.add_worksheet()
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        worksheet.write_row(0, 0, ["人数", "比", "标识码", "工号", "日期", "时刻", "是否", "误差"])
        worksheet.write_row(1, 0, [45.0, 45.5, 2141000018, "0012"])
        worksheet.write_datetime(1, 4, dt.date(2025, 9, 12), day)
        worksheet.write_number(1, 5, 45912 + 8.5 / 24, day)
        worksheet.write_boolean(1, 6, True)
        worksheet.write_number(1, 7, 0.1 + 0.2)

    assert rows_of(book(fill)) == [
        ("45", "45.5", "2141000018", "0012", "2025-09-12", "2025-09-12 08:30:00", "TRUE", "0.3")
    ]


def test_a_number_too_long_for_excel_comes_out_as_excel_shows_it() -> None:
    rows = rows_of(sheet([["学籍号", "人数"], [123456789012345678, 1], [123456789012345, 2]]))
    assert rows == [("1.23456789012346E+17", "1"), ("123456789012345", "2")]


def test_a_failed_formula_is_not_an_empty_cell() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        worksheet = workbook.add_worksheet("甲&乙")
        worksheet.write_row(0, 0, ["学校", "人数", "占比"])
        worksheet.write_row(1, 0, ["实验小学", 45])
        worksheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        worksheet.write_row(2, 0, ["第二小学", 40, 0.5])

    assert rows_of(book(fill)) == [("实验小学", "45", "#DIV/0!"), ("第二小学", "40", "0.5")]


def test_merged_headers_titles_totals_and_notes_of_a_real_form(any_vocabulary: frozenset[str]) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        worksheet = workbook.add_worksheet("基本情况")
        worksheet.merge_range(0, 0, 0, 4, "上街区2025年第三季度学校基本情况")
        worksheet.write(1, 0, "单位：人、个")
        for column, name in ((0, "学校名称"), (1, "班级数"), (4, "专任教师数")):
            worksheet.merge_range(2, column, 3, column, name)
        worksheet.merge_range(2, 2, 2, 3, "在校生数")
        worksheet.write_row(3, 2, ["合计", "其中:女"])
        worksheet.write_row(4, 0, ["实验小学", 24, 1080, 500, 62])
        worksheet.write_row(5, 0, ["第二小学", 12, 520, 260, 31])
        worksheet.write_row(6, 0, ["合计", 36, 1600, 760, 93])
        worksheet.merge_range(8, 0, 8, 4, "注：不含特教班")

    (table,) = read_tables(book(fill), "基本情况.xlsx", any_vocabulary)
    whole = "在校生数" if any_vocabulary else "在校生数合计"
    assert table.header == ("学校名称", "班级数", whole, "在校生数其中:女", "专任教师数")
    assert (table.sheet, table.header_line, table.encoding, table.delimiter) == ("基本情况", 4, None, None)
    assert [(row.line, row.kind) for row in table.skipped] == [
        (1, "title"),
        (2, "unit"),
        (7, "total"),
        (8, "blank"),
        (9, "note"),
    ]
    assert isinstance(table.body, RowsBody)
    assert table.body.lines == [5, 6]


def test_what_is_merged_down_over_rows_stands_in_each_of_them(any_vocabulary: frozenset[str]) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        worksheet = workbook.add_worksheet()
        worksheet.write_row(0, 0, ["统计期", "区县", "学校名称", "学段", "班级数", "专任教师数"])
        worksheet.merge_range(1, 0, 3, 0, 202509)
        worksheet.merge_range(1, 1, 3, 1, "上街区")
        worksheet.merge_range(1, 2, 2, 2, "实验学校")
        worksheet.write_row(1, 3, ["小学", 24])
        worksheet.write_row(2, 3, ["初中", 12])
        # One number for both stages: nobody can say how many of them teach in each.
        worksheet.merge_range(1, 5, 2, 5, 96)
        worksheet.write_row(3, 2, ["第二小学", "小学", 12, 31])
        worksheet.merge_range(4, 0, 4, 5, "注：不含特教班")

    assert rows_of(book(fill), any_vocabulary) == [
        ("202509", "上街区", "实验学校", "小学", "24", "96"),
        ("202509", "上街区", "实验学校", "初中", "12", ""),
        ("202509", "上街区", "第二小学", "小学", "12", "31"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "stands_again"),
    [
        ("学校代码", "2199000018", True), ("学校", "第27中学", True), ("年级", "7年级", True), ("类别", "公办", True),
        ("专任教师数", "96", False), ("专任教师数", "约96人", False), ("参训学校", "12所", False), ("学校", "", False),
    ],
)  # fmt: skip
def test_only_what_says_which_rows_they_are_is_spread(name: str, text: str, stands_again: bool) -> None:
    rows = [(1, [name, "学段"]), (2, [text, "小学"]), (3, ["", "初中"])]
    spread = spread_merged(rows, Header(0, 0, (name, "学段")), [((1, 0), (2, 0))])
    assert spread[2] == (3, [text if stands_again else "", "初中"])


def test_a_total_below_merged_cells_is_still_a_total(vocabulary: frozenset[str]) -> None:
    html = """<table><tr><th>区县<th>学校名称<th>班级数<th>在校生数</tr>
    <tr><td rowspan=3>上街区<td>实验小学<td>24<td>1080</tr>
    <tr><td>第二小学<td>12<td>520</tr>
    <tr><td>小计<td>36<td>1600</tr></table>"""
    (table,) = read_tables(html.encode(), "班额.xls", vocabulary)
    assert isinstance(table.body, RowsBody)
    assert table.body.rows == [("上街区", "实验小学", "24", "1080"), ("上街区", "第二小学", "12", "520")]
    assert [(row.line, row.kind) for row in table.skipped] == [(4, "total")]


def test_merged_ranges_that_lie_upon_one_another_cost_no_time() -> None:
    ranges = [((1, column % 2), (40_000, column % 2)) for column in range(20_000)]
    rows = [(1, ["学校名称", "学段"]), *((line, ["", ""]) for line in range(2, 40_002))]
    header = Header(0, 0, ("学校名称", "学段"))
    assert spread_merged(rows, header, ranges) == rows


def test_every_sheet_with_a_known_table_is_read_and_the_others_are_named(vocabulary: frozenset[str]) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        for name, school in (("上街区", "甲校"), ("中原区", "乙校")):
            worksheet = workbook.add_worksheet(name)
            worksheet.write_row(0, 0, ["学校名称", "班级数", "在校生数"])
            worksheet.write_row(1, 0, [school, 24, 1080])
        workbook.add_worksheet("空表")
        notes = workbook.add_worksheet("填表说明")
        notes.write_column(0, 0, ["填表说明", "学校名称写全称", "2. 班级数不含特教班"])
        hidden = workbook.add_worksheet("字典")
        hidden.write_row(0, 0, ["学校名称", "在校生数"])
        hidden.hide()

    reading = read_file(book(fill), "两区.xlsx", vocabulary)
    assert [table.sheet for table in reading.tables] == ["上街区", "中原区"]
    assert {(left.name, left.reason) for left in reading.skipped_sheets} == {
        ("空表", "empty"),
        ("填表说明", "unknown"),
        ("字典", "hidden"),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_an_xls_that_is_html_inside_is_read(encoding: str, any_vocabulary: frozenset[str]) -> None:
    html = """<html><head><meta charset="x"><style>td {color: red}</style></head><body><table border=1>
    <tr><td colspan=4><b>班额&nbsp;统计表</b></td></tr>
    <tr><th rowspan=2>学校名称</th><th colspan=2>在校生数</th><th rowspan=2>班级数</th></tr>
    <tr><th>合计</th><th>其中:女</th></tr>
    <tr><td>实验&amp;小学</td><td>1080</td><td>500<br></td><td>24</td></tr>
    <tr><td>合计<td>1080<td>500<td>24</table></body></html>"""
    (table,) = read_tables(html.encode(encoding), "班额.xls", any_vocabulary)
    assert table.header[2:] == ("在校生数其中:女", "班级数")
    assert isinstance(table.body, RowsBody)
    assert (table.body.rows, table.body.lines) == ([("实验&小学", "1080", "500", "24")], [4])
    assert [row.kind for row in table.skipped] == ["title", "total"]


def test_an_xls_that_is_excel_2003_xml_inside_is_read() -> None:
    office = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="{office}" xmlns:ss="{office}"><Worksheet ss:Name="班额"><Table>
    <Row><Cell><Data ss:Type="String">学校</Data></Cell><Cell ss:Index="3"><Data>人数</Data></Cell></Row>
    <Row ss:Index="4"><Cell><Data>甲</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">45</Data></Cell></Row>
    </Table></Worksheet></Workbook>"""
    (table,) = read_tables(xml.encode(), "班额.xls")
    assert (table.sheet, table.header) == ("班额", ("学校", "", "人数"))
    assert isinstance(table.body, RowsBody)
    assert (table.body.rows, table.body.lines) == ([("甲", "", "45")], [4])


def test_a_share_in_excel_2003_xml_is_what_the_clerk_sees_in_the_cell() -> None:
    office = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = f"""<?xml version="1.0"?><Workbook xmlns="{office}" xmlns:ss="{office}"><Styles>
    <Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style>
    <Style ss:ID="s2"><Font ss:Bold="1"/><NumberFormat ss:Format="0.0%"/></Style>
    <Style ss:ID="s3"><NumberFormat ss:Format="0.00"/></Style></Styles><Worksheet ss:Name="一"><Table>
    <Row><Cell><Data>指标</Data></Cell><Cell ss:StyleID="s2"><Data ss:Type="String">1</Data></Cell></Row>
    <Row><Cell><Data>甲</Data></Cell><Cell ss:StyleID="s1"><Data ss:Type="Number">0.954</Data></Cell></Row>
    <Row><Cell><Data>乙</Data></Cell><Cell ss:StyleID="s2"><Data ss:Type="Number">1</Data></Cell></Row>
    <Row><Cell><Data>丙</Data></Cell><Cell ss:StyleID="s3"><Data ss:Type="Number">0.5</Data></Cell></Row>
    <Row><Cell><Data>丁</Data></Cell><Cell ss:StyleID="s2"><Data ss:Type="String">无</Data></Cell></Row>
    </Table></Worksheet></Workbook>"""
    assert rows_of(xml.encode())[-4:] == [("甲", "95.4%"), ("乙", "100%"), ("丙", "0.5"), ("丁", "无")]


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_an_xls_that_is_delimited_text_inside_is_read(delimiter: str) -> None:
    assert rows_of("学校,人数\n甲,45\n乙,44\n".replace(",", delimiter).encode("gb18030")) == [
        ("甲", "45"),
        ("乙", "44"),
    ]


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def far_apart() -> bytes:
    return book(
        lambda workbook: (s := workbook.add_worksheet(), s.write(0, 0, "a"), s.write(1048575, 16383, "b"))
    )


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (far_apart, "file.sparse"),
        (lambda: sheet([[f"列{n}" for n in range(501)], list(range(501))]), "file.too_many_columns"),
        (lambda: packed(xl__worksheets__sheet1_xml=b"0" * 300_000_000), "file.bomb"),
        (lambda: packed(word__document_xml=b"<w/>"), "file.binary"),
        (lambda: packed(a_xml=b"<a/>"), "file.binary"),
        (lambda: sheet([["a", "b"], [1, 2]])[:-200], "file.damaged"),
        (lambda: b"PK\x03\x04" + b"x" * 100, "file.damaged"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000, "file.damaged"),
        (lambda: sheet([]), "file.empty"),
    ],
)
def test_bombs_and_broken_files_are_refused_in_seconds_of_work(make: Callable[[], bytes], code: str) -> None:
    data = make()
    start = cpu_seconds()
    with pytest.raises(UnusableFile) as refusal:
        read_tables(data, "x.xlsx")
    assert refusal.value.code == code
    assert cpu_seconds() - start < 5


def test_a_size_that_the_archive_lies_about_does_not_open_the_bomb() -> None:
    data = bytearray(packed(xl__worksheets__sheet1_xml=b"0" * 50_000_000))
    position = data.rfind(b"PK\x01\x02")
    data[position + 24 : position + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(UnusableFile):
        read_tables(bytes(data), "x.xlsx")
