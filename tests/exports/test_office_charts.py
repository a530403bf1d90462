"""Native charts: what Word draws is what its workbook holds, gaps stay gaps, and names stay names."""

import io
import re
import zipfile
from datetime import datetime

import openpyxl
import pytest

from eduboard.exports.blocks import Figure
from eduboard.exports.office_charts import OfficeChart, Series, Shape, build_chart_workbook, build_chart_xml
from eduboard.exports.word.document import OfficialDocument
from tests.exports.office import count_pages
from tests.exports.ooxml_order import out_of_order
from tests.exports.papers import charts_of, read_document, words_of

NOON = datetime.fromisoformat("2025-10-09T12:00")
HOSTILE = "=1+1</c:v>&\x0b"
SHARES = OfficeChart(
    categories=("临湖区", "东岭区", HOSTILE),
    series=(
        Series(
            "大班额占比",
            (0.013, None, 0.1425),
            Shape.COLUMN,
            labelled=(0, 1, 2),
            words=((0, "约1.3%"),),
            point_colours=((2, "C00000"),),
        ),
        Series("目标 不高于5%", (0.05, 0.05, 0.05), Shape.DASHES, "1F2933"),
    ),
    number_format="0.0%",
    mark="【演示数据】",
)
NEAR = OfficeChart(
    ("临湖区", "东岭区"),
    (
        Series("大班额占比", (0.04, 0.3), Shape.COLUMN, labelled=(0, 1), words=((0, "约4.0%"),)),
        Series("各区县目标", (0.05, 0.31), Shape.TICKS),
    ),
    "0.0%",
)
LYING = OfficeChart(("甲", "乙"), (Series("名师", (1, 2), Shape.BAR, labelled=(0, 1)),), "#,##0")
STACK = OfficeChart(
    ("国家级", "省级"),
    (
        Series("名师", (1, 2), Shape.BAR, labelled=(0, 1)),
        Series("名校长", (3, None), Shape.BAR, "C3D8EA", labelled=(0,)),
    ),
    "#,##0",
    is_stacked=True,
)
LINES = OfficeChart(
    ("2024年\n四季度", "2025年\n一季度"),
    (
        Series("云川市", (52.1, 50.0), Shape.LINE, labelled=(1,)),
        Series("云川市（年度）", (None, 49.0), Shape.DOTS),
    ),
    "#,##0.0",
    lowest=40,
)


def paper(*charts: OfficeChart) -> bytes:
    document = OfficialDocument("图", "云川市教育局", NOON)
    for number, chart in enumerate(charts):
        document.add_figure(Figure(chart, 60, f"第{number}幅", ("统计期", "数据来源"), "说明"))
    return document.to_bytes()


def test_the_chart_and_its_workbook_hold_the_same_numbers() -> None:
    for chart, read in zip(
        (SHARES, LYING, STACK, LINES), charts_of(paper(SHARES, LYING, STACK, LINES)), strict=True
    ):
        expected = {series.name: series.values for series in chart.series}
        assert read.drawn == read.workbook == expected
        assert read.formats == (chart.number_format,)


def test_a_name_is_never_a_formula_and_never_markup() -> None:
    [read] = charts_of(paper(SHARES))
    assert read.categories[2] == "=1+1</c:v>& "
    book = openpyxl.load_workbook(io.BytesIO(build_chart_workbook(SHARES, NOON)))
    assert book.active is not None
    assert book.active["A4"].data_type == "s"
    assert book.active["B2"].number_format == "0.0%"
    assert book.active["B3"].value is None


def test_only_invented_data_has_a_title_inside_the_chart() -> None:
    marked, plain = charts_of(paper(SHARES, LYING))
    assert (marked.mark, plain.mark) == ("【演示数据】", "")


@pytest.mark.parametrize(
    "chart", [SHARES, NEAR, LYING, STACK, LINES], ids=["shares", "near", "lying", "stack", "lines"]
)
def test_every_element_stands_in_the_order_of_the_schema(chart: OfficeChart) -> None:
    assert out_of_order(paper(chart)) == []


def test_the_order_of_charts_is_really_looked_at() -> None:
    given = paper(LYING)
    turned = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(given)) as old, zipfile.ZipFile(turned, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/charts/chart1.xml":
                data = data.replace(b'<c:varyColors val="0"/>', b"").replace(
                    b'<c:gapWidth val="60"/>', b'<c:gapWidth val="60"/><c:varyColors val="0"/>'
                )
            new.writestr(name, data)
    [problem] = out_of_order(turned.getvalue())
    assert "barChart" in problem


def test_a_legend_stands_only_where_there_are_several_series() -> None:
    assert b"<c:legend>" not in build_chart_xml(LYING)
    assert b"<c:legend>" in build_chart_xml(SHARES)


def test_a_round_number_is_labelled_as_it_was_given_and_a_gap_not_at_all() -> None:
    xml = build_chart_xml(SHARES).decode()
    assert "约1.3%" in xml
    assert '<c:dLbl><c:idx val="1"/><c:delete val="1"/></c:dLbl>' in xml
    assert '<c:dispBlanksAs val="gap"/>' in xml


def rises_of(chart: OfficeChart) -> dict[int, float]:
    """How far labels are moved up, by position, as parts of the chart's height."""
    found = re.findall(
        r'<c:dLbl><c:idx val="(\d+)"/><c:layout><c:manualLayout><c:x val="0"/><c:y val="-([\d.]+)"/>',
        build_chart_xml(chart).decode(),
    )
    return {int(point): float(rise) for point, rise in found}


@pytest.mark.parametrize("shape", [Shape.TICKS, Shape.DASHES])
def test_a_label_moves_above_a_target_that_would_cross_it(shape: Shape) -> None:
    values = (0.0, 0.42, 0.46, 0.5, 0.52, 1.0)
    columns = Series("占比", values, Shape.COLUMN, labelled=tuple(range(6)))
    chart = OfficeChart(tuple("甲乙丙丁戊己"), (columns, Series("目标", (0.5,) * 6, shape)), "0.0%")
    rises = rises_of(chart)
    # What lies far below has its label below the target, what lies above has it above.
    assert sorted(rises) == [1, 2, 3]
    assert rises[1] > rises[2] > rises[3] > 0


def test_a_label_at_nought_stands_above_a_target_of_nought() -> None:
    columns = Series("占比", (0.0,), Shape.COLUMN, labelled=(0,))
    assert list(rises_of(OfficeChart(("甲",), (columns, Series("目标", (0.0,), Shape.TICKS)), "0.0%"))) == [0]


def test_figures_are_numbered_by_fields_and_stay_with_their_captions() -> None:
    package = paper(SHARES, LYING)
    read = read_document(package)
    captions = [p for p in read.paragraphs if p.style is not None and p.style.style_id == "Caption"]
    assert [p.text for p in captions] == ["图1\u3000第0幅", "图2\u3000第1幅"]
    assert all("SEQ 图" in p._p.xml for p in captions)
    for caption in captions:
        frame = caption._p.getprevious()
        assert "c:chart" in frame.xml
        # The frame's style keeps with its caption, and the caption with the notes.
        assert "w:keepNext" in caption._p.xml
    assert read.styles["插图"].paragraph_format.keep_with_next
    assert [text for text in words_of(package) if text.startswith("数据来源")] == ["数据来源"] * 2


def test_the_same_charts_give_the_same_bytes() -> None:
    assert paper(SHARES, LINES) == paper(SHARES, LINES)


def test_figures_do_not_leave_the_page(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Three figures of 60 mm with captions and notes fill a page of 225 mm; a fourth takes another."""
    pages = count_pages({"two": paper(LYING, STACK), "four": paper(LYING, STACK, LINES, SHARES)}, tmp_path)
    assert pages == {"two": 1, "four": 2}
