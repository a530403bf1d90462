"""Two submittals for one scope: who submits the second is told of the first before, the others afterwards."""

import dataclasses

from eduboard.access.audit import Search
from eduboard.texts import admin as admin_texts
from eduboard.texts import review as texts
from eduboard.ui.session import get_directory
from tests.intake.files import CLASSES, classes, text_file
from tests.pages.board import frame_with, open_page, text_of
from tests.pages.conftest import CLERK, As
from tests.pages.test_review import REVIEWER, be, submit, waiting_numbers
from tests.pages.test_upload import GOOD, hand_over, press

__all__ = ["be"]

COLLEAGUE = dataclasses.replace(CLERK, name="李四", account="lake.li")


def first_number(be: As) -> str:
    submit(be)
    be(REVIEWER)
    [number] = waiting_numbers(open_page("submissions"))
    return number


def test_who_submits_the_second_is_told_whose_the_first_is(be: As) -> None:
    number = first_number(be)
    be(COLLEAGUE)
    at = hand_over(open_page("upload"), ("补报.csv", GOOD))
    assert not at.exception
    [said] = [item.value for item in at.warning if number in item.value]
    assert said.startswith(texts.OVERLAP_TITLE)
    assert f"{number}：张三于 20" in said
    assert "同一范围那份 2 行，这一份 2 行" in said
    assert texts.OVERLAP_ADVICE in said


def test_ones_own_earlier_submittal_is_named_without_alarm(be: As) -> None:
    number = first_number(be)
    be(CLERK)
    at = hand_over(open_page("upload"), ("改.csv", GOOD.replace(b",60", b",59")))
    [said] = [item.value for item in at.info if number in item.value]
    assert f"{number}：您自己于 20" in said
    assert texts.OVERLAP_ADVICE not in said


def test_the_very_file_that_waits_need_not_be_submitted_again(be: As) -> None:
    number = first_number(be)
    be(CLERK)
    at = hand_over(open_page("upload"), ("班额.csv", GOOD))
    [said] = [item.value for item in at.info if number in item.value]
    assert said.endswith("正在等待审核，不必再交。")


def test_schools_that_the_waiting_one_has_more_are_named(be: As) -> None:
    both = text_file(
        CLASSES, *(f"2026Q2,临湖区,{school},小学,一年级,1,40" for school in ("甲小学", "乙小学"))
    )
    submit(be, both)
    be(COLLEAGUE)
    at = hand_over(open_page("upload"), ("补报.csv", classes(40, period="2026Q2", school="乙小学")))
    [said] = [item.value for item in at.warning if item.value.startswith(texts.OVERLAP_TITLE)]
    assert "那份里有 1 所学校这一份没有：甲小学" in said


def test_where_nothing_waits_nothing_is_said(be: As) -> None:
    be(CLERK)
    at = hand_over(open_page("upload"), ("改.csv", GOOD))
    assert texts.OVERLAP_TITLE not in text_of(at)


def test_the_first_clerk_the_reviewer_and_the_trail_are_told(be: As) -> None:
    number = first_number(be)
    be(COLLEAGUE)
    press(hand_over(open_page("upload"), ("补报.csv", GOOD)), texts.SUBMIT)
    be(CLERK)
    mine = text_of(open_page("upload"))
    assert "**已被取代**" in mine
    be(REVIEWER)
    [second] = waiting_numbers(open_page("submissions"))
    assert "已由李四于 20" in mine
    assert f"提交的报送 {second} 取代，不再等待审核" in mine
    at = open_page("submissions", submittal=second)
    [said] = [item.value for item in at.info if item.value.startswith(texts.SUPERSEDES)]
    assert f"[{number}](?submittal={number})：张三于 20" in said
    assert "2 行" in said
    old = open_page("submissions", submittal=number)
    assert f"提交的报送 {second} 取代" in text_of(old)
    superseded = texts.EVENT_SUPERSEDES.format(submittals=number)
    events = frame_with(open_page("admin", section="trail"), admin_texts.EVENT_COLUMNS)
    assert superseded in " ".join(events.astype(str).to_numpy().ravel())
    lines = get_directory().audit.search(Search(account=COLLEAGUE.account), limit=9)
    assert any(line["detail"] == "补报.csv" + superseded for line in lines)
