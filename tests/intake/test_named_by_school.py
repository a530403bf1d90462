"""Sheets and files that go by the names of schools nobody has registered, and sheets of different quarters."""

from __future__ import annotations

import json

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.intake.around import FILE, NAMED_SO, SHEET, Place, school_named_so
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.intake.reading.bundles import Part, build_bundle
from eduboard.intake.rebuild import rebuild
from eduboard.intake.said import Asked
from eduboard.settings import Settings
from eduboard.store.store import Store
from eduboard.texts.templates import NOTES_SHEET
from tests.intake.files import CLASSES, ENROLMENT, text_file, workbook
from tests.intake.test_around import filled, rules
from tests.intake.test_given_values import rows_of

HEADER = ["学段", "年级", "班号", "学生数"]
BY_NAME = {"period": "2025Q3", "district": "临湖区", "school_name": NAMED_SO}


def class_of(size: int) -> list[list[object]]:
    return [list(HEADER), ["小学", "一年级", "1", size]]


def test_sheets_named_by_schools_nobody_has_registered_are_one_hand_in(store: Store) -> None:
    book = workbook({"01-甲小学": class_of(60), "乙小学班额统计表": class_of(40)})
    [result] = load_file(store, LOCAL_USER, book, "各校.xlsx", given=BY_NAME)
    assert result.batch is not None, rules(result.report)
    assert [row[2:] for row in rows_of(store)] == [("乙小学", "1", 40), ("甲小学", "1", 60)]
    kept = [part["filled"]["school_name"] for part in json.loads(result.batch.reading)["parts"]]
    assert [(value["value"], value["origin"]) for value in kept] == [("甲小学", "sheet"), ("乙小学", "sheet")]


def test_a_rebuild_takes_the_same_schools(store: Store, settings: Settings) -> None:
    book = workbook({"甲小学": class_of(60), "乙小学": class_of(40)})
    load_file(store, LOCAL_USER, book, "各校.xlsx", given=BY_NAME)
    before = rows_of(store)
    store.close()
    assert rebuild(settings.store, settings).batch_count == 1
    again = open_ready_store(settings)
    try:
        assert rows_of(again) == before
    finally:
        again.close()


def test_files_named_by_schools_are_too(store: Store) -> None:
    files = [
        Part(f"{school}.csv", text_file(",".join(HEADER), f"小学,一年级,1,{size}"))
        for school, size in (("甲小学", 60), ("乙小学", 40))
    ]
    [table] = check_file(store, LOCAL_USER, build_bundle(files, from_package=True), "各校.zip", given=BY_NAME)
    table.close()
    assert rules(table.report) == []
    found = [value for part in table.report.parts for value in part.filled if value.field == "school_name"]
    assert {(value.value, value.origin) for value in found} == {("甲小学", FILE), ("乙小学", FILE)}


def test_a_sheet_without_a_name_of_its_own_still_has_no_school(store: Store) -> None:
    [table] = check_file(store, LOCAL_USER, workbook({"Sheet1": class_of(60)}), "甲小学.xlsx", given=BY_NAME)
    table.close()
    assert rules(table.report) == [("column.missing", "学校名称")]


def test_what_is_said_of_one_sheet_goes_before_its_name(store: Store) -> None:
    book = workbook({"甲小学": class_of(60), "分校": class_of(40)})
    tables = check_file(
        store,
        LOCAL_USER,
        book,
        "各校.xlsx",
        given=BY_NAME,
        sheets={"分校": Asked(given={"school_name": "乙小学"})},
    )
    close_all(tables)
    [table] = tables
    assert [filled(part)["school_name"][0] for part in table.report.parts] == ["甲小学", "乙小学"]


def test_a_column_with_the_schools_holds_whatever_the_sheet_is_called(store: Store) -> None:
    rows = [["学校名称", *HEADER], ["甲小学", "小学", "一年级", "1", 60]]
    [table] = check_file(store, LOCAL_USER, workbook({"乙小学": rows}), "各校.xlsx", given=BY_NAME)
    table.close()
    assert rules(table.report) == []
    assert "school_name" not in filled(table.report)


@pytest.mark.parametrize(
    ("name", "school"),
    [
        ("甲小学", "甲小学"),
        ("3.甲小学2025Q3", "甲小学"),
        ("临湖区甲小学", "甲小学"),
        ("甲小学班额明细", "甲小学"),
        ("第三小学", "第三小学"),
        ("三小", "三小"),
        ("Sheet1", None),
        ("工作表2", None),
        ("班额统计表", None),
        ("2025年第三季度", None),
    ],
)
def test_the_name_of_a_sheet_is_bared_to_that_of_its_school(name: str, school: str | None) -> None:
    item = load_contracts()["classes"].field("school_name")
    found = school_named_so(item, [Place(SHEET, name)]).value
    assert (found.value if found else None) == school


def test_each_sheet_may_be_said_to_be_of_another_quarter(store: Store) -> None:
    rows = [["学校名称", *HEADER], ["甲小学", "小学", "一年级", "1", 60]]
    tables = check_file(
        store,
        LOCAL_USER,
        workbook({"前": rows, "后": rows}),
        "班额.xlsx",
        given={"period": "2025Q3", "district": "临湖区"},
        sheets={"前": Asked(given={"period": "2025Q2"})},
    )
    close_all(tables)
    assert [table.report.periods for table in tables] == [("2025Q2",), ("2025Q3",)]
    assert [table.report.districts for table in tables] == [("990101",), ("990101",)]


@pytest.mark.parametrize(
    ("beside", "named"),
    [
        ({"基本情况": [ENROLMENT.split(","), ["2025Q3", "临湖区", "甲小学", "小学", 1, 45, 3]]}, "班额"),
        ({"便条": [["给局里的话"], ["请尽快审核"]]}, "班额"),
        ({}, None),
        ({NOTES_SHEET: [["填写说明"], ["请按实际填写"]]}, None),
    ],
)
def test_a_line_names_its_sheet_where_a_clerk_sees_several(
    store: Store, beside: dict[str, list[list[object]]], named: str | None
) -> None:
    wrong = [CLASSES.split(","), ["2025Q3", "临湖区", "甲小学", "小学", "一年级", "1", "四五"]]
    tables = check_file(store, LOCAL_USER, workbook({"班额": wrong} | beside), "表.xlsx")
    close_all(tables)
    found = [item for table in tables for item in table.report.errors if item.rule == "type.integer"]
    assert [(item.sheet, item.line) for item in found] == [(named, 2)]
