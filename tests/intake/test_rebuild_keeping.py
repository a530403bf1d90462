"""Batches that their originals do not give back: all are named with what differs, and their rows can be kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.cli.refused_rebuild import describe_refusal
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.intake import replay
from eduboard.intake.backup import back_up, restore_backup
from eduboard.intake.differences import ChangedValue
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.intake.rebuild import rebuild
from eduboard.intake.replay import NotRebuilt
from eduboard.settings import Settings
from eduboard.store.batch_log import batch_of_log_entry, read_log
from eduboard.store.batches import list_batches
from eduboard.store.how_read import FileLine
from eduboard.store.originals import original_path
from eduboard.store.records import Batch
from eduboard.store.store import Store, StoreFolder, stored_columns
from eduboard.store.stored_rows import read_rows, show_stored_rows, write_rows
from tests.intake.files import classes

ROWS_OF = "SELECT * FROM store.rows_classes ORDER BY ALL"


@pytest.fixture
def batches(settings: Settings) -> dict[str, str]:
    """A closed store: a batch of three classes, one of another district and one of two districts."""
    store = open_ready_store(settings)
    both = classes(41, 42) + classes(43, district="南桥区").split(b"\n", 1)[1]
    files = {"lake": classes(56, 40, 41), "ridge": classes(70, district="东岭区"), "both": both}
    made = {}
    for name, data in files.items():
        [result] = load_file(store, LOCAL_USER, data, f"{name}.csv", explanation="按实际情况填报")
        assert result.batch is not None, result.report
        made[name] = result.batch.batch
    store.close()
    return made


@pytest.fixture
def reads_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that reads 40 children as 44 and 43 as 430, and leaves out a class of 70."""
    check = replay.check_again

    def read(*arguments: Any) -> Any:
        tables = check(*arguments)
        for table in tables:
            name = table.incoming.table
            table.session.execute(f"UPDATE {name} SET students = 44 WHERE students = 40")
            table.session.execute(f"UPDATE {name} SET students = 430 WHERE students = 43")
            table.session.execute(f"DELETE FROM {name} WHERE students = 70")
            if not table.session.fetch(f"SELECT 1 FROM {name}"):
                table.incoming = replace(table.incoming, scopes=(), places=())
        return tables

    monkeypatch.setattr(replay, "check_again", read)


def rows(settings: Settings) -> tuple[Any, ...]:
    """What is stored, and what has become of the batches."""
    store = open_ready_store(settings)
    try:
        with store.reading() as session:
            stored = session.fetch_tuples(ROWS_OF)
        return stored, [(row["batch"], row["status"]) for row in list_batches(store, LOCAL_USER)]
    finally:
        store.close()


def forget_digests(folder: StoreFolder, engine: str | None = None) -> None:
    """Make the log one of an earlier version without digests, or of another engine."""
    entries = read_log(folder.batch_log)
    for entry in entries:
        if "registered" in entry:
            content = json.loads(entry["registered"].pop("content"))
            if engine:
                entry["registered"]["content"] = json.dumps(content | {"engine": engine})
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    folder.batch_log.write_text("".join(lines), encoding="utf-8")


# -- saying so -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("reads_otherwise")
def test_every_batch_that_reads_otherwise_is_named_in_one_run(
    batches: dict[str, str], settings: Settings
) -> None:
    before = rows(settings)
    with pytest.raises(NotRebuilt) as caught:
        rebuild(settings.store, settings)
    found = {trouble.batch.batch: trouble for trouble in caught.value.troubles}
    assert list(found) == [batches["lake"], batches["ridge"], batches["both"]]
    assert all(trouble.can_be_kept for trouble in found.values())
    lake = found[batches["lake"]].differences
    assert lake is not None
    assert lake.line_count == 1
    assert lake.values == (ChangedValue(FileLine(None, 3), "students", "40", "44"),)
    ridge = found[batches["ridge"]].differences
    assert ridge is not None
    assert ridge.values == (ChangedValue(FileLine(None, 2), "", "", None),)
    assert rows(settings) == before


@pytest.mark.usefixtures("reads_otherwise")
def test_the_refusal_says_whose_batch_it_is_what_differs_and_both_ways_on(
    batches: dict[str, str], settings: Settings
) -> None:
    with pytest.raises(NotRebuilt) as caught:
        rebuild(settings.store, settings)
    said = "\n".join(describe_refusal(caught.value))
    assert f"批次 {batches['lake']}《班额明细》 lake.csv，{LOCAL_USER.name}" in said
    assert "2025年第三季度 临湖区，3 行" in said
    assert "第 3 行 学生数：40 → 44" in said
    assert "第 2 行：原来有这一行，现在读不出" in said
    assert f"rebuild --keep {batches['lake']} --keep {batches['ridge']} --keep {batches['both']}" in said
    assert f"rebuild --without {batches['lake']}" in said


# -- keeping the rows ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("reads_otherwise")
def test_kept_batches_have_the_rows_they_had_and_no_later_rebuild_asks_again(
    batches: dict[str, str], settings: Settings
) -> None:
    before = rows(settings)
    rebuilt = rebuild(settings.store, settings, keep=list(batches.values()))
    assert rebuilt.kept == tuple(batches.values())
    assert rebuilt.batch_count == 3
    assert rows(settings) == before
    log = read_log(StoreFolder(settings.store.resolve()).batch_log)
    assert [entry["action"] for entry in log[-3:]] == ["keep_rows"] * 3
    # The old database is gone now, and its place is damaged: the record alone makes it again.
    settings.store.write_bytes(b"")
    assert rebuild(settings.store, settings).kept == ()
    assert rows(settings) == before


@pytest.mark.usefixtures("reads_otherwise")
def test_a_backup_takes_kept_rows_along(batches: dict[str, str], settings: Settings, tmp_path: Path) -> None:
    rebuild(settings.store, settings, keep=list(batches.values()))
    before = rows(settings)
    back_up(settings, tmp_path / "备份.zip")
    elsewhere = replace(settings, store=tmp_path / "elsewhere" / "eduboard.duckdb")
    assert restore_backup(elsewhere, tmp_path / "备份.zip") == 3
    assert rows(elsewhere) == before


@pytest.mark.usefixtures("reads_otherwise")
def test_kept_rows_that_were_changed_since_are_refused(batches: dict[str, str], settings: Settings) -> None:
    rebuild(settings.store, settings, keep=list(batches.values()))
    store = open_ready_store(settings)
    entry = read_log(store.folder.batch_log)[-1]
    path = original_path(store, entry["detail"])
    path.write_bytes(path.read_bytes().replace(b"43", b"34"))
    store.close()
    with pytest.raises(NotRebuilt) as caught:
        rebuild(settings.store, settings)
    assert caught.value.code == "store.original_damaged"
    assert rebuild(settings.store, settings, keep=[batches["both"]]).kept == (batches["both"],)


def test_nothing_is_kept_from_a_database_that_cannot_be_read(
    batches: dict[str, str], settings: Settings
) -> None:
    settings.store.write_bytes(b"not a database")
    with pytest.raises(NotRebuilt) as caught:
        rebuild(settings.store, settings, keep=[batches["lake"]])
    assert caught.value.code == "store.nothing_to_keep"
    assert settings.store.read_bytes() == b"not a database"


def test_rows_that_were_changed_behind_the_programs_back_are_not_kept(
    batches: dict[str, str], settings: Settings
) -> None:
    store = open_ready_store(settings)
    with store.reading() as session:
        session.execute("UPDATE store.rows_classes SET students = 99 WHERE students = 40")
    store.close()
    with pytest.raises(NotRebuilt) as caught:
        rebuild(settings.store, settings, keep=[batches["lake"]])
    assert caught.value.code == "store.nothing_to_keep"
    rebuild(settings.store, settings)
    store = open_ready_store(settings)
    with store.reading() as session:
        assert session.fetch_tuples(
            "SELECT DISTINCT students FROM store.rows_classes WHERE students IN (40, 99)"
        ) == [(40,)]
    store.close()


def test_a_batch_that_was_left_out_before_has_nothing_to_keep(
    batches: dict[str, str], settings: Settings
) -> None:
    rebuild(settings.store, settings, without=[batches["lake"]])
    with pytest.raises(EduboardError) as caught:
        rebuild(settings.store, settings, keep=[batches["lake"]])
    assert caught.value.code == "store.nothing_to_keep"


def test_a_batch_is_kept_or_left_out_not_both(batches: dict[str, str], settings: Settings) -> None:
    with pytest.raises(EduboardError) as caught:
        rebuild(settings.store, settings, without=[batches["lake"]], keep=[batches["lake"]])
    assert caught.value.code == "store.kept_and_left_out"


# -- without a digest of this engine -------------------------------------------------------------------------------


@pytest.mark.usefixtures("reads_otherwise")
@pytest.mark.parametrize("engine", [None, "v0.0.1"])
def test_without_a_digest_of_this_engine_the_old_database_tells(
    engine: str | None, batches: dict[str, str], settings: Settings
) -> None:
    forget_digests(StoreFolder(settings.store.resolve()), engine)
    with pytest.raises(NotRebuilt) as caught:
        rebuild(settings.store, settings)
    assert [trouble.batch.batch for trouble in caught.value.troubles] == list(batches.values())


@pytest.mark.parametrize("engine", [None, "v0.0.1"])
def test_what_could_not_be_held_to_anything_is_counted(
    engine: str | None, batches: dict[str, str], settings: Settings
) -> None:
    before = rows(settings)
    forget_digests(StoreFolder(settings.store.resolve()), engine)
    assert rebuild(settings.store, settings).unproven == 0, "the old database told"
    settings.store.write_bytes(b"")
    assert rebuild(settings.store, settings).unproven == len(batches)
    assert rows(settings) == before


# -- rows written down ---------------------------------------------------------------------------------------------


def test_rows_written_down_come_back_value_for_value(batches: dict[str, str], settings: Settings) -> None:
    store = open_ready_store(settings)
    batch = register_of(store, batches["both"])
    with store.reading() as session:
        stored = show_stored_rows(session, batch)
        assert stored is not None
        data = write_rows(session, stored)
        order = ", ".join(f'"{name}"' for name in stored_columns_of_classes())
        was = session.fetch_tuples(f"SELECT {order} FROM {stored.table} ORDER BY line")
        again = read_rows(session, data, batch)
        assert session.fetch_tuples(f"SELECT {order} FROM {again.table} ORDER BY line") == was
        assert write_rows(session, again) == data
    store.close()


@pytest.mark.parametrize("cut", [0, 1, 60, -20])
def test_half_of_what_was_written_down_is_refused(
    cut: int, batches: dict[str, str], settings: Settings
) -> None:
    store = open_ready_store(settings)
    batch = register_of(store, batches["both"])
    with store.reading() as session:
        stored = show_stored_rows(session, batch)
        assert stored is not None
        data = write_rows(session, stored)[:cut]
        with pytest.raises(EduboardError) as caught:
            read_rows(session, data, batch)
        assert caught.value.code == "store.kept_damaged"
    store.close()


def stored_columns_of_classes() -> list[str]:
    return [name for name in stored_columns(load_contracts()["classes"]) if name != "scope"]


def register_of(store: Store, batch: str) -> Batch:
    entries = read_log(store.folder.batch_log)
    return batch_of_log_entry(next(entry for entry in entries if entry["batch"] == batch))
