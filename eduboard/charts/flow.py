"""How projects pass through: started, open, completed."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from eduboard.charts.frame import Markup, Plot, build_empty_figure, build_figure, label, swatch
from eduboard.charts.template import AXIS_SIZE, BLUE, GRID, INK, LABEL_SIZE, MUTED, SERIES
from eduboard.charts.timeline import AXIS_PIXELS, DAY, instant, time_axis
from eduboard.charts.wrapping import EDGE, escape
from eduboard.formats import format_count, format_period
from eduboard.metrics.results import Flow
from eduboard.texts import charts as texts
from eduboard.wrapping import em_width

_HEIGHT = 340
_LINE_PANEL = (0.62, 0.94)  # shares of the plot's height
_BAR_PANEL = (0.0, 0.46)
_BAR_DAYS = 30
_FEW_PERIODS = 6  # up to here every bar carries its number
_COMPLETED_COLOUR = SERIES[2]


def status_flow(result: Flow) -> go.Figure:
    """Show how many projects were started and completed in each period, and above that how many were open at its end.

    The two have a scale each: what is open adds up over years and would flatten the bars.
    """
    values = [value for series in (result.started, result.completed, result.open) for value in series]
    if all(value is None for value in values):
        return build_empty_figure(result.caption)
    few = len(result.periods) <= _FEW_PERIODS
    open_bounds = _bounds(result.open)
    bar_bounds = _bounds((*result.started, *result.completed))
    annotations = [
        _panel_name(swatch(INK) + " " + escape(texts.OPEN), _LINE_PANEL[1]),
        _panel_name(
            f"{swatch(BLUE)} {escape(texts.STARTED)}&nbsp;&nbsp;{swatch(_COMPLETED_COLOUR)} {escape(texts.COMPLETED)}",
            _BAR_PANEL[1],
        ),
    ]
    last = [
        (period, value)
        for period, value in zip(result.periods, result.open, strict=True)
        if value is not None
    ]
    if last:
        period, value = last[-1]
        annotations.append(
            label(
                f"<b>{format_count(value)}</b>",
                instant(period),
                value,
                yref="y2",
                xanchor="left",
                xshift=7,
                borderpad=0,
            )
        )
    axis = {
        "showgrid": True,
        "gridcolor": GRID,
        "nticks": 4,
        "tickformat": ",~f",
        "ticksuffix": " ",
        "fixedrange": True,
    }
    axis |= {"zeroline": True, "zerolinecolor": GRID, "automargin": False}
    return build_figure(
        Plot(
            traces=[
                _bars(result, result.started, BLUE, texts.STARTED, few=few, side=-1),
                _bars(result, result.completed, _COMPLETED_COLOUR, texts.COMPLETED, few=few, side=1),
                _open_line(result),
            ],
            height=_HEIGHT,
            left=_axis_room((*open_bounds, *bar_bounds)),
            right=round(max(em_width(format_count(value)) for value in result.open or (None,)) * LABEL_SIZE)
            + EDGE,
            below=AXIS_PIXELS,
            layout={
                "barmode": "overlay",
                "xaxis": time_axis(result.periods) | {"anchor": "y"},
                "yaxis": axis | {"range": bar_bounds, "domain": _BAR_PANEL},
                "yaxis2": axis
                | {"range": open_bounds, "domain": _LINE_PANEL, "anchor": "x"}
                | {"tickfont": {"size": AXIS_SIZE, "color": MUTED}},
            },
            annotations=annotations,
            notes=(texts.GAPS,) if None in values else (),
        ),
        result.caption,
    )


def _bounds(values: Sequence[float | None]) -> list[float]:
    high = max((value for value in values if value is not None), default=0)
    return [0, high * 1.18 or 1]


def _axis_room(values: Sequence[float]) -> int:
    return round((max(len(f"{value:,.0f}") for value in values) + 1) * 0.62 * AXIS_SIZE) + EDGE


def _panel_name(text: str, top: float) -> Markup:
    return label(
        text, 0, top, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=3, borderpad=0
    )


def _bars(
    result: Flow, values: Sequence[float | None], colour: str, name: str, *, few: bool, side: int
) -> Markup:
    return {
        "type": "bar",
        "name": name,
        "x": [instant(period) for period in result.periods],
        "y": list(values),
        "width": _BAR_DAYS * DAY,
        "offset": 0 if side > 0 else -_BAR_DAYS * DAY,
        "marker": {"color": colour},
        "text": [format_count(value) if few and value is not None else "" for value in values],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "hovertext": _hovers(result, values, name),
        "hoverinfo": "text",
    }


def _open_line(result: Flow) -> Markup:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": texts.OPEN,
        "x": [instant(period) for period in result.periods],
        "y": list(result.open),
        "yaxis": "y2",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": INK, "width": 2.5},
        "marker": {"color": INK, "size": 6},
        "hovertext": _hovers(result, result.open, texts.OPEN),
        "hoverinfo": "text",
    }


def _hovers(result: Flow, values: Sequence[float | None], name: str) -> list[str]:
    return [
        f"{format_period(period)}<br>{escape(name)} {format_count(value)}"
        for period, value in zip(result.periods, values, strict=True)
    ]
