"""Rows of horizontal bars: names at the left, values at the bars' ends, both measured.

The y axis of such a plot counts pixels from the top, so rows can be as high as their names need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eduboard.charts.frame import Markup, Plot, label
from eduboard.charts.template import INK, LABEL_SIZE, MUTED, PAPER, SMALL_SIZE
from eduboard.charts.wrapping import EDGE, escape, line_pixels, markup
from eduboard.wrapping import em_width, wrap

NAME_EMS = 9.0  # a name's longest line: a third of a phone
BAR_WIDTH = 18
_ROW_GAP = 12
_NAME_GAP = 8  # px between name and bar
_MARK_ROW = line_pixels(1, SMALL_SIZE) + 2


@dataclass(frozen=True)
class Names:
    """Names broken into lines, as tick labels: markup, height and common width in pixels."""

    texts: tuple[str, ...]
    heights: tuple[int, ...]
    width: int
    size: int = LABEL_SIZE


@dataclass(frozen=True)
class Bar:
    """A row: its name with a smaller second text (or ''), its length, its value as written, and what a mouse finds."""

    name: str
    second: str
    end: float
    value: str
    colour: str
    hover: str  # markup


@dataclass(frozen=True)
class Rows:
    """Where rows stand: their middles and the height of all."""

    middles: tuple[float, ...]
    height: int


def build_names(names: Sequence[tuple[str, str]], size: int = LABEL_SIZE) -> Names:
    """Break names, each with a smaller second text (or ''), into the lines of tick labels."""
    lines = [(wrap(name, NAME_EMS), wrap(second, NAME_EMS * size / SMALL_SIZE)) for name, second in names]
    widths = [
        max(
            (
                em_width(line) * points
                for group, points in ((main, size), (small, SMALL_SIZE))
                for line in group
            ),
            default=0,
        )
        for main, small in lines
    ]
    return Names(
        texts=tuple("<br>".join(filter(None, (markup(main), _small(small)))) for main, small in lines),
        heights=tuple(
            line_pixels(len(main), size) + line_pixels(len(small), SMALL_SIZE) for main, small in lines
        ),
        width=round(max(widths, default=0)) + EDGE + _NAME_GAP,
        size=size,
    )


def _small(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    return f'<span style="font-size:{SMALL_SIZE}px;color:{MUTED}">{markup(lines)}</span>'


def stack_rows(heights: Sequence[int], bar: int = BAR_WIDTH) -> Rows:
    """Put rows below each other, each as high as its name and its bar need."""
    middles, top = [], 0.0
    for height in heights:
        full = max(height, bar) + _ROW_GAP
        middles.append(top + full / 2)
        top += full
    return Rows(tuple(middles), round(top))


def name_axis(names: Names, rows: Rows) -> Markup:
    """Make the y axis that carries the names."""
    return {
        "range": [rows.height, 0],
        "tickvals": list(rows.middles),
        "ticktext": list(names.texts),
        "tickfont": {"size": names.size, "color": INK},
        "ticks": "outside",
        "ticklen": _NAME_GAP,
        "tickcolor": "rgba(0,0,0,0)",
    }


def value_range(values: Sequence[float]) -> list[float]:
    """Find the range of an axis that starts at zero and ends at the longest bar."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        return [0.0, 1.0]
    return [low * 1.3, high] if low < 0 else [low, high]


def value_room(texts_beside: Sequence[str]) -> int:
    """Measure the right margin that the values at the bars' ends need."""
    return round(max((em_width(text) for text in texts_beside), default=0) * LABEL_SIZE) + 2 * EDGE


def value_labels(
    ends: Sequence[float], middles: Sequence[float], texts_beside: Sequence[str], *, on_white: bool = True
) -> list[Markup]:
    """Write values (markup) beside the bars' ends, on white, so that no line crosses them out."""
    return [
        label(
            text,
            end,
            middle,
            xanchor="right" if end < 0 else "left",
            xshift=-3 if end < 0 else 3,
            borderpad=0,
            bgcolor=PAPER if on_white else "rgba(0,0,0,0)",
        )
        for end, middle, text in zip(ends, middles, texts_beside, strict=True)
    ]


def mark_lines(
    marks: Sequence[tuple[float, str, str]], bounds: Sequence[float], height: int
) -> tuple[list[Markup], list[Markup], int]:
    """Draw vertical lines (value, label, dash), labelled above the plot, each in a row of its own.

    Returns shapes, annotations and the pixels they need above the plot.
    """
    shapes: list[Markup] = []
    labels: list[Markup] = []
    for number, (value, text, dash) in enumerate(marks):
        at_left = value - bounds[0] < (bounds[1] - bounds[0]) / 2
        rise = number * _MARK_ROW
        is_target = dash == "dash"
        shapes.append(
            {
                "type": "line",
                "x0": value,
                "x1": value,
                "yref": "paper",
                "y0": 0,
                "y1": 1 + (rise + _MARK_ROW) / height,
                "line": {
                    "color": INK if is_target else MUTED,
                    "width": 1.5 if is_target else 1,
                    "dash": dash,
                },
                "layer": "below",
            }
        )
        labels.append(
            label(
                markup([text]),
                value,
                1,
                yref="paper",
                yanchor="bottom",
                yshift=rise,
                xanchor="left" if at_left else "right",
                xshift=4 if at_left else -4,
                borderpad=0,
                bgcolor=PAPER,
                font={"size": SMALL_SIZE, "color": INK},
            )
        )
    return shapes, labels, len(marks) * _MARK_ROW + (4 if marks else 0)


def bar_plot(
    bars: Sequence[Bar],
    marks: Sequence[tuple[float, str, str]] = (),
    name_size: int = LABEL_SIZE,
    width: int = BAR_WIDTH,
) -> Plot:
    """Draw rows of bars under vertical lines (value, label, dash)."""
    names = build_names([(bar.name, bar.second) for bar in bars], name_size)
    rows = stack_rows(names.heights, width)
    ends = [bar.end for bar in bars]
    bounds = value_range([*ends, *(value for value, _, _ in marks)])
    shapes, labels, above = mark_lines(marks, bounds, rows.height)
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": ends,
        "y": list(rows.middles),
        "width": width,
        "marker": {"color": [bar.colour for bar in bars]},
        "hovertext": [bar.hover for bar in bars],
        "hoverinfo": "text",
    }
    return Plot(
        traces=[trace],
        height=rows.height,
        left=names.width,
        right=value_room([bar.value for bar in bars]),
        above=above,
        layout={"xaxis": {"range": bounds, "visible": False}, "yaxis": name_axis(names, rows)},
        shapes=shapes,
        annotations=[*labels, *value_labels(ends, rows.middles, [escape(bar.value) for bar in bars])],
    )
