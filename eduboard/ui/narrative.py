"""Movements in words, from the sentence templates beside the metrics."""

from __future__ import annotations

from eduboard.formats import format_delta, format_value_with_unit
from eduboard.metrics.results import Mover
from eduboard.metrics.scene import Filters
from eduboard.texts import pages as texts


def mover_sentence(mover: Mover, filters: Filters) -> str:
    """Say what moved, by how much, and against what: 大班额占比4.3%，较上季度下降1.2个百分点."""
    amount = format_delta(abs(mover.delta.change), mover.metric).removeprefix("+")
    if not mover.metric.is_share:
        amount += mover.metric.unit
    change = texts.CHANGE_UP if mover.delta.change > 0 else texts.CHANGE_DOWN
    return mover.metric.narrative.format(
        value=format_value_with_unit(mover.value, mover.metric),
        baseline=texts.BASELINES[filters.compare],
        change=change.format(amount=amount),
    )
