"""A sheet beside known ones that no contract fits: left out and named, read as soon as somebody says what it is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import publish_tables
from eduboard.intake.rebuild import rebuild
from eduboard.intake.report import CheckReport
from eduboard.intake.review import check_submittal, submit
from eduboard.intake.said import Asked
from eduboard.settings import Settings
from eduboard.store.store import Store
from eduboard.store.submittals import find_submittal
from tests.intake.files import classes, workbook

OWN = "自制表"
HEADERS = ["哪一季", "哪个区", "谁家", "层级", "第几级", "哪班", "头数"]
FIELDS = ["period", "district", "school_name", "stage", "grade", "class_no", "students"]
ROWS = [
    ["2025Q3", "东岭区", "甲校", "小学", "一年级", "1", 40],
    ["2025Q3", "东岭区", "甲校", "小学", "一年级", "2", 41],
]
BOOK = workbook(
    {"班额": [line.split(",") for line in classes(60, 40).decode().splitlines()], OWN: [HEADERS, *ROWS]}
)
SAID = {OWN: Asked("classes", dict(zip(HEADERS, FIELDS, strict=True)))}


def reports(store: Store, sheets: Mapping[str, Asked] | None = None) -> dict[str, CheckReport]:
    tables = check_file(store, LOCAL_USER, BOOK, "两表.xlsx", sheets=sheets)
    close_all(tables)
    return {table.report.sheet or "": table.report for table in tables}


def publish(store: Store) -> None:
    tables = check_file(store, LOCAL_USER, BOOK, "两表.xlsx", sheets=SAID)
    try:
        results = publish_tables(store, tables, BOOK)
    finally:
        close_all(tables)
    assert [result.batch is not None for result in results] == [True, True]


def stored(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as session:
        return session.fetch_tuples("SELECT district, school, students FROM classes ORDER BY ALL")


def test_a_sheet_that_nobody_speaks_of_is_named_and_not_read(store: Store) -> None:
    [(sheet, report)] = reports(store).items()
    assert sheet == "班额"
    assert [(item.rule, item.value) for item in report.warnings] == [("sheet.unknown", OWN)]


def test_a_sheet_whose_table_is_named_is_read_with_the_others_and_says_what_it_lacks(store: Store) -> None:
    found = reports(store, {OWN: Asked("classes")})
    assert list(found) == ["班额", OWN]
    assert found["班额"].is_clean
    assert not found["班额"].warnings
    assert found[OWN].dataset == "classes"
    assert "学生数" in found[OWN].missing


def test_a_sheet_whose_columns_are_named_is_clean(store: Store) -> None:
    found = reports(store, SAID)
    assert all(report.is_clean for report in found.values())
    assert found[OWN].rows == 2
    # What is said of one sheet is not said of the other.
    assert found["班额"].by_hand == {}
    assert set(found[OWN].by_hand.values()) == set(FIELDS)


@pytest.mark.parametrize("said", [Asked(), Asked(None, {"头数": "students"})])
def test_a_sheet_of_which_too_little_is_said_stays_out_and_is_named(store: Store, said: Asked) -> None:
    found = reports(store, {OWN: said})
    assert list(found) == ["班额"]
    assert [item.value for item in found["班额"].warnings] == [OWN]


def test_both_sheets_are_published_and_a_rebuild_reads_them_the_same(
    store: Store, settings: Settings
) -> None:
    publish(store)
    rows = stored(store)
    assert [row[2] for row in rows] == [40, 60, 40, 41]
    store.close()
    rebuild(store.folder.database, settings)
    rebuilt = open_ready_store(settings)
    try:
        assert stored(rebuilt) == rows
    finally:
        rebuilt.close()


def test_what_was_said_of_a_sheet_is_remembered_for_the_next_file(store: Store) -> None:
    publish(store)
    found = reports(store)
    assert list(found) == ["班额", OWN]
    assert {column.origin for column in found[OWN].columns} == {"remembered"}


def test_a_reviewer_sees_the_sheet_as_the_clerk_has_read_it(store: Store) -> None:
    tables = check_file(store, LOCAL_USER, BOOK, "两表.xlsx", sheets=SAID)
    submitted = submit(store, tables, BOOK, Asked(sheets=SAID))
    close_all(tables)
    assert submitted is not None
    with store.reading() as session:
        waiting = find_submittal(session, submitted.submittal)
    assert waiting == submitted
    tables = check_submittal(store, LOCAL_USER, waiting, BOOK)
    close_all(tables)
    assert {table.report.sheet: table.report.rows for table in tables} == {"班额": 2, OWN: 2}
    assert all(table.report.is_clean for table in tables)
