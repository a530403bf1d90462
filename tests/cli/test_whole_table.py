"""Period, district and school of a whole table on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.intake.files import workbook
from tests.intake.test_around import NO_SCHOOL, TITLE_ROW, table
from tests.intake.test_packages import windows_package

Write = Callable[[str, bytes], Path]


def test_check_says_where_the_period_was_taken_from(run: Run, write: Write) -> None:
    path = write("班额.csv", table(TITLE_ROW))
    said = run("check", path)
    assert said.code == 0
    assert f"统计期：2025Q3（取自第 1 行标题“{TITLE_ROW}”）" in said.out
    [report] = run("check", path, "--json").json
    assert report["periods"] == ["2025Q3"]
    assert report["filled"][0] == {
        "field": "period", "value": "2025Q3", "origin": "title", "line": 1, "source": TITLE_ROW,
    }  # fmt: skip


def test_what_stands_nowhere_is_given_by_hand(run: Run, write: Write) -> None:
    path = write("表.csv", table(header=NO_SCHOOL))
    missing = run("check", path)
    assert missing.code == 1
    for option in ("--period", "--district", "--school"):
        assert option in missing.out
    given = ("--period", "2025年三季度", "--district", "临湖区", "--school", "实验小学")
    said = run("load", path, *given)
    assert said.code == 0, said.out
    assert "统计期：2025Q3（手工指定）" in said.out
    [row] = run("metric", "large_classes", "--district", "990101", "--period", "2025Q3", "--json").json[
        "rows"
    ]
    assert row["value"] == 1


def test_a_zip_of_forms_without_period_district_or_school_column_is_one_hand_in(
    run: Run, write: Write
) -> None:
    files = {
        f"2025Q3/临湖区/{name}.csv": table(f"填报单位：{name}", header=NO_SCHOOL)
        for name in ("甲小学", "乙小学")
    }
    path = write("各校.zip", windows_package(files))
    said = run("load", path, "--explain", "按实际情况填报")
    assert said.code == 0, said.out
    assert "区县：临湖区（取自文件名“临湖区”）" in said.out
    assert "“2025Q3/临湖区/甲小学.csv”学校名称：甲小学（取自第 1 行标题“填报单位：甲小学”）" in said.out
    [row] = run("metric", "large_classes", "--district", "990101", "--period", "2025Q3", "--json").json[
        "rows"
    ]
    assert row["value"] == 2


def test_what_is_no_period_is_refused(run: Run, write: Write) -> None:
    said = run("check", write("表.csv", table()), "--period", "上个季度")
    assert said.code == 2
    assert "上个季度" in said.err


def test_sheets_go_by_the_names_of_their_schools_when_that_is_said(run: Run, write: Write) -> None:
    rows = [["学段", "年级", "班号", "学生数"], ["小学", "一年级", "1", 60]]
    path = write("各校.xlsx", workbook({"甲小学": rows, "乙小学": rows}))
    said = run("check", path, "--period", "2025Q3", "--district", "临湖区", "--school-by-name")
    assert said.code == 0, said.out
    assert "“乙小学”学校名称：乙小学（取自工作表名“乙小学”）" in said.out


def test_a_period_is_said_of_single_sheets_that_are_there(run: Run, write: Write) -> None:
    rows = [["学校名称", "学段", "年级", "班号", "学生数"], ["甲小学", "小学", "一年级", "1", 60]]
    path = write("班额.xlsx", workbook({"前": rows, "后": rows}))
    of_all = ("--district", "临湖区", "--period", "2025Q3")
    reports = run("check", path, *of_all, "--sheet-period", "前=2025Q2", "--json").json
    assert [report["periods"] for report in reports] == [["2025Q2"], ["2025Q3"]]
    mistyped = run("check", path, *of_all, "--sheet-period", "最前=2025Q2")
    assert mistyped.code == 2
    assert "没有名叫“最前”的工作表" in mistyped.out + mistyped.err


def test_districts_and_schools_are_said_of_single_sheets_too(run: Run, write: Write) -> None:
    rows = [["学段", "年级", "班号", "学生数"], ["小学", "一年级", "1", 60]]
    path = write("班额.xlsx", workbook({"1": rows, "2": rows, "3": rows}))
    said = run(
        *("check", path, "--period", "2025Q3", "--district", "临湖区", "--school", "甲小学", "--json"),
        *("--sheet-district", "2=东岭区", "--sheet-school", "2=乙小学", "--sheet-school", "3=丙小学"),
    )
    assert said.code == 0, said.out
    lake, ridge = said.json
    assert (lake["districts"], ridge["districts"]) == (["990101"], ["990102"])
    filled = {(item.get("sheet"), item["value"]) for item in lake["filled"] if item["field"] == "school_name"}
    assert filled == {("1", "甲小学"), ("3", "丙小学")}
    assert [item["value"] for item in ridge["filled"] if item["field"] == "school_name"] == ["乙小学"]


@pytest.mark.parametrize("said", ["东岭区", "=东岭区", "2=", "2=某某区"])
def test_what_says_nothing_of_a_sheet_is_refused(run: Run, write: Write, said: str) -> None:
    refused = run("check", write("表.csv", table()), "--sheet-district", said)
    assert refused.code == 2
    assert said.removeprefix("2=") in refused.err
    assert "没有" in refused.err or "不是" in refused.err
