"""A school's page: its figures, the schools that they stand beside, the register, and where its rows come from.

Lake has two primary schools (A, B), a nine-year school (C) and a junior school (D), which has closed by the end.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.access.viewer import Viewer
from eduboard.metrics.catalogue import Catalogue
from eduboard.metrics.school_view import (
    SchoolFigure,
    SchoolView,
    build_school_trend,
    build_school_view,
)
from eduboard.metrics.schools import find_school, measure_schools, read_schools
from eduboard.store.store import Session, Store
from tests.build import Values, hand_in, make_store

LAKE, RIDGE = "990101", "990102"
BEFORE, NOW = "2025Q1", "2025Q2"
PERIODS = (BEFORE, NOW)
A, B, C, D = "2199010001", "2199010002", "3199010003", "3199010004"


def listed(code: str, name: str, kind: str, **more: object) -> Values:
    return {"school": code, "school_code": code, "school_name": name, "school_type": kind, **more}


def taught(code: str, stage: str, classes: int, students: int) -> Values:
    return {"school": code, "stage": stage, "class_count": classes, "students": students, "teachers": 10}


def sizes(code: str, stage: str, *students: int) -> list[Values]:
    return [
        {"school": code, "stage": stage, "grade": "一年级", "class_no": str(number), "students": size}
        for number, size in enumerate(students, start=1)
    ]


def held(code: str | None, person: str) -> Values:
    return {"school": code, "person_id": person, "title": "名师", "level": "市级", "stage": "小学"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = make_store(tmp_path)
    primary = [
        listed(
            A, "甲小学", "小学", cluster="东学区", urban_rural="城区", ownership="公办", tier="教师发展学校"
        ),
        listed(B, "乙小学", "小学"),
        listed(C, "丙学校", "九年一贯制学校"),
    ]
    hand_in(store, "schools", BEFORE, LAKE, [*primary, listed(D, "丁中学", "初级中学")])
    hand_in(store, "schools", NOW, LAKE, primary)
    # Students to a class: A 90/2 = 45, B 60/1, C 100/2 + 50/1 in its two stages: together (90+60+150)/(2+1+3) = 50.
    hand_in(
        store,
        "enrolment",
        NOW,
        LAKE,
        [
            taught(A, "小学", 2, 90),
            taught(B, "小学", 1, 60),
            taught(C, "小学", 2, 100),
            taught(C, "初中", 1, 50),
        ],
    )
    hand_in(store, "enrolment", BEFORE, LAKE, [taught(A, "小学", 2, 100), taught(D, "初中", 1, 40)])
    hand_in(store, "classes", NOW, LAKE, [*sizes(A, "小学", 60, 30), *sizes(B, "小学", 60)])
    # Two at A, one at C: the mean of the three schools with a primary stage is one.
    hand_in(store, "honours", NOW, LAKE, [held(A, "p1"), held(A, "p2"), held(C, "p3")])
    yield store
    store.close()


def view_of(session: Session, catalogue: Catalogue, code: str = A, period: str = NOW) -> SchoolView:
    school = find_school(session, code, LAKE, period)
    assert school is not None
    own = measure_schools(session, catalogue, LAKE, PERIODS, catalogue.metrics, code)
    beside = measure_schools(session, catalogue, LAKE, (period,), catalogue.metrics)
    return build_school_view(session, school, period, own, beside)


def figure(view: SchoolView, metric: str) -> SchoolFigure:
    [found] = [figure for theme in view.themes for figure in theme.figures if figure.metric.id == metric]
    return found


def test_a_ratio_stands_beside_that_of_the_schools_with_a_stage_in_common(
    session: Session, catalogue: Catalogue
) -> None:
    found = figure(view_of(session, catalogue), "average_class_size")
    assert (found.value, found.average) == (45, 50)
    assert found.delta is not None
    assert (found.delta.base_value, found.delta.change) == (50, -5)


def test_one_school_alone_has_the_figures_that_it_has_among_all(
    session: Session, catalogue: Catalogue
) -> None:
    among, alone = (
        measure_schools(session, catalogue, LAKE, PERIODS, catalogue.metrics, school) for school in (None, B)
    )
    for metric in catalogue.metrics:
        for period in PERIODS:
            assert among.value(metric, period, B) == alone.value(metric, period, B), (metric.id, period)
    assert {school for _, _, school in alone.rows} == {B}


def test_a_trend_has_the_school_and_the_schools_like_it(session: Session, catalogue: Catalogue) -> None:
    school = find_school(session, A, LAKE, NOW)
    assert school is not None
    metric = catalogue["average_class_size"]
    own = measure_schools(session, catalogue, LAKE, PERIODS, (metric,), A)
    beside = measure_schools(session, catalogue, LAKE, PERIODS, (metric,))
    trend = build_school_trend(session, school, NOW, own, beside, metric)
    # Of the schools that teach a primary stage now, A alone had reported before.
    assert [[point.value for point in line.points] for line in trend.lines] == [[50, 45], [50, 50]]


def test_a_count_stands_beside_the_mean_and_nobody_is_nought(session: Session, catalogue: Catalogue) -> None:
    view = view_of(session, catalogue, B)
    assert (figure(view, "famous_teachers").value, figure(view, "famous_teachers").average) == (0, 1)
    assert view.like == 3


def test_a_mean_does_not_depend_on_which_metrics_are_measured_beside(
    session: Session, catalogue: Catalogue
) -> None:
    famous, like = catalogue["famous_teachers"], read_schools(session, NOW, [LAKE])
    alone = measure_schools(session, catalogue, LAKE, PERIODS, (famous,))
    among = measure_schools(session, catalogue, LAKE, PERIODS, catalogue.metrics)
    # Two at A, one at C and none at B, which handed in its classes: three teachers in three schools.
    assert alone.average(famous, NOW, like) == among.average(famous, NOW, like) == 1
    assert alone.value(famous, NOW, B) == 0


def test_a_teacher_of_no_school_makes_nobody_unknown_instead_of_nought(
    store: Store, catalogue: Catalogue
) -> None:
    hand_in(store, "honours", NOW, LAKE, [held(A, "p1"), held(None, "p2")])
    with store.reading() as session:
        figures = measure_schools(session, catalogue, LAKE, PERIODS, catalogue.metrics)
        famous = catalogue["famous_teachers"]
        assert (figures.value(famous, NOW, A), figures.value(famous, NOW, B)) == (1, None)


def test_a_school_that_did_not_report_its_classes_has_no_figure_of_them(
    session: Session, catalogue: Catalogue
) -> None:
    figures = measure_schools(session, catalogue, LAKE, PERIODS, catalogue.metrics)
    assert figures.value(catalogue["classes_total"], NOW, C) is None


def test_the_register_of_the_period_says_what_a_school_is(session: Session) -> None:
    [school, *others] = read_schools(session, NOW, [LAKE])
    assert (school.name, school.cluster, school.tier, school.urban_rural, school.ownership) == (
        "甲小学",
        "东学区",
        "教师发展学校",
        "城区",
        "公办",
    )
    assert school.stages == ("小学",)
    assert [other.name for other in others] == ["乙小学", "丙学校"]
    assert len(read_schools(session, BEFORE, [LAKE])) == 4


def test_a_school_that_has_closed_keeps_its_page(session: Session, catalogue: Catalogue) -> None:
    view = view_of(session, catalogue, D)
    assert (view.school.name, view.is_registered, view.is_empty) == ("丁中学", False, False)
    assert view_of(session, catalogue, D, BEFORE).is_registered


def test_the_history_goes_back_period_by_period_and_each_row_can_be_traced(
    session: Session, catalogue: Catalogue
) -> None:
    view = view_of(session, catalogue)
    [history] = [theme.history for theme in view.themes if theme.title == "班额治理"]
    column = history.columns.index("平均班额")
    assert [(row[0], row[column]) for row in history.rows] == [(NOW, 45), (BEFORE, 50)]
    assert [(origin.period, origin.school) for origin in history.origins] == [(NOW, A), (BEFORE, A)]


def test_a_school_sees_its_lines_and_what_it_is_missing_from(session: Session, catalogue: Catalogue) -> None:
    own = {(item.dataset, item.period): item for item in view_of(session, catalogue).handed_in}
    assert (own["classes", NOW].row_count, own["classes", NOW].first_line, own["classes", NOW].last_line) == (
        2,
        2,
        3,
    )
    assert own["enrolment", BEFORE].file_name == "enrolment.csv"
    # The nine-year school should have stated its classes and has not.
    other = {(item.dataset, item.period): item for item in view_of(session, catalogue, C).handed_in}
    assert other["classes", NOW].batch == ""
    assert other["enrolment", NOW].batch


def test_a_school_that_no_register_lists_has_a_page_of_its_rows(store: Store, catalogue: Catalogue) -> None:
    hand_in(store, "classes", NOW, RIDGE, sizes("2199020009", "小学", 40))
    with store.reading() as session:
        school = find_school(session, "2199020009", "", NOW)
        assert school is not None
        assert (school.district, school.name, school.stages) == (RIDGE, "2199020009", ())
        own = measure_schools(session, catalogue, RIDGE, (NOW,), catalogue.metrics, school.school)
        view = build_school_view(session, school, NOW, own, own)
        assert (view.is_registered, figure(view, "classes_total").value) == (False, 1)
    with store.reading(Viewer("数据员", "数据员", districts=(LAKE,))) as session:
        assert find_school(session, "2199020009", "", NOW) is None


def test_a_school_of_a_hidden_district_is_not_found(store: Store) -> None:
    with store.reading(Viewer("数据员", "数据员", districts=(RIDGE,))) as session:
        assert find_school(session, A, "", NOW) is None
        assert find_school(session, "9999999999", "", NOW) is None
        assert read_schools(session, NOW, [LAKE]) == ()
