"""A time axis of quarters, and what may be joined by a line on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache

from eduboard.charts.frame import Markup
from eduboard.charts.template import AXIS_SIZE, GRID, MUTED
from eduboard.charts.wrapping import line_pixels
from eduboard.metrics.catalogue import STOCK, Metric
from eduboard.metrics.results import Point
from eduboard.periods import Period
from eduboard.texts import charts as texts

AXIS_PIXELS = line_pixels(2, AXIS_SIZE) + 8
DAY = 86_400_000  # milliseconds, Plotly's unit of time
_FEW = 6  # so many quarters or years are all labelled on a phone


@lru_cache(maxsize=1024)
def instant(period: str) -> str:
    """Give the place of a quarter on the axis: its first day."""
    return Period.parse(period).start_date.isoformat()


def time_axis(periods: Iterable[str], *, years_only: bool = False, margin: float = 0.04) -> Markup:
    """Make the x axis for some quarters; ``years_only`` when all of them stand for years.

    More than a few are left to Plotly, which labels as many as the screen's width allows.
    """
    parsed = sorted(Period.parse(period) for period in set(periods))
    first, last = parsed[0], parsed[-1]
    quarters = (last.year - first.year) * 4 + last.quarter - first.quarter
    pad = timedelta(days=max(30, margin * 91 * quarters, 91 * (_FEW - 2 - quarters) / 2))
    axis: Markup = {
        "type": "date",
        "range": [(first.start_date - pad).isoformat(), (last.start_date + pad).isoformat()],
        "showline": True,
        "ticks": "outside",
        "ticklen": 5,
        "tickangle": 0,
        "tickfont": {"size": AXIS_SIZE, "color": MUTED},
        "showgrid": False,
        "gridcolor": GRID,
    }
    if years_only:
        step = 12 * -(-(quarters // 4 + 1) // _FEW)
        return axis | {
            "tick0": first.start_date.isoformat(),
            "dtick": f"M{step}",
            "tickformat": texts.AXIS_YEARS,
        }
    if quarters < _FEW:
        shown = [first.shift(number).start_date.isoformat() for number in range(quarters + 1)]
        return axis | {"tickvals": shown, "tickformat": texts.AXIS_QUARTERS}
    return axis | {
        "tickformatstops": [
            {"dtickrange": [None, "M6"], "value": texts.AXIS_QUARTERS},
            {"dtickrange": ["M12", None], "value": texts.AXIS_YEARS},
        ]
    }


def split_at_gaps(points: Sequence[Point], metric: Metric) -> list[list[Point]]:
    """Cut a series where nothing is known, so that no line runs over periods without data.

    Neighbours are quarters that follow each other, or annual figures of years that do; an annual figure and a
    quarter's are neighbours only if both are stocks (时点), which mean the same at the year's end.
    """
    pieces: list[list[Point]] = []
    for point in sorted(points, key=lambda point: point.period):
        if point.value is None:
            continue
        if pieces and _follows(pieces[-1][-1], point, metric):
            pieces[-1].append(point)
        else:
            pieces.append([point])
    return pieces


def _follows(before: Point, after: Point, metric: Metric) -> bool:
    if before.annual and after.annual:
        return Period.parse(before.period).shift(4) >= Period.parse(after.period)
    if before.annual != after.annual and metric.time_kind != STOCK:
        return False
    return Period.parse(before.period).shift(1) == Period.parse(after.period)
