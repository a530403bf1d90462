"""Results as native charts: which shape, what is labelled, which colour; the same numbers as on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import floor, log10

from eduboard.exports.blocks import Figure
from eduboard.exports.materials.captions import caption_notes, caption_title, describe
from eduboard.exports.materials.headlines import write_largest, write_latest, write_most_common
from eduboard.exports.narrative import write_extremes
from eduboard.exports.office_charts import (
    ACCENT,
    GREY,
    INK,
    RED,
    TINTS,
    OfficeChart,
    Series,
    Shape,
    known_points,
)
from eduboard.exports.spreadsheet import COUNTS, number_format
from eduboard.formats import format_period, format_target, format_value
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import (
    Caption,
    Composition,
    Distribution,
    Flow,
    Line,
    Point,
    RankedDistrict,
    Ranking,
    Target,
    Trend,
)
from eduboard.periods import Period
from eduboard.texts import charts as chart_texts
from eduboard.texts import materials as texts
from eduboard.texts.formats import QUARTER_NUMERALS
from eduboard.texts.outward import WITHHELD_NOTE

_UPRIGHT_MM, _LINE_MM = 66.0, 62.0
_ROW_MM, _ROWS_EXTRA_MM, _MOST_MM = 6.6, 16.0, 190.0
_UPRIGHT_NAMES, _UPRIGHT_CHARACTERS = 10, 5
"""Up to so many names of so many characters stand beneath columns; more, or longer ones, beside lying bars."""
_POINTS_LABELLED = 8
_NARROWEST_LABELLED = 0.04
"""Of the longest stack: on a narrower part its number would stand on its neighbour's."""


def trend_figure(trend: Trend, headline: str = "") -> Figure | None:
    """A place's metric over time against its target; None for less than two points, which show no movement.

    ``headline`` tells the latest of them.
    """
    line = replace(trend.lines[0], name=trend.caption.place)
    periods = _shown_periods(line)
    if len(periods) < 2:
        return None
    points = [next(point for point in line.points if point.period == period) for period in periods]
    drawn = _annual_and_quarterly(line, points, trend.metric)
    values = [point.value for point in points if point.value is not None]
    target = trend.target
    if target is not None:
        values.append(target.value)
        drawn.append(_target_series(target, trend.metric, len(points)))
    lowest = _lowest(values)
    all_annual = all(point.annual for point in points if point.value is not None)
    chart = OfficeChart(
        categories=tuple(_period_label(point, as_year=all_annual) for point in points),
        series=tuple(drawn),
        number_format=number_format(trend.metric),
        mark=_mark(trend.caption),
        lowest=lowest,
    )
    notes = [chart_texts.NOT_FROM_ZERO] if lowest else []
    if any(point.value is None for point in points):
        notes.append(chart_texts.GAPS)
    if target is not None and target.basis:
        notes.append(chart_texts.TARGET_BASIS.format(basis=target.basis))
    return _figure(chart, _LINE_MM, trend.caption, notes, headline)


def _shown_periods(line: Line) -> list[str]:
    """The periods from the first to the last that has a value; of a yearly figure the years only."""
    known = [number for number, point in enumerate(line.points) if point.value is not None]
    if not known:
        return []
    shown = line.points[known[0] : known[-1] + 1]
    if all(point.annual for point in shown if point.value is not None):
        return [point.period for point in shown if point.period.endswith("4")]
    return [point.period for point in shown]


def _annual_and_quarterly(line: Line, points: Sequence[Point], metric: Metric) -> list[Series]:
    """The quarters as a line; whole years, where both occur, as dots beside it: no line joins a year to a quarter."""
    quarterly = tuple(None if point.annual else point.value for point in points)
    annual = tuple(point.value if point.annual else None for point in points)
    found = []
    if any(value is not None for value in quarterly):
        found.append(_line_series(line.name, quarterly, points, metric, Shape.LINE, ACCENT))
    if any(value is not None for value in annual):
        shape, colour = (Shape.DOTS, TINTS[1]) if found else (Shape.LINE, ACCENT)
        name = chart_texts.ANNUAL_VALUE.format(value=line.name)
        found.append(_line_series(name, annual, points, metric, shape, colour))
    return found


def _line_series(
    name: str,
    values: tuple[float | None, ...],
    points: Sequence[Point],
    metric: Metric,
    shape: Shape,
    colour: str,
) -> Series:
    known = list(known_points(values))
    labelled = known if len(known) <= _POINTS_LABELLED else [known[0], known[-1]]
    words = tuple(
        (number, format_value(values[number], metric, qualifier))
        for number in labelled
        if (qualifier := points[number].qualifier)
    )
    return Series(name, values, shape, colour, tuple(labelled), words)


def _target_series(target: Target, metric: Metric, count: int) -> Series:
    name = chart_texts.TARGET_LABEL.format(value=format_target(target, metric))
    return Series(name, (target.value,) * count, Shape.DASHES, INK)


def _period_label(point: Point, *, as_year: bool) -> str:
    if as_year:
        return format_period(point.period, annual=True)
    period = Period.parse(point.period)
    return texts.PERIOD_LABEL.format(year=period.year, quarter=QUARTER_NUMERALS[period.quarter - 1])


def _lowest(values: Sequence[float]) -> float:
    """Begin at nought, unless all values are far from it and close to each other: then at a round number below."""
    low, high = min(values), max(values)
    if low < 0.6 * high or low <= 0:
        return min(0.0, low)
    step = 10.0 ** floor(log10((high - low) or low * 0.1))
    return max(0.0, round(floor(low / step - 0.2) * step, 10))


def ranking_figure(ranking: Ranking) -> Figure | None:
    """The districts by a metric, best first: red what misses its target, grey who is not ranked."""
    rows = [row for row in ranking.rows if row.value is not None]
    if len(rows) < 2:
        return None
    shape = _shape_for([row.name for row in rows])
    bars = Series(
        name=ranking.metric.name,
        values=tuple(row.value for row in rows),
        shape=shape,
        labelled=tuple(range(len(rows))),
        words=tuple(
            (number, format_value(row.value, ranking.metric, row.qualifier))
            for number, row in enumerate(rows)
            if row.qualifier
        ),
        point_colours=tuple(
            (number, colour)
            for number, row in enumerate(rows)
            if (colour := _bar_colour(row, ranking)) != ACCENT
        ),
    )
    series = [bars]
    if shape == Shape.COLUMN and _has_own_targets(ranking, rows):
        own = tuple(target.value if (target := row.target or ranking.target) else None for row in rows)
        series.append(Series(chart_texts.OWN_TARGETS, own, Shape.TICKS, INK))
    elif ranking.target is not None and shape == Shape.COLUMN:
        series.append(_target_series(ranking.target, ranking.metric, len(rows)))
    chart = OfficeChart(
        categories=tuple(row.name for row in rows),
        series=tuple(series),
        number_format=number_format(ranking.metric),
        mark=_mark(ranking.caption),
    )
    notes = _ranking_notes(ranking, rows)
    return _figure(chart, _height(shape, len(rows)), ranking.caption, notes, write_extremes(ranking))


def _shape_for(names: Sequence[str]) -> Shape:
    short = max(map(len, names), default=0) <= _UPRIGHT_CHARACTERS
    return Shape.COLUMN if short and len(names) <= _UPRIGHT_NAMES else Shape.BAR


def _height(shape: Shape, count: int) -> float:
    return _UPRIGHT_MM if shape == Shape.COLUMN else min(_ROWS_EXTRA_MM + count * _ROW_MM, _MOST_MM)


def _has_own_targets(ranking: Ranking, rows: Sequence[RankedDistrict]) -> bool:
    """Tell whether the districts are asked for different values: one line would not explain who misses."""
    asked = {target.value for row in rows if (target := row.target or ranking.target)}
    return len(asked) > 1 or (ranking.target is None and bool(asked))


def _misses(row: RankedDistrict, ranking: Ranking) -> bool:
    target = row.target or ranking.target
    return target is not None and row.value is not None and not target.is_met_by(row.value)


def _bar_colour(row: RankedDistrict, ranking: Ranking) -> str:
    if row.rank is None and not ranking.is_withheld:
        return GREY
    return RED if _misses(row, ranking) else ACCENT


def _ranking_notes(ranking: Ranking, rows: Sequence[RankedDistrict]) -> list[str]:
    notes = []
    if ranking.total is not None:
        total = chart_texts.TOTAL_LABEL.format(value=format_value(ranking.total, ranking.metric))
        notes.append(total)
    if any((row.rank is not None or ranking.is_withheld) and _misses(row, ranking) for row in rows):
        own = _has_own_targets(ranking, rows)
        notes.append(texts.RED_MISSES_OWN if own else chart_texts.RED_MISSES)
    if ranking.is_withheld:
        notes.append(WITHHELD_NOTE)
    elif any(row.rank is None for row in rows):
        notes.append(texts.GREY_UNRANKED)
    if ranking.target is not None:
        target = chart_texts.TARGET_LABEL.format(value=format_target(ranking.target, ranking.metric))
        basis = texts.BASIS.format(basis=ranking.target.basis) if ranking.target.basis else ""
        notes.append(target + basis)
    return notes


def composition_figure(composition: Composition) -> Figure | None:
    """Counts by category, the levels on top of each other."""
    if composition.is_empty:
        return None
    qualifiers = dict(composition.qualifiers)
    is_single = len(composition.columns) == 1
    longest = max(sum(value for value in row if value is not None) for row in composition.values)
    narrowest = 0 if is_single else _NARROWEST_LABELLED * longest
    is_cut = any(0 < value < narrowest for row in composition.values for value in row if value is not None)
    series = []
    for column, name in enumerate(composition.columns):
        values = tuple(row[column] for row in composition.values)
        words = tuple(
            (row, texts.QUALIFIED.format(value=f"{values[row]:,.0f}", qualifier=word))
            for row in range(len(values))
            if (word := qualifiers.get((row, column))) and values[row] is not None
        )
        colour = ACCENT if is_single else TINTS[column % len(TINTS)]
        labelled = tuple(point for point in known_points(values) if (values[point] or 0) >= narrowest)
        series.append(Series(name, values, Shape.BAR, colour, labelled, words))
    chart = OfficeChart(
        composition.rows, tuple(series), COUNTS, _mark(composition.caption), is_stacked=not is_single
    )
    height = _height(Shape.BAR, len(composition.rows))
    notes = [texts.NARROW_UNLABELLED] if is_cut else []
    return _figure(chart, height, composition.caption, notes, write_largest(composition))


def flow_figure(flow: Flow) -> Figure | None:
    """Projects started and completed in each quarter as columns, those still open as a line."""
    sides = (flow.started, flow.completed, flow.open)
    known = [number for number in range(len(flow.periods)) if any(side[number] is not None for side in sides)]
    if len(known) < 2:
        return None
    span = slice(known[0], known[-1] + 1)
    few = known[-1] - known[0] < _POINTS_LABELLED
    series = []
    for name, values, shape, colour in (
        (chart_texts.STARTED, flow.started, Shape.COLUMN, TINTS[1]),
        (chart_texts.COMPLETED, flow.completed, Shape.COLUMN, ACCENT),
        (chart_texts.OPEN, flow.open, Shape.LINE, INK),
    ):
        shown = values[span]
        series.append(Series(name, shown, shape, colour, tuple(known_points(shown)) if few else ()))
    chart = OfficeChart(
        categories=tuple(_period_label(Point(p, None), as_year=False) for p in flow.periods[span]),
        series=tuple(series),
        number_format=COUNTS,
        mark=_mark(flow.caption),
    )
    return _figure(chart, _UPRIGHT_MM, flow.caption, [], write_latest(flow))


def distribution_figure(distribution: Distribution) -> Figure | None:
    """Classes by official size band, the stages on top of each other."""
    if distribution.is_empty:
        return None
    series = tuple(
        Series(
            name,
            values,
            Shape.COLUMN,
            TINTS[number % len(TINTS)],
            # A stack shows the number of what there is, not a row of noughts.
            tuple(point for point, value in enumerate(values) if value),
        )
        for number, (name, values) in enumerate(zip(distribution.series, distribution.values, strict=True))
    )
    chart = OfficeChart(
        distribution.bands,
        series,
        COUNTS,
        _mark(distribution.caption),
        is_stacked=len(series) > 1,
    )
    return _figure(chart, _UPRIGHT_MM, distribution.caption, [], write_most_common(distribution))


def _mark(caption: Caption) -> str:
    return chart_texts.DEMO_MARK if caption.is_demo else ""


def _figure(
    chart: OfficeChart, height_mm: float, caption: Caption, notes: Sequence[str], headline: str
) -> Figure:
    return Figure(
        chart=chart,
        height_mm=height_mm,
        caption=caption_title(caption),
        notes=caption_notes(caption, notes),
        description=describe(caption),
        headline=headline,
        traced=caption,
    )
