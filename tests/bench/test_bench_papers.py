"""What a Word file and a deck of ten figures cost beside bare ones of the same length, queries aside.

The bare document is python-docx's and has no figures, since it cannot draw any; the bare deck is python-pptx's with its
own charts.
"""

import io
import statistics
import time
from collections.abc import Callable
from datetime import datetime

import docx
import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation
from pptx.slide import Slide, SlideLayout
from pptx.util import Inches

from eduboard.exports.blocks import Cell, Figure, Table
from eduboard.exports.materials.order import RATIOS
from eduboard.exports.materials.writing import Heading, Material, Text, Title, write_material
from eduboard.exports.office_charts import OfficeChart, Series, Shape
from eduboard.exports.slides.arranging import write_deck

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
    return Material("材料", "教育局", "材料", NOON, (Title("材料"), *(part * FIGURES)))


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


def bare_deck() -> bytes:
    """The same headlines, charts, tables, captions and notes by python-pptx alone."""
    deck = pptx.Presentation()
    layout = deck.slide_layouts[5]
    data = CategoryChartData("0.0%")
    data.categories = [f"第{number}季度" for number in range(12)]
    data.add_series("云川市", [0.05 + number / 1000 for number in range(12)])
    data.add_series("目标", [0.05] * 12)
    place = (Inches(0.5), Inches(1.5), Inches(9), Inches(4))
    for _ in range(FIGURES):
        slide = _titled_slide(deck, layout)
        slide.shapes.add_chart(XL_CHART_TYPE.LINE, *place, data)
        slide = _titled_slide(deck, layout)
        table = slide.shapes.add_table(ROWS, COLUMNS, *place).table
        for row in range(ROWS):
            for column in range(COLUMNS):
                table.cell(row, column).text = f"{row}.{column}"
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _titled_slide(deck: Presentation, layout: SlideLayout) -> Slide:
    slide = deck.slides.add_slide(layout)
    slide.shapes.title.text = SENTENCE
    for top, text in enumerate(("班额治理", "图1 走势", "\n".join(NOTES), "1")):
        slide.shapes.add_textbox(Inches(0.5), Inches(top), Inches(9), Inches(0.4)).text_frame.text = text
    slide.notes_slide.notes_text_frame.text = "\n".join((SENTENCE, *NOTES))
    return slide


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def test_ten_figures_cost_at_most_three_bare_documents() -> None:
    material = paper()
    compare("Word", lambda: write_material(material), "python-docx", bare)


@pytest.mark.parametrize("ratio", RATIOS)
def test_ten_figures_on_slides_cost_at_most_three_bare_decks(ratio: str) -> None:
    material = paper()
    compare(f"PPT {ratio}", lambda: write_deck(material, ratio), "python-pptx", bare_deck)


def compare(kind: str, ours: Callable[[], object], library: str, theirs: Callable[[], object]) -> None:
    ours(), theirs()
    rounds = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    taken, bare_taken = (statistics.median(times) for times in zip(*rounds, strict=True))
    said = f"{1000 * taken:.0f} ms; bare {library}: {1000 * bare_taken:.0f} ms; {taken / bare_taken:.2f}x"
    print(f"\n{kind}, {FIGURES} figures: {said}")
    assert taken <= MOST_TIMES_BARE * bare_taken
