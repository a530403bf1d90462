"""Whatever the bytes: tables or a sentence, never an exception, and never long."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduboard.errors import UnusableFile
from eduboard.intake.reading.tables import PlainBody, RawTable, RowsBody, read_tables
from tests.cost import cpu_seconds

VOCABULARY = frozenset({"学校", "人数", "学校名称", "在校生数"})
SCRAPS = st.sampled_from(
    [
        b",",
        b"\t",
        b";",
        b"|",
        b"\n",
        b"\r\n",
        b"\r",
        b'"',
        b'""',
        b"'",
        b"\\",
        b" ",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"PK\x03\x04",
        b"<table>",
        b"<tr>",
        b"<td colspan=3 rowspan=2>",
        b"</table>",
        b"1",
        b"-3.5",
        b"2025Q3",
        "学校".encode(),
        "学校".encode("gb18030"),
        "合计".encode(),
        "注：".encode(),
        "单位：人".encode(),
        "其中:".encode(),
        "人数".encode(),
        "，".encode(),
        "　".encode(),
        "小计".encode("gb18030"),
        b"\x80",
        b"\xa1",
        b"#REF!",
        b"=1+1",
    ]
)


def is_sound(table: RawTable) -> bool:
    if isinstance(table.body, PlainBody):
        return bool(table.header)
    assert isinstance(table.body, RowsBody)
    widths = {len(row) for row in table.body.rows}
    lines = table.body.lines
    return (
        widths <= {len(table.header)} and lines == sorted(set(lines)) and len(lines) == len(table.body.rows)
    )


def read_or_refuse(data: bytes) -> None:
    for vocabulary in ((), VOCABULARY):
        refusal = None
        try:
            tables = read_tables(data, "文件.csv", vocabulary)
        except UnusableFile as problem:
            refusal = problem
        else:
            assert tables
            assert all(map(is_sound, tables))
        if refusal is not None:
            assert str(refusal) != refusal.code
            assert "{" not in str(refusal)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_tables_or_a_sentence(data: bytes) -> None:
    read_or_refuse(data)


@settings(max_examples=600, deadline=None)
@given(st.lists(SCRAPS, max_size=60).map(b"".join))
def test_any_pile_of_scraps_gives_tables_or_a_sentence(data: bytes) -> None:
    read_or_refuse(data)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_any_text_gives_tables_or_a_sentence(text: str, encoding: str) -> None:
    read_or_refuse(text.encode(encoding, "ignore"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_a_workbook_of_any_bytes_gives_tables_or_a_sentence(data: bytes) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", data)
        archive.writestr("xl/worksheets/sheet1.xml", data)
    read_or_refuse(file.getvalue())
    read_or_refuse(b"PK\x03\x04" + data)
    read_or_refuse(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        (
            "ten thousand columns",
            b",".join(b"c%d" % n for n in range(10_000)) + b"\n",
            "file.too_many_columns",
        ),
        ("one cell of 50 MB", b"a,b\n1," + b"x" * 50_000_000 + b"\n", "file.cell_too_long"),
        ("a quoted cell of a million lines", b'a,b\n1,"' + b"x\n" * 1_000_000 + b'"\n', None),
        ("a quote that never closes", b'a,b\n1,"2\n' + b"3,4\n" * 300_000, None),
        ("nothing but quotes", b'"' * 3_000_000, "file.cell_too_long"),
        ("nothing but delimiters", b"," * 3_000_000, "file.too_many_columns"),
        ("nothing but line ends", b"\n" * 5_000_000, "file.empty"),
        ("six million rows", b"1,2\n" * 6_000_000, "file.too_many_rows"),
        ("every line another width", b"".join(b"," * (n % 40) + b"x\n" for n in range(200_000)), None),
        ("quotes in the middle of cells", b'a"b,"c"d,e\n' * 20_000, None),
        ("201 MB", b"a,b\n" * 52_690_000, "file.too_large"),
    ],
)
def test_hostile_files_are_answered_in_seconds_of_work(name: str, data: bytes, code: str | None) -> None:
    start = cpu_seconds()
    try:
        read_tables(data, "文件.csv")
        answer = None
    except UnusableFile as problem:
        answer = problem.code
    assert cpu_seconds() - start < 20
    if code is not None:
        assert answer == code
