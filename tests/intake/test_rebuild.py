"""The database is worth nothing: originals and log make it again."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import EduboardError, StoreBusy, StoreDamaged
from eduboard.intake import replay
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.intake.rebuild import rebuild
from eduboard.settings import Settings
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.originals import original_path
from eduboard.store.records import DEMO
from eduboard.store.store import Store, StoreFolder
from tests.intake.files import classes, text_file, workbook
from tests.intake.test_publish import TWO_DISTRICTS, TWO_SHEETS

METRICS_OF = "SELECT * FROM cube ORDER BY ALL"
ROWS_OF = "SELECT * FROM store.rows_classes ORDER BY ALL"
EVENTS_OF = "SELECT * FROM store.events ORDER BY ALL"
SCHOOLS = text_file("统计期,区县,学校标识码,学校名称,办学类型", "2025Q3,临湖区,2199000018,实验小学,小学")


@pytest.fixture
def folder(settings: Settings) -> StoreFolder:
    """A closed store in which everything has happened once."""
    store = open_ready_store(settings)
    load_file(store, LOCAL_USER, SCHOOLS, "名录.csv")
    load_file(store, LOCAL_USER, TWO_DISTRICTS, "两区\u2028.csv", explanation="并校")
    second = load_file(store, LOCAL_USER, classes(56, 57, 58, encoding="gb18030"), "临湖.csv")[0].batch
    load_file(store, LOCAL_USER, workbook(TWO_SHEETS), "两表.xlsx", kind=DEMO)
    ridge = classes(70, district="东岭区")
    third = load_file(store, LOCAL_USER, ridge, "东岭.csv", explanation="两校合并")[0].batch
    assert second is not None
    assert third is not None
    withdraw(store, LOCAL_USER, second.batch)
    withdraw(store, LOCAL_USER, third.batch)
    restore(store, LOCAL_USER, third.batch)
    store.close()
    return store.folder


def state(settings: Settings) -> dict[str, Any]:
    """Everything a user can see, and the rows beneath it."""
    store = open_ready_store(settings)
    try:
        with store.reading() as session:
            found = {sql: session.fetch_tuples(sql) for sql in (METRICS_OF, ROWS_OF, EVENTS_OF)}
        return found | {"batches": list_batches(store, LOCAL_USER)}
    finally:
        store.close()


def overwrite_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    start = len(data) // 3
    data[start : 2 * start] = b"\x5a" * start
    path.write_bytes(data)


def overwrite_all_but_the_header(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:12288] + bytes(byte ^ 0x5A for byte in data[12288:]))


def cut_in_half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def zero_the_header(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes(4096) + data[4096:])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def something_else(path: Path) -> None:
    path.write_bytes(b"lock lock lock: this is not a database\n" * 500)


DAMAGES = [
    overwrite_the_middle,
    overwrite_all_but_the_header,
    cut_in_half,
    zero_the_header,
    empty,
    something_else,
]


def test_a_rebuilt_database_shows_the_same(folder: StoreFolder, settings: Settings) -> None:
    before, log = state(settings), folder.batch_log.read_bytes()
    rebuilt = rebuild(folder.database, settings)
    assert rebuilt.batch_count == 6
    assert rebuilt.set_aside is not None
    assert rebuilt.set_aside.exists()
    assert state(settings) == before
    assert folder.batch_log.read_bytes() == log


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_says_so_and_is_rebuilt(
    damage: Callable[[Path], None], folder: StoreFolder, settings: Settings
) -> None:
    before = state(settings)
    damage(folder.database)
    with pytest.raises(StoreDamaged, match="python -m eduboard rebuild"):
        state(settings)
    rebuild(folder.database, settings)
    assert state(settings) == before


def test_a_lost_database_is_not_taken_for_an_empty_one(folder: StoreFolder, settings: Settings) -> None:
    before = state(settings)
    folder.database.unlink()
    with pytest.raises(StoreDamaged, match="rebuild"):
        open_ready_store(settings)
    rebuild(folder.database, settings)
    assert state(settings) == before


def test_an_old_copy_of_the_database_is_not_taken_for_the_newest(
    folder: StoreFolder, settings: Settings, tmp_path: Path
) -> None:
    copy = shutil.copy(folder.database, tmp_path / "copy")
    store = open_ready_store(settings)
    load_file(store, LOCAL_USER, classes(99), "新.csv")
    store.close()
    before = state(settings)
    shutil.copy(copy, folder.database)
    with pytest.raises(StoreDamaged, match="缺少记录中最后的 1 次操作"):
        open_ready_store(settings)
    rebuild(folder.database, settings)
    assert state(settings) == before


def test_a_database_of_another_version_is_rebuilt_not_guessed_at(
    folder: StoreFolder, settings: Settings
) -> None:
    before = state(settings)
    store = open_ready_store(settings)
    with store.reading() as session:
        session.execute("UPDATE store.properties SET value = '0' WHERE name = 'format'")
    store.close()
    with pytest.raises(StoreDamaged, match="另一个版本"):
        open_ready_store(settings)
    rebuild(folder.database, settings)
    assert state(settings) == before


def test_a_log_that_lacks_its_end_is_completed_from_the_database(
    folder: StoreFolder, settings: Settings
) -> None:
    before = state(settings)
    complete = folder.batch_log.read_bytes()
    for cut in (1, 7, 200, len(complete) - 40, len(complete)):
        folder.batch_log.write_bytes(complete[:-cut])
        assert state(settings) == before
        entries = read_log(folder.batch_log)
        assert [entry["event"] for entry in entries] == list(range(1, len(entries) + 1))
        assert len(entries) == 9
    folder.batch_log.write_bytes(complete[:-150])
    rebuild(folder.database, settings)
    assert state(settings) == before


def test_a_line_cut_inside_a_character_does_not_hide_the_lines_before(
    folder: StoreFolder, settings: Settings
) -> None:
    complete = folder.batch_log.read_bytes()
    inside = complete.rindex("东岭".encode()) + 1
    folder.batch_log.write_bytes(complete[:inside])
    assert read_log(folder.batch_log)
    state(settings)
    assert len(read_log(folder.batch_log)) == 9


def test_a_damaged_database_without_a_log_is_left_where_it_is(
    folder: StoreFolder, settings: Settings
) -> None:
    folder.batch_log.unlink()
    zero_the_header(folder.database)
    damaged = folder.database.read_bytes()
    with pytest.raises(EduboardError, match="批次记录"):
        rebuild(folder.database, settings)
    assert folder.database.read_bytes() == damaged


@pytest.mark.parametrize("fault", ["original_missing", "original_damaged"])
def test_a_rebuild_without_an_original_names_the_batch_and_changes_nothing(
    fault: str, folder: StoreFolder, settings: Settings
) -> None:
    before = state(settings)
    entry = read_log(folder.batch_log)[1]
    path = folder.originals / entry["registered"]["sha256"][:2] / entry["registered"]["sha256"]
    path.unlink() if fault == "original_missing" else path.write_bytes(classes(1))
    with pytest.raises(EduboardError, match=entry["batch"]) as caught:
        rebuild(folder.database, settings)
    assert caught.value.code == f"store.{fault}"
    assert state(settings) == before
    assert not list(folder.database.parent.glob("*rebuilding*"))


def test_a_rebuild_that_would_give_other_rows_is_refused(
    folder: StoreFolder, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(settings)
    check = replay.check_again

    def forget_a_scope(*arguments: Any) -> Any:
        tables = check(*arguments)
        for table in tables:
            if incoming := table.incoming:
                scopes, places = incoming.scopes[:-1], incoming.places[:-1]
                table.incoming = replace(incoming, scopes=scopes, places=places)
        return tables

    monkeypatch.setattr(replay, "check_again", forget_a_scope)
    with pytest.raises(EduboardError) as caught:
        rebuild(folder.database, settings)
    assert caught.value.code == "store.not_reproduced"
    assert state(settings) == before


def test_a_database_in_use_is_not_rebuilt(folder: StoreFolder, settings: Settings) -> None:
    store = open_ready_store(settings)
    with pytest.raises(StoreBusy):
        rebuild(folder.database, settings)
    assert list_batches(store, LOCAL_USER)
    store.close()


def test_a_rebuild_of_nothing_makes_an_empty_store(settings: Settings) -> None:
    assert rebuild(settings.store, settings).batch_count == 0
    assert state(settings)["batches"] == []


def test_two_databases_in_one_folder_keep_their_logs_apart(tmp_path: Path) -> None:
    stores: list[Store] = []
    for name in ("a.duckdb", "b.duckdb"):
        store = open_ready_store(Settings(store=tmp_path / name, threads=2))
        stores.append(store)
        load_file(store, LOCAL_USER, classes(56), "x.csv")
    for store in stores:
        assert len(read_log(store.folder.batch_log)) == 1
        assert original_path(store, read_log(store.folder.batch_log)[0]["registered"]["sha256"]).exists()
        store.close()


def test_progress_is_told_for_every_entry(folder: StoreFolder, settings: Settings) -> None:
    told: list[tuple[int, int]] = []
    rebuild(folder.database, settings, lambda done, total: told.append((done, total)))
    assert told == [(number, 9) for number in range(1, 10)]
