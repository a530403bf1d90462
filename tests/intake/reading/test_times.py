"""Dates and periods in every form that files write them in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduboard.intake.reading.cells import Parsed, parse_date, parse_period


@pytest.mark.parametrize(
    "raw",
    [
        "2025-03-07",
        "2025-3-7",
        "2025.3.7",
        "2025/3/7",
        "2025年3月7日",
        "2025 年 3 月 7 日",
        "20250307",
        "２０２５年３月７日",
        "2025-03-07 00:00:00",
        "2025-03-07T00:00:00",
        "二〇二五年三月七日",
        "2025年3月7号",
    ],
)
def test_a_day_is_read_in_every_form(raw: str) -> None:
    assert parse_date(raw) == Parsed(date(2025, 3, 7))


@pytest.mark.parametrize(
    "raw", ["2025-03", "2025.03", "2025/3", "2025年3月", "202503", "2025年3月份", "二〇二五年三月"]
)
def test_a_month_is_its_first_day_and_says_so(raw: str) -> None:
    assert parse_date(raw) == Parsed(date(2025, 3, 1), "月")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("2025-02-30", "date.impossible"),
        ("2025-13-01", "date.impossible"),
        ("0025-01-01", "date.impossible"),
        ("2025", "date.no_month"),
        ("2025年", "date.no_month"),
        ("2025.1", "date.ambiguous"),
        ("3/7/2025", "type.date"),
        ("25.3.7", "type.date"),
        ("45726", "date.serial"),
        ("12-Sep", "type.excel_date"),
        ("3月7日", "type.excel_date"),
        ("去年", "type.date"),
    ],
)
def test_what_is_no_certain_day_is_a_problem(raw: str, problem: str) -> None:
    assert parse_date(raw) == Parsed(None, None, problem)


def test_a_count_of_days_is_a_date_only_where_the_caller_says_so() -> None:
    assert parse_date("45723", excel_serial=True) == Parsed(date(2025, 3, 7))
    assert parse_date("45723").problem == "date.serial"


@pytest.mark.parametrize(
    "raw",
    [
        "2025Q3",
        "2025q3",
        "2025-Q3",
        "2025 Q3",
        "Q3 2025",
        "２０２５Ｑ３",
        "2025年第三季度",
        "2025年三季度",
        "2025年第3季度",
        "2025年3季度",
        "2025第三季度",
        "2025年 第三季度",
        "2025-09",
        "2025.9",
        "2025年9月",
        "2025年09月",
        "202509",
        "2025年9月份",
        "2025-09-30",
        "20250930",
        "2025年9月30日",
        "2025-09-30 00:00:00",
        "2025年7-9月",
        "2025年7月-9月",
        "二〇二五年第三季度",
    ],
)
def test_a_quarter_is_read_in_every_form(raw: str) -> None:
    assert parse_period(raw) == Parsed("2025Q3")


@pytest.mark.parametrize("raw", ["2025", "2025年", "2025年度", "2025年全年", "2025.0"])
def test_a_year_is_its_fourth_quarter_marked_annual(raw: str) -> None:
    assert parse_period(raw) == Parsed("2025Q4", "annual")


@pytest.mark.parametrize(
    ("raw", "quarter"),
    [
        ("2024-2025学年第一学期", "2024Q4"),
        ("2024—2025学年上学期", "2024Q4"),
        ("2024-2025学年度第一学期", "2024Q4"),
        ("2024年秋季学期", "2024Q4"),
        ("2024－2025学年第1学期", "2024Q4"),
        ("2024~2025学年(上学期)", "2024Q4"),
        ("2024-25学年第一学期", "2024Q4"),
        ("2024-2025-1", "2024Q4"),
        ("2024-2025学年第二学期", "2025Q2"),
        ("2024-2025学年下学期", "2025Q2"),
        ("2025年春季学期", "2025Q2"),
        ("2024学年第二学期", "2025Q2"),
        ("2024-2025学年 第二学期", "2025Q2"),
        ("2024-2025学年秋季学期", "2024Q4"),
        ("2024-2025-2", "2025Q2"),
    ],
)
def test_a_term_is_the_quarter_it_is_filed_under(raw: str, quarter: str) -> None:
    assert parse_period(raw) == Parsed(quarter)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("2024-2025学年", "period.school_year"),
        ("2024学年", "period.school_year"),
        ("2024—2025学年度", "period.school_year"),
        ("2024-2026学年第一学期", "period.unknown"),
        ("2025Q5", "period.unknown"),
        ("2025-13", "period.unknown"),
        ("1989Q4", "period.unknown"),
        ("2101Q1", "period.unknown"),
        ("第三季度", "period.unknown"),
        ("2025年上半年", "period.unknown"),
        ("2025-02-30", "period.unknown"),
        ("2025年6-8月", "period.unknown"),
        ("本期", "period.unknown"),
        ("2025.1", "period.ambiguous"),
    ],
)
def test_what_is_no_certain_period_is_a_problem(raw: str, problem: str) -> None:
    assert parse_period(raw) == Parsed(None, None, problem)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_reads_back_and_falls_into_its_quarter(day: date) -> None:
    for form in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
    ):
        assert parse_date(form) == Parsed(day)
        assert parse_period(form) == Parsed(f"{day.year}Q{(day.month + 2) // 3}")
