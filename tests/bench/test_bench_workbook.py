"""How long a workbook of 100,000 rows takes, against what its reader alone needs and the same table as CSV."""

from __future__ import annotations

import io
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.bench.test_bench_intake import HEADER, check_and_publish, medians, rows, seconds

pytestmark = pytest.mark.bench

WORKBOOK_ROWS = 100_000
MOST_TIMES_CALAMINE = 1.5
NUMBERS = 2
"""The last columns are numbers in the workbook, as a clerk's are."""


def table() -> list[list[str]]:
    return [line.split(",") for line in islice(rows(), WORKBOOK_ROWS)]


def write_workbook(file: Path) -> Path:
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("班额明细")
        sheet.write_row(0, 0, HEADER.split(","))
        for number, cells in enumerate(table(), start=1):
            sheet.write_row(number, 0, [*cells[:-NUMBERS], *map(int, cells[-NUMBERS:])])
    return file


def read_with_calamine(file: Path) -> float:
    """The reader by itself: every cell of the sheet as a value."""
    data = file.read_bytes()

    def read() -> None:
        cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        assert len(cells) == WORKBOOK_ROWS + 1

    return seconds(read)


def test_a_workbook_takes_half_as_long_again_as_its_reader_beside_the_csv_at_most(tmp_path: Path) -> None:
    book, text = write_workbook(tmp_path / "班额明细.xlsx"), tmp_path / "班额明细.csv"
    text.write_text("\n".join([HEADER, *map(",".join, table())]) + "\n", encoding="utf-8")
    publish = partial(check_and_publish, folder=tmp_path, row_count=WORKBOOK_ROWS)
    calamine, csv, ours = medians(
        partial(read_with_calamine, book), partial(publish, text), partial(publish, book)
    )
    most = MOST_TIMES_CALAMINE * calamine + csv
    print(
        f"\ncheck+publish 100k rows of XLSX: {(ours - csv) / calamine:.2f} × calamine beside the CSV's own time "
        f"(limit {MOST_TIMES_CALAMINE:g})  [{ours:.2f} s, calamine {calamine:.2f} s, CSV {csv:.2f} s]"
    )
    assert ours <= most
