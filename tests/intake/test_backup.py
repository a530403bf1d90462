"""A backup holds all that is needed, may be made while the store is open, and is put back whole or not at all."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from eduboard.access.accounts import Account
from eduboard.access.directory import directory_of
from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import EduboardError
from eduboard.intake.backup import back_up, restore_backup
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.settings import Settings
from eduboard.store.batches import list_batches
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.store import Store
from tests.intake.conftest import measured
from tests.intake.files import classes

FILE = classes(56, 40, encoding="gb18030")


@pytest.fixture
def backup(store: Store, settings: Settings, tmp_path: Path) -> Path:
    """Made while the store is open."""
    load_file(store, LOCAL_USER, FILE, "班额.csv")
    directory = directory_of(settings)
    directory.accounts.create(Account("admin.li", "李四", "管理员"), "Kai-Hua 2026")
    directory.close()
    out = tmp_path / "backup.zip"
    back_up(settings, out)
    return out


def elsewhere(settings: Settings) -> Settings:
    return replace(settings, store=settings.store.parent.parent / "new" / "eduboard.duckdb")


def test_what_is_put_back_has_the_same_numbers_batches_originals_and_accounts(
    backup: Path, store: Store, settings: Settings
) -> None:
    target = elsewhere(settings)
    assert restore_backup(target, backup) == 1
    back = open_ready_store(target)
    try:
        assert measured(back) == 1
        assert list_batches(back, LOCAL_USER) == list_batches(store, LOCAL_USER)
        assert original_path(back, sha256_of(FILE)).read_bytes() == FILE
    finally:
        back.close()
    directory = directory_of(target)
    assert directory.accounts.is_password("admin.li", "Kai-Hua 2026")
    assert target.store.with_suffix(".access.sqlite3").stat().st_mode & 0o077 == 0


def test_a_backup_is_nobody_elses_to_read(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_is_not_put_over_data(backup: Path, settings: Settings, store: Store) -> None:
    with pytest.raises(EduboardError) as raised:
        restore_backup(settings, backup)
    assert raised.value.code == "backup.not_empty"
    assert measured(store) == 1


@pytest.mark.parametrize(
    "kept", ["eduboard.access.sqlite3", "eduboard.batches.jsonl", "eduboard.figures.sqlite3"]
)
def test_a_backup_is_not_put_over_the_accounts_the_log_or_the_figures_of_another_store(
    backup: Path, settings: Settings, kept: str
) -> None:
    """There is no database here, and yet the folder is somebody's: its accounts would be gone."""
    target = elsewhere(settings)
    target.store.parent.mkdir()
    (target.store.parent / kept).write_bytes(b"somebody's")
    with pytest.raises(EduboardError) as raised:
        restore_backup(target, backup)
    assert raised.value.code == "backup.not_empty"
    assert [(path.name, path.read_bytes()) for path in target.store.parent.iterdir()] == [
        (kept, b"somebody's")
    ]


def test_a_changed_original_is_found_and_nothing_is_put_back(
    backup: Path, settings: Settings, tmp_path: Path
) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b"56", b"46") if name.startswith("originals/") else data)
    with pytest.raises(EduboardError) as raised:
        restore_backup(elsewhere(settings), changed)
    assert raised.value.code == "backup.damaged"
    assert not elsewhere(settings).store.parent.exists()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"hello"])
def test_a_file_that_is_no_backup_is_refused(settings: Settings, tmp_path: Path, data: bytes) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(data)
    with pytest.raises(EduboardError) as raised:
        restore_backup(elsewhere(settings), other)
    assert raised.value.code == "backup.unusable"


def test_a_name_that_leads_out_of_the_folder_is_refused(settings: Settings, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.zip"
    with zipfile.ZipFile(hostile, "w") as archive:
        archive.writestr("../../out", "x")
        archive.writestr("manifest.json", json.dumps({"files": {"../../out": sha256_of(b"x")}}))
    with pytest.raises(EduboardError) as raised:
        restore_backup(elsewhere(settings), hostile)
    assert raised.value.code == "backup.damaged"
    assert not list(tmp_path.rglob("out"))


def test_where_there_is_no_store_there_is_no_backup(tmp_path: Path) -> None:
    """Run for the wrong place, it must not leave a file that looks like a backup."""
    with pytest.raises(EduboardError, match="没有生成备份"):
        back_up(Settings(store=tmp_path / "elsewhere" / "eduboard.duckdb"), tmp_path / "b.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_original_stops_the_backup_and_leaves_no_file(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    load_file(store, LOCAL_USER, FILE, "班额.csv")
    original_path(store, sha256_of(FILE)).unlink()
    with pytest.raises(EduboardError) as raised:
        back_up(settings, tmp_path / "backup.zip")
    assert raised.value.code == "backup.original_missing"
    assert not list(tmp_path.glob("backup*"))
