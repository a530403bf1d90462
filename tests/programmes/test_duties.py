"""Duties of persons: what a quota asks of them in an interval, and who is below it."""

from dataclasses import replace

import pytest

from eduboard.exports.programme_progress import duties_table
from eduboard.programmes.duties import window_of
from eduboard.programmes.model import Item
from eduboard.store.store import Store
from tests.build import hand_in
from tests.programmes.looking import LAKE, LESSONS, RIDGE, lessons, look, look_at


@pytest.mark.parametrize(
    ("interval", "period", "start", "end"),
    [
        ("季度", "2025Q3", "2025Q3", "2025Q3"),
        ("月", "2025Q3", "2025Q3", "2025Q3"),
        ("学期", "2025Q4", "2025Q3", "2025Q4"),
        ("学期", "2025Q1", "2025Q1", "2025Q2"),
        ("学年", "2025Q2", "2024Q3", "2025Q2"),
        ("学年", "2025Q3", "2025Q3", "2026Q2"),
        ("年", "2025Q4", "2025Q1", "2025Q4"),
    ],
)
def test_an_interval_contains_its_quarter(interval: str, period: str, start: str, end: str) -> None:
    window = window_of(interval, period)
    assert (window.start, window.end) == (start, end)


def test_a_duty_names_the_schools_below_quota(store: Store) -> None:
    hand_in(store, "duties", "2025Q2", LAKE, [lessons("甲小学", 90, 3, 2), lessons("乙小学", 70, 2, 2)])
    hand_in(store, "duties", "2025Q2", RIDGE, [lessons("丙小学", 20, 1, 0)])
    view = look_at(store, LESSONS, period="2025Q2")
    assert (view.overall.met, view.overall.owing) == (4, 6)
    assert view.overall.value == 30  # 180 lessons of 6 people
    assert view.overall.attainment == pytest.approx(4 / 6)
    assert (view.overall.status, view.overall.light) == ("未达标", "red")
    assert [(s.name, s.owing - s.met) for s in view.below] == [("甲小学", 1), ("丙小学", 1)]
    assert [s.status for s in view.districts] == ["未达标", "未达标"]


def test_where_nobody_said_how_many_owe_it_the_quota_decides(store: Store) -> None:
    rows = [lessons("甲小学", 30), lessons("乙小学", 29)]
    hand_in(store, "duties", "2025Q2", LAKE, rows)
    view = look_at(store, LESSONS, period="2025Q2")
    assert (view.overall.met, view.overall.owing) == (1, 2)
    assert [s.name for s in view.below] == ["乙小学"]


def test_the_quarters_of_one_interval_add_up(store: Store) -> None:
    hand_in(store, "duties", "2025Q1", LAKE, [lessons("甲小学", 14)])
    hand_in(store, "duties", "2025Q2", LAKE, [lessons("甲小学", 16)])
    assert look_at(store, LESSONS, period="2025Q2").overall.status == "已完成"
    running = look_at(store, LESSONS, period="2025Q1").overall
    assert (running.value, running.status) == (14, "落后")


def test_a_weekly_duty_is_asked_thirteen_times_a_quarter(store: Store) -> None:
    weekly = Item("duty", "微博", role="校长", activity="听课", interval="周", target=1.0, direction="等于")
    hand_in(store, "duties", "2025Q2", LAKE, [lessons("甲小学", 13), lessons("乙小学", 12)])
    assert look_at(store, weekly, period="2025Q2").overall.met == 1


def test_before_anything_is_handed_in_the_interval_before_is_shown(store: Store) -> None:
    hand_in(store, "duties", "2025Q2", LAKE, [lessons("甲小学", 30, 1, 1)])
    overall = look_at(store, LESSONS, period="2025Q3").overall
    assert (overall.reading.period, overall.status) == ("2025Q2", "已完成")
    assert look_at(store, LESSONS, period="2026Q1").overall.status == "无数据"


def test_a_duty_may_be_measured_by_a_rate_of_people(store: Store) -> None:
    rows = [{"school": "1", "standard": "校本年24学时", "required_count": 20, "met_count": 18}]
    hand_in(store, "training_compliance", "2024Q4", LAKE, rows)
    item = Item("duty", "校本培训", role="教师", activity="校本培训", interval="年", target=24.0, direction="不低于",
                unit="学时/年", metric="school_based_compliance_rate")  # fmt: skip
    overall = look_at(store, item, period="2024Q4").overall
    assert (overall.met, overall.owing, overall.attainment) == (18, 20, 0.9)
    assert (overall.value, overall.status, overall.light) == (None, "未达标", "yellow")


def test_a_duty_of_a_million_teachers_is_told_in_whole_numbers(store: Store) -> None:
    rows = [{"school": "1", "standard": "校本年24学时", "required_count": 1_234_567, "met_count": 1_200_000}]
    hand_in(store, "training_compliance", "2024Q4", LAKE, rows)
    item = Item("duty", "校本培训", role="教师", activity="校本培训", interval="年", target=24.0, direction="不低于",
                unit="学时/年", metric="school_based_compliance_rate")  # fmt: skip
    reason = look_at(store, item, period="2024Q4").overall.reason
    assert reason.endswith("应完成 1,234,567，达标 1,200,000，还差 34,567")


def test_a_duty_without_a_number_only_tells_what_was_done(store: Store) -> None:
    item = Item(
        "duty", "交流", role="校长", activity="听课", interval="学期", direction="等于", qualifier="未给次数"
    )
    hand_in(store, "duties", "2025Q2", LAKE, [lessons("甲小学", 3)])
    overall = look_at(store, item, period="2025Q2").overall
    assert (overall.status, overall.light, overall.met) == ("进行中", "", None)


def test_what_a_duty_is_counted_by_is_noted_below_the_table(store: Store) -> None:
    halved = "第三季度含暑假，按一半计"
    lesson = replace(LESSONS, note=halved)
    showing = replace(LESSONS, name="示范课", activity="示范课", note=halved)
    plain = replace(LESSONS, name="评课", activity="评课")
    table = duties_table(look(store, lesson, showing, plain), None)
    assert table is not None
    assert table.caption.notes[1:] == (f"听课、示范课：{halved}",)
