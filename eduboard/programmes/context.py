"""What is known of a programme's evaluation before anything is measured: places, units, targets, spans."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from eduboard.metrics.catalogue import PERCENT, STOCK, Catalogue, Metric
from eduboard.programmes.aims import HandedIn, aim_of
from eduboard.programmes.gauges import Region, Scopes, Span, span_of
from eduboard.programmes.model import COVERAGE, DUTY, EACH_STAGE, Gauge, Item, Programme
from eduboard.programmes.results import Aim


@dataclass(frozen=True)
class Context:
    """The programme, who is looked at and when, and what was handed in as targets."""

    programme: Programme
    catalogue: Catalogue
    region: Region
    scopes: Scopes
    handed_in: HandedIn
    period: str
    moment: date
    places: tuple[str, ...]  # the one in sight first ('' for the whole), then its districts

    def metric(self, item: Item) -> Metric | None:
        """The metric that measures an item, if one does."""
        return self.catalogue[item.metric] if item.metric else None

    def unit(self, item: Item) -> str:
        """The unit that an item's values are in."""
        metric = self.metric(item)
        if item.kind == COVERAGE:
            return PERCENT
        return item.unit or (metric.unit if metric and item.kind != DUTY else "")

    def aim(self, item: Item, place: str) -> Aim | None:
        """The target that holds for a place: its own, or the region's where that is asked of every district."""
        code = place or self.programme.district
        found = aim_of(self.programme, item, self.unit(item), self.handed_in, code, self.period)
        if found is None and self.is_asked_of_each(item):
            region = self.programme.district
            found = aim_of(self.programme, item, self.unit(item), self.handed_in, region, self.period)
        return found

    def is_asked_of_each(self, item: Item) -> bool:
        """Tell whether a region's target is a district's, too: shares, averages, and what each has to reach."""
        metric = self.metric(item)
        per_head = self.unit(item) == PERCENT or "/" in self.unit(item)
        return bool(item.each) or item.kind == DUTY or per_head or bool(metric and metric.is_ratio)

    def span(self, item: Item, aim: Aim | None) -> Span | None:
        """Over which periods an item's flow adds up; None when it is no flow."""
        metric = self.metric(item)
        if metric is None or metric.time_kind == STOCK or not self.scopes.periods or item.period:
            return None
        start = aim.start if aim else self.programme.start
        end = min(self.period, aim.due) if aim and aim.due else self.period
        return span_of(metric, start, end, self.scopes.periods[0])


def gauges_of(item: Item) -> list[Gauge]:
    """List what an item is read from: one gauge, one for each stage, or a part and its whole."""
    if item.each == EACH_STAGE:
        return [replace(item.gauge, stage=stage) for stage in item.stages]
    return [gauge for gauge in (item.gauge, item.whole) if gauge]
