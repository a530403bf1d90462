"""The fast path gives the very table that reading line by line gives, or steps aside."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from eduboard.errors import UnusableFile
from eduboard.intake.reading import tables
from eduboard.intake.reading.tables import PlainBody, RawTable, RowsBody, plain_to_rows, read_tables

VOCABULARY = frozenset({"学校", "年级", "学生数", "日期"})
HEADER = "学校,年级,学生数"
CELLS = st.sampled_from(
    [
        "实验小学",
        "一年级",
        "45",
        "",
        " ",
        "　",
        "合计",
        "合计小学",
        "合 计",
        "全区合计",
        "小计",
        "注：含借读",
        "说明",
        "注册小学",
        "会计班",
        "总和",
        "2025-09",
        "学校",
        "年级",
        "填表人：张三",
        "平均",
        "单位：人",
        "示例",
        "1,234",
        "-",
        "'",
        "x" * 40,
        "各级合计",
        "和平小学",
    ]
)
LINES = st.one_of(
    st.lists(CELLS, min_size=3, max_size=3).map(",".join),
    st.sampled_from(
        [
            "实验小学,一年级,45",
            "第二小学,二年级,40",
            HEADER,
            "",
            ",,",
            "合计,,85",
            "注：x,,",
            "a,b",
            "a,b,c,d",
        ]
    ),
)


def both_ways(text: str) -> tuple[RawTable | str, RawTable | str]:
    """Read once with the fast path tried, once without."""
    answers: list[RawTable | str] = []
    for at_least in (0, 1 << 40):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tables, "PLAIN_AT_LEAST", at_least)
            try:
                answers.append(read_tables(text.encode(), "文件.csv", VOCABULARY)[0])
            except UnusableFile as problem:
                answers.append(problem.code)
    return answers[0], answers[1]


def as_rows(table: RawTable) -> RowsBody:
    if isinstance(table.body, RowsBody):
        return table.body
    assert table.delimiter is not None
    return plain_to_rows(table.body, table.delimiter, len(table.header))


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(["a,b,c,d", ",2025-09,实验小学", HEADER, ",2025-09,实验小学"], "\n", False)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_both_ways_give_the_same_table(lines: list[str], end: str, last_line_ends: bool) -> None:
    text = end.join([HEADER, *lines]) + (end if last_line_ends else "")
    fast, slow = both_ways(text)
    if isinstance(fast, str) or isinstance(slow, str):
        assert fast == slow
        return
    assert as_rows(fast) == as_rows(slow)
    assert (fast.header, fast.header_line, fast.skipped) == (slow.header, slow.header_line, slow.skipped)


def test_a_big_clean_file_is_handed_on_as_text() -> None:
    body = "".join(f"第{n}小学,一年级,{n % 60}\n" for n in range(40_000))
    table = read_tables(f"{HEADER}\n{body}".encode(), "班额.csv", VOCABULARY)[0]
    assert table.body == PlainBody(body, 2)


def test_a_total_under_a_big_file_is_cut_off_and_listed() -> None:
    body = "".join(f"第{n}小学,一年级,{n % 60}\n" for n in range(40_000))
    table = read_tables(f"{HEADER}\n{body}合计,,9\n\n注：截至9月\n".encode(), "班额.csv", VOCABULARY)[0]
    assert table.body == PlainBody(body, 2)
    assert [(row.line, row.kind) for row in table.skipped] == [
        (40_002, "total"),
        (40_003, "blank"),
        (40_004, "note"),
    ]


@pytest.mark.parametrize(
    "line", ["小计,,9", "甲,一年级", "甲,一年级,9,", '"甲",一年级,9', "", ",,", HEADER, "注：x,,"]
)
def test_anything_odd_in_the_middle_of_a_big_file_takes_the_careful_path(line: str) -> None:
    half = "".join(f"第{n}小学,一年级,{n % 60}\n" for n in range(20_000))
    table = read_tables(f"{HEADER}\n{half}{line}\n{half}".encode(), "班额.csv", VOCABULARY)[0]
    assert isinstance(table.body, RowsBody)
    assert len(table.body.rows) in (40_000, 40_001)


@pytest.mark.bench
def test_a_million_rows_are_ready_within_two_seconds() -> None:
    body = "".join(
        f"2025Q3,测试{n % 8}区,{2141000000 + n % 9999},和平小学,小学,一年级,{n % 60}\n"
        for n in range(1_000_000)
    )
    data = f"统计期,区县,学校标识码,学校名称,学段,年级,学生数\n{body}".encode()
    start = time.perf_counter()
    table = read_tables(data, "班额.csv")[0]
    seconds = time.perf_counter() - start
    print(f"{len(data) / 1e6:.0f} MB in {seconds:.2f} s")
    assert isinstance(table.body, PlainBody)
    assert seconds < 2
