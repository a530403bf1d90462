"""The workbook: numbers that can be calculated with, heads that stay, marks of what is missing, text that is text."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from eduboard.access.viewer import Viewer
from eduboard.exports.workbook.formats import aimed, measured, read
from eduboard.metrics.cube import ensure_cube
from eduboard.metrics.measure import MetricRow
from eduboard.metrics.results import Target
from eduboard.store.records import DEMO, PUBLISHED
from tests.build import hand_in, make_store
from tests.charts.samples import AVERAGE, COUNT, SHARE
from tests.exports.office import count_pages
from tests.exports.office_desk import Office
from tests.exports.schema import problems_of
from tests.small_city import BRIDGE, CITY, JUNIOR, LAKE, LATEST, RIDGE, build_small_city, school_code

HEAD = 3
"""The row of the heads, counted from 1: above them stand the title and the mark."""


def book_of(package: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(package))


def heads_of(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[HEAD]]


def rows_of(sheet: Worksheet) -> dict[str, dict[str, object]]:
    """The values by the first column's name and the head."""
    heads = heads_of(sheet)
    found = sheet.iter_rows(min_row=HEAD + 1, values_only=True)
    return {str(row[0]): dict(zip(heads, row, strict=True)) for row in found if row[0]}


def figure(value: float, *, qualifier: str | None = None, annual: bool = False) -> MetricRow:
    nothing = dict.fromkeys(("school", "school_name", "stage", "category", "level"))
    return MetricRow(
        metric="papers",
        period=LATEST,
        district=LAKE,
        district_name="临湖区",
        **nothing,
        numerator=value,
        denominator=None,
        value=value,
        qualifier=qualifier,
        reported=False,
        annual=annual,
        missing=(),
    )


# -- the numbers ---------------------------------------------------------------------------------------------


def test_a_sheet_has_districts_by_metrics_the_total_and_the_target(office: Office) -> None:
    sheet = book_of(office.workbook(CITY))["班额治理"]
    rows = rows_of(sheet)
    assert rows["临湖区"]["大班额占比（%）"] == 0.5
    assert rows["东岭区"]["大班额占比（%）"] == pytest.approx(1 / 6)
    assert rows["合计"]["大班额占比（%）"] == pytest.approx(0.3)
    assert rows["目标"]["大班额占比（%）"] == 0.05
    assert sheet["C4"].number_format == "0.0%"


def test_what_was_not_handed_in_is_said_in_its_place(office: Office) -> None:
    rows = rows_of(book_of(office.workbook(CITY, themes=("class_size",)))["班额治理"])
    assert rows["南桥区"]["大班额占比（%）"] == "未报送"
    assert rows["南桥区"]["报送情况"] == "部分指标未报送"
    assert rows["临湖区"]["报送情况"] == "报全"


def test_a_number_that_lacks_schools_is_coloured_and_its_line_says_so(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    build_small_city(store)
    enrolled = {
        "school": school_code(LAKE, JUNIOR),
        "stage": JUNIOR,
        "class_count": 3,
        "students": 150,
        "teachers": 20,
    }
    hand_in(store, "enrolment", LATEST, LAKE, [enrolled], kind=DEMO)
    ensure_cube(store)
    sheet = book_of(Office(store).workbook(CITY, themes=("after_school",)))["课后服务"]
    states = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=HEAD + 1)}
    assert "1/2校" in str(states["临湖区"])
    fills = {
        row[0].value: {cell.fill.fgColor.rgb for cell in row[2:]} for row in sheet.iter_rows(min_row=HEAD + 1)
    }
    assert "FFFFF4CC" in fills["临湖区"]
    assert "FFFFF4CC" not in fills["东岭区"]
    store.close()


def test_the_course_of_every_place_is_a_line_for_each_quarter(office: Office) -> None:
    sheet = book_of(office.workbook(CITY, themes=("class_size",)))["班额治理走势"]
    lines = [
        (row[0], row[1], row[2]) for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True) if row[0]
    ]
    assert ("云川市", LATEST, pytest.approx(0.3)) in lines
    assert ("临湖区", LATEST, 0.5) in lines
    assert ("南桥区", LATEST, "—") in lines
    assert [period for name, period, _ in lines if name == "临湖区"] == [
        "2024Q3",
        "2024Q4",
        "2025Q1",
        "2025Q2",
        LATEST,
    ]


def test_a_workbook_of_two_districts_has_these_and_no_total(office: Office) -> None:
    book = book_of(office.workbook(LAKE, RIDGE, themes=("class_size",)))
    names = [
        row[0] for row in book["班额治理"].iter_rows(min_row=HEAD + 1, max_row=HEAD + 3, values_only=True)
    ]
    assert names == ["临湖区", "东岭区", None]


@pytest.mark.parametrize(
    ("qualifier", "annual", "form"),
    [
        (None, False, "#,##0"),
        ("余", False, '#,##0"余"'),
        ("约", False, '"约"#,##0'),
        (None, True, '#,##0"（年度）"'),
    ],
)
def test_a_word_belongs_to_the_number_and_the_cell_stays_a_number(
    qualifier: str | None, annual: bool, form: str
) -> None:
    cell = measured(figure(90, qualifier=qualifier, annual=annual), COUNT)
    assert cell is not None
    assert (cell.value, cell.form) == (90.0, form)


def test_shares_are_true_percentages_with_the_decimals_they_were_given() -> None:
    assert measured(figure(0.041), SHARE).form == "0.0%"  # type: ignore[union-attr]
    assert measured(figure(45.55), AVERAGE).form == "#,##0.0"  # type: ignore[union-attr]
    assert (read(54.02, "%").value, read(54.02, "%").form) == (pytest.approx(0.5402), "0.0#%")
    assert read(100, "%").form == "0%"
    assert read(90, "篇", "余").form == '#,##0"余""篇"'
    assert aimed(Target(0.05, "不高于", None, "", ""), SHARE).form == '"不高于"0%'
    assert aimed(Target(12, "等于", None, "", ""), COUNT).form == "#,##0"


# -- the sheets ----------------------------------------------------------------------------------------------


@pytest.fixture
def book(office: Office) -> openpyxl.Workbook:
    return book_of(office.workbook(CITY))


def test_each_theme_has_two_sheets_and_the_rest_explains(book: openpyxl.Workbook) -> None:
    assert book.sheetnames[:3] == ["封面", "名师队伍", "名师队伍走势"]
    assert book.sheetnames[-2:] == ["口径", "数据来源"]
    assert len(book.sheetnames) == 1 + 2 * 5 + 2


def test_heads_stay_in_sight_can_be_filtered_and_come_again_in_print(book: openpyxl.Workbook) -> None:
    sheet = book["班额治理"]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == f"A3:{sheet.cell(3, len(heads_of(sheet))).column_letter}6"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in sheet.oddFooter.center.text


def test_invented_data_is_marked_on_the_cover_on_each_sheet_and_in_print(book: openpyxl.Workbook) -> None:
    assert "演示数据" in str(book["封面"]["A3"].value)
    for sheet in book.worksheets[1:]:
        assert "演示数据" in str(sheet["A2"].value)
        assert "演示数据" in sheet.oddHeader.right.text


def test_the_cover_says_place_period_and_leads_to_every_sheet(book: openpyxl.Workbook) -> None:
    lines = {
        row[0]: row[1] for row in book["封面"].iter_rows(min_row=2, max_col=2, values_only=True) if row[0]
    }
    assert lines["范围"] == "云川市"
    assert lines["统计期"] == "2025年第三季度"
    links = {cell.hyperlink.location for row in book["封面"] for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_definitions_and_sources_are_listed(book: openpyxl.Workbook) -> None:
    defined = {row[1]: row[5] for row in book["口径"].iter_rows(min_row=4, values_only=True)}
    assert "班级" in str(defined["大班额占比"])
    heads = heads_of(book["数据来源"])
    assert heads[:2] == ["批次", "数据表"]
    assert {row[3] for row in book["数据来源"].iter_rows(min_row=4, values_only=True)} == {"演示数据（虚构）"}


def test_published_figures_bring_their_passages(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    row = {
        "type": "论文",
        "level": "市级",
        "count": 90,
        "qualifiers": "count=余",
        "source": "=《某市经验》2025-01-02：“发表论文90余篇”",
    }
    hand_in(store, "outputs", LATEST, LAKE, [row], kind=PUBLISHED)
    book = book_of(Office(store).workbook(LAKE))
    papers = next(cell for cell in book["课题成果"][4] if cell.value == 90)
    assert papers.number_format == '#,##0"余"'
    assert rows_of(book["课题成果"])["临湖区"]["报送情况"] == "摘自材料"
    quote = book["原文出处"]["A4"]
    assert quote.value == row["source"]
    assert quote.data_type == "s"
    store.close()


def test_a_programme_has_a_sheet_with_targets_apart_from_results(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    book = book_of(Office(store).workbook("410305", period="2021Q2", programme="410305_strong_district"))
    kinds = {row[1] for row in book["工程进展"].iter_rows(min_row=4, values_only=True) if row[2]}
    assert {"实绩", "目标"} <= kinds
    store.close()


def test_a_viewer_of_one_district_reads_of_no_other(office: Office) -> None:
    clerk = Office(office.store, Viewer("数据员", "数据员", districts=(LAKE,)))
    book = book_of(clerk.workbook(LAKE))
    everything = str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
    assert "东岭区" not in everything
    assert "南桥区" not in everything


def test_a_place_without_figures_has_a_cover_that_says_what_was_asked(office: Office) -> None:
    book = book_of(office.workbook(BRIDGE, themes=("class_size",), period="2024Q1"))
    assert book.sheetnames[0] == "封面"


# -- the file ------------------------------------------------------------------------------------------------


def test_the_file_keeps_the_schema_and_opens(office: Office, tmp_path: Path) -> None:
    package = office.workbook(CITY)
    assert problems_of(package, "book.xlsx", tmp_path) == []
    assert count_pages({"book": package}, tmp_path, "xlsx")["book"] >= len(book_of(package).sheetnames)


def test_the_same_order_gives_the_same_bytes(office: Office) -> None:
    assert office.workbook(LAKE) == office.workbook(LAKE)


def test_long_names_and_many_quarters_fit(crowded: Office) -> None:
    book = book_of(crowded.workbook("990200", themes=("talent",)))
    sheet = book["名师队伍"]
    assert sheet.auto_filter.ref.endswith("43")
    assert sheet.column_dimensions["A"].width <= 45
    assert sheet["A4"].alignment.wrap_text
    assert sheet.row_dimensions[4].height >= 2 * 15
    # Its own title, mark and head; beneath, after an empty line, the code.
    assert book["名师队伍走势"].max_row == 3 + 41 * 12 + 2
