"""Every kind of bad input gets its sentence, publishes nothing, and leaves the next upload alone."""

import random
import re

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import EduboardError, UnusableFile
from eduboard.intake.publish import load_file
from eduboard.store.batches import list_batches
from eduboard.store.store import Store
from tests.intake.conftest import Check, Load, Value
from tests.intake.files import AFTER_SCHOOL, CLASSES, ENROLMENT, classes, text_file, workbook

ROW = "2025Q3,临湖区,实验小学,小学,一年级,{number},{size}"

UNUSABLE = {
    "file.empty": b"",
    "file.binary": b"\x7fELF" + bytes(range(256)) * 8,
    "file.no_header": text_file("2025Q3,临湖区,实验小学,小学,一年级,1,45", ROW.format(number=2, size=46)),
    "file.two_tables": text_file(
        CLASSES,
        ROW.format(number=1, size=45),
        ROW.format(number=2, size=46),
        "",
        AFTER_SCHOOL,
        "2025Q3,临湖区,实验小学,小学,是,1000,900",
        "2025Q3,临湖区,城关小学,小学,是,1000,900",
    ),
}

# For each rule a file that breaks it, and the line, the column and the value that are to be named.
REFUSED = {
    "column.missing": (
        text_file("统计期,区县,学校名称,学段,年级,班号", "2025Q3,临湖区,实验小学,小学,一年级,1"), 1, "学生数", None,
    ),
    "dataset.unknown": (text_file("日期,天气,气温", "1月1日,晴,12", "1月2日,雨,9"), 1, None, "日期、天气、气温"),
    "district.unknown": (classes(45, district="火星区"), 2, "区县", "火星区"),
    "key.duplicate": (
        text_file(CLASSES, ROW.format(number=1, size=45), ROW.format(number=1, size=46)),
        3, "学校名称、学段、年级、班号", None,
    ),
    "after_school.participants_within_students": (
        text_file(AFTER_SCHOOL, "2025Q3,临湖区,实验小学,小学,是,1000,1001"), 2, "参加学生数", "1001",
    ),
    "range.minimum": (classes(45, -3), 3, "学生数", "-3"),
    "range.maximum": (classes(45, 4500), 3, "学生数", "4500"),
    "type.integer": (text_file(CLASSES, ROW.format(number=1, size="45.5")), 2, "学生数", "45.5"),
    "period.unknown": (classes(45, period="2025Q9"), 2, "统计期", "2025Q9"),
    "code.unknown": (text_file(CLASSES, "2025Q3,临湖区,实验小学,幼小,一年级,1,45"), 2, "学段", "幼小"),
    "required": (text_file(CLASSES, "2025Q3,临湖区,实验小学,小学,,1,45"), 2, "年级", None),
    "table.ragged": (text_file(CLASSES, ROW.format(number=1, size="45,多的")), 2, None, "8"),
    "table.empty": (text_file(CLASSES), 1, None, None),
    "scope.overlap": (
        text_file(ENROLMENT, "2025Q3,临湖区,,小学,30,1200,80", "2025Q3,临湖区,实验小学,小学,24,1000,60"),
        2, "学校名称", None,
    ),
    "scope.mixed_annual": (
        text_file(CLASSES, "2025年,临湖区,实验小学,小学,一年级,1,45", "2025Q4,临湖区,实验小学,小学,一年级,2,45"),
        2, "统计期", "2025Q4",
    ),
    "district.mismatch": (
        text_file(f"区县代码,{CLASSES}", "990102,2025Q3,临湖区,实验小学,小学,一年级,1,45"),
        2, "区县代码", "临湖区 990102",
    ),
    "any.example_row_left": (
        text_file(f"{CLASSES},备注", ROW.format(number=1, size=45) + ",示例行，填报前请删除"),
        2, "备注", "示例行，填报前请删除",
    ),
}  # fmt: skip


def next_upload_works(load: Load, value: Value) -> bool:
    result = load(classes(45, 56, 66))
    return result.batch is not None and value() == 2


@pytest.mark.parametrize("rule", UNUSABLE)
def test_a_file_that_is_no_table_gets_its_sentence(rule: str, store: Store, load: Load, value: Value) -> None:
    with pytest.raises(UnusableFile) as caught:
        load(UNUSABLE[rule])
    assert caught.value.code == rule
    assert re.search(r"[一-鿿].*。", str(caught.value))
    assert list_batches(store, LOCAL_USER) == []
    assert next_upload_works(load, value)


@pytest.mark.parametrize("rule", REFUSED)
def test_an_error_names_line_column_value_reason_and_remedy(
    rule: str, store: Store, load: Load, value: Value
) -> None:
    data, line, column, shown = REFUSED[rule]
    result = load(data)
    assert result.batch is None
    found = [finding for finding in result.report.as_json()["errors"] if finding["rule"] == rule]
    assert found, result.report.errors
    assert (found[0]["line"], found[0]["column"], found[0]["value"]) == (line, column, shown)
    reason, remedy, *_ = found[0]["message"].split("。")
    assert reason
    assert remedy
    assert not re.search(r"\{[a-z_]*\}|None", found[0]["message"])
    assert list_batches(store, LOCAL_USER) == []
    assert value() is None
    assert next_upload_works(load, value)


def test_nothing_else_is_said_about_a_file_with_one_error(check: Check) -> None:
    for rule, (data, *_) in REFUSED.items():
        if rule != "table.ragged":
            assert {finding.rule for finding in check(data).errors} == {rule}


def test_a_misspelt_column_is_named_beside_the_one_that_is_missing(check: Check) -> None:
    report = check(text_file(CLASSES.replace("学生数", "学生总和"), ROW.format(number=1, size=45)))
    assert [finding.rule for finding in report.errors] == ["column.missing"]
    assert [(finding.rule, finding.column) for finding in report.warnings] == [("column.extra", "学生总和")]


def test_an_unknown_dataset_name_lists_the_allowed_ones(check: Check) -> None:
    with pytest.raises(EduboardError, match="classes"):
        check(classes(45), dataset="klassen")


def test_findings_come_in_the_order_of_the_file(check: Check) -> None:
    report = check(
        text_file(
            CLASSES, "2025Q9,火星区,实验小学,幼小,一年级,1,x", "2025Q8,临湖区,实验小学,小学,一年级,2,-1"
        )
    )
    assert [(finding.line, finding.column) for finding in report.errors] == [
        (2, "统计期"), (2, "区县"), (2, "学段"), (2, "学生数"), (3, "统计期"), (3, "学生数"),
    ]  # fmt: skip


def test_cells_that_cannot_be_read_do_not_make_their_rows_duplicates(check: Check) -> None:
    rows = (f"2025Q{period},临湖区,实验小学,小学,一年级,1,45" for period in (7, 8, 9))
    assert {finding.rule for finding in check(text_file(CLASSES, *rows)).errors} == {"period.unknown"}


def test_a_cell_that_cannot_be_read_is_not_said_to_be_empty(check: Check) -> None:
    data = text_file("统计期,区县,类型,级别,名称,状态", "2025Q3,东岭区,课题,市级,阅读研究,完结")
    report = check(data)
    assert [finding.rule for finding in report.errors] == ["code.unknown"]
    assert [finding.rule for finding in check(data.replace("完结".encode(), b"")).errors] == [
        "outputs.projects_state_their_status"
    ]


@pytest.mark.parametrize("other", ["1班", "（1）班", "01", "一班", "第1班"])
def test_one_class_under_two_spellings_would_count_twice(other: str, check: Check) -> None:
    rows = ("2025Q3,东岭区,实验小学,小学,一年级,1,40", f"2025Q3,东岭区,实验小学,小学,一年级,{other},40")
    [error] = check(text_file(CLASSES, *rows)).errors
    assert (error.rule, error.line) == ("classes.class_written_twice", 3)


@pytest.mark.parametrize(
    "other",
    [
        "11班",
        "（11）班",
        "十一班",
        "十一",
        "第十一班",
        "一年级11班",
        "一（11）班",
        "1.11班",
        "一年级（十一）班",
    ],
)
def test_a_class_is_known_by_its_numeral_and_with_its_grade(other: str, check: Check) -> None:
    rows = ("2025Q3,东岭区,实验小学,小学,一年级,11,40", f"2025Q3,东岭区,实验小学,小学,一年级,{other},40")
    [error] = check(text_file(CLASSES, *rows)).errors
    assert (error.rule, error.line) == ("classes.class_written_twice", 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [("10", "十班"), ("20班", "二十"), ("21", "二十一班"), ("1", "一（1）班")],
)
def test_tens_are_read_as_they_are_said(one: str, other: str, check: Check) -> None:
    rows = (f"2025Q3,东岭区,实验小学,小学,一年级,{number},40" for number in (one, other))
    assert [error.rule for error in check(text_file(CLASSES, *rows)).errors] == [
        "classes.class_written_twice"
    ]


@pytest.mark.parametrize("other", ["11", "1A", "10", "十一班", "一2", "2.1班", "二（1）班"])
def test_classes_of_like_names_are_two(other: str, check: Check) -> None:
    rows = ("2025Q3,东岭区,实验小学,小学,一年级,1,40", f"2025Q3,东岭区,实验小学,小学,一年级,{other},40")
    assert check(text_file(CLASSES, *rows)).errors == ()


def test_a_number_is_told_as_it_is_written(check: Check) -> None:
    header = "统计期,区县,项目名称,类别,形式,场次,参训人次,人均学时,总学时"
    [error] = check(text_file(header, "2025Q3,东岭区,暑期全员培训,校本培训,线下,4,240,8,9000")).errors
    assert error.value == "9000"
    assert "（1920）" in error.message


def test_a_total_and_schools_of_different_stages_do_not_overlap(check: Check) -> None:
    rows = ("2025Q3,临湖区,,学前,30,900,80", "2025Q3,临湖区,实验小学,小学,24,1000,60")
    assert check(text_file(ENROLMENT, *rows)).is_clean


def test_a_total_beside_schools_of_another_standard_does_not_overlap(check: Check) -> None:
    header = "统计期,区县,学校名称,学时标准,应达标人数,达标人数"
    apart = ("2025Q3,临湖区,,五年360学时,800,700", "2025Q3,临湖区,实验小学,年72学时,62,58")
    same = ("2025Q3,临湖区,,五年360学时,800,700", "2025Q3,临湖区,实验小学,五年360学时,62,58")
    standards = {finding.rule for finding in check(text_file(header, *apart)).errors}
    assert "scope.overlap" not in standards
    assert {finding.rule for finding in check(text_file(header, *same)).errors} == {"scope.overlap"}


def test_a_row_without_anything_in_the_known_columns_is_left_out_and_said(load: Load, value: Value) -> None:
    numbered = text_file(f"序号,{CLASSES}", f"1,{ROW.format(number=1, size=70)}", "2,,,,,,,", "3,,,,,,,")
    result = load(numbered)
    assert result.report.rows == 1
    assert [(finding.rule, finding.line, finding.value) for finding in result.report.warnings] == [
        ("column.extra", None, "序号"), ("row.blank", 3, "2"),
    ]  # fmt: skip
    assert value() == 1


def test_many_bad_cells_are_cut_off_and_said(check: Check) -> None:
    rows = (
        f"2025Q3,临湖区,第{school}小学,小学,一年级,{number},x"
        for school in range(300)
        for number in range(40)
    )
    report = check(text_file(CLASSES, *rows))
    assert len(report.errors) == 10_001
    assert sum(finding.rule == "findings.more" for finding in report.errors) == 1


def test_a_warning_never_becomes_an_error_by_being_frequent(load: Load) -> None:
    rows = (
        f"2025Q3,漠河县,第{school}小学,小学,一年级,{number},40"
        for school in range(300)
        for number in range(40)
    )
    result = load(text_file(CLASSES, *rows))
    assert result.batch is not None
    assert [(finding.rule, finding.line) for finding in result.report.warnings] == [
        ("district.historical", 2)
    ]
    assert result.report.districts == ("232701",)


@pytest.mark.parametrize("length", [1, 2, 3, 64, 5000])
def test_random_bytes_are_refused_without_a_crash(length: int, store: Store) -> None:
    for seed in range(20):
        data = random.Random(seed).randbytes(length)  # noqa: S311 - any bytes will do, the same each time
        try:
            results = load_file(store, LOCAL_USER, data, "x.csv")
        except UnusableFile:
            continue
        assert all(result.report.errors for result in results)
    assert list_batches(store, LOCAL_USER) == []


def test_a_sheet_that_is_not_read_is_named(store: Store) -> None:
    sheets = {
        "班额": [CLASSES.split(","), ["2025Q3", "临湖区", "实验小学", "小学", "一年级", 1, 45]],
        "天气": [["日期", "天气", "气温"], ["一月", "晴", 12]],
        "课后": [AFTER_SCHOOL.split(",")],
    }
    [result] = load_file(store, LOCAL_USER, workbook(sheets), "多表.xlsx")
    assert result.batch is not None
    assert [(finding.rule, finding.value) for finding in result.report.warnings] == [
        ("sheet.unknown", "天气"), ("sheet.no_rows", "课后"),
    ]  # fmt: skip
