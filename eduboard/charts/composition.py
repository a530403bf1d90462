"""What something is made up of: counts by two vocabularies, and classes by size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import plotly.graph_objects as go

from eduboard.charts.frame import Markup, Plot, build_empty_figure, build_figure, label, lines_of_parts
from eduboard.charts.rows import (
    BAR_WIDTH,
    build_names,
    name_axis,
    stack_rows,
    value_labels,
    value_range,
    value_room,
)
from eduboard.charts.template import (
    AXIS_SIZE,
    LABEL_SIZE,
    MUTED,
    ORDERED,
    PAPER,
    SERIES,
    TINT_LARGE,
    TINT_SUPER,
    series_colour,
)
from eduboard.charts.wrapping import EDGE, escape, line_pixels, phone_ems
from eduboard.formats import format_count, format_share
from eduboard.metrics.results import Composition, Distribution
from eduboard.texts import charts as texts
from eduboard.wrapping import wrap

_BAR = 16
_ABOVE_BAR = 4
_UNDER_BAR = 3
_UNDER_ROW = 12
_KINDS = {"large": (TINT_LARGE, texts.LARGE_BAND), "super": (TINT_SUPER, texts.SUPER_BAND)}


def pyramid(result: Composition) -> go.Figure:
    """Show the levels of each title, the highest darkest, every count written out under its bar."""
    return _stacked(result, ORDERED)


def make_up(result: Composition) -> go.Figure:
    """Show what each category consists of (training: 类别 × 形式), every count written out under its bar."""
    return _stacked(result, SERIES)


def band_distribution(result: Distribution) -> go.Figure:
    """Show how many classes there are of each size, large and super large bands tinted, with their shares.

    Stages (or districts) are stacked; beyond the palette the smallest are drawn together.
    """
    series, values = _few_series(result)
    totals = [sum(row[band] for row in values) for band in range(len(result.bands))] if values else []
    if not totals:
        return build_empty_figure(result.caption)
    all_classes = sum(totals)
    kinds = [_KINDS.get(kind, ("", "")) for kind in result.kinds]
    names = build_names([(band, kind) for band, (_, kind) in zip(result.bands, kinds, strict=True)])
    rows = stack_rows(names.heights)
    written = [
        texts.COUNT_WITH_SHARE.format(count=format_count(total), share=format_share(total / all_classes))
        if all_classes
        else format_count(total)
        for total in totals
    ]
    several = len(series) > 1
    return build_figure(
        Plot(
            traces=[
                _segment(name, counts, rows.middles, series_colour(number), result.bands)
                for number, (name, counts) in enumerate(zip(series, values, strict=True))
            ],
            height=rows.height,
            left=names.width,
            right=value_room(written),
            layout={
                "barmode": "stack",
                "xaxis": {"range": value_range(totals), "visible": False},
                "yaxis": name_axis(names, rows),
            },
            shapes=_tints(kinds, rows.middles, rows.height),
            annotations=value_labels(
                totals, rows.middles, [escape(text) for text in written], on_white=False
            ),
            key=[(series_colour(number), name) for number, name in enumerate(series)] if several else [],
        ),
        result.caption,
    )


def _stacked(result: Composition, colours: tuple[str, ...]) -> go.Figure:
    """Draw a bar for each row between its name with the total, above, and its parts in words, below."""
    if not result.rows or not result.columns:
        return build_empty_figure(result.caption)
    used = [
        number
        for number in range(len(result.columns))
        if any(row[number] is not None for row in result.values)
    ]
    palette = {number: series_colour(position, colours) for position, number in enumerate(used)}
    totals = [_total(row) for row in result.values]
    middles: list[float] = []
    annotations: list[Markup] = []
    top = 0.0
    for position, (name, row, total) in enumerate(zip(result.rows, result.values, totals, strict=True)):
        words = {column: word for (at, column), word in result.qualifiers if at == position}
        # A total with a round number in it is one itself.
        title = wrap(
            f"{name}  {format_count(total, next(iter(words.values()), None))}", phone_ems(LABEL_SIZE)
        )
        parts = _parts(result.columns, row, palette, words)
        bar_top = top + line_pixels(len(title), LABEL_SIZE) + _ABOVE_BAR
        bar_end = bar_top + _BAR + _UNDER_BAR
        middles.append(bar_top + _BAR / 2)
        annotations.append(_line_at(top, [f"<b>{escape(line)}</b>" for line in title], LABEL_SIZE))
        if parts:
            annotations.append(_line_at(bar_end, parts, AXIS_SIZE, color=MUTED))
        top = bar_end + line_pixels(len(parts), AXIS_SIZE) + _UNDER_ROW
    return build_figure(
        Plot(
            traces=[
                _segment(
                    result.columns[number],
                    [row[number] for row in result.values],
                    middles,
                    palette[number],
                    result.rows,
                    width=_BAR,
                )
                for number in used
            ],
            height=round(top),
            layout={
                "barmode": "stack",
                "xaxis": {"range": value_range([total or 0 for total in totals]), "visible": False},
                "yaxis": {"range": [top, 0], "visible": False},
            },
            left=EDGE,
            right=EDGE,
            annotations=annotations,
        ),
        result.caption,
    )


def _total(row: Sequence[float | None]) -> float | None:
    known = [value for value in row if value is not None]
    return sum(known) if known else None


def _parts(
    columns: Sequence[str], row: Sequence[float | None], palette: dict[int, str], words: dict[int, str]
) -> list[str]:
    """Write a row's parts, with their colours, in lines; what is nothing or not known takes no place."""
    parts = [
        (palette[number], f"{columns[number]} {format_count(value, words.get(number))}")
        for number, value in enumerate(row)
        if value
    ]
    return lines_of_parts(parts, AXIS_SIZE)


def _line_at(top: float, lines: Sequence[str], size: int, **font: str) -> Markup:
    return label(
        "<br>".join(lines),
        0,
        top,
        xref="paper",
        xanchor="left",
        yanchor="top",
        align="left",
        borderpad=0,
        font={"size": size, **font},
    )


def _segment(
    name: str,
    values: Sequence[float | None],
    middles: Sequence[float],
    colour: str,
    rows: Sequence[str],
    width: int = BAR_WIDTH,
) -> Markup:
    return {
        "type": "bar",
        "orientation": "h",
        "name": escape(name),
        "x": [value or 0 for value in values],
        "y": list(middles),
        "width": width,
        "marker": {"color": colour, "line": {"width": 0.5, "color": PAPER}},
        "hovertext": [
            f"{escape(row)}<br>{escape(name)} {format_count(value)}"
            for row, value in zip(rows, values, strict=True)
        ],
        "hoverinfo": "text",
    }


def _few_series(result: Distribution) -> tuple[list[str], list[tuple[float, ...]]]:
    """Keep the series that have a colour; draw the smallest of more together, under a name that counts them."""
    series = list(result.series)
    # A number that is not told is drawn as nothing; the caption says that there is one.
    values = [tuple(value or 0.0 for value in row) for row in result.values]
    if len(series) <= len(SERIES):
        return series, values
    by_size = sorted(range(len(series)), key=lambda number: -sum(values[number]))
    kept = sorted(by_size[: len(SERIES) - 1])
    rest = [values[number] for number in by_size[len(SERIES) - 1 :]]
    together = tuple(sum(row[band] for row in rest) for band in range(len(result.bands)))
    names = [series[number] for number in kept] + [texts.OTHERS.format(count=len(rest))]
    return names, [*(values[number] for number in kept), together]


def _tints(kinds: Sequence[tuple[str, str]], middles: Sequence[float], height: int) -> list[Markup]:
    edges = [0.0, *((a + b) / 2 for a, b in pairwise(middles)), float(height)]
    return [
        {
            "type": "rect",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": edges[number],
            "y1": edges[number + 1],
            "fillcolor": tint,
            "line": {"width": 0},
            "layer": "below",
        }
        for number, (tint, _) in enumerate(kinds)
        if tint
    ]
