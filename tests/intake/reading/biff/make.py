"""The workbooks beside this file, as they were before LibreOffice made BIFF files of them.

``python -m tests.intake.reading.biff.make``, run in the project's folder on a machine with LibreOffice, makes
``forms.xls`` and ``shares.xls`` (BIFF8, Excel 97–2003) again.  They are committed because test machines need have
no LibreOffice.
"""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

FOLDER = Path(__file__).resolve().parent


def forms() -> bytes:
    """An XLSX of two forms, a hidden list and an empty sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        share = book.add_format({"num_format": "0.0%"})
        thousands = book.add_format({"num_format": "#,##0"})

        sheet = book.add_worksheet("基本情况")
        sheet.merge_range(0, 0, 0, 7, "临湖区2025年第三季度学校基本情况")
        sheet.write(1, 0, "单位：人、个")
        for column, name in enumerate(("统计期", "区县", "学校名称", "学段", "班级数")):
            sheet.merge_range(2, column, 3, column, name)
        sheet.merge_range(2, 5, 2, 6, "在校生数")
        sheet.write_row(3, 5, ["合计", "其中:女"])
        sheet.merge_range(2, 7, 3, 7, "专任教师数")
        sheet.write_row(4, 0, ["2025Q3", "临湖区", "实验小学", "小学", 24])
        sheet.write_number(4, 5, 1080, thousands)
        sheet.write_row(4, 6, [500, 62])
        sheet.write_row(5, 0, ["2025Q3", "临湖区", "瀍河第二小学", "小学", 12, 520, 260, 31.0])
        sheet.write_row(6, 0, ["合计", "", "", "", 36])
        sheet.write_formula(6, 5, "=SUM(F5:F6)", thousands, 1600)
        sheet.merge_range(8, 0, 8, 7, "注：不含特教班")

        sheet = book.add_worksheet("各种单元格")
        sheet.write_row(0, 0, ["名称", "日期", "占比", "编号", "是否", "金额"])
        sheet.write_row(1, 0, ["甲"])
        sheet.write_datetime(1, 1, dt.date(2025, 9, 12), day)
        sheet.write_number(1, 2, 0.545, share)
        sheet.write_string(1, 3, "0012")
        sheet.write_boolean(1, 4, True)
        sheet.write_number(1, 5, 1234567.25)
        sheet.write_row(2, 0, ["乙"])
        sheet.write_datetime(2, 1, dt.date(2024, 2, 29), day)
        sheet.write_number(2, 2, 1, share)
        sheet.write_number(2, 3, 2141000018)
        sheet.write_boolean(2, 4, False)
        sheet.write_number(2, 5, 0.1 + 0.2)
        sheet.write(3, 0, "丙")
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
        sheet.write(3, 5, 3)

        hidden = book.add_worksheet("字典")
        hidden.write_row(0, 0, ["学校名称", "在校生数"])
        hidden.write_row(1, 0, ["甲", 1])
        hidden.hide()
        book.add_worksheet("空表")
    return file.getvalue()


def shares() -> bytes:
    """An XLSX of shares in several formats, some in rows that are hidden, with a hidden column."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("指标")
        sheet.write_row(0, 0, ["指标", "本年", "上年", "单位"])
        rows = [("普惠率", "0.0%", 0.954, 0.5), ("入园率", "0%", 0.85, 1), ("经费", "#,##0", 1200, 7)]
        for number, (name, code, this_year, last_year) in enumerate(rows, start=1):
            shown = book.add_format({"num_format": code})
            sheet.write(number, 0, name)
            sheet.write_number(number, 1, this_year, shown)
            sheet.write_number(number, 2, last_year, shown)
        sheet.write(4, 0, "巩固率")
        sheet.write_formula(4, 1, "=1/4", book.add_format({"num_format": '0.00"占比"%'}), 0.25)
        sheet.write_string(4, 2, "—", book.add_format({"num_format": "0%"}))
        sheet.set_row(2, options={"hidden": True})
        sheet.set_row(4, options={"hidden": True})
        sheet.set_column(3, 3, options={"hidden": True})
    return file.getvalue()


def _make() -> None:
    _convert("forms", forms())
    _convert("shares", shares())


def _convert(name: str, workbook: bytes) -> None:
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"{name}.xlsx"
        source.write_bytes(workbook)
        command = ["soffice", "--headless", "--convert-to", "xls:MS Excel 97", "--outdir", FOLDER, source]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    _make()
