"""Whatever is handed in: a report for each table, or a sentence.  Never anything else."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eduboard.access.viewer import LOCAL_USER
from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.store.store import Store
from tests.build import make_store
from tests.intake.files import workbook

TITLES = sorted(
    {title for contract in load_contracts().values() for item in contract.fields for title in item.titles}
)
HEADERS = [[item.title for item in contract.fields] for contract in load_contracts().values()]
WORDS = (
    "2025Q3", "2025年第三季度", "202509", "2024-2025学年第一学期", "2025年", "12-Sep", "临湖区", "990101", "漠河县",
    "实验小学", "小学", "初中", "一年级", "9-12", "是", "否", "×", "", "—", "/", "无", " ", "　", "0", "-1", "45",
    "45.5", "1,234", "1,23", "1.2万", "90余", "约30", "≥20", "95%", "12‰", "3.5万元", "1.2E+10", "２０", "９９%",
    "nan", "inf", "1e400", "NULL", "#REF!", "=1+1", "+1", "-1", "@SUM(A1)", "'0123", '="0123"', "合计", "小计",
    "注：含民办", "其中：", "单位：人", "填表人：张三", "市级", "国家级", "名师", "课题", "在研", "结题", "9" * 30,
    "2141000018", "\u200b", "\ufeff", "a\nb", 'a"b', "a,b", "a\tb", "\x07", "𠮷", "ﷺ", "<b>1</b>", "{0}", "%s",
    "'; DROP TABLE x; --",
)  # fmt: skip

cells = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.integers().map(str),
    st.floats().map(repr),
    st.dates().map(str),
)
headers = st.one_of(
    st.sampled_from(HEADERS),
    st.sampled_from(HEADERS).flatmap(st.permutations),
    st.lists(st.one_of(st.sampled_from(TITLES), cells), min_size=1, max_size=12),
)
tables = st.tuples(headers, st.lists(st.lists(cells, max_size=14), max_size=12)).map(lambda t: [t[0], *t[1]])
values = st.one_of(
    cells, st.integers(-(2**60), 2**60), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none(),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
)  # fmt: skip
sheets = st.tuples(headers, st.lists(st.lists(values, max_size=14), max_size=12)).map(lambda t: [t[0], *t[1]])
names = st.sampled_from([None, *load_contracts(), "nothing"])

often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = make_store(tmp_path_factory.mktemp("arbitrary"))
    yield store
    store.close()


def check(store: Store, data: bytes, name: str, dataset: str | None) -> None:
    """Check a file; whatever comes of it can be told to its clerk and to a program."""
    try:
        checked = check_file(store, LOCAL_USER, data, name, dataset)
    except EduboardError as refusal:
        told = str(refusal)
        if told == refusal.code or "{" in told.replace(str(refusal.params), ""):
            raise AssertionError(f"{refusal.code} has no sentence: {told}") from refusal
        return
    assert checked
    for table in checked:
        report = table.report
        assert json.loads(json.dumps(report.as_json(), ensure_ascii=False))
        assert all(finding.message for finding in (*report.errors, *report.warnings))
        assert report.errors or table.incoming is not None
        if table.incoming is not None and not report.errors:
            assert sum(scope.row_count for scope in table.scopes) == report.rows
    close_all(checked)


def as_text(rows: Sequence[Sequence[str]], delimiter: str, *, quotes: bool) -> str:
    file = io.StringIO()
    if quotes:
        csv.writer(file, delimiter=delimiter).writerows(rows)
        return file.getvalue()
    return "".join(delimiter.join(row) + "\n" for row in rows)


@often
@given(st.binary(max_size=600), names)
def test_any_bytes(store: Store, data: bytes, dataset: str | None) -> None:
    check(store, data, "任意.csv", dataset)


@often
@given(
    tables,
    st.sampled_from(",\t;|"),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    names,
)
def test_any_table_as_text(
    store: Store, rows: list[list[str]], delimiter: str, quotes: bool, encoding: str, dataset: str | None
) -> None:
    data = as_text(rows, delimiter, quotes=quotes).encode(encoding, "ignore")
    check(store, data, "任意.csv", dataset)


@often
@given(st.lists(sheets, min_size=1, max_size=3), names)
def test_any_table_as_a_workbook(store: Store, books: list[list[list[object]]], dataset: str | None) -> None:
    data = workbook({f"表{number}": rows for number, rows in enumerate(books, start=1)})
    check(store, data, "任意.xlsx", dataset)


@often
@given(st.sampled_from(HEADERS), st.data())
def test_a_table_that_is_right_but_for_some_bytes(
    store: Store, header: list[str], data: st.DataObject
) -> None:
    rows = [
        header,
        *data.draw(st.lists(st.lists(cells, min_size=len(header), max_size=len(header)), max_size=6)),
    ]
    text = bytearray(as_text(rows, ",", quotes=True).encode("utf-8", "ignore"))
    for place in data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5)):
        text[place] = data.draw(st.integers(0, 255))
    check(store, bytes(text), "坏.csv", None)


@often
@given(st.lists(sheets, min_size=1, max_size=2), st.data())
def test_a_workbook_that_is_right_but_for_some_bytes(
    store: Store, books: list[list[list[object]]], data: st.DataObject
) -> None:
    book = bytearray(workbook({f"表{number}": rows for number, rows in enumerate(books, start=1)}))
    # A workbook tells when it was made, and is not always as long.
    for place in data.draw(st.lists(st.integers(0, 1 << 20), min_size=1, max_size=5)):
        book[place % len(book)] = data.draw(st.integers(0, 255))
    check(store, bytes(book), "坏.xlsx", None)
