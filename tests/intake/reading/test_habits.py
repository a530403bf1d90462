"""The habits of real files, one by one: each is read as its clerk meant it, and nothing vanishes unlisted."""

from __future__ import annotations

import pytest

from eduboard.errors import UnusableFile
from eduboard.intake.reading.tables import RawTable, RowsBody, read_tables

HEADER = ("区县", "学校名称", "年级", "班号", "学生数")
ROWS = [
    ("上街区", "实验小学", "一年级", "1", "45"),
    ("上街区", "实验小学", "一年级", "2", "44"),
    ("上街区", "合计小学", "二年级", "1", "56"),
]
CLEAN = "".join(",".join(row) + "\n" for row in (HEADER, *ROWS))


def read(text: str | bytes, vocabulary: frozenset[str] = frozenset()) -> RawTable:
    tables = read_tables(text.encode() if isinstance(text, str) else text, "班额.csv", vocabulary)
    assert len(tables) == 1
    return tables[0]


def rows_of(table: RawTable) -> list[tuple[str, ...]]:
    assert isinstance(table.body, RowsBody)
    return table.body.rows


def lines_of(table: RawTable) -> list[int]:
    assert isinstance(table.body, RowsBody)
    return table.body.lines


def skipped(table: RawTable) -> list[tuple[int, str]]:
    return [(row.line, row.kind) for row in table.skipped]


def test_a_clean_file_is_read_as_it_is(any_vocabulary: frozenset[str]) -> None:
    table = read(CLEAN, any_vocabulary)
    assert (table.header, table.header_line, table.skipped) == (HEADER, 1, ())
    assert (rows_of(table), lines_of(table)) == (ROWS, [2, 3, 4])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_end_gives_the_same_table(
    encoding: str, delimiter: str, end: str
) -> None:
    table = read(CLEAN.replace(",", delimiter).replace("\n", end).encode(encoding))
    assert (table.encoding, table.delimiter) == (encoding, delimiter)
    assert (table.header, rows_of(table), lines_of(table)) == (HEADER, ROWS, [2, 3, 4])


def test_title_and_unit_rows_above_the_header_are_listed(any_vocabulary: frozenset[str]) -> None:
    above = (
        "上街区2025年第三季度班额情况统计表,,,,\n填报单位：上街区教育局,,填报日期：2025-09-30,,\n"
        "单位：人,,,,\n,,,,\n"
    )
    table = read(above + CLEAN, any_vocabulary)
    assert skipped(table) == [(1, "title"), (2, "title"), (3, "unit"), (4, "blank")]
    assert (table.header_line, table.header, rows_of(table), lines_of(table)) == (5, HEADER, ROWS, [6, 7, 8])


@pytest.mark.parametrize("said", ["单位：人", "单位：人、门、天", "填报单位：上街区教育局", "制表人：张三"])
def test_what_stands_at_the_right_above_the_last_column_is_no_part_of_its_name(
    said: str, any_vocabulary: frozenset[str]
) -> None:
    table = read(f"上街区班额情况统计表,,,,\n,,,,{said}\n" + CLEAN, any_vocabulary)
    assert [line for line, _ in skipped(table)] == [1, 2]
    assert (table.header_line, table.header, rows_of(table)) == (3, HEADER, ROWS)


def test_undelimited_title_lines_are_listed_too(any_vocabulary: frozenset[str]) -> None:
    table = read("班额情况统计表\n单位：人\n\n" + CLEAN, any_vocabulary)
    assert skipped(table) == [(1, "title"), (2, "unit"), (3, "blank")]
    assert (table.header_line, rows_of(table)) == (4, ROWS)


@pytest.mark.parametrize(
    "total",
    [
        "合计,,,3,145",
        "小计,,,3,145",
        "总计,,,3,145",
        "合 计,,,3,145",
        "全区合计,,,3,145",
        "上街区合计,,,3,145",
        "上街区,小计,,3,145",
        "平均,,,,48",
        ",合计,,3,145",
        "1,合计,,3,145",
        "合计：,,,3,145",
        "小学合计,,,3,145",
        "本页合计,,,3,145",
        "合计（3个班）,,,3,145",
    ],
)
def test_a_total_row_is_listed_and_no_data(any_vocabulary: frozenset[str], total: str) -> None:
    table = read(CLEAN + total + "\n", any_vocabulary)
    assert skipped(table) == [(5, "total")]
    assert table.skipped[0].cells == tuple(total.split(","))
    assert rows_of(table) == ROWS


@pytest.mark.parametrize(
    "name",
    [
        "合计小学",
        "平均小学",
        "总计中学",
        "小计学校",
        "注册会计学校",
        "说明小学",
        "备注中学",
        "和平小学",
        "单位小学",
    ],
)
def test_a_school_that_is_called_like_a_total_does_not_vanish(
    any_vocabulary: frozenset[str], name: str
) -> None:
    table = read(CLEAN + f"{name},{name},一年级,3,40\n", any_vocabulary)
    assert table.skipped == ()
    assert rows_of(table)[-1][0] == name


def test_the_level_that_covers_all_levels_is_data(any_vocabulary: frozenset[str]) -> None:
    table = read("称号,级别,人数\n名师,各级合计,45\n名师,省级,5\n合计,,50\n", any_vocabulary)
    assert rows_of(table) == [("名师", "各级合计", "45"), ("名师", "省级", "5")]


@pytest.mark.parametrize(
    "note",
    [
        "注：学生数不含借读生",
        "注:1.数据截至9月底；2.不含民办。",
        "说明：数据截至9月底",
        "备注：无",
        "填表人：张三,,审核人：李四,,",
        "填表人:张三,联系电话:12345,,,",
        "数据来源：教育事业统计",
        "填报日期：2025年9月30日",
        "※ 注：含特教班",
        "制表：张三,,,审核：李四,",
    ],
)
def test_a_note_below_the_table_is_listed_and_no_data(any_vocabulary: frozenset[str], note: str) -> None:
    for row in (note, note + "," * (4 - note.count(","))):
        table = read(f"{CLEAN}{row}\n", any_vocabulary)
        assert skipped(table) == [(5, "note")]
        assert rows_of(table) == ROWS


def test_the_lines_that_follow_a_note_belong_to_it(any_vocabulary: frozenset[str]) -> None:
    table = read(
        f"{CLEAN}\n说明：\n1.学生数按学籍统计\n2、班号用阿拉伯数字\n（3）不含特教班\n", any_vocabulary
    )
    assert skipped(table) == [(5, "blank"), (6, "note"), (7, "note"), (8, "note"), (9, "note")]


def test_a_row_with_only_a_school_is_data_that_somebody_forgot_to_fill_in(
    any_vocabulary: frozenset[str],
) -> None:
    table = read(CLEAN + ",第二小学,,,\n", any_vocabulary)
    assert rows_of(table)[-1] == ("", "第二小学", "", "", "")


def test_two_header_rows_become_one_name_each(any_vocabulary: frozenset[str]) -> None:
    text = "学校名称,班级数,在校生数,,专任教师数\n,,合计,其中:女,\n实验小学,24,1080,500,62\n"
    table = read(text, any_vocabulary)
    whole = "在校生数" if any_vocabulary else "在校生数合计"
    assert table.header == ("学校名称", "班级数", whole, "在校生数其中:女", "专任教师数")
    assert (table.header_line, rows_of(table)) == (2, [("实验小学", "24", "1080", "500", "62")])


def test_of_which_stands_under_the_column_before_it(any_vocabulary: frozenset[str]) -> None:
    table = read("学校名称,在校生数,其中：,,班级数\n,,男,女,\n实验小学,1080,580,500,24\n", any_vocabulary)
    assert table.header == ("学校名称", "在校生数", "在校生数其中：男", "在校生数其中：女", "班级数")


def test_a_group_that_only_says_information_leaves_the_known_names_alone(vocabulary: frozenset[str]) -> None:
    table = read("基本情况,,学生情况,\n区县,学校名称,班级数,在校生数\n上街区,实验小学,24,1080\n", vocabulary)
    assert table.header == ("区县", "学校名称", "班级数", "在校生数")


@pytest.mark.parametrize("group", ["学生和教师", "学生、教师情况", "办学条件", "基本数据", "学生与教职工"])
def test_a_group_that_says_whom_all_is_about_leaves_the_known_names_alone(
    vocabulary: frozenset[str], group: str
) -> None:
    text = f"学校名称,班级数,{group},\n,,在校生数,专任教师数\n实验小学,24,1080,62\n"
    assert read(text, vocabulary).header == ("学校名称", "班级数", "在校生数", "专任教师数")


@pytest.mark.parametrize("group", ["随迁子女情况", "寄宿学生情况", "上学期数据", "女生", "小学"])
def test_a_group_that_says_of_whom_only_stays_in_the_name(vocabulary: frozenset[str], group: str) -> None:
    text = f"学校名称,班级数,{group},\n,,在校生数,专任教师数\n实验小学,24,1080,62\n"
    header = read(text, vocabulary).header
    assert header == ("学校名称", "班级数", f"{group}在校生数", f"{group}专任教师数")


def test_a_row_of_units_or_column_numbers_under_the_header_is_listed(any_vocabulary: frozenset[str]) -> None:
    table = read(
        "区县,学校名称,班级数,在校生数\n甲,乙,1,2\n,,个,人\n上街区,实验小学,24,1080\n", any_vocabulary
    )
    assert [row.line for row in table.skipped] == [2, 3]
    assert rows_of(table) == [("上街区", "实验小学", "24", "1080")]


def test_a_header_that_comes_again_on_the_next_page_is_listed(any_vocabulary: frozenset[str]) -> None:
    table = read(CLEAN + CLEAN, any_vocabulary)
    assert skipped(table) == [(5, "repeated_header")]
    assert (rows_of(table), lines_of(table)) == (ROWS + ROWS, [2, 3, 4, 6, 7, 8])


def test_trailing_blank_columns_and_rows_are_no_table(any_vocabulary: frozenset[str]) -> None:
    text = CLEAN.replace("\n", ",,,\n") + ",,,,,,,\n" * 3 + "\n\n"
    table = read(text, any_vocabulary)
    assert (table.header, rows_of(table)) == (HEADER, ROWS)
    assert skipped(table) == [(5, "blank")]
    assert isinstance(table.body, RowsBody)
    assert table.body.ragged == []


def test_ragged_rows_are_padded_or_listed(any_vocabulary: frozenset[str]) -> None:
    table = read(CLEAN + "上街区,甲\n上街区,甲,一年级,1,1,234\n", any_vocabulary)
    assert rows_of(table)[-2:] == [("上街区", "甲", "", "", ""), ("上街区", "甲", "一年级", "1", "1")]
    assert isinstance(table.body, RowsBody)
    assert table.body.ragged == [(6, 6)]


def test_lines_are_counted_in_the_file_even_across_quoted_line_breaks_and_blank_lines() -> None:
    table = read('a,b\n1,"x\ny"\n\n2,z\r\n"3\r\n\r\n",w\n4,v\n')
    assert rows_of(table) == [("1", "x\ny"), ("2", "z"), ("3\r\n\r\n", "w"), ("4", "v")]
    assert lines_of(table) == [2, 5, 6, 9]


def test_quotes_of_either_kind_and_either_escape_are_resolved() -> None:
    rows = [('a "b", c', "x,y"), ("d", 'e"')]
    for text in (
        'k,l\n"a ""b"", c","x,y"\n"d","e"""\n',
        'k,l\n"a \\"b\\", c","x,y"\n"d","e\\""\n',
        "k,l\n'a \"b\", c','x,y'\n'd','e\"'\n",
    ):
        assert rows_of(read(text)) == rows


def test_a_quote_that_is_never_closed_spoils_its_own_row_only(any_vocabulary: frozenset[str]) -> None:
    table = read(CLEAN.replace("实验小学,一年级,1", '"实验小学,一年级,1'), any_vocabulary)
    assert rows_of(table) == [("上街区", '"实验小学', "一年级", "1", "45"), *ROWS[1:]]


def test_a_comment_of_several_lines_with_commas_and_quotes_is_one_cell(
    any_vocabulary: frozenset[str],
) -> None:
    text = '学校名称,备注\n甲,"第一行\n第二行,含逗号,与""引号""\n第三行"\n乙,无\n'
    table = read(text, any_vocabulary)
    assert rows_of(table) == [("甲", '第一行\n第二行,含逗号,与"引号"\n第三行'), ("乙", "无")]
    assert lines_of(table) == [2, 5]


def test_rows_that_two_stray_quotes_would_swallow_stay_rows(any_vocabulary: frozenset[str]) -> None:
    text = CLEAN.replace("实验小学,一年级,1", '"实验小学,一年级,1').replace("二年级,1,56", '二年级,1,56"')
    assert len(rows_of(read(text, any_vocabulary))) == 3


def test_a_sentence_that_stands_alone_below_a_narrow_table_is_a_note(any_vocabulary: frozenset[str]) -> None:
    table = read("学校名称,在校生数\n甲,5\n以上数据截至9月30日，由各校填报。\n", any_vocabulary)
    assert skipped(table) == [(3, "note")]


def test_a_small_table_above_a_bigger_one_is_not_taken_for_its_title(vocabulary: frozenset[str]) -> None:
    text = "学校名称,在校生数\n甲,5\n\n类型,级别,名称,状态,负责人\n课题,省级,双减研究,在研,张三\n"
    with pytest.raises(UnusableFile) as refusal:
        read(text, vocabulary)
    assert refusal.value.code == "file.two_tables"


def test_two_datasets_in_one_file_are_an_error_that_names_both_headers(vocabulary: frozenset[str]) -> None:
    text = (
        CLEAN + "\n课后服务情况,,,,\n学校名称,学段,在校生数,参加学生数,是否开展\n实验小学,小学,1080,960,是\n"
    )
    with pytest.raises(UnusableFile) as refusal:
        read_tables(text.encode(), "两张表.csv", vocabulary)
    assert refusal.value.code == "file.two_tables"
    assert refusal.value.params == {"line": 1, "second_line": 7, "file": "两张表.csv"}


def test_without_a_vocabulary_two_tables_in_one_file_are_two_tables() -> None:
    first, second = read_tables(f"{CLEAN}\n课程,教师数\n棋类,3\n".encode(), "两张表.csv")
    assert (rows_of(first), second.header, second.header_line) == (ROWS, ("课程", "教师数"), 6)


def test_a_file_without_a_header_is_refused_where_columns_must_be_known(vocabulary: frozenset[str]) -> None:
    with pytest.raises(UnusableFile) as refusal:
        read(CLEAN.split("\n", 1)[1], vocabulary)
    assert (refusal.value.code, refusal.value.params["line"]) == ("file.no_header", 1)


def test_a_file_without_a_header_is_still_shown_to_who_only_looks() -> None:
    table = read(CLEAN.split("\n", 1)[1])
    assert (table.header_line, table.header) == (0, ("列1", "列2", "列3", "列4", "列5"))
    assert rows_of(table) == ROWS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf", "file.empty"),
        (b" \r\n\n", "file.empty"),
        (b",,,\n,,,\n", "file.empty"),
        (b"%PDF-1.7 ...", "file.binary"),
        (b"\x89PNG\r\n", "file.binary"),
        (b"a,b\n1,\x01\x02\n", "file.binary"),
        (b"\x00" * 50 + b"abc", "file.binary"),
        (b"a,b\n1,\xff\xff\n", "file.encoding"),
        ("区县,学校\n".encode() + "上街区,实验小学\n".encode("gb18030"), "file.mixed_encoding"),
        ("名称\n".encode("gb18030") + "上街区教育局,1\n".encode(), "file.mixed_encoding"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(UnusableFile) as refusal:
        read_tables(data, "x.csv")
    assert refusal.value.code == code
    assert "{" not in str(refusal.value)


def test_a_file_of_one_column_is_a_table() -> None:
    table = read("姓名\n张三\n李四\n")
    assert (table.header, rows_of(table)) == (("姓名",), [("张三",), ("李四",)])


def test_invisible_characters_do_not_hide_a_header(vocabulary: frozenset[str]) -> None:
    text = CLEAN.replace("区县", "\u200b区 县\u00a0").replace("学生数", "学生数（人）*")
    assert read(text, vocabulary).header_line == 1


def test_the_header_of_the_contract_wins_over_a_line_that_looks_like_one(vocabulary: frozenset[str]) -> None:
    text = "报表编号,教基1,制表机关,教育局,有效期\n" + CLEAN
    table = read(text, vocabulary)
    assert (table.header, skipped(table)) == (HEADER, [(1, "title")])
