"""What a hand-in does to the indicators: value and rank of each district touched, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eduboard.codes import load_regions
from eduboard.metrics.catalogue import LOWER_IS_BETTER, NEUTRAL, Metric
from eduboard.metrics.measure import MetricRow
from eduboard.texts import effects as texts

Values = Mapping[tuple[str, str, str], float | None]
"""Values by metric, period and district."""


@dataclass(frozen=True)
class Rank:
    """A district's place (1 is best) among those of its city that take part: at least two, equal values share it."""

    place: int
    of: int


@dataclass(frozen=True)
class Effect:
    """One indicator of one district and period, before and after."""

    metric: Metric
    period: str
    district: str
    before: float | None
    after: float | None
    rank_before: Rank | None
    rank_after: Rank | None


@dataclass(frozen=True)
class State:
    """The indicators at one moment: all of them, and those that take part in rankings."""

    values: Values
    ranked: Values


def by_cell(rows: Iterable[MetricRow]) -> Values:
    """Lay measured rows out by metric, period and district."""
    return {(row.metric, row.period or "", row.district or ""): row.value for row in rows}


def list_effects(
    metrics: Sequence[Metric], before: State, after: State, touched: Iterable[tuple[str, str]]
) -> Iterator[Effect]:
    """List the indicators that differ between two moments, in the periods and districts touched."""
    places = sorted(touched)
    for metric in metrics:
        for period, district in places:
            cell = (metric.id, period, district)
            old, new = before.values.get(cell), after.values.get(cell)
            if old != new:
                yield Effect(
                    metric,
                    period,
                    district,
                    before=old,
                    after=new,
                    rank_before=_rank(metric, period, district, before.ranked),
                    rank_after=_rank(metric, period, district, after.ranked),
                )


def _rank(metric: Metric, period: str, district: str, values: Values) -> Rank | None:
    """Give a district's rank; a neutral metric has none, nor has a district that is alone: 1 of 1 says nothing."""
    own = values.get((metric.id, period, district))
    if own is None or metric.direction == NEUTRAL:
        return None
    cities = {region.code: region.parent_code for region in load_regions()}
    taking_part = [
        value
        for (name, when, where), value in values.items()
        if name == metric.id
        and when == period
        and value is not None
        and cities.get(where) == cities.get(district)
    ]
    if len(taking_part) == 1:
        return None
    lower_is_better = metric.direction == LOWER_IS_BETTER
    better = sum(value < own if lower_is_better else value > own for value in taking_part)
    return Rank(1 + better, len(taking_part))


def format_rank(effect: Effect) -> str:
    """Say where the district stood and where it would stand."""
    before, after = effect.rank_before, effect.rank_after
    if after is None:
        return texts.LEFT.format(before=before.place) if before else texts.UNRANKED
    if before is None:
        return texts.ENTERED.format(after=after.place, of=after.of)
    sentence = texts.KEPT if before.place == after.place else texts.MOVED
    return sentence.format(before=before.place, after=after.place, of=after.of)
