"""A school's figures side by side: each with its change, and beside the schools like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from eduboard.metrics.catalogue import Metric
from eduboard.metrics.imprint import values_of
from eduboard.metrics.origins import Numbers, Origin
from eduboard.metrics.recipe import Value
from eduboard.metrics.results import Caption, Delta
from eduboard.texts.charts import ANNUAL
from eduboard.texts.school import FIGURE_COLUMNS


@dataclass(frozen=True)
class SchoolFigure:
    """A metric of a school in the period, its change since the quarter before, and the schools like it."""

    metric: Metric
    value: float | None
    qualifier: str | None
    annual: bool
    delta: Delta | None
    average: float | None
    origin: Origin

    @property
    def numbers(self) -> Numbers:
        """What the school's own figure rests on; () where it has none."""
        return () if self.value is None else ((self.metric.id, self.origin),)

    @property
    def numbers_of_change(self) -> Numbers:
        """What its change rests on: the figure, and the one it is held against."""
        if self.delta is None:
            return ()
        return (*self.numbers, (self.metric.id, replace(self.origin, period=self.delta.base_period)))


@dataclass(frozen=True)
class SchoolIndicators:
    """Figures of a school in a period."""

    figures: tuple[SchoolFigure, ...]
    caption: Caption

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not self.figures


@values_of.register
def _(result: SchoolIndicators) -> Iterator[Value]:
    _, own, change, beside = FIGURE_COLUMNS
    for figure in result.figures:
        metric = figure.metric
        word = " ".join(filter(None, (figure.qualifier, ANNUAL if figure.annual else "")))
        yield Value(metric.name, own, figure.value, word, metric.id)
        yield Value(metric.name, change, figure.delta.change if figure.delta else None, metric=metric.id)
        yield Value(metric.name, beside, figure.average, metric=metric.id)
