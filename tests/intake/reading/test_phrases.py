"""What a sentence says: the periods that a table is about, and the school that a form names."""

import pytest

from eduboard.intake.reading.phrases import bare_name, find_periods, find_schools


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("上街区2026年第三季度班额统计表", "2026Q3"),
        ("上街区２０２６年第３季度班额", "2026Q3"),
        ("2026 年 第 三 季 度 班 额", "2026Q3"),
        ("二〇二六年第三季度班额", "2026Q3"),
        ("2026年度第三季度", "2026Q3"),
        ("班额2026Q3", "2026Q3"),
        ("Q3-2026", "2026Q3"),
        ("班额（2026年9月）", "2026Q3"),
        ("班额-202609", "2026Q3"),
        ("二〇二六年九月", "2026Q3"),
        ("2026年7-9月", "2026Q3"),
        ("2025-2026学年第一学期班额", "2025Q4"),
        ("2025—2026学年度第二学期班额", "2026Q2"),
        ("2026年春季学期", "2026Q2"),
        ("截至2026年9月30日", "2026Q3"),
        ("统计期：2026年三季度", "2026Q3"),
        ("统计时间：2026年9月", "2026Q3"),
        ("2025年度教师培训", "2025年"),
        ("2025年全年教师培训", "2025年"),
    ],
)
def test_a_period_is_found_within_a_sentence(sentence: str, value: str) -> None:
    assert [phrase.value for phrase in find_periods(sentence)] == [value]


@pytest.mark.parametrize(
    "sentence",
    [
        "填报时间：2026年10月8日",
        "填报时间：  2026年10月",
        "填报日期2026年10月",
        "制表人：张三  2026年10月",
        "打印时间：2026-10-08 09:30",
        "2026年10月8日",
        "班额20261008",
        "有效期至：2026年12月",
        "请于2026年10月底前报送",
        "较2025年第三季度",
        "豫教基〔2026〕3号",
        "表号：教基3101",
        "单位：人",
        "区县代码410106",
        "2026.45",
        "上街区班额统计表",
    ],
)
def test_a_day_of_filling_in_a_deadline_or_a_number_is_no_period(sentence: str) -> None:
    assert list(find_periods(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "2026年上半年",
        "2026年前三季度",
        "2026年1-6月",
        "2026年第三、四季度",
        "2026Q1-3",
        "2025-2026年",
        "2024、2025年",
    ],
)
def test_several_quarters_in_one_phrase_are_no_single_period(sentence: str) -> None:
    assert [phrase.value for phrase in find_periods(sentence)] == [""]


def test_two_periods_in_a_title_are_both_found() -> None:
    found = find_periods("2025年第三季度至2026年第二季度班额变化")
    assert [phrase.value for phrase in found] == ["2025Q3", "2026Q2"]


def test_a_year_and_a_school_year_say_only_roughly_when() -> None:
    assert [(phrase.value, phrase.year) for phrase in find_periods("2026年班额统计表")] == [("2026年", 2026)]
    assert [(phrase.value, phrase.school_year) for phrase in find_periods("2025-2026学年班额")] == [
        ("", 2025)
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("填报单位：实验小学  填报时间：2026年10月", [("实验小学", True)]),
        ("填报单位（盖章）: 实验小学", [("实验小学", True)]),
        ("学校名称：实验小学（盖章）", [("实验小学", True)]),
        ("填报单位：上街区教育局", [("上街区教育局", False)]),
        ("填报单位：上街区", [("上街区", False)]),
        ("单位：实验小学", [("实验小学", False)]),
        ("实验小学班额统计表", []),
    ],
)
def test_a_form_names_its_school(sentence: str, found: list[tuple[str, bool]]) -> None:
    assert [(phrase.name, phrase.may_be_new) for phrase in find_schools(sentence)] == found


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("03-实验小学2026Q3班额", "实验小学班额"),
        ("（1）实验小学", "实验小学"),
        ("31中学", "31中学"),
        ("第一小学", "第一小学"),
    ],
)
def test_a_name_is_bared_of_number_and_period_but_keeps_its_own_number(name: str, bare: str) -> None:
    assert bare_name(name) == bare
