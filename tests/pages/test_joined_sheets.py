"""A workbook with a sheet for each school, on the page 数据上报 and, once published, on the page 管理."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from eduboard.texts import admin as admin_texts
from eduboard.texts import columns as column_texts
from eduboard.texts import pages as page_texts
from eduboard.texts import sheets as texts
from tests.intake.files import CLASSES
from tests.intake.files import workbook as book
from tests.intake.sheets_of_schools import classes, three_schools
from tests.pages.board import card_values, open_page, text_of
from tests.pages.handed_files import original_of
from tests.pages.test_upload import buttons, hand_over, press
from tests.small_city import LAKE


def sheet_shown(at: AppTest) -> AppTest:
    return at.selectbox(key="sheet of:0:0")


def published_batch(at: AppTest) -> str:
    return at.success[0].value.partition("批次 ")[2].partition("，")[0]


def test_the_sheets_are_listed_and_said_to_be_one_table(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("各校.xlsx", three_schools()))
    assert not at.exception
    words = text_of(at)
    assert "3 张表（“甲小学”、“乙小学”、“丙小学”）合为一份上报，共 6 行数据" in words
    assert texts.TOGETHER.format(count=3) in words
    [listed] = [table.value for table in at.dataframe if list(table.value.columns) == [*texts.TABLE_COLUMNS]]
    assert listed.values.tolist() == [
        ["甲小学", 1, 3, 0, 0], ["乙小学", 2, 2, 2, 0], ["丙小学", 1, 1, 0, 0],
    ]  # fmt: skip
    skipped = [table.value for table in at.dataframe if list(table.value.columns)[:1] == [texts.SHEET]]
    assert [list(row)[:2] for table in skipped for row in table.values if row[0] == "乙小学"][-2:] == [
        ["乙小学", 1], ["乙小学", 5],
    ]  # fmt: skip
    assert buttons(at, page_texts.PUBLISH) == [True]


def test_the_columns_of_each_sheet_can_be_seen(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("各校.xlsx", three_schools()))
    assert at.selectbox(key="column:0:0:0:0").label == "第 1 列“统计期”"
    sheet_shown(at).set_value(1).run()
    assert at.selectbox(key="column:0:0:1:0").label == "第 1 列“学生数”"


def test_the_sheet_with_a_column_to_look_at_is_shown_first(with_nothing: Path) -> None:
    strange = [[*CLASSES.split(","), "备用"], [*classes("乙小学", 40)[1], "x"]]
    at = hand_over(open_page("upload"), ("各校.xlsx", book({"甲": classes("甲小学", 60), "乙": strange})))
    assert sheet_shown(at).value == 1
    assert column_texts.UNKNOWN_COLUMN.format(number=8, header="备用") in [box.label for box in at.selectbox]


def test_a_summary_is_left_out_by_hand_and_taken_in_again(with_nothing: Path) -> None:
    everything = [
        CLASSES.split(","),
        *classes("甲小学", 58, 40, 41)[1:],
        *classes("乙小学", 60, 30)[1:],
        *classes("丙小学", 56)[1:],
    ]
    at = hand_over(open_page("upload"), ("各校.xlsx", three_schools(汇总=everything)))
    assert "“汇总”的 6 行在“甲小学”、“乙小学”、“丙小学”里都已经有了" in text_of(at)
    assert buttons(at, page_texts.PUBLISH) == [False]
    at.multiselect(key="left out:0").set_value(["汇总"]).run()
    assert page_texts.CLEAN in text_of(at)
    assert "“汇总”按您的指定没有读入" in text_of(at)
    at.multiselect(key="left out:0").set_value([]).run()
    assert buttons(at, page_texts.PUBLISH) == [False]
    at.multiselect(key="left out:0").set_value(["汇总"]).run()
    press(at, page_texts.PUBLISH)
    assert "6 行" in at.success[0].value
    assert card_values(open_page("class_size", district=LAKE))[:2] == ["50.0%", "3"]


def test_a_table_by_itself_asks_of_no_sheets(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("一张.xlsx", book({"班额": classes("甲小学", 40)})))
    assert "工作表“班额”，表头在第 1 行" in text_of(at)
    assert not at.multiselect
    assert texts.CHOOSE not in [box.label for box in at.selectbox]


def test_a_number_leads_to_the_sheet_and_line_in_the_original(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("各校.xlsx", three_schools()))
    press(at, page_texts.PUBLISH)
    batch = published_batch(at)
    trace = open_page("admin", metric="large_classes", period="2025Q3", district=LAKE)
    [rows] = [table.value for table in trace.table]
    links = set(rows.iloc[:, 0])
    assert f"[{batch} “乙小学”第 3 行](admin?batch={batch}&line=7)" in links
    original = open_page("admin", batch=batch, line="7")
    assert "3 张表合为一份：甲小学、乙小学、丙小学" in text_of(original)
    lines = original_of(original)
    marked = lines.partition('<tr class="marked" aria-current="true">')[2].partition("</tr>")[0]
    assert marked.startswith('<th scope="row">3</th><td>60</td>')
    assert admin_texts.OTHER_SHEETS.format(sheet="乙小学") in text_of(original)


def test_the_other_sheets_of_an_original_can_be_looked_at(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("各校.xlsx", three_schools()))
    press(at, page_texts.PUBLISH)
    batch = published_batch(at)
    original = open_page("admin", batch=batch, line="7")
    [choice] = [box for box in original.selectbox if box.label == admin_texts.SHEET_SHOWN]
    choice.set_value(2).run()
    assert not original.exception
    assert "<td>丙小学</td>" in original_of(original)
    assert "marked" not in original_of(original)
    assert "乙小学" not in original_of(open_page("admin", batch=batch, sheet="丙小学"))


def test_a_line_to_jump_to_is_one_of_the_sheet(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("各校.xlsx", three_schools()))
    press(at, page_texts.PUBLISH)
    original = open_page("admin", batch=published_batch(at), sheet="乙小学")
    [jump] = [box for box in original.number_input if box.label == admin_texts.JUMP]
    assert jump.max == 5
    jump.set_value(4).run()
    assert original.query_params["line"] == "8"
