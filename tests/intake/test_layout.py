"""Tables laid out otherwise than their dataset: read right and said so, or refused with what to do; never by half."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.findings import Finding
from eduboard.intake.publish import load_file
from eduboard.intake.report import CheckReport
from eduboard.store.store import Store
from tests.intake.conftest import Check
from tests.intake.files import AFTER_SCHOOL, CLASSES, ENROLMENT, text_file

CLASS_ROW = "2025Q3,临湖区,实验小学,小学,一年级,1,45"
ENROLMENT_ROW = "2025Q3,临湖区,实验小学,小学,12,540,30"


def rules_of(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


def stored(store: Store, data: bytes) -> list[dict[str, object]]:
    load_file(store, LOCAL_USER, data, "表.csv", explanation="测试")
    with store.reading(LOCAL_USER) as session:
        return session.fetch("SELECT students, teachers FROM enrolment ORDER BY line")


@pytest.mark.parametrize(
    ("header", "students"),
    [
        ("在校生数（万人）", "1.2"),
        ("在校生数(单位：万人)", "1.2"),
        ("在校生数〔千人〕", "12"),
        ("在校生数(万)", "1.2"),
        ("在校生数", "12000"),
    ],
)
def test_a_column_in_tens_of_thousands_is_counted_in_ones(store: Store, header: str, students: str) -> None:
    names = ENROLMENT.replace("在校生数", header)
    data = text_file(names, f"2025Q3,临湖区,实验小学,小学,300,{students},30")
    assert stored(store, data) == [{"students": 12000, "teachers": 30}]


def test_a_unit_below_a_name_counts_as_one_beside_it(store: Store) -> None:
    data = text_file(ENROLMENT, ",,,,个,万人,人", "2025Q3,临湖区,实验小学,小学,300,1.2,30")
    assert stored(store, data) == [{"students": 12000, "teachers": 30}]


def test_a_column_that_was_multiplied_says_so(check: Check) -> None:
    report = check(text_file(ENROLMENT.replace("在校生数", "在校生数（万人）"), ENROLMENT_ROW))
    [finding] = [found for found in report.warnings if found.rule == "layout.scaled"]
    assert (finding.column, finding.value) == ("在校生数", "在校生数（万人）")
    assert "10,000" in finding.message


def test_a_number_with_a_unit_of_its_own_in_a_scaled_column_is_never_guessed(check: Check) -> None:
    row = "2025Q3,临湖区,实验小学,小学,300,1.2万,30"
    report = check(text_file(ENROLMENT.replace("在校生数", "在校生数（万人）"), row))
    assert rules_of(report.errors) == ["type.counted_twice"]


@pytest.mark.parametrize("said", ["单位：万人", "（计量单位：万人、个）", "学校基本情况（单位：万人）"])
def test_a_unit_for_the_whole_table_wants_to_be_said_of_each_column(check: Check, said: str) -> None:
    report = check(text_file(said + ",,,,,,", ENROLMENT, ENROLMENT_ROW))
    assert rules_of(report.errors) == ["layout.unit_of_all"]
    assert report.errors[0].line == 1


@pytest.mark.parametrize("said", ["单位：人", "单位：万盛区教育局", "填报单位：万年县教育局", "单位：人、个"])
def test_a_unit_that_counts_in_ones_changes_nothing(check: Check, said: str) -> None:
    assert check(text_file(said + ",,,,,,", ENROLMENT, ENROLMENT_ROW)).is_clean


def test_columns_that_give_their_own_units_need_no_unit_of_the_table(check: Check) -> None:
    names = ENROLMENT.replace("班级数", "班级数（个）").replace("在校生数", "在校生数（万人）")
    data = text_file("单位：万人,,,,,,", names.replace("专任教师数", "专任教师数（人）"), ENROLMENT_ROW)
    assert check(data).is_clean


def test_a_quantity_has_its_unit_in_one_place_only(check: Check) -> None:
    report = check(text_file("统计期,区县,指标,数值（万元）,单位", "2025Q3,临湖区,经费,12,元"))
    assert rules_of(report.errors) == ["layout.quantity_scaled"]


def test_two_tables_side_by_side_are_refused_and_not_read_by_half(check: Check) -> None:
    report = check(text_file(f"{CLASSES},,{CLASSES}", f"{CLASS_ROW},,{CLASS_ROW.replace('实验', '中心')}"))
    assert rules_of(report.errors) == ["layout.side_by_side"]
    assert report.errors[0].line == 1


def test_half_a_table_beside_the_other_half_is_refused(check: Check) -> None:
    report = check(text_file(f"{CLASSES},年级,班号,学生数", f"{CLASS_ROW},二年级,1,44"))
    assert rules_of(report.errors) == ["layout.side_by_side"]


def test_two_columns_of_one_name_that_differ_are_refused(check: Check) -> None:
    report = check(text_file(f"{ENROLMENT},在校生数", f"{ENROLMENT_ROW},541"))
    assert rules_of(report.errors) == ["layout.two_columns"]


def test_two_columns_of_one_name_that_agree_are_one(check: Check) -> None:
    assert check(text_file(f"{ENROLMENT},在校生数", f"{ENROLMENT_ROW},540")).is_clean


@pytest.mark.parametrize(
    ("field", "names", "row"),
    [
        (
            "学段",
            "统计期,区县,学校名称,小学班级数,初中班级数,小学在校生数,初中在校生数",
            "2025Q3,临湖区,实验学校,12,6,540,300",
        ),
        ("学段", "统计期,区县,指标,小学,初中,高中", "2025Q3,临湖区,班级数,12,6,4"),
        (
            "班额组",
            "统计期,区县,学校名称,学段,25人及以下,26-30人,31-35人",
            "2025Q3,临湖区,实验小学,小学,0,1,2",
        ),
        ("年级", "统计期,区县,学校名称,学段,一年级,二年级", "2025Q3,临湖区,实验小学,小学,45,46"),
        ("班号", "统计期,区县,学校名称,学段,年级,1班,2班", "2025Q3,临湖区,实验小学,小学,一年级,45,46"),
        ("区县", "统计期,指标,单位,上街区,中原区", "2025Q3,普惠率,%,90,91"),
        ("级别", "统计期,区县,称号,省级,市级", "2025Q3,临湖区,名师,5,20"),
        ("学段", "统计期,区县,学校名称,在校生数（小学）,在校生数（初中）", "2025Q3,临湖区,实验学校,540,300"),
    ],
)
def test_a_column_for_each_value_is_refused_with_what_to_do(
    check: Check, field: str, names: str, row: str
) -> None:
    report = check(text_file(names, row))
    assert report.errors[0].rule == "layout.values_as_columns"
    assert f"请加一列“{field}”" in report.errors[0].remedy


@pytest.mark.parametrize(
    "names",
    [
        "区县,学校名称,学段,年级,班号,2025年第一季度,2025年第二季度",
        "区县,学校名称,学段,年级,班号,2025Q1,2025Q2",
        "区县,学校名称,学段,年级,班号,第一季度,第二季度",
        "区县,学校名称,学段,年级,班号,9月,10月",
        "区县,学校名称,学段,年级,班号,2024年学生数,2025年学生数",
    ],
)
def test_a_column_for_each_period_is_refused_with_what_to_do(check: Check, names: str) -> None:
    report = check(text_file(names, "临湖区,实验小学,小学,一年级,1,45,46"))
    assert report.errors[0].rule == "layout.periods_as_columns"
    assert "统计期" in report.errors[0].remedy


def hidden_workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((CLASSES, CLASS_ROW, CLASS_ROW.replace(",1,", ",2,"))):
            sheet.write_row(number, 0, row.split(","))
        sheet.set_row(2, options={"hidden": True})
        sheet.set_column(3, 3, options={"hidden": True})
    return buffer.getvalue()


def test_what_was_filtered_away_in_a_workbook_is_read_and_said(check: Check) -> None:
    report: CheckReport = check(hidden_workbook(), "表.xlsx")
    assert (report.rows, report.is_clean) == (2, True)
    found = {finding.rule: (finding.line, finding.value) for finding in report.warnings}
    assert found["layout.hidden_rows"] == (3, "1")
    assert found["layout.hidden_columns"] == (None, "学段")


@pytest.mark.parametrize(
    "name",
    [
        "东片小计",
        "公办学校合计",
        "合计（不含民办）",
        "汇总",
        "总数",
        "全区",
        "其中：民办",
        "Total",
        "Σ",
        "一年级小计",
    ],
)
def test_no_total_is_taken_for_a_school(check: Check, name: str) -> None:
    report = check(text_file(ENROLMENT, ENROLMENT_ROW, f"2025Q3,临湖区,{name},小学,12,540,30"))
    assert "any.total_named_as_school" in rules_of(report.errors)


@pytest.mark.parametrize(
    "name", ["合计小学", "会计学校", "汇总里小学", "全区实验小学", "共计中学", "其中坪小学校"]
)
def test_a_school_that_is_called_nearly_so_stays_a_school(check: Check, name: str) -> None:
    report = check(text_file(ENROLMENT, f"2025Q3,临湖区,{name},小学,12,540,30"))
    assert report.is_clean


def test_a_school_spread_out_with_spaces_is_the_same_school(check: Check) -> None:
    rows = (f"2025Q3,临湖区,{name},小学,12,540,30" for name in ("实验小学", "实验　小学"))
    assert "key.duplicate" in rules_of(check(text_file(ENROLMENT, *rows)).errors)


def test_a_column_without_a_name_is_not_passed_over_in_silence(check: Check) -> None:
    header = ENROLMENT.replace("在校生数", "在校生数,")
    rows = ("2025Q3,临湖区,实验小学,小学,12,540,含分校,30", "2025Q3,临湖区,中心小学,小学,12,540,,30")
    report = check(text_file(header, *rows))
    assert (report.is_clean, rules_of(report.warnings)) == (True, ["layout.unnamed_column"])
    assert "第 7 列" in report.warnings[0].message


def test_a_blank_column_in_the_middle_is_nothing_to_speak_of(check: Check) -> None:
    header = ENROLMENT.replace("在校生数", "在校生数,")
    assert check(text_file(header, "2025Q3,临湖区,实验小学,小学,12,540,,30")).warnings == ()


@pytest.mark.parametrize(
    "band", ["26-30人", "26-30", "26—30人", "26~30", "２６－３０人", "26至30人", "26人-30人"]
)
def test_a_band_of_class_sizes_is_known_by_any_dash(check: Check, band: str) -> None:
    header = "统计期,区县,学校名称,学段,班额组,班数"
    assert check(text_file(header, f"2025Q3,临湖区,实验小学,小学,{band},2")).is_clean


@pytest.mark.parametrize("hint", ["（是/否）", "（必填）", "(是或否)", "★", "（下拉选择）"])
def test_a_hint_how_to_fill_a_column_in_is_no_part_of_its_name(check: Check, hint: str) -> None:
    header = AFTER_SCHOOL.replace("是否开展", f"是否开展{hint}")
    assert check(text_file(header, "2025Q3,临湖区,实验小学,小学,是,500,400")).is_clean


def test_a_heading_that_says_what_no_column_does_is_told(check: Check) -> None:
    header = "统计期,区县,学校名称,学校标识码,办学类型"
    rows = ["2025Q3,临湖区,实验小学,2199000018,小学", "2025Q3,临湖区,湖滨小学,2199000026,小学"]
    report = check(text_file(header, "一、城区,,,,", rows[0], "二、乡村,,,,", rows[1]))
    assert (report.rows, rules_of(report.errors)) == (2, [])
    [finding] = [found for found in report.warnings if found.rule == "layout.section"]
    assert (finding.line, finding.value, "城乡" in finding.message) == (2, "城区、乡村", True)


def test_a_heading_that_repeats_a_column_is_only_listed(check: Check) -> None:
    report = check(text_file(ENROLMENT, "小学部,,,,,,", ENROLMENT_ROW))
    assert (report.errors, report.warnings) == ((), ())
    assert [(row.line, row.kind) for row in report.skipped] == [(2, "section")]


def test_a_heading_that_says_what_a_required_column_lacks_is_told_beside_it(check: Check) -> None:
    rows = [
        "小学部,,,,",
        "2025Q3,临湖区,实验小学,一年级,1,45",
        "初中部,,,,",
        "2025Q3,临湖区,一中,七年级,1,45",
    ]
    report = check(text_file("统计期,区县,学校名称,年级,班号,学生数", *rows))
    assert rules_of(report.errors) == ["column.missing"]
    assert [(found.rule, found.line, found.value) for found in report.warnings] == [
        ("layout.section", 2, "小学部、初中部")
    ]
