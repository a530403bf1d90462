"""A rebuild that meets a batch it cannot give back: it says so, and an administrator can go on without that batch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.intake import replay
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.intake.rebuild import rebuild
from eduboard.settings import Settings
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.content import digest_content, has_content
from eduboard.store.records import Incoming, Scope
from eduboard.store.store import Store, StoreFolder, stored_columns
from tests.intake.conftest import measured
from tests.intake.files import classes

LAKE = "990101"


@pytest.fixture
def batches(settings: Settings) -> dict[str, str]:
    """A closed store: a first file of one large class, a second of three in its place, and another district's."""
    store = open_ready_store(settings)
    files = {"first": classes(56, 40), "second": classes(56, 57, 58), "other": classes(70, district="东岭区")}
    made = {}
    for name, data in files.items():
        [result] = load_file(store, LOCAL_USER, data, f"{name}.csv")
        assert result.batch is not None
        made[name] = result.batch.batch
    store.close()
    return made


def original_of(folder: StoreFolder, batch: str) -> Path:
    entry = next(entry for entry in read_log(folder.batch_log) if entry["batch"] == batch)
    sha256 = entry["registered"]["sha256"]
    return folder.originals / sha256[:2] / sha256


def large_classes(store: Store) -> float | None:
    return measured(store, districts=(LAKE,))


def statuses(store: Store) -> dict[str, str]:
    return {row["batch"]: row["status"] for row in list_batches(store, LOCAL_USER)}


@pytest.fixture
def folder(batches: dict[str, str], settings: Settings) -> StoreFolder:
    """That store, when the second file's original is gone."""
    folder = StoreFolder(settings.store.resolve())
    original_of(folder, batches["second"]).unlink()
    return folder


# -- leaving a batch out -------------------------------------------------------------------------------------------


def test_the_refusal_names_the_way_on(
    folder: StoreFolder, batches: dict[str, str], settings: Settings
) -> None:
    with pytest.raises(EduboardError, match=f"rebuild --without {batches['second']}"):
        rebuild(folder.database, settings)


def test_what_is_left_out_counts_as_withdrawn_and_stays_on_record(
    folder: StoreFolder, batches: dict[str, str], settings: Settings
) -> None:
    rebuilt = rebuild(folder.database, settings, without=[batches["second"]])
    assert rebuilt.left_out == (batches["second"],)
    assert rebuilt.batch_count == 2
    store = open_ready_store(settings)
    assert large_classes(store) == 1, "the file before it is in force again"
    assert statuses(store) == {
        batches["first"]: "已发布",
        batches["second"]: "已撤回",
        batches["other"]: "已发布",
    }
    with store.reading() as session:
        last = session.fetch("SELECT who, action, batch FROM store.events ORDER BY event DESC LIMIT 1")
    assert last == [{"who": LOCAL_USER.name, "action": "leave_out", "batch": batches["second"]}]
    assert read_log(store.folder.batch_log)[-1]["action"] == "leave_out"
    store.close()


def test_what_was_left_out_once_is_not_asked_for_again(
    folder: StoreFolder, batches: dict[str, str], settings: Settings
) -> None:
    rebuild(folder.database, settings, without=[batches["second"]])
    store = open_ready_store(settings)
    load_file(store, LOCAL_USER, classes(40, 41), "third.csv", explanation="按实际情况填报")
    before = statuses(store), large_classes(store)
    store.close()
    again = rebuild(folder.database, settings)
    assert again.left_out == ()
    store = open_ready_store(settings)
    assert (statuses(store), large_classes(store)) == before
    store.close()


def test_a_batch_that_was_taken_back_and_restored_before_can_be_left_out(
    batches: dict[str, str], settings: Settings
) -> None:
    store = open_ready_store(settings)
    for change in (withdraw, restore, withdraw):
        change(store, LOCAL_USER, batches["second"])
    store.close()
    folder = StoreFolder(settings.store.resolve())
    original_of(folder, batches["second"]).unlink()
    rebuild(folder.database, settings, without=[batches["second"]])
    store = open_ready_store(settings)
    assert statuses(store)[batches["second"]] == "已撤回"
    assert large_classes(store) == 1
    store.close()


def test_a_batch_without_its_rows_cannot_be_restored(
    folder: StoreFolder, batches: dict[str, str], settings: Settings
) -> None:
    rebuild(folder.database, settings, without=[batches["second"]])
    store = open_ready_store(settings)
    with pytest.raises(EduboardError) as caught:
        restore(store, LOCAL_USER, batches["second"])
    assert caught.value.code == "batch.left_out"
    # Handed in again it is a batch of its own.
    [result] = load_file(store, LOCAL_USER, classes(56, 57, 58), "second.csv", explanation="按原件重新上报")
    assert result.batch is not None
    assert large_classes(store) == 3
    store.close()


def test_a_number_that_is_no_batch_leaves_everything_as_it_is(
    batches: dict[str, str], settings: Settings
) -> None:
    log = StoreFolder(settings.store.resolve()).batch_log.read_bytes()
    with pytest.raises(EduboardError) as caught:
        rebuild(settings.store, settings, without=["20200101-001"])
    assert caught.value.code == "batch.unknown"
    assert StoreFolder(settings.store.resolve()).batch_log.read_bytes() == log
    assert not list(settings.store.parent.glob("*.old.duckdb"))


# -- the content of a batch ----------------------------------------------------------------------------------------


def test_a_rebuild_that_reads_other_values_is_refused(
    batches: dict[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many rows of the same district and quarter, and one class has 44 children instead of 40."""
    check = replay.check_again

    def read_one_value_differently(*arguments: Any) -> Any:
        tables = check(*arguments)
        for table in tables:
            table.session.execute(f"UPDATE {table.incoming.table} SET students = 44 WHERE students = 40")
        return tables

    monkeypatch.setattr(replay, "check_again", read_one_value_differently)
    with pytest.raises(EduboardError, match=batches["first"]) as caught:
        rebuild(settings.store, settings)
    assert caught.value.code == "store.content_differs"
    rebuild(settings.store, settings, without=[batches["first"]])
    store = open_ready_store(settings)
    assert large_classes(store) == 3
    store.close()


def test_a_batch_from_before_there_were_digests_is_rebuilt(
    batches: dict[str, str], settings: Settings
) -> None:
    folder = StoreFolder(settings.store.resolve())
    entries = read_log(folder.batch_log)
    for entry in entries:
        assert entry.get("registered", {"content": "x"}).pop("content")
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    folder.batch_log.write_text("".join(lines), encoding="utf-8")
    folder.database.unlink()
    assert rebuild(folder.database, settings).batch_count == 3


def digested(store: Store, rows: str, columns: str = "students", places: tuple[int, ...] = (0,)) -> str:
    """The digest of rows of 班额明细 given as SQL ``VALUES`` of place, line and some columns."""
    scopes = tuple(Scope("classes", "2025Q3", LAKE, 1, False) for _ in places)
    others = [
        name
        for name in stored_columns(load_contracts()["classes"])
        if name not in ("scope", "line", *columns.split(", "))
    ]
    nothing = ", ".join(f'NULL AS "{name}"' for name in others)
    with store.reading() as session:
        session.execute(
            f"CREATE TEMP TABLE given AS SELECT *, {nothing} FROM (VALUES {rows}) AS v(place, line, {columns})"
        )
        digest = digest_content(session, Incoming("classes", "given", scopes, places))
        assert has_content(session, Incoming("classes", "given", scopes, places), digest)
    return digest


def test_order_and_line_are_no_content(store: Store) -> None:
    assert digested(store, "(0, 2, 40), (0, 3, 41)") == digested(store, "(0, 9, 41), (0, 3, 40)")


@pytest.mark.parametrize("other", ["(0, 2, 40)", "(0, 2, 40), (0, 3, 40)", "(0, 2, 40), (0, 3, NULL)"])
def test_every_row_and_value_is_content(other: str, store: Store) -> None:
    assert digested(store, "(0, 2, 40), (0, 3, 41)") != digested(store, other)


def test_the_same_row_twice_is_not_the_same_as_none(store: Store) -> None:
    assert digested(store, "(0, 2, 40), (0, 3, 41), (0, 4, 41)") != digested(store, "(0, 2, 40)")


def test_values_that_change_places_between_rows_are_other_content(store: Store) -> None:
    columns = "students, grade"
    one = digested(store, "(0, 2, 40, '一年级'), (0, 3, 41, '二年级')", columns)
    assert one != digested(store, "(0, 2, 41, '一年级'), (0, 3, 40, '二年级')", columns)


def test_rows_that_change_districts_are_other_content(store: Store) -> None:
    one = digested(store, "(0, 2, 40), (1, 3, 41)", places=(0, 1))
    assert one != digested(store, "(1, 2, 40), (0, 3, 41)", places=(0, 1))
    # The numbers of the places mean nothing by themselves.
    assert one == digested(store, "(7, 2, 40), (5, 3, 41)", places=(7, 5))


def test_another_engine_is_not_held_to_a_digest_and_a_lost_column_is_content_lost(store: Store) -> None:
    recorded = json.loads(digested(store, "(0, 2, 40)"))
    assert has_nothing(store, recorded | {"engine": "v0.0.1"}) is None
    assert has_nothing(store, recorded | {"columns": ["students", "colour"]}) is False
    assert has_nothing(store, {}) is None


def has_nothing(store: Store, recorded: dict[str, Any]) -> bool | None:
    """Whether an empty table is what was recorded, None where that cannot be told."""
    scope = Scope("classes", "2025Q3", LAKE, 1, False)
    with store.reading() as session:
        session.execute("CREATE TEMP TABLE given AS SELECT 0 AS place, 40 AS students WHERE false")
        return has_content(
            session, Incoming("classes", "given", (scope,)), json.dumps(recorded) if recorded else ""
        )
