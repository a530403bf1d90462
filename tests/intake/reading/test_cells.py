"""Cells: every way of writing a number, a code or a yes, and nothing guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduboard.intake.reading.cells import (
    Parsed,
    clean_text,
    parse_boolean,
    parse_code,
    parse_date,
    parse_integer,
    parse_number,
    parse_period,
)
from eduboard.texts import CELL_PROBLEMS

MISSING = ["", " ", "　", "\u00a0", "—", "–", "-", "－", "/", "／", "无", "暂无", "N/A", "空", "——"]
ERRORS = ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "########"]


@pytest.mark.parametrize("raw", MISSING)
@pytest.mark.parametrize(
    "parse", [clean_text, parse_integer, parse_number, parse_date, parse_period, parse_code]
)
def test_every_sign_for_nothing_is_missing(parse, raw: str) -> None:
    assert parse(raw) == Parsed(None)


@pytest.mark.parametrize("raw", ERRORS)
@pytest.mark.parametrize(
    "parse", [clean_text, parse_integer, parse_number, parse_boolean, parse_date, parse_period, parse_code]
)
def test_a_failed_formula_is_a_problem_and_not_missing(parse, raw: str) -> None:
    assert parse(raw).problem == "type.formula_error"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("45", 45),
        ("４５", 45),
        (" 45 ", 45),
        ("45.0", 45),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("12,345.00", 12345),
        ("1.2万", 12000),
        ("-5", -5),
        ("−5", -5),
        ("0", 0),
        ("007", 7),
        ("45人", 45),
        ("３５个", 35),
        ("12 所", 12),
        ("9节", 9),
        ("360学时", 360),
        ("12个班", 12),
        ('="5"', 5),
        ("'7", 7),
        ("3.5万人次", 35000),
        ("四十五", 45),
        ("十", 10),
        ("一百零二", 102),
        ("一千二百人", 1200),
        ("三万", 30000),
        ("一人", 1),
        ("45①", 45),
        ("46*", 46),
        ("47人[注1]", 47),
        ("48（注）", 48),
    ],
)
def test_whole_numbers_are_read_however_they_are_written(raw: str, value: int) -> None:
    parsed = parse_integer(raw)
    assert (parsed.value, parsed.problem) == (value, None)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("45.5", "type.integer"),
        ("1,23", "type.integer"),
        ("12,34,567", "type.integer"),
        ("1 2", "type.integer"),
        ("95%", "type.integer"),
        ("46-50", "type.integer"),
        ("9-12", "type.integer"),
        ("四五", "type.integer"),
        ("三百二", "type.integer"),
        ("一", "type.integer"),
        ("几十", "type.integer"),
        ("45(含借读2人)", "type.integer"),
        ("45²", "type.integer"),
        ("45?", "type.integer"),
        ("人", "type.integer"),
        ("不少于90余", "type.integer"),
        ("99999999999999999999", "type.integer"),
        ("1..2", "type.integer"),
        ("45人46人", "type.integer"),
        ("12-Sep", "type.excel_date"),
        ("Sep-12", "type.excel_date"),
        ("9月12日", "type.excel_date"),
        ("2025-09-12", "type.excel_date"),
        ("2025/9/12", "type.excel_date"),
        ("2025-09-12 00:00:00", "type.excel_date"),
        ("1.2E+10", "type.scientific"),
    ],
)
def test_what_is_no_whole_number_is_a_problem_and_never_a_guess(raw: str, problem: str) -> None:
    assert parse_integer(raw) == Parsed(None, None, problem)


@pytest.mark.parametrize(
    ("raw", "value", "qualifier", "unit"),
    [
        ("90余", 90, "余", None),
        ("90余篇", 90, "余", "篇"),
        ("1万余人次", 10000, "余", "人次"),
        ("200多", 200, "多", None),
        ("约90", 90, "约", None),
        ("约90余", 90, "约", None),
        ("约30余人", 30, "约", "人"),
        ("四百余人", 400, "余", "人"),
        ("近100人", 100, "近", "人"),
        ("至少20个", 20, "至少", "个"),
        ("不少于 20 个", 20, "不少于", "个"),
        ("20人以上", 20, "以上", "人"),
        ("≥20", 20, "≥", None),
        ("20+", 20, "+", None),
        ("不超过30人", 30, "不超过", "人"),
    ],
)
def test_a_bound_keeps_its_qualifier(raw: str, value: int, qualifier: str, unit: str | None) -> None:
    assert parse_integer(raw) == Parsed(value, qualifier, None, unit)


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("95.5%", 0.955, "%"),
        ("95.5％", 0.955, "%"),
        ("87.18 %", 0.8718, "%"),
        ("5‰", 0.005, "‰"),
        ("1.1万", 11000.0, None),
        ("3.5万元", 35000.0, "元"),
        ("1.2亿", 120_000_000.0, None),
        ("12.5", 12.5, None),
        ("2,000.5", 2000.5, None),
        (".5", 0.5, None),
        ("-0.3", -0.3, None),
        ("24学时", 24.0, "学时"),
    ],
)
def test_numbers_carry_their_unit(raw: str, value: float, unit: str | None) -> None:
    assert parse_number(raw) == Parsed(value, None, None, unit)


@pytest.mark.parametrize("raw", ["inf", "1e3", "1,23.4", "12.3.4", "abc", "1/2", "3:1"])
def test_what_is_no_number_is_a_problem(raw: str) -> None:
    assert parse_number(raw).problem == "type.number"


@pytest.mark.parametrize(
    ("raw", "value"),
    [(raw, True) for raw in ("是", "√", "有", "1", "Y", "yes", "TRUE", "开展", "1.0")]
    + [(raw, False) for raw in ("否", "×", "无", "0", "N", "No", "false", "未开展", "没有", "0.0")],
)
def test_yes_and_no_are_read_in_every_spelling(raw: str, value: bool) -> None:
    assert parse_boolean(raw) == Parsed(value)


def test_a_dash_is_missing_even_where_yes_or_no_is_asked() -> None:
    assert parse_boolean("—") == Parsed(None)
    assert parse_boolean("也许").problem == "type.boolean"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2141000018", "2141000018"),
        ("２１４１０００018", "2141000018"),
        (" 2141 000018 ", "2141000018"),
        ("2141000018.0", "2141000018"),
        ('="007"', "007"),
        ("'0123", "0123"),
        ("007", "007"),
        ("G123", "G123"),
        ("9-12", "9-12"),
        ("3E2", "3E2"),
        ("1班", "1班"),
    ],
)
def test_a_code_is_kept_digit_by_digit(raw: str, value: str) -> None:
    assert parse_code(raw) == Parsed(value)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("2.141E+09", "type.scientific"),
        ("2.14100001800000E+17", "type.scientific"),
        ("2E+09", "type.scientific"),
        ("12-Sep", "type.excel_date"),
        ("9月12日", "type.excel_date"),
        ("2025-09-12", "type.excel_date"),
    ],
)
def test_a_code_that_excel_has_changed_is_an_error_and_never_a_guess(raw: str, problem: str) -> None:
    assert parse_code(raw) == Parsed(None, None, problem)


def test_text_loses_what_nobody_sees_and_nothing_else() -> None:
    assert clean_text("　实验小学（东\n校区）\u200b ").value == "实验小学(东 校区)"
    assert clean_text("语文，数学；外语").value == "语文，数学；外语"
    assert clean_text("ＡＢ１２").value == "AB12"


@given(st.text(max_size=30))
def test_no_parser_fails_on_any_text(raw: str) -> None:
    for parse in (
        clean_text,
        parse_integer,
        parse_number,
        parse_boolean,
        parse_date,
        parse_period,
        parse_code,
    ):
        parsed = parse(raw)
        assert parsed.problem is None or parsed.problem in CELL_PROBLEMS
        assert parsed.problem is None or parsed.value is None


@given(st.integers(min_value=-(2**60), max_value=2**60))
def test_every_whole_number_survives_in_plain_and_in_groups_of_three(number: int) -> None:
    assert parse_integer(str(number)).value == number
    assert parse_integer(f"{number:,}").value == number
    assert parse_code(str(number)).value == str(number)


def test_every_problem_has_a_reason_and_a_remedy_that_fill_in() -> None:
    for reason, remedy in CELL_PROBLEMS.values():
        assert "值" in reason.format(column="列", value="值")
        assert remedy
