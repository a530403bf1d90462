"""Big files are read by the column, and give exactly what the careful reader gives."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from eduboard.errors import UnusableFile
from eduboard.intake import bulk
from eduboard.intake.bulk import read_bulk
from eduboard.intake.match import vocabulary
from eduboard.intake.reading.columns import Staged
from eduboard.intake.reading.tables import RawTable, read_file
from eduboard.intake.staging import stage
from tests.intake.conftest import Check
from tests.intake.files import CLASSES

LIMIT = 1 << 30
ROWS = [
    f"2025Q{1 + number % 4},临湖区,第{number % 300}小学,小学,{grade}年级,{number},{30 + number % 41}"
    for number, grade in enumerate("一二三四五六" * 20_000)
]


def file(rows: list[str], *, before: tuple[str, ...] = (), after: tuple[str, ...] = (), **how: str) -> bytes:
    end = how.get("end", "\n")
    return (end.join([*before, how.get("header", CLASSES), *rows, *after]) + end).encode(
        how.get("encoding", "utf-8")
    )


def quoted(data: bytes) -> bytes:
    """Put every cell between quotation marks."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    return b"".join(b'"' + line.replace(b",", b'","') + b'"' + end for line in data.split(end)[:-1])


def in_the_middle(row: str) -> list[str]:
    return [*ROWS[:60_000], row, *ROWS[60_000:]]


def careful(data: bytes) -> tuple[RawTable, Staged]:
    [table] = read_file(data, "x.csv", vocabulary()).tables
    return table, stage(table)


PLAIN: dict[str, Callable[[], bytes]] = {
    "utf-8": partial(file, ROWS),
    "with a mark": lambda: file(ROWS, encoding="utf-8-sig"),
    "gb18030": lambda: file(ROWS, encoding="gb18030"),
    "windows line ends": lambda: file(ROWS, end="\r\n"),
    "title above, total and note below": lambda: file(
        ROWS,
        before=("云川市班额明细表", "填报单位：云川市教育局"),
        after=("合计,,,,,,4000000", "注：含民办学校。"),
    ),
    "empty cells": lambda: file([row.replace("小学,一年级", ",一年级") for row in ROWS]),
    "no line end at the end": lambda: file(ROWS).rstrip(b"\n"),
    "every cell quoted": lambda: quoted(file(ROWS)),
    "every cell quoted, in gb18030, windows line ends": lambda: quoted(
        file(ROWS, encoding="gb18030", end="\r\n")
    ),
    "a few cells quoted, some of them empty": lambda: file(
        [row.replace("小学,一年级", '"",一年级').replace("临湖区", '"临湖区"') for row in ROWS]
    ),
}
DOUBTFUL: dict[str, Callable[[], bytes]] = {
    "utf-16": lambda: file(ROWS, encoding="utf-16"),
    "a total in the middle": lambda: file(in_the_middle("小计,,,,,,100")),
    "a header in the middle": lambda: file(in_the_middle(CLASSES)),
    "a note in the middle": lambda: file(in_the_middle("注：以上为市直学校,,,,,,")),
    "a blank row in the middle": lambda: file(in_the_middle("")),
    "a row of delimiters in the middle": lambda: file(in_the_middle(",,,,,,")),
    "a lone cell in the middle": lambda: file(in_the_middle("临湖区小学部分,,,,,,")),
    "a row that is too long": lambda: file(in_the_middle(ROWS[0] + ",x")),
    "a row that is too short": lambda: file(in_the_middle("2025Q3,临湖区")),
    "a quoted cell in the middle": lambda: file(in_the_middle('2025Q3,临湖区,"实验,小学",小学,一年级,x,45')),
    "a quoted delimiter that would make a short row full": lambda: quoted(file(ROWS)).replace(
        '"第7小学","小学"'.encode(), '"第7小学,小学"'.encode(), 1
    ),
    "a quotation mark among quoted cells": lambda: quoted(file(in_the_middle(ROWS[0]))).replace(
        "第7小学".encode(), '第"7小学'.encode(), 1
    ),
    "two marks that cancel out": lambda: quoted(file(in_the_middle(ROWS[0]))).replace(
        '"第7小学","小学"'.encode(), '"第7"小学","小"学"'.encode(), 1
    ),
    "a quoted line end": lambda: quoted(file(ROWS)).replace("第7小学".encode(), "第7\n小学".encode(), 1),
    "two kinds of line ends": lambda: file(ROWS[:60_000]) + file(ROWS[60_000:], end="\r\n"),
    "two rows of header": lambda: file(ROWS, header="统计期,区县,学校,,班级,,\n,,名称,学段,年级,班号,学生数"),
}


def assert_alike(found: RawTable | None, table: RawTable, staged: Staged) -> None:
    """Hold a table that was read by the column against what the careful reader gives."""
    assert found is not None
    assert found.columns is not None
    for attribute in ("sheet", "encoding", "delimiter", "quote", "header_line", "header", "skipped"):
        assert getattr(found, attribute) == getattr(table, attribute), attribute
    assert found.columns.lines.equals(staged.lines)
    assert found.columns.first_rows(LIMIT) == staged.first_rows(LIMIT)


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_file_is_read_by_the_column_and_alike(name: str) -> None:
    data = PLAIN[name]()
    assert_alike(read_bulk(data, vocabulary()), *careful(data))


@pytest.mark.parametrize("name", DOUBTFUL)
def test_whatever_is_doubtful_is_left_to_the_careful_reader(name: str) -> None:
    assert read_bulk(DOUBTFUL[name](), vocabulary()) is None


def test_two_encodings_in_one_file_are_refused(check: Check) -> None:
    data = file(ROWS[:60_000]) + "\n".join(ROWS[60_000:]).encode("gb18030")
    assert read_bulk(data, vocabulary()) is None
    with pytest.raises(UnusableFile):
        check(data)


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * (5 << 20), b"x" * (5 << 20), b"PK\x03\x04" + b"\x01" * (5 << 20)]
)
def test_what_is_no_big_plain_table_is_left_to_the_careful_reader(data: bytes) -> None:
    with suppress(UnusableFile):
        assert read_bulk(data, vocabulary()) is None


def test_lines_and_errors_of_a_big_file_are_the_users_own(check: Check) -> None:
    rows = in_the_middle("2025Q3,火星区,实验小学,小学,一年级,x,45.5")
    report = check(file(rows, before=("云川市班额明细表",)))
    assert report.rows == len(rows)
    assert [(finding.line, finding.column, finding.value) for finding in report.errors] == [
        (60_003, "区县", "火星区"), (60_003, "学生数", "45.5"),
    ]  # fmt: skip


def test_small_files_are_not_for_the_bulk_reader() -> None:
    assert len(file(ROWS[:1000])) < bulk.BULK_AT_LEAST
    assert read_bulk(file(ROWS[:1000]), vocabulary()) is None
