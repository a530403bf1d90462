"""Numbers that are no metric, and those that are added up over quarters, lead to the rows that make them."""

from __future__ import annotations

from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import AccessDenied
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.origins import Numbered, Origin, origin_of_row
from eduboard.metrics.provenance import Trace, trace_number
from eduboard.metrics.tallies import tallied
from eduboard.store.store import Store
from tests.build import hand_in, make_store
from tests.small_city import LAKE, RIDGE

MOST = 500
SPRING, SUMMER = "2025Q1", "2025Q2"
BOTH = Origin(SUMMER, (LAKE, RIDGE), start=SPRING)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


def follow(store: Store, number: Numbered, viewer: Viewer = LOCAL_USER, *, most: int = MOST) -> Trace:
    with store.reading(viewer) as session:
        return trace_number(session, load_catalogue(session, store.settings), number, 0, most)


def parts_of(found: Trace) -> list[tuple[str, str, int, float | None, float | None]]:
    """The lines with where they are of and what each counts; the first row is on line 2."""
    parts = [(row.period, row.district, row.line, row.numerator, row.denominator) for row in found.rows]
    return sorted(parts, key=str)


def lessons(school: str, times: float, due: int | None = None, met: int | None = None) -> dict[str, object]:
    return {
        "role": "校长",
        "duty": "听课",
        "times": times,
        "due_count": due,
        "met_count": met,
        "school": school,
        "school_name": school,
    }


def paper(count: int, school: str = "甲小学") -> dict[str, object]:
    return {"type": "论文", "level": "市级", "count": count, "school": school, "school_name": school}


# -- added up over quarters ------------------------------------------------------------------------------------


def test_a_flow_over_two_quarters_is_the_lines_of_both(store: Store) -> None:
    hand_in(store, "outputs", SPRING, LAKE, [paper(2)])
    hand_in(store, "outputs", SUMMER, LAKE, [paper(3), paper(1, "乙小学")])
    hand_in(store, "outputs", SUMMER, RIDGE, [paper(5)])
    found = follow(store, ("papers", BOTH))
    assert found.figure is not None
    assert (found.figure.value, found.numerator, found.is_exact) == (11, 11, True)
    assert parts_of(found) == [
        (SPRING, LAKE, 2, 2, None),
        (SUMMER, LAKE, 2, 3, None),
        (SUMMER, LAKE, 3, 1, None),
        (SUMMER, RIDGE, 2, 5, None),
    ]


def test_a_year_that_was_handed_in_whole_leaves_its_quarters_out(store: Store) -> None:
    hand_in(store, "outputs", SPRING, LAKE, [paper(2)])
    hand_in(store, "outputs", "2025Q4", LAKE, [paper(9)], annual=True)
    found = follow(store, ("papers", Origin("2025Q4", (LAKE,), start=SPRING)))
    assert found.figure is not None
    assert (found.figure.value, found.is_exact) == (9, True)
    assert parts_of(found) == [("2025Q4", LAKE, 2, 9, None)]


def test_a_flow_of_a_stock_is_divided_by_the_last_quarters_lines(store: Store) -> None:
    for period, hours, teachers in ((SPRING, 100.0, 10), (SUMMER, 260.0, 12)):
        training = {"programme": "研修", "total_hours": hours, "school": "甲小学", "school_name": "甲小学"}
        school = {"stage": "小学", "teachers": teachers, "school": "甲小学", "school_name": "甲小学"}
        hand_in(store, "training", period, LAKE, [training])
        hand_in(store, "enrolment", period, LAKE, [school])
    found = follow(store, ("training_hours_per_teacher", Origin(SUMMER, (LAKE,), start=SPRING)))
    assert found.figure is not None
    # 360 hours of the 12 teachers there are at the end.
    assert (found.figure.value, found.numerator, found.denominator, found.is_exact) == (30, 360, 12, True)
    assert parts_of(found) == [
        (SPRING, LAKE, 2, 100, None),
        (SUMMER, LAKE, 2, 260, None),
        (SUMMER, LAKE, 2, None, 12),
    ]


# -- nought ----------------------------------------------------------------------------------------------------


def test_nought_leads_to_the_rows_in_which_nothing_is_found(store: Store) -> None:
    hand_in(store, "outputs", SUMMER, LAKE, [{"type": "优质课", "level": "市级", "count": 3}])
    found = follow(store, ("papers", Origin(SUMMER, (LAKE,))))
    assert (found.row_count, found.nothing_count) == (0, 1)
    assert [(row.line, row.numerator) for row in found.rows] == [(2, 0)]


# -- duties ----------------------------------------------------------------------------------------------------


def duty(name: str, origin: Origin, **key: object) -> Numbered:
    return tallied(name, origin, role="校长", duty="听课", **key)


def test_a_duty_is_the_lines_that_say_who_owes_it_and_who_has_met_it(store: Store) -> None:
    hand_in(store, "duties", SPRING, LAKE, [lessons("甲小学", 20, 2, 1)])
    hand_in(store, "duties", SUMMER, LAKE, [lessons("甲小学", 25, 2, 2), lessons("乙小学", 3, 4, 0)])
    found = follow(store, duty("duty_met", BOTH, quota=30))
    assert (found.numerator, found.denominator) == (3, 8)
    assert parts_of(found) == [
        (SPRING, LAKE, 2, 1, 2),
        (SUMMER, LAKE, 2, 2, 2),
        (SUMMER, LAKE, 3, 0, 4),
    ]
    times = follow(store, duty("duty_times", BOTH))
    assert (times.numerator, times.denominator) == (48, 8)


def test_a_school_that_states_no_counts_is_one_and_counted_once(store: Store) -> None:
    hand_in(store, "duties", SPRING, LAKE, [lessons("甲小学", 14), lessons("乙小学", 29)])
    hand_in(store, "duties", SUMMER, LAKE, [lessons("甲小学", 16)])
    found = follow(store, duty("duty_met", BOTH, quota=30))
    # 甲 came to 30 times in two quarters, 乙 to 29.
    assert (found.numerator, found.denominator) == (1, 2)
    assert [(row.period, row.numerator, row.is_repeated) for row in found.rows if row.line == 2] == [
        (SPRING, 1, False),
        (SUMMER, None, True),
    ]


def test_a_weekly_quota_is_asked_for_thirteen_times_a_quarter(store: Store) -> None:
    hand_in(store, "duties", SUMMER, LAKE, [lessons("甲小学", 13), lessons("乙小学", 12)])
    found = follow(store, duty("duty_met", Origin(SUMMER, (LAKE,)), quota="1.0", multiple="13"))
    assert (found.numerator, found.denominator) == (1, 2)


def test_a_school_is_told_of_its_own_lines_alone(store: Store) -> None:
    hand_in(store, "duties", SUMMER, LAKE, [lessons("甲小学", 9, 1, 0), lessons("乙小学", 12, 1, 1)])
    found = follow(store, duty("duty_met", Origin(SUMMER, (LAKE,), school="乙小学")))
    assert [row.line for row in found.rows] == [3]


# -- other figures ---------------------------------------------------------------------------------------------


def test_a_named_figure_is_the_first_line_of_each_district(store: Store) -> None:
    def told(value: float) -> dict[str, object]:
        return {"indicator": "乡镇书记数", "value": value, "unit": "人"}

    hand_in(store, "indicators", SUMMER, LAKE, [told(5), told(7)])
    hand_in(store, "indicators", SUMMER, RIDGE, [told(2)])
    number = tallied(
        "named_figure", Origin(SUMMER, (LAKE, RIDGE)), indicator="乡镇书记数", level="", unit="人"
    )
    found = follow(store, number)
    assert parts_of(found) == [(SUMMER, LAKE, 2, 5, None), (SUMMER, RIDGE, 2, 2, None)]
    assert found.numerator == 7


def test_a_target_is_its_stored_row(store: Store) -> None:
    batch = hand_in(store, "targets", SUMMER, LAKE, [{"indicator": "名师人数", "target_value": 9.0}])
    row = {"period": SUMMER, "district": LAKE, "batch": batch.batch, "line": 2}
    found = follow(store, ("", origin_of_row("targets", row)))
    assert [dict(line.values)["target_value"] for line in found.rows] == [9]


# -- who is looking --------------------------------------------------------------------------------------------


def test_a_viewer_of_one_district_is_shown_no_line_of_another_in_a_tally(store: Store) -> None:
    for district in (LAKE, RIDGE):
        hand_in(store, "duties", SUMMER, district, [lessons("甲小学", 9, 1, 1)])
    found = follow(store, duty("duty_met", BOTH), Viewer("张三", "数据员", (RIDGE,)))
    assert {row.district for row in found.rows} == {RIDGE}
    assert found.numerator == 1


def test_a_school_account_follows_no_tally_of_its_district(store: Store) -> None:
    hand_in(store, "duties", SUMMER, LAKE, [lessons("甲小学", 9, 1, 1), lessons("乙小学", 9, 1, 1)])
    account = Viewer("甲小学", "学校账号", (LAKE,), school="甲小学")
    with pytest.raises(AccessDenied):
        follow(store, duty("duty_met", Origin(SUMMER, (LAKE,))), account)
    own = follow(store, duty("duty_met", Origin(SUMMER, (LAKE,), school="甲小学")), account)
    assert [row.line for row in own.rows] == [2]
