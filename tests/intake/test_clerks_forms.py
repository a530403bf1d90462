"""Whole forms as bureaus fill them in: what is stored of each is what its clerk meant, or the form is sent back."""

from __future__ import annotations

from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.intake.check import check_file
from eduboard.intake.match import match_contract
from eduboard.intake.report import CheckReport
from eduboard.store.store import Store
from tests.intake.files import CLASSES, ENROLMENT, text_file, workbook

FORM = "学校名称,学段,班级数,在校生数,专任教师数"
SAID = {"period": "2025Q3", "district": "临湖区"}


def stored(
    store: Store, data: bytes, fields: str, name: str = "表.csv", **said: Any
) -> tuple[CheckReport, list[tuple[Any, ...]]]:
    """Check a form that holds one table; give the report, and these fields of the rows that would be stored."""
    [table] = check_file(store, LOCAL_USER, data, name, **said)
    try:
        assert table.incoming is not None, [finding.message for finding in table.report.errors]
        rows = table.session.fetch_tuples(f"SELECT {fields} FROM {table.incoming.table} ORDER BY line")
        return table.report, [tuple(row) for row in rows]
    finally:
        table.close()


def rules(report: CheckReport) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.line) for finding in report.errors]


def listed(report: CheckReport) -> list[tuple[int, str]]:
    return [(row.line, row.kind) for row in report.skipped]


def test_marks_that_point_at_notes_are_no_part_of_a_value_and_the_notes_are_no_rows(store: Store) -> None:
    data = text_file(
        "姓名,工作单位,称号,级别,认定时间",
        "张　三,实验小学①,名师,市级,2024.9",
        "李四*,第二中学,学科带头人①,省级,2024年9月",
        "① 含兼职,,,,",
        "* 已调离,,,,",
    )
    report, rows = stored(store, data, "person_name, school_name, title, level", given=SAID)
    assert rules(report) == []
    assert rows == [("张三", "实验小学", "名师", "市级"), ("李四", "第二中学", "学科带头人", "省级")]
    assert listed(report) == [(4, "note"), (5, "note")]


def test_numbers_are_read_as_people_write_them(store: Store) -> None:
    sizes = {"四十九": 49, "约30余人": 30, "35人": 35, "４８": 48, "45①": 45, "46[注1]": 46}
    lines = (
        f"2025Q3,临湖区,实验小学,小学,一年级,{number},{size}" for number, size in enumerate(sizes, start=1)
    )
    report, rows = stored(store, text_file(CLASSES, *lines), "students, qualifiers")
    assert rules(report) == []
    assert [size for size, _ in rows] == list(sizes.values())
    assert [said for _, said in rows if said] == ["students=约"]


@pytest.mark.parametrize("size", ["一", "四五", "三百二", "35（含借读2人）", "1/2", "9-12", "45²"])
def test_what_may_mean_several_numbers_is_asked(store: Store, size: str) -> None:
    report, _ = stored(store, text_file(CLASSES, f"2025Q3,临湖区,实验小学,小学,一年级,1,{size}"), "students")
    assert rules(report) == [("type.integer", 2)]


@pytest.mark.parametrize(
    "page",
    [
        "续表,,,,",
        "（续上表）,,,,",
        "接上页,,,,",
        "学校基本情况统计表（续表）,,,,",
        "学校基本情况统计表(续1),,,,",
    ],
)
def test_a_table_goes_on_after_a_page_that_says_so(store: Store, page: str) -> None:
    title = "学校基本情况统计表（2025年第三季度）,,,,"
    data = text_file(title, FORM, "实验小学,小学,12,540,32", page, FORM, "第二小学,小学,8,330,20")
    report, rows = stored(store, data, "school_name, students", given=SAID)
    assert rules(report) == []
    assert rows == [("实验小学", 540), ("第二小学", 330)]
    assert listed(report) == [(1, "title"), (4, "title"), (5, "repeated_header")]


def test_a_total_at_the_top_is_listed_with_what_it_is_made_up_of(store: Store) -> None:
    data = text_file(FORM, "总计,,12,540,32", "其中：小学,,12,540,32", "实验小学,小学,12,540,32")
    report, rows = stored(store, data, "school_name", given=SAID)
    assert (rules(report), rows, listed(report)) == ([], [("实验小学",)], [(2, "total"), (3, "total")])


def test_parts_of_a_figure_that_no_total_stands_above_are_data(store: Store) -> None:
    data = text_file("指标,数值,单位", "教师数,300,人", "其中：女教师,200,人")
    _, rows = stored(store, data, "indicator", given=SAID)
    assert rows == [("教师数",), ("其中：女教师",)]


@pytest.mark.parametrize(
    "signed",
    [
        "填表人,张三,,联系电话,12345",
        "审核人：,李四,,,",
        "制表人（签字）,王五,联系电话,12345,",
    ],
)
def test_who_filled_a_form_in_is_no_row_though_names_stand_in_cells_of_their_own(
    store: Store, signed: str
) -> None:
    report, rows = stored(
        store, text_file(FORM, "实验小学,小学,12,540,32", signed), "school_name", given=SAID
    )
    assert (rules(report), rows, listed(report)) == ([], [("实验小学",)], [(3, "note")])


def test_a_headmaster_is_a_role_and_no_signature(store: Store) -> None:
    data = text_file("角色,活动,应完成人数,达标人数,次数", "校长,听课,20,18,45")
    _, rows = stored(store, data, "role, times", given=SAID)
    assert rows == [("校长", 45)]


OF_WHICH = (
    "学校名称,学段,是否开展,在校生数,参加学生数,其中：五天全程参加人数\n",
    "学校名称,学段,是否开展,在校生数,参加学生数,其中\n,,,,,五天全程参加人数\n",
    "学校名称,学段,是否开展,学生情况,,\n,,,在校生数,参加学生数,其中\n,,,,,五天全程参加人数\n",
)


@pytest.mark.parametrize("header", OF_WHICH)
def test_a_known_column_under_of_which_is_read(store: Store, header: str) -> None:
    data = (header + "实验小学,小学,是,540,500,450\n").encode()
    report, rows = stored(store, data, "students, participants, full_week", given=SAID)
    assert rules(report) == []
    assert rows == [(540, 500, 450)]


def test_of_which_says_nothing_of_a_column_of_another_group(store: Store) -> None:
    header = "学校名称,学段,班级数,在校生数,专任教师数,随迁子女,\n,,,,,总数,其中\n,,,,,,学生数\n"
    data = (header + "实验小学,小学,12,540,32,40,30\n").encode()
    report, rows = stored(store, data, "students", given=SAID)
    assert rows == [(540,)]
    assert [finding.column for finding in report.warnings if finding.rule == "column.extra"] == [
        "随迁子女总数",
        "随迁子女其中学生数",
    ]


@pytest.mark.parametrize(
    "office", ["临湖区教育局", "临湖区教体局", "临湖区教育和体育局", "临湖区人民政府教育局"]
)
def test_the_office_of_a_district_stands_for_it(store: Store, office: str) -> None:
    data = text_file(ENROLMENT, f"2025Q3,{office},实验小学,小学,12,540,32")
    report, _ = stored(store, data, "school_name")
    assert (rules(report), report.districts) == ([], ("990101",))


def test_columns_may_be_separated_by_chinese_commas_of_lists(store: Store) -> None:
    data = text_file(CLASSES, "2025Q3,临湖区,实验小学,小学,一年级,1,45").decode().replace(",", "、")
    _, rows = stored(store, data.encode("gb18030"), "school_name, students")
    assert rows == [("实验小学", 45)]


@pytest.mark.parametrize(
    ("written", "period"), [("2025年底", "2025Q4"), ("2025年末", "2025Q4"), ("2025年9月底前", "2025Q3")]
)
def test_the_end_of_a_year_is_its_last_quarter(store: Store, written: str, period: str) -> None:
    data = text_file(
        "统计期,区县,指标,目标值,方向,截止期,单位", f"2025Q1,临湖区,大班额占比,5,不高于,{written},%"
    )
    report, rows = stored(store, data, "due_period")
    assert (rules(report), rows) == ([], [(period,)])


@pytest.mark.parametrize(
    ("value", "unit"),
    [("350万元", "万元"), ("350元", "万元"), ("3.5万", "万元"), ("85%", "人"), ("2万人", "万人")],
)
def test_a_number_and_its_row_that_count_in_different_things_are_asked(
    store: Store, value: str, unit: str
) -> None:
    data = text_file("统计期,区县,指标,数值,单位", f"2025Q3,临湖区,教育经费,{value},{unit}")
    report, _ = stored(store, data, "value")
    assert rules(report) == [("unit.twice", 2)]


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        ("3.5万元", "元", (35000.0, "元")),
        ("350", "万元", (350.0, "万元")),
        ("1.2万", "人次", (12000.0, "人次")),
        ("87.18％", "%", (87.18, "%")),
        ("3.2%", "百分点", (3.2, "百分点")),
        ("12所", "个", (12.0, "个")),
        ("5‰", "", (5.0, "‰")),
    ],
)
def test_a_number_that_names_the_unit_of_its_row_is_read(
    store: Store, value: str, unit: str, read: tuple[float, str]
) -> None:
    header = "统计期,区县,指标,数值,单位" if unit else "统计期,区县,指标,目标值,方向"
    row = f"2025Q3,临湖区,大班额占比,{value},{unit or '不高于'}"
    report, rows = stored(store, text_file(header, row), "value, unit" if unit else "target_value, unit")
    assert (rules(report), rows) == ([], [read])


def test_a_sheet_that_names_its_quarter_is_of_the_year_that_the_file_names(store: Store) -> None:
    rows = [FORM.split(","), ["实验小学", "小学", 12, 540, 32]]
    book = workbook({"一季度": rows, "Q2": rows, "9月": rows})
    tables = check_file(store, LOCAL_USER, book, "临湖区2025年学校基本情况.xlsx")
    tables[0].close()
    assert [table.report.periods for table in tables] == [("2025Q1",), ("2025Q2",), ("2025Q3",)]


@pytest.mark.parametrize(
    ("sheet", "file"),
    [
        ("上半年", "临湖区2025年学校基本情况.xlsx"),
        ("前三季度", "临湖区2025年学校基本情况.xlsx"),
        ("二季度", "临湖区2025年第三季度学校基本情况.xlsx"),
    ],
)
def test_a_sheet_of_several_quarters_or_of_another_than_its_file_is_asked(
    store: Store, sheet: str, file: str
) -> None:
    book = workbook({sheet: [FORM.split(","), ["实验小学", "小学", 12, 540, 32]]})
    [table] = check_file(store, LOCAL_USER, book, file)
    table.close()
    assert [finding.rule for finding in table.report.errors] in (["around.unclear"], ["around.conflict"])


EVERYDAY = [
    ("classes", "班级实有人数", "students"),
    ("classes", "所在单位", "school_name"),
    ("class_bands", "班额范围", "band"),
    ("class_bands", "班级数量", "class_count"),
    ("enrolment", "在园幼儿数", "students"),
    ("enrolment", "专任教师总数", "teachers"),
    ("enrolment", "学校名称（盖章）", "school_name"),
    ("after_school", "参加课后服务学生人数", "participants"),
    ("after_school", "参与教师人数", "teachers_participating"),
    ("duties", "履职内容", "duty"),
    ("honours", "工作单位", "school_name"),
    ("honours", "授予年月", "awarded_date"),
    ("honours", "任教科目", "subject"),
    ("indicators", "本期数", "value"),
    ("outputs", "课题立项时间", "start_date"),
    ("outputs", "课题主持人", "leader"),
    ("platforms", "工作室主持人", "host"),
    ("schools", "是否普惠性幼儿园", "inclusive"),
    ("schools", "公办/民办", "ownership"),
    ("targets", "年度目标值", "target_value"),
    ("training", "参训学时", "hours_per_person"),
    ("training", "举办场次", "sessions"),
    ("training_compliance", "应参训教师数", "required_count"),
    ("training_compliance", "学时达标教师数", "met_count"),
]


@pytest.mark.parametrize(("dataset", "header", "field"), EVERYDAY)
def test_a_column_goes_by_its_everyday_name(dataset: str, header: str, field: str) -> None:
    assert match_contract([header], load_contracts()[dataset]).columns == {field: 0}


@pytest.mark.parametrize(
    ("dataset", "header"),
    [
        ("classes", "学籍人数"),
        ("enrolment", "教职工数"),
        ("training", "培训人数"),
        ("outputs", "获奖等级"),
        ("platforms", "成员"),
        ("schools", "学校性质"),
    ],
)
def test_a_name_that_may_mean_something_else_is_left_to_people(dataset: str, header: str) -> None:
    assert match_contract([header], load_contracts()[dataset]).columns == {}


@pytest.mark.parametrize(
    "row", ["上年同期", "去年同期数", "同比增减", "较上年增减", "占比", "增长率（%）", "同比增长率", "环比"]
)
def test_a_row_that_compares_with_another_time_is_no_school(store: Store, row: str) -> None:
    data = text_file(FORM, "实验小学,小学,12,540,32", f"{row},小学,11,520,30")
    report, rows = stored(store, data, "school_name", given=SAID)
    assert (rules(report), rows, listed(report)) == ([], [("实验小学",)], [(3, "total")])


@pytest.mark.parametrize("name", ["增城小学", "大同小学", "同济小学", "比干小学"])
def test_a_school_that_is_called_a_little_like_a_comparison_stays(store: Store, name: str) -> None:
    _, rows = stored(store, text_file(FORM, f"{name},小学,12,540,32"), "school_name", given=SAID)
    assert rows == [(name,)]


def test_an_indicator_that_is_a_share_stays(store: Store) -> None:
    data = text_file("指标,数值,单位", "大班额占比,5,%", "经费同比增长率,3,%")
    _, rows = stored(store, data, "indicator", given=SAID)
    assert rows == [("大班额占比",), ("经费同比增长率",)]
