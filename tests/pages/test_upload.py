"""Handing in on the page: what a clerk sees of a file, before and after it is published."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from eduboard.texts import admin as admin_texts
from eduboard.texts import experience as experience_texts
from eduboard.texts import pages as texts
from eduboard.ui.batch_list import RECENT
from eduboard.ui.session import get_store
from tests.clerk_files import excel_csv
from tests.limits import files_no_longer_than
from tests.pages.board import card_values, open_page, text_of
from tests.small_city import JUNIOR, LAKE, PRIMARY, school_code, school_name

ROW = ("2025Q3", "临湖区", school_code(LAKE, PRIMARY), school_name(LAKE, PRIMARY), PRIMARY, "一年级", "1")
OTHER_ROW = ("2025Q3", "临湖区", school_code(LAKE, JUNIOR), school_name(LAKE, JUNIOR), JUNIOR, "七年级", "1")
GOOD = excel_csv([(*ROW, "60"), (*OTHER_ROW, "40")], title="2025年第三季度班额明细")
TOO_FEW = excel_csv([("2025Q2", *ROW[1:], "-1")])


def hand_over(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Give files to the uploader."""
    [uploader] = at.file_uploader
    uploader.set_value([(name, data, "text/csv") for name, data in files])
    return at.run()


def press(at: AppTest, label: str) -> AppTest:
    """Press the first button of this label."""
    next(button for button in at.button if button.label == label).click()
    return at.run()


def recent(at: AppTest) -> pd.DataFrame:
    """The newest batches, as the page lists them."""
    [found] = [t.value for t in at.dataframe if list(t.value.columns) == list(admin_texts.BATCH_COLUMNS)]
    return found


def buttons(at: AppTest, label: str) -> list[bool]:
    """Tell for each button of this label whether it can be pressed."""
    return [not button.disabled for button in at.button if button.label == label]


def test_a_clean_file_is_described_and_waits_for_the_click(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", GOOD))
    assert not at.exception
    words = text_of(at)
    assert "GBK/GB18030" in words
    assert "表头在第 2 行，2 行数据" in words
    assert "识别为“班额明细”，统计期 2025Q3，区县 临湖区" in words
    assert texts.CLEAN in words
    assert buttons(at, texts.PUBLISH) == [True]
    assert card_values(open_page("class_size", district=LAKE))[1] == "2"


def test_what_would_move_comes_first_with_its_unit(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", GOOD))
    [moved] = [t.value for t in at.dataframe if list(t.value.columns) == list(texts.EFFECT_COLUMNS)]
    lines = {name: (value, place) for name, value, _, place, _ in moved.itertuples(index=False)}
    assert lines["大班额数"] == ("2 → 1个", "临湖区")
    assert lines["超标准班额占比"] == ("75.0% → 50.0%", "临湖区")


def test_publishing_gives_a_receipt_and_changes_the_number(with_data_to_change: Path) -> None:
    at = press(hand_over(open_page("upload"), ("班额.csv", GOOD)), texts.PUBLISH)
    assert not at.exception
    receipt = at.success[0].value
    assert receipt.startswith("已发布：批次 ")
    assert "班额明细，2 行，2025Q3，临湖区" in receipt
    assert card_values(open_page("class_size", district=LAKE))[:2] == ["50.0%", "1"]
    # The receipt is shown once.
    assert not [note.value for note in at.run().success if "批次" in note.value]


def test_a_publication_that_fails_is_told_below_its_button_and_works_once_it_can(
    with_data_to_change: Path,
) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", GOOD))
    with files_no_longer_than(0):
        press(at, texts.PUBLISH)
    assert not at.exception
    [told] = [box.value for box in at.error]
    assert told.startswith("数据目录 ")
    assert "磁盘已满" in told
    assert texts.PUBLISHING not in text_of(at)
    assert not [button for button in at.button if button.label == experience_texts.CANCEL]
    # What stands below the files is still there.
    assert len(recent(at)) > 0
    press(at, texts.PUBLISH)
    assert at.success[0].value.startswith("已发布：批次 ")


def test_publishing_one_file_keeps_the_others_that_wait(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", GOOD), ("负数.csv", TOO_FEW))
    press(at, texts.PUBLISH)
    words = text_of(at)
    assert "负数" in words
    assert texts.HAS_ERRORS.format(count=1) in words
    # The file that was published is there too, and says that it is what stands.
    assert texts.COMPARED_SAME in words


def test_withdrawing_brings_the_number_back_and_restoring_takes_it_away_again(
    with_data_to_change: Path,
) -> None:
    at = press(hand_over(open_page("upload"), ("班额.csv", GOOD)), texts.PUBLISH)
    at = open_page("admin", batch=recent(at)["批次"].iloc[0])
    press(press(at, admin_texts.WITHDRAW), admin_texts.CONFIRM_WITHDRAW)
    assert "已撤回" in at.success[0].value
    assert card_values(open_page("class_size", district=LAKE))[1] == "2"
    press(press(at, admin_texts.RESTORE), admin_texts.CONFIRM_RESTORE)
    assert "已恢复" in at.success[0].value
    assert card_values(open_page("class_size", district=LAKE))[1] == "1"


def test_the_same_file_twice_changes_nothing_and_says_so(with_data_to_change: Path) -> None:
    at = press(hand_over(open_page("upload"), ("班额.csv", GOOD)), texts.PUBLISH)
    before = list(recent(at)["批次"])
    press(hand_over(at, ("班额.csv", GOOD)), texts.PUBLISH)
    assert at.success[0].value == texts.NOTHING_CHANGED
    assert list(recent(at)["批次"]) == before


def test_a_file_with_errors_lists_the_cells_and_cannot_be_published(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("负数.csv", TOO_FEW))
    assert [error.value for error in at.error] == [texts.HAS_ERRORS.format(count=1)]
    assert buttons(at, texts.PUBLISH) == [False]
    # The warnings have a table of their own, below.
    findings, *_ = [t.value for t in at.table if list(t.value.columns) == list(texts.FINDING_COLUMNS)]
    line, column, value, reason, remedy = findings.iloc[0]
    assert (line, column, value) == ("2", "学生数", r"\-1")
    assert reason
    assert remedy


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02" * 100, "名称,电话\r\n张三,1\r\n".encode("gb18030"), "没有表格".encode()],
    ids=["empty", "binary", "another table", "words"],
)
def test_a_file_that_cannot_be_used_is_answered_and_the_next_one_works(
    data: bytes, with_data_to_change: Path
) -> None:
    at = hand_over(open_page("upload"), ("坏的.csv", data))
    assert not at.exception
    assert len(at.error) == 1
    assert True not in buttons(at, texts.PUBLISH)
    hand_over(at, ("班额.csv", GOOD))
    assert not at.error
    press(at, texts.PUBLISH)
    assert at.success


def test_a_bad_file_beside_a_good_one_does_not_hold_it_up(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("坏的.csv", b""), ("班额.csv", GOOD), ("负数.csv", TOO_FEW))
    assert len(at.error) == 2
    assert buttons(at, texts.PUBLISH) == [True, False]
    press(at, texts.PUBLISH)
    assert at.success[0].value.startswith("已发布")


def test_the_explanation_travels_with_the_batch_and_stands_under_the_numbers(
    with_data_to_change: Path,
) -> None:
    at = open_page("upload")
    at.text_input(key="explanation").set_value("新校区启用，班数增加")
    press(hand_over(at, ("班额.csv", GOOD)), texts.PUBLISH)
    assert "新校区启用，班数增加" in text_of(at)
    assert "新校区启用，班数增加" in text_of(open_page("class_size", district=LAKE))


def test_a_name_with_markup_is_shown_as_text(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("**a** [b](http://c) <i> $x$ :red[y].csv", GOOD))
    heading = next(item.value for item in at.markdown if "http" in item.value)
    # A word joiner, which takes no room, keeps the address from becoming a link.
    assert (
        heading
        == "**\\*\\*a\\*\\* \\[b\\]\\(http\\:\N{WORD JOINER}//c\\) \\<i\\> \\$x\\$ \\:red\\[y\\]\\.csv**"
    )


def test_the_batch_list_shows_who_handed_in_what_and_when(with_data: Path) -> None:
    at = open_page("upload")
    batches = recent(at)
    assert len(batches) == RECENT
    assert set(batches["状态"]) == {"生效中"}
    assert "班额明细" in set(batches["数据表"])
    assert all(batches["时间"].str.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d"))


REGISTER = "\r\n".join(
    (
        "统计期,区县,学校标识码,学校名称,办学类型",
        f"2025Q3,临湖区,{school_code(LAKE, PRIMARY)},{school_name(LAKE, PRIMARY)},小学",
        f"2025Q3,临湖区,{school_code(LAKE, JUNIOR)},{school_name(LAKE, JUNIOR)},初级中学",
        "2025Q3,临湖区,2199010009,新湖小学,小学",
    )
).encode()
NEW_SCHOOL = excel_csv(
    [(*ROW, "60"), (*OTHER_ROW, "40"), ("2025Q3", "临湖区", "", "新湖小学", PRIMARY, "一年级", "1", "40")]
)


def test_a_table_waits_for_the_registry_that_lies_beside_it_and_then_knows_its_schools(
    with_data_to_change: Path,
) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", NEW_SCHOOL), ("名录.csv", REGISTER))
    assert [item.value for item in at.markdown if item.value.endswith("csv**")] == [
        r"**名录\.csv**",
        r"**班额\.csv**",
    ]
    assert texts.REGISTER_FIRST in text_of(at)
    assert buttons(at, texts.PUBLISH) == [True, False]
    press(at, texts.PUBLISH)
    assert texts.REGISTER_FIRST not in text_of(at)
    assert buttons(at, texts.PUBLISH) == [True, True]
    at.button(key="publish:1").click()
    at.run()
    assert "班额明细，3 行" in at.success[0].value
    with get_store().reading() as session:
        rows = session.fetch_tuples("SELECT school FROM classes WHERE school_name = '新湖小学'")
    assert rows == [("2199010009",)]


def test_a_registry_of_another_district_keeps_nothing_waiting(with_data_to_change: Path) -> None:
    other = REGISTER.decode().replace("临湖区", "东岭区").encode()
    at = hand_over(open_page("upload"), ("班额.csv", NEW_SCHOOL), ("名录.csv", other))
    assert texts.REGISTER_FIRST not in text_of(at)
