"""Two people at one scope, and people who read while others hand in: whole batches, the old one or the new one."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.experience import Sentences
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file, publish_tables, restore, withdraw
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.measure import Request, measure
from eduboard.settings import PROJECT_ROOT, Settings
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.store import Session, Store
from tests.intake.conftest import Value
from tests.intake.files import classes

PAIRS, SWITCHES, READERS = 4, 6, 2


@pytest.mark.parametrize("pair", range(PAIRS))
def test_of_two_files_for_one_scope_the_later_batch_is_current_and_both_are_kept(
    pair: int, store: Store, value: Value
) -> None:
    """Both are checked first and published at the same moment; the files have 3 and 5 large classes."""
    ready = Barrier(2)
    files = {"三班.csv": classes(56, 57, 58), "五班.csv": classes(56, 57, 58, 59, 60)}

    def hand_in(name: str) -> str:
        tables = check_file(store, LOCAL_USER, files[name], name)
        try:
            ready.wait()
            [result] = publish_tables(store, tables, files[name], sentences=Sentences("同时上报"))
        finally:
            close_all(tables)
        assert result.batch is not None
        return result.batch.batch

    with ThreadPoolExecutor(2) as pool:
        batches = dict(zip(files, pool.map(hand_in, files), strict=True))
    newest, older = list_batches(store, LOCAL_USER)
    assert {newest["batch"], older["batch"]} == set(batches.values())
    sizes = {batches["三班.csv"]: 3, batches["五班.csv"]: 5}
    assert value() == sizes[newest["batch"]]
    assert [entry["batch"] for entry in read_log(store.folder.batch_log)] == [older["batch"], newest["batch"]]
    withdraw(store, LOCAL_USER, newest["batch"])
    assert value() == sizes[older["batch"]]


def figures_of(session: Session, store: Store) -> tuple[float | None, float | None]:
    """Give the number of classes by the cube and by the schools' own rows."""
    catalogue = load_catalogue(session, store.settings)
    request = {"metrics": ("classes_total",), "periods": ("2025Q3",), "districts": ("990101",)}
    [by_district] = measure(session, catalogue, Request(by=("district",), **request))  # type: ignore[arg-type]
    by_school = measure(session, catalogue, Request(by=("school",), **request))  # type: ignore[arg-type]
    return by_district.value, sum(row.value or 0 for row in by_school)


def test_who_reads_sees_the_old_figures_or_the_new_ones_never_both(store: Store) -> None:
    """In one transaction a reader asks the cube and the rows; meanwhile batches of 2 and of 7 classes come and go."""
    load_file(store, LOCAL_USER, classes(50, 51), "二班.csv")
    done = Event()

    def read() -> set[tuple[float | None, float | None]]:
        seen = set()
        while not done.is_set():
            with store.reading() as session:
                session.execute("BEGIN TRANSACTION")
                seen.add(figures_of(session, store))
                session.execute("COMMIT")
        return seen

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
        try:
            [result] = load_file(store, LOCAL_USER, classes(*range(40, 47)), "七班.csv", explanation="新增")
            assert result.batch is not None
            for _ in range(SWITCHES):
                withdraw(store, LOCAL_USER, result.batch.batch)
                restore(store, LOCAL_USER, result.batch.batch)
        finally:
            done.set()
        seen = set().union(*(reader.result() for reader in readers))
    assert seen == {(2, 2), (7, 7)}


def test_a_store_that_is_waited_for_is_read_in_whole_batches_too(store: Store) -> None:
    """Without a transaction of its own, every single figure is still of one batch."""
    load_file(store, LOCAL_USER, classes(50, 51), "二班.csv")
    done = Event()

    def read() -> set[float | None]:
        seen: set[float | None] = set()
        while not done.is_set():
            with store.reading() as session:
                seen |= set(figures_of(session, store))
        return seen

    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(read)
        try:
            for number in range(SWITCHES):
                load_file(
                    store,
                    LOCAL_USER,
                    classes(*range(40, 47), 50 + number),
                    f"{number}.csv",
                    explanation="新增",
                )
        finally:
            done.set()
        assert reader.result() <= {2, 8}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "store" / "eduboard.duckdb"
    open_ready_store(Settings(store=path, threads=2)).close()
    return path


def test_of_two_commands_at_once_one_publishes_and_the_other_says_that_the_store_is_busy(
    database: Path, tmp_path: Path
) -> None:
    processes = []
    for name, sizes in (("甲.csv", (56, 57)), ("乙.csv", (58, 59, 60))):
        file = tmp_path / name
        file.write_bytes(classes(*sizes))
        processes.append(
            subprocess.Popen(
                [sys.executable, "-m", "eduboard", "load", str(file), "--explain", "同时上报"],
                cwd=PROJECT_ROOT,
                env={**os.environ, "EDUBOARD_STORE": str(database), "PYTHONIOENCODING": "utf-8"},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
        )
    said = [process.communicate() for process in processes]
    codes = [process.returncode for process in processes]
    assert set(codes) <= {0, 2}
    assert 0 in codes
    for code, (_, errors) in zip(codes, said, strict=True):
        assert "Traceback" not in errors
        # Whoever comes after the other has finished finds the store free.
        assert (code == 2) == ("正被另一个进程使用" in errors)
    store = open_ready_store(Settings(store=database, threads=2))
    try:
        assert len(list_batches(store, LOCAL_USER)) == codes.count(0)
    finally:
        store.close()
