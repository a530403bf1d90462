"""A real XLS (BIFF8, written by a spreadsheet program, see ``biff/make.py``) reads like the XLSX that it was."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from eduboard.errors import UnusableFile
from eduboard.intake.reading.biff import sheet_marks
from eduboard.intake.reading.tables import RowsBody, read_file, read_tables
from tests.intake.reading.biff.make import forms, shares

BIFF = Path(__file__).parent / "biff"
XLS = (BIFF / "forms.xls").read_bytes()
CELLS = "各种单元格"


def cells_of(data: bytes, sheet: str) -> list[tuple[str, ...]]:
    [body] = [table.body for table in read_tables(data, "表.xls") if table.sheet == sheet]
    assert isinstance(body, RowsBody)
    return body.rows


def test_an_xls_reads_like_the_xlsx_it_was(any_vocabulary: frozenset[str]) -> None:
    assert read_file(XLS, "表.xls", any_vocabulary) == read_file(forms(), "表.xlsx", any_vocabulary)


def test_titles_merged_headers_totals_and_notes_of_an_xls_are_understood(vocabulary: frozenset[str]) -> None:
    [table] = read_tables(XLS, "表.xls", vocabulary)
    assert table.header == (
        "统计期", "区县", "学校名称", "学段", "班级数", "在校生数", "在校生数其中:女", "专任教师数",
    )  # fmt: skip
    assert (table.sheet, table.header_line) == ("基本情况", 4)
    assert isinstance(table.body, RowsBody)
    assert table.body.rows == [
        ("2025Q3", "临湖区", "实验小学", "小学", "24", "1080", "500", "62"),
        ("2025Q3", "临湖区", "瀍河第二小学", "小学", "12", "520", "260", "31"),
    ]
    assert [(row.line, row.kind) for row in table.skipped] == [
        (1, "title"), (2, "unit"), (7, "total"), (8, "blank"), (9, "note"),
    ]  # fmt: skip


def test_dates_shares_codes_and_truth_of_an_xls_are_the_text_a_clerk_sees() -> None:
    assert cells_of(XLS, CELLS)[:2] == [
        ("甲", "2025-09-12", "54.5%", "0012", "TRUE", "1234567.25"),
        ("乙", "2024-02-29", "100%", "2141000018", "FALSE", "0.3"),
    ]


def test_a_failed_formula_of_an_xls_is_not_an_empty_cell() -> None:
    assert cells_of(XLS, CELLS)[2] == ("丙", "", "#DIV/0!", "", "", "3")


@pytest.mark.parametrize("data", [shares(), (BIFF / "shares.xls").read_bytes()])
def test_shares_and_what_is_hidden_are_told_alike_of_every_kind_of_workbook(data: bytes) -> None:
    [table] = read_tables(data, "表.xls")
    assert isinstance(table.body, RowsBody)
    assert [row[1:3] for row in table.body.rows] == [
        ("95.4%", "50%"),
        ("85%", "100%"),
        ("1200", "7"),
        ("25%", "—"),
    ]
    assert (table.hidden_rows, table.hidden_columns) == ({3, 5}, {3})


def test_hidden_and_empty_sheets_of_an_xls_are_named() -> None:
    skipped = read_file(XLS, "表.xls").skipped_sheets
    assert [(sheet.name, sheet.reason) for sheet in skipped] == [("字典", "hidden"), ("空表", "empty")]


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_xls_is_refused_or_read_but_never_breaks(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    data = bytearray(XLS[: chance.randrange(len(XLS))] if seed % 4 == 0 else XLS)
    for _ in range(chance.choice([1, 10, 100])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    for read in (lambda: read_tables(bytes(data), "表.xls"), lambda: sheet_marks(bytes(data))):
        try:
            read()
        except (UnusableFile, ValueError):
            continue
