"""Files of one period and district are handed in as one: one check, one batch, one original, each line in its file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from eduboard.access.viewer import LOCAL_USER
from eduboard.access_rules import AccessRules
from eduboard.exports.marked import build_marked_workbook
from eduboard.intake.backup import back_up, restore_backup
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.opening import open_ready_store
from eduboard.intake.packages import PackedFile, unpack
from eduboard.intake.publish import LoadResult, load_file, restore, withdraw
from eduboard.intake.rebuild import rebuild
from eduboard.intake.report import CheckReport
from eduboard.intake.review import accept
from eduboard.settings import Settings
from eduboard.store.originals import original_path
from eduboard.store.store import Store
from tests.intake.conftest import measured
from tests.intake.files import AFTER_SCHOOL, classes, text_file
from tests.intake.school_files import (
    LARGE_CLASSES,
    SCHOOLS,
    SIZES,
    THREE,
    Together,
    bring_together,
    in_workbook,
    loose,
)
from tests.intake.test_packages import LIMIT, package, windows_package
from tests.intake.test_review import REVIEWER, hand_in, number_of


@pytest.fixture
def together(store: Store) -> Together:
    return bring_together(store)


def load_all(store: Store, files: Sequence[PackedFile]) -> list[LoadResult]:
    return [result for file in files for result in load_file(store, LOCAL_USER, file.data, file.name)]


def reports_of(store: Store, file: PackedFile) -> list[CheckReport]:
    tables = check_file(store, LOCAL_USER, file.data, file.name)
    close_all(tables)
    return [table.report for table in tables]


@pytest.mark.parametrize("make", [package, windows_package], ids=["utf-8 names", "gbk names"])
def test_a_zip_with_a_file_for_each_school_is_one_batch_with_all_of_them(
    make: Callable[[dict[str, bytes]], bytes], store: Store, together: Together
) -> None:
    files = together(unpack(make(THREE), "schools.zip", LIMIT).files)
    [result] = load_all(store, files)
    assert result.batch is not None, result.report.errors
    assert (result.batch.row_count, result.batch.file_name) == (5, "schools（3 份）.zip")
    assert measured(store) == LARGE_CLASSES
    assert original_path(store, result.batch.sha256).read_bytes() == files[0].data
    [again] = load_all(store, files)
    assert again.is_unchanged


def measured_after_rebuild(store: Store, settings: Settings) -> float | None:
    """Close the store, build it anew from its originals, and measure there."""
    store.close()
    rebuild(settings.store, settings)
    again = open_ready_store(settings)
    try:
        return measured(again)
    finally:
        again.close()


def test_workbooks_and_text_are_one_hand_in_too(store: Store, together: Together) -> None:
    files = loose(
        {
            "甲小学.xlsx": in_workbook(THREE["甲小学.csv"], "班额"),
            "乙小学.csv": THREE["乙小学.csv"],
            "丙小学.xlsx": in_workbook(THREE["丙小学.csv"], "班额"),
        }
    )
    [file] = together(files)
    [result] = load_all(store, [file])
    assert result.batch is not None, result.report.errors
    assert measured(store) == LARGE_CLASSES


def test_a_part_that_is_wrong_is_named_with_its_own_line(store: Store, together: Together) -> None:
    wrong = THREE["乙小学.csv"].replace(b",50", ",五十几人".encode("gb18030"))
    [file] = together(loose({**THREE, "乙小学.csv": wrong}))
    [report] = reports_of(store, file)
    [error] = report.errors
    assert (error.sheet, error.line, error.value) == ("乙小学.csv", 2, "五十几人")


def test_two_versions_of_one_table_are_an_error_that_names_both_and_says_what_to_do(
    store: Store, together: Together
) -> None:
    changed = classes(*SIZES["甲小学"], 30, school="甲小学", encoding="gb18030")
    [file] = together(loose({"班额.csv": THREE["甲小学.csv"], "班额(修改).csv": changed}))
    [report] = reports_of(store, file)
    said = " ".join(error.message for error in report.errors)
    assert "班额.csv" in said
    assert "班额(修改).csv" in said
    assert "不读入" in said


def test_a_zip_with_register_schools_and_another_table_is_three_hand_ins_the_register_first(
    store: Store, together: Together
) -> None:
    register = text_file(
        "统计期,区县,学校标识码,学校名称,办学类型",
        *(f"2025Q3,临湖区,219900001{number},{school},小学" for number, school in enumerate(SCHOOLS)),
    )
    care = text_file(AFTER_SCHOOL, "2025Q3,临湖区,甲小学,小学,是,101,80")
    packed = unpack(package({**THREE, "课后服务.csv": care, "名录.csv": register}), "套表.zip", LIMIT).files
    files = together(packed)
    assert [file.name for file in files] == ["套表.zip/名录.csv", "套表（3 份）.zip", "套表.zip/课后服务.csv"]
    results = load_all(store, files)
    assert [result.report.dataset for result in results] == ["schools", "classes", "after_school"]
    assert all(result.batch is not None for result in results)
    assert measured(store) == LARGE_CLASSES


def test_registers_of_one_district_are_one_register(together: Together) -> None:
    head = "统计期,区县,学校标识码,学校名称,办学类型"
    rows = {name: f"2025Q3,临湖区,219900001{number},{name},小学" for number, name in enumerate(SCHOOLS)}
    [file] = together(loose({f"{name}.csv": text_file(head, row) for name, row in rows.items()}))
    assert file.is_register


def test_a_bundle_is_withdrawn_as_one_and_rebuilt_equal(
    store: Store, together: Together, settings: Settings
) -> None:
    [file] = together(
        unpack(windows_package({f"上街/{n}": d for n, d in THREE.items()}), "x.zip", LIMIT).files
    )
    [result] = load_all(store, [file])
    assert result.batch is not None
    withdraw(store, LOCAL_USER, result.batch.batch)
    assert measured(store) is None
    restore(store, LOCAL_USER, result.batch.batch)
    assert measured_after_rebuild(store, settings) == LARGE_CLASSES


def test_a_bundle_comes_back_marked_as_one_workbook_with_a_sheet_for_each_file(
    store: Store, together: Together
) -> None:
    files = {
        "甲小学.csv": THREE["甲小学.csv"],
        "乙小学.csv": THREE["乙小学.csv"].replace(b",50", b",x"),
        "丙小学.xlsx": in_workbook(THREE["丙小学.csv"]),
    }
    [file] = together(loose(files))
    book = load_workbook(io.BytesIO(build_marked_workbook(file.data, file.name, reports_of(store, file))))
    assert {"甲小学.csv", "乙小学.csv", "丙小学.xlsx_Sheet1"} <= set(book.sheetnames)
    assert book["乙小学.csv"]["G2"].comment is not None
    assert book["甲小学.csv"]["G2"].comment is None


def test_long_names_of_files_are_told_apart_in_the_marked_workbook(store: Store, together: Together) -> None:
    folder = "临湖区2025年秋季学期班额明细表（各学校上报的原表）/定稿"
    [file] = together(unpack(package({f"{folder}/{n}": d for n, d in THREE.items()}), "x.zip", LIMIT).files)
    book = load_workbook(io.BytesIO(build_marked_workbook(file.data, file.name, reports_of(store, file))))
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert [name[-7:] for name in book.sheetnames[1:]] == sorted(THREE)


def test_a_bundle_waits_for_review_and_is_published_as_it_was_handed_in(settings: Settings) -> None:
    reviewing = replace(settings, access=AccessRules(mode="accounts", review=True))
    store = open_ready_store(reviewing)
    try:
        [file] = bring_together(store)(loose(THREE))
        number = number_of(hand_in(store, file.data, file.name))
        assert measured(store) is None
        [result] = accept(store, REVIEWER, number)
        assert result.batch is not None
        assert (result.batch.file_name, result.batch.row_count) == (file.name, 5)
        assert measured(store) == LARGE_CLASSES
    finally:
        store.close()


def test_a_bundle_comes_back_out_of_a_backup(
    store: Store, together: Together, settings: Settings, tmp_path: Path
) -> None:
    [file] = together(loose(THREE))
    load_all(store, [file])
    back_up(settings, tmp_path / "backup.zip")
    elsewhere = replace(settings, store=tmp_path / "new" / "eduboard.duckdb")
    restore_backup(elsewhere, tmp_path / "backup.zip")
    again = open_ready_store(elsewhere)
    try:
        assert measured(again) == LARGE_CLASSES
        assert original_path(again, file.sha256).read_bytes() == file.data
    finally:
        again.close()


def test_handing_in_one_school_again_says_which_rows_would_go(store: Store, together: Together) -> None:
    load_all(store, together(loose(THREE)))
    data = THREE["乙小学.csv"]
    tables = check_file(store, LOCAL_USER, data, "乙小学.csv")
    try:
        assert [rows.gone for rows in compare(store, tables).rows] == [4]
    finally:
        close_all(tables)


def test_a_zip_named_by_district_and_quarter_with_files_named_by_school_is_read_from_its_names(
    store: Store, together: Together, settings: Settings
) -> None:
    register = text_file(
        "统计期,区县,学校标识码,学校名称,办学类型",
        *(f"2025Q3,临湖区,219900001{number},{school},小学" for number, school in enumerate(SCHOOLS)),
    )
    rows = {
        school: [f"小学,一年级,{number},{size}" for number, size in enumerate(sizes, 1)]
        for school, sizes in SIZES.items()
    }
    bare = {
        f"{school}.csv": text_file("学段,年级,班号,学生数", *of_school, encoding="gb18030")
        for school, of_school in rows.items()
    }
    data = windows_package({"名录.csv": register, **bare})
    files = together(unpack(data, "临湖区2025年第三季度.zip", LIMIT).files)
    assert [file.name for file in files] == [
        "临湖区2025年第三季度.zip/名录.csv", "临湖区2025年第三季度（3 份）.zip",
    ]  # fmt: skip
    results = load_all(store, files)
    assert [result.report.errors for result in results] == [(), ()]
    assert measured(store) == LARGE_CLASSES
    with store.reading() as session:
        schools = session.fetch("SELECT DISTINCT school_name FROM classes ORDER BY school_name")
    assert [row["school_name"] for row in schools] == sorted(SCHOOLS)
    assert measured_after_rebuild(store, settings) == LARGE_CLASSES
