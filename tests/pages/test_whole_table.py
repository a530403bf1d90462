"""A table whose period, district or school stands outside it, on the upload page."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from eduboard.intake.around import NAMED_SO
from eduboard.texts import around as texts
from eduboard.texts import pages as page_texts
from tests.intake.files import text_file, workbook
from tests.pages.board import card_values, open_page
from tests.pages.test_bundled_files import words_of
from tests.pages.test_upload import buttons, hand_over, press
from tests.small_city import JUNIOR, LAKE, PRIMARY, RIDGE, school_name

TITLE = "临湖区2025年第三季度班额统计表"
HEADER = "学校名称,学段,年级,班号,学生数"
ROWS = [
    f"{school_name(LAKE, PRIMARY)},小学,一年级,1,60",
    f"{school_name(LAKE, PRIMARY)},小学,一年级,2,40",
    f"{school_name(LAKE, JUNIOR)},初中,七年级,1,70",
]
TITLED = text_file(f"{TITLE},,,,\n{HEADER}", *ROWS, encoding="gb18030")
UNTITLED = text_file(HEADER, *ROWS, encoding="gb18030")


def pick(at: AppTest, what: str, value: str) -> AppTest:
    """Choose what holds for the whole table."""
    [box] = [box for box in at.selectbox if box.label == texts.PICK.format(what=texts.WHAT[what])]
    at = box.set_value(value).run()
    assert not at.exception
    return at


def test_a_titled_table_says_where_its_period_was_taken_from_and_is_published(
    with_data_to_change: Path,
) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", TITLED))
    assert not at.exception
    assert f"统计期：2025Q3（取自第 1 行标题“{TITLE}”）" in words_of(at)
    assert f"区县：临湖区（取自第 1 行标题“{TITLE}”）" in words_of(at)
    at = press(at, page_texts.PUBLISH)
    assert not at.exception
    assert card_values(open_page("class_size", district=LAKE))[1] == "2"


def test_what_was_taken_is_corrected_by_hand_for_this_file_alone(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", TITLED))
    at = pick(at, "period", "2025Q2")
    assert "统计期：2025Q2（手工指定）" in words_of(at)
    assert "统计期 2025Q2，区县 临湖区" in words_of(at)
    at = pick(at, "period", "")
    assert f"统计期：2025Q3（取自第 1 行标题“{TITLE}”）" in words_of(at)


def test_what_stands_nowhere_is_asked_for_and_then_publishable(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("表.csv", UNTITLED))
    assert buttons(at, page_texts.PUBLISH) == [False]
    at = pick(pick(at, "period", "2025Q3"), "district", LAKE)
    assert "统计期：2025Q3（手工指定）" in words_of(at)
    assert buttons(at, page_texts.PUBLISH) == [True]


def test_a_contradiction_is_decided_on_the_page(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("2024Q3.csv", TITLED))
    assert "系统没有替您选择" in words_of(at)
    at = pick(at, "period", "2025Q3")
    assert buttons(at, page_texts.PUBLISH) == [True]


def test_the_schools_of_the_registry_are_offered_for_each_sheet(with_data_to_change: Path) -> None:
    rows = [[TITLE], HEADER.split(",")[1:], ["小学", "一年级", "1", 60]]
    at = hand_over(open_page("upload"), ("各校.xlsx", workbook({"一": rows, "二": rows})))
    boxes = [box for box in at.selectbox if box.label == texts.PICK.format(what=texts.WHAT["school_name"])]
    assert len(boxes) == 2
    assert school_name(LAKE, PRIMARY) in boxes[0].options
    assert school_name(RIDGE, PRIMARY) not in boxes[0].options
    at = boxes[0].set_value(school_name(LAKE, PRIMARY)).run()
    assert not at.exception
    # The other sheet still waits for its own.
    assert words_of(at).count(f"学校名称：{school_name(LAKE, PRIMARY)}（手工指定）") == 1


def test_one_choice_names_every_sheet_by_its_school(with_data_to_change: Path) -> None:
    rows = [[TITLE], HEADER.split(",")[1:], ["小学", "一年级", "1", 60]]
    at = hand_over(open_page("upload"), ("各校.xlsx", workbook({"甲小学": rows, "乙小学": rows})))
    assert buttons(at, page_texts.PUBLISH) == [False]
    [box, _] = [box for box in at.selectbox if box.label == texts.PICK.format(what=texts.WHAT["school_name"])]
    assert texts.NAMED_SO in box.options
    at = box.set_value(NAMED_SO).run()
    assert not at.exception
    for school in ("甲小学", "乙小学"):
        assert f"学校名称：{school}（取自工作表名“{school}”）" in words_of(at)


def test_a_period_may_be_chosen_for_one_sheet_alone(with_data_to_change: Path) -> None:
    rows = [HEADER.split(","), ["甲小学", "小学", "一年级", "1", 60]]
    at = hand_over(open_page("upload"), ("临湖区班额.xlsx", workbook({"前": rows, "后": rows})))
    at = at.checkbox(key="whole:0:0:only").set_value(True).run()
    assert not at.exception
    at = pick_first(at, "period", "2025Q2")
    assert words_of(at).count("统计期：2025Q2（手工指定）") == 1
    # The other sheet still waits for its own; once all are meant again, both have the same and are one table.
    at = at.checkbox(key="whole:0:0:only").set_value(False).run()
    at = pick_first(at, "period", "2025Q3")
    assert "统计期：2025Q3（手工指定）" in words_of(at)
    assert "2025Q2（手工指定）" not in words_of(at)


def test_sheets_that_are_not_called_by_their_districts_each_get_their_own(with_data_to_change: Path) -> None:
    rows = [HEADER.split(","), ["甲小学", "小学", "一年级", "1", 60]]
    at = hand_over(open_page("upload"), ("2025Q3班额.xlsx", workbook({"1": rows, "2": rows})))
    at = at.checkbox(key="whole:0:0:only").set_value(True).run()
    at = pick_first(at, "district", LAKE)
    assert words_of(at).count("区县：临湖区（手工指定）") == 1
    at = at.checkbox(key="whole:0:1:only").set_value(True).run()
    [_, second] = [box for box in at.selectbox if box.label == texts.PICK.format(what=texts.WHAT["district"])]
    at = second.set_value(RIDGE).run()
    assert not at.exception
    assert "区县：临湖区（手工指定）" in words_of(at)
    assert "区县：东岭区（手工指定）" in words_of(at)


def pick_first(at: AppTest, what: str, value: str) -> AppTest:
    """Choose what holds for the table that is shown first."""
    label = texts.PICK.format(what=texts.WHAT[what])
    return next(box for box in at.selectbox if box.label == label).set_value(value).run()
