"""Which hand-ins lack schools, counted by hand: 46 in the registry, 41 in the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import withdraw
from eduboard.metrics.coverage import Gap, load_gaps
from eduboard.settings import Settings
from eduboard.store.records import PUBLISHED
from eduboard.store.store import Store
from tests.build import hand_in, make_store
from tests.registries import CODES, NORTH, Q3, Q4, WEST, classes_of, register

FORTY_ONE = CODES[5:]
"""Five primary schools are missing."""


def gaps(store: Store, period: str = Q3, stage: str = "") -> dict[str, tuple[int, int]]:
    """Reported and expected schools by dataset."""
    with store.reading() as session:
        found = load_gaps(session, [period], stage)
    return {dataset: (gap.reported, gap.expected) for (dataset, _, _), gap in found.items()}


def test_forty_one_of_forty_six_schools_have_handed_in(store: Store) -> None:
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    assert gaps(store) == {"classes": (41, 46)}
    with store.reading() as session:
        assert load_gaps(session, [Q3]) == {("classes", Q3, WEST): Gap("classes", 46, 41)}


def test_a_stage_is_incomplete_only_where_one_of_its_own_schools_is_missing(store: Store) -> None:
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    assert gaps(store, stage="小学") == {"classes": (29, 34)}
    assert gaps(store, stage="初中") == {}
    assert gaps(store, stage="高中") == {}


def test_a_complete_table_leaves_no_gap_and_the_rest_closes_one(store: Store) -> None:
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    hand_in(store, "classes", Q3, WEST, classes_of(CODES))
    assert gaps(store) == {}


def test_a_table_is_measured_by_the_schools_it_applies_to(store: Store) -> None:
    register(store)
    compulsory = CODES[:36]
    rows = [{"school": code, "stage": "小学", "offered": True, "students": 9} for code in compulsory[1:]]
    hand_in(store, "after_school", Q3, WEST, rows)
    # Neither the ten senior schools nor the kindergarten owe after-school service; 学校基本情况 asks everybody.
    hand_in(store, "enrolment", Q3, WEST, [{"school": CODES[0], "stage": "小学", "class_count": 1}])
    assert gaps(store) == {"after_school": (35, 36), "enrolment": (1, 47)}


def test_schools_that_need_not_offer_the_service_need_not_report_it(tmp_path: Path) -> None:
    for counts, expected in ((False, {}), (True, {"after_school": (35, 36)})):
        store = make_store(tmp_path / str(counts), count_exempt_schools=counts)
        register(store)
        rows = [{"school": code, "stage": "小学", "offered": True, "students": 9} for code in CODES[1:36]]
        hand_in(store, "after_school", Q3, WEST, rows)
        assert gaps(store) == {"after_school": (35, 36)}
        exempt = {"school": CODES[0], "stage": "小学", "class_count": 1, "after_school_due": False}
        hand_in(store, "enrolment", Q3, WEST, [exempt])
        assert {name: gap for name, gap in gaps(store).items() if name == "after_school"} == expected
        store.close()


def test_the_total_of_a_district_stands_for_all_its_schools(store: Store) -> None:
    register(store)
    total = {"stage": "小学", "class_count": 300, "students": 9000, "teachers": 600}
    others = [{"school": code, "stage": "初中", "class_count": 9} for code in (*CODES[34:], "1199010499")]
    hand_in(store, "enrolment", Q3, WEST, [total, *others])
    assert gaps(store) == {}
    hand_in(store, "enrolment", Q3, WEST, [total])
    # The total is of the 34 with primary classes; 12 senior and complete schools and the kindergarten are missing.
    assert gaps(store) == {"enrolment": (34, 47)}


def test_the_registry_of_the_newest_quarter_before_holds(store: Store) -> None:
    register(store, CODES[:40], period="2025Q4")
    register(store, CODES)
    hand_in(store, "classes", "2026Q2", WEST, classes_of(CODES[:40]))
    hand_in(store, "classes", Q3, WEST, classes_of(CODES[:40]))
    hand_in(store, "classes", Q4, WEST, classes_of(CODES[:40]))
    assert [gaps(store, period) for period in ("2026Q2", Q3, Q4)] == [
        {},
        {"classes": (40, 46)},
        {"classes": (40, 46)},
    ]


def test_a_registry_that_comes_later_is_laid_against_what_is_there(store: Store) -> None:
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    hand_in(store, "classes", Q4, WEST, classes_of(FORTY_ONE))
    assert gaps(store) == {}, "without a registry nothing is known to be missing"
    register(store)
    assert gaps(store) == gaps(store, Q4) == {"classes": (41, 46)}


def test_withdrawing_a_registry_or_a_table_takes_the_gap_away(store: Store) -> None:
    register(store)
    complete = hand_in(store, "classes", Q3, WEST, classes_of(CODES))
    partial = hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    withdraw(store, LOCAL_USER, partial.batch)
    assert gaps(store) == {}
    withdraw(store, LOCAL_USER, complete.batch)
    assert gaps(store) == {}, "what is not there at all is not half there"


def test_bands_count_only_where_there_are_no_classes(store: Store) -> None:
    register(store)
    bands = [{"school": code, "stage": "小学", "band": "36-40人", "class_count": 1} for code in CODES[:10]]
    hand_in(store, "class_bands", Q3, WEST, bands)
    assert gaps(store) == {"class_bands": (10, 46)}
    classes = hand_in(store, "classes", Q3, WEST, classes_of(CODES))
    assert gaps(store) == {}
    withdraw(store, LOCAL_USER, classes.batch)
    assert gaps(store) == {"class_bands": (10, 46)}


def test_a_published_excerpt_is_neither_measured_nor_a_registry(store: Store) -> None:
    register(store, kind=PUBLISHED)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    assert gaps(store) == {}
    register(store, period=Q4)
    hand_in(store, "classes", Q4, WEST, classes_of(FORTY_ONE), kind=PUBLISHED)
    assert gaps(store, Q4) == {}


def test_a_viewer_sees_the_gaps_of_their_own_districts(store: Store) -> None:
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    stranger = Viewer("北塘", "数据员", (NORTH,))
    with store.reading(stranger) as session:
        assert load_gaps(session, [Q3]) == {}


def test_a_store_from_before_there_were_gaps_is_filled_when_opened(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    register(store)
    hand_in(store, "classes", Q3, WEST, classes_of(FORTY_ONE))
    with store.reading() as session, store.writing(session):
        session.execute("DROP TABLE store.coverage_gaps")
    path = store.folder.database
    store.close()
    store = open_ready_store(Settings(store=path, threads=2))
    assert gaps(store) == {"classes": (41, 46)}
    store.close()


@pytest.mark.parametrize("dataset", ["honours", "training", "indicators", "schools"])
def test_tables_that_are_not_by_school_have_no_gaps(dataset: str, store: Store) -> None:
    rows = {
        "honours": {"title": "名师", "level": "市级", "count": 1},
        "training": {"programme": "国培", "category": "国培", "form": "线下", "sessions": 1},
        "indicators": {"indicator": "获奖", "value": 1, "unit": "项"},
        "schools": {"school": CODES[0], "school_code": CODES[0], "school_name": "一", "school_type": "小学"},
    }
    register(store)
    hand_in(store, dataset, Q3, WEST, [rows[dataset]])
    assert gaps(store) == {}
