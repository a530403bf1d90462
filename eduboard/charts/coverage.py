"""Which schools are not there yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go

from eduboard.charts.frame import Markup, Plot, build_empty_figure, build_figure
from eduboard.charts.placing import swarm
from eduboard.charts.rows import BAR_WIDTH, Bar, bar_plot, build_names, mark_lines, name_axis, stack_rows
from eduboard.charts.template import AXIS_SIZE, BLUE, GRID, PAPER, RED
from eduboard.charts.wrapping import PHONE_WIDTH, escape, line_pixels
from eduboard.formats import format_count, format_target, format_value
from eduboard.metrics.catalogue import LOWER_IS_BETTER
from eduboard.metrics.results import SchoolCoverage, SchoolValue
from eduboard.texts import charts as texts

MOST_BARS = 60
_NAME_SIZE = 13
_BAR_WIDTH = BAR_WIDTH - 4
_DOT = 8
_HIGHEST_SWARM = 96  # px; dots of a fuller row overlap


def school_coverage(result: SchoolCoverage) -> go.Figure:
    """Show every school's value, furthest behind first, against the target; of many, a dot each by district.

    Schools without a value are listed last or, where there are many, counted; the figure says how many it shows.
    """
    if not result.schools:
        return build_empty_figure(result.caption)
    known = [school for school in result.schools if school.value is not None]
    if len(result.schools) <= MOST_BARS:
        ordered = sorted(known, key=_value, reverse=_is_highest_first(result))
        return _bars(result, ordered, [school for school in result.schools if school.value is None])
    return _dots(result, known) if known else build_empty_figure(result.caption)


def _is_highest_first(result: SchoolCoverage) -> bool:
    """Tell whether the furthest behind is the highest, as it is for 大班额."""
    return result.metric.direction == LOWER_IS_BETTER


def _value(school: SchoolValue) -> float:
    return 0.0 if school.value is None else school.value


def _bars(result: SchoolCoverage, known: list[SchoolValue], unknown: list[SchoolValue]) -> go.Figure:
    schools = [*known, *unknown]
    bars = [
        Bar(
            name=name,
            second="",
            end=_value(school),
            value=format_value(school.value, result.metric),
            colour=_colour(school, result),
            hover=_hover(school, result),
        )
        for name, school in zip(_names(schools), schools, strict=True)
    ]
    sentence = texts.ALL_SCHOOLS_LISTED_MISSING if unknown else texts.ALL_SCHOOLS_LISTED
    order = texts.HIGHEST_FIRST if _is_highest_first(result) else texts.LOWEST_FIRST
    note = sentence.format(count=len(schools), order=order, missing=len(unknown))
    plot = bar_plot(bars, _marks(result), _NAME_SIZE, _BAR_WIDTH)
    return build_figure(replace(plot, notes=(note, *_target_notes(result))), result.caption)


def _dots(result: SchoolCoverage, known: list[SchoolValue]) -> go.Figure:
    districts: dict[str, list[SchoolValue]] = defaultdict(list)
    for school in result.schools:
        districts[school.district].append(school)
    marks = _marks(result)
    bounds = _dot_bounds([*(_value(school) for school in known), *(value for value, _, _ in marks)])
    # The width is not known: dots that are apart on a phone are apart everywhere.
    scale = PHONE_WIDTH / 2 / (bounds[1] - bounds[0])
    offsets = {
        code: swarm([_value(school) * scale for school in schools if school.value is not None], _DOT)
        for code, schools in districts.items()
    }
    names = build_names(
        [(schools[0].district_name, _school_count(schools)) for schools in districts.values()]
    )
    swarms = [min(_extent(offsets[code]), _HIGHEST_SWARM) for code in districts]
    rows = stack_rows([max(height, need) for height, need in zip(names.heights, swarms, strict=True)])
    middles = dict(zip(districts, rows.middles, strict=True))
    shapes, labels, above = mark_lines(marks, bounds, rows.height)
    notes = [_dots_note(result, known), *_target_notes(result)]
    return build_figure(
        Plot(
            traces=[
                _dot_trace(result, schools, middles[code], offsets[code])
                for code, schools in districts.items()
            ],
            height=rows.height,
            left=names.width,
            right=30,
            above=above,
            below=line_pixels(1, AXIS_SIZE) + 8,
            layout={
                "xaxis": {
                    "range": bounds,
                    "showgrid": True,
                    "nticks": 5,
                    "tickformat": ",.0%" if result.metric.is_share else ",~f",
                },
                "yaxis": name_axis(names, rows),
            },
            shapes=[*shapes, *_separators(rows.middles)],
            annotations=labels,
            notes=tuple(notes),
        ),
        result.caption,
    )


def _dot_trace(
    result: SchoolCoverage, schools: Sequence[SchoolValue], middle: float, offsets: Sequence[float]
) -> Markup:
    shown = [school for school in schools if school.value is not None]
    squeeze = min(1.0, _HIGHEST_SWARM / _extent(offsets)) if offsets else 1.0
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [school.value for school in shown],
        "y": [middle + offset * squeeze for offset in offsets],
        "cliponaxis": False,
        "marker": {
            "size": _DOT,
            "opacity": 0.8,
            "color": [_colour(school, result) for school in shown],
            "line": {"width": 0.5, "color": PAPER},
        },
        "hovertext": [_hover(school, result) for school in shown],
        "hoverinfo": "text",
    }


def _extent(offsets: Sequence[float]) -> int:
    return round(max(offsets, default=0) - min(offsets, default=0)) + _DOT


def _dot_bounds(values: Sequence[float]) -> list[float]:
    low, high = min(values), max(values)
    if low >= 0 and low < 0.5 * high:
        low = 0.0
    spare = (high - low or 1.0) * 0.03
    return [low - spare, high + spare]


def _separators(middles: Sequence[float]) -> list[Markup]:
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": (above + below) / 2,
            "y1": (above + below) / 2,
            "line": {"color": GRID, "width": 1},
            "layer": "below",
        }
        for above, below in pairwise(middles)
    ]


def _names(schools: Sequence[SchoolValue]) -> list[str]:
    """Name schools, with the stage where one name stands for several rows."""
    count = Counter(school.name for school in schools)
    return [
        texts.SCHOOL_STAGE.format(school=school.name, stage=school.stage)
        if count[school.name] > 1 and school.stage
        else school.name
        for school in schools
    ]


def _school_count(schools: Sequence[SchoolValue]) -> str:
    missing = sum(school.value is None for school in schools)
    sentence = texts.SCHOOL_COUNT_MISSING if missing else texts.SCHOOL_COUNT
    return sentence.format(count=len(schools), missing=missing)


def _colour(school: SchoolValue, result: SchoolCoverage) -> str:
    target = result.target
    missed = target is not None and school.value is not None and not target.is_met_by(school.value)
    return RED if missed else BLUE


def _hover(school: SchoolValue, result: SchoolCoverage) -> str:
    lines = [
        school.district_name,
        f"{school.name} {school.stage}".strip(),
        format_value(school.value, result.metric),
    ]
    if school.denominator is not None:
        lines[-1] += f" = {format_count(school.numerator)} ÷ {format_count(school.denominator)}"
    return "<br>".join(escape(line) for line in lines if line)


def _marks(result: SchoolCoverage) -> list[tuple[float, str, str]]:
    if result.target is None:
        return []
    text = texts.TARGET_LABEL.format(value=format_target(result.target, result.metric))
    return [(result.target.value, text, "dash")]


def _dots_note(result: SchoolCoverage, known: Sequence[SchoolValue]) -> str:
    count, shown = len(result.schools), len(known)
    if shown == count:
        return texts.SCHOOLS_DRAWN.format(count=count)
    return texts.SCHOOLS_DRAWN_MISSING.format(count=count, shown=shown, missing=count - shown)


def _target_notes(result: SchoolCoverage) -> tuple[str, ...]:
    if result.target is None:
        return ()
    basis = (texts.TARGET_BASIS.format(basis=result.target.basis),) if result.target.basis else ()
    return (texts.RED_MISSES, *basis)
