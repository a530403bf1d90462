"""Several sheets of one scope are one table: a sheet for each school, each grade, each 学区."""

import io
import json

import pytest
from openpyxl import load_workbook

from eduboard.access.viewer import LOCAL_USER
from eduboard.errors import UnusableFile
from eduboard.exports.cell_marks import ERROR_FILL
from eduboard.exports.marked import build_marked_workbook
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.original import load_original, read_page
from eduboard.intake.publish import load_file
from eduboard.intake.said import Asked
from eduboard.metrics.catalogue import load_catalogue
from eduboard.metrics.origins import Origin
from eduboard.metrics.provenance import trace_cell
from eduboard.store.batches import list_batches
from eduboard.store.how_read import FileLine, how_read
from eduboard.store.store import Store
from tests.intake.conftest import Load, Value
from tests.intake.files import ENROLMENT, workbook
from tests.intake.sheets_of_schools import HEADER, LAKE, classes, of, places, published, stored, three_schools


def test_a_sheet_for_each_school_is_one_batch(store: Store, value: Value) -> None:
    batch = published(of(three_schools(), store))
    assert [row["batch"] for row in list_batches(store, LOCAL_USER)] == [batch.batch]
    assert (batch.row_count, len(batch.scopes)) == (6, 1)
    assert value("large_classes") == 3
    assert value("large_class_share") == pytest.approx(3 / 6)


def test_lines_are_counted_through_and_told_by_sheet(store: Store) -> None:
    batch = published(of(three_schools(), store))
    # 甲小学 ends at line 4; in 乙小学 the title, the header, two rows and a note come before 丙小学.
    assert [line for _, line, *_ in stored(store)] == [2, 3, 4, 7, 8, 11]
    how = how_read(batch.reading)
    assert [(part.sheet, part.header_line, part.first) for part in how.parts] == [
        ("甲小学", 1, 0),
        ("乙小学", 2, 4),
        ("丙小学", 1, 9),
    ]
    assert [how.place(line) for line in (2, 4, 7, 8, 11)] == [
        FileLine("甲小学", 2),
        FileLine("甲小学", 4),
        FileLine("乙小学", 3),
        FileLine("乙小学", 4),
        FileLine("丙小学", 2),
    ]


def test_a_batch_of_one_table_keeps_its_reading_and_its_lines(load: Load, store: Store) -> None:
    result = load(workbook({"班额": classes("甲小学", 58)}), "表.xlsx")
    assert json.loads(published(result).reading) == {"sheet": "班额", "header_line": 1}
    how = how_read(published(result).reading)
    assert how.place(2) == FileLine(None, 2)
    assert result.report.tables == (result.report,)
    assert "sheets" not in result.report.as_json()


def test_a_number_is_followed_to_the_sheet_and_its_line(store: Store) -> None:
    batch = published(of(three_schools(), store))
    with store.reading(LOCAL_USER) as session:
        catalogue = load_catalogue(session, store.settings)
        trace = trace_cell(session, catalogue, "large_classes", Origin("2025Q3", (LAKE,)), 0, 20)
    assert trace.is_exact
    found = {(row.place, dict(row.values)["students"]) for row in trace.rows}
    assert found == {
        (FileLine("甲小学", 2), 58),
        (FileLine("乙小学", 3), 60),
        (FileLine("丙小学", 2), 56),
    }
    how, data = how_read(batch.reading), load_original(store, batch.sha256)
    [line] = [row.line for row in trace.rows if row.place.sheet == "乙小学"]
    part = how.part_at(line)
    page = read_page(data, part.sheet, part.header_line, how.place(line).line, 1)
    assert (page.sheet, page.lines[0][1][0]) == ("乙小学", "60")
    assert page.header[-1] == (2, tuple(reversed(HEADER)))


def test_the_same_row_in_two_sheets_is_an_error_that_names_both(store: Store) -> None:
    result = of(
        workbook(
            {"甲": classes("甲小学", 40, 41), "乙": [*classes("乙小学", 30), *classes("甲小学", 44)[1:]]}
        ),
        store,
    )
    assert result.batch is None
    [finding] = result.report.errors
    assert (finding.rule, finding.sheet, finding.line) == ("key.duplicate", "乙", 3)
    assert "与“甲”第 2 行重复" in finding.message


def test_an_error_names_its_sheet_and_the_line_in_it(store: Store) -> None:
    data = workbook({"甲": classes("甲小学", 40, 41, 42), "乙": [["标题"], *classes("乙小学", 30, -5)]})
    report = of(data, store).report
    assert places(report) == [("range.minimum", "乙", 4)]
    shown = report.as_json()
    assert shown["sheet"] == "甲、乙"
    assert shown["errors"][0]["sheet"] == "乙"
    assert [(item["sheet"], item["header_line"], item["rows"]) for item in shown["sheets"]] == [
        ("甲", 1, 3),
        ("乙", 2, 2),
    ]


def test_the_marked_workbook_colours_the_cell_in_its_own_sheet(store: Store) -> None:
    data = workbook({"甲": classes("甲小学", 40, 41, 42), "乙": [["标题"], *classes("乙小学", 30, -5)]})
    tables = check_file(store, LOCAL_USER, data, "各校.xlsx")
    close_all(tables)
    book = load_workbook(io.BytesIO(build_marked_workbook(data, "各校.xlsx", [t.report for t in tables])))
    coloured = {
        (sheet.title, cell.coordinate)
        for sheet in (book["甲"], book["乙"])
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == ERROR_FILL.fgColor.rgb
    }
    assert coloured == {("乙", "G4")}


def test_equal_mistakes_of_two_sheets_do_not_run_into_each_other(store: Store) -> None:
    bad = [-1] * 3
    data = workbook({"甲": classes("甲小学", *bad), "乙": classes("乙小学", *bad)})
    [group] = of(data, store).report.groups
    assert [(item.sheet, item.first, item.last) for item in group.line_ranges] == [("甲", 2, 4), ("乙", 2, 4)]
    assert group.count == 6


def test_a_sheet_that_repeats_the_others_is_one_error(store: Store) -> None:
    everything = [
        HEADER,
        *(row for school, size in (("甲小学", 58), ("乙小学", 40)) for row in classes(school, size)[1:]),
    ]
    sheets = {"甲": classes("甲小学", 58), "乙": classes("乙小学", 40), "全部": everything}
    for order in (("甲", "乙", "全部"), ("全部", "甲", "乙")):
        report = of(workbook({name: sheets[name] for name in order}), store).report
        assert places(report) == [("sheet.repeats", "全部", 1)]
        assert "“甲”" in report.errors[0].message
        assert "“乙”" in report.errors[0].message
    assert list_batches(store, LOCAL_USER) == []


def test_a_copy_of_a_sheet_is_one_error(store: Store) -> None:
    report = of(workbook({"甲": classes("甲小学", 58), "甲 (2)": classes("甲小学", 59)}), store).report
    assert places(report) == [("sheet.repeats", "甲 (2)", 1)]


def test_a_sheet_called_a_summary_is_not_added_to_the_others(store: Store) -> None:
    report = of(three_schools(汇总=classes("丁小学", 45)), store).report
    assert places(report) == [("sheet.summary", "汇总", 1)]


def test_a_sheet_of_totals_beside_the_schools_is_one_error(store: Store) -> None:
    header = ENROLMENT.split(",")

    def enrolment(school: str, classes: int, students: int) -> list[list[object]]:
        return [header, ["2025Q3", "临湖区", school, "小学", classes, students, 10]]

    sheets = {
        "甲": enrolment("甲小学", 6, 240),
        "乙": enrolment("乙小学", 12, 500),
        "全区": enrolment("", 18, 740),
    }
    report = of(workbook(sheets), store).report
    assert places(report) == [("sheet.totals", "全区", 1)]
    # 高中 is told for the district as a whole; that counts nothing twice.
    sheets["全区"][1][3] = "高中"
    published(of(workbook(sheets), store))


def test_a_sheet_that_is_left_out_is_named_and_not_read(store: Store, value: Value) -> None:
    data = three_schools(汇总=classes("丁小学", 60))
    result = of(data, store, sheets={"汇总": Asked("")})
    assert ("sheet.left_out", "汇总") in [(item.rule, item.value) for item in result.report.warnings]
    assert published(result).row_count == 6
    assert value("large_classes") == 3


def test_leaving_out_a_sheet_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(UnusableFile, match=r"“总汇”.*甲小学、乙小学、丙小学"):
        of(three_schools(), store, sheets={"总汇": Asked("")})


def test_leaving_out_every_sheet_is_refused(store: Store) -> None:
    with pytest.raises(UnusableFile, match="至少保留一个"):
        of(workbook({"甲": classes("甲小学", 1)}), store, sheets={"甲": Asked("")})


def test_sheets_of_different_districts_stay_two_batches(store: Store) -> None:
    data = workbook({"临湖": classes("甲小学", 40), "东岭": classes("乙小学", 60, district="东岭区")})
    results = load_file(store, LOCAL_USER, data, "两区.xlsx")
    assert [published(result).row_count for result in results] == [1, 1]
    assert [json.loads(published(result).reading)["sheet"] for result in results] == ["临湖", "东岭"]


def test_each_group_of_sheets_that_shares_a_district_is_a_batch(store: Store) -> None:
    data = workbook(
        {
            "甲": classes("甲小学", 40),
            "丙": classes("丙小学", 60, district="东岭区"),
            "乙": classes("乙小学", 41),
            "丁": classes("丁小学", 61, district="东岭区"),
        }
    )
    results = load_file(store, LOCAL_USER, data, "两区.xlsx")
    assert [how_read(published(result).reading).sheets for result in results] == [("甲", "乙"), ("丙", "丁")]


def test_sheets_are_joined_by_way_of_a_third(store: Store) -> None:
    both = [*classes("丙小学", 40), *classes("丁小学", 41, district="东岭区")[1:]]
    data = workbook(
        {"甲": classes("甲小学", 40), "乙": classes("乙小学", 60, district="东岭区"), "两区": both}
    )
    batch = published(of(data, store))
    assert {(scope.district, scope.row_count) for scope in batch.scopes} == {(LAKE, 2), ("990102", 2)}
    with store.reading(LOCAL_USER) as session:
        rows = session.fetch_tuples("SELECT district, count(*) FROM classes GROUP BY ALL ORDER BY ALL")
    assert rows == [(LAKE, 2), ("990102", 2)]


def test_a_year_in_one_sheet_and_a_quarter_in_another_do_not_go_together(store: Store) -> None:
    data = workbook(
        {"甲": classes("甲小学", 40, period="2025年度"), "乙": classes("乙小学", 41, period="2025Q4")}
    )
    assert "scope.mixed_annual" in {rule for rule, *_ in places(of(data, store).report)}


def test_a_summary_that_cannot_be_read_is_said_to_be_one_that_may_be_left_out(store: Store) -> None:
    summary = [
        ["统计期", "区县", "学段", "年级", "班号", "学籍人数"],
        ["2025Q3", "临湖区", "小学", "一年级", 1, 58],
    ]
    sheets = {"甲": classes("甲小学", 58), "乙": classes("乙小学", 40), "汇总": summary}
    data = workbook(sheets)
    results = load_file(store, LOCAL_USER, data, "各校.xlsx")
    assert [result.batch for result in results] == [None] * len(results)
    hints = [item.value for result in results for item in result.report.warnings if "summary" in item.rule]
    assert hints == ["汇总"]
    assert published(of(data, store, sheets={"汇总": Asked("")})).row_count == 2
