"""Charts as DrawingML with the workbook behind them: editable in Word, WPS and PowerPoint, values in, bytes out.

The order of elements is the schema's.  python-pptx has a writer for this too, but its charts have one kind of series
(no target line over columns), and its workbooks take a school named ``=1+1`` for a formula.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from xml.sax.saxutils import escape

from eduboard.exports.safety import safe_text
from eduboard.exports.spreadsheet import open_workbook

ACCENT, INK, MUTED, GRID, GREY, RED = "1F4E79", "1F2933", "52606D", "D5DAE0", "B8C1CA", "C00000"
"""The colours of the figures on screen: red is for worse than the target only, grey for what is not ranked."""
TINTS = (ACCENT, "6C9CC7", "C3D8EA", GREY, MUTED, "12304D", "9DBFDD", "DCE7F1")
"""Several series of one figure: one hue, from dark to light."""
_MANY_ROWS = 25
"""Lying bars of more categories than that stand so close that their names have to be smaller."""
_LABEL_SHARE = 0.1
"""How much of the value axis a label above a column takes, at most."""
_PLOT_SHARE, _CLEARANCE = 0.8, 0.03
"""The height of the plot, and the room that a mark needs above itself, as parts of the chart's height."""
_SHEET = "Sheet1"
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext>'
    "</c:extLst>"
)
"""A label that was moved up needs no line down to its column, which would cross the target's."""
WORKBOOK_RELATION = "rId1"
"""The relation by which the chart finds its workbook."""


@dataclass(frozen=True)
class ChartType:
    """How a chart is set: sizes in points, the fonts as markup, and how many upright categories are named.

    ``small`` is for the names of many lying bars.
    """

    points: float
    small: float
    categories_named: int
    fonts: str


ON_PAPER = ChartType(9, 7, 13, '<a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/>')


class Shape(StrEnum):
    """How a series is drawn."""

    COLUMN = "column"
    BAR = "bar"
    LINE = "line"
    DOTS = "dots"
    DASHES = "dashes"
    TICKS = "ticks"


_BARS = (Shape.COLUMN, Shape.BAR)


@dataclass(frozen=True)
class Series:
    """Values by category; None is a gap.

    ``labelled`` are the positions that show their value; ``words`` says it otherwise at some of them (90余);
    ``point_colours`` are the positions in another colour.
    """

    name: str
    values: tuple[float | None, ...]
    shape: Shape
    colour: str = ACCENT
    labelled: tuple[int, ...] = ()
    words: tuple[tuple[int, str], ...] = ()
    point_colours: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class OfficeChart:
    """A chart: categories with their series, bars first; ``mark`` stands above it and travels with a copy.

    ``number_format`` is a spreadsheet's (``0.0%``).  Without ``lowest`` and ``highest`` the value axis begins and ends
    where the program puts it; ``is_stacked`` puts bars on top of each other.
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str
    mark: str = ""
    lowest: float | None = 0
    is_stacked: bool = False
    highest: float | None = None
    type: ChartType = ON_PAPER

    @property
    def is_lying(self) -> bool:
        """Tell whether the bars lie: names of any length fit beside them."""
        return any(series.shape == Shape.BAR for series in self.series)


def build_chart_xml(chart: OfficeChart) -> bytes:
    """Write the chart part; its workbook has to be related to it as ``WORKBOOK_RELATION``."""
    numbered = list(enumerate(chart.series))
    bars = [item for item in numbered if item[1].shape in _BARS]
    lines = [item for item in numbered if item[1].shape not in _BARS]
    plots = (_bar_plot(chart, bars) if bars else "") + (_line_plot(chart, lines) if lines else "")
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text_properties(chart.type)}</c:legend>'
        if len(chart.series) > 1
        else ""
    )
    title = (
        f"<c:title><c:tx>{_rich(chart.type, chart.mark, RED)}</c:tx><c:overlay val='0'/></c:title>"
        if chart.mark
        else ""
    )
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        f'<c:chart>{title}<c:autoTitleDeleted val="{int(not chart.mark)}"/>'
        f"<c:plotArea><c:layout/>{plots}{_axes(chart)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{_text_properties(chart.type)}"
        f'<c:externalData r:id="{WORKBOOK_RELATION}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def build_chart_workbook(chart: OfficeChart, made_at: datetime) -> bytes:
    """Write the workbook that opens on 编辑数据: categories in the first column, a column for each series."""
    buffer = io.BytesIO()
    with open_workbook(buffer) as workbook:
        workbook.set_properties({"created": made_at})
        sheet = workbook.add_worksheet(_SHEET)
        numbers = workbook.add_format({"num_format": chart.number_format})
        sheet.set_column(0, 0, 24)
        for row, category in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, _clean(category))
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(0, column, _clean(series.name))
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, numbers)
    return buffer.getvalue()


def _clean(text: str) -> str:
    """Make text safe, leaving the line break that a category may have."""
    return "\n".join(safe_text(line) for line in text.split("\n"))


def _bar_plot(chart: OfficeChart, bars: Sequence[tuple[int, Series]]) -> str:
    grouping = "stacked" if chart.is_stacked else "clustered"
    overlap = '<c:overlap val="100"/>' if chart.is_stacked else ""
    return (
        f'<c:barChart><c:barDir val="{"bar" if chart.is_lying else "col"}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{"".join(_bar_series(chart, *item) for item in bars)}'
        f'<c:gapWidth val="60"/>{overlap}{_axis_ids()}</c:barChart>'
    )


def _line_plot(chart: OfficeChart, lines: Sequence[tuple[int, Series]]) -> str:
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f"{''.join(_line_series(chart, *item) for item in lines)}"
        f'<c:marker val="1"/>{_axis_ids()}</c:lineChart>'
    )


def _axis_ids() -> str:
    return f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'


def _bar_series(chart: OfficeChart, number: int, series: Series) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{point}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{_fill(colour)}</c:spPr></c:dPt>"
        for point, colour in series.point_colours
    )
    # On the paper's white the label of a stacked part would stand on its neighbour: in the middle it does not.
    place = "ctr" if chart.is_stacked else "outEnd"
    return (
        f"<c:ser>{_head(number, series)}<c:spPr>{_fill(series.colour)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{points}{_labels(chart, series, place)}'
        f"{_data(chart, number, series)}</c:ser>"
    )


def _line_series(chart: OfficeChart, number: int, series: Series) -> str:
    if series.shape in (Shape.DOTS, Shape.TICKS):
        line = '<a:ln w="28575"><a:noFill/></a:ln>'
    else:
        dash = '<a:prstDash val="dash"/>' if series.shape == Shape.DASHES else ""
        width = 15875 if series.shape == Shape.DASHES else 28575
        line = f'<a:ln w="{width}" cap="rnd">{_fill(series.colour)}{dash}<a:round/></a:ln>'
    symbol, size = ("dash", 16) if series.shape == Shape.TICKS else ("circle", 5)
    marker = (
        '<c:symbol val="none"/>'
        if series.shape == Shape.DASHES
        else f'<c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{_fill(series.colour)}</c:spPr>'
    )
    return (
        f"<c:ser>{_head(number, series)}<c:spPr>{line}</c:spPr><c:marker>{marker}</c:marker>"
        f'{_labels(chart, series, "t")}{_data(chart, number, series)}<c:smooth val="0"/></c:ser>'
    )


def _head(number: int, series: Series) -> str:
    cell = f"{_SHEET}!${_column(number)}$1"
    return (
        f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{cell}</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{_written(series.name)}</c:v></c:pt></c:strCache>'
        "</c:strRef></c:tx>"
    )


def _data(chart: OfficeChart, number: int, series: Series) -> str:
    last = len(chart.categories) + 1
    names = "".join(
        f'<c:pt idx="{point}"><c:v>{_written(category)}</c:v></c:pt>'
        for point, category in enumerate(chart.categories)
    )
    values = "".join(
        f'<c:pt idx="{point}"><c:v>{value:.16g}</c:v></c:pt>'
        for point, value in enumerate(series.values)
        if value is not None
    )
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    column = _column(number)
    return (
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{escape(chart.number_format)}</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val>"
    )


def _column(number: int) -> str:
    """The letter of a series' column in the workbook."""
    return chr(ord("B") + number)


def _labels(chart: OfficeChart, series: Series, place: str) -> str:
    """Show values where asked for; where a word belongs to one, the label is that text."""
    words = dict(series.words)
    shown = {point for point in series.labelled if series.values[point] is not None}
    if not shown:
        return ""
    settings = "".join(
        f'<c:{name} val="{int(name == "showVal")}"/>'
        for name in (
            "showLegendKey",
            "showVal",
            "showCatName",
            "showSerName",
            "showPercent",
            "showBubbleSize",
        )
    )
    colour = _ink_on(series.colour) if place == "ctr" else INK
    form = f'<c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>'
    plain = f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text_properties(chart.type, colour)}"
    apart = []
    rises = [_rise(chart, series, point) for point in range(len(series.values))]
    for point, rise in enumerate(rises):
        if point not in shown:
            apart.append(f'<c:dLbl><c:idx val="{point}"/><c:delete val="1"/></c:dLbl>')
        elif point in words or rise:
            said = f"<c:tx>{_rich(chart.type, words[point], colour)}</c:tx>" if point in words else ""
            apart.append(
                f'<c:dLbl><c:idx val="{point}"/>{_moved_up(rise)}{said}{form}{plain}'
                f'<c:dLblPos val="{place}"/>{settings}</c:dLbl>'
            )
    leaders = _NO_LEADERS if any(rises) else ""
    return f'<c:dLbls>{"".join(apart)}{form}{plain}<c:dLblPos val="{place}"/>{settings}{leaders}</c:dLbls>'


def _rise(chart: OfficeChart, series: Series, point: int) -> float:
    """Measure how far a column's label has to move up, as part of the chart's height, to stand above a target."""
    value = series.values[point]
    if series.shape != Shape.COLUMN or value is None:
        return 0.0
    known = [value for each in chart.series for value in each.values if value is not None]
    span = (chart.highest or max(known)) - min(chart.lowest or 0.0, *known) or 1.0
    marks = [each.values[point] for each in chart.series if each.shape in (Shape.DASHES, Shape.TICKS)]
    above = [(mark - value) / span for mark in marks if mark is not None]
    crossing = [distance for distance in above if -_CLEARANCE / 2 < distance < _LABEL_SHARE]
    return _PLOT_SHARE * max(0.0, *crossing) + _CLEARANCE if crossing else 0.0


def _moved_up(rise: float) -> str:
    if not rise:
        return ""
    return f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{-rise:.4f}"/></c:manualLayout></c:layout>'


def _ink_on(colour: str) -> str:
    """The colour of writing that can be read on another."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
    return "FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else INK


def _axes(chart: OfficeChart) -> str:
    position, across = ("l", "b") if chart.is_lying else ("b", "l")
    orientation = "maxMin" if chart.is_lying else "minMax"
    every = max(1, math.ceil(len(chart.categories) / chart.type.categories_named))
    every = 1 if chart.is_lying else every
    skip = f'<c:tickLblSkip val="{every}"/><c:tickMarkSkip val="{every}"/>'
    # Where every bar has its number and the target its own, an axis would say it twice.
    only_bars = all(series.shape in (*_BARS, Shape.DASHES, Shape.TICKS) for series in chart.series)
    bounds = "".join(
        f'<c:{name} val="{bound!r}"/>'
        for name, bound in (("max", chart.highest), ("min", chart.lowest))
        if bound is not None
    )
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350">{_fill(GRID)}</a:ln></c:spPr></c:majorGridlines>'
    points = chart.type.small if chart.is_lying and len(chart.categories) > _MANY_ROWS else chart.type.points
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{position}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525">{_fill(GREY)}</a:ln></c:spPr>{_text_properties(chart.type, points=points)}'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/>{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{bounds}</c:scaling>'
        f'<c:delete val="{int(only_bars)}"/><c:axPos val="{across}"/>{"" if only_bars else grid}'
        f'<c:numFmt formatCode="{_axis_format(chart)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text_properties(chart.type, MUTED)}"
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{"max" if chart.is_lying else "autoZero"}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _axis_format(chart: OfficeChart) -> str:
    """A scale needs no more decimals than its steps have."""
    values = [value for series in chart.series for value in series.values if value is not None]
    width = max(values, default=0.0) - (chart.lowest or 0.0)
    if chart.number_format.endswith("%"):
        return "0%" if width > 0.05 else "0.0%"
    return "#,##0" if width > 5 else "#,##0.##"


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _text_properties(kind: ChartType, colour: str = INK, points: float | None = None) -> str:
    size = round(100 * (points or kind.points))
    # Text stands upright: names that are too wide are broken, not turned.
    return (
        '<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
        f'<a:p><a:pPr><a:defRPr sz="{size}" b="0">{_fill(colour)}{kind.fonts}'
        '</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _rich(kind: ChartType, text: str, colour: str) -> str:
    size = f'sz="{round(100 * kind.points)}" b="0"'
    return (
        f"<c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr {size}/></a:pPr>"
        f'<a:r><a:rPr lang="zh-CN" {size}>{_fill(colour)}{kind.fonts}</a:rPr><a:t>{_written(text)}</a:t></a:r></a:p>'
        "</c:rich>"
    )


def _written(text: str) -> str:
    return escape(_clean(text))


def known_points(values: Sequence[float | None]) -> Iterator[int]:
    """Give the positions that have a value."""
    return (point for point, value in enumerate(values) if value is not None)
