"""A value held against its target: worked out by hand."""

from datetime import date

import pytest

from eduboard.programmes.judging import Baseline, Case, Verdict, format_aim, judge, judge_duty
from eduboard.programmes.results import Aim, Reading

START = date(2024, 12, 31)
"""A year before the due date: 365 days, of which 181 are over on 30 June 2025."""


def aim(
    value: float | None, direction: str, due: str = "2025Q4", unit: str = "名", start: str = "2025Q1"
) -> Aim:
    return Aim(value, direction, "" if value is not None else "未给次数", start, due, unit, "文件")


def verdict(
    target: Aim,
    value: float | None,
    *,
    period: str = "2025Q2",
    baseline: float | None = 0.0,
    better: str = "越高越好",
    moment: date = date(2025, 6, 30),
) -> Verdict:
    start = None if baseline is None else Baseline(START, baseline)
    return judge(Case(target, Reading(value, period), start, better, moment, 0.9))


def test_what_keeps_up_with_the_straight_course_is_on_course() -> None:
    # 0 → 365 by the year's end: a day is one; 181 are due on 30 June, and 200 lead to 403.3.
    found = verdict(aim(365, "不低于"), 200)
    assert (found.status, found.light) == ("按进度", "green")
    assert found.expected == pytest.approx(181)
    assert found.projected == pytest.approx(200 * 365 / 181)
    assert found.attainment == pytest.approx(200 / 365)


@pytest.mark.parametrize(("value", "light"), [(181, "green"), (163, "yellow"), (162, "red")])
def test_nine_tenths_of_the_way_due_are_yellow_less_is_red(value: float, light: str) -> None:
    # 0.9 × 181 = 162.9.
    found = verdict(aim(365, "不低于"), value)
    assert found.light == light
    assert found.status == ("按进度" if light == "green" else "落后")


def test_a_falling_course_is_judged_by_how_far_it_fell() -> None:
    # 36.5% → 0%: 18.4% due on 30 June; 20% covers 16.5 of 18.1 points, 0.912 of the way.
    found = verdict(aim(0, "不高于", unit="%"), 20, baseline=36.5, better="越低越好")
    assert found.expected == pytest.approx(18.4)
    assert (found.status, found.light) == ("落后", "yellow")
    assert found.attainment == pytest.approx(16.5 / 36.5)
    assert "差1.6个百分点" in found.reason
    assert found.projected == pytest.approx(36.5 - 16.5 * 365 / 181)


def test_a_projection_stays_within_what_there_can_be() -> None:
    assert verdict(aim(80, "不低于", unit="%"), 79, baseline=50).projected == 100
    assert verdict(aim(5, "不高于", unit="个"), 10, baseline=100, better="越低越好").projected == 0


@pytest.mark.parametrize(
    ("direction", "baseline", "better", "value", "reached"),
    [
        ("不低于", 0.0, "越高越好", 10, True),
        ("不低于", 0.0, "越高越好", 9, False),
        ("不高于", 20.0, "越低越好", 10, True),
        ("不高于", 20.0, "越低越好", 11, False),
        ("等于", 0.0, "越高越好", 12, True),  # more than was asked for
        ("等于", 20.0, "越低越好", 8, True),
        ("等于", None, "越低越好", 12, False),
        ("等于", None, "", 12, True),
    ],
)
def test_exactly_is_reached_from_the_side_the_course_comes_from(
    direction: str, baseline: float | None, better: str, value: float, reached: bool
) -> None:
    found = verdict(aim(10, direction), value, baseline=baseline, better=better)
    assert (found.status == "已完成") == reached


def test_a_passed_due_date_is_missed() -> None:
    found = verdict(aim(100, "不低于"), 95, period="2025Q4", moment=date(2026, 3, 31))
    assert (found.status, found.light) == ("未达标", "yellow")
    assert "2025年第四季度到期，目标不低于100名，实为95名" in found.reason
    assert verdict(aim(100, "不低于"), 80, period="2025Q4", moment=date(2026, 3, 31)).light == "red"
    assert verdict(aim(100, "不低于"), 100, period="2025Q4", moment=date(2026, 3, 31)).status == "已完成"


def test_what_is_missed_and_read_later_than_due_says_of_when_it_is() -> None:
    found = verdict(aim(100, "不低于"), 95, period="2026Q1", moment=date(2026, 3, 31))
    assert found.status == "未达标"
    assert found.reason == "2025年第四季度到期，目标不低于100名，到2026年第一季度为95名"


def test_a_due_quarter_that_is_not_handed_in_is_not_called_missed() -> None:
    found = verdict(aim(100, "不低于"), 80, period="2025Q3", moment=date(2026, 3, 31))
    assert (found.status, found.light) == ("无数据", "")
    assert "最近是2025年第三季度的80名" in found.reason


def test_the_due_day_itself_still_belongs_to_the_way() -> None:
    last_but_one = verdict(aim(100, "不低于"), 80, period="2025Q4", moment=date(2025, 12, 30))
    assert last_but_one.status == "落后"
    assert verdict(aim(100, "不低于"), 80, period="2025Q4", moment=date(2025, 12, 31)).status == "未达标"


def test_what_has_not_begun_is_not_judged() -> None:
    found = verdict(aim(100, "不低于", start="2025Q3"), 100)
    assert (found.status, found.light) == ("未开始", "")


@pytest.mark.parametrize("due", ["", "2025Q4"])
def test_without_data_nothing_is_said(due: str) -> None:
    found = verdict(aim(100, "不低于", due=due), None)
    assert (found.status, found.light, found.attainment) == ("无数据", "", None)


def test_without_a_due_date_or_a_beginning_it_is_under_way() -> None:
    for found in (verdict(aim(100, "不低于", due=""), 60), verdict(aim(100, "不低于"), 60, baseline=None)):
        assert (found.status, found.light) == ("进行中", "")
        assert found.attainment == pytest.approx(0.6)


def test_a_target_without_a_number_has_the_papers_words() -> None:
    assert verdict(aim(None, "等于"), None).status == "无数据"
    found = verdict(aim(None, "等于"), 3)
    assert found.status == "进行中"
    assert "未给次数" in found.reason


def test_a_course_that_begins_at_its_target_does_not_divide_by_nothing() -> None:
    found = verdict(aim(100, "不低于"), 90, baseline=100.0)
    assert (found.status, found.light) == ("落后", "red")
    assert verdict(aim(0, "不低于"), 0, baseline=0.0).status == "已完成"


@pytest.mark.parametrize(
    ("rate", "elapsed", "said"),
    [
        (None, 1.0, ("无数据", "")),
        (1.0, 0.5, ("已完成", "green")),
        (0.95, 1.0, ("未达标", "yellow")),
        (0.5, 1.0, ("未达标", "red")),
        (0.5, 0.5, ("按进度", "green")),
        (0.46, 0.5, ("落后", "yellow")),
        (0.4, 0.5, ("落后", "red")),
        (0.0, 0.0, ("按进度", "green")),
    ],
)
def test_a_duty_is_judged_by_who_met_it_and_how_much_of_the_time_is_over(
    rate: float | None, elapsed: float, said: tuple[str, str]
) -> None:
    assert judge_duty(rate, elapsed, 0.9) == said


def test_a_target_is_written_as_one_says_it() -> None:
    assert format_aim(aim(30, "不低于", unit="节/学期")) == "不低于30节/学期"
    assert format_aim(aim(1000, "等于")) == "1,000名"
    assert format_aim(Aim(2, "不低于", "2-3", "", "", "个", "")) == "2-3个"
    assert format_aim(aim(None, "等于")) == "未给次数"
