"""Files as clerks make them, in a few words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

CLASSES = "统计期,区县,学校名称,学段,年级,班号,学生数"
AFTER_SCHOOL = "统计期,区县,学校名称,学段,是否开展,在校生数,参加学生数"
ENROLMENT = "统计期,区县,学校名称,学段,班级数,在校生数,专任教师数"


def text_file(header: str, *rows: str, encoding: str = "utf-8", line_end: str = "\n") -> bytes:
    """A delimited file."""
    return (line_end.join((header, *rows)) + line_end).encode(encoding)


def classes(
    *sizes: int,
    period: str = "2025Q3",
    district: str = "临湖区",
    school: str = "实验小学",
    encoding: str = "utf-8",
) -> bytes:
    """A file of 班额明细: one first-grade class of each size."""
    rows = (
        f"{period},{district},{school},小学,一年级,{number},{size}"
        for number, size in enumerate(sizes, start=1)
    )
    return text_file(CLASSES, *rows, encoding=encoding)


def workbook(sheets: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    """An XLSX with these sheets."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()
