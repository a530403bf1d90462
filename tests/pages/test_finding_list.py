"""What a check found, on the page: equal mistakes as one row, each of them on pages, the file given back marked."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from eduboard.texts import findings as texts
from eduboard.texts import marked as marked_texts
from eduboard.texts import pages as page_texts
from eduboard.ui.finding_list import FINDINGS_A_PAGE
from eduboard.ui.plain import JOINER
from tests.clerk_files import excel_csv
from tests.pages.board import open_page, text_of
from tests.pages.test_upload import ROW as ROW_OF_A_KNOWN_QUARTER
from tests.pages.test_upload import hand_over

ROW = ("2019Q1", *ROW_OF_A_KNOWN_QUARTER[1:])
"""Of a quarter that nothing is published for, so that no other table has anything to say of it."""
WAITING = excel_csv([(*ROW[:-1], str(number), "待定") for number in range(1, 5001)])
HOSTILE = "<script>alert(1)</script>"


def tables(at: AppTest) -> list[pd.DataFrame]:
    """The tables of findings: of each level the groups, then the page of single ones."""
    return [t.value for t in at.table if list(t.value.columns) == list(page_texts.FINDING_COLUMNS)]


def test_5000_equal_mistakes_read_as_one_and_none_is_left_out(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", WAITING))
    assert not at.exception
    assert [error.value for error in at.error] == [page_texts.HAS_ERRORS.format(count="5,000")]
    groups, page = tables(at)
    assert len(groups) == 1
    where, column, value, reason, _ = groups.iloc[0]
    assert (where, column) == ("2–5,001（5,000 处）", "学生数")
    assert value == "“待定”×5,000"
    assert reason == "“学生数”应填整数，这里是“待定”"
    assert len(page) == FINDINGS_A_PAGE
    assert "第 1–25 条，共 5,000 条" in text_of(at)


def test_the_last_page_shows_the_last_line(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", WAITING))
    at.session_state["page:errors:0:0:None"] = 200
    at.run()
    _, page = tables(at)
    assert list(page["行"])[-1] == "5,001"
    assert "第 4,976–5,000 条，共 5,000 条" in text_of(at)


def test_one_kind_of_mistake_can_be_looked_at_alone(with_data_to_change: Path) -> None:
    rows = [(*ROW[:-1], str(number), "待定") for number in range(1, 31)]
    rows.append((*ROW[:4], "小学部", *ROW[5:], "45"))
    at = hand_over(open_page("upload"), ("班额.csv", excel_csv(rows)))
    [box] = [box for box in at.selectbox if box.label == texts.WHICH]
    assert [option[:3] for option in box.options] == ["全部", "学生数", "学段："]
    box.set_value(1).run()
    _, page = tables(at)
    assert list(page["值"]) == ["小学部"]


def test_a_mistake_that_stands_alone_needs_no_second_list(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", excel_csv([(*ROW, "待定")])))
    assert len(tables(at)) == 1
    assert texts.ONE_BY_ONE not in text_of(at)


def test_a_file_without_findings_is_not_offered_back(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", excel_csv([(*ROW, "45")])))
    assert marked_texts.DOWNLOAD_MARKED not in text_of(at)


@pytest.mark.parametrize("text", [HOSTILE, "=1+1", "**粗**", "[点](http://x)", "$x$", ":red[x]"])
def test_text_of_a_file_is_text_on_the_page(text: str, with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", excel_csv([(*ROW, text), (*ROW[:-1], "2", text)])))
    assert not at.exception
    groups, page, *_ = tables(at)
    for shown in (groups["值"][0], groups["原因"][0], page["值"][0], page["原因"][0]):
        # Every sign that Markdown or HTML would act on has a backslash before it, and no address is in one piece.
        assert text not in shown
        assert text in shown.replace("\\", "").replace(JOINER, "")


def test_a_file_with_findings_is_offered_back_marked_and_they_as_json(with_data_to_change: Path) -> None:
    at = hand_over(open_page("upload"), ("班额.csv", excel_csv([(*ROW, "待定")])))
    labels = [node.proto.label for node in at.get("download_button")]
    assert {marked_texts.DOWNLOAD_MARKED, marked_texts.DOWNLOAD_JSON} <= set(labels)
