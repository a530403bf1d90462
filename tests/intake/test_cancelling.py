"""A cancelled upload leaves nothing behind, wherever it is cancelled; and the same rows are not stored twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import StoreUnwritable
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.progress import STEPS, Step
from eduboard.intake.publish import load_file
from eduboard.store import batch_log, batches, originals
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.records import DEMO, Incoming
from eduboard.store.store import Store
from tests.intake.conftest import Load, Value
from tests.intake.files import AFTER_SCHOOL, CLASSES, classes, text_file, workbook

NAME = "表.csv"


class Cancelled(BaseException):
    """As Streamlit stops a script: no Exception."""


def cancel_at(wanted: Step) -> Callable[[Step], None]:
    def listen(step: Step) -> None:
        if step == wanted:
            raise Cancelled

    return listen


def files_of(store: Store) -> list[Path]:
    """Everything that lies among the originals or was spilt, folders too."""
    return sorted([*store.folder.originals.rglob("*"), *store.folder.spill.rglob("*")])


def test_every_step_is_announced_in_its_order(store: Store) -> None:
    steps: list[Step] = []
    load_file(store, LOCAL_USER, classes(56), NAME, progress=steps.append)
    assert tuple(steps) == STEPS


def test_comparing_announces_its_steps(store: Store) -> None:
    steps: list[Step] = []
    tables = check_file(store, LOCAL_USER, classes(56), NAME)
    compare(store, tables, steps.append)
    close_all(tables)
    assert steps == ["compare", "measure", "explain"]


@pytest.mark.parametrize("step", STEPS)
def test_a_cancelled_upload_leaves_nothing_behind(step: Step, store: Store, load: Load, value: Value) -> None:
    load(classes(45, 46))
    before, version, log = files_of(store), store.version, read_log(store.folder.batch_log)
    with pytest.raises(Cancelled):
        load_file(store, LOCAL_USER, classes(56, 57), NAME, progress=cancel_at(step))
    assert files_of(store) == before
    assert (store.version, read_log(store.folder.batch_log)) == (version, log)
    assert len(list_batches(store, LOCAL_USER)) == 1
    assert value() == 0
    # The next one finds an unlocked store, and so does another thread.
    done = threading.Thread(target=load, args=(classes(56, 57),))
    done.start()
    done.join(20)
    assert value() == 2


@pytest.mark.parametrize("step", ["compare", "measure", "explain"])
def test_a_cancelled_comparison_leaves_the_store_free(step: Step, store: Store, load: Load) -> None:
    tables = check_file(store, LOCAL_USER, classes(56), NAME)
    with pytest.raises(Cancelled):
        compare(store, tables, cancel_at(step))
    close_all(tables)
    assert list_batches(store, LOCAL_USER) == []
    assert load(classes(56)).batch is not None


def test_an_original_that_a_batch_came_of_survives_a_cancelled_upload(store: Store, load: Load) -> None:
    data = classes(56)
    load(data)
    load(classes(57))
    # The first file again is a new batch; cancelled, it leaves the first batch its original.
    with pytest.raises(Cancelled):
        load_file(store, LOCAL_USER, data, NAME, progress=cancel_at("keep"))
    assert original_path(store, sha256_of(data)).read_bytes() == data


def test_a_disk_that_fails_leaves_nothing_behind(
    store: Store, load: Load, value: Value, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(store)

    def full(path: Path, data: bytes) -> None:
        path.write_bytes(data)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(originals, "_write_durably", full)
    with pytest.raises(StoreUnwritable):
        load(classes(56))
    assert files_of(store) == before
    assert value() is None


def test_a_store_that_fails_while_rows_go_in_leaves_no_original(
    store: Store, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(store)

    def out_of_memory(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(batches, "_register", out_of_memory)
    with pytest.raises(MemoryError):
        load(classes(56))
    assert files_of(store) == before


def test_what_was_committed_keeps_its_original_though_the_log_fails(
    store: Store, load: Load, value: Value, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(batch_log, "_append", full)
    with pytest.raises(StoreUnwritable):
        load(classes(56))
    assert original_path(store, sha256_of(classes(56))).exists()
    assert value() == 1


# -- 没有变化 ------------------------------------------------------------------------------------------------

ROWS = ["2025Q3,临湖区,实验小学,小学,一年级,1,56", "2025Q3,东岭区,东岭小学,小学,一年级,1,70"]
BOTH = text_file(CLASSES, *ROWS)
AS_WORKBOOK = workbook({"班额": [CLASSES.split(","), *([*row.split(",")] for row in ROWS)]})


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (BOTH.decode().encode("gb18030"), "班额.csv"),
        (b"\xef\xbb\xbf" + BOTH.replace(b"\n", b"\r\n"), "班额.csv"),
        (BOTH.replace(b",", b"\t"), "班额.tsv"),
        (text_file(CLASSES, *reversed(ROWS)), "倒序.csv"),
        (AS_WORKBOOK, "班额.xlsx"),
    ],
    ids=["GBK", "BOM and CRLF", "tabs", "another order", "XLSX"],
)
def test_the_same_rows_saved_otherwise_are_no_change_and_stored_once(
    data: bytes, name: str, store: Store, load: Load
) -> None:
    load(BOTH)
    before = files_of(store)
    result = load(data, name)
    assert result.is_unchanged
    assert result.batch is None
    assert len(list_batches(store, LOCAL_USER)) == 1
    assert files_of(store) == before


@pytest.mark.parametrize(
    "changed",
    [
        BOTH.replace(b"1,70", b"1,71"),
        BOTH.replace("东岭小学".encode(), "东岭第一小学".encode()),
        BOTH.replace(b"1,56", "1,约56".encode()),
        text_file(CLASSES, ROWS[0]),
        text_file(CLASSES, *ROWS, "2025Q3,临湖区,实验小学,小学,一年级,2,40"),
    ],
    ids=["a number", "a name", "a qualifier", "a district less", "a row more"],
)
def test_anything_else_is_a_change(changed: bytes, load: Load) -> None:
    load(BOTH)
    result = load(changed, explanation="更正校名")
    # One district of two, unchanged, is no change either.
    assert result.is_unchanged == (changed == text_file(CLASSES, ROWS[0]))


def test_the_same_rows_for_another_kind_of_hand_in_are_a_change(load: Load) -> None:
    load(BOTH, kind=DEMO)
    assert load(BOTH).batch is not None


def test_a_year_and_its_fourth_quarter_are_not_the_same(load: Load) -> None:
    header = "统计期,区县,类型,级别,数量"
    load(text_file(header, "2024年,东岭区,论文,省级,90"))
    assert load(text_file(header, "2024Q4,东岭区,论文,省级,90")).batch is not None


def test_of_a_file_with_two_tables_only_the_changed_one_is_stored(store: Store) -> None:
    def both(size: int) -> bytes:
        return workbook(
            {
                "班额": [CLASSES.split(","), ["2025Q3", "临湖区", "实验小学", "小学", "一年级", 1, size]],
                "课后": [AFTER_SCHOOL.split(","), ["2025Q3", "临湖区", "实验小学", "小学", "是", 1000, 900]],
            }
        )

    load_file(store, LOCAL_USER, both(50), "两表.xlsx")
    results = load_file(store, LOCAL_USER, both(51), "两表.xlsx")
    assert [result.is_unchanged for result in results] == [False, True]
    assert [result.batch.dataset for result in results if result.batch] == ["classes"]


def test_rows_are_compared_only_where_there_are_as_many(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    from eduboard.intake import changes

    def never(_session: object, _table: Incoming) -> None:
        raise AssertionError

    load(classes(56, 57))
    monkeypatch.setattr(changes, "compare_rows", never)
    assert load(classes(56, 57, 58)).batch is not None
    assert load(classes(56, 57, 58)).is_unchanged
