"""Review on the pages: a clerk submits, a reviewer looks, publishes or sends back, the clerk sees why."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from eduboard.access.viewer import Viewer
from eduboard.texts import pages as page_texts
from eduboard.texts import review as texts
from eduboard.ui import my_submittals, session
from tests.clerk_files import excel_csv
from tests.pages.board import card_values, go_to, open_app, open_page, text_of
from tests.pages.conftest import CLERK, As
from tests.pages.test_upload import GOOD, TOO_FEW, buttons, hand_over, press
from tests.small_city import BRIDGE, JUNIOR, LAKE, PRIMARY, RIDGE, school_code, school_name

OTHER_CLERK = Viewer("王五", "数据员", (RIDGE,), account="ridge.wang")
REVIEWER = Viewer("赵六", "审核员", (LAKE, RIDGE), account="zhao")
RIDGE_REVIEWER = Viewer("孙八", "审核员", (RIDGE,), account="sun")


@pytest.fixture
def be(be: As, monkeypatch: pytest.MonkeyPatch) -> As:
    """Look at the pages as somebody, on a server with accounts and review."""
    monkeypatch.setenv("EDUBOARD_ACCESS_REVIEW", "true")
    return be


def submit(be: As, data: bytes = GOOD, name: str = "班额.csv") -> AppTest:
    be(CLERK)
    return press(hand_over(open_page("upload"), (name, data)), texts.SUBMIT)


def waiting_numbers(at: AppTest) -> list[str]:
    found = [t.value for t in at.dataframe if list(t.value.columns) == list(texts.WAITING_COLUMNS)]
    return [str(number) for number in found[0]["编号"]] if found else []


def open_submittal(be: As, number: str, viewer: Viewer = REVIEWER) -> AppTest:
    be(viewer)
    return open_page("submissions", submittal=number)


def the_only_number(be: As) -> str:
    be(REVIEWER)
    [number] = waiting_numbers(open_page("submissions"))
    return number


def test_a_clerk_submits_instead_of_publishing_and_nothing_changes_yet(be: As) -> None:
    be(CLERK)
    at = hand_over(open_page("upload"), ("班额.csv", GOOD))
    assert buttons(at, page_texts.PUBLISH) == []
    assert buttons(at, texts.SUBMIT) == [True]
    at = press(at, texts.SUBMIT)
    assert not at.exception
    assert at.success[0].value.startswith("已提交审核：编号 S")
    assert "班额明细，2 行，2025Q3，临湖区" in at.success[0].value
    assert card_values(open_page("class_size", district=LAKE))[1] == "2"
    mine = text_of(at)
    assert texts.MINE_TITLE in mine
    assert "**待审**" in mine


def test_a_file_with_errors_cannot_be_submitted(be: As) -> None:
    be(CLERK)
    assert buttons(hand_over(open_page("upload"), ("负数.csv", TOO_FEW)), texts.SUBMIT) == [False]


def test_a_reviewer_publishes_directly_and_has_no_list_of_own_submittals(be: As) -> None:
    be(REVIEWER)
    at = hand_over(open_page("upload"), ("班额.csv", GOOD))
    assert buttons(at, page_texts.PUBLISH) == [True]
    assert texts.MINE_TITLE not in text_of(at)


def test_the_menu_counts_what_waits_for_a_reviewer_only(be: As) -> None:
    submit(be)
    for viewer, title in ((REVIEWER, "报送进度（1待审）"), (CLERK, "报送进度"), (RIDGE_REVIEWER, "报送进度")):
        be(viewer)
        at = go_to(open_app(), "submissions")
        assert not at.exception
        assert (texts.WAITING_TITLE.format(count=1) in text_of(at)) == ("1待审" in title)


def test_a_reviewer_sees_file_comparison_effect_and_rows(be: As) -> None:
    submit(be)
    at = open_submittal(be, the_only_number(be))
    assert not at.exception
    words = text_of(at)
    for expected in (
        "张三（lake\\.zhang）",
        "班额\\.csv",
        "GBK/GB18030",
        "表头在第 2 行，2 行数据",
        "大班额数",
        "发布后指标的变化",
    ):
        assert expected in words, expected
    [rows] = [t.value for t in at.dataframe if texts.LINE in t.value.columns and "学生数" in t.value.columns]
    assert list(rows[texts.LINE]) == [1, 2, 3, 4]
    assert list(rows["学生数"])[2:] == ["60", "40"]
    assert buttons(at, texts.ACCEPT) == [True]


def test_publishing_changes_the_number_and_ends_the_wait(be: As) -> None:
    submit(be)
    number = the_only_number(be)
    at = press(open_submittal(be, number), texts.ACCEPT)
    assert not at.exception
    assert at.success[0].value.startswith(f"报送 {number} 已发布：")
    assert "已发布" in text_of(at)
    assert buttons(at, texts.ACCEPT) == []
    assert card_values(open_page("class_size", district=LAKE))[:2] == ["50.0%", "1"]
    be(CLERK)
    assert "**已发布**" in text_of(open_page("upload"))


def test_a_cell_is_marked_sent_back_and_shown_to_the_clerk_with_the_marked_file(be: As) -> None:
    submit(be)
    number = the_only_number(be)
    at = open_submittal(be, number)
    at.number_input(key=f"mark line:{number}:0").set_value(4)
    at.selectbox(key=f"mark column:{number}:0").set_value("学生数")
    at.text_input(key=f"mark sentence:{number}:0").set_value("与学籍 41 人不符")
    at = press(at, texts.MARK_ADD)
    at.number_input(key=f"mark line:{number}:0").set_value(3)
    at.selectbox(key=f"mark column:{number}:0").set_value("")
    at.text_input(key=f"mark sentence:{number}:0").set_value("这个班已撤")
    at = press(at, texts.MARK_ADD)
    assert "第 4 行 学生数（40）：与学籍 41 人不符" in text_of(at)
    at = press(at, texts.SEND_BACK)
    assert not at.exception
    assert at.success[0].value == f"报送 {number} 已退回给 张三。"
    be(CLERK)
    at = open_page("upload")
    words = text_of(at)
    assert "**已退回**" in words
    for line in ("- 第 4 行 学生数（40）：与学籍 41 人不符", "- 第 3 行 整行：这个班已撤"):
        assert line in words.split("\n"), line


def test_the_marked_file_has_the_reviewers_words_at_their_cells(be: As) -> None:
    submit(be)
    number = the_only_number(be)
    at = open_submittal(be, number)
    at.number_input(key=f"mark line:{number}:0").set_value(4)
    at.selectbox(key=f"mark column:{number}:0").set_value("学生数")
    at.text_input(key=f"mark sentence:{number}:0").set_value("与学籍 41 人不符")
    at = press(at, texts.MARK_ADD)
    at.text_area(key=f"reason:{number}").set_value("请按学籍核对")
    press(at, texts.SEND_BACK)
    be(CLERK)
    with session.acting_as(session.Acting(CLERK, "127.0.0.1")):
        book = openpyxl.load_workbook(io.BytesIO(my_submittals._marked(number)))
    comment = book.worksheets[1]["H4"].comment
    assert comment is not None
    assert "审核退回：与学籍 41 人不符" in comment.text
    listed = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("请按学籍核对" in text for text in listed)


def test_sending_back_without_a_reason_says_so(be: As) -> None:
    submit(be)
    at = press(open_submittal(be, the_only_number(be)), texts.SEND_BACK)
    assert "没有写明退回的原因" in at.error[0].value


def test_a_clerk_recalls_what_waits(be: As) -> None:
    at = press(submit(be), texts.RECALL)
    assert not at.exception
    assert "**已收回**" in text_of(at)
    be(REVIEWER)
    assert texts.WAITING_NONE in text_of(open_page("submissions"))


def test_the_second_submittal_says_that_it_supersedes_the_first(be: As) -> None:
    first = submit(be)
    assert not first.exception
    at = submit(be, GOOD.replace(b",60", b",59"), "更正.csv")
    assert "不再等待审核" in at.success[1].value
    assert "**已被取代**" in text_of(at)


@pytest.mark.parametrize("viewer", [OTHER_CLERK, RIDGE_REVIEWER])
def test_another_districts_submittal_is_not_there(be: As, viewer: Viewer) -> None:
    submit(be)
    at = open_submittal(be, the_only_number(be), viewer)
    assert "班额" not in "".join(item.value for item in at.markdown)
    assert "没有报送" in at.error[0].value


def test_a_clerk_of_the_district_reads_no_colleagues_submittal(be: As) -> None:
    submit(be)
    colleague = Viewer("周九", "数据员", (LAKE,), account="lake.zhou")
    at = open_submittal(be, the_only_number(be), colleague)
    assert "没有报送" in at.error[0].value


def test_who_handed_it_in_does_not_decide_even_as_a_reviewer(be: As) -> None:
    submit(be)
    promoted = Viewer("张三", "审核员", (LAKE,), account="lake.zhang")
    at = open_submittal(be, the_only_number(be), promoted)
    assert buttons(at, texts.ACCEPT) == []
    assert at.info[0].value == texts.OWN


def test_the_progress_page_shows_what_waits_and_what_was_sent_back(be: As) -> None:
    bridge = Viewer("吴十", "数据员", (BRIDGE,), account="bridge.wu")
    both = Viewer("赵六", "审核员", None, account="zhao")
    rows = [
        ("2025Q3", "南桥区", school_code(BRIDGE, stage), school_name(BRIDGE, stage), stage, grade, "1", "45")
        for stage, grade in ((PRIMARY, "一年级"), (JUNIOR, "七年级"))
    ]
    data = excel_csv(rows, title="班额")
    be(bridge)
    press(hand_over(open_page("upload"), ("桥头.csv", data)), texts.SUBMIT)
    be(both)
    at = open_page("submissions", period="2025Q3")
    assert "待审" in "".join(str(item.proto.body) for item in at.get("html"))
    [number] = waiting_numbers(at)
    at = open_submittal(be, number, both)
    at.text_area(key=f"reason:{number}").set_value("请核对")
    press(at, texts.SEND_BACK)
    html = "".join(str(item.proto.body) for item in open_page("submissions", period="2025Q3").get("html"))
    assert "已退回" in html
