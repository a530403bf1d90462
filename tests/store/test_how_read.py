"""From a stored line back to the sheet and line in which a person finds it."""

import json

from hypothesis import given
from hypothesis import strategies as st

from eduboard.store.how_read import FileLine, how_read

THREE = {
    "parts": [
        {"sheet": "甲", "header_line": 1, "first": 0},
        {"sheet": "乙", "header_line": 2, "first": 4, "columns": {"人数": "students"}},
        {"sheet": "丙", "header_line": 1, "first": 9, "columns": {"备注": ""}},
    ]
}


def test_a_table_by_itself_keeps_its_lines_and_names_no_sheet() -> None:
    for reading in ({}, {"sheet": "班额", "header_line": 3}, '{"sheet": null, "header_line": 2}'):
        how = how_read(reading)
        assert not how.is_joined
        assert how.place(1_000_000) == FileLine(None, 1_000_000)
        assert how.room(how.parts[0]) is None


def test_the_lines_of_a_later_sheet_begin_after_the_last_of_the_one_before() -> None:
    how = how_read(json.dumps(THREE, ensure_ascii=False))
    assert [how.place(line) for line in (1, 4, 5, 9, 10, 500)] == [
        FileLine("甲", 1),
        FileLine("甲", 4),
        FileLine("乙", 1),
        FileLine("乙", 5),
        FileLine("丙", 1),
        FileLine("丙", 491),
    ]
    assert [how.room(part) for part in how.parts] == [4, 5, None]


def test_what_was_said_of_the_columns_of_all_sheets_comes_together() -> None:
    assert how_read(THREE).columns == {"人数": "students", "备注": ""}
    assert how_read(THREE).sheets == ("甲", "乙", "丙")


@given(st.lists(st.integers(1, 50), min_size=2, max_size=45))
def test_no_two_lines_of_a_file_are_one_in_the_store(lengths: list[int]) -> None:
    firsts = [sum(lengths[:number]) for number in range(len(lengths))]
    how = how_read({"parts": [{"sheet": f"表{n}", "first": first} for n, first in enumerate(firsts)]})
    lines = range(1, sum(lengths) + 1)
    expected = [FileLine(f"表{n}", line) for n, length in enumerate(lengths) for line in range(1, length + 1)]
    assert [how.place(line) for line in lines] == expected
