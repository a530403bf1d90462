"""How a place's figure differs between the parts that the school register makes of it."""

from __future__ import annotations

import plotly.graph_objects as go

from eduboard.charts.frame import build_empty_figure, build_figure
from eduboard.charts.rows import Bar, bar_plot
from eduboard.charts.template import BLUE, GREY
from eduboard.charts.wrapping import escape
from eduboard.formats import format_value
from eduboard.metrics.breakdown_view import Breakdown, BrokenDown
from eduboard.metrics.catalogue import Metric
from eduboard.texts import breakdown as texts
from eduboard.texts.charts import TOTAL_LABEL
from eduboard.texts.outward import HIDDEN


def breakdown(result: Breakdown) -> go.Figure:
    """Show the parts in their order; grey is what the register does not assign to any."""
    if result.is_empty:
        return build_empty_figure(result.caption)
    metric = result.metrics[0]
    parts = [part for part in result.parts if part.schools is not None or part.figures[0] is not None]
    bars = [_bar(part, metric) for part in parts]
    whole = result.whole.value if result.whole and metric.is_ratio else None
    marks = [] if whole is None else [(whole, TOTAL_LABEL.format(value=format_value(whole, metric)), "solid")]
    return build_figure(bar_plot(bars, marks), result.caption)


def _bar(part: BrokenDown, metric: Metric) -> Bar:
    figure = part.figures[0]
    value = format_value(figure.value if figure else None, metric, figure.qualifier if figure else None)
    if figure is not None and figure.hidden:
        value = HIDDEN
    return Bar(
        name=part.title,
        second="" if part.schools is None else texts.COUNT_OF_SCHOOLS.format(count=part.schools),
        end=(figure.value if figure else None) or 0.0,
        value=value,
        colour=BLUE if part.is_named else GREY,
        hover=escape(f"{part.title} {value}"),
    )
