"""What is looked at quickly is read as what is looked at closely: large sheets, and the XML behind them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduboard.errors import UnusableFile
from eduboard.intake.reading import stacking, survey
from eduboard.intake.reading.locate import Row
from eduboard.intake.reading.marks import Marks
from eduboard.intake.reading.model import RawTable, Source
from eduboard.intake.reading.stacking import tables_of
from tests.intake.files import workbook

VOCABULARY = frozenset({"学校", "年级", "班号", "人数"})
HEADER = ["学校", "年级", "班号", "人数"]
ROWS = st.lists(
    st.one_of(
        st.just(["甲校", "一年级", "1", "45"]),
        st.just(["乙校", "二年级", "2", ""]),
        st.lists(
            st.sampled_from(
                ["", " ", "合计", "小", "计", "小 计", "注：含民办", "填表人：张三", "学校", "年级", "班号", "人数",
                 "甲校", "单位：人", "1", "45", "1. 不含特教班", "以下各校为城区学校，数据截至九月底，含分校；", "示例"]
            ),
            min_size=1,
            max_size=6,
        ),
    ),
    max_size=12,
)  # fmt: skip


def tables(rows: list[list[str]], vocabulary: frozenset[str]) -> list[RawTable] | str:
    """The tables of a sheet, or the code of what it was refused with."""
    numbered: list[Row] = list(enumerate([HEADER, *rows], start=1))
    try:
        return list(tables_of(numbered, Source("表"), vocabulary, ()))
    except UnusableFile as refusal:
        return refusal.code


@settings(max_examples=400, deadline=None)
@given(ROWS, st.sampled_from([VOCABULARY, frozenset[str]()]))
def test_rows_taken_for_data_at_a_glance_are_data(rows: list[list[str]], vocabulary: frozenset[str]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stacking, "_glance", lambda *_: lambda _start: False)
        closely = tables(rows, vocabulary)
    assert tables(rows, vocabulary) == closely


SHEET = "xl/worksheets/sheet1.xml"


def rewritten(pattern: str, instead: str) -> bytes:
    """A workbook of two thousand usual rows, one place of its sheet written differently."""
    data = workbook({"班额": [["学校", "人数"], *(["甲校", number] for number in range(2000))]})
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in given.namelist():
            content = given.read(name).decode()
            if name == SHEET:
                content, times = re.subn(pattern, instead, content, count=1)
                assert times == 1
            out.writestr(name, content)
    return made.getvalue()


def test_rows_of_the_usual_shape_are_usual() -> None:
    seen = survey.survey(rewritten('r="B1500"', 'r="B1500"'))
    assert seen.is_usual
    assert not seen.marks


@pytest.mark.parametrize(
    "cell",
    [
        'r="b1500"',
        't="n" r="B1500"',
        'r="B0"',
        'r="B01500"',
        'r="B9999999"',
        'r="B1050000"',
        'r="B15000000000"',
        "r='B1500'",
        'r="B1500" r="XFD9"',
        'R="B1500"',
    ],
)
def test_one_odd_cell_among_thousands_is_seen(cell: str) -> None:
    try:
        seen = survey.survey(rewritten('r="B1500"', cell))
    except UnusableFile:
        return
    assert not seen.is_usual


def test_a_cell_far_to_the_right_among_thousands_is_seen() -> None:
    with pytest.raises(UnusableFile) as refusal:
        survey.survey(rewritten('r="B1500"', 'r="XFD1048576"'))
    assert refusal.value.code == "file.sparse"


def test_one_failed_formula_among_thousands_is_seen() -> None:
    data = rewritten(r'<c r="B1500"><v>1498</v></c>', '<c r="B1500" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    assert survey.survey(data).marks == {"班额": Marks([(1499, 1, "#DIV/0!")], [], [], [], [])}
