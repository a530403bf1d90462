"""What a file says outside its table holds for all rows: where it is the only word on it, and always with its place."""

import io
from collections.abc import Sequence

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st
from openpyxl import Workbook

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.intake.around import (
    FILE,
    SHEET,
    TITLE,
    Place,
    decide_district,
    decide_period,
    decide_school,
)
from eduboard.intake.publish import load_file
from eduboard.intake.report import CheckReport
from eduboard.store.store import Store
from tests.intake.conftest import Check, Load, Value
from tests.intake.files import text_file, workbook

BARE = "学校名称,学段,年级,班号,学生数"
NO_SCHOOL = "学段,年级,班号,学生数"
TITLE_ROW = "临湖区2025年第三季度班额统计表"
FIELDS = {item.name: item for item in load_contracts()["classes"].fields}


def table(*above: str, header: str = BARE, encoding: str = "gb18030") -> bytes:
    """Two first-grade classes, one of them large, below these rows."""
    school = "实验小学," if header.startswith("学校") else ""
    width = header.count(",")
    titles = [row + "," * (width - row.count(",")) for row in above]
    rows = [f"{school}小学,一年级,1,60", f"{school}小学,一年级,2,40"]
    return text_file("\r\n".join([*titles, header]), *rows, encoding=encoding, line_end="\r\n")


def filled(report: CheckReport) -> dict[str, tuple[str, str, int | None]]:
    return {value.field: (value.value, value.origin, value.line) for value in report.filled}


def rules(report: CheckReport) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.column) for finding in (*report.errors, *report.warnings)]


def register(load: Load, *names: str, district: str = "临湖区") -> None:
    """Publish a registry of these schools."""
    rows = [
        f"2025Q3,{district},21990{district == '临湖区':d}{number:04d},{name},小学"
        for number, name in enumerate(names, start=1)
    ]
    result = load(text_file("统计期,区县,学校标识码,学校名称,办学类型", *rows))
    assert result.batch is not None, [finding.message for finding in result.report.errors]


def test_a_title_gives_the_period_and_the_district_of_all_rows(load: Load, value: Value) -> None:
    result = load(table(TITLE_ROW, "单位：人"))
    assert result.batch is not None
    assert filled(result.report) == {"period": ("2025Q3", TITLE, 1), "district": ("990101", TITLE, 1)}
    assert result.report.described_filling == (
        f"统计期：2025Q3（取自第 1 行标题“{TITLE_ROW}”）",
        f"区县：临湖区（取自第 1 行标题“{TITLE_ROW}”）",
    )
    assert value(districts=("990101",)) == 1


def test_a_title_merged_over_the_columns_of_a_workbook_does_too(load: Load, value: Value) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append([TITLE_ROW])
    sheet.merge_cells("A1:E1")
    sheet.append(["填报单位：临湖区教育局", None, None, "填报时间：2025年10月8日"])
    sheet.append(BARE.split(","))
    sheet.append(["实验小学", "小学", "一年级", "1", 60])
    buffer = io.BytesIO()
    book.save(buffer)
    result = load(buffer.getvalue(), "班额.xlsx")
    assert result.batch is not None, rules(result.report)
    assert filled(result.report) == {"period": ("2025Q3", TITLE, 1), "district": ("990101", TITLE, 1)}


def test_a_row_of_labels_gives_them_and_the_day_of_filling_in_does_not_count(check: Check) -> None:
    report = check(
        table("班额统计表", "统计期：2025年三季度,,填报单位：临湖区教育局", "填报时间：2025年10月8日")
    )
    assert report.is_clean, rules(report)
    assert filled(report) == {"period": ("2025Q3", TITLE, 2), "district": ("990101", TITLE, 2)}
    report = check(table("临湖区班额统计表", "填报时间：2025年10月"))
    assert rules(report) == [("column.missing", "统计期")]


def test_the_name_of_the_sheet_or_of_the_file_gives_them_too(check: Check) -> None:
    report = check(table(), "临湖区2025年第三季度班额.csv")
    assert filled(report) == {"period": ("2025Q3", FILE, None), "district": ("990101", FILE, None)}
    rows = [BARE.split(","), ["实验小学", "小学", "一年级", "1", 60]]
    report = check(workbook({"2025年三季度": rows}), "临湖区.xlsx")
    assert filled(report) == {"period": ("2025Q3", SHEET, None), "district": ("990101", FILE, None)}


def test_the_folders_of_a_zip_give_them_too(check: Check) -> None:
    report = check(table(), "套表.zip/2025Q3/临湖区/班额.csv")
    assert filled(report) == {"period": ("2025Q3", FILE, None), "district": ("990101", FILE, None)}


def test_two_places_that_differ_are_named_and_nobody_is_guessed_to_be_right(check: Check) -> None:
    report = check(table(TITLE_ROW), "临湖区2024Q3.csv")
    assert rules(report) == [("around.conflict", "统计期")]
    [error] = report.errors
    assert error.line == 1
    assert (
        f"第 1 行标题“{TITLE_ROW}”写的是“2025年第三季度”，文件名“临湖区2024Q3”写的是“2024Q3”" in error.message
    )
    assert "--period" in error.message
    report = check(table(TITLE_ROW), "东岭区.csv")
    assert rules(report) == [("around.conflict", "区县")]


def test_a_range_of_quarters_in_a_title_is_no_period(check: Check) -> None:
    report = check(table("临湖区2024年第三季度至2025年第二季度班额"))
    assert rules(report) == [("around.conflict", "统计期")]
    report = check(table("临湖区2025年上半年班额"))
    assert rules(report) == [("around.unclear", "统计期")]


def test_a_school_year_without_its_term_is_no_period_but_agrees_with_one(check: Check) -> None:
    title = "临湖区2025-2026学年班额统计表"
    assert rules(check(table(title))) == [("around.unclear", "统计期")]
    assert filled(check(table(title), "2025Q4.csv"))["period"] == ("2025Q4", FILE, None)
    assert rules(check(table(title), "2024Q3.csv")) == [("around.conflict", "统计期")]


def test_a_title_with_a_year_is_annual_unless_a_quarter_stands_elsewhere(check: Check, load: Load) -> None:
    header = "项目名称,类别,形式,场次,参训人次,总学时"
    rows = ["新课标培训,区县培训,线下,2,40,400"]
    annual = text_file(f"临湖区2025年度教师培训统计表,,,,,\n{header}", *rows)
    result = load(annual)
    assert result.batch is not None, rules(result.report)
    assert result.report.periods == ("2025Q4",)
    assert result.report.described_filling[0].startswith("统计期：2025Q4（年度）")
    report = check(table("临湖区2025年班额统计表"), "2025年第三季度.csv")
    assert filled(report)["period"] == ("2025Q3", FILE, None)


def test_a_name_that_nobody_has_registered_is_no_district(check: Check) -> None:
    report = check(table("无名县2025年第三季度班额统计表"))
    assert rules(report) == [("column.missing", "区县")]
    report = check(table("云川市2025年第三季度班额统计表"))
    assert rules(report) == [("column.missing", "区县")]


def test_of_names_that_contain_each_other_the_longest_counts(check: Check) -> None:
    assert filled(check(table("云川市金谷市2025年第三季度班额")))["district"][0] == "990108"
    assert filled(check(table("青岛市市南区2025年第三季度班额")))["district"][0] == "370202"
    assert rules(check(table("沁阳市南区2025年第三季度班额"))) == [("column.missing", "区县")]


def test_a_former_district_is_read_as_its_successor_and_said_so(check: Check) -> None:
    report = check(table("孟津县2025年第三季度班额统计表"))
    assert report.is_clean
    assert filled(report)["district"][0] == "410308"
    assert rules(report) == [("district.historical", "区县")]


def test_an_empty_column_is_filled_and_a_partly_filled_one_never(check: Check) -> None:
    header = "统计期,区县," + BARE
    empty = text_file(
        TITLE_ROW + "," * 6 + "\n" + header, ",,实验小学,小学,一年级,1,60", ",,实验小学,小学,一年级,2,40"
    )
    report = check(empty)
    assert report.is_clean, rules(report)
    assert filled(report)["period"] == ("2025Q3", TITLE, 1)
    partly = text_file(
        TITLE_ROW + "," * 6 + "\n" + header,
        "2025Q3,临湖区,实验小学,小学,一年级,1,60",
        ",临湖区,实验小学,小学,一年级,2,40",
    )
    report = check(partly)
    assert rules(report) == [("required", "统计期")]
    assert report.filled == ()


def test_a_title_that_contradicts_the_column_is_a_warning_and_the_column_holds(check: Check) -> None:
    header = "统计期,区县," + BARE
    row = "2025Q3,临湖区,实验小学,小学,一年级,1,60"
    report = check(text_file("东岭区2024年第三季度班额统计表" + "," * 6 + "\n" + header, row))
    assert report.is_clean
    assert rules(report) == [("around.contradicts", "统计期"), ("around.contradicts", "区县")]
    assert "“2024年第三季度”，而“统计期”列里是2025Q3" in report.warnings[0].message
    assert report.periods == ("2025Q3",)
    assert rules(check(text_file("临湖区2025年班额统计表" + "," * 6 + "\n" + header, row))) == []


@pytest.mark.parametrize(
    "title", ["2025年度", "2025年", "2025-2026学年", "2025年上半年", "2024年第三季度至2025年第三季度"]
)
def test_a_title_that_says_only_roughly_when_contradicts_no_quarter_in_it(check: Check, title: str) -> None:
    header = "统计期,区县," + BARE
    row = "2025Q3,临湖区,实验小学,小学,一年级,1,60"
    assert rules(check(text_file(f"临湖区{title}班额" + "," * 6 + "\n" + header, row))) == []


def test_a_cell_that_cannot_be_read_is_refused_for_itself_below_any_title(check: Check) -> None:
    header = "统计期,区县," + BARE
    row = "上季度,无名县,实验小学,小学,一年级,1,60"
    report = check(text_file("临湖区2025年班额" + "," * 6 + "\n" + header, row))
    assert rules(report) == [("period.unknown", "统计期"), ("district.unknown", "区县")]


def test_a_form_that_names_its_school_needs_no_column_for_it(check: Check) -> None:
    data = table(TITLE_ROW, "填报单位：实验小学（盖章）,,填报时间：2025年10月8日", header=NO_SCHOOL)
    report = check(data)
    assert report.is_clean, rules(report)
    assert filled(report)["school_name"] == ("实验小学", TITLE, 2)
    report = check(table(TITLE_ROW, "填报单位：临湖区教育局", header=NO_SCHOOL))
    assert rules(report) == [("column.missing", "学校名称")]


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ((TITLE_ROW,), "实验小学.csv"),
        ((TITLE_ROW,), "03-实验小学2025Q3班额.csv"),
        (("临湖区实验小学2025年第三季度班额统计表",), "表.csv"),
    ],
)
def test_a_registered_school_in_title_or_file_name_is_the_tables(
    load: Load, check: Check, above: Sequence[str], name: str
) -> None:
    register(load, "实验小学", "第二实验小学")
    report = check(table(*above, header=NO_SCHOOL), name)
    assert report.is_clean, rules(report)
    assert filled(report)["school_name"][0] == "实验小学"


@pytest.mark.parametrize("name", ["第二实验小学.csv", "实验小学南校区.csv", "新实验小学.csv"])
def test_a_name_that_only_contains_a_registered_one_is_no_school(load: Load, check: Check, name: str) -> None:
    register(load, "实验小学")
    report = check(table(TITLE_ROW, header=NO_SCHOOL), name)
    assert rules(report) == [("column.missing", "学校名称")]


def test_a_school_of_another_district_is_none_here(load: Load, check: Check) -> None:
    register(load, "岭上小学", district="东岭区")
    report = check(table(TITLE_ROW, header=NO_SCHOOL), "岭上小学.csv")
    assert rules(report) == [("column.missing", "学校名称")]


def test_a_sheet_for_each_school_named_by_it_is_one_hand_in(store: Store, load: Load, value: Value) -> None:
    register(load, "甲小学", "乙小学")
    header = NO_SCHOOL.split(",")
    sheets = {
        name: [[TITLE_ROW], header, ["小学", "一年级", "1", size], ["小学", "一年级", "2", 40]]
        for name, size in (("甲小学", 60), ("乙小学", 70))
    }
    [result] = load_file(store, LOCAL_USER, workbook(sheets), "各校.xlsx")
    assert result.batch is not None, rules(result.report)
    assert [value.value for part in result.report.parts for value in part.filled][2::3] == [
        "甲小学",
        "乙小学",
    ]
    assert result.report.described_filling == (
        f"统计期：2025Q3（取自第 1 行标题“{TITLE_ROW}”）",
        f"区县：临湖区（取自第 1 行标题“{TITLE_ROW}”）",
        "“甲小学”学校名称：甲小学（取自工作表名“甲小学”）",
        "“乙小学”学校名称：乙小学（取自工作表名“乙小学”）",
    )
    assert value() == 2
    with store.reading(LOCAL_USER) as session:
        rows = session.fetch_tuples("SELECT school, count(*) FROM classes GROUP BY school ORDER BY school")
    assert rows == [("2199010001", 2), ("2199010002", 2)]


def test_a_big_file_takes_them_from_its_title_too(check: Check) -> None:
    rows = [f"学校{school},小学,一年级,{number},45" for school in range(6000) for number in range(1, 31)]
    data = text_file("\n".join([TITLE_ROW + ",,,,", BARE]), *rows, encoding="utf-8")
    assert len(data) > 4 << 20
    report = check(data)
    assert report.is_clean, rules(report)[:3]
    assert report.rows == 180_000
    assert (report.periods, report.districts) == (("2025Q3",), ("990101",))


_WORDS = st.lists(
    st.sampled_from(
        [
            "班额",
            "统计表",
            "小学",
            "各校",
            "第一",
            "（一）",
            "单位：人",
            "3",
            "12",
            "-",
            "2",
            "年级",
            "教基3101",
            "序号",
            " ",
        ]
    ),
    max_size=8,
).map("".join)


@given_any(_WORDS, _WORDS, _WORDS)
def test_words_without_a_period_or_a_district_never_fill_anything(title: str, sheet: str, file: str) -> None:
    places = [Place(TITLE, title, 1), Place(SHEET, sheet), Place(FILE, file)]
    assert decide_period(FIELDS["period"], places).value is None
    assert decide_district(FIELDS["district"], places).value is None
    assert decide_school(FIELDS["school_name"], places, {"实验小学"}).value is None
