"""What several sheets that are one table come to: compared, published, taken back, rebuilt, reviewed as one."""

import dataclasses
import io

import pytest
from openpyxl import load_workbook

from eduboard.access.viewer import LOCAL_USER, Viewer
from eduboard.errors import AccessDenied
from eduboard.exports import marked
from eduboard.exports.confirmation import load_confirmation
from eduboard.exports.marked import build_marked_workbook
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.compare import compare
from eduboard.intake.opening import open_ready_store
from eduboard.intake.progress import STEPS
from eduboard.intake.publish import load_file, restore, withdraw
from eduboard.intake.rebuild import rebuild
from eduboard.intake.review import accept, check_submittal, mark_reports, submit
from eduboard.intake.said import Asked
from eduboard.store.batches import list_batches
from eduboard.store.how_read import how_read
from eduboard.store.store import Store
from eduboard.store.submittals import Mark
from tests.intake.conftest import Value, measured
from tests.intake.files import ENROLMENT, workbook
from tests.intake.sheets_of_schools import HEADER, LAKE, classes, of, published, stored, three_schools


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    published(of(three_schools(), store))
    again = of(three_schools(), store)
    assert (again.batch, again.is_unchanged) == (None, True)
    one_sheet = [HEADER, *(row for school, sizes in SCHOOLS.items() for row in classes(school, *sizes)[1:])]
    same_rows = of(workbook({"全区": one_sheet}), store)
    assert (same_rows.batch, same_rows.is_unchanged) == (None, True)


SCHOOLS = {"甲小学": (58, 40, 41), "乙小学": (60, 30), "丙小学": (56,)}


def test_taken_back_and_restored_it_is_one(store: Store, value: Value) -> None:
    first = published(of(workbook({"全区": classes("甲小学", 70)}), store))
    batch = published(of(three_schools(), store))
    withdraw(store, LOCAL_USER, batch.batch)
    assert value("large_classes") == 1
    assert {row[0] for row in stored(store)} == {first.batch}
    restore(store, LOCAL_USER, batch.batch)
    assert value("large_classes") == 3


def test_a_rebuild_gives_the_same_rows_also_where_a_sheet_was_left_out(store: Store) -> None:
    published(of(three_schools(), store))
    with_summary = three_schools(汇总=classes("丁小学", 60))
    published(of(with_summary, store, sheets={"汇总": Asked(""), "丙小学": Asked("")}))
    before, value_before = stored(store), measured(store)
    store.close()
    rebuild(store.folder.database, store.settings)
    again = open_ready_store(store.settings)
    try:
        assert stored(again) == before
        assert measured(again) == value_before == 2
    finally:
        again.close()


def test_the_confirmation_checks_the_joined_table_again(store: Store) -> None:
    batch = published(of(three_schools(), store))
    found = load_confirmation(store, LOCAL_USER, batch.batch)
    assert (found.checks.problem, found.checks.columns, found.checks.errors) == ("", 7, 0)
    assert found.row_count == 6


def test_the_comparison_counts_the_rows_of_all_sheets(store: Store) -> None:
    published(of(workbook({"全区": classes("甲小学", 58, 40)}), store))
    tables = check_file(store, LOCAL_USER, three_schools(), "各校.xlsx")
    [rows] = compare(store, tables).rows
    close_all(tables)
    assert (rows.added, rows.changed, rows.gone, rows.same) == (4, 0, 0, 2)


def test_what_is_unlikely_in_a_sheet_names_it(store: Store) -> None:
    header = ENROLMENT.split(",")

    def sheets(first: int, second: int, period: str) -> bytes:
        return workbook(
            {
                "甲": [header, [period, "临湖区", "甲小学", "小学", 10, first, 30]],
                "乙": [["标题"], header, [period, "临湖区", "乙小学", "小学", 10, second, 30]],
            }
        )

    published(of(sheets(400, 400, "2025Q2"), store))
    tables = check_file(store, LOCAL_USER, sheets(400, 4000, "2025Q3"), "各校.xlsx")
    observed = compare(store, tables).observations
    close_all(tables)
    rows = {(item.sheet, item.line) for item in observed if item.line is not None}
    assert rows == {("乙", 3)}


def test_a_schools_account_hands_in_its_grades(store: Store) -> None:
    registry = [
        ["统计期", "区县", "学校标识码", "学校名称", "办学类型"],
        ["2025Q1", "临湖区", "2199000018", "北小学", "小学"],
    ]
    load_file(store, LOCAL_USER, workbook({"名录": registry}), "名录.xlsx")
    viewer = Viewer("北小学", "数据员", (LAKE,), school="2199000018", account="north")
    grades = {"一年级": classes("北小学", 60, 40), "二年级": classes("北小学", 57)}
    grades["二年级"][1][4] = "二年级"
    batch = published(of(workbook(grades), store, viewer))
    assert [(scope.school, scope.row_count) for scope in batch.scopes] == [("2199000018", 3)]
    grades["二年级"][1][2] = "南小学"
    with pytest.raises(AccessDenied, match="“二年级”第 2 行"):
        of(workbook(grades), store, viewer)


CLERK = Viewer("张三", "数据员", (LAKE,), account="lake")
REVIEWER = Viewer("王审核", "审核员", None, account="review")


def test_a_hand_in_of_sheets_waits_for_review_and_is_published_as_one(store: Store, value: Value) -> None:
    data, asked = three_schools(汇总=classes("丁小学", 60)), Asked(sheets={"汇总": Asked("")})
    tables = check_file(store, CLERK, data, "各校.xlsx", sheets=asked.sheets)
    submittal = submit(store, tables, data, asked)
    close_all(tables)
    assert submittal is not None
    assert [how_read(table.reading).sheets for table in submittal.tables] == [("甲小学", "乙小学", "丙小学")]
    [result] = accept(store, REVIEWER, submittal.submittal)
    assert published(result).row_count == 6
    assert value("large_classes") == 3


def test_a_reviewers_mark_stands_in_the_sheet_it_was_made_in(store: Store) -> None:
    data = three_schools()
    tables = check_file(store, CLERK, data, "各校.xlsx")
    submittal = submit(store, tables, data, Asked())
    close_all(tables)
    assert submittal is not None
    returned = dataclasses.replace(submittal, marks=(Mark("乙小学", 3, "学生数", "60", "与报表不符"),))
    again = check_submittal(store, REVIEWER, submittal, data)
    reports = mark_reports([table.report for table in again], returned)
    close_all(again)
    book = load_workbook(io.BytesIO(build_marked_workbook(data, "各校.xlsx", reports)))
    # The columns of 乙小学 are turned round: 学生数 is its first.
    assert "与报表不符" in book["乙小学"]["A3"].comment.text
    assert book["甲小学"]["A3"].comment is None


def test_a_check_that_is_stopped_leaves_nothing(store: Store) -> None:
    class Stopped(Exception):
        """The reader has pressed 取消."""

    for step in STEPS:

        def stop(at: str, step: str = step) -> None:
            if at == step:
                raise Stopped

        with pytest.raises(Stopped):
            load_file(store, LOCAL_USER, three_schools(), "各校.xlsx", explanation="首次上报", progress=stop)
    assert list_batches(store, LOCAL_USER) == []
    assert not [path for path in store.folder.originals.rglob("*") if path.is_file()]


def test_an_excerpt_of_a_large_file_has_the_sheets_with_findings_only(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked, "COPIED_CELLS", 10)
    data = workbook({"甲": classes("甲小学", 40, 41), "乙": [["标题"], *classes("乙小学", 30, -5)]})
    reports = [of(data, store).report]
    book = load_workbook(io.BytesIO(build_marked_workbook(data, "各校.xlsx", reports)))
    rows = [[row[0].value, row[7].value] for row in book.worksheets[1].iter_rows(min_row=2)]
    assert (len(book.worksheets), rows) == (2, [[4, -5]])
