"""A trail that somebody has changed behind the product's back: in the database or in the log, it shows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli.main import main
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.intake.rebuild import rebuild
from eduboard.settings import Settings
from eduboard.store.batch_log import read_log
from eduboard.store.record_check import find_altered
from eduboard.store.store import Store
from tests.intake.files import classes


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Five events: two hand-ins, one of them explained, the first taken back, put back, and a third hand-in."""
    store = open_ready_store(Settings(store=tmp_path / "eduboard.duckdb", threads=2))
    [first] = load_file(store, LOCAL_USER, classes(56, 40), "一.csv")
    load_file(store, LOCAL_USER, classes(*range(20, 60), district="东岭区"), "二.csv")
    assert first.batch is not None
    withdraw(store, LOCAL_USER, first.batch.batch)
    restore(store, LOCAL_USER, first.batch.batch)
    load_file(store, LOCAL_USER, classes(57, 58), "三.csv", explanation="按实际情况填报")
    return store


def test_an_untouched_trail_is_whole_also_after_a_rebuild(store: Store) -> None:
    assert find_altered(store) == ()
    store.close()
    rebuild(store.folder.database, store.settings)
    again = open_ready_store(store.settings)
    assert find_altered(again) == ()
    again.close()


def change_who(entry: dict[str, Any]) -> None:
    entry["who"] = "别人"


def change_time(entry: dict[str, Any]) -> None:
    entry["happened_at"] = "2020-01-01T00:00:00"


def change_original(entry: dict[str, Any]) -> None:
    entry["registered"]["sha256"] = "0" * 64


def change_digest(entry: dict[str, Any]) -> None:
    entry["registered"]["content"] = ""


def change_scope(entry: dict[str, Any]) -> None:
    entry["registered"]["scopes"][0]["district"] = "990108"


def make_nonsense(entry: dict[str, Any]) -> None:
    entry["registered"]["scopes"] = "临湖区"


def forget_registration(entry: dict[str, Any]) -> None:
    del entry["registered"]


@pytest.mark.parametrize(
    "change",
    [
        change_who,
        change_time,
        change_original,
        change_digest,
        change_scope,
        make_nonsense,
        forget_registration,
    ],
)
def test_a_changed_line_of_the_log_shows(change: Callable[[dict[str, Any]], None], store: Store) -> None:
    entries = read_log(store.folder.batch_log)
    change(entries[1])
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    store.folder.batch_log.write_text("".join(lines), encoding="utf-8")
    assert find_altered(store) == (2,)


@pytest.mark.parametrize(
    ("sql", "altered"),
    [
        ("UPDATE store.events SET who = '别人' WHERE event = 3", (3,)),
        ("DELETE FROM store.events WHERE event = 4", (4,)),
        ("UPDATE store.batches SET published_by = '别人' WHERE file_name = '二.csv'", (2,)),
        ("DELETE FROM store.batches WHERE file_name = '一.csv'", (1,)),
        ("UPDATE store.batch_scopes SET row_count = 3 WHERE district = '990102'", (2,)),
    ],
)
def test_what_was_changed_in_the_database_shows(sql: str, altered: tuple[int, ...], store: Store) -> None:
    with store.reading() as session:
        session.execute(sql)
    assert find_altered(store) == altered


def test_a_line_taken_out_of_the_log_shows_until_the_log_is_mended(store: Store) -> None:
    lines = store.folder.batch_log.read_bytes().splitlines(keepends=True)
    store.folder.batch_log.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert find_altered(store) == (3,)
    store.close()
    again = open_ready_store(store.settings)
    assert find_altered(again) == ()
    again.close()


def test_what_is_not_yet_written_to_the_log_was_not_altered(store: Store) -> None:
    lines = store.folder.batch_log.read_bytes().splitlines(keepends=True)
    store.folder.batch_log.write_bytes(b"".join(lines[:-1]))
    assert find_altered(store) == ()


def test_the_command_that_lists_the_trail_says_so(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    database = store.folder.database
    arguments = ["batches", "--events", "--store", str(database)]
    with store.reading() as session:
        session.execute("UPDATE store.events SET detail = '没有这回事' WHERE event = 1")
    store.close()
    assert main(arguments) == 1
    assert "有 1 次操作在数据库和批次记录里不一致（第一处是第 1 次）" in capsys.readouterr().err
    database.unlink()
    assert main(["rebuild", "--store", str(database)]) == 0
    assert main(arguments) == 0
