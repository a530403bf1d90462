"""校际差异系数 and what can be shown of the 优质均衡 inspection, worked out by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.metrics.balance import Balance, build_balance
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.dispersion import Holding, disperse
from eduboard.store.store import Store
from tests.build import Values, hand_in, make_store

LAKE = "990101"
PERIOD = "2025Q3"


def test_the_published_example_gives_the_published_coefficient() -> None:
    students, books = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)
    found = disperse([Holding(amount, count) for amount, count in zip(books, students, strict=True)])
    assert found is not None
    assert found.coefficient == pytest.approx(0.5153, abs=5e-5)
    assert found.mean == pytest.approx(1913 / 302)
    assert sum(found.pulls) == pytest.approx(1)
    # The third school has 10.5 books a student, the fourth 2.1: they make most of the distance.
    assert sorted(range(5), key=lambda number: -found.pulls[number])[:2] == [2, 3]
    assert found.above == (False, False, True, False, True)


def test_equal_schools_do_not_differ() -> None:
    found = disperse([Holding(10, 100), Holding(30, 300)])
    assert found is not None
    assert (found.coefficient, found.pulls) == (0, (0, 0))


def test_where_nobody_has_anything_there_is_no_coefficient() -> None:
    found = disperse([Holding(0, 100), Holding(0, 300)])
    assert found is not None
    assert found.coefficient is None
    assert disperse([]) is None
    assert disperse([Holding(1, 0)]) is None


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = make_store(tmp_path)
    yield store
    store.close()


def panel(store: Store) -> Balance:
    with store.reading() as session:
        return build_balance(session, load_catalogue(session, store.settings), store.settings, PERIOD, LAKE)


def taught(school: str, stage: str, students: int) -> Values:
    return {"school": school, "school_name": school, "stage": stage, "class_count": 5, "students": students,
            "teachers": 20}  # fmt: skip


def honoured(school: str, stage: str, *persons: str) -> list[Values]:
    return [
        {
            "school": school,
            "stage": stage,
            "title": "骨干教师",
            "level": "区县级",
            "person_id": person,
            "count": 1,
        }
        for person in persons
    ]


def crowded(school: str, stage: str, *sizes: int) -> list[Values]:
    return [
        {"school": school, "stage": stage, "grade": "一年级", "class_no": str(number), "students": size}
        for number, size in enumerate(sizes)
    ]


@pytest.fixture
def two_schools(store: Store) -> Store:
    """甲 has 3 backbone teachers for 100 students, 乙 has 1 for 300: 4 of 400, one for each hundred."""
    hand_in(store, "enrolment", PERIOD, LAKE, [taught("甲", "小学", 100), taught("乙", "小学", 300)])
    hand_in(
        store, "honours", PERIOD, LAKE, [*honoured("甲", "小学", "a", "b", "c"), *honoured("乙", "小学", "d")]
    )
    hand_in(store, "classes", PERIOD, LAKE, [*crowded("甲", "小学", 45, 46), *crowded("乙", "小学", 40)])
    rows = [
        {"school": school, "standard": "五年360学时", "required_count": 20, "met_count": met}
        for school, met in (("甲", 20), ("乙", 19))
    ]
    hand_in(store, "training_compliance", PERIOD, LAKE, rows)
    return store


def test_a_stages_coefficient_and_the_school_that_pulls_it_up(two_schools: Store) -> None:
    primary, junior = panel(two_schools).stages
    assert primary.per_100 == pytest.approx(1)
    # Offsets +2 and −2/3 a hundred: sqrt(¼·4 + ¾·4/9) = sqrt(4/3).
    assert primary.coefficient == pytest.approx((4 / 3) ** 0.5)
    assert primary.is_within is False
    assert [(school.name, school.above) for school in primary.schools] == [("甲", True), ("乙", False)]
    assert [school.pull for school in primary.schools] == pytest.approx([0.75, 0.25])
    assert primary.below == 1
    assert (junior.coefficient, junior.is_within, junior.schools) == (None, None, ())


def test_each_school_counts_what_it_meets(two_schools: Store) -> None:
    first, second = panel(two_schools).stages[0].schools
    # 甲: enough teachers, one class above 45, all hours. 乙: too few teachers, small classes, one teacher short.
    assert (first.per_100, first.over_standard, first.hours_rate) == (3, 1, 1)
    assert (first.met, first.judged) == (2, 3)
    assert (second.met, second.judged) == (1, 3)
    assert panel(two_schools).stages[0].over_standard == 1
    assert panel(two_schools).hours.value == pytest.approx(39 / 40)
    assert panel(two_schools).hours.is_met is False


def test_one_unnamed_person_leaves_the_coefficient_undefined(two_schools: Store) -> None:
    rows = [
        *honoured("甲", "小学", "a"),
        {"school": "乙", "stage": "小学", "title": "骨干教师", "level": "区县级", "count": 1},
    ]
    hand_in(two_schools, "honours", PERIOD, LAKE, rows)
    assert panel(two_schools).stages[0].coefficient is None


def test_kindergartens_count_by_their_children(store: Store) -> None:
    kinds = (("公办园", "公办", None), ("普惠园", "民办", True), ("民办园", "民办", False))
    rows = [
        {
            "school": name,
            "school_name": name,
            "school_type": "幼儿园",
            "ownership": ownership,
            "inclusive": inclusive,
        }
        for name, ownership, inclusive in kinds
    ]
    hand_in(store, "schools", PERIOD, LAKE, rows)
    children = [
        taught(name, "学前", count) for name, count in (("公办园", 60), ("普惠园", 30), ("民办园", 10))
    ]
    hand_in(store, "enrolment", PERIOD, LAKE, children)
    found = panel(store)
    assert (found.public.value, found.inclusive.value) == (0.6, 0.9)
    assert (found.public.is_met, found.inclusive.is_met) == (True, True)
    hand_in(store, "enrolment", PERIOD, LAKE, [*children, taught("新园", "学前", 50)])
    found = panel(store)
    assert (found.public.value, found.inclusive.is_met) == (None, None)


def test_rotation_is_shown_when_it_is_handed_in(store: Store) -> None:
    assert panel(store).rotation.value is None
    rows = [{"indicator": "教师交流轮岗比例", "value": 12.5, "unit": "%"}]
    hand_in(store, "indicators", PERIOD, LAKE, rows)
    assert panel(store).rotation.value == 0.125
