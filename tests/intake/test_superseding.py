"""What a submittal will supersede is known before it is submitted, as far as its clerk may see it."""

import dataclasses

import pytest

from eduboard.access.viewer import Viewer
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.superseding import Overlap, find_overlaps
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.store import Store
from tests.intake.files import classes
from tests.intake.test_own_school import NORTH, SOUTH, of
from tests.intake.test_own_school import classes as of_schools
from tests.intake.test_publish import TWO_DISTRICTS
from tests.intake.test_review import BOTH_CLERK, CLERK, LAKE, RIDGE, found, hand_in, number_of, settings

__all__ = ["settings"]

COLLEAGUE = dataclasses.replace(CLERK, name="李四", account="lake.li")


def overlaps(store: Store, data: bytes, viewer: Viewer) -> tuple[Overlap, ...]:
    tables = check_file(store, viewer, data, "新.csv")
    try:
        return find_overlaps(store, tables, sha256_of(data))
    finally:
        close_all(tables)


def test_where_nothing_waits_nothing_is_superseded(store: Store) -> None:
    hand_in(store, classes(80, period="2025Q2"), "二季度.csv")
    assert overlaps(store, classes(70), COLLEAGUE) == ()


def test_it_is_known_whose_it_is_how_many_rows_it_has_and_what_is_left_over(store: Store) -> None:
    both = number_of(hand_in(store, TWO_DISTRICTS, "两区.csv", BOTH_CLERK))
    scopes = found(store, both).scopes
    [overlap] = overlaps(store, classes(70, 71, 72), dataclasses.replace(BOTH_CLERK, account="both.li"))
    assert overlap.seen is not None
    assert (overlap.submittal, overlap.seen.name, overlap.new_count) == (both, "钱七", 3)
    assert overlap.row_count == sum(scope.row_count for scope in scopes if scope.district == LAKE)
    assert [scope.key for scope in overlap.left] == [f"2025Q3/{RIDGE}"]


def test_of_a_submittal_that_is_not_all_visible_its_number_alone_is_told(store: Store) -> None:
    both = number_of(hand_in(store, TWO_DISTRICTS, "两区.csv", BOTH_CLERK))
    assert overlaps(store, classes(70, 71, 72), CLERK) == (Overlap(both, 3),)


def test_what_is_superseded_was_decided_on_by_who_superseded_it_without_a_word_on_it(store: Store) -> None:
    first = number_of(hand_in(store, classes(70)))
    hand_in(store, classes(71), viewer=COLLEAGUE)
    after = found(store, first)
    assert (after.state, after.decided_by, after.reason, after.marks) == ("已被取代", "李四", "", ())


def test_schools_that_the_new_one_has_not_are_named(store: Store) -> None:
    hand_in(store, classes(70, school="甲小学") + classes(60, school="乙小学").split(b"\n", 1)[1])
    [overlap] = overlaps(store, classes(70, school="丙小学"), COLLEAGUE)
    assert overlap.schools == ("乙小学", "甲小学")
    [overlap] = overlaps(store, classes(75, school="甲小学"), COLLEAGUE)
    assert overlap.schools == ("乙小学",)


def test_a_school_now_named_with_its_code_is_still_there(store: Store) -> None:
    hand_in(store, classes(45, school="北小学"))
    [overlap] = overlaps(store, of_schools({NORTH: 45}), COLLEAGUE)
    assert overlap.schools == ()


def test_a_school_that_submits_for_itself_supersedes_nothing_of_its_district(store: Store) -> None:
    hand_in(store, of_schools({NORTH: 45, SOUTH: 40}))
    assert overlaps(store, of_schools({NORTH: 50}), of(NORTH)) == ()


@pytest.mark.parametrize("is_lost", [True, False])
def test_a_waiting_file_that_cannot_be_read_is_still_named(store: Store, *, is_lost: bool) -> None:
    data = classes(70, school="甲小学")
    number = number_of(hand_in(store, data))
    path = original_path(store, sha256_of(data))
    path.chmod(0o600)
    if is_lost:
        path.unlink()
    else:
        path.write_bytes(b"x")
    [overlap] = overlaps(store, classes(60, school="乙小学"), COLLEAGUE)
    assert (overlap.submittal, overlap.schools, overlap.row_count) == (number, (), 1)
