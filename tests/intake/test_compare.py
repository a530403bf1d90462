"""What the comparison says would happen is what then happens, and until then nothing does."""

from __future__ import annotations

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import AccessDenied
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import Comparison, RowChanges, compare
from eduboard.intake.effects import Effect, Rank, format_rank
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.store import Store
from tests.intake.conftest import Load, Value
from tests.intake.files import CLASSES, classes, text_file

TWO_DISTRICTS = text_file(
    CLASSES,
    "2025Q3,临湖区,实验小学,小学,一年级,1,56",
    "2025Q3,临湖区,实验小学,小学,一年级,2,57",
    "2025Q3,东岭区,东岭小学,小学,一年级,1,70",
)


def compared(store: Store, data: bytes, viewer: Viewer = LOCAL_USER) -> Comparison:
    tables = check_file(store, viewer, data, "表.csv")
    try:
        return compare(store, tables)
    finally:
        close_all(tables)


def effect(comparison: Comparison, metric: str) -> Effect:
    [found] = [item for item in comparison.effects if item.metric.id == metric]
    return found


def test_rows_are_told_apart_as_new_changed_gone_and_same(store: Store, load: Load) -> None:
    load(classes(40, 41, 42))
    again = text_file(
        CLASSES,
        "2025Q3,临湖区,实验小学,小学,一年级,1,40",  # the same
        "2025Q3,临湖区,实验小学,小学,一年级,2,60",  # changed
        "2025Q3,临湖区,实验小学,小学,一年级,4,44",  # new; class 3 is gone
    )
    assert compared(store, again).rows == (RowChanges(added=1, changed=1, gone=1, same=1),)


def test_the_effect_on_indicators_and_ranks_is_shown_before_publishing(
    store: Store, load: Load, value: Value
) -> None:
    load(TWO_DISTRICTS)
    comparison = compared(store, classes(45, 46))
    # 临湖区: two large classes of two become none of two; 东岭区 has one, so the second place becomes the first.
    moved = effect(comparison, "large_classes")
    assert (moved.district, moved.period, moved.before, moved.after) == ("990101", "2025Q3", 2, 0)
    assert (moved.rank_before, moved.rank_after) == (Rank(2, of=2), Rank(1, of=2))
    assert format_rank(moved) == "第2 → 第1（共 2 个区县）"
    assert value(districts=("990101",)) == 2


def test_indicators_of_a_first_hand_in_come_from_nothing(store: Store) -> None:
    moved = effect(compared(store, classes(56, 45)), "large_class_share")
    assert (moved.before, moved.after) == (None, 0.5)


def test_the_first_of_one_district_is_no_rank(store: Store) -> None:
    moved = effect(compared(store, classes(56, 45)), "large_class_share")
    assert (moved.rank_before, moved.rank_after) == (None, None)
    assert format_rank(moved) == "不排名"


def test_a_district_that_had_no_figure_enters_the_ranking(store: Store, load: Load) -> None:
    load(text_file(CLASSES, "2025Q3,东岭区,东岭小学,小学,一年级,1,70"))
    moved = effect(compared(store, classes(56, 45)), "large_class_share")
    assert (moved.rank_before, moved.rank_after) == (None, Rank(1, of=2))
    assert format_rank(moved) == "新进入排名，第1（共 2 个区县）"


def test_a_place_that_stays_is_said_to_stay(store: Store, load: Load) -> None:
    load(TWO_DISTRICTS)
    moved = effect(compared(store, classes(56, 57, 58)), "large_classes")
    assert (moved.before, moved.after) == (2, 3)
    assert format_rank(moved) == "第2，不变（共 2 个区县）"


def test_what_is_not_judged_has_no_rank(store: Store, load: Load) -> None:
    load(TWO_DISTRICTS)
    assert format_rank(effect(compared(store, classes(56, 57, 58)), "classes_total")) == "不排名"


def test_the_same_content_in_another_file_is_no_change(store: Store, load: Load) -> None:
    load(classes(56, 57))
    comparison = compared(store, classes(56, 57, encoding="gb18030"))
    assert comparison.is_nothing
    assert comparison.effects == ()


def test_comparing_stores_nothing(store: Store, load: Load, value: Value) -> None:
    load(TWO_DISTRICTS)
    version = store.version
    compared(store, classes(45, 46))
    assert store.version == version
    assert len(list_batches(store, LOCAL_USER)) == 1
    assert len(read_log(store.folder.batch_log)) == 1
    assert value() == 3


def test_what_was_foretold_is_what_publishing_brings(store: Store, load: Load, value: Value) -> None:
    load(TWO_DISTRICTS)
    foretold = effect(compared(store, classes(66, 45, 45)), "super_large_classes").after
    load(classes(66, 45, 45))
    assert value("super_large_classes", districts=("990101",)) == foretold == 1


def test_a_viewer_of_another_district_cannot_even_compare(store: Store) -> None:
    stranger = Viewer("陌生人", "数据员", ("990102",))
    with pytest.raises(AccessDenied):
        compared(store, classes(56), viewer=stranger)
