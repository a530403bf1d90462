"""That every row has a key of its own is told from numbers, and never wrongly."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduboard.intake.keys import may_repeat_keys
from eduboard.intake.match import recognise, vocabulary
from eduboard.intake.normalise import ReadRows, read_columns
from eduboard.intake.reading.tables import read_file
from eduboard.intake.said import Said
from eduboard.intake.staging import stage
from tests.intake.conftest import Check
from tests.intake.files import text_file

CODED = "统计期,区县,学校标识码,学校名称,学段,年级,班号,学生数"
NAMED = "统计期,区县,学校名称,学段,年级,班号,学生数"
INDICATORS = "统计期,区县,指标,数值,单位"


def may_repeat(header: str, rows: Sequence[str], dataset: str = "classes") -> bool:
    """Ask of the rows of one file."""
    [table] = read_file(text_file(header, *rows), "表.csv", vocabulary()).tables
    match, _ = recognise(table.header, Said(dataset))
    assert match is not None
    staged = stage(table)
    rows = ReadRows(staged, tuple(read_columns(staged, match, {})))
    return may_repeat_keys([rows], match.contract)


def coded(code: str, class_no: str, period: str = "2025Q3", district: str = "临湖区") -> str:
    return f"{period},{district},{code},某小学,小学,一年级,{class_no},40"


@pytest.mark.parametrize(
    ("other", "repeats"),
    [
        (coded("2199000001", "1"), True),
        (coded("2199000001", "２"), False),
        (coded("2199000001", "１"), True),  # full-width, and the same class all the same
        (coded("2199000002", "1"), False),
        (coded("2199000001", "1", period="2025年第四季度"), False),
        (coded("2199000001", "1", period="2025年第三季度"), True),
        (coded("2199000001", "1", district="990101"), True),
        (coded("2199000001", "1", district="东岭区"), False),
    ],
)
def test_two_rows_have_one_key_when_their_values_are_equal_however_they_are_written(
    other: str, repeats: bool
) -> None:
    assert may_repeat(CODED, [coded("2199000001", "1"), other]) is repeats


def test_where_schools_are_named_without_a_code_the_registry_has_to_be_asked() -> None:
    assert may_repeat(
        NAMED, ["2025Q3,临湖区,甲小学,小学,一年级,1,40", "2025Q3,临湖区,乙小学,小学,一年级,1,40"]
    )
    assert may_repeat(CODED, [coded("2199000001", "1"), coded("", "2")])


def test_where_a_unit_stands_in_the_figures_own_cell_the_rows_have_to_be_looked_at() -> None:
    assert may_repeat(INDICATORS, ["2025Q3,临湖区,满意度,95%,", "2025Q3,临湖区,满意度,95,%"], "indicators")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2199000001", "2199000002", "21990000O1"]),
            st.sampled_from(["1", "2", "３", "3", "", "—"]),
            st.sampled_from(["2025Q3", "2025年三季度", "2024Q4", "何时"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_repetition_is_ever_missed(rows: list[tuple[str, str, str]]) -> None:
    read = {"３": "3", "2025年三季度": "2025Q3", "—": "", "何时": ""}
    keys = {tuple(read.get(cell, cell) for cell in row) for row in rows}
    lines = [coded(code, class_no, period) for code, class_no, period in rows]
    if len(keys) < len(rows):
        assert may_repeat(CODED, lines)


def test_every_possible_key_need_not_be_ticked_off() -> None:
    """Seven columns of fifty values each are far more keys than rows: those are sorted."""
    rows = [
        coded(f"21990{number:05}", str(number), f"{1990 + number % 30}Q{number % 4 + 1}")
        for number in range(200)
    ]
    assert not may_repeat(CODED, rows)
    assert may_repeat(CODED, [*rows, rows[17]])


def test_a_rule_that_looks_once_at_equal_rows_still_names_every_line(check: Check) -> None:
    wrong = [coded("21990000AB", str(number)) for number in range(1, 5)]
    right = [coded("2199000001", str(number)) for number in range(1, 4)]
    report = check(text_file(CODED, wrong[0], *right, *wrong[1:]), dataset="classes")
    assert [(error.rule, error.line, error.value) for error in report.errors] == [
        ("any.school_code_has_ten_digits", line, "21990000AB") for line in (2, 6, 7, 8)
    ]
