"""Who is best, who lags: the districts by one metric."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from eduboard.charts.frame import Markup, Plot, build_empty_figure, build_figure, coloured
from eduboard.charts.rows import (
    BAR_WIDTH,
    Rows,
    build_names,
    mark_lines,
    name_axis,
    stack_rows,
    value_labels,
    value_range,
    value_room,
)
from eduboard.charts.template import BLUE, GREY, INK, PAPER, RED
from eduboard.charts.wrapping import escape
from eduboard.formats import format_delta, format_period, format_target, format_value
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import RankedDistrict, Ranking, Target
from eduboard.texts import charts as texts


def ranking(result: Ranking) -> go.Figure:
    """Show the districts, best first, against the target and the total.

    Districts that miss their target are red and say so; those that are not ranked stand below, with the reason.
    """
    ranked = sorted((row for row in result.rows if row.rank is not None), key=lambda row: row.rank or 0)
    districts = [*ranked, *(row for row in result.rows if row.rank is None)]
    if not districts:
        return build_empty_figure(result.caption)
    names = build_names([(_name(row), _reason(row)) for row in districts])
    rows = stack_rows(names.heights)
    marks = _marks(result)
    bounds = value_range(
        [
            *(row.value for row in districts if row.value is not None),
            *(row.target.value for row in districts if row.target),
            *(value for value, _, _ in marks),
        ]
    )
    shapes, labels, above = mark_lines(marks, bounds, rows.height)
    beside = [_beside(row, result) for row in districts]
    own_targets = _own_targets(districts, rows, result.target)
    return build_figure(
        Plot(
            traces=[_bars(districts, rows, result), *own_targets],
            height=rows.height,
            left=names.width,
            right=value_room([f"{value} {remark}".strip() for value, remark in beside]),
            above=above,
            layout={"xaxis": {"range": bounds, "visible": False}, "yaxis": name_axis(names, rows)},
            shapes=shapes,
            annotations=[
                *labels,
                *value_labels(
                    [row.value or 0 for row in districts],
                    rows.middles,
                    [
                        f"{escape(value)} {coloured(remark, RED)}" if remark else escape(value)
                        for value, remark in beside
                    ],
                ),
            ],
            key=[(INK, texts.OWN_TARGETS)] if own_targets else [],
            notes=_notes(result),
        ),
        result.caption,
    )


def _bars(districts: Sequence[RankedDistrict], rows: Rows, result: Ranking) -> Markup:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [row.value or 0 for row in districts],
        "y": list(rows.middles),
        "width": BAR_WIDTH,
        "marker": {
            "color": [_colour(row, result) for row in districts],
            "pattern": {
                "shape": ["/" if row.rank is None else "" for row in districts],
                "fgcolor": PAPER,
                "size": 6,
            },
        },
        "hovertext": [_hover(row, result.metric) for row in districts],
        "hoverinfo": "text",
    }


def _own_targets(districts: Sequence[RankedDistrict], rows: Rows, shared: Target | None) -> list[Markup]:
    """Mark the targets of districts that have one of their own, each across its bar."""
    places = [
        (row.target.value, middle)
        for row, middle in zip(districts, rows.middles, strict=True)
        if row.target is not None and (shared is None or row.target.value != shared.value)
    ]
    if not places:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [value for value, _ in places],
            "y": [middle for _, middle in places],
            "marker": {"symbol": "line-ns", "size": BAR_WIDTH + 8, "line": {"width": 2, "color": INK}},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
    ]


def _beside(row: RankedDistrict, result: Ranking) -> tuple[str, str]:
    """Write what stands beside a bar: the value, and whether it misses its target."""
    return _value(row, result.metric), texts.MISSED if _misses(row, result) else ""


def _misses(row: RankedDistrict, result: Ranking) -> bool:
    target = row.target or result.target
    return row.value is not None and target is not None and not target.is_met_by(row.value)


def _colour(row: RankedDistrict, result: Ranking) -> str:
    if row.rank is None:
        return GREY
    return RED if _misses(row, result) else BLUE


def _name(row: RankedDistrict) -> str:
    return row.name if row.rank is None else f"{row.rank} {row.name}"


def _reason(row: RankedDistrict) -> str:
    if row.rank is not None:
        return ""
    return row.incomplete or ("" if row.value is not None else texts.NO_DATA)


def _value(row: RankedDistrict, metric: Metric) -> str:
    return format_value(row.value, metric, row.qualifier) + (
        "*" if row.reported and row.value is not None else ""
    )


def _hover(row: RankedDistrict, metric: Metric) -> str:
    lines = [f"{row.name} {_value(row, metric)}"]
    if row.delta:
        change = format_delta(row.delta.change, metric)
        lines.append(texts.CHANGE_SINCE.format(period=format_period(row.delta.base_period), change=change))
    if row.target:
        lines.append(texts.TARGET_LABEL.format(value=format_target(row.target, metric)))
    if _reason(row):
        lines.append(texts.UNRANKED.format(reason=_reason(row)))
    return "<br>".join(escape(line) for line in lines)


def _marks(result: Ranking) -> list[tuple[float, str, str]]:
    marks = []
    if result.total is not None:
        total = texts.TOTAL_LABEL.format(value=format_value(result.total, result.metric))
        marks.append((result.total, total, "solid"))
    if result.target:
        target = texts.TARGET_LABEL.format(value=format_target(result.target, result.metric))
        marks.append((result.target.value, target, "dash"))
    return marks


def _notes(result: Ranking) -> tuple[str, ...]:
    notes = []
    if any(row.rank is None for row in result.rows):
        notes.append(texts.UNRANKED_KEY)
    if any(row.reported and row.value is not None for row in result.rows):
        notes.append(texts.REPORTED)
    if result.target and result.target.basis:
        notes.append(texts.TARGET_BASIS.format(basis=result.target.basis))
    return tuple(notes)
