"""The matrix of 报送进度: every status has a word of its own, and no colour says more than the word."""

from __future__ import annotations

from html.parser import HTMLParser

from eduboard.charts import status_box, submission_matrix
from eduboard.charts.template import RED
from eduboard.metrics.submissions import MISSING, NOT_REQUIRED, ON_TIME, PARTIAL, STATUSES
from tests.charts.samples import CAPTION


class Words(HTMLParser):
    """The texts of a page; every tag has to be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(html: str) -> list[str]:
    page = Words()
    page.feed(html)
    assert page.open == []
    return page.found


def test_every_status_is_shown_as_a_word() -> None:
    boxes = [status_box(status) for status in (*STATUSES, NOT_REQUIRED)]
    assert [box.text for box in boxes] == [
        "按时",
        "逾期",
        "部分",
        "待审",
        "已退回",
        "未报",
        "未到期",
        "未要求",
    ]
    assert RED not in {colour for box in boxes for colour in (box.background, box.colour)}


def test_what_is_to_be_done_stands_out_from_what_is_done() -> None:
    assert len({status_box(status).background for status in (ON_TIME, PARTIAL, MISSING)}) == 3
    assert status_box(MISSING).is_bold


def test_the_matrix_names_districts_tables_and_counts() -> None:
    html = submission_matrix(CAPTION, ("区县", "班额明细"), [("<西苑>区", [(PARTIAL, "41/46校", "")])])
    said = words(html)
    assert said[0] == CAPTION.title
    start = said.index("区县")
    assert said[start : start + 5] == ["区县", "班额明细", "<西苑>区", "部分", "41/46校"]


def test_a_matrix_of_nobody_says_so() -> None:
    assert "暂无数据" in words(submission_matrix(CAPTION, ("区县",), []))
