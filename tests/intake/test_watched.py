"""A check tells how far it is, and stopped at any step it leaves nothing behind."""

from __future__ import annotations

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.progress import Step
from eduboard.store.store import Session, Store
from tests.intake.files import classes, workbook
from tests.intake.test_bulk import ROWS, file
from tests.intake.test_publish import TWO_SHEETS


class Stopped(Exception):
    pass


def steps_of(store: Store, data: bytes, name: str) -> list[Step]:
    told: list[Step] = []
    close_all(check_file(store, LOCAL_USER, data, name, progress=told.append))
    return told


def test_each_step_is_told_before_it_begins(store: Store) -> None:
    assert steps_of(store, classes(45), "表.csv") == ["read", "type", "rules"]
    assert steps_of(store, workbook(TWO_SHEETS), "两表.xlsx") == ["read", "type", "type", "rules", "rules"]
    assert steps_of(store, "名称,电话\n张三,1\n".encode(), "别的.csv") == ["read", "type"]


@pytest.mark.parametrize("data", [classes(45), workbook(TWO_SHEETS), file(ROWS)], ids=["csv", "xlsx", "bulk"])
@pytest.mark.parametrize("at", range(5))
def test_a_check_stopped_at_any_step_leaves_no_session_and_no_file(
    at: int, data: bytes, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Session] = []
    closed: list[Session] = []
    open_session, close_session = Store.session, Session.close

    def remember_opened(self: Store, *arguments: object) -> Session:
        opened.append(open_session(self, *arguments))  # type: ignore[arg-type]
        return opened[-1]

    def remember_closed(self: Session) -> None:
        closed.append(self)
        close_session(self)

    monkeypatch.setattr(Store, "session", remember_opened)
    monkeypatch.setattr(Session, "close", remember_closed)
    before = sorted(path for path in store.folder.database.parent.rglob("*"))
    told: list[Step] = []

    def stop(step: Step) -> None:
        told.append(step)
        if len(told) > at:
            raise Stopped

    try:
        tables = check_file(store, LOCAL_USER, data, "表", progress=stop)
    except Stopped:
        assert len(told) == at + 1
    else:
        close_all(tables)
    assert {id(session) for session in opened} == {id(session) for session in closed}
    assert sorted(path for path in store.folder.database.parent.rglob("*")) == before
    with store.reading() as session:
        assert session.run("store/list_batches") == []
