"""Publishing, replacing by scope, taking back: what becomes of hand-ins and of the figures."""

import json

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import EduboardError, StoreUnwritable
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.publish import load_file, publish_tables, restore, withdraw
from eduboard.settings import Settings
from eduboard.store import batch_log, batches, originals
from eduboard.store.batch_log import read_log
from eduboard.store.batches import list_batches
from eduboard.store.originals import original_path, sha256_of
from eduboard.store.records import DEMO, Batch
from eduboard.store.store import Store
from tests.intake.conftest import Check, Load, Value
from tests.intake.files import AFTER_SCHOOL, CLASSES, classes, text_file, workbook

TWO_DISTRICTS = text_file(
    CLASSES,
    "2025Q3,临湖区,实验小学,小学,一年级,1,56",
    "2025Q3,临湖区,实验小学,小学,一年级,2,57",
    "2025Q3,东岭区,东岭小学,小学,一年级,1,70",
)
TWO_SHEETS = {
    "班额": [CLASSES.split(","), ["2025Q3", "临湖区", "实验小学", "小学", "一年级", 1, 60]],
    "课后": [AFTER_SCHOOL.split(","), ["2025Q3", "临湖区", "实验小学", "小学", "是", 1000, 900]],
}


def test_the_same_file_again_changes_nothing_and_stores_nothing(store: Store, load: Load) -> None:
    first, second = load(TWO_DISTRICTS), load(TWO_DISTRICTS)
    assert first.batch is not None
    assert not first.is_unchanged
    assert second.batch is None
    assert second.is_unchanged
    assert len(list_batches(store, LOCAL_USER)) == 1
    assert len(read_log(store.folder.batch_log)) == 1


def test_a_file_for_one_district_leaves_the_others_alone(load: Load, value: Value) -> None:
    load(TWO_DISTRICTS)
    load(classes(45, 45))
    assert value(districts=("990101",)) == 0
    assert value(districts=("990102",)) == 1
    assert value() == 1


def test_a_file_for_one_period_leaves_the_others_alone(load: Load, value: Value) -> None:
    load(classes(56, 57, period="2025Q2"))
    load(classes(56, period="2025Q3"))
    assert value(periods=("2025Q2",)) == 2
    assert value(periods=("2025Q3",)) == 1


def test_a_withdrawn_batch_brings_the_one_before_it_back(store: Store, load: Load, value: Value) -> None:
    load(classes(56, 57))
    second = load(classes(56, 57, 58)).batch
    assert second is not None
    assert value() == 3
    withdraw(store, LOCAL_USER, second.batch)
    assert value() == 2
    restore(store, LOCAL_USER, second.batch)
    assert value() == 3


def test_each_scope_falls_back_to_its_own_batch_before(store: Store, load: Load, value: Value) -> None:
    load(classes(45, 60, district="东岭区"))
    both = load(TWO_DISTRICTS, explanation="只剩一所学校").batch
    assert both is not None
    withdraw(store, LOCAL_USER, both.batch)
    assert value(districts=("990101",)) is None
    assert value(districts=("990102",)) == 1


def test_withdrawing_an_older_batch_leaves_the_newest_current(store: Store, load: Load, value: Value) -> None:
    first = load(classes(56)).batch
    second = load(classes(56, 57)).batch
    assert first is not None
    assert second is not None
    withdraw(store, LOCAL_USER, first.batch)
    assert value() == 2
    withdraw(store, LOCAL_USER, second.batch)
    assert value() is None
    restore(store, LOCAL_USER, first.batch)
    assert value() == 1


def test_a_withdrawn_file_may_be_handed_in_again(store: Store, load: Load, value: Value) -> None:
    first = load(classes(56)).batch
    assert first is not None
    withdraw(store, LOCAL_USER, first.batch)
    again = load(classes(56))
    assert again.batch is not None
    assert again.batch.batch != first.batch
    assert value() == 1


def test_withdrawing_twice_is_a_sentence_and_changes_nothing(store: Store, load: Load) -> None:
    batch = load(classes(56)).batch
    assert batch is not None
    withdraw(store, LOCAL_USER, batch.batch)
    with pytest.raises(EduboardError, match="已撤回"):
        withdraw(store, LOCAL_USER, batch.batch)
    restore(store, LOCAL_USER, batch.batch)
    with pytest.raises(EduboardError, match="已发布"):
        restore(store, LOCAL_USER, batch.batch)
    assert [entry["action"] for entry in read_log(store.folder.batch_log)] == [
        "publish",
        "withdraw",
        "restore",
    ]


def test_an_unknown_batch_is_a_sentence(store: Store) -> None:
    with pytest.raises(EduboardError, match="20990101-001"):
        withdraw(store, LOCAL_USER, "20990101-001")


def test_withdrawing_an_indicator_takes_its_figure_back(store: Store, load: Load, value: Value) -> None:
    batch = load(text_file("统计期,区县,指标,数值,单位", "2025Q3,临湖区,大班额数,31,个")).batch
    assert batch is not None
    assert value() == 31
    withdraw(store, LOCAL_USER, batch.batch)
    assert value() is None


def test_the_original_is_kept_byte_for_byte(store: Store, load: Load) -> None:
    data = classes(56, 57, encoding="gb18030").replace(b"\n", b"\r\n")
    load(data)
    assert original_path(store, sha256_of(data)).read_bytes() == data
    assert not list(store.folder.originals.rglob("*.part"))
    assert not [path for path in store.folder.spill.rglob("*") if path.is_file()]


def test_an_original_cut_short_by_a_crash_is_written_anew(store: Store, load: Load) -> None:
    data = classes(56)
    path = original_path(store, sha256_of(data))
    path.parent.mkdir(parents=True)
    path.write_bytes(data[:10])
    load(data)
    assert path.read_bytes() == data


def test_a_refused_file_leaves_no_original(store: Store, load: Load) -> None:
    load(classes(-1))
    assert not [path for path in store.folder.originals.rglob("*") if path.is_file()]


def test_a_batch_keeps_what_it_was(load: Load, store: Store) -> None:
    load(TWO_DISTRICTS, "三季度 班额.csv", explanation="并校", kind=DEMO)
    [row] = list_batches(store, LOCAL_USER)
    assert row["file_name"] == "三季度 班额.csv"
    assert (row["explanation"], row["kind"], row["status"]) == ("并校", "demo", "已发布")
    assert (row["row_count"], row["periods"], row["districts"]) == (3, ["2025Q3"], ["990101", "990102"])
    assert row["sha256"] == sha256_of(TWO_DISTRICTS)


def test_batches_of_a_day_are_counted_beyond_999(
    load: Load, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(classes(45))
    with store.reading() as session:
        session.execute("UPDATE store.batches SET batch = left(batch, 9) || '999'")
    following = [load(classes(size)).batch for size in (46, 47)]
    assert [batch.batch[9:] for batch in following if batch] == ["1000", "1001"]


def test_the_tables_of_one_file_are_published_together(store: Store, value: Value) -> None:
    data = workbook(TWO_SHEETS)
    results = load_file(store, LOCAL_USER, data, "两表.xlsx")
    assert [result.batch.dataset for result in results if result.batch] == ["classes", "after_school"]
    assert value() == 1
    assert value("after_school_student_rate") == 0.9
    assert [result.is_unchanged for result in load_file(store, LOCAL_USER, data, "两表.xlsx")] == [True, True]


def test_one_table_with_errors_keeps_back_the_others(store: Store, value: Value) -> None:
    sheets = TWO_SHEETS | {"课后": [TWO_SHEETS["课后"][0], [*TWO_SHEETS["课后"][1][:6], 1001]]}
    results = load_file(store, LOCAL_USER, workbook(sheets), "两表.xlsx")
    assert [result.batch for result in results] == [None, None]
    assert value() is None


def test_a_crash_between_two_tables_leaves_neither(
    store: Store, value: Value, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = batches._register

    def crash_at_the_second(session: object, batch: Batch, table: str) -> None:
        if batch.dataset == "after_school":
            raise MemoryError
        register(session, batch, table)  # type: ignore[arg-type]

    monkeypatch.setattr(batches, "_register", crash_at_the_second)
    with pytest.raises(MemoryError):
        load_file(store, LOCAL_USER, workbook(TWO_SHEETS), "两表.xlsx")
    monkeypatch.undo()
    assert list_batches(store, LOCAL_USER) == []
    assert value() is None
    assert read_log(store.folder.batch_log) == []
    assert load_file(store, LOCAL_USER, workbook(TWO_SHEETS), "两表.xlsx")[0].batch is not None


def test_a_crash_between_commit_and_log_is_mended_by_the_next_hand_in(
    store: Store, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(batch_log, "_append", crash)
    with pytest.raises(KeyboardInterrupt):
        load(classes(56))
    monkeypatch.undo()
    assert read_log(store.folder.batch_log) == []
    load(classes(56, 57))
    assert [entry["event"] for entry in read_log(store.folder.batch_log)] == [1, 2]


def test_a_log_that_cannot_be_written_is_said_and_what_was_published_stays(
    store: Store, load: Load, value: Value, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(batch_log, "_append", full)
    with pytest.raises(StoreUnwritable, match="操作已经完成"):
        load(classes(56))
    assert value() == 1


def test_a_disk_that_is_full_publishes_nothing(
    store: Store, load: Load, value: Value, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(originals, "_write_durably", full)
    with pytest.raises(StoreUnwritable):
        load(classes(56))
    monkeypatch.undo()
    assert value() is None
    assert load(classes(56)).batch is not None


def test_what_was_checked_can_be_published_later(store: Store, value: Value) -> None:
    data = classes(56)
    tables = check_file(store, LOCAL_USER, data, "表.csv")
    load_file(store, LOCAL_USER, classes(45), "另一份.csv")
    [result] = publish_tables(store, tables, data)
    close_all(tables)
    assert result.batch is not None
    assert value() == 1


def test_the_log_says_how_each_table_was_found(store: Store) -> None:
    load_file(store, LOCAL_USER, workbook(TWO_SHEETS), "两表.xlsx")
    readings = [json.loads(entry["registered"]["reading"]) for entry in read_log(store.folder.batch_log)]
    found = {"header_line": 1, "one_of_several": True}
    assert readings == [{"sheet": "班额", **found}, {"sheet": "课后", **found}]


def test_large_and_small_files_give_the_same(
    settings: Settings, store: Store, load: Load, value: Value
) -> None:
    """The engine reads a large plain file itself; the figures and lines are those of the careful reader."""
    rows = [
        f"2025Q3,临湖区,第{school}小学,小学,{grade}年级,{number},{30 + (school * 7 + number) % 40}"
        for school in range(60)
        for grade in "一二三四五六"
        for number in range(1, 30)
    ]
    plain = text_file(CLASSES, *rows)
    assert len(plain) > 300_000
    assert load(plain).report.rows == len(rows)
    expected = sum(int(row.rpartition(",")[2]) >= 56 for row in rows)
    assert value() == expected
    quoted = load(text_file(CLASSES, *(row.replace("临湖区", '"东岭区"') for row in rows)))
    assert quoted.batch is not None
    assert value(districts=("990102",)) == expected


def test_lines_of_a_large_file_are_the_users_own(check: Check) -> None:
    rows = [
        f"2025Q3,临湖区,第{n // 30}小学,小学,一年级,{n},{45 if n != 9_000 else 'x'}" for n in range(12_000)
    ]
    report = check(text_file("临湖区班额统计表", "填报单位：临湖区教育局", CLASSES, *rows))
    assert [(finding.line, finding.value) for finding in report.errors] == [(9_004, "x")]
    assert report.header_line == 3
