"""What readers share of the store is never older than the last publication, nor anybody else's to see."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.intake.publish import load_file, withdraw
from eduboard.store.kept import Kept
from eduboard.store.store import Session, Store
from tests.intake.files import classes

LAKE = "990101"
CLERK = Viewer(name="张三", role="数据员", districts=(LAKE,))


def read_by(store: Store, viewer: Viewer = LOCAL_USER) -> int:
    """Count the rows in sight, as a reader who asks what others ask."""
    with store.reading(viewer) as session:
        return session.recall("rows", _count(session))


def _count(session: Session) -> Callable[[], int]:
    return lambda: int(session.fetch("SELECT count(*) AS n FROM classes")[0]["n"])


def test_who_asks_the_same_is_given_what_was_read(store: Store) -> None:
    with store.reading() as first, store.reading() as second:
        assert first.recall("asked", lambda: "read") == "read"
        assert second.recall("asked", lambda: pytest.fail("read again")) == "read"


def test_a_publication_and_its_withdrawal_are_seen_at_once(store: Store) -> None:
    assert read_by(store) == 0
    [result] = load_file(store, LOCAL_USER, classes(45, 46), "班额.csv")
    assert read_by(store) == 2
    assert result.batch is not None
    withdraw(store, LOCAL_USER, result.batch.batch)
    assert read_by(store) == 0


def test_nobody_is_given_what_another_may_see(store: Store) -> None:
    load_file(store, LOCAL_USER, classes(45, 46), "甲.csv")
    load_file(store, LOCAL_USER, classes(47, district="东岭区"), "乙.csv")
    assert (read_by(store), read_by(store, CLERK), read_by(store)) == (3, 2, 3)


def test_whoever_sees_more_or_less_reads_for_themselves(store: Store) -> None:
    viewers = [LOCAL_USER, CLERK, replace(CLERK, school="第一小学"), replace(CLERK, sees_names=True)]
    for number, viewer in enumerate(viewers):
        with store.reading(viewer) as session:
            assert session.recall("asked", lambda number=number: number) == number


def test_who_writes_neither_recalls_nor_leaves_what_nobody_else_sees(store: Store) -> None:
    assert read_by(store) == 0
    for transaction in (store.trying, store.writing):
        with store.reading() as session, transaction(session):
            assert session.recall("rows", lambda: 7) == 7
        assert read_by(store) == 0


def test_what_is_being_read_during_a_publication_is_kept_for_nobody() -> None:
    kept = Kept(10)

    def read() -> str:
        kept.clear()
        return "before"

    assert kept.get("rows", read) == "before"
    assert kept.get("rows", lambda: "after") == "after"


def test_of_several_who_ask_at_one_moment_one_reads() -> None:
    kept, barrier, made = Kept(10), Barrier(8), list[int]()

    def ask() -> int:
        barrier.wait()
        return int(kept.get("rows", lambda: made.append(1) or 5))

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask) for _ in range(8)]
    assert [answer.result() for answer in answers] == [5] * 8
    assert made == [1]


def test_an_error_is_told_and_not_kept() -> None:
    kept = Kept(10)
    with pytest.raises(ZeroDivisionError):
        kept.get("rows", lambda: 1 / 0)
    assert kept.get("rows", lambda: 5) == 5


def test_the_least_recently_asked_for_is_let_go() -> None:
    kept = Kept(2)
    for key in "abac":
        kept.get(key, lambda key=key: key)
    assert kept.get("a", lambda: pytest.fail("read again")) == "a"
    assert kept.get("b", lambda: "anew") == "anew"
