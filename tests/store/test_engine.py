"""The engine is locked down, sessions keep to themselves, and its faults become sentences."""

import gc
import os
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import EduboardError, StoreBusy, StoreDamaged, StoreUnwritable
from eduboard.intake.opening import open_ready_store
from eduboard.settings import Settings
from eduboard.store.faults import explain
from eduboard.store.store import Store, open_store
from tests.build import make_store

FORBIDDEN = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/hostname')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "ATTACH '/tmp/other.duckdb'",
    "ATTACH ':memory:' AS other (TYPE sqlite)",
    "COPY (SELECT 1) TO '/tmp/eduboard-copy.csv'",
    "EXPORT DATABASE '/tmp/eduboard-export'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET memory_limit = '64GB'",
    "SET lock_configuration = false",
    "SET allowed_directories = ['/']",
    "RESET lock_configuration",
    "PRAGMA temp_directory = '/etc'",
    "SELECT * FROM read_csv('https://example.org/x.csv')",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_engine_reaches_nothing_outside_the_store(statement: str, store: Store) -> None:
    with store.reading() as session, pytest.raises(duckdb.Error):
        session.execute(statement)


def test_the_store_works_after_it_has_been_locked(store: Store) -> None:
    with store.reading() as session:
        assert session.fetch("SELECT current_setting('lock_configuration') AS locked") == [{"locked": True}]
        assert session.fetch("SELECT current_setting('enable_external_access') AS open") == [{"open": False}]


def test_what_is_set_for_the_engine_is_in_force(store: Store) -> None:
    with store.reading() as session:
        rows = session.fetch("SELECT name, value FROM duckdb_settings()")
    found = {row["name"]: row["value"] for row in rows}
    assert found["threads"] == str(store.settings.threads)
    assert found["temp_directory"] == str(store.folder.spill)
    assert (found["autoinstall_known_extensions"], found["autoload_known_extensions"]) == ("false", "false")
    assert set(found["disabled_compression_methods"].lower().split(",")) == {"fsst", "dict_fsst"}


def test_not_even_the_stores_own_folders_can_be_written_by_a_statement(store: Store) -> None:
    for path in (store.folder.database.parent, store.folder.originals):
        with store.reading() as session, pytest.raises(duckdb.PermissionException):
            session.execute(f"COPY (SELECT 1) TO '{path}/copy.csv'")


def test_a_registered_table_is_seen_by_its_own_session_only(store: Store) -> None:
    first, second = store.session(), store.session()
    first.register("mine", pa.table({"a": [1]}))
    assert first.fetch("SELECT a FROM mine") == [{"a": 1}]
    with pytest.raises(duckdb.CatalogException):
        second.fetch("SELECT a FROM mine")
    first.close()
    third = store.session()
    with pytest.raises(duckdb.CatalogException):
        third.fetch("SELECT a FROM mine")
    second.close()
    third.close()


def test_a_temporary_table_is_seen_by_its_own_session_only(store: Store) -> None:
    with store.reading() as first, store.reading() as second:
        first.execute("CREATE TEMP TABLE incoming (a INTEGER)")
        second.execute("CREATE TEMP TABLE incoming (b INTEGER)")
        with pytest.raises(duckdb.BinderException):
            second.fetch("SELECT a FROM incoming")


def test_the_districts_of_one_viewer_do_not_stick_to_the_next(store: Store) -> None:
    asked = "SELECT may_see('990101') AS mine, may_see('990102') AS other"
    with store.reading(Viewer("张三", "数据员", ("990101",))) as session:
        assert session.fetch(asked) == [{"mine": True, "other": False}]
    with store.reading(LOCAL_USER) as session:
        assert session.fetch(asked) == [{"mine": True, "other": True}]
    with store.reading(Viewer("李四", "数据员", ())) as session:
        assert session.fetch(asked) == [{"mine": False, "other": False}]


def test_a_store_that_nobody_holds_is_let_go_although_the_pages_have_frozen_it(tmp_path: Path) -> None:
    """An error that was shown keeps what its frames held, and refers to itself: only the collector lets go of it."""
    store = make_store(tmp_path)
    store.trace = store  # type: ignore[attr-defined]
    gc.freeze()
    del store
    make_store(tmp_path).close()


def test_a_second_store_on_one_file_in_one_process_is_refused(store: Store, settings: Settings) -> None:
    with pytest.raises(StoreBusy):
        open_store(settings.store, settings)


def test_a_closed_store_may_be_opened_again(settings: Settings) -> None:
    for _ in range(3):
        open_ready_store(settings).close()


def test_a_failed_transaction_leaves_nothing_and_the_session_usable(store: Store) -> None:
    with store.reading() as session:
        version = store.version
        with pytest.raises(duckdb.CatalogException), store.writing(session):
            session.execute("INSERT INTO store.properties VALUES ('a', '1'); SELECT * FROM nowhere")
        assert session.run("store/property", name="a") == []
        assert store.version == version
        with store.writing(session):
            session.run("store/set_property", name="a", value="2")
        assert session.run("store/property", name="a") == [{"value": "2"}]
        assert store.version == version + 1


def test_a_contract_that_has_grown_a_column_finds_it_in_an_old_store(settings: Settings) -> None:
    store = open_ready_store(settings)
    with store.reading() as session:
        session.execute("ALTER TABLE store.rows_classes DROP COLUMN source")
    store.close()
    store = open_ready_store(settings)
    with store.reading() as session:
        assert session.fetch("SELECT source FROM classes") == []
    store.close()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (duckdb.IOException('IO Error: Could not set lock on file "x": Conflicting lock is held'), StoreBusy),
        (duckdb.IOException("IO Error: Corrupt database file: checksum does not match in block 7"), StoreDamaged),
        (duckdb.FatalException("FATAL Error: database has been invalidated because of an error"), StoreDamaged),
        (duckdb.IOException("IO Error: Could not write file: No space left on device"), StoreUnwritable),
        (duckdb.OutOfMemoryException("Out of Memory Error: failed to allocate data of size 2.0 GiB"), EduboardError),
    ],
)  # fmt: skip
def test_a_fault_of_the_engine_is_explained(error: duckdb.Error, kind: type[EduboardError]) -> None:
    explained = explain(error, Path("/srv/block/lock.duckdb"))
    assert type(explained) is kind
    assert str(explained).endswith("。")


def test_a_fault_of_the_statement_is_not_the_files(store: Store) -> None:
    assert explain(duckdb.CatalogException("Table with name lock does not exist"), Path("x")) is None
    with store.reading() as session, pytest.raises(duckdb.BinderException):
        session.execute("SELECT checksum_of_lock")


def test_a_damaged_block_found_while_reading_names_the_rebuild(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Damaged:
        def execute(self, *_: object) -> None:
            raise duckdb.IOException("IO Error: Corrupt database file: computed checksum does not match")

    with store.reading() as session:
        monkeypatch.setattr(session, "_cursor", Damaged())
        with pytest.raises(StoreDamaged, match="rebuild"):
            session.fetch("SELECT 1")
        monkeypatch.undo()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    path = tmp_path / "file" / "eduboard.duckdb"
    with pytest.raises(StoreUnwritable, match="无法写入"):
        open_store(path, Settings(store=path))


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="there is no folder here that not even root may write"
)
def test_a_folder_that_not_even_root_may_write_is_a_sentence() -> None:
    path = Path("/proc/eduboard/eduboard.duckdb")
    with pytest.raises(StoreUnwritable, match="无法写入"):
        open_store(path, Settings(store=path))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_a_sentence(settings: Settings) -> None:
    open_ready_store(settings).close()
    settings.store.chmod(0o444)
    try:
        with pytest.raises(StoreUnwritable, match="无法写入"):
            open_ready_store(settings)
    finally:
        settings.store.chmod(0o644)
