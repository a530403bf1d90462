"""How a metric moved: one line for each place, or stage, or level."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import plotly.graph_objects as go

from eduboard.charts.frame import Markup, Plot, build_empty_figure, build_figure, label
from eduboard.charts.placing import spread
from eduboard.charts.template import AXIS_SIZE, GREY, INK, LABEL_SIZE, PAPER, RED, SMALL_SIZE, series_colour
from eduboard.charts.timeline import AXIS_PIXELS, instant, split_at_gaps, time_axis
from eduboard.charts.wrapping import EDGE, escape, line_pixels
from eduboard.formats import format_period, format_target, format_value
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import Line, Point, Target, Trend
from eduboard.texts import charts as texts
from eduboard.wrapping import em_width, wrap

MOST_LABELLED = 6
LEAST_HEIGHT = 300
_LABEL_GAP = 4  # px between two end labels
_LABEL_EMS = 8.0
_LABEL_LINES = 2
_END_GAP = 6  # px between a line's end and its label
_NAMED_IN_NOTE = 10
_FEW_POINTS = 16  # up to here every point gets a dot
_VALUES_SHOWN = 5  # up to here every point of a single line gets its value


@dataclass(frozen=True)
class _Drawn:
    """A line as it is drawn; the last known point carries its label."""

    line: Line
    pieces: list[list[Point]]
    colour: str
    labelled: bool

    @cached_property
    def points(self) -> list[Point]:
        return [point for piece in self.pieces for point in piece]

    @property
    def last(self) -> Point:
        return self.pieces[-1][-1]


@dataclass(frozen=True)
class _Text:
    """A line of an end label."""

    text: str
    size: int
    colour: str
    bold: bool = False

    def markup(self) -> str:
        text = f'<span style="font-size:{self.size}px;color:{self.colour}">{escape(self.text)}</span>'
        return f"<b>{text}</b>" if self.bold else text


@dataclass(frozen=True)
class _EndLabel:
    """What stands at the right of a line, at the height of ``value``."""

    value: float
    lines: tuple[_Text, ...]

    @property
    def height(self) -> int:
        return sum(line_pixels(1, line.size) for line in self.lines) + _LABEL_GAP

    @property
    def width(self) -> float:
        return max(em_width(line.text) * line.size for line in self.lines)


def trend(result: Trend, highlight: Collection[str] = ()) -> go.Figure:
    """Show a metric over time, its lines named at their ends, against the target.

    Of more than six lines the highlighted ones are coloured and named (without a choice: the total, the highest
    and the lowest) and the others are grey.  Where there is no data there is no line; annual figures are open dots.
    """
    known = [line for line in result.lines if any(point.value is not None for point in line.points)]
    if not known:
        return build_empty_figure(result.caption)
    drawn = _choose(known, highlight, result.metric)
    values = [point.value for item in drawn for point in item.points if point.value is not None]
    bounds = _value_bounds([*values, *([result.target.value] if result.target else [])])
    periods = [point.period for line in result.lines for point in line.points]
    last_period = max(point.period for item in drawn for point in item.points)
    in_key = any(len(wrap(item.line.name, _LABEL_EMS)) > _LABEL_LINES for item in drawn if item.labelled)
    ends = [_end_label(item, result, last_period, named=not in_key) for item in drawn if item.labelled]
    ends += _target_label(result)
    height = max(LEAST_HEIGHT, sum(end.height for end in ends))
    annotations = _end_annotations(ends, bounds, height)
    if len(drawn) == 1 and len(drawn[0].points) <= _VALUES_SHOWN:
        annotations += [_value_at(point, result.metric) for point in drawn[0].points[:-1]]
    return build_figure(
        Plot(
            traces=[_trace(item, result.metric) for item in reversed(drawn)],
            height=height,
            left=_axis_room(bounds, result.metric),
            right=round(max(end.width for end in ends)) + _END_GAP + EDGE,
            below=AXIS_PIXELS,
            layout={
                "xaxis": time_axis(periods, years_only=_all_annual(drawn)),
                "yaxis": _value_axis(bounds, result.metric),
            },
            shapes=[_target_line(result.target)] if result.target else [],
            annotations=annotations,
            key=[(item.colour, item.line.name) for item in drawn if item.labelled] if in_key else [],
            notes=_notes(drawn, result, bounds),
        ),
        result.caption,
    )


def _choose(lines: Sequence[Line], highlight: Collection[str], metric: Metric) -> list[_Drawn]:
    """Colour and label the lines that matter; they come first."""
    pieces = [split_at_gaps(line.points, metric) for line in lines]
    chosen = list(range(len(lines)))
    if len(lines) > MOST_LABELLED:
        chosen = [number for number in chosen if lines[number].name in highlight][:MOST_LABELLED]
    if not chosen:
        by_value = sorted(range(len(lines)), key=lambda number: pieces[number][-1][-1].value or 0)
        total = {number for number, line in enumerate(lines) if line.name == texts.TOTAL}
        chosen = sorted(total | {by_value[0], by_value[-1]})
    drawn = [
        _Drawn(lines[number], pieces[number], series_colour(position), labelled=True)
        for position, number in enumerate(chosen)
    ]
    grey = [number for number in range(len(lines)) if number not in chosen]
    return drawn + [_Drawn(lines[number], pieces[number], GREY, labelled=False) for number in grey]


def _trace(item: _Drawn, metric: Metric) -> Markup:
    shown: list[Point | None] = []
    sizes: list[int] = []
    for piece in item.pieces:
        if shown:  # the gap before this piece
            shown.append(None)
            sizes.append(0)
        shown += piece
        sizes += [_dot_size(item, point, alone=len(piece) == 1) for point in piece]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": escape(item.line.name),
        "x": [instant(point.period) if point else None for point in shown],
        "y": [point.value if point else None for point in shown],
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": item.colour, "width": 2.5 if item.labelled else 1},
        "marker": {
            "color": item.colour,
            "size": sizes,
            "symbol": ["circle-open" if point and point.annual else "circle" for point in shown],
            "opacity": 1,
            "line": {"color": item.colour, "width": [2 if point and point.annual else 0 for point in shown]},
        },
        "hovertext": [
            f"{escape(item.line.name)}<br>{_written(point, metric)}" if point else "" for point in shown
        ],
        "hoverinfo": "text",
    }


def _dot_size(item: _Drawn, point: Point, *, alone: bool) -> int:
    """Give a point its dot: all of a short line, else the last, the annual ones, and those that no line touches."""
    if point.annual:
        return 9
    if alone:
        return 7
    return 7 if item.labelled and (len(item.points) <= _FEW_POINTS or point is item.last) else 0


def _written(point: Point, metric: Metric) -> str:
    return escape(
        f"{format_period(point.period, annual=point.annual)} {format_value(point.value, metric, point.qualifier)}"
    )


def _end_label(item: _Drawn, result: Trend, last_period: str, *, named: bool) -> _EndLabel:
    """Write a line's name, its last value (red if it misses the target) and, if that is not the end, its period."""
    last, target = item.last, result.target
    value = last.value or 0.0
    lines = (
        [_Text(name, LABEL_SIZE, item.colour) for name in wrap(item.line.name, _LABEL_EMS)] if named else []
    )
    missed = target is not None and not target.is_met_by(value)
    written = format_value(last.value, result.metric, last.qualifier)
    lines.append(_Text(written, LABEL_SIZE, RED if missed else item.colour, bold=True))
    if last.period != last_period:
        lines.append(_Text(format_period(last.period, annual=last.annual), SMALL_SIZE, item.colour))
    elif last.annual:
        lines.append(_Text(texts.ANNUAL, SMALL_SIZE, item.colour))
    return _EndLabel(value, tuple(lines))


def _target_label(result: Trend) -> list[_EndLabel]:
    target = result.target
    if target is None:
        return []
    lines = [_Text(texts.TARGET_LABEL.format(value=format_target(target, result.metric)), SMALL_SIZE, INK)]
    if target.due_period:
        lines.append(_Text(texts.TARGET_DUE.format(due=format_period(target.due_period)), SMALL_SIZE, INK))
    return [_EndLabel(target.value, tuple(lines))]


def _end_annotations(ends: Sequence[_EndLabel], bounds: Sequence[float], height: int) -> list[Markup]:
    scale = height / (bounds[1] - bounds[0])
    places = spread([(bounds[1] - end.value) * scale for end in ends], [end.height for end in ends], height)
    return [
        label(
            "<br>".join(line.markup() for line in end.lines),
            1,
            1,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="middle",
            xshift=_END_GAP,
            yshift=-place,
            align="left",
            borderpad=0,
        )
        for end, place in zip(ends, places, strict=True)
    ]


def _target_line(target: Target) -> Markup:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": target.value,
        "y1": target.value,
        "line": {"color": INK, "width": 1.5, "dash": "dash"},
    }


def _value_at(point: Point, metric: Metric) -> Markup:
    value = format_value(point.value, metric, point.qualifier)
    return label(
        escape(texts.ANNUAL_VALUE.format(value=value) if point.annual else value),
        instant(point.period),
        point.value,
        yanchor="bottom",
        yshift=7,
        borderpad=0,
        bgcolor=PAPER,
        opacity=0.9,
    )


def _value_bounds(values: Sequence[float]) -> list[float]:
    """Find the range of the value axis: from zero, unless all values are far from it and close to each other."""
    low, high = min(values), max(values)
    if low >= 0 and low < 0.6 * high:
        low = 0.0
    spare = (high - low or abs(high) or 1.0) * 0.12
    return [low if low == 0 else low - spare, high + spare]


def _value_axis(bounds: Sequence[float], metric: Metric) -> Markup:
    return {
        "range": list(bounds),
        "showgrid": True,
        "nticks": 6,
        "tickformat": f",.{_tick_decimals(bounds)}%" if metric.is_share else ",~f",
        "ticksuffix": " ",
    }


def _tick_decimals(bounds: Sequence[float]) -> int:
    width = bounds[1] - bounds[0]
    if width > 0.05:
        return 0
    return 1 if width > 0.005 else 2


def _axis_room(bounds: Sequence[float], metric: Metric) -> int:
    if metric.is_share:
        widest = max(len(f"{100 * bound:.{_tick_decimals(bounds)}f}%") for bound in bounds)
    else:
        whole = max(len(f"{bound:,.0f}") for bound in bounds)
        widest = whole if bounds[1] - bounds[0] > 5 else whole + 2
    return round((widest + 1) * 0.62 * AXIS_SIZE) + EDGE


def _all_annual(drawn: Sequence[_Drawn]) -> bool:
    return all(point.annual for item in drawn for point in item.points)


def _notes(drawn: Sequence[_Drawn], result: Trend, bounds: Sequence[float]) -> tuple[str, ...]:
    notes = []
    unknown = [line.name for line in result.lines if all(point.value is None for point in line.points)]
    if unknown:
        notes.append(texts.LINES_WITHOUT_DATA.format(names="、".join(unknown)))
    if any(point.annual for item in drawn for point in item.points):
        notes.append(texts.ANNUAL_KEY)
    if any(len(item.pieces) > 1 for item in drawn):
        notes.append(texts.GAPS)
    if bounds[0] != 0:
        notes.append(texts.NOT_FROM_ZERO)
    grey = [item.line.name for item in drawn if not item.labelled]
    if len(grey) > _NAMED_IN_NOTE:
        names = "、".join(grey[:_NAMED_IN_NOTE])
        notes.append(texts.GREY_LINES_MANY.format(names=names, count=len(grey)))
    elif grey:
        notes.append(texts.GREY_LINES.format(names="、".join(grey)))
    if result.target and result.target.basis:
        notes.append(texts.TARGET_BASIS.format(basis=result.target.basis))
    return tuple(notes)
