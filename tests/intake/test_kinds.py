"""A list of one kind of results needs no column for the kind where its title or its names' column says it."""

import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake.around import HEADER, TITLE
from eduboard.intake.check import check_file
from eduboard.intake.kinds import kind_in_title, kinds_in_header
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.intake.rebuild import rebuild
from eduboard.settings import Settings
from eduboard.store.store import Store
from tests.intake.conftest import Check, Load
from tests.intake.files import text_file, workbook
from tests.intake.test_around import filled

LIST = "课题名称,主持人,级别,立项时间"
ROW = "作业设计研究,李四,区县级,2025-03-01"


def lines(*above: str, header: str = LIST, row: str = ROW) -> bytes:
    return text_file("\r\n".join([*above, header]), row)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("课题立项一览表", "课题"),
        ("临湖区2025年度教科研课题立项情况一览表（盖章）", "课题"),
        ("在研课题  单位：项", "课题"),
        ("优秀案例汇总表", "案例"),
        ("2025年论文发表统计表", "论文"),
        ("论文获奖一览表", None),
        ("获奖论文一览表", None),
        ("论文、课题一览表", None),
        ("课题与成果登记表", None),
        ("课题负责人名单", None),
        ("项目一览表", None),
        ("Sheet1", None),
    ],
)
def test_a_title_names_a_kind_only_where_it_is_of_nothing_else(title: str, kind: str | None) -> None:
    assert kind_in_title(title) == kind


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        (["课题名称", "主持人"], {"课题"}),
        (["论文题目", "课题名称"], {"论文", "课题"}),
        (["项目名称"], set()),
        (["成果（课题）名称"], set()),
    ],
)
def test_a_column_of_names_says_what_they_are_the_names_of(header: list[str], kinds: set[str]) -> None:
    assert kinds_in_header(header) == kinds


def test_a_list_of_projects_without_a_type_column_is_read_as_its_title_says(load: Load) -> None:
    result = load(lines("临湖区2025年第三季度课题立项一览表,,,"))
    assert result.report.errors == ()
    assert result.batch is not None
    assert filled(result.report)["type"] == ("课题", TITLE, 1)


def test_the_column_of_the_names_says_the_kind_where_no_title_does(check: Check) -> None:
    report = check(lines("临湖区2025年第三季度一览表,,,"))
    assert report.errors == ()
    assert filled(report)["type"] == ("课题", HEADER, None)


def test_a_title_of_another_kind_than_the_column_is_nobodys_guess(check: Check) -> None:
    report = check(lines("临湖区2025年第三季度论文一览表,,,"))
    assert "type" not in filled(report)
    [error] = [found for found in report.errors if found.rule == "column.missing"]
    assert error.column == "类型"
    assert "课题立项一览表" in error.remedy


def test_a_sheets_name_says_the_kind_of_a_table_that_was_named_by_hand(store: Store, check: Check) -> None:
    rows = [["统计期", "区县", "名称", "级别"], ["2025Q3", "临湖区", "作业设计研究", "区县级"]]
    data = workbook({"论文统计表": rows})
    assert [error.rule for error in check(data).errors] == ["dataset.unknown"]
    [table] = check_file(store, LOCAL_USER, data, "表.xlsx", "outputs")
    table.close()
    assert (table.report.errors, filled(table.report)["type"][0]) == ((), "论文")


def test_a_column_of_types_goes_before_a_title(check: Check) -> None:
    report = check(lines("临湖区2025年第三季度课题一览表,,,,", header=f"{LIST},类型", row=f"{ROW},论文"))
    assert report.errors == ()
    assert "type" not in filled(report)


@pytest.mark.parametrize("header", ["名称,主持人,级别", "项目名称,主持人,级别"])
def test_a_list_of_no_kind_is_still_unknown(check: Check, header: str) -> None:
    report = check(lines("临湖区2025年第三季度课题一览表,,", header=header, row="作业设计研究,李四,区县级"))
    assert report.errors != ()
    assert report.dataset != "outputs"


def test_a_rebuild_fills_the_kind_that_was_told(settings: Settings) -> None:
    def rows() -> list[tuple[object, ...]]:
        store = open_ready_store(settings)
        with store.reading() as session:
            found = session.fetch_tuples("SELECT period, district, type, name FROM outputs")
        store.close()
        return found

    store = open_ready_store(settings)
    load_file(store, LOCAL_USER, lines("临湖区2025年第三季度课题立项一览表,,,"), "课题.csv")
    store.close()
    assert rows() == [("2025Q3", "990101", "课题", "作业设计研究")]
    rebuild(settings.store, settings)
    assert rows() == [("2025Q3", "990101", "课题", "作业设计研究")]
