"""A disk that is full or may not be written: a sentence, nothing half done, and all is well again with more room."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import EduboardError, StoreUnwritable
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.settings import Settings
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.store import Store
from tests.intake.files import classes
from tests.limits import files_no_longer_than, fill, mount, small_disk
from tests.soak.audit import Expected, is_exactly
from tests.soak.plan import BIG, SMALL, HandedIn, make_file

pytestmark = pytest.mark.skipif(os.name != "posix", reason="neither mounts nor limits of this kind here")

DISK = "48m"
ROOM = (0, 8, 60, 300, 1000, 1800, 2500, 6000)
"""KB left on the disk when a file of 30,000 rows comes; at the last it fits."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, small enough to be filled."""
    with small_disk(tmp_path / "disk", DISK) as place:
        yield place


def files_of(folder: Path) -> tuple[HandedIn, HandedIn, HandedIn]:
    """A small file, a big one and another small one."""
    folder.mkdir()
    chance = random.Random(5)  # noqa: S311 - the same files every time
    small, big, last = (
        make_file(kind, n, folder, chance) for n, kind in enumerate((SMALL, BIG, SMALL), start=1)
    )
    return small, big, last


def load(store: Store, file: HandedIn, expected: Expected) -> str:
    """Load a file and expect it from now on; give the code of the refusal, '' when there was none."""
    try:
        results = load_file(
            store, LOCAL_USER, file.path.read_bytes(), file.path.name, explanation="按实际情况填报"
        )
    except EduboardError as refusal:
        assert_is_unwritable(refusal)
        if refusal.code == "store.log_unwritable":
            expected.publish(file, [list_batches(store, LOCAL_USER)[0]["batch"]])
        return refusal.code
    expected.publish(file, [result.batch.batch for result in results if result.batch])
    return ""


def assert_is_unwritable(refusal: EduboardError) -> None:
    assert isinstance(refusal, StoreUnwritable)
    assert "磁盘" in str(refusal)


@pytest.mark.parametrize("room", ROOM)
def test_a_disk_that_fills_up_leaves_no_half_and_takes_more_when_it_has_room(
    room: int, disk: Path, tmp_path: Path
) -> None:
    small, big, last = files_of(tmp_path / "files")
    settings, expected = Settings(store=disk / "store" / "eduboard.duckdb", threads=2), Expected()
    store = open_ready_store(settings)
    try:
        assert load(store, small, expected) == ""
        filler = fill(disk, room)
        refused = load(store, big, expected)
        assert refused or room == ROOM[-1]
        with store.reading() as session:
            assert session.fetch_tuples("SELECT count(*) > 0 FROM cube") == [(True,)]
        filler.unlink()
        assert load(store, last, expected) == ""
        is_exactly(store, expected)
    finally:
        store.close()
    store = open_ready_store(settings)
    try:
        is_exactly(store, expected)
        assert len(read_log(store.folder.batch_log)) == expected.events
        originals = [path for path in store.folder.originals.rglob("*") if path.is_file()]
        assert len(originals) == len(expected.batches)
    finally:
        store.close()


def test_a_disk_that_may_only_be_read_is_a_sentence(disk: Path) -> None:
    settings = Settings(store=disk / "store" / "eduboard.duckdb", threads=2)
    store = open_ready_store(settings)
    load_file(store, LOCAL_USER, classes(56), "表.csv")
    store.close()
    if mount("-o", "remount,ro", str(disk)):
        pytest.skip("a mounted disk cannot be made read-only here")
    with pytest.raises(StoreUnwritable) as refused:
        open_ready_store(settings)
    assert_is_unwritable(refused.value)
    mount("-o", "remount,rw", str(disk))
    store = open_ready_store(settings)
    assert len(list_batches(store, LOCAL_USER)) == 1
    store.close()


@pytest.mark.parametrize("room", [0, 100_000, 500_000, 1_000_000])
def test_files_that_may_not_grow_leave_no_half(room: int, tmp_path: Path) -> None:
    small, big, last = files_of(tmp_path / "files")
    settings, expected = Settings(store=tmp_path / "store" / "eduboard.duckdb", threads=2), Expected()
    store = open_ready_store(settings)
    try:
        assert load(store, small, expected) == ""
        with files_no_longer_than(settings.store.stat().st_size + room):
            assert load(store, big, expected)
        assert load(store, last, expected) == ""
        is_exactly(store, expected)
    finally:
        store.close()


def test_a_command_says_that_its_folder_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    file.write_bytes(classes(45))
    said = subprocess.run(
        [sys.executable, "-m", "eduboard", "load", str(file), "--store", "/proc/eduboard/eduboard.duckdb"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert said.returncode == 2
    assert "无法写入" in said.stderr
    assert "Traceback" not in said.stderr
