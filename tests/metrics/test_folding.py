"""Folding cells: over time, over districts, over schools; what is missing, reported, annual, filtered, hidden."""

from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.cube import refresh_with
from eduboard.store.batches import change_status
from eduboard.store.records import PUBLISHED
from eduboard.store.store import Store
from tests.build import hand_in
from tests.metrics.conftest import measure_in
from tests.metrics.world import BRIDGE, LAKE, RIDGE, WEST

Q1, Q2 = "2025Q1", "2025Q2"
BOTH = (Q1, Q2)
CITY = (LAKE, RIDGE)


def the_value(store: Store, metric: str, **request: Any) -> float | None:
    [row] = measure_in(store, metric, **{"by": (), **request})
    return row.value


# -- over time -----------------------------------------------------------------------------------------------


def test_a_flow_adds_up_over_quarters(world: Store) -> None:
    [row] = measure_in(world, "papers", by=("district",), periods=BOTH, districts=(LAKE,))
    assert (row.value, row.qualifier, row.missing) == (95, "余", ())  # 93余 + 2
    assert the_value(world, "research_projects_started", periods=BOTH, districts=(LAKE,)) == 3  # 2 + 1


def test_a_stock_takes_the_last_quarter(world: Store) -> None:
    assert the_value(world, "large_classes", periods=BOTH, districts=(LAKE,)) == 1
    assert the_value(world, "research_projects_open", periods=BOTH, districts=(LAKE,)) == 2


def test_a_flow_over_a_stock_adds_the_flow_and_takes_the_last_stock(world: Store) -> None:
    [row] = measure_in(world, "training_hours_per_teacher", by=(), periods=BOTH, districts=(LAKE,))
    assert (row.numerator, row.denominator, row.value) == (150, 15, 10)  # (140 + 10) ÷ 15
    assert row.qualifier == "至少"


def test_hours_count_although_teachers_are_handed_in_once_a_year(store: Store) -> None:
    for period in ("2025Q1", "2025Q2", "2025Q3"):
        hand_in(store, "training", period, LAKE, [{"sessions": 1, "person_times": 5, "total_hours": 10.0}])
    hand_in(store, "enrolment", "2025Q2", LAKE, [{"stage": "小学", "teachers": 6}])
    periods = ("2025Q1", "2025Q2", "2025Q3")
    [row] = measure_in(store, "training_hours_per_teacher", by=("district",), periods=periods)
    assert (row.value, row.missing) == (5, ())  # 30 ÷ 6


def test_a_quarter_with_teachers_and_no_training_is_named_missing(store: Store) -> None:
    hand_in(store, "training", Q1, LAKE, [{"sessions": 1, "person_times": 5, "total_hours": 12.0}])
    for period in BOTH:
        hand_in(store, "enrolment", period, LAKE, [{"stage": "小学", "teachers": 6}])
    [row] = measure_in(store, "training_hours_per_teacher", by=("district",), periods=BOTH)
    assert (row.value, row.missing) == (2, (Q2,))


def test_a_missing_quarter_of_a_flow_is_named(world: Store) -> None:
    [row] = measure_in(
        world, "training_sessions", by=("district",), periods=("2024Q4", Q1, Q2), districts=(LAKE,)
    )
    assert (row.value, row.missing) == (8, ("2024Q4",))


def test_an_annual_figure_contains_the_quarters_of_its_year(world: Store) -> None:
    periods = ("2024Q3", "2024Q4", Q1)
    [row] = measure_in(world, "papers", by=("district",), periods=periods, districts=(RIDGE,))
    assert (row.value, row.annual) == (10, True)  # not 4 + 10


def test_a_years_enrolment_does_not_contain_its_quarters_training(store: Store) -> None:
    for period in ("2025Q3", "2025Q4"):
        hand_in(store, "training", period, LAKE, [{"sessions": 1, "person_times": 5, "total_hours": 10.0}])
    hand_in(store, "enrolment", "2025Q4", LAKE, [{"stage": "小学", "teachers": 5}], annual=True)
    [row] = measure_in(store, "training_hours_per_teacher", by=("district",), periods=("2025Q3", "2025Q4"))
    assert (row.value, row.annual) == (4, True)  # (10 + 10) ÷ 5


# -- over districts ------------------------------------------------------------------------------------------


def test_counts_of_districts_add_up(world: Store) -> None:
    assert the_value(world, "large_classes", periods=(Q1,), districts=CITY) == 3  # 2 + 1
    assert the_value(world, "titles_held", periods=(Q1,), districts=CITY) == 11  # 7 + 4


def test_ratios_of_districts_are_sum_over_sum(world: Store) -> None:
    assert the_value(world, "large_class_share", periods=(Q1,), districts=CITY) == pytest.approx(3 / 9)
    assert the_value(world, "average_class_size", periods=(Q1,), districts=CITY) == pytest.approx(468 / 9)


def test_a_person_of_two_districts_is_counted_once(world: Store) -> None:
    assert the_value(world, "title_holders", periods=(Q1,), districts=CITY) == 9  # 6 + 4, p1 in both
    [row] = measure_in(world, "backbone_teachers_per_100", by=(), periods=(Q1,), districts=CITY)
    assert (row.numerator, row.denominator) == (4, 468)  # p1, p2, p7, p9


def test_one_person_without_a_number_leaves_the_head_count_undefined(world: Store) -> None:
    [row] = measure_in(world, "title_holders", by=(), periods=(Q1,), districts=(LAKE, BRIDGE))
    assert row.value is None


def test_a_nine_year_school_is_one_school(world: Store) -> None:
    [row] = measure_in(world, "after_school_school_rate", by=(), periods=(Q1,), districts=CITY)
    assert (row.numerator, row.denominator) == (3, 3)  # S1, S2, S5; S3 need not offer it


def test_a_reported_ratio_stands_alone_and_is_never_added(world: Store) -> None:
    [bridge] = measure_in(
        world, "average_class_size", by=("district",), periods=("2024Q4",), districts=(BRIDGE,)
    )
    assert (bridge.value, bridge.reported, bridge.annual) == (56, True, True)
    [both] = measure_in(world, "average_class_size", by=(), periods=("2024Q4",), districts=(BRIDGE, WEST))
    assert (both.value, both.reported) == (None, False)


def test_a_reported_count_is_marked_and_adds_up(world: Store) -> None:
    rows = measure_in(world, "large_classes", by=("district",), periods=("2024Q4",))
    assert [(row.district, row.value, row.reported) for row in rows] == [(BRIDGE, 123, True), (WEST, 0, True)]
    assert the_value(world, "large_classes", periods=("2024Q4",)) == 123
    computed = measure_in(world, "large_classes", by=("district",), periods=(Q1,))
    assert not any(row.reported for row in computed)


def test_districts_that_were_asked_for_and_have_nothing_are_named(world: Store) -> None:
    [row] = measure_in(world, "large_classes", by=(), periods=(Q2,), districts=CITY)
    assert (row.value, row.missing) == (1, (RIDGE,))


# -- nothing, nought and undefined ---------------------------------------------------------------------------


def test_an_empty_store_has_no_rows(store: Store) -> None:
    assert measure_in(store, "famous_teachers", by=("period", "district"), periods=BOTH) == []


def test_a_register_without_such_lines_means_nought(store: Store) -> None:
    hand_in(store, "honours", Q1, LAKE, [])
    assert the_value(store, "famous_teachers", periods=(Q1,)) == 0
    assert the_value(store, "title_holders", periods=(Q1,)) == 0


def test_students_without_a_register_leave_the_ratio_undefined_and_with_one_nought(store: Store) -> None:
    students = [{"school": "S1", "stage": "小学", "class_count": 2, "students": 80, "teachers": 5}]
    hand_in(store, "enrolment", Q1, LAKE, students)
    assert the_value(store, "backbone_teachers_per_100", periods=(Q1,)) is None
    hand_in(store, "honours", Q1, LAKE, [], kind=PUBLISHED)
    assert the_value(store, "backbone_teachers_per_100", periods=(Q1,)) is None
    hand_in(store, "honours", Q1, LAKE, [])
    assert the_value(store, "backbone_teachers_per_100", periods=(Q1,)) == 0


def test_an_optional_column_left_empty_everywhere_is_not_nought(store: Store) -> None:
    row = {"school": "S1", "stage": "小学", "offered": True, "students": 50, "participants": 40}
    hand_in(store, "after_school", Q1, LAKE, [row])
    for metric in (
        "after_school_courses",
        "after_school_extension_schools",
        "after_school_teacher_rate",
        "after_school_full_week_rate",
    ):
        assert all(found.value is None for found in measure_in(store, metric, by=(), periods=(Q1,))), metric


def test_a_denominator_of_nought_is_undefined(store: Store) -> None:
    row = {"school": "S1", "stage": "小学", "offered": False, "students": 0, "participants": 0}
    hand_in(
        store, "after_school", Q1, LAKE, [row | {"full_week": 0, "teachers": 0, "teachers_participating": 0}]
    )
    for rate in ("after_school_student_rate", "after_school_teacher_rate", "after_school_full_week_rate"):
        assert the_value(store, rate, periods=(Q1,)) is None, rate


def test_a_filter_finds_nought_where_everything_was_handed_in(world: Store) -> None:
    def of(**request: Any) -> dict[str | None, float | None]:
        return {
            row.district: row.value
            for row in measure_in(world, "famous_teachers", by=("district",), **request)
        }

    # Bridge's 66 are 各级合计: how many of them are 省级 nobody knows.
    assert of(periods=(Q1,), level="市级") == {LAKE: 0, RIDGE: 0}
    assert of(periods=(Q1,), level="省级") == {LAKE: 1, RIDGE: 1}
    assert of(periods=(Q1,), stage="高中") == {LAKE: 0, RIDGE: 0}
    # p8 is a principal without a stage: not nought for any stage.
    rows = measure_in(world, "famous_principals", by=("district",), periods=(Q1,), stage="小学")
    assert {row.district: row.value for row in rows} == {LAKE: 0}


def test_a_lower_bound_that_was_reported_keeps_its_word_and_its_unit(store: Store) -> None:
    reported = [{"indicator": "参训人次", "value": 1.6, "unit": "万人次", "qualifiers": "value=余"}]
    hand_in(store, "indicators", Q1, LAKE, reported)
    [row] = measure_in(store, "training_person_times", by=("district",), periods=(Q1,))
    assert (row.value, row.qualifier, row.reported) == (16000, "余", True)


def test_a_reported_per_cent_becomes_a_share(store: Store) -> None:
    hand_in(store, "indicators", Q1, LAKE, [{"indicator": "大班额占比", "value": 4.5, "unit": "%"}])
    assert the_value(store, "large_class_share", periods=(Q1,)) == 0.045


def test_two_names_of_one_figure_are_not_added(store: Store) -> None:
    twice = [{"indicator": name, "value": 7, "unit": "个"} for name in ("大班额", "大班额数")]
    hand_in(store, "indicators", Q1, LAKE, twice)
    assert the_value(store, "large_classes", periods=(Q1,)) == 7


def test_rows_give_way_to_reports_and_come_back(store: Store) -> None:
    hand_in(store, "indicators", Q1, LAKE, [{"indicator": "论文数", "value": 9, "unit": "篇"}])
    assert the_value(store, "papers", periods=(Q1,)) == 9
    batch = hand_in(store, "outputs", Q1, LAKE, [{"type": "论文", "level": "省级", "count": 2}])
    assert the_value(store, "papers", periods=(Q1,)) == 2
    with store.reading() as session:
        refresh = refresh_with(load_catalogue(session, store.settings))
    change_status(store, LOCAL_USER, batch.batch, "withdraw", refresh)
    assert the_value(store, "papers", periods=(Q1,)) == 9


# -- schools -------------------------------------------------------------------------------------------------


def test_schools_come_with_names_and_districts(world: Store) -> None:
    rows = measure_in(world, "average_class_size", by=("school",), periods=(Q1,), districts=(LAKE,))
    assert [(row.school, row.school_name, row.district, row.value) for row in rows] == [
        ("S1", "湖滨小学", LAKE, 111 / 2),
        ("S2", "湖滨学校", LAKE, 147 / 3),
    ]


def test_schools_of_one_name_in_two_districts_stay_apart(store: Store) -> None:
    for district, students in ((LAKE, 40), (RIDGE, 60)):
        taught = {
            "school": "实验小学",
            "stage": "小学",
            "class_count": 1,
            "students": students,
            "teachers": 3,
        }
        hand_in(store, "enrolment", Q1, district, [taught])
    rows = measure_in(store, "average_class_size", by=("school",), periods=(Q1,))
    assert [(row.district, row.value) for row in rows] == [(LAKE, 40), (RIDGE, 60)]


def test_a_schools_own_ratio_of_persons_has_both_sides(world: Store) -> None:
    rows = measure_in(world, "backbone_teachers_per_100", by=("school",), periods=(Q1,), districts=(LAKE,))
    found = {row.school: (row.numerator, row.denominator) for row in rows}
    assert found == {"S1": (1, 111), "S2": (2, 147)}  # p1; p2 and p7


# -- who looks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("metric", ["large_classes", "title_holders", "average_class_size", "papers"])
@pytest.mark.parametrize("by", [("district",), ("district", "school")])
def test_a_viewer_of_one_district_sees_that_one_only(world: Store, metric: str, by: tuple[str, ...]) -> None:
    clerk = Viewer(name="临湖区数据员", role="数据员", districts=(LAKE,))
    rows = measure_in(world, metric, clerk, by=by, periods=(Q1,))
    assert {row.district for row in rows} == {LAKE}
    assert measure_in(world, metric, clerk, by=by, periods=(Q1,), districts=(RIDGE,)) == []


def test_a_viewers_zeros_are_of_their_own_district(world: Store) -> None:
    clerk = Viewer(name="临湖区数据员", role="数据员", districts=(LAKE,))
    rows = measure_in(world, "famous_teachers", clerk, by=("district",), periods=(Q1,), level="市级")
    assert [(row.district, row.value) for row in rows] == [(LAKE, 0)]


# -- what cannot be asked ------------------------------------------------------------------------------------


def test_an_unknown_metric_is_refused_with_near_names(world: Store) -> None:
    with pytest.raises(EduboardError) as caught:
        measure_in(world, "large_clases", by=(), periods=(Q1,))
    assert caught.value.code == "metric.unknown"
    assert "large_classes" in str(caught.value.params["near"])


def test_an_unknown_dimension_is_refused(world: Store) -> None:
    with pytest.raises(EduboardError) as caught:
        measure_in(world, "papers", by=("colour",), periods=(Q1,))
    assert caught.value.code == "metric.dimension"
