"""What a figure without a sentence of its own shows: the largest parts, the latest quarter; '' where nothing is sure.

Without full stop, as a slide's headline stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.exports.materials.captions import written_period
from eduboard.formats import format_count
from eduboard.metrics.results import Caption, Composition, Distribution, Flow
from eduboard.texts import materials as texts
from eduboard.texts.narrative import PARTS_JOIN

_NAMED = 2


def write_largest(composition: Composition) -> str:
    """Tell the largest categories; a count that is only about known is not told with others as a sum."""
    if composition.qualifiers or composition.caption.hidden:
        return ""
    sums = [sum(value for value in row if value is not None) for row in composition.values]
    return _largest(composition.rows, sums, composition.caption)


def write_most_common(distribution: Distribution) -> str:
    """Tell which sizes most classes have, where all are told."""
    if distribution.caption.hidden:
        return ""
    sums = [sum(value or 0.0 for value in column) for column in zip(*distribution.values, strict=True)]
    return _largest(distribution.bands, sums, distribution.caption)


def _largest(names: Sequence[str], sums: Sequence[float], caption: Caption) -> str:
    ordered = sorted(zip(names, sums, strict=True), key=lambda pair: -pair[1])
    told = [(name, value) for name, value in ordered if value > 0]
    # Of equals none is the largest.
    if not told or (len(told) > 1 and told[0][1] == told[1][1]):
        return ""
    listed = [
        texts.NAMED_VALUE.format(name=name, value=format_count(value), unit=caption.unit)
        for name, value in told[:_NAMED]
    ]
    pattern = texts.LARGEST if len(listed) == _NAMED else texts.LARGEST_ALONE
    return pattern.format(place=caption.place, first=listed[0], second=listed[-1])


def write_latest(flow: Flow) -> str:
    """Tell the latest quarter's projects: started, completed, still open."""
    sides = zip(
        (texts.STARTED, texts.COMPLETED, texts.OPEN), (flow.started, flow.completed, flow.open), strict=True
    )
    told = [
        pattern.format(count=format_count(values[-1])) for pattern, values in sides if values[-1] is not None
    ]
    if not told:
        return ""
    period = written_period(flow.periods[-1])
    return texts.LATEST.format(place=flow.caption.place, period=period, counts=PARTS_JOIN.join(told))
