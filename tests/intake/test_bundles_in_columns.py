"""A bundle is read by the column and is what its files are when each is read with care and by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduboard.access.viewer import LOCAL_USER
from eduboard.intake import bulk
from eduboard.intake.bundling import bundle
from eduboard.intake.check import check_file
from eduboard.intake.checked import CheckedTable, close_all
from eduboard.intake.opening import open_ready_store
from eduboard.intake.packages import PackedFile
from eduboard.intake.reading.tables import RawTable
from eduboard.settings import Settings
from eduboard.store.how_read import how_read
from eduboard.store.store import Store
from tests.intake.files import CLASSES, text_file
from tests.intake.school_files import in_workbook, loose

CODED = "统计期,区县,学校标识码,学校名称,学段,年级,班号,学生数"
GRADES = "一二三四五六"


def of_district(number: int, header: str = CODED) -> list[str]:
    """A quarter's classes of a twentieth of the schools, a megabyte and more of them."""
    return [
        header,
        *(
            f"2025Q{1 + quarter},临湖区,2199{number:02}{school:04},第{number}片{school}小学,小学,{grade}年级,"
            f"{class_no},{30 + (number + school * class_no) % 41}"
            for quarter in range(2)
            for school in range(120)
            for grade in GRADES
            for class_no in range(1, 14)
        ),
    ]


def text(lines: list[str], encoding: str = "utf-8") -> bytes:
    return ("\n".join(lines) + "\n").encode(encoding)


def changed(lines: list[str], at: int, line: str) -> list[str]:
    return [*lines[:at], line, *lines[at + 1 :]]


def put_in(lines: list[str], at: int, line: str) -> list[str]:
    return [*lines[:at], line, *lines[at:]]


LARGE: Mapping[str, Callable[[], dict[str, bytes]]] = {
    "plain": lambda: {"甲片.csv": text(of_district(1)), "乙片.csv": text(of_district(2))},
    "in two encodings, one quoted": lambda: {
        "甲片.csv": text(of_district(1), "gb18030"),
        "乙片.csv": text(['"' + line.replace(",", '","') + '"' for line in of_district(2)]),
    },
    "a title above, a total and a note below": lambda: {
        "甲片.csv": text(
            ["云川市班额明细表", "填报单位：临湖区", *of_district(1), "合计,,,,,,,4000", "注：含民办。"]
        ),
        "乙片.csv": text(of_district(2)),
    },
    "one that has to be read with care": lambda: {
        "甲片.csv": text(put_in(of_district(1), 9000, "小计,,,,,,,100")),
        "乙片.csv": text(of_district(2)),
    },
    "errors in both": lambda: {
        "甲片.csv": text(changed(of_district(1), 700, "2025Q1,火星区,2199010001,某校,小学,一年级,1,四几")),
        "乙片.csv": text(changed(of_district(2), 8000, "2025Q1,临湖区,2199020001,第2片1小学,小学,一年级,1,")),
    },
    "a key in both": lambda: {
        "甲片.csv": text(of_district(1)),
        "乙片.csv": text(put_in(of_district(2), 5000, of_district(1)[77])),
    },
    "other columns in another order": lambda: {
        "甲片.csv": text(of_district(1)),
        "乙片.csv": text(
            [
                "备注," + CODED,
                *(f"含走读{number % 3},{line}" for number, line in enumerate(of_district(2)[1:])),
            ]
        ),
    },
    "beside a small one and a workbook": lambda: {
        "甲片.csv": text(of_district(1)),
        "乙校.csv": text_file(CLASSES, "2025Q1,临湖区,乙小学,小学,一年级,1,45"),
        "丙校.xlsx": in_workbook(
            text_file(CLASSES, "2025Q2,临湖区,丙小学,小学,一年级,1,45", encoding="gb18030")
        ),
    },
}


@contextmanager
def checking(store: Store, data: bytes, name: str) -> Iterator[list[CheckedTable]]:
    tables = check_file(store, LOCAL_USER, data, name)
    try:
        yield tables
    finally:
        close_all(tables)


def rows_of(table: CheckedTable, sheet: str | None = None) -> list[tuple[Any, ...]]:
    """The rows that wait, with the sheet and line of each."""
    assert table.incoming is not None
    assert table.contract is not None
    names = [item.name for item in table.contract.fields if item.kind != "district_code"]
    rows = table.session.fetch_tuples(
        f"SELECT line, {', '.join(names)}, school, annual, qualifiers FROM {table.incoming.table} ORDER BY line"
    )
    places = [how_read(table.incoming.reading).place(line) for line, *_ in rows]
    return [(place.sheet or sheet, place.line, *row[1:]) for place, row in zip(places, rows, strict=True)]


def everything(store: Store, file: PackedFile) -> tuple[Any, ...]:
    """All that comes of a check: what is said, what is kept of the reading, and the rows."""
    with checking(store, file.data, file.name) as tables:
        return tuple(
            (
                table.report.as_json(),
                [(part.preview, part.skipped, part.columns) for part in table.report.tables],
                table.incoming and (table.incoming.reading, table.incoming.scopes, rows_of(table)),
            )
            for table in tables
        )


@pytest.mark.parametrize("name", LARGE)
def test_a_bundle_read_by_the_column_is_the_same_as_one_read_with_care(
    name: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = bundle(loose(LARGE[name]()))
    read_bulk, quickly = bulk.read_bulk, []

    def read(data: bytes, vocabulary: Collection[str]) -> RawTable | None:
        table = read_bulk(data, vocabulary)
        quickly.append(table is not None)
        return table

    monkeypatch.setattr(bulk, "read_bulk", read)
    found = everything(store, file)
    # One at least was not left to the careful reader.
    assert any(quickly)
    monkeypatch.setattr(bulk, "BULK_AT_LEAST", 1 << 40)
    assert everything(store, file) == found


# -- whatever the files are ---------------------------------------------------------------------------------------

REQUIRED = {
    "统计期": st.sampled_from(["2025Q3", "2025年第三季度", "2025Q2", "随便"]),
    "区县": st.sampled_from(["临湖区", "990101", "990102", "火星区"]),
    "学段": st.sampled_from(["小学", "初中", "高小"]),
    "班级数": st.sampled_from(["6", "12", "６", "1,2"]),
    "在校生数": st.sampled_from(["240", "300余", "0.03万", "", "x"]),
    "专任教师数": st.sampled_from(["20", "约20", "—"]),
}
OPTIONAL = {
    "学校名称": st.sampled_from(["甲小学", "乙小学", "丙 小学", ""]),
    "学校标识码": st.sampled_from(["2199000018", "2199000026", "", "abc"]),
    "应参加课后服务": st.sampled_from(["是", "否", ""]),
    "备注": st.sampled_from(["", "含走读"]),
    "区县代码": st.sampled_from(["990101", "990102", ""]),
}


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table of 学校基本情况 with some of its columns, in any order, perhaps counting pupils in 万."""
    left_out = draw(st.sets(st.sampled_from(sorted(OPTIONAL))))
    fields = {name: cells for name, cells in (REQUIRED | OPTIONAL).items() if name not in left_out}
    names = draw(st.permutations(sorted(fields)))
    in_tens_of_thousands = draw(st.booleans())
    header = [f"{name}（万人）" if in_tens_of_thousands and name == "在校生数" else name for name in names]
    rows = draw(st.lists(st.tuples(*(fields[name] for name in names)), min_size=1, max_size=4))
    quoted = (",".join(f'"{cell}"' for cell in row) for row in rows)
    return text_file(",".join(header), *quoted)


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_ready_store(
        Settings(store=Path(tmp_path_factory.mktemp("bundles")) / "eduboard.duckdb", threads=2)
    )
    yield store
    store.close()


@settings(max_examples=60, deadline=None)
@given(files=st.lists(tables(), min_size=2, max_size=3, unique=True))
def test_the_rows_of_a_bundle_are_those_of_its_files_whatever_columns_they_have(
    one_store: Store, files: list[bytes]
) -> None:
    parts = {f"{number}.csv": data for number, data in enumerate(files)}
    alone = []
    for name, data in parts.items():
        with checking(one_store, data, name) as [table]:
            alone += rows_of(table, name) if table.incoming else []
    file = bundle(loose(parts))
    together = []
    with checking(one_store, file.data, file.name) as found:
        for table in found:
            together += rows_of(table, table.report.sheet) if table.incoming else []
    assert sorted(map(repr, together)) == sorted(map(repr, alone))
