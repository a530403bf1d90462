"""Long sheets are read by the column, and give exactly what the careful reader gives."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduboard.errors import UnusableFile
from eduboard.intake import bulk
from eduboard.intake.bulk import read_bulk_sheet, read_in_columns
from eduboard.intake.match import vocabulary
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.locate import Merged
from eduboard.intake.reading.model import RawTable, Source
from eduboard.intake.reading.stacking import tables_of
from eduboard.intake.staging import stage
from tests.intake.files import CLASSES, workbook
from tests.intake.test_bulk import assert_alike

LIMIT = 1 << 30
HEADER = CLASSES.split(",")
ROWS = [
    f"2025Q{1 + number % 4},临湖区,第{number % 300}小学,小学,{grade}年级,{number},{30 + number % 41}".split(
        ","
    )
    for number, grade in enumerate("一二三四五六" * 1000)
]
GROUPS, NAMES = (
    ["统计期", "区县", "学校", "", "班级", "", ""],
    ["", "", "名称", "学段", "年级", "班号", "学生数"],
)
TITLE = ["云川市班额明细表", *[""] * 6]
TITLE_CELL: Merged = [((0, 0), (0, 6))]


def in_the_middle(*row: str) -> list[list[str]]:
    return [HEADER, *ROWS[:3000], [*row, *[""] * (len(HEADER) - len(row))], *ROWS[3000:]]


def quickly(rows: list[list[str]], merged: Merged = ()) -> RawTable | None:
    return read_bulk_sheet(rows, Source("班额"), merged, vocabulary())


def carefully(rows: list[list[str]], merged: Merged = ()) -> tuple[RawTable, Staged]:
    [table] = tables_of(list(enumerate(rows, start=1)), Source("班额"), vocabulary(), merged)
    return table, stage(table)


PLAIN: dict[str, tuple[list[list[str]], Merged]] = {
    "a header and rows": ([HEADER, *ROWS], ()),
    "a merged title above": ([TITLE, HEADER, *ROWS], TITLE_CELL),
    "a total and a note below": (
        [HEADER, *ROWS, ["合计", *[""] * 5, "400"], ["注：含民办学校。", *[""] * 6]],
        (),
    ),
    "blank rows at the end": ([HEADER, *ROWS, *[[""] * 7] * 5], ()),
    "empty cells": ([HEADER, *([*row[:3], "", *row[4:]] for row in ROWS)], ()),
    "spaces in cells": ([HEADER, *([*row[:3], f" {row[3]} ", *row[4:]] for row in ROWS)], ()),
}
DOUBTFUL: dict[str, tuple[list[list[str]], Merged]] = {
    "few rows": ([HEADER, *ROWS[:1000]], ()),
    "cells merged among the rows": ([HEADER, *ROWS], [((2000, 2), (2005, 2))]),
    "a total in the middle": (in_the_middle("小计", "", "", "", "", "", "100"), ()),
    "a header in the middle": (in_the_middle(*HEADER), ()),
    "another table's header in the middle": (in_the_middle("学校名称", "在校生数", "班数"), ()),
    "a note in the middle": (in_the_middle("注：以上为市直学校"), ()),
    "a blank row in the middle": (in_the_middle(), ()),
    "a heading in the middle": (in_the_middle("一、城区"), ()),
    "a signature and its day in the middle": (in_the_middle("云川市教育局", "2025年9月1日"), ()),
    "a line end in a cell": (in_the_middle(*ROWS[0][:2], "第一\n小学", *ROWS[0][3:]), ()),
    "a separator in a cell": (in_the_middle(*ROWS[0][:2], "第一\x1f小学", *ROWS[0][3:]), ()),
    "two rows of header": ([GROUPS, NAMES, *ROWS], ()),
    "a column without a name": ([[*HEADER, ""], *([*row, ""] for row in ROWS)], ()),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_long_sheet_is_read_by_the_column_and_alike(name: str) -> None:
    assert_alike(quickly(*PLAIN[name]), *carefully(*PLAIN[name]))


@pytest.mark.parametrize("name", DOUBTFUL)
def test_whatever_is_doubtful_in_a_sheet_is_left_to_the_careful_reader(name: str) -> None:
    assert quickly(*DOUBTFUL[name]) is None


def test_rows_that_nobody_sees_are_left_to_the_careful_reader() -> None:
    source = Source("班额", hidden_rows=frozenset({4000}))
    assert read_bulk_sheet([HEADER, *ROWS], source, (), vocabulary()) is None


def test_of_several_sheets_the_long_one_is_read_by_the_column_and_the_others_are_named() -> None:
    rows = [[*row[:-1], int(row[-1])] for row in ROWS]
    data = workbook({"说明": [["填报说明"]], "班额": [HEADER, *rows], "空": []})
    reading = read_in_columns(data, "班额.xlsx", vocabulary(), LIMIT)
    [table] = reading.tables
    assert table.sheet == "班额"
    assert table.columns is not None
    assert table.row_count == len(ROWS)
    assert table.columns.first_rows(2) == [tuple(row) for row in ROWS[:2]]
    assert {sheet.name for sheet in reading.skipped_sheets} == {"说明", "空"}


DATA = ["", " ", "甲校", "1", "45", "学校", "年级", "班号", "人数"]
NO_DATA = ["合计", "小 计", "注：含民办", "填表人：张三", "单位：人", "一、城区", "2025年9月1日", "第2页"]
SIGNED = ["以下各校为城区学校，数据截至九月底；", "云川市教育局", "云川市教育局（公章）"]
CELLS = st.sampled_from([*DATA, *NO_DATA, *SIGNED])
STRANGE_ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=4)
WORDS = frozenset({"学校", "年级", "班号", "人数"})


def _rows_of(read: Callable[[], RawTable]) -> tuple[object, ...] | str:
    try:
        table = read()
    except UnusableFile as refusal:
        return refusal.code
    staged = stage(table)
    return table.header, table.header_line, table.skipped, staged.lines.to_pylist(), staged.first_rows(LIMIT)


@settings(max_examples=600, deadline=None)
@given(STRANGE_ROWS, STRANGE_ROWS)
def test_a_sheet_that_is_read_by_the_column_is_what_the_careful_reader_reads(
    middle: list[list[str]], below: list[list[str]]
) -> None:
    usual = ["甲校", "一年级", "1", "45"]
    rows = [["学校", "年级", "班号", "人数"], *[usual] * 8, *middle, *[usual] * 3, *below]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bulk, "BULK_ROWS_AT_LEAST", 0)
        patched.setattr(bulk, "_HEAD_ROWS", 6)
        patched.setattr(bulk, "_TAIL_LINES", 3)
        found = read_bulk_sheet(rows, Source("表"), (), WORDS)
    if found is not None:
        numbered = list(enumerate(rows, start=1))
        assert _rows_of(lambda: found) == _rows_of(lambda: next(tables_of(numbered, Source("表"), WORDS, ())))
