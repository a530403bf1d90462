"""The register of batches and the trail of events: found, paged, and bounded by what a viewer may see."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError
from eduboard.store.batches import change_status
from eduboard.store.history import (
    BatchFilter,
    EventFilter,
    ListedBatch,
    find_batch,
    find_batch_choices,
    find_batches,
    find_event_choices,
    find_events,
)
from eduboard.store.records import now
from eduboard.store.store import Store
from tests.build import hand_in, hand_in_all, make_store

LAKE, RIDGE = "990101", "990102"
CLERK = Viewer("张三", "数据员", (LAKE,))
CLASS = {"school": "S1", "stage": "小学", "grade": "一年级", "class_no": "1", "students": 50}
PAPER = {"type": "论文", "level": "省级", "count": 1}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two hand-ins of Lake's classes, the second in place of the first, then Ridge's papers and both districts'."""
    store = make_store(tmp_path)
    hand_in(store, "classes", "2025Q3", LAKE, [CLASS])
    hand_in(store, "classes", "2025Q3", LAKE, [CLASS, {**CLASS, "class_no": "2"}], viewer=CLERK)
    hand_in(store, "outputs", "2025Q2", RIDGE, [PAPER])
    both = [{"period": "2025Q3", "district": district, **CLASS} for district in (LAKE, RIDGE)]
    hand_in_all(store, "classes", [{**row, "grade": "二年级"} for row in both])
    yield store
    store.close()


def listed(store: Store, viewer: Viewer = LOCAL_USER, **sought: str) -> list[ListedBatch]:
    with store.reading(viewer) as session:
        return list(find_batches(session, BatchFilter(**sought), 0, 100)[0])


def number(store: Store, position: int) -> str:
    """The number of the batch that was published as the first, second …."""
    return listed(store)[-position].batch


def numbers(store: Store, **sought: str) -> list[int]:
    """Which of the batches are found, as their place in the order of publication."""
    return [int(item.batch[-3:]) for item in listed(store, **sought)]


def nothing(*_: object) -> None:
    """The cube is not looked at here."""


def test_batches_come_newest_first_with_what_became_of_them(store: Store) -> None:
    found = [(int(item.batch[-3:]), item.status, item.row_count) for item in listed(store)]
    assert found == [(4, "生效中", 2), (3, "生效中", 1), (2, "已被替换", 2), (1, "已被替换", 1)]


def test_a_batch_of_which_a_part_was_replaced_says_so(store: Store) -> None:
    hand_in(store, "classes", "2025Q3", LAKE, [CLASS])
    assert [item.status for item in listed(store)[:2]] == ["生效中", "部分生效"]
    with store.reading() as session:
        assert find_batch(session, number(store, 4)).state == "部分生效"


def test_batches_are_found_by_each_condition(store: Store) -> None:
    assert numbers(store, dataset="outputs") == [3]
    assert numbers(store, district=RIDGE) == [4, 3]
    assert numbers(store, period="2025Q2") == [3]
    assert numbers(store, status="已被替换") == [2, 1]
    assert numbers(store, text="张三") == [2]
    assert numbers(store, text="OUTPUTS.CSV") == [3]
    assert numbers(store, text="%") == []
    assert numbers(store, dataset="outputs", district=LAKE) == []


def test_a_page_tells_how_many_there_are_in_all(store: Store) -> None:
    with store.reading() as session:
        first, found = find_batches(session, BatchFilter(), 0, 3)
        second, again = find_batches(session, BatchFilter(), 3, 3)
    assert [int(item.batch[-3:]) for item in (*first, *second)] == [4, 3, 2, 1]
    assert (found, again) == (4, 4)


def test_a_scope_knows_what_taking_its_batch_back_would_bring(store: Store) -> None:
    with store.reading() as session:
        newest = {scope.district: scope for scope in find_batch(session, number(store, 4)).scopes}
        second = find_batch(session, number(store, 2)).scopes[0]
    assert newest[LAKE].batch_if_withdrawn == number(store, 2)
    assert newest[RIDGE].batch_if_withdrawn is None
    assert (second.current_batch, second.batch_if_withdrawn) == (number(store, 4), number(store, 4))


def test_what_is_foretold_is_what_happens(store: Store) -> None:
    for action in ("withdraw", "restore"):
        with store.reading() as session:
            before = find_batch(session, number(store, 4)).scopes
        change_status(store, LOCAL_USER, number(store, 4), action, nothing)
        with store.reading() as session:
            after = {
                scope.district: scope.current_batch for scope in find_batch(session, number(store, 4)).scopes
            }
        foretold = "batch_if_withdrawn" if action == "withdraw" else "batch_if_restored"
        assert after == {scope.district: getattr(scope, foretold) for scope in before}


def test_an_older_batch_restored_does_not_push_a_newer_one_aside(store: Store) -> None:
    change_status(store, LOCAL_USER, number(store, 2), "withdraw", nothing)
    with store.reading() as session:
        [scope] = find_batch(session, number(store, 2)).scopes
    assert scope.batch_if_restored == number(store, 4)


# -- the trail -------------------------------------------------------------------------------------------------


def test_the_trail_names_who_did_what_to_which_batch(store: Store) -> None:
    change_status(store, CLERK, number(store, 2), "withdraw", nothing)
    with store.reading() as session:
        events, found = find_events(session, EventFilter(), 0, 2)
        assert find_event_choices(session) == (("张三", "本机用户"), ("publish", "withdraw"))
    assert found == 5
    # A withdrawal is told by the file, as its publication is.
    assert {item.detail for item in events if item.batch == number(store, 2)} == {listed(store)[-2].file_name}
    assert [(item.who, item.action, item.batch) for item in events] == [
        ("张三", "withdraw", number(store, 2)),
        ("本机用户", "publish", number(store, 4)),
    ]


def test_events_are_found_by_each_condition(store: Store) -> None:
    def count(**sought: object) -> int:
        with store.reading() as session:
            return find_events(session, EventFilter(**sought), 0, None)[1]  # type: ignore[arg-type]

    tomorrow: datetime = now() + timedelta(days=1)
    assert count(who="张三") == 1
    assert count(action="publish") == 4
    assert count(action="restore") == 0
    assert count(batch=number(store, 3)) == 1
    assert count(text="outputs.csv") == 1
    assert (count(since=tomorrow), count(until=tomorrow)) == (0, 4)


# -- who is looking --------------------------------------------------------------------------------------------


def test_a_viewer_of_one_district_sees_ones_own_scopes_only(store: Store) -> None:
    assert [(item.districts, item.row_count) for item in listed(store, CLERK)] == [
        ((LAKE,), 1), ((LAKE,), 2), ((LAKE,), 1),
    ]  # fmt: skip
    with store.reading(CLERK) as session:
        batch = find_batch(session, number(store, 4))
        assert [scope.district for scope in batch.scopes] == [LAKE]
        assert not batch.is_whole
        assert find_batch(session, number(store, 2)).is_whole
        assert find_batch_choices(session).districts == (LAKE,)


def test_a_batch_of_another_district_and_its_events_do_not_exist(store: Store) -> None:
    with store.reading(CLERK) as session:
        with pytest.raises(EduboardError) as caught:
            find_batch(session, number(store, 3))
        events, _ = find_events(session, EventFilter(), 0, None)
    assert caught.value.code == "batch.unknown"
    assert number(store, 3) not in {event.batch for event in events}
