"""How a file was read, on the page: seen before anything is stored, and put right by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from eduboard.texts import columns as texts
from eduboard.texts import packages as package_texts
from eduboard.texts import pages as page_texts
from tests.intake.files import CLASSES, classes, text_file, workbook
from tests.intake.test_packages import package, windows_package
from tests.pages.board import card_values, open_page, text_of
from tests.pages.test_upload import buttons, hand_over, press
from tests.small_city import LAKE

GOOD = classes(60, 40, encoding="gb18030")
NAMES = CLASSES.split(",")
FIELDS = ["period", "district", "school_name", "stage", "grade", "class_no", "students"]
ROWS = classes(60, 40).decode().splitlines()[1:]
OWN_WORDS = text_file(",".join((*NAMES[:-1], "学籍人数")), *ROWS)
EXTRA = text_file(",".join((*NAMES, "备用<b>")), *(f"{row},x" for row in ROWS))
STRANGE = text_file("哪一季,哪个区,谁家,层级,级,班,头数", *ROWS)
LAST = len(NAMES) - 1


def reading(at: AppTest, number: int = 0) -> Any:
    """The part of the page that says how a table was read."""
    return [expander for expander in at.expander if expander.label == texts.READING_TITLE][number]


def is_open(at: AppTest) -> bool:
    return bool(reading(at).proto.expanded)


def column(at: AppTest, number: int, file: int = 0) -> Any:
    """The choice of what a column is, counted from 0."""
    return at.selectbox(key=f"column:{file}:0:{number}")


def test_a_file_that_is_understood_shows_folded_how_it_was_read(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", GOOD))
    assert not at.exception
    assert not is_open(at)
    assert [column(at, number).value for number in range(len(NAMES))] == FIELDS
    assert column(at, LAST).label == "第 7 列“学生数”"
    [rows] = [table.value for table in reading(at).dataframe]
    assert list(rows.columns)[LAST] == "7. 学生数"
    assert list(rows.iloc[0])[-1] == "60"
    assert "如：60、40" in text_of(at)


def test_a_missing_column_is_named_open_and_chosen_from_the_files_own(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("自拟.csv", OWN_WORDS))
    assert is_open(at)
    assert "还缺必填的列：学生数" in text_of(at)
    assert buttons(at, page_texts.PUBLISH) == [False]
    column(at, LAST).set_value("students").run()
    assert not at.exception
    assert page_texts.CLEAN in text_of(at)
    assert texts.ORIGINS["by_hand"] in text_of(at)
    assert is_open(at)
    press(at, page_texts.PUBLISH)
    assert at.success[0].value.startswith("已发布")
    assert card_values(open_page("class_size", district=LAKE))[:2] == ["50.0%", "1"]


def test_the_next_file_with_that_header_needs_nothing(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("自拟.csv", OWN_WORDS))
    column(at, LAST).set_value("students").run()
    press(at, page_texts.PUBLISH)
    at = hand_over(open_page("upload"), ("下一份.csv", OWN_WORDS.replace(b",40", b",41")))
    assert page_texts.CLEAN in text_of(at)
    assert texts.ORIGINS["remembered"] in text_of(at)
    assert column(at, LAST).value == "students"
    assert not is_open(at)


def test_an_unknown_column_opens_the_reading_until_somebody_says_what_it_is(
    with_nothing: Path,
) -> None:
    at = hand_over(open_page("upload"), ("多一列.csv", EXTRA))
    assert is_open(at)
    assert texts.UNKNOWN.format(count=1) in text_of(at)
    assert column(at, LAST + 1).label == ":orange[第 8 列“备用\\<b\\>”]"
    assert column(at, LAST + 1).value == ""
    column(at, LAST + 1).set_value("note").run()
    assert texts.UNKNOWN.format(count=1) not in text_of(at)
    assert buttons(at, page_texts.PUBLISH) == [True]


def test_a_field_chosen_for_another_column_is_taken_from_the_first(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("多一列.csv", EXTRA))
    column(at, LAST).set_value("note").run()
    column(at, LAST + 1).set_value("note").run()
    assert not at.exception
    assert [column(at, number).value for number in (LAST, LAST + 1)] == ["", "note"]
    assert "还缺必填的列：学生数" in text_of(at)
    column(at, LAST).set_value("students").run()
    assert page_texts.CLEAN in text_of(at)


def test_a_file_that_is_not_recognised_can_be_given_its_dataset_and_columns(
    with_nothing: Path,
) -> None:
    at = hand_over(open_page("upload"), ("看不懂.csv", STRANGE))
    assert is_open(at)
    assert len([box for box in at.selectbox if str(box.key).startswith("column:")]) == 0
    at.selectbox(key="dataset:0:0").set_value("classes").run()
    for number, name in enumerate(FIELDS):
        column(at, number).set_value(name).run()
        assert not at.exception
    assert page_texts.CLEAN in text_of(at)
    assert buttons(at, page_texts.PUBLISH) == [True]
    # Another table's fields are not these columns.
    at.selectbox(key="dataset:0:0").set_value("enrolment").run()
    assert {column(at, number).value for number in range(len(FIELDS))} == {""}


def test_two_files_are_put_right_each_for_itself(with_nothing: Path) -> None:
    other = OWN_WORDS.replace(b"2025Q3", b"2025Q2")
    at = hand_over(open_page("upload"), ("甲.csv", OWN_WORDS), ("乙.csv", other))
    column(at, LAST, file=1).set_value("students").run()
    assert [column(at, LAST, file=number).value for number in (0, 1)] == ["", "students"]
    assert buttons(at, page_texts.PUBLISH) == [False, True]


def test_the_second_column_of_one_name_cannot_be_chosen(with_nothing: Path) -> None:
    data = text_file(f"{CLASSES},学生数", *(f"{row},1" for row in ROWS))
    at = hand_over(open_page("upload"), ("重名.csv", data))
    assert [column(at, number).disabled for number in (LAST, LAST + 1)] == [False, True]


def test_a_zip_shows_each_table_and_what_stays_in_it(with_nothing: Path) -> None:
    data = package(
        {
            "班额.csv": GOOD,
            "自拟.csv": OWN_WORDS.replace(b"2025Q3", b"2025Q2"),
            "通知.pdf": b"%PDF",
            "内.zip": b"PK",
        }
    )
    at = hand_over(open_page("upload"), ("套表.zip", data))
    assert not at.exception
    assert "套表\\.zip/班额\\.csv" in text_of(at)
    assert len([item for item in at.expander if item.label == texts.READING_TITLE]) == 2
    assert [str(error.value) for error in at.error if "又是一个压缩包" in error.value]
    [left] = [
        item
        for item in at.expander
        if item.label == package_texts.LEFT_OUT_TITLE.format(package="套表\\.zip", count=1)
    ]
    assert left.dataframe[0].value.iloc[0].iloc[0] == "通知.pdf"
    press(at, page_texts.PUBLISH)
    assert at.success[0].value.startswith("已发布")


def test_a_zip_of_windows_shows_chinese_names(with_nothing: Path) -> None:
    at = hand_over(open_page("upload"), ("套表.zip", windows_package({"班额明细.csv": GOOD})))
    assert "套表\\.zip/班额明细\\.csv" in text_of(at)


@pytest.mark.parametrize("members", [{}, {"通知.pdf": b"%PDF"}, {"班额.csv": bytes(100 << 20)}])
def test_a_zip_that_cannot_be_opened_is_answered_and_the_next_file_works(
    members: dict[str, bytes], with_nothing: Path
) -> None:
    at = hand_over(open_page("upload"), ("套表.zip", package(members)), ("班额.csv", GOOD))
    assert not at.exception
    assert len(at.error) == 1
    assert buttons(at, page_texts.PUBLISH) == [True]


def test_a_sheet_that_is_not_known_is_named_and_can_be_read_by_hand(with_nothing: Path) -> None:
    own = dict(zip(("哪一季", "哪个区", "谁家", "层级", "第几级", "哪班", "头数"), FIELDS, strict=True))
    rows = [row.replace("临湖区", "东岭区").split(",") for row in ROWS]
    book = workbook({"班额": [NAMES, *(row.split(",") for row in ROWS)], "自制表": [list(own), *rows]})
    at = hand_over(open_page("upload"), ("两表.xlsx", book))
    title = texts.SHEET_TITLE.format(sheet="自制表")
    assert [item.label for item in at.expander].count(title) == 1
    assert buttons(at, page_texts.PUBLISH) == [True]

    at.selectbox(key="sheet:0:自制表").set_value("classes")
    at.run()
    assert title not in [item.label for item in at.expander]
    assert buttons(at, page_texts.PUBLISH) == [False]
    for number, name in enumerate(own.values()):
        at.selectbox(key=f"column:0:1:{number}").set_value(name)
        at.run()
    # The sheet that was known by itself is read as before.
    assert [at.selectbox(key=f"column:0:0:{number}").value for number in range(len(NAMES))] == FIELDS
    assert buttons(at, page_texts.PUBLISH) == [True]
    press(at, page_texts.PUBLISH)
    assert [item.value.startswith("已发布") for item in at.success[:2]] == [True, True]


def test_a_sheet_read_by_mistake_can_be_left_out_again(with_nothing: Path) -> None:
    book = workbook(
        {
            "班额": [NAMES, *(row.split(",") for row in ROWS)],
            "便条": [["电话", "谁"], ["1", "甲"], ["2", "乙"]],
        }
    )
    at = hand_over(open_page("upload"), ("两表.xlsx", book))
    at.selectbox(key="sheet:0:便条").set_value("classes")
    at.run()
    assert buttons(at, page_texts.PUBLISH) == [False]
    at.selectbox(key="dataset:0:1").set_value("")
    at.run()
    assert buttons(at, page_texts.PUBLISH) == [True]
