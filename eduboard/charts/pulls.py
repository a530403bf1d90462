"""Which schools pull the 校际差异系数 of a stage up, and to which side."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from eduboard.charts.frame import build_empty_figure, build_figure
from eduboard.charts.rows import Bar, bar_plot
from eduboard.charts.template import BLUE, SERIES
from eduboard.charts.wrapping import escape
from eduboard.formats import format_number, format_share
from eduboard.metrics.balance import SchoolBalance
from eduboard.metrics.pulls import Pulls
from eduboard.texts import programme_page as texts

SHOWN = 12
_HIGH, _LOW = BLUE, SERIES[1]


def school_pulls(result: Pulls) -> go.Figure:
    """Show the schools that pull a coefficient up most: blue those above the district's mean, amber those below."""
    stage = result.stage
    schools = [school for school in stage.schools if school.pull is not None][:SHOWN]
    if not schools or stage.coefficient is None or stage.per_100 is None:
        return build_empty_figure(result.caption)
    bars = [
        Bar(
            name=school.name,
            second=texts.PULL_PER_100.format(per_100=_per_100(school)),
            end=school.pull or 0.0,
            value=format_share(school.pull),
            colour=_HIGH if school.above else _LOW,
            hover=escape(
                texts.PULL_HOVER.format(
                    name=school.name, per_100=_per_100(school), pull=format_share(school.pull)
                )
            ),
        )
        for school in schools
    ]
    notes = [
        texts.PULL_MEAN.format(
            mean=format_number(stage.per_100, 2),
            coefficient=format_number(stage.coefficient, 3),
            limit=format_number(stage.limit, 2),
        )
    ]
    if len(stage.schools) > len(schools):
        notes.append(texts.PULL_CUT.format(shown=len(schools), count=len(stage.schools)))
    key = [(_HIGH, texts.PULL_HIGH), (_LOW, texts.PULL_LOW)]
    return build_figure(replace(bar_plot(bars), key=key, notes=tuple(notes)), result.caption)


def _per_100(school: SchoolBalance) -> str:
    return format_number(school.per_100 or 0.0, 2)
