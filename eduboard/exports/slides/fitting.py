"""What fits where: sizes of text, pages of tables, pages of charts; nothing runs over, whatever the names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from eduboard.exports.blocks import Cell, Table
from eduboard.exports.office_charts import OfficeChart, Series
from eduboard.exports.safety import safe_text
from eduboard.exports.slides.page import HEADLINE_SIZES, LINE, ONE_LINE_SIZES, TABLE_SIZES, Area
from eduboard.texts import slides as texts
from eduboard.wrapping import wrap

_SURE = 0.97
"""Of a line's width: fonts differ, and a line that is just full on one computer runs over on another."""
_SURE_IN_CELLS = 0.9
"""A cell is mostly figures, which a font that stands in for the named one sets a tenth wider."""
CELL_SIDE, CELL_TOP = 3.5, 3.5
_NAMES_SHARE = 0.42
"""Of a chart's width: what the names beside lying bars may take before they are broken."""
_ROW_GAP = 5.0
_AXIS, _MARK, _LEGEND = 16.0, 26.0, 28.0
"""Of a chart's height: its edges, the mark above it, the legend beneath it."""


@dataclass(frozen=True)
class Fitted:
    """A text in the largest size that fits; ``is_cut`` where even the smallest was too large for all of it."""

    text: str
    points: float
    is_cut: bool = False


def count_lines(text: str, width: float, points: float, sure: float = _SURE) -> int:
    """Count the lines that a text takes in so many points' width."""
    return max(1, len(wrap(safe_text(text), width * sure / points)))


def fit_text(text: str, area: Area, sizes: Sequence[float]) -> Fitted:
    """Find the largest size in which a text fits; in the last one it is cut where it does not."""
    for points in sizes:
        if count_lines(text, area.width, points) * points * LINE <= area.height:
            return Fitted(text, points)
    points = sizes[-1]
    return Fitted(cut(text, area.width, points, int(area.height // (points * LINE))), points, is_cut=True)


def fit_paragraphs(paragraphs: Sequence[str], area: Area, sizes: Sequence[float]) -> float:
    """Find the largest size in which all paragraphs fit, or the last one."""
    for points in sizes:
        lines = sum(count_lines(paragraph, area.width, points) for paragraph in paragraphs)
        if lines * points * LINE <= area.height:
            return points
    return sizes[-1]


def fit_headline(text: str, area: Area) -> Fitted:
    """Set a headline in one line where it can be large all the same; of what is too long only the first clause."""
    for points in ONE_LINE_SIZES:
        if count_lines(text, area.width, points) == 1:
            return Fitted(text, points)
    fitted = fit_text(text, area, HEADLINE_SIZES)
    if fitted.is_cut and texts.CLAUSE_END in text:
        return fit_headline(text.partition(texts.CLAUSE_END)[0], area)
    return fitted


def cut(text: str, width: float, points: float, lines: int) -> str:
    """Leave as many lines of a text as there is room for, and say that there was more."""
    found = wrap(safe_text(text), width * _SURE / points)
    if len(found) <= lines:
        return text
    kept = "".join(found[:lines])
    while kept and count_lines(kept + texts.MORE, width, points) > lines:
        kept = kept[:-1]
    return kept + texts.MORE


def fit_notes(notes: Sequence[str], area: Area, points: float) -> tuple[str, ...]:
    """Set the lines at a slide's foot: the first, which is long, in what room the others leave.

    The others say what the figure rests on; all of it stands in the speaker's notes.
    """
    lines = int(area.height // (points * LINE))
    behind = [cut(note, area.width, points, 1) for note in notes[max(1, len(notes) - lines + 1) :]]
    first = [cut(notes[0], area.width, points, lines - len(behind))] if notes else []
    return (*first, *behind)


# -- tables --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TablePage:
    """The part of a table that one slide holds: its head and some rows, with their heights in points."""

    rows: tuple[tuple[Cell, ...], ...]
    heights: tuple[float, ...]
    widths: tuple[float, ...]
    points: float


def split_table(table: Table, area: Area) -> list[TablePage]:
    """Deal a table out to slides, its head on each: in the largest type that needs no more slides than the smallest."""
    found = [_pages(table, area, points) for points in TABLE_SIZES]
    return next(pages for pages in found if len(pages) == len(found[-1]))


def _pages(table: Table, area: Area, points: float) -> list[TablePage]:
    widths = tuple(width * area.width / sum(table.widths) for width in table.widths)
    heights = [_row_height(row, widths, points) for row in table.rows]
    head = table.header_rows
    return [
        TablePage(
            (*table.rows[:head], *table.rows[start:end]),
            (*heights[:head], *heights[start:end]),
            widths,
            points,
        )
        for start, end in pairwise(_bounds(heights, head, area.height - sum(heights[:head])))
    ]


def _bounds(heights: Sequence[float], head: int, room: float) -> list[int]:
    """Find where pages begin: as few as the room allows, about equally full."""
    bounds = _fill(heights, head, room)
    even = sum(heights[head:]) / (len(bounds) - 1) + max(heights[head:], default=0.0)
    evened = _fill(heights, head, min(room, even))
    return evened if len(evened) == len(bounds) else bounds


def _fill(heights: Sequence[float], head: int, room: float) -> list[int]:
    bounds, used = [head], 0.0
    for number in range(head, len(heights)):
        if number > bounds[-1] and used + heights[number] > room:
            bounds.append(number)
            used = 0.0
        used += heights[number]
    return [*bounds, len(heights)]


def _row_height(cells: Sequence[Cell], widths: Sequence[float], points: float) -> float:
    lines, column = 1, 0
    for cell in cells:
        width = sum(widths[column : column + cell.span]) - 2 * CELL_SIDE
        lines = max(lines, count_lines(cell.text, width, points, _SURE_IN_CELLS))
        column += cell.span
    return lines * points * LINE + 2 * CELL_TOP


# -- charts --------------------------------------------------------------------------------------------------------


def split_chart(chart: OfficeChart, area: Area) -> list[OfficeChart]:
    """Deal many lying bars out to slides, on one scale."""
    if not chart.is_lying:
        return [chart]
    points = chart.type.points
    width = _NAMES_SHARE * area.width
    lines = max((count_lines(name, width, points) for name in chart.categories), default=1)
    room = area.height - _AXIS - bool(chart.mark) * _MARK - (len(chart.series) > 1) * _LEGEND
    most = max(1, int(room // (lines * points * LINE + _ROW_GAP)))
    count = -(-len(chart.categories) // most)
    if count <= 1:
        return [chart]
    scaled = replace(chart, highest=_highest(chart))
    size = -(-len(chart.categories) // count)
    return [_part(scaled, start, start + size) for start in range(0, len(chart.categories), size)]


def _highest(chart: OfficeChart) -> float | None:
    """The end of a scale that all parts have room on, for the numbers at the bars' ends as well."""
    columns = list(zip(*(series.values for series in chart.series), strict=True))
    known = [[value for value in column if value is not None] for column in columns]
    longest = max(
        (sum(column) if chart.is_stacked else max(column, default=0) for column in known), default=0
    )
    return float(1.1 * longest) or None


def _part(chart: OfficeChart, start: int, end: int) -> OfficeChart:
    return replace(
        chart,
        categories=chart.categories[start:end],
        series=tuple(_part_of_series(series, start, end) for series in chart.series),
    )


def _part_of_series(series: Series, start: int, end: int) -> Series:
    return replace(
        series,
        values=series.values[start:end],
        labelled=tuple(point - start for point in series.labelled if start <= point < end),
        words=tuple(_within(series.words, start, end)),
        point_colours=tuple(_within(series.point_colours, start, end)),
    )


def _within(pairs: Sequence[tuple[int, str]], start: int, end: int) -> Iterator[tuple[int, str]]:
    return ((point - start, said) for point, said in pairs if start <= point < end)
