"""Workbooks with a sheet for each school, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Run
from tests.intake.sheets_of_schools import classes, three_schools

Write = Callable[[str, bytes], Path]


def test_check_names_the_sheets_and_what_was_skipped_in_them(run: Run, write: Write) -> None:
    said = run("check", write("各校.xlsx", three_schools()))
    assert said.code == 0
    assert "各校.xlsx（3 张表）：班额明细，6 行" in said.out
    assert "“乙小学”（表头第 2 行，2 行数据）" in said.out
    assert "“乙小学”第 5 行不是数据（说明），没有读入：注：截至九月" in said.out


def test_a_sheet_is_left_out_by_name(run: Run, write: Write) -> None:
    path = write("各校.xlsx", three_schools(汇总=classes("甲小学", 58)))
    assert run("check", path).code == 1
    assert "--leave-out" in run("check", path).out
    said = run("load", path, "--leave-out", "汇总", "--json")
    assert said.code == 0
    assert [report["rows"] for report in said.json] == [6]
    assert [item["rule"] for item in said.json[0]["warnings"] if item["rule"].startswith("sheet.")] == [
        "sheet.left_out"
    ]


def test_a_sheet_to_leave_out_that_is_not_there_is_unusable(run: Run, write: Write) -> None:
    said = run("check", write("各校.xlsx", three_schools()), "--leave-out", "总表", "--json")
    assert said.code == 2
    assert said.json[0]["errors"][0]["rule"] == "sheet.not_there"
