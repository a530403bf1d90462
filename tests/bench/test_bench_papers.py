"""What a Word file of ten figures costs beside a bare python-docx document of the same length, queries aside."""

import io
import statistics
import time
from collections.abc import Callable
from datetime import datetime

import docx
import pytest

from eduboard.exports.materials.writing import Heading, Material, Text, Title, write_material
from eduboard.exports.office_charts import OfficeChart, Series, Shape
from eduboard.exports.word.document import Figure
from eduboard.exports.word.markup import Cell, Table

pytestmark = pytest.mark.bench

ROUNDS = 9
MOST_TIMES_BARE = 3.0
NOON = datetime.fromisoformat("2025-10-09T12:00")
FIGURES, ROWS, COLUMNS = 10, 9, 6
SENTENCE = "截至2025年第三季度末，云川市大班额占比4.1%，较上季度下降1.2个百分点。" * 4
NOTES = (
    "统计期：2025年第三季度。口径：学生数达到56人及以上的班级个数 ÷ 班级总数。",
    "数据来源：各单位报送。",
)


def paper() -> Material:
    """Ten parts, each with a heading, two paragraphs, a figure of twelve points and a table of nine rows."""
    chart = OfficeChart(
        tuple(f"第{number}季度" for number in range(12)),
        (
            Series("云川市", tuple(0.05 + number / 1000 for number in range(12)), Shape.LINE, labelled=(11,)),
            Series("目标", (0.05,) * 12, Shape.DASHES),
        ),
        "0.0%",
    )
    table = Table(
        (26.0,) * COLUMNS,
        tuple(tuple(Cell(f"{row}.{column}") for column in range(COLUMNS)) for row in range(ROWS)),
        header_rows=1,
        caption="各区县数据",
        notes=NOTES,
    )
    part = (Heading("班额治理"), Text(SENTENCE), Text(SENTENCE), Figure(chart, 62, "走势", NOTES), table)
    return Material("材料", "教育局", "材料.docx", NOON, (Title("材料"), *(part * FIGURES)))


def bare() -> bytes:
    """The same headings, paragraphs, captions, notes and tables by python-docx alone, without figures."""
    document = docx.Document()
    document.add_heading("材料", 0)
    for _ in range(FIGURES):
        document.add_heading("班额治理", 1)
        for text in (SENTENCE, SENTENCE, "图1 走势", *NOTES, "表1 各区县数据"):
            document.add_paragraph(text)
        table = document.add_table(ROWS, COLUMNS)
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells.cells):
                cell.text = f"{row}.{column}"
        for text in NOTES:
            document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def test_ten_figures_cost_at_most_three_bare_documents() -> None:
    material = paper()
    write_material(material), bare()
    rounds = [(seconds(lambda: write_material(material)), seconds(bare)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(taken) for taken in zip(*rounds, strict=True))
    said = f"{1000 * ours:.0f} ms; bare python-docx: {1000 * theirs:.0f} ms; {ours / theirs:.2f}x"
    print(f"\nWord, {FIGURES} figures: {said}")
    assert ours <= MOST_TIMES_BARE * theirs
