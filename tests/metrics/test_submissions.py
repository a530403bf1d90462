"""Who has handed in what, how completely, and whether in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.contracts import load_contracts
from eduboard.intake.publish import withdraw
from eduboard.metrics.submissions import (
    AHEAD,
    LATE,
    MISSING,
    NOT_REQUIRED,
    ON_TIME,
    PARTIAL,
    ReportingCity,
    Submission,
    Submissions,
    build_submissions,
    expected_tables,
    list_reporting_cities,
    newest_ended_quarter,
)
from eduboard.settings import Settings
from eduboard.store import batches
from eduboard.store.records import DEMO, PUBLISHED
from eduboard.store.store import Store
from tests.build import hand_in, make_store
from tests.registries import CODES, KINDERGARTEN, NORTH, Q3, Q4, WEST, classes_of, name_of, register

DEADLINE = date(2026, 10, 20)
IN_TIME = datetime(2026, 10, 20, 23, 59)  # noqa: DTZ001 - as the store keeps it
TOO_LATE = datetime(2026, 10, 21, 0, 1)  # noqa: DTZ001
LATER = date(2026, 11, 22)
FORTY_ONE = CODES[5:]
HONOUR = {"title": "名师", "level": "市级", "count": 1}

At = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Set the moment of the hand-ins that follow."""
    return lambda moment: monkeypatch.setattr(batches, "now", lambda: moment)


def cities(store: Store, today: date = LATER, viewer: Viewer = LOCAL_USER) -> tuple[ReportingCity, ...]:
    with store.reading(viewer) as session:
        return list_reporting_cities(session, store.settings, today)


def progress(store: Store, period: str = Q3, today: date = LATER, viewer: Viewer = LOCAL_USER) -> Submissions:
    with store.reading(viewer) as session:
        [city, *_] = list_reporting_cities(session, store.settings, today)
        return build_submissions(session, store.settings, city, period, today)


def item(result: Submissions, dataset: str, district: str = WEST) -> Submission:
    [found] = [entry for entry in result.districts if entry.district == district]
    [submission] = [
        entry for entry in (*found.required, *found.others) if dataset in (entry.dataset, entry.source)
    ]
    return submission


def test_the_missing_schools_are_named(store: Store) -> None:
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    found = item(progress(store), "classes")
    assert (found.status, found.reported, found.expected) == (PARTIAL, 41, 46)
    assert [school.name for school in found.missing] == [name_of(code) for code in CODES[:5]]
    assert {school.type for school in found.missing} == {"小学"}


def test_schools_outside_the_registry_are_listed_apart_and_do_not_count(store: Store) -> None:
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of([*FORTY_ONE, "2199010477", KINDERGARTEN]))
    found = item(progress(store), "classes")
    assert (found.reported, found.expected) == (41, 46)
    assert [school.code for school in found.unlisted] == ["2199010477"], "the kindergarten is registered"


def test_without_a_registry_a_table_is_in_but_not_checked(store: Store) -> None:
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE), kind=DEMO)
    found = item(progress(store), "classes")
    assert (found.status, found.expected, found.reported, found.lacks_registry) == (ON_TIME, None, 41, True)
    assert found.unlisted == ()


def test_a_table_is_in_time_until_the_deadline_s_last_minute(store: Store, at: At) -> None:
    at(IN_TIME)
    hand_in(store, "honours", Q3, WEST, [HONOUR])
    at(TOO_LATE)
    hand_in(store, "platforms", Q3, WEST, [{"category": "名师工作室", "level": "市级", "count": 1}])
    result = progress(store)
    assert result.deadline == DEADLINE
    assert item(result, "honours").status == ON_TIME
    assert item(result, "platforms").status == LATE
    assert item(result, "outputs").status == MISSING


def test_the_first_complete_hand_in_decides_about_the_time(store: Store, at: At) -> None:
    register(store)
    at(IN_TIME)
    early = hand_in(store, "classes", Q3, WEST, classes_of(CODES))
    at(TOO_LATE)
    hand_in(store, "classes", Q3, WEST, classes_of(CODES, students=41))
    assert item(progress(store), "classes").status == ON_TIME, "a correction is not a late hand-in"
    withdraw(store, LOCAL_USER, early.batch)
    assert item(progress(store), "classes").status == LATE, "what was withdrawn does not count"


def test_what_was_in_time_but_incomplete_is_late_once_it_is_complete(store: Store, at: At) -> None:
    register(store)
    at(IN_TIME)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    assert item(progress(store), "classes").status == PARTIAL
    at(TOO_LATE)
    hand_in(store, "classes", Q3, WEST, classes_of(CODES))
    assert item(progress(store), "classes").status == LATE


def test_a_new_incomplete_hand_in_is_partial_whatever_came_before(store: Store) -> None:
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(CODES))
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    assert item(progress(store), "classes").status == PARTIAL


def test_nothing_is_missing_before_the_deadline(store: Store) -> None:
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    result = progress(store, today=DEADLINE)
    assert item(result, "outputs").status == AHEAD
    assert item(result, "classes").status == PARTIAL
    assert not result.is_overdue
    assert progress(store, today=date(2026, 10, 21)).is_overdue


def test_every_required_item_is_counted_once(store: Store, at: At) -> None:
    at(IN_TIME)
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    hand_in(store, "honours", Q3, WEST, [HONOUR])
    at(TOO_LATE)
    hand_in(store, "honours", Q3, NORTH, [HONOUR])
    result = progress(store)
    # Two districts, nine tables of every quarter.
    assert result.required == 18
    counts = {status: count for status, count in result.counts().items() if count}
    assert counts == {ON_TIME: 1, LATE: 1, PARTIAL: 1, MISSING: 15}
    assert [district.district for district in result.still_open] == [WEST, NORTH]


def test_demo_data_are_handed_in_when_somebody_loads_them_and_count_as_in_time(store: Store, at: At) -> None:
    at(TOO_LATE)
    hand_in(store, "honours", Q3, WEST, [HONOUR], kind=DEMO)
    result = progress(store)
    assert item(result, "honours").status == ON_TIME
    assert result.has_demo_data


def test_the_registry_is_asked_for_in_the_fourth_quarter(store: Store) -> None:
    register(store)
    in_the_third = progress(store)
    assert "schools" not in in_the_third.tables
    found = item(in_the_third, "schools")
    assert (found.status, bool(found.batch)) == (NOT_REQUIRED, True), "handed in all the same"
    assert "schools" in progress(store, Q4, date(2027, 2, 1)).tables


def test_a_district_without_such_schools_owes_no_such_table(store: Store) -> None:
    register(store, codes=CODES[-3:])  # senior schools only
    result = progress(store)
    assert item(result, "after_school").status == NOT_REQUIRED
    assert item(result, "classes").status == MISSING
    assert result.required == 8


def test_a_table_that_stands_in_for_another_is_accepted(store: Store) -> None:
    register(store)
    bands = [{"school": code, "stage": "小学", "band": "36-40人", "class_count": 1} for code in CODES]
    hand_in(store, "class_bands", Q3, WEST, bands, kind=DEMO)
    found = item(progress(store), "classes")
    assert (found.dataset, found.source, found.status, found.reported) == (
        "classes",
        "class_bands",
        ON_TIME,
        46,
    )


def test_excerpts_of_published_papers_make_nobody_owe_anything(store: Store) -> None:
    hand_in(store, "honours", Q3, WEST, [HONOUR], kind=PUBLISHED)
    assert cities(store) == ()
    hand_in(store, "honours", Q3, NORTH, [HONOUR])
    [city] = cities(store)
    assert city.districts == (NORTH,)


def test_the_bureau_s_own_districts_owe_tables_before_the_first_hand_in(tmp_path: Path) -> None:
    store = make_store(tmp_path, home_region="990100")
    [city] = cities(store)
    assert city.districts == tuple(f"99010{number}" for number in range(1, 9))
    assert city.periods == (Q3,)
    result = progress(store)
    assert result.counts()[MISSING] == 72
    store.close()


def test_a_bureau_of_one_district_is_its_own_and_only_one(tmp_path: Path) -> None:
    store = make_store(tmp_path, home_region=WEST)
    assert [city.districts for city in cities(store)] == [(WEST,)]
    store.close()


def test_a_city_that_hands_in_itself_is_none_of_its_districts(store: Store) -> None:
    hand_in(store, "honours", Q3, "990100", [HONOUR])
    assert [city.districts for city in cities(store)] == [("990100",)]
    hand_in(store, "honours", Q3, WEST, [HONOUR])
    assert [city.districts for city in cities(store)] == [(WEST,)]


def test_a_quarter_that_has_just_ended_can_be_chosen_before_anybody_has_handed_in(store: Store) -> None:
    hand_in(store, "honours", "2026Q1", WEST, [HONOUR])
    [city] = cities(store)
    assert city.periods == (Q3, "2026Q2", "2026Q1")
    assert {entry.status for entry in progress(store).districts[0].required} == {MISSING}


def test_a_viewer_sees_the_progress_of_their_own_districts(store: Store) -> None:
    for district in (WEST, NORTH):
        register(store, district=district)
        hand_in(store, "classes", Q3, district, classes_of(FORTY_ONE))
    own = progress(store, viewer=Viewer("北塘", "数据员", (NORTH,)))
    assert [district.district for district in own.districts] == [NORTH]
    assert item(own, "classes", NORTH).reported == 41


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2026, 9, 30), "2026Q2"),
        (date(2026, 10, 1), "2026Q3"),
        (date(2026, 12, 31), "2026Q3"),
        (date(2027, 1, 1), "2026Q4"),
    ],
)
def test_the_quarter_being_handed_in_is_the_last_one_that_ended(today: date, quarter: str) -> None:
    assert newest_ended_quarter(today) == quarter


def names(settings: dict[str, Any], period: str) -> set[str]:
    return {contract.name for contract in expected_tables(Settings(**settings), period)}


def test_a_bureau_can_say_which_tables_it_expects() -> None:
    assert names({"expected_datasets": ("class_bands", "schools")}, Q3) == {"class_bands"}
    assert names({"expected_datasets": ("class_bands", "schools")}, Q4) == {"class_bands", "schools"}
    on_demand = {"indicators", "targets", "class_bands"}
    assert names({}, Q4) == set(load_contracts()) - on_demand


def test_what_a_contract_says_of_hand_ins_can_be_meant() -> None:
    stages = {"学前", "小学", "初中", "高中", "中职", "特教"}
    for contract in load_contracts().values():
        assert contract.expected in (None, "quarterly", "yearly")
        assert set(contract.covers) <= stages
        assert not contract.covers or contract.grain in ("school", "school_or_district")
        assert contract.instead is None or load_contracts()[contract.instead].covers == contract.covers
