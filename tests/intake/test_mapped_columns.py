"""Columns that a clerk names by hand: they are read, remembered, forgotten, and read again the same in a rebuild."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import LoadResult, load_file
from eduboard.intake.rebuild import rebuild
from eduboard.intake.remembered import forget, list_remembered
from eduboard.intake.report import CheckReport
from eduboard.settings import Settings
from eduboard.store.batches import list_batches
from eduboard.store.store import Store, stored_columns
from tests.intake.conftest import Check, Load, Value
from tests.intake.files import CLASSES, text_file

OWN_WORDS = "统计期,区县,学校名称,学段,年级,班号,学籍人数"
ROWS = ("2025Q3,临湖区,实验小学,小学,一年级,1,56", "2025Q3,临湖区,实验小学,小学,一年级,2,40")
FILE = text_file(OWN_WORDS, *ROWS)
BY_HAND = {"学籍人数": "students"}


@pytest.fixture
def checked(store: Store) -> Check:
    """Check a file of one table, with what is said of its columns."""

    def checked(data: bytes, dataset: str | None = None, **columns: str) -> CheckReport:
        tables = check_file(store, LOCAL_USER, data, "表.csv", dataset, columns=columns or None)
        close_all(tables)
        [table] = tables
        return table.report

    return checked


def read_as(report: CheckReport) -> dict[str, tuple[str, str]]:
    return {column.header: (column.field, column.origin) for column in report.columns}


def rules(report: CheckReport) -> list[str]:
    return [finding.rule for finding in (*report.errors, *report.warnings)]


def remembered(store: Store) -> dict[tuple[str, str], str]:
    with store.reading() as session:
        return {(item.dataset, item.header): item.field for item in list_remembered(session)}


# -- by hand -------------------------------------------------------------------------------------------------


def test_a_header_nobody_knows_names_the_table_that_it_has_most_columns_of(checked: Check) -> None:
    header = "统计期,区县,学校标识码,学校名称,学段,是否开展,总共娃儿,来的娃儿,专任教师数,参与教师数,课程门数"
    row = "2025Q3,临湖区,2199010001,实验小学,小学,是,900,800,50,40,12"
    [finding] = checked(text_file(header, row)).errors
    assert finding.rule == "dataset.unknown"
    assert "最接近的是“课后服务”，它还缺：在校生数、参加学生数" in finding.remedy


def test_a_required_column_of_another_name_is_an_error_until_it_is_named(checked: Check) -> None:
    report = checked(FILE)
    assert "column.missing" in rules(report)
    assert report.missing == ("学生数",)
    assert read_as(report)["学籍人数"] == ("", "")
    report = checked(FILE, 学籍人数="students")
    assert report.is_clean
    assert report.warnings == ()
    assert (report.dataset, report.rows) == ("classes", 2)
    assert read_as(report)["学籍人数"] == ("students", "by_hand")
    assert read_as(report)["年级"] == ("grade", "")


def test_a_field_can_be_named_by_its_title(checked: Check) -> None:
    assert checked(FILE, 学籍人数="学生数").by_hand == BY_HAND


@pytest.mark.parametrize("header", ["学籍人数（人）", "实有 人数", "*学籍人数", "学籍人数(人)"])
def test_a_header_is_known_however_it_is_spelt(header: str, checked: Check) -> None:
    data = text_file(OWN_WORDS.replace("学籍人数", header), *ROWS)
    assert checked(data, 学籍人数="students").is_clean


def test_a_table_whose_words_are_all_its_own_becomes_readable(checked: Check) -> None:
    header = {
        "哪一季": "period", "哪个区": "district", "单位": "school_name", "层级": "stage", "级": "grade",
        "班": "class_no", "头数": "students",
    }  # fmt: skip
    data = text_file("云川市班额表", ",".join(header), *ROWS)
    report = checked(data, "classes", **header)
    assert report.is_clean
    assert (report.header_line, report.rows, report.districts) == (2, 2, ("990101",))


def test_what_is_said_by_hand_goes_before_titles_and_aliases(
    checked: Check, load: Load, value: Value
) -> None:
    data = text_file(
        f"{CLASSES},学籍人数", *(f"{row},{size}" for row, size in zip(ROWS, (30, 31), strict=True))
    )
    assert read_as(checked(data))["学生数"] == ("students", "")
    report = checked(data, 学籍人数="students")
    assert read_as(report)["学籍人数"] == ("students", "by_hand")
    assert read_as(report)["学生数"] == ("", "")
    assert rules(report) == ["column.duplicate"]
    load(data, columns=BY_HAND)
    assert value("large_classes") == 0
    load(data, columns={"学籍人数": "", "学生数": "students"})
    assert value("large_classes") == 1


def test_a_column_left_out_by_hand_is_not_read_and_not_warned_of(checked: Check) -> None:
    data = text_file(f"{CLASSES},备用", *(f"{row},x" for row in ROWS))
    assert rules(checked(data)) == ["column.extra"]
    report = checked(data, 备用="")
    assert (report.is_clean, report.warnings) == (True, ())
    assert read_as(report)["备用"] == ("", "by_hand")
    assert checked(data, 学生数="").missing == ("学生数",)


def test_a_field_that_the_table_does_not_have_is_an_error_that_lists_those_it_has(checked: Check) -> None:
    report = checked(FILE, 学籍人数="participants")
    [finding] = [item for item in report.errors if item.rule == "column.unknown_field"]
    assert finding.line == 1
    assert "“学籍人数”被指定为“participants”" in finding.reason
    assert "学生数" in finding.remedy


def test_two_columns_named_for_one_field_are_an_error(checked: Check) -> None:
    data = text_file(f"{OWN_WORDS},应有人数", *(f"{row},1" for row in ROWS))
    report = checked(data, 学籍人数="students", 应有人数="students")
    [finding] = report.errors
    assert (finding.rule, finding.value, finding.line) == ("column.two_by_hand", "应有人数", 1)


# -- remembered ----------------------------------------------------------------------------------------------


def test_what_was_said_is_remembered_with_the_publication_and_not_before(
    checked: Check, load: Load, store: Store
) -> None:
    checked(FILE, 学籍人数="students")
    assert remembered(store) == {}
    assert "column.missing" in rules(checked(FILE))
    load(FILE, columns=BY_HAND)
    assert remembered(store) == {("classes", "学籍人数"): "students"}
    report = checked(text_file(OWN_WORDS, ROWS[0].replace("Q3", "Q2")))
    assert report.is_clean
    assert read_as(report)["学籍人数"] == ("students", "remembered")


def test_a_file_with_errors_is_no_publication(load: Load, store: Store) -> None:
    load(text_file(OWN_WORDS, ROWS[0].replace("56", "-1")), columns=BY_HAND)
    assert remembered(store) == {}


def test_saying_the_same_again_is_no_news(load: Load, store: Store) -> None:
    for period in ("2025Q1", "2025Q2"):
        load(FILE.replace(b"2025Q3", period.encode()), columns=BY_HAND)
    with store.reading() as session:
        assert [row["action"] for row in session.run("store/mapped_columns")] == ["map_column"]


def test_a_remembered_header_helps_to_recognise_the_dataset_and_to_find_the_header(
    checked: Check, load: Load
) -> None:
    own = {
        "哪一季": "period", "哪个区": "district", "叫什么": "programme", "哪一类": "category", "怎么办": "form",
        "几回": "sessions", "多少人": "person_times",
    }  # fmt: skip
    row = "2025Q3,临湖区,新课标培训,国培,线下,2,80"
    data, titled = text_file(",".join(own), row), text_file("云川市,教师,培训", ",".join(own), row)
    assert checked(data).dataset is None
    load(data, dataset="training", columns=own)
    report = checked(titled)
    assert (report.dataset, report.header_line) == ("training", 2)
    assert {origin for _, origin in read_as(report).values()} == {"remembered"}


def test_a_remembered_header_gives_way_to_the_fields_own_title_and_that_is_said(
    checked: Check, load: Load
) -> None:
    load(FILE, columns=BY_HAND)
    report = checked(text_file(f"{CLASSES},学籍人数", *(f"{row},1" for row in ROWS)))
    assert read_as(report)["学生数"] == ("students", "")
    assert read_as(report)["学籍人数"] == ("", "remembered")
    assert rules(report) == ["column.duplicate"]


def test_what_is_said_of_this_file_goes_before_what_is_remembered(checked: Check, load: Load) -> None:
    load(FILE, columns=BY_HAND)
    assert checked(FILE, 学籍人数="").missing == ("学生数",)
    load(FILE, columns={"学籍人数": ""})
    assert checked(FILE).is_clean


def test_what_is_remembered_of_one_table_does_not_touch_another(checked: Check, load: Load) -> None:
    load(FILE, columns=BY_HAND)
    header = "统计期,区县,学校名称,学段,班级数,学籍人数,专任教师数"
    report = checked(text_file(header, "2025Q3,临湖区,实验小学,小学,2,96,5"), "enrolment")
    assert read_as(report)["学籍人数"] == ("", "")


CLERK = Viewer("张三", "数据员", ("990101",), account="lake.zhang")
COLLEAGUE = Viewer("王五", "数据员", ("990101",), account="lake.wang")
REVIEWER = Viewer("赵六", "审核员", ("990101",), account="zhao")


def missing(store: Store, viewer: Viewer) -> tuple[str, ...]:
    """What a viewer's file in own words lacks."""
    [table] = tables = check_file(store, viewer, FILE.replace(b"2025Q3", b"2025Q1"), "表.csv", "classes")
    close_all(tables)
    return table.report.missing


def test_what_a_clerk_said_holds_for_the_clerks_own_files_only(store: Store) -> None:
    load_file(store, CLERK, FILE, "表.csv", columns=BY_HAND)
    assert missing(store, CLERK) == ()
    assert missing(store, COLLEAGUE) == ("学生数",)
    assert missing(store, REVIEWER) == ("学生数",)
    with pytest.raises(EduboardError, match="没有记住"):
        forget(store, LOCAL_USER, "classes", "学籍人数")
    forget(store, LOCAL_USER, "classes", "学籍人数", CLERK.account)
    assert missing(store, CLERK) == ("学生数",)


def test_what_a_reviewer_said_holds_for_everybody_who_has_not_said_otherwise(store: Store) -> None:
    load_file(store, REVIEWER, FILE, "表.csv", columns=BY_HAND)
    assert missing(store, CLERK) == ()
    rows = FILE.replace(b"2025Q3", b"2025Q2").replace(OWN_WORDS.encode(), f"{OWN_WORDS},学生数".encode())
    rows = rows.replace(b",56", b",56,56").replace(b",40", b",40,40")
    load_file(store, CLERK, rows, "表.csv", columns={"学籍人数": ""})
    assert missing(store, CLERK) == ("学生数",)
    assert missing(store, COLLEAGUE) == ()


def test_the_last_word_holds_and_forgetting_is_a_word_too(checked: Check, load: Load, store: Store) -> None:
    load(FILE, columns=BY_HAND)
    forget(store, LOCAL_USER, "classes", "学籍人数（人）")
    assert remembered(store) == {}
    assert "column.missing" in rules(checked(FILE))
    with pytest.raises(EduboardError, match="没有记住") as caught:
        forget(store, LOCAL_USER, "classes", "学籍人数")
    assert caught.value.code == "column.not_remembered"
    load(FILE.replace(b"2025Q3", b"2025Q2"), columns=BY_HAND)
    assert remembered(store) == {("classes", "学籍人数"): "students"}


def test_the_list_says_who_said_it_and_when(load: Load, store: Store) -> None:
    load(FILE, columns=BY_HAND)
    with store.reading() as session:
        [item] = list_remembered(session)
        [event] = session.run("store/mapped_columns")
    assert (item.who, item.happened_at) == (LOCAL_USER.name, event["happened_at"])


def test_the_same_file_read_in_another_way_is_another_hand_in(load: Load, value: Value) -> None:
    data = text_file(f"{OWN_WORDS},应有人数", *(f"{row},30" for row in ROWS))
    assert load(data, columns=BY_HAND | {"应有人数": ""}).batch is not None
    assert value("large_classes") == 1
    assert load(data, columns={"应有人数": "students", "学籍人数": ""}).batch is not None
    assert value("large_classes") == 0
    assert load(data).is_unchanged


# -- rebuilt -------------------------------------------------------------------------------------------------


def state(settings: Settings) -> dict[str, Any]:
    store = open_ready_store(settings)
    try:
        with store.reading() as session:
            rows = session.fetch_tuples("SELECT * FROM store.rows_classes ORDER BY ALL")
            cube = session.fetch_tuples("SELECT * FROM cube ORDER BY ALL")
            events = session.fetch_tuples("SELECT * FROM store.events ORDER BY ALL")
        return {
            "rows": rows, "cube": cube, "events": events, "batches": list_batches(store, LOCAL_USER),
            "remembered": remembered(store),
        }  # fmt: skip
    finally:
        store.close()


def published(settings: Settings, *loads: tuple[bytes, Mapping[str, str] | None]) -> list[LoadResult]:
    store = open_ready_store(settings)
    try:
        return [load_file(store, LOCAL_USER, data, "表.csv", columns=columns)[0] for data, columns in loads]
    finally:
        store.close()


def test_a_rebuild_reads_a_batch_as_it_was_read_although_it_was_forgotten(settings: Settings) -> None:
    earlier = text_file(OWN_WORDS, ROWS[0].replace("Q3", "Q2"))
    published(settings, (FILE, BY_HAND), (earlier, None))
    store = open_ready_store(settings)
    forget(store, LOCAL_USER, "classes", "学籍人数")
    store.close()
    before = state(settings)
    assert len(before["rows"]) == 3
    rebuild(settings.store, settings)
    assert state(settings) == before
    assert before["remembered"] == {}


def test_a_rebuild_reads_each_batch_with_the_words_of_its_own_time(settings: Settings) -> None:
    both = text_file(f"{OWN_WORDS},应有人数", *(f"{row},30" for row in ROWS))
    earlier = both.replace(b"2025Q3", b"2025Q2")
    published(
        settings,
        (both, BY_HAND | {"应有人数": ""}),
        (earlier, {"应有人数": "students", "学籍人数": ""}),
    )
    before = state(settings)
    students = list(stored_columns(load_contracts()["classes"])).index("students")
    assert sorted(row[students] for row in before["rows"]) == [30, 30, 40, 56]
    rebuild(settings.store, settings)
    assert state(settings) == before


def test_a_rebuild_does_not_put_words_into_the_mouth_of_a_batch_published_without_them(
    settings: Settings,
) -> None:
    # 备用 is unknown when the first file comes; later somebody says that it is the class's number of students.
    header = f"{CLASSES},备用"
    published(
        settings,
        (text_file(header, *(f"{row},1" for row in ROWS)), None),
        (text_file(OWN_WORDS.replace("学籍人数", "备用"), ROWS[0].replace("Q3", "Q2")), {"备用": "students"}),
    )
    before = state(settings)
    rebuild(settings.store, settings)
    assert state(settings) == before


def test_a_batch_keeps_how_its_columns_were_read(load: Load, store: Store) -> None:
    batch = load(FILE, columns=BY_HAND).batch
    assert batch is not None
    assert json.loads(batch.reading) == {"sheet": None, "header_line": 1, "columns": {"学籍人数": "students"}}
    plain = load(text_file(CLASSES, ROWS[0].replace("Q3", "Q1"))).batch
    assert plain is not None
    assert "columns" not in json.loads(plain.reading)
