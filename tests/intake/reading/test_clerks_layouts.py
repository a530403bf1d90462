"""How clerks lay their tables out for the printer: pages, groups, signatures, headers of three rows, hidden rows."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from eduboard.errors import UnusableFile
from eduboard.intake.reading.scales import find_scales
from eduboard.intake.reading.tables import RawTable, RowsBody, read_tables
from tests.intake.files import workbook

HEADER = ("统计期", "区县", "学校名称", "学段", "班级数", "在校生数", "专任教师数")
FIRST = ("2026Q3", "上街区", "实验小学", "小学", "12", "540", "30")
SECOND = ("2026Q3", "上街区", "中心小学", "小学", "10", "440", "28")


def read(*rows: str | tuple[str, ...], vocabulary: frozenset[str] = frozenset()) -> RawTable:
    lines = [row if isinstance(row, str) else ",".join(row) for row in rows]
    [table] = read_tables("\n".join(lines).encode(), "表.csv", vocabulary)
    return table


def rows_of(table: RawTable) -> list[tuple[str, ...]]:
    assert isinstance(table.body, RowsBody)
    return table.body.rows


def skipped(table: RawTable) -> list[tuple[int, str]]:
    return [(row.line, row.kind) for row in table.skipped]


@pytest.mark.parametrize(
    "page",
    [
        "第 1 页 共 2 页,,,,,,",
        "第1页,,,,,共2页,",
        ",,,第1页/共2页,,,",
        "共2页 第1页,,,,,,",
        ",,,,,,— 1 —",
        "-1-,,,,,,",
        "1/2,,,,,,",
        "Page 1 of 2,,,,,,",
        "第一页,,,,,,",
    ],
)
def test_the_number_of_a_page_is_listed_and_no_data(page: str, any_vocabulary: frozenset[str]) -> None:
    table = read(HEADER, FIRST, page, SECOND, vocabulary=any_vocabulary)
    assert (rows_of(table), skipped(table)) == ([FIRST, SECOND], [(3, "note")])


def test_a_title_that_stands_on_each_page_is_listed_each_time(any_vocabulary: frozenset[str]) -> None:
    title = "上街区学校基本情况统计表,,,,,,"
    table = read(title, "单位：人,,,,,,", HEADER, FIRST, title, HEADER, SECOND, vocabulary=any_vocabulary)
    assert rows_of(table) == [FIRST, SECOND]
    assert skipped(table) == [(1, "title"), (2, "unit"), (5, "title"), (6, "repeated_header")]


def test_another_title_in_the_middle_of_a_table_is_never_passed_over(any_vocabulary: frozenset[str]) -> None:
    table = read("甲小学,,,,,,", HEADER, FIRST, "乙小学,,,,,,", HEADER, SECOND, vocabulary=any_vocabulary)
    assert rows_of(table) == [FIRST, ("乙小学", *[""] * 6), SECOND]


@pytest.mark.parametrize(
    "total", ["东片小计", "一片合计", "城区公办小计（含分校）", "甲学区 小计", "本页共计"]
)
@pytest.mark.parametrize("column", [0, 2, 4])
def test_a_row_of_figures_under_the_name_of_a_total_is_listed(
    total: str, column: int, any_vocabulary: frozenset[str]
) -> None:
    cells = [""] * column + [total] + [""] * (5 - column) + ["980"]
    table = read(HEADER, FIRST, tuple(cells), SECOND, vocabulary=any_vocabulary)
    assert (rows_of(table), skipped(table)) == ([FIRST, SECOND], [(3, "total")])


def test_a_row_with_other_words_than_a_total_stays_data(any_vocabulary: frozenset[str]) -> None:
    row = ("2026Q3", "上街区", "经费合计", "小学", "1", "2", "3")
    assert rows_of(read(HEADER, FIRST, row, vocabulary=any_vocabulary)) == [FIRST, row]


@pytest.mark.parametrize(
    "signature",
    [
        "校长（签章）,,,,经办人,,",
        "（公章）,,,,,,",
        "单位负责人（签字）,,,填表人（签字）,,2026年9月30日,",
        "审核人,,,,,,",
    ],
)
def test_the_places_to_sign_at_are_listed_and_no_data(signature: str, any_vocabulary: frozenset[str]) -> None:
    table = read(HEADER, FIRST, SECOND, signature, ",,,,,2026年9月30日,", vocabulary=any_vocabulary)
    assert (rows_of(table), skipped(table)) == ([FIRST, SECOND], [(4, "note"), (5, "note")])


@pytest.mark.parametrize(
    "signature",
    [
        "上街区教育局（公章）,,,,,,",
        ",上街区教育局（盖章）,,,,,",
        "上街区教育局（公章）,2026年9月30日,,,,,",
        ",,,,,上街区教育局,",
        ",,,,上街区教育和体育局,,2026年9月30日",
        ",,,,,,上街区教体局 2026年9月30日",
        ",,,实验小学（盖章）,,,",
        "校长（签字）：张三,,,,,,",
        "2026年9月30日,,,,,,",
        ",,,,,2026.9.30,",
        ",,,,2026-09-30,,",
        ",,,,,二〇二六年九月三十日,",
    ],
)
def test_who_signed_and_on_which_day_is_no_data_below_or_inside_a_table(
    signature: str, any_vocabulary: frozenset[str]
) -> None:
    for rows, line in (([FIRST, SECOND, signature], 4), ([FIRST, signature, SECOND], 3)):
        table = read(HEADER, *rows, vocabulary=any_vocabulary)
        assert (rows_of(table), skipped(table)) == ([FIRST, SECOND], [(line, "note")])


@pytest.mark.parametrize(
    "row",
    [
        ",上街区教育局,,,,,",
        ",,实验小学,,,,",
        "2026Q3,,,,,,",
        "2026Q3,上街区教育局,,,,,",
        ",上街区,,,,,",
        ",,,,,2026,",
    ],
)
def test_a_row_that_somebody_began_to_fill_in_is_no_signature(
    row: str, any_vocabulary: frozenset[str]
) -> None:
    assert len(rows_of(read(HEADER, FIRST, row, vocabulary=any_vocabulary))) == 2


def test_a_day_that_stands_alone_among_days_is_data_that_is_not_complete() -> None:
    header = "名称,类型,立项日期"
    assert len(rows_of(read(header, "阅读研究,课题,2026年9月1日", ",,2026年9月30日"))) == 2


@pytest.mark.parametrize(
    "heading",
    [
        "一、城区",
        "（二）乡镇",
        "三、农村学校：",
        "城区学校",
        "民办",
        "小学",
        "初中部",
        "义务教育阶段学校",
        "第一片区",
        "二、省级名师",
        "（一）市级课题",
        "十二、峡窝镇",
    ],
)
def test_a_heading_between_the_rows_is_listed_and_no_data(
    heading: str, any_vocabulary: frozenset[str]
) -> None:
    for row in (f"{heading},,,,,,", f",{heading},,,,,"):
        table = read(HEADER, row, FIRST, row, SECOND, vocabulary=any_vocabulary)
        assert (rows_of(table), skipped(table)) == ([FIRST, SECOND], [(2, "section"), (4, "section")])


@pytest.mark.parametrize(
    "row",
    [
        "实验小学,,,,,,",
        "一、实验小学,,,,,,",
        "二、张三,,,,,,",
        "上街区,,,,,,",
        ",,,小学,,,",
        "城区学校,上街区,,,,,",
        "2026Q3,上街区,城区学校,,,,",
    ],
)
def test_a_row_with_a_name_of_its_own_is_no_heading(row: str, any_vocabulary: frozenset[str]) -> None:
    assert len(rows_of(read(HEADER, FIRST, row, vocabulary=any_vocabulary))) == 2


@pytest.mark.parametrize("example", ["例", "示例", "例1", "（示例）", "样例："])
def test_an_example_is_no_data(example: str, any_vocabulary: frozenset[str]) -> None:
    table = read(
        ("序号", *HEADER), (example, "2025Q3", *FIRST[1:]), ("1", *SECOND), vocabulary=any_vocabulary
    )
    assert (rows_of(table), skipped(table)) == ([("1", *SECOND)], [(2, "note")])


@pytest.mark.parametrize(
    "row",
    [
        "1,2,3,4,5,6,7",
        "甲,乙,丙,丁,1,2,3",
        "—,—,—,—,1,2=3+4,3",
        "栏次,,,,(1),(2),(3)",
        "必填,必填,选填,必填,必填,必填,选填",
    ],
)
def test_a_row_that_counts_the_columns_or_says_which_are_due_is_listed(
    row: str, any_vocabulary: frozenset[str]
) -> None:
    table = read(HEADER, row, FIRST, SECOND, vocabulary=any_vocabulary)
    assert (rows_of(table), skipped(table)) == ([FIRST, SECOND], [(2, "note")])


def test_numbers_that_happen_to_count_stay_data_among_other_numbers() -> None:
    table = read("甲,乙,丙", "1,2,3", "4,5,6")
    assert rows_of(table) == [("1", "2", "3"), ("4", "5", "6")]


def test_a_header_of_three_rows_is_read_where_nothing_says_what_is_merged(vocabulary: frozenset[str]) -> None:
    table = read(
        "上街区学校基本情况统计表,,,,,,,,,",
        "统计期,区县,学校名称,学段,班级数（个）,学生（人）,,,教师（人）,",
        ",,,,,在校生数,其中,,专任教师数,其中",
        ",,,,,,女生,随迁子女,,女教师",
        "2026Q3,上街区,实验小学,小学,12,540,260,30,32,20",
        vocabulary=vocabulary,
    )
    assert table.header[4:] == (
        "班级数（个）",
        "在校生数(人)",
        "学生（人）其中女生",
        "学生（人）其中随迁子女",
        "专任教师数(人)",
        "教师（人）其中女教师",
    )
    assert (table.header_line, len(rows_of(table))) == (4, 1)


def test_a_unit_in_the_name_of_a_group_does_not_hide_the_names_below(vocabulary: frozenset[str]) -> None:
    table = read(
        "统计期,区县,学校名称,学段,班级数,规模（单位：万人）,",
        ",,,,,在校生数,专任教师数",
        FIRST,
        vocabulary=vocabulary,
    )
    assert table.header == (*HEADER[:5], "在校生数(万人)", "专任教师数(万人)")
    assert find_scales(table).powers == {5: 4, 6: 4}


def test_quarters_name_columns_where_the_rows_below_have_figures() -> None:
    table = read("学校名称,2026年第一季度,2026年第二季度,第三季度", "实验小学,45,46,47")
    assert (table.header_line, rows_of(table)) == (1, [("实验小学", "45", "46", "47")])


def test_quarters_above_quarters_are_data() -> None:
    table = read("2026Q1,45,1", "2026Q2,46,2", "2026Q3,47,3")
    assert (table.header_line, len(rows_of(table))) == (0, 3)


def test_a_table_that_lies_on_its_side_is_refused_with_what_to_do(vocabulary: frozenset[str]) -> None:
    columns = zip(HEADER, FIRST, SECOND, strict=True)
    with pytest.raises(UnusableFile) as caught:
        read(*columns, vocabulary=vocabulary)
    assert caught.value.code == "file.transposed"
    assert "转置" in str(caught.value)


def test_names_of_columns_may_be_data_of_a_table_with_a_header(vocabulary: frozenset[str]) -> None:
    table = read(
        "指标,统计期,区县,数值,单位",
        *(f"{name},2026Q3,上街区,1,个" for name in ("班级数", "在校生数", "专任教师数", "学生数")),
        vocabulary=vocabulary,
    )
    assert len(rows_of(table)) == 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_two_files_of_one_table_glued_together_are_one_table(
    encoding: str, vocabulary: frozenset[str]
) -> None:
    files = ("\n".join((",".join(HEADER), ",".join(row), "")).encode(encoding) for row in (FIRST, SECOND))
    [table] = read_tables(b"".join(files), "表.csv", vocabulary)
    assert (rows_of(table), skipped(table)) == ([FIRST, SECOND], [(3, "repeated_header")])


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_spoilt_byte_is_reported_at_its_own_line(encoding: str) -> None:
    lines = [",".join(row).encode(encoding) for row in (HEADER, *[FIRST] * 8)]
    lines[6] += b"\xff"
    with pytest.raises(UnusableFile) as caught:
        read_tables(b"\n".join(lines), "表.csv")
    assert (caught.value.code, caught.value.params["line"]) == ("file.encoding", 7)


def test_a_file_that_begins_in_one_encoding_and_goes_on_in_another_says_so() -> None:
    text = "\n".join(map(",".join, (HEADER, FIRST, "")))
    with pytest.raises(UnusableFile) as caught:
        read_tables(text.encode("utf-8-sig") + text.encode("gb18030"), "表.csv")
    assert caught.value.code == "file.mixed_encoding"


def test_a_share_in_a_workbook_is_what_the_clerk_sees_in_the_cell() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        formats = ["0%", "0.00%", '0.0"占比"%', '0"%"', "0\\%", "#,##0.00"]
        sheet.write_row(0, 0, ["指标", "数值"])
        for number, code in enumerate(formats, start=1):
            sheet.write(number, 0, "率")
            sheet.write_number(number, 1, 0.954, book.add_format({"num_format": code}))
        percent = book.add_format({"num_format": "0.0%"})
        sheet.write_row(7, 0, ["率"])
        sheet.write_string(7, 1, "—", percent)
        sheet.write_formula(8, 1, "=1/3", percent, 1 / 3)
        sheet.write(8, 0, "率")
    [table] = read_tables(buffer.getvalue(), "表.xlsx")
    values = [row[1] for row in rows_of(table)]
    assert values == ["95.4%", "95.4%", "95.4%", "0.954", "0.954", "0.954", "—", "33.3333333333333%"]


def test_rows_and_columns_that_nobody_sees_are_read_and_named() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADER, FIRST, SECOND, FIRST)):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, options={"hidden": True})
        sheet.set_column(3, 4, options={"hidden": True})
    [table] = read_tables(buffer.getvalue(), "表.xlsx")
    assert rows_of(table) == [FIRST, SECOND, FIRST]
    assert (table.hidden_rows, table.hidden_columns) == ({3}, {3, 4})


def test_what_is_hidden_is_seen_in_a_workbook_of_any_writer() -> None:
    data = workbook({"一": [HEADER, FIRST, SECOND]})
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b'<row r="3"', b'<row hidden="true" customHeight="false" r="3"')
            new.writestr(name, part)
    [table] = read_tables(buffer.getvalue(), "表.xlsx")
    assert (len(rows_of(table)), table.hidden_rows) == (2, {3})


@pytest.mark.parametrize(
    "names", ["统计期,区县,称号,级别,人数", "区县,称号,级别,统计期,人数", "级别,称号,人数,统计期,区县"]
)
def test_all_levels_together_are_a_value_and_no_total(names: str, any_vocabulary: frozenset[str]) -> None:
    values = {"统计期": "2026Q3", "区县": "上街区", "称号": "名师", "级别": "合计", "人数": "66"}
    table = read(names, tuple(values[name] for name in names.split(",")), vocabulary=any_vocabulary)
    assert (len(rows_of(table)), skipped(table)) == (1, [])


@pytest.mark.parametrize(
    "data", [b"MIME-Version: 1.0\nContent-Type: text/html\n", b"{\\rtf1\\ansi a, b}\n", b"%PDF-1.7\n"]
)
def test_what_office_programs_save_besides_tables_is_named(data: bytes) -> None:
    with pytest.raises(UnusableFile) as caught:
        read_tables(data, "表.xls")
    assert caught.value.code == "file.binary"


def test_shares_of_an_open_document_are_refused_rather_than_read_as_a_hundredth() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml", '<table:table-cell office:value-type="percentage" office:value="0.954"/>'
        )
    with pytest.raises(UnusableFile) as caught:
        read_tables(buffer.getvalue(), "表.ods")
    assert caught.value.code == "file.ods_shares"


def test_a_header_of_marks_that_nobody_sees_is_no_header() -> None:
    [table] = read_tables(b",\xef\xbb\xbf", "表.csv")
    assert rows_of(table) == []
