"""How a place's figure differs between the parts that the school register makes of it."""

from __future__ import annotations

import plotly.graph_objects as go

from eduboard.charts.frame import Plot, build_empty_figure, build_figure
from eduboard.charts.rows import (
    BAR_WIDTH,
    build_names,
    mark_lines,
    name_axis,
    stack_rows,
    value_labels,
    value_range,
    value_room,
)
from eduboard.charts.template import BLUE, GREY
from eduboard.charts.wrapping import escape
from eduboard.formats import format_value
from eduboard.metrics.breakdown import Breakdown
from eduboard.texts import breakdown as texts
from eduboard.texts.charts import TOTAL_LABEL


def breakdown(result: Breakdown) -> go.Figure:
    """Show the parts in their order; grey is what the register does not assign to any."""
    if result.is_empty:
        return build_empty_figure(result.caption)
    metric = result.metrics[0]
    parts = [part for part in result.parts if part.schools is not None or part.figures[0] is not None]
    figures = [part.figures[0] for part in parts]
    names = build_names(
        [
            (part.title, "" if part.schools is None else texts.COUNT_OF_SCHOOLS.format(count=part.schools))
            for part in parts
        ]
    )
    rows = stack_rows(names.heights)
    ends = [(figure.value if figure else None) or 0.0 for figure in figures]
    beside = [
        format_value(figure.value if figure else None, metric, figure.qualifier if figure else None)
        for figure in figures
    ]
    whole = result.whole.value if result.whole and metric.is_ratio else None
    marks = [] if whole is None else [(whole, TOTAL_LABEL.format(value=format_value(whole, metric)), "solid")]
    bounds = value_range([*ends, *(value for value, _, _ in marks)])
    shapes, labels, above = mark_lines(marks, bounds, rows.height)
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": ends,
        "y": list(rows.middles),
        "width": BAR_WIDTH,
        "marker": {"color": [BLUE if part.is_named else GREY for part in parts]},
        "hovertext": [escape(f"{part.title} {value}") for part, value in zip(parts, beside, strict=True)],
        "hoverinfo": "text",
    }
    return build_figure(
        Plot(
            traces=[trace],
            height=rows.height,
            left=names.width,
            right=value_room(beside),
            above=above,
            layout={"xaxis": {"range": bounds, "visible": False}, "yaxis": name_axis(names, rows)},
            shapes=shapes,
            annotations=[*labels, *value_labels(ends, rows.middles, [escape(text) for text in beside])],
        ),
        result.caption,
    )
