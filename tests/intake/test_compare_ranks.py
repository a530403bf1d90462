"""The comparison ranks only districts that have all their schools."""

from __future__ import annotations

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.effects import Effect, Rank, format_rank
from eduboard.store.store import Store
from tests.build import hand_in
from tests.intake.files import text_file
from tests.registries import CODES, NORTH, Q3, WEST, classes_of, name_of, register

HEADER = "统计期,区县,学校标识码,学校名称,学段,年级,班号,学生数"


def file_of(codes: tuple[str, ...]) -> bytes:
    rows = (f"{Q3},西苑区,{code},{name_of(code)},小学,一年级,1,40" for code in codes)
    return text_file(HEADER, *rows)


def effect(store: Store, data: bytes) -> Effect:
    tables = check_file(store, LOCAL_USER, data, "班额.csv")
    try:
        assert tables[0].report.errors == ()
        return next(item for item in compare(store, tables).effects if item.metric.id == "large_class_share")
    finally:
        close_all(tables)


def test_a_hand_in_that_lacks_schools_has_no_rank_and_the_rest_gives_it_one(store: Store) -> None:
    for district in (WEST, NORTH):
        register(store, district=district)
    hand_in(store, "classes", Q3, NORTH, classes_of(CODES, 60))
    hand_in(store, "classes", Q3, WEST, classes_of(CODES[40:], 66))
    partial = effect(store, file_of(CODES[5:]))
    assert (partial.before, partial.rank_before, partial.after, partial.rank_after) == (1, None, 0, None)
    whole = effect(store, file_of(CODES))
    assert (whole.rank_before, whole.rank_after) == (None, Rank(1, of=2))


def test_a_district_whose_new_file_lacks_schools_leaves_the_ranking(store: Store) -> None:
    for district in (WEST, NORTH):
        register(store, district=district)
    hand_in(store, "classes", Q3, NORTH, classes_of(CODES, 60))
    hand_in(store, "classes", Q3, WEST, classes_of(CODES, 66))
    lacking = effect(store, file_of(CODES[5:]))
    assert (lacking.rank_before, lacking.rank_after) == (Rank(1, of=2), None)
    assert format_rank(lacking) == "原第1，现不参加排名"
